#!/usr/bin/env python3
"""Gathers the pages of the site in one folder, as mkdocs wants them.

    docs/site/gather.py --build=build --to=build/site-pages

The pages are the project's own Markdown, the reference that mlir-tblgen wrote and, for
each example of the tutorial, a page with its text, its program, what it prints and
the explained lowering, both made now by running it. scripts/build-site.sh calls this.
"""

import argparse
import os
import posixpath
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: The sections of the site, each a list of pages: (file of the project, title).
SECTIONS = {
    "Use it": ["docs/runner.md", "docs/python.md",
               "docs/python-frameworks.md", "docs/c.md", "docs/frontends.md",
               "docs/recipes.md", "docs/gradients.md", "docs/distributed.md",
               "docs/embedding.md"],
    "What is promised": ["docs/specification.md", "docs/robustness.md",
                         "docs/performance.md", "docs/benchmark/results.md",
                         "docs/gpu.md"],
    "How it is built": ["docs/architecture.md", "docs/rationale.md",
                        "docs/debugging.md", "docs/upstream.md", "CONTRIBUTING.md",
                        "CHANGELOG.md"],
}
#: What mlir-tblgen wrote, below the build's docs/.
REFERENCE = ["Dialects/RintDialect.md", "Dialects/RintTransformOps.md",
             "Passes/RintTransformsPasses.md", "Passes/RintConversionPasses.md",
             "Passes/RintProgramPasses.md", "Passes/RintGPUTransformsPasses.md"]
LINK = re.compile(r"(\]\()([^)#\s]*)((?:#[^)\s]*)?\))")
RUN = re.compile(r"^// RUN: (.*?)(?: 2>&1)?(?: \| FileCheck.*)?$")


def title_of(text):
    return re.search(r"^# (.*)$", text, re.M).group(1).replace("`", "").strip("'")


class Site:
    """The folder that is filled, and where each file of the project went."""

    def __init__(self, build, to):
        self.build = Path(build).resolve()
        self.to = Path(to).resolve()
        self.places = {"README.md": "index.md", "docs/README.md": "pages.md"}
        for pages in SECTIONS.values():
            for page in pages:
                self.places[page] = page.removeprefix("docs/").lower()

    def write(self, place, text):
        path = self.to / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def place_of(self, file):
        """Where a file or folder of the project is found on the site. What has no
        page is copied as it is."""
        if file in self.places:
            return self.places[file]
        if file == "examples/tutorial":
            return "tutorial/index.md"
        source = ROOT / file
        if not source.exists():
            raise SystemExit(f"error: expected links to lead to files, but got {file}")
        # A text of no known kind is offered as a download by browsers.
        if source.is_dir():
            listing = "".join(f"{name}\n" for name in sorted(os.listdir(source)))
            place = f"source/{file.rstrip('/')}/files.txt"
            self.write(place, listing)
            return place
        picture = source.suffix in (".svg", ".png")
        place = file.removeprefix("docs/") if picture else f"source/{file}.txt"
        (self.to / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, self.to / place)
        return place

    def page(self, file):
        """Copies a Markdown page of the project; its links follow their targets."""
        place = self.places[file]

        def relink(link):
            target = link.group(2)
            if not target or "://" in target:
                return link.group(0)
            there = posixpath.normpath(posixpath.join(posixpath.dirname(file), target))
            there = posixpath.relpath(self.place_of(there), posixpath.dirname(place))
            return link.group(1) + there + link.group(3)

        # Links between backticks are text.
        text = (ROOT / file).read_text()
        parts = re.split(r"(^```.*?^```$)", text, flags=re.M | re.S)
        parts[::2] = [LINK.sub(relink, part) for part in parts[::2]]
        self.write(place, "".join(parts))
        return place

    def reference(self, file):
        """A page of mlir-tblgen's: the table of contents is the theme's, and pages of
        passes have no title of their own."""
        text = (self.build / "docs" / file).read_text().replace("[TOC]\n", "")
        name = Path(file).stem
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removeprefix("Rint"))
        if not re.search(r"^# ", text, re.M):
            text = f"# {words}\n\n{text}"
        place = f"reference/{name.lower()}.md"
        self.write(place, text)
        return place


