# RUN: %python %s %t
"""Segments of every length against NumPy: every kind on every type, rows of every
width, counts, offsets and one count, with one thread and with several, and by each
strategy where it can serve."""

import ctypes
import itertools
import sys

import numpy as np

import rint_native
import rint_segments

PIPELINES = {
    "one thread": ("--rint-to-llvm", ()),
    "threads": ("--rint-to-llvm=threads=3", ("omp",)),
}
FORCED = [name for name in rint_native.strategies()
          if name == "loops" or name.endswith("-segments")]
WIDTHS = [1, 2, 3, 8, 16, 17, 64, 80, 130, None]


def all_functions():
    """Every kind on every type, and rows of every width."""
    for element in rint_segments.TYPES:
        for kind in rint_segments.kinds_of(element):
            yield element, kind, 1
            yield element, kind, None
    yield from some_functions()


def some_functions():
    yield from (("f32", "sum", width) for width in WIDTHS if width not in (1, None))
    yield from itertools.product(["f16"], ["mean", "max"], [3, 16, 80])
    yield from itertools.product(["i8"], ["min"], [5, 64, 100])


def name_of(*parts):
    return "".join(c for c in "_".join(map(str, parts)) if c.isalnum() or c == "_")


def function(element, kind, width):
    """Reduces along dimension 1 of [outer, slices, width]."""
    type = f"tensor<?x?x{width or '?'}x{element}>"
    return (
        f"func.func @{name_of(element, kind, width)}(%x: {type}, %r: tensor<?xi64>)"
        f" -> {type} {{\n  %y = rint.segment_reduce {kind} %x"
        f" repeats(%r : tensor<?xi64>) dim(1) : {type} -> {type}\n"
        f"  return %y : {type}\n}}\n"
    )


#: Other clauses: the name, the clause, and what it makes of segments of 4 slices.
CLAUSES = {
    "offsets": ("offsets(%r : tensor<?xindex>)", "tensor<?xindex>"),
    "scalar": ("repeats(%r : index)", "index"),
    "small": ("repeats(%r : tensor<?xui8>)", "tensor<?xui8>"),
}


def clause_functions():
    for name, (clause, type) in CLAUSES.items():
        for element, width in itertools.product(["f32", "i16"], [1, 3, 64, None]):
            x = f"tensor<?x?x{width or '?'}x{element}>"
            yield (f"func.func @{name_of(name, element, width)}(%x: {x}, %r: {type})"
                   f" -> {x} {{\n  %y = rint.segment_reduce sum %x {clause} dim(-2)"
                   f" : {x} -> {x}\n  return %y : {x}\n}}\n")
    yield """
func.func @literal(%x: tensor<?x6x?xf32>) -> tensor<?x2x?xf32> {
  %y = rint.segment_reduce max %x repeats(3) dim(1) : tensor<?x6x?xf32> -> tensor<?x2x?xf32>
  return %y : tensor<?x2x?xf32>
}
func.func @list(%x: tensor<?x6xf64>) -> tensor<?x4xf64> {
  %y = rint.segment_reduce mean %x repeats([1, 0, 3, 2]) dim(1) : tensor<?x6xf64> -> tensor<?x4xf64>
  return %y : tensor<?x4xf64>
}
func.func @flat(%x: tensor<?x?xi32>, %r: tensor<?xi64>) -> tensor<?xi32> {
  %y = rint.segment_reduce prod %x repeats(%r : tensor<?xi64>) : tensor<?x?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}
func.func @none(%x: tensor<?xf32>, %r: index) -> tensor<5xf32> {
  %y = rint.segment_reduce mean %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<5xf32>
  return %y : tensor<5xf32>
}
"""


