"""Runs the commands of a page and compares what they print with what it says.

A block of MLIR begins with its command in a comment, a block of console output
with `$`. A line `...` in a block stands for any number of lines, `...` in a line
for any text, and lines around the block (such as `module {`) may be left out.
Names of values are not compared: they change with whatever comes before them.
"""

import re
import subprocess
import sys


def lines_of(text):
    names_left_out = (re.sub(r"%[\w#-]+", "%", line) for line in text.splitlines())
    return [line.strip() for line in names_left_out if line.strip()]


def matches(wanted, printed):
    return len(wanted) == len(printed) and all(
        re.fullmatch(".*".join(map(re.escape, w.split("..."))), p)
        for w, p in zip(wanted, printed)
    )


def find(wanted, printed):
    """Looks for each stretch between `...` lines, whole and all in order."""
    start = 0
    for stretch in "\n".join(wanted).split("\n...\n"):
        lines = stretch.split("\n")
        while not matches(lines, printed[start : start + len(lines)]):
            if start == len(printed):
                sys.exit(
                    f"expected the output to have\n\n{stretch}\n\nbut got\n\n"
                    + "\n".join(printed)
                )
            start += 1
        start += len(lines)


def check(root, page, places=None):
    """Runs the commands of `page`, a path below `root`. `places` maps the names
    that the page has for built files to where they are."""
    with open(f"{root}/{page}", encoding="utf-8") as file:
        blocks = re.findall(r"^```(?:mlir|console)\n(.*?)^```$", file.read(), re.M | re.S)
    commands = 0
    for block in blocks:
        first, rest = re.match(r"((?:[^\n]*\\\n)*[^\n]*)\n?(.*)", block, re.S).groups()
        command = re.match(r"(?:// |\$ (?:build/bin/)?)((?:rint-|mlir-opt ).*)", first, re.S)
        if not command:
            continue
        print(command[1])
        line = command[1]
        for name, path in (places or {}).items():
            line = line.replace(name, path)
        result = subprocess.run(line, shell=True, cwd=root, capture_output=True, text=True)
        find(lines_of(rest), lines_of(result.stdout + result.stderr))
        commands += 1
    assert commands > 3, f"expected {page} to show commands"