class Example:
    """An example of the tutorial, run."""

    def __init__(self, path, build):
        self.path = path
        lines = path.read_text().split("\n")
        self.title = lines[0].removeprefix("// ")
        end = next(i for i, line in enumerate(lines) if not line.startswith("//"))
        self.text = [line.removeprefix("//").removeprefix(" ") for line in lines[1:end]
                     if not re.match(r"// ([A-Z]+(-[A-Z]+)*): ", line)]
        self.program = [line for line in lines[end:] if "// CHECK" not in line]
        self.commands = [match.group(1) for match in map(RUN.match, lines) if match]
        self.build = build

    def arguments(self, command):
        """The command's words, without lit's `not`."""
        words = shlex.split(command.removeprefix("not "))
        return [str(self.path.relative_to(ROOT)) if word == "%s" else word
                for word in words]

    def run(self, command, *more):
        words = self.arguments(command)
        done = subprocess.run([str(self.build / "bin" / words[0]), *words[1:], *more],
                              cwd=ROOT, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        if (done.returncode != 0) != command.startswith("not "):
            raise SystemExit(f"error: expected '{shlex.join(words)}' to do as the "
                             f"tutorial says, but got\n{done.stdout}")
        return done.stdout.rstrip()

    def write(self, site):
        """Writes the page, and the explained lowering of what compiles."""
        place = f"tutorial/{self.path.stem}.md"
        page = [f"# {self.title}", "", *self.text, "```mlir", *self.program]
        while not page[-1].strip():
            page.pop()
        page += ["```", ""]
        python = self.path.with_suffix(".py")
        if python.exists():
            page += ["The same in Python:", "", "```python",
                     python.read_text().rstrip(), "```", ""]
        for number, command in enumerate(self.commands):
            shown = shlex.join(self.arguments(command))
            page += ["```console", f"$ {shown}", self.run(command), "```", ""]
            if command.startswith("not ") or "rint-runner" not in command:
                continue
            explained = f"{self.path.stem}-{number}.explained.html"
            self.run(command, f"--explain={site.to / 'tutorial' / explained}")
            page += [f'<a href="{explained}">Every stage of its lowering</a>, from the '
                     "op to machine code.", ""]
        site.write(place, "\n".join(page))
        return place


def tutorial(site):
    """The pages of the tutorial, (title, place) each, and their index."""
    pages = []
    examples = sorted((ROOT / "examples/tutorial").glob("*.mlir"))
    (site.to / "tutorial").mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(examples, 1):
        print(f"  {number}/{len(examples)} {path.name}", flush=True)
        example = Example(path, site.build)
        pages.append((example.title, example.write(site)))
    rows = [f"- [{title}]({posixpath.basename(place)})" for title, place in pages]
    site.write("tutorial/index.md", "\n".join(
        ["# Tutorial", "", "Each page has a program, the command that runs it and what "
         "it prints. They are meant to be read in order; every one stands alone.", "",
         *rows, ""]))
    return pages


def navigation(site, examples):
    """mkdocs.yml's nav, in YAML."""
    def entry(title, place):
        title = title.replace('"', "'")
        return f'      - "{title}": {place}'

    lines = ["nav:", "  - Overview: index.md", "  - Tutorial:",
             "      - tutorial/index.md"]
    lines += [entry(title, place) for title, place in examples]
    for section, files in SECTIONS.items():
        lines.append(f"  - {section}:")
        for file in files:
            if (ROOT / file).exists():
                place = site.page(file)
                lines.append(entry(title_of((ROOT / file).read_text()), place))
    lines.append("  - Reference:")
    for file in REFERENCE:
        place = site.reference(file)
        lines.append(entry(title_of((site.to / place).read_text()), place))
    lines.append("  - All pages: pages.md")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True, help="a build with bin/ and docs/")
    parser.add_argument("--to", required=True, help="the folder to fill")
    options = parser.parse_args()
    site = Site(options.build, options.to)
    shutil.rmtree(site.to, ignore_errors=True)
    pages = site.to
    site.to = pages / "docs"
    site.page("README.md")
    site.page("docs/README.md")
    config = (ROOT / "docs/site/mkdocs.yml").read_text()
    (pages / "mkdocs.yml").write_text(config + navigation(site, tutorial(site)))


if __name__ == "__main__":
    sys.exit(main())
