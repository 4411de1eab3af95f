# The program of the page on the C library prints what the page says.
#
# RUN: %python %s %rint_src_root %rint_plugin %t

import pathlib
import re
import subprocess
import sys

root, plugin, stem = (pathlib.Path(a) for a in sys.argv[1:])
release = (root / "cmake/llvm-release.txt").read_text().split(".")[0]
page = (root / "docs/c.md").read_text()
program = re.search(r"```c\n(.*?)```", page, re.DOTALL)[1]
expected = re.search(r"It prints\n\n```\n(.*?)```", page, re.DOTALL)[1]
libraries = plugin.parent
source = stem.with_suffix(".c")
source.write_text(program)
subprocess.run(
    [f"clang-{release}", "-std=c99", "-Wall", "-Werror", source,
     f"-I{root}/include", f"-L{libraries}", "-lrint",
     f"-Wl,-rpath,{libraries}", "-o", stem], check=True)
got = subprocess.run([stem], check=True, capture_output=True, text=True)
lines = [line.rstrip() for line in got.stdout.splitlines()]
assert lines == expected.splitlines(), (lines, got.stderr)
