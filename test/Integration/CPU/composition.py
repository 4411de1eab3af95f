# rint ops in loops, branches, calls and among ops of linalg and tensor: the values
# against NumPy, no leaks and no writes past the end.
#
# RUN: %python %s %S/Inputs/composition.mlir %t

import ctypes
import sys

import numpy as np

import rint_native

source, stem = sys.argv[1:]
library = ctypes.CDLL(rint_native.compile_library(source, stem))
failures = 0


def check(name, arguments, *expected, error=None):
    """`expected`: arrays of 32-bit elements, or integers for an index."""
    global failures
    results = [(e.ndim, "i32") if isinstance(e, np.ndarray) else None
               for e in expected]
    # Upstream's bufferization takes the arguments of functions to be writable.
    job = rint_native.Job(name, arguments, results, may_write=True)
    [outcome] = rint_native.call_all(library, [job])
    problem = outcome.crash
    if outcome.error is not None:
        if error is None or error not in outcome.error:
            problem = "unexpected: " + outcome.error
    elif error is not None:
        problem = "expected an error"
    for i, (got, want) in enumerate(zip(outcome.results or [], expected)):
        if isinstance(want, np.ndarray):
            got, want = (got[0], got[1]), (want.shape, want.tobytes())
        if got != want:
            problem = "result %d: expected %s, but got %s" % (i, want, got)
    if problem:
        failures += 1
        print("%s%s: %s" % (name, tuple(map(str, arguments)), problem))


def i32(values):
    return np.array(values, np.int32)


x = i32([5, 6, 7])
y = i32(np.arange(12).reshape(3, 4))
counts = np.array([2, 0, 3], np.int64)
nothing = np.zeros(3, np.int64)

for steps in 0, 1, 3:
    check("loop_carried", [y, steps], np.repeat(y, 2**steps, axis=0))
check("while", [x, 2], x, 3)
check("while", [x, 20], np.tile(x, 9), 27)
for flag in 0, 1:
    floats = x.astype(np.float32)
    want = np.repeat(floats, counts) if flag else floats
    check("branch", [floats, counts, flag], want.view(np.int32))
for rs in counts, nothing:
    check("generic", [y.T.copy(), rs], 4 * np.repeat(y.T, rs, axis=1))
    k, v = y, y + 100
    a, b = (np.repeat(t, rs, axis=0) for t in (k, v))
    check("shared_plan", [k, v, rs], a, b, a + b)
    check("gather", [x, rs.astype(np.int16)], np.repeat(x, rs))
check("shared_plan", [y, y[:2].copy(), counts], y, y, y, error="offsets")
check("own_offsets", [x], np.repeat(x, 2))
check("own_offsets", [x[:0]], x[:0])
for count in 0, 1, 4:
    want = np.repeat(x, count)
    check("returned_twice", [x, count], want, want)
    check("calls", [x, count], want, np.repeat(want, count))
    check("blocks", [x, 1, count], want)
    check("blocks", [x, 0, count], np.tile(x, count))
check("blocks", [x, 0, -1], x, error="'rint.repeat' op expected counts[0]")
check("argument_returned", [x], x, x)
check("constant_returned", [], i32([1, 1, 2, 2]), i32([[1, 2], [1, 2]]))
before, changed = np.repeat(x, counts), i32([7, 6, 7])
after = before.copy()
after[0] = 7
check("written_to", [x, counts], before, np.repeat(changed, counts), after)
base = np.zeros((3, 6), np.int32)
want = base.copy()
want[0:2, 1:5] = np.repeat(y[1:3, 1:3], 2, axis=1)
check("slices", [y, base], want)
repeated = np.repeat(x, counts)
check("nested", [x, counts, 5], 2 * int(len(repeated) + repeated[-1]), 5)
check("never_taken", [x, 0], np.repeat(x, 2))
check("never_taken", [x, 1], x, error="repeats[0] to be non-negative, but got -1")

sys.exit(1 if failures else 0)
