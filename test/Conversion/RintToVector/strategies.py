"""The names that the option `strategy` takes are those of the pass's
documentation, in the same order, and an unknown one is refused with the list."""
# RUN: %python %s %S/../../../include/rint/Conversion/Passes.td

import re
import sys

import rint_native

documented = ["loops"]
documented += re.findall(r"^    \| `([a-z-]+)` \|", open(sys.argv[1]).read(), re.M)

for option in ["--convert-rint-to-vector=strategy=x", "--rint-to-llvm=strategy=x"]:
    done = rint_native.run_tool(["rint-opt", option], "module {}")
    expected = (
        "error: expected strategy to be one of "
        + ", ".join(documented)
        + ", but got 'x'"
    )
    assert done.returncode == 1, done
    assert expected in done.stderr, (expected, done.stderr)
assert rint_native.strategies() == documented
