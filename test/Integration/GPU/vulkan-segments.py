# REQUIRES: vulkan
# RUN: %python %s
"""Segments on a device against NumPy: every kind on each type that kernels compute
on, and on one that the host does, by threads and by blocks, by counts and by one."""

import sys

import numpy as np

import rint_segments
import runner

ELEMENTS = ["i8", "ui16", "i32", "ui32", "i64", "ui64", "index", "bf16", "f16", "f32", "f64"]
#: Counts of segments, the elements of a row, and how many results there are.
SHAPES = [
    ([1, 0, 4, 2, 9], 5, 2), ([700, 0, 3, 1300], 1, 1), ([90, 500], 7, 2), ([], 3, 1),
    ([0, 0], 2, 1), ([3] * 400, 1, 1), ([64] * 3, 31, 1),
]


def module(element, kinds, clause, argument):
    type = f"tensor<?x?x?x{element}>"
    body = "".join(
        f"  %{kind} = rint.segment_reduce {kind} %x {clause} dim(1) : {type} -> {type}\n"
        for kind in kinds)
    types = ", ".join([type] * len(kinds))
    values = ", ".join("%" + kind for kind in kinds)
    return (f"func.func @main(%x: {type}, %r: {argument}) -> ({types}) {{\n{body}"
            f"  return {values} : {types}\n}}\n")


def check(element, clause, argument, shapes, rng):
    kinds = rint_segments.kinds_of(element)
    scratch = runner.Scratch(module(element, kinds, clause, argument))
    stored = np.dtype(rint_segments.TYPES[element][0])
    for counts, inner, outer in shapes:
        counts = np.array(counts, np.int64)
        offsets = np.concatenate([[0], np.cumsum(counts)])
        x = rint_segments.numbers(rng, element, "prod" if element != "f32" else "max",
                                  (outer, int(offsets[-1]), inner), element == "f32")
        np.save(scratch.path("x.npy"), x)
        np.save(scratch.path("r.npy"), counts)
        last = "@r.npy" if argument != "index" else f"index={counts[0]}"
        outputs = [f"--output=@{kind}.npy" for kind in kinds]
        done = scratch.run("--target=vulkan", "--input=@x.npy", f"--input={last}", *outputs)
        if done.returncode or done.stderr:
            sys.exit(f"{element}: exit status {done.returncode}: {done.stderr}")
        for kind in kinds:
            got = np.load(scratch.path(kind + ".npy")).astype(stored)
            wanted = rint_segments.reduce(element, kind, x, offsets, 1)
            assert got.shape == wanted.shape, (element, kind, got.shape, wanted.shape)
            same = rint_segments.same(element, got, wanted)
            assert np.all(same), (element, kind, counts, inner, got[~same], wanted[~same])


def same_bits(rng):
    """Sums that are not exact are the same in each run."""
    scratch = runner.Scratch(module("f32", ["sum", "mean"], "repeats(%r : tensor<?xi64>)",
                                    "tensor<?xi64>"))
    np.save(scratch.path("x.npy"), rng.standard_normal((1, 5000, 1)).astype(np.float32))
    results = set()
    for _ in range(3):
        done = scratch.run("--target=vulkan", "--input=@x.npy",
                           "--input=3xi64=[4000, 7, 993]", "--print-all")
        assert done.returncode == 0, done.stderr
        results.add(done.stdout)
    assert len(results) == 1, results


def half_floats(rng):
    """Kernels convert f16 by arithmetic on bits: every number there is, and pairs."""
    numbers = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    pairs = rng.permutation(numbers).reshape(-1, 2).astype(np.float32)
    with np.errstate(all="ignore"):
        sums, products = pairs.sum(1), pairs.prod(1)
    scratch = runner.Scratch(module("f16", ["sum", "prod"], "repeats(%r : index)", "index"))
    for source, count, wanted in ((numbers, 1, [numbers, numbers]),
                                  (pairs, 2, [sums, products])):
        np.save(scratch.path("x.npy"), source.astype(np.float16).reshape(1, -1, 1))
        done = scratch.run("--target=vulkan", "--input=@x.npy", f"--input=index={count}",
                           "--output=@sum.npy", "--output=@prod.npy")
        assert done.returncode == 0, done.stderr
        for name, values in zip(("sum", "prod"), wanted):
            with np.errstate(over="ignore"):
                values = values.astype(np.float16).reshape(1, -1, 1)
            same = rint_segments.same("f16", np.load(scratch.path(name + ".npy")), values)
            assert np.all(same | (values == 0)), (name, count, values[~same])


def main():
    rng = np.random.default_rng(5)
    vector = ("repeats(%r : tensor<?xi64>)", "tensor<?xi64>")
    for element in ELEMENTS:
        check(element, *vector, SHAPES if element in ("i8", "f32") else SHAPES[:2], rng)
    for element in "f32", "i64":
        check(element, "repeats(%r : index)", "index",
              [([4] * 9, 5, 2), ([300] * 2, 1, 3), ([1] * 700, 1, 1)], rng)
    same_bits(rng)
    half_floats(rng)


main()
