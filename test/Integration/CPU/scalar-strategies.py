# All strategies of --convert-rint-to-vector for one count and for copies, with
# stores past the caches from the first byte on, with threads, for targets that
# permute vectors of 64, 16 and no bytes, and each of them forced: the values
# against NumPy, no reads and no writes past the end.
#
# RUN: %python %s %t

import itertools
import sys

import numpy as np

import rint_native

OPTIONS = ["", "permute-bytes=16 streaming-bytes=1",
           "permute-bytes=64 streaming-bytes=1", "streaming-bytes=1",
           "permute-bytes=64 threads=2"]
# Forced where it can serve; those of other copies change nothing.
FORCED = [f"strategy={name} permute-bytes=64 streaming-bytes=1"
          for name in rint_native.strategies() if not name.endswith("-runs")
          or name == "short-runs"]

ELEMENTS = {"i8": np.int8, "i16": np.int16, "i32": np.int32, "i64": np.int64}

FUNCTIONS = """
func.func @elements_{e}(%x: tensor<?x{e}>, %r: i64) -> tensor<?x{e}> {{
  %y = rint.repeat_interleave %x repeats(%r : i64) dim(0) : tensor<?x{e}> -> tensor<?x{e}>
  return %y : tensor<?x{e}>
}}
func.func @rows_{e}(%x: tensor<?x?x{e}>, %r: i64) -> tensor<?x?x{e}> {{
  %y = rint.repeat_interleave %x repeats(%r : i64) dim(0) : tensor<?x?x{e}> -> tensor<?x?x{e}>
  return %y : tensor<?x?x{e}>
}}
func.func @known_{e}(%x: tensor<?x5x{e}>, %r: i64) -> tensor<?x5x{e}> {{
  %y = rint.repeat_interleave %x repeats(7) dim(0) : tensor<?x5x{e}> -> tensor<?x5x{e}>
  return %y : tensor<?x5x{e}>
}}
func.func @tile_{e}(%x: tensor<?x{e}>, %r: index) -> tensor<?x{e}> {{
  %y = rint.repeat %x counts(%r) : tensor<?x{e}> -> tensor<?x{e}>
  return %y : tensor<?x{e}>
}}
func.func @tile5_{e}(%x: tensor<5x{e}>, %r: index) -> tensor<?x{e}> {{
  %y = rint.repeat %x counts(%r) : tensor<5x{e}> -> tensor<?x{e}>
  return %y : tensor<?x{e}>
}}
func.func @tiles_{e}(%x: tensor<?x?x{e}>, %r: index) -> tensor<?x?x{e}> {{
  %y = rint.repeat %x counts(%r, 2) : tensor<?x?x{e}> -> tensor<?x?x{e}>
  return %y : tensor<?x?x{e}>
}}
"""

COUNTS = [0, 1, 2, 3, 5, 13, 31, 65, 129, 200]
SIZES = [0, 1, 7, 50, 701]
WIDTHS = [1, 2, 3, 7, 12, 16, 33, 64, 100]


def values(element, *shape):
    size = int(np.prod(shape))
    return (np.arange(size) * 37 + 1).astype(ELEMENTS[element]).reshape(shape)


def calls(elements):
    """Functions, their arguments and NumPy's answers."""
    for e, r in itertools.product(elements, COUNTS):
        for n in SIZES:
            x = values(e, n)
            yield f"elements_{e}", x, r, np.repeat(x, r)
            yield f"tile_{e}", x, r, np.tile(x, r)
        for width in WIDTHS:
            x = values(e, 41, width)
            yield f"rows_{e}", x, r, np.repeat(x, r, axis=0)
            yield f"tiles_{e}", x, r, np.tile(x, (r, 2))
        x = values(e, r, 5)
        yield f"known_{e}", x, r, np.repeat(x, 7, axis=0)
        yield f"tile5_{e}", values(e, 5), r, np.tile(values(e, 5), r)
    if list(elements) != list(ELEMENTS):
        return
    # Enough to be cut for threads.
    x = values("i32", 70001)
    yield "elements_i32", x, 3, np.repeat(x, 3)
    yield "tile5_i32", x[:5].copy(), 70001, np.tile(x[:5], 70001)
    x = values("i16", 300, 3)
    yield "tiles_i16", x, 400, np.tile(x, (400, 2))


def check(stem, options, elements):
    """The number of calls that went wrong."""
    with open(stem + ".mlir", "w") as file:
        file.write("".join(FUNCTIONS.format(e=e) for e in elements))
    library = rint_native.ctypes.CDLL(rint_native.compile_library(
        stem + ".mlir", stem, [f"--rint-to-llvm={options}"],
        ["omp"] if "threads" in options else []))
    expected = list(calls(elements))
    jobs = [rint_native.Job(name, [x, r], [(x.ndim, name.split("_")[1])])
            for name, x, r, _ in expected]
    failures = 0
    for (name, x, r, want), outcome in zip(
            expected, rint_native.call_all(library, jobs)):
        problem = outcome.error or outcome.crash
        if not problem and outcome.results != [(want.shape, want.tobytes())]:
            problem = "other values than those of NumPy"
        if problem:
            failures += 1
            print(f"{name}{x.shape}, {r} with '{options}': {problem}")
    return failures


failures = 0
for i, options in enumerate(OPTIONS):
    failures += check(f"{sys.argv[1]}.{i}", options, ELEMENTS)
for i, options in enumerate(FORCED):
    failures += check(f"{sys.argv[1]}.forced{i}", options, ["i16", "i64"])
sys.exit(1 if failures else 0)
