# The site as its readers get it: it builds without a warning, every link and anchor
# leads somewhere, and in a browser nothing is fetched from elsewhere, no script
# complains, and neither a wide nor a narrow window has to be scrolled sideways.
#
# REQUIRES: chromium, mkdocs
# RUN: cmake --build %rint_obj_root --target mlir-doc
# RUN: %python %rint_src_root/docs/site/gather.py --build=%rint_obj_root --to=%t.pages
# RUN: mkdocs --quiet build --config-file %t.pages/mkdocs.yml --site-dir %t.site
# RUN: %python %s %t.site

import functools
import http.server
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from browser import Browser

SITE = Path(sys.argv[1]).resolve()


class Page(HTMLParser):
    """What a page links to, and what can be linked to in it."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors.update(attributes[key] for key in ("id", "name")
                            if attributes.get(key))
        self.links += [attributes[key] for key in ("href", "src")
                       if attributes.get(key)]


def broken_links():
    # Explained pages are whole in themselves and have tests of their own.
    paths = [path for path in SITE.rglob("*.html")
             if not path.name.endswith(".explained.html") and path.name != "404.html"]
    pages = {path: Page(path) for path in paths}
    assert len(pages) > 40, pages.keys()
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = path
            if parts.path:
                target = (path.parent / unquote(parts.path)).resolve()
            if not target.exists():
                yield path, link
            elif parts.fragment and target in pages and (
                    unquote(parts.fragment) not in pages[target].anchors):
                yield path, link


broken = [f"{path.relative_to(SITE)}: {link}" for path, link in broken_links()]
assert not broken, "\n".join(broken)

# A server of this machine's, for scripts of pages in files may not fetch anything, not
# even the index that the search reads.
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=SITE)
handler.func.log_message = lambda *_: None
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
home = "http://127.0.0.1:%d/" % server.server_port

for width in (1400, 420):
    with Browser(width=width) as browser:
        for page in ("index.html", "tutorial/index.html", "performance.html",
                     "tutorial/09-samples-to-tokens.html",
                     "reference/rintdialect.html"):
            browser.open(home + page)
            assert not browser.complaints, (page, browser.complaints)
            overflow = browser.evaluate(
                "document.documentElement.scrollWidth - innerWidth")
            assert overflow <= 0, (page, width, overflow)
        outside = [address for address in browser.addresses
                   if not address.startswith((home, "data:", "about:", "blob:"))]
        assert not outside, outside
