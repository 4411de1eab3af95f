"""Edges that no shape of the other tests is at, where a change of the code could go
unnoticed.

RUN: %python %s
"""

import numpy as np

import runner


def along(dim, source, counts, sizes):
    return ("func.func @main(%%x: tensor<%s>, %%c: tensor<%s>) -> tensor<%s> {\n"
            "  %%y = rint.repeat_interleave %%x repeats(%%c : tensor<%s>) dim(%d) : "
            "tensor<%s> -> tensor<%s>\n  return %%y : tensor<%s>\n}\n" % (
                source, counts, sizes, counts, dim, source, sizes, sizes))


# The threads share the copies of all outer slices: with an odd number of those,
# one thread begins where another ends, in the middle of one.
rng = np.random.default_rng(1)
for outer, inner, threads in (3, 1, 2), (5, 2, 2), (5, 1, 3), (1, 3, 3):
    x = rng.integers(-100, 100, (outer, 30001, inner)).astype("i4")
    counts = rng.integers(0, 4, 30001)
    scratch = runner.Scratch(along(1, "?x?x?xi32", "?xi64", "?x?x?xi32"))
    np.save(scratch.path("x.npy"), x)
    np.save(scratch.path("c.npy"), counts)
    scratch.expect("", "--input=@x.npy", "--input=@c.npy", "--output=@y.npy",
                   "--threads=%d" % threads)
    got = np.load(scratch.path("y.npy"))
    assert np.array_equal(got, np.repeat(x, counts, 1)), (outer, inner, threads)

# Counts that are added up in blocks, without looking at each sum, must be small
# enough: these wrap around to 0, and to what looks plausible.
scratch = runner.Scratch(along(0, "?x0xi8", "?xi64", "?x0xi8"))
np.save(scratch.path("x.npy"), np.zeros((4096, 0), "i1"))
for count, last in (2**52, 2**52), (2**52, 2**52 + 7), (2**51, 2**51):
    counts = np.full(4096, count)
    counts[-1] = last
    np.save(scratch.path("c.npy"), counts)
    done = scratch.run("--input=@x.npy", "--input=@c.npy")
    assert done.returncode == 1 and "overflow" in done.stderr, (count, done)
counts = np.full(4096, 2**51)
counts[-1] -= 1
np.save(scratch.path("c.npy"), counts)
scratch.expect("%dx0xi8=[]\n" % (2**63 - 1), "--input=@x.npy", "--input=@c.npy")

# One count for no slice at all, which no index holds.
for kind, error in ("ui64", True), ("ui32", False), ("i64", True):
    scratch = runner.Scratch(along(0, "?xi8", "?x" + kind, "?xi8"))
    value = {"ui64": 2**63, "ui32": 2**32 - 1, "i64": -1}[kind]
    done = scratch.run("--input=0xi8=[]", "--input=1x%s=[%d]" % (kind, value))
    assert done.returncode == error, (kind, done)
    if error:
        wanted = "overflow" if kind == "ui64" else "non-negative"
        assert wanted in done.stderr, (kind, done.stderr)
