# The page of --explain in a browser: it opens without complaints and asks for
# nothing else, its switches work from the keyboard, and it fits a narrow window.
#
# REQUIRES: chromium
# RUN: %python %s

from browser import Browser
from runner import Scratch

scratch = Scratch(
    """func.func @main(%x: tensor<3xf32>, %n: tensor<3xi64>) -> tensor<?xf32> {
  %r = rint.repeat_interleave %x repeats(%n : tensor<3xi64>) dim(0)
      : tensor<3xf32> -> tensor<?xf32>
  return %r : tensor<?xf32>
}
"""
)
scratch.expect(
    "3xf32=[1, 3, 3]\n",
    "--strategy=loops",  # a page that is not long
    "--input=3xf32=[1, 2, 3]",
    "--input=3xi64=[1, 0, 2]",
    "--explain=page.html",
)

SHOWN = "[...document.querySelectorAll('{}')].filter(e => e.checkVisibility()).length"

with Browser() as browser:
    page = scratch.path("page.html")
    browser.open(page)
    assert set(browser.addresses) == {"file://" + page}, browser.addresses

    def shown(selector):
        return browser.evaluate(SHOWN.format(selector))

    def count_checks():
        return browser.evaluate(
            "document.querySelector('main').innerText.split('rint.check').length - 1"
        )

    # The checks.
    assert shown("#checks") == 1, "the switch itself"
    assert shown("section#checks") == 0 and shown("a[href=\"#checks\"]") == 0
    assert count_checks() == 0
    browser.press("Tab", 9)
    assert browser.evaluate("document.activeElement.id") == "checks"
    browser.press(" ", 32, " ")
    assert shown("section.on") == 1 and shown("a[href=\"#checks\"]") == 1
    assert count_checks() > 0
    browser.press(" ", 32, " ")
    assert count_checks() == 0

    # What is folded.
    closed = shown("details:not([open])")
    assert closed > 0
    browser.press("Tab", 9)
    browser.press(" ", 32, " ")
    assert shown("details:not([open])") == 0
    browser.press(" ", 32, " ")
    assert shown("details:not([open])") == closed

    # Two panes beside each other, what differs in different colours.
    panes = """(() => {
        const row = [...document.querySelectorAll('#plan .row.diff')]
            .find(e => e.checkVisibility());
        const [b, a] = row.querySelectorAll('pre');
        const colour = e => getComputedStyle(e.querySelector('.l')).backgroundColor;
        const [rb, ra] = [b.getBoundingClientRect(), a.getBoundingClientRect()];
        return [rb.right <= ra.left + 1, rb.bottom <= ra.top + 1,
                colour(b) != colour(a)];
    })()"""
    assert browser.evaluate(panes) == [True, False, True]

    # A line lights up with all that came of it.
    line = "document.querySelector('#program .s2')"
    place = browser.evaluate(
        f"""(() => {{ const line = {line}; line.scrollIntoView({{block: 'center'}});
        const r = line.getBoundingClientRect();
        return [r.x + 40, r.y + r.height / 2]; }})()"""
    )
    marked = "getComputedStyle(document.querySelector('#plan pre.a .s2')).backgroundColor"
    before = browser.evaluate(marked)
    browser.move(*place)
    assert browser.evaluate(marked) != before

    # Links go to their stages.
    missing = browser.evaluate(
        """[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))
        .filter(h => !h.startsWith('#') || !document.querySelector('section' + h))"""
    )
    assert missing == [], missing

    # A narrow window: one column, nothing to the side.
    browser.resize(420, 900)
    assert browser.evaluate(panes) == [False, True, True]
    assert browser.evaluate("document.documentElement.scrollWidth") <= 420

    assert browser.complaints == [], browser.complaints

# Dark where the reader wants it dark.
with Browser(dark=True) as browser:
    browser.open(page)
    colour = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(13, 17, 23)", colour
    assert browser.complaints == [], browser.complaints