def lengths(rng, kind, segments):
    counts = np.zeros(segments, np.int64)
    if kind == "few":
        counts = rng.integers(0, 4, segments)
    elif kind == "some":
        counts = rng.integers(0, 70, segments)
    elif kind == "one":
        counts[:] = 1
    elif kind == "giant" and segments:
        counts[segments // 2] = 3000
        counts[-1] = 3
    return counts.astype(np.int64)


def call(library, name, arguments, rank, element):
    stored = np.dtype(rint_segments.TYPES[element][0])
    ((shape, data),) = rint_native.call_here(library, name, arguments, [(rank, element)])
    return np.frombuffer(data, stored).reshape(shape)


def check(label, element, got, wanted):
    if got.shape != wanted.shape:
        sys.exit(f"{label}: expected the shape {wanted.shape}, but got {got.shape}")
    for at in zip(*np.nonzero(~rint_segments.same(element, got, wanted))):
        sys.exit(f"{label}: expected {wanted[at]} at {list(map(int, at))}, but got {got[at]}")
    return 1


def run(library, label, functions, sizes):
    rng = np.random.default_rng(7)
    calls = 0
    for element, kind, width in functions:
        for segments, shape in itertools.product(sizes, ["few", "some", "one", "giant"]):
            counts = lengths(rng, shape, segments)
            offsets = np.concatenate([[0], np.cumsum(counts)])
            outer = int(rng.integers(1, 4)) if segments < 100 else 1
            inner = int(rng.integers(1, 90)) if width is None else width
            x = rint_segments.numbers(rng, element, kind,
                                      (outer, int(counts.sum()), inner), segments == 5)
            got = call(library, name_of(element, kind, width), [x, counts], 3, element)
            wanted = rint_segments.reduce(element, kind, x, offsets, 1)
            calls += check(f"{label}, {kind} of {element}, {x.shape} by {counts[:50]}",
                           element, got, wanted)
    return calls + run_clauses(library, label, rng)


def run_clauses(library, label, rng):
    calls = 0
    for name, element, width in itertools.product(CLAUSES, ["f32", "i16"], [1, 3, 64, None]):
        for segments, count in itertools.product([0, 1, 5, 33], [0, 1, 2, 7, 40, 200]):
            counts = np.full(segments, count)
            if name != "scalar" and segments:
                counts = rng.integers(0, count + 1, segments)
            elif count == 0:
                counts = counts[:0]
            offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
            inner = width or 11
            x = rint_segments.numbers(rng, element, "sum", (2, int(offsets[-1]), inner))
            last = {"offsets": offsets, "scalar": count, "small": counts.astype(np.uint8)}
            got = call(library, name_of(name, element, width), [x, last[name]], 3, element)
            wanted = rint_segments.reduce(element, "sum", x, offsets, 1)
            calls += check(f"{label}, {name}, {element}, {x.shape} by {counts}", element,
                           got, wanted)
    x = rint_segments.numbers(rng, "f32", "max", (3, 6, 5))
    wanted = rint_segments.reduce("f32", "max", x, [0, 3, 6], 1)
    calls += check(label, "f32", call(library, "literal", [x], 3, "f32"), wanted)
    x = rint_segments.numbers(rng, "f64", "mean", (3, 6))
    wanted = rint_segments.reduce("f64", "mean", x, [0, 1, 1, 4, 6], 1)
    calls += check(label, "f64", call(library, "list", [x], 2, "f64"), wanted)
    x = rint_segments.numbers(rng, "i32", "prod", (3, 5))
    wanted = rint_segments.reduce("i32", "prod", x.reshape(15), [0, 4, 4, 15], 0)
    got = call(library, "flat", [x, np.array([4, 0, 11])], 1, "i32")
    calls += check(label, "i32", got, wanted)
    got = call(library, "none", [np.zeros(0, np.float32), 0], 1, "f32")
    return calls + check(label, "f32", got, np.full(5, np.nan, np.float32))


def write(path, functions):
    with open(path, "w") as file:
        file.write("".join(function(*f) for f in functions))
        file.write("".join(clause_functions()))
    return path


def main():
    stem = sys.argv[1]
    every = list(all_functions())
    some = [*some_functions(), ("f32", "sum", 1), ("f32", "sum", None)]
    libraries = {}
    for label, (pipeline, needed) in PIPELINES.items():
        functions = some if needed else every
        source = write(f"{stem}.{label.split()[0]}.mlir", functions)
        path = rint_native.compile_library(source, source[:-5], (pipeline,), needed)
        libraries[label] = ctypes.CDLL(path)
        print(label, run(libraries[label], label, functions, [0, 1, 2, 5, 37]), "calls",
              flush=True)
    for name in FORCED:
        functions = every if name == "loops" else some
        source = write(f"{stem}.{name}.mlir", functions)
        path = rint_native.compile_library(source, source[:-5],
                                           (f"--rint-to-llvm=strategy={name}",))
        print(name, run(ctypes.CDLL(path), name, functions, [0, 1, 5, 37]), "calls",
              flush=True)
    same_bits(libraries)


def same_bits(libraries):
    """The bits of sums that are not exact do not depend on the threads."""
    rng = np.random.default_rng(11)
    for width in 1, 3, 64, 80, None:
        counts = rng.integers(0, 90, 4000)
        x = rng.standard_normal((1, int(counts.sum()), width or 7)).astype(np.float32)
        results = []
        for library in libraries.values():
            for _ in range(3):
                got = call(library, name_of("f32", "sum", width), [x, counts], 3, "f32")
                results.append(got.tobytes())
        assert len(set(results)) == 1, f"rows of {width}: other bits by other threads"
        offsets = np.concatenate([[0], np.cumsum(counts)])
        wanted = np.zeros((len(counts), width or 7))
        for i, (begin, end) in enumerate(zip(offsets, offsets[1:])):
            wanted[i] = x[0, begin:end].astype(np.float64).sum(0)
        assert np.allclose(got[0], wanted, rtol=1e-4, atol=1e-4), width


main()
