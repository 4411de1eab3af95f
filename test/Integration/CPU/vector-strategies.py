# RUN: %python %s %t
"""Runs of every length against NumPy, with a count for each slice, for each of
the ways in which they are written: in groups and one by one, in the cache, past
it through a buffer, in parts by several threads, and by each strategy where it can
serve."""

import ctypes
import itertools
import os
import sys

import numpy as np

import rint_native

# What is compiled, and the libraries that it needs.
PIPELINES = {
    "cached": ("--rint-to-llvm=streaming-bytes=0", ()),
    "streamed": ("--rint-to-llvm=streaming-bytes=1", ()),
    "threads": ("--rint-to-llvm=streaming-bytes=1 threads=3", ("omp",)),
}
# The same with packed counts, which only copies of single elements read.
PACKED = {
    "packed": "streaming-bytes=0",
    "packed, streamed": "streaming-bytes=1",
    "packed, threads": "streaming-bytes=1 threads=3",
}
FORCED = [name for name in rint_native.strategies()
          if name == "loops" or name.endswith("-runs") and name != "short-runs"]
TYPES = {"i8": "int8", "f16": "float16", "f32": "float32", "f64": "float64",
         "complex<f64>": "complex128"}
KINDS = ["few", "some", "Zipf", "one", "giant"]
WIDTHS = [1, 2, 3, 5, 16, 64, 80, None]


def name_of(element, width):
    return "".join(c for c in f"{element}_{width}" if c.isalnum() or c == "_")


def function(element, width):
    """Repeats along dimension 1 of [outer, slices, width]."""
    kind = f"tensor<?x?x{width or '?'}x{element}>"
    return (
        f"func.func @{name_of(element, width)}(%x: {kind}, %r: tensor<?xi64>)"
        f" -> {kind} {{\n  %y = rint.repeat_interleave %x"
        f" repeats(%r : tensor<?xi64>) dim(1) : {kind} -> {kind}\n"
        f"  return %y : {kind}\n}}\n"
    )


OFFSETS = """
func.func @offsets(%x: tensor<?xf32>, %o: tensor<?xindex>) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0)
      : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}
func.func @indices(%r: tensor<?xi32>) -> tensor<?xi32> {
  %y = rint.repeat_indices repeats(%r : tensor<?xi32>) : tensor<?xi32>
  return %y : tensor<?xi32>
}
"""


def counts_of(kind, slices, rng):
    counts = np.zeros(slices, np.int64)
    if kind == "few":
        counts = rng.integers(0, 4, slices)
    elif kind == "some":
        counts = rng.integers(0, 40, slices)
    elif kind == "Zipf":
        counts = np.minimum(rng.zipf(1.5, slices), 700) - 1
    elif kind == "one":
        counts[:] = 1
    elif kind == "giant" and slices:
        counts[slices // 2] = 40000
        counts[-1] = 3
    return counts.astype(np.int64)


def lengths(width):
    """Slices: few, around a block, and enough for the threads."""
    few = [0, 1, 2, 5, 37]
    return few + ([4095, 4096, 4097, 150001] if width in (1, 3) else [])


def check(library, name, arguments, expected, element, label):
    rank = expected.ndim
    ((shape, data),) = rint_native.call_here(library, name, arguments, [(rank, element)])
    if shape != expected.shape or data != expected.tobytes():
        sys.exit(f"{label}: expected the values of NumPy, but got others")
    return 1


def run(library, label, sizes):
    rng = np.random.default_rng(7)
    calls = 0
    for element, width in functions():
        for slices, kind in itertools.product(sizes(width), KINDS):
            counts = counts_of(kind, slices, rng)
            for outer in (1, 3) if slices < 100 else (1,):
                inner = rng.integers(1, 40) if width is None else width
                x = rng.integers(0, 100, (outer, slices, inner))
                x = x.astype(TYPES[element])
                what = f"{label}, {element}, {x.shape}, {kind}"
                calls += check(library, name_of(element, width), [x, counts],
                               np.repeat(x, counts, axis=1), element, what)
    for slices, kind in itertools.product(sizes(1), ["few", "Zipf", "giant"]):
        counts = counts_of(kind, slices, rng)
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        x = rng.random(slices).astype(np.float32)
        calls += check(library, "offsets", [x, offsets], np.repeat(x, counts),
                       "f32", f"{label}, offsets, {slices}, {kind}")
        indices = np.repeat(np.arange(slices, dtype=np.int32), counts)
        calls += check(library, "indices", [counts.astype(np.int32)], indices,
                       "i32", f"{label}, indices, {slices}, {kind}")
    # One count for all slices, which only its value tells.
    x = rng.random((2, 300, 1)).astype(np.float32)
    for count in 0, 1, 3, 5, 100:
        calls += check(library, name_of("f32", 1), [x, np.array([count])],
                       np.repeat(x, count, axis=1), "f32", f"{label}, {count}")
    return calls


def functions():
    for element, width in itertools.product(TYPES, WIDTHS):
        if width in (1, 3, None) or element == "f32":
            yield element, width


def main():
    stem = sys.argv[1]
    with open(stem + ".mlir", "w") as file:
        file.write("".join(function(*f) for f in functions()) + OFFSETS)
    for label, (pipeline, libraries) in PIPELINES.items():
        path = rint_native.compile_library(
            stem + ".mlir", stem + "." + label, (pipeline,), libraries
        )
        print(label, run(ctypes.CDLL(path), label, lengths), "calls")
    for label, options in PACKED.items():
        path = rint_native.compile_library(
            stem + ".mlir", stem + "." + label.replace(", ", "-"),
            (f"--rint-to-llvm=permute-bytes=16 {options}",), ("omp",))
        print(label, run(ctypes.CDLL(path), label, lambda width: (
            lengths(width) + [15, 16, 40] if width == 1 else [])), "calls")
    for name in FORCED:
        path = rint_native.compile_library(
            stem + ".mlir", stem + "." + name,
            (f"--rint-to-llvm=strategy={name} streaming-bytes=1",))
        calls = run(ctypes.CDLL(path), name, lambda width: [0, 1, 5, 37, 4097])
        print(name, calls, "calls")


main()
