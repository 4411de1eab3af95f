# The library needs nothing but the C library: neither LLVM nor that of C++.
#
# RUN: %python %s %rint_src_root %rint_plugin

import pathlib
import re
import subprocess
import sys

root, plugin = (pathlib.Path(a) for a in sys.argv[1:])
release = (root / "cmake/llvm-release.txt").read_text().split(".")[0]
text = subprocess.run(
    [f"llvm-readelf-{release}", "-d", plugin.parent / "librint.so"], check=True,
    capture_output=True, text=True).stdout
assert re.findall(r"NEEDED.*\[(.*)\]", text) == ["libc.so.6"], text
assert re.findall(r"SONAME.*\[(.*)\]", text) == ["librint.so.0"], text
