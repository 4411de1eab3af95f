# The header is C99, also with all warnings, and C++; every function in it is what the
# library exports, and nothing else is.
#
# RUN: %python %s %rint_src_root %rint_plugin

import pathlib
import re
import subprocess
import sys

root, plugin = (pathlib.Path(a) for a in sys.argv[1:])
release = (root / "cmake/llvm-release.txt").read_text().split(".")[0]
for language, standard in ("c", "c99"), ("c++", "c++11"):
    subprocess.run(
        [f"clang-{release}", "-x", language, f"-std={standard}", "-Wall", "-Wextra",
         "-pedantic", "-Werror", "-fsyntax-only", f"-I{root}/include", "-"],
        input="#include <rint/rint.h>\n", text=True, check=True)

header = (root / "include/rint/rint.h").read_text()
declared = set(re.findall(r"RINT_API [^;]*?\b(rint_\w+)\(", header))
symbols = subprocess.run(
    [f"llvm-nm-{release}", "-D", "--defined-only", "--format=just-symbols",
     plugin.parent / "librint.so"], check=True, capture_output=True, text=True)
exported = {name for name in symbols.stdout.split()
            if not name.startswith(("__asan", "__ubsan", "__odr_asan", "__lsan"))}
assert declared == exported, declared ^ exported
