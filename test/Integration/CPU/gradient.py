# RUN: %python %s
"""Gradients against differences of NumPy's function: every op that has one, every
form of counts, flattened and along each dimension, also of nothing."""

import os
import subprocess

import numpy as np

import runner

OPT = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-opt")


def differentiate(op, x, result, arguments=""):
    module = (f"func.func @main(%x: tensor<{x}>{arguments}) -> tensor<{result}>"
              f" attributes {{rint.differentiate}} {{\n  %y = rint.{op}"
              f" : tensor<{x}> -> tensor<{result}>\n  return %y : tensor<{result}>\n}}\n")
    done = subprocess.run([OPT, "-", "--rint-build-gradients"], input=module,
                          capture_output=True, text=True)
    assert done.returncode == 0, module + done.stderr
    return runner.Scratch(done.stdout)


def jacobian(function, x):
    """What each element of a linear function changes by with each of the source."""
    columns = [function((np.arange(x.size) == i).astype(x.dtype).reshape(x.shape)).ravel()
               for i in range(x.size)]
    return np.stack(columns, 1) if columns else np.zeros((function(x).size, 0), x.dtype)


def check(op, x, result, function, *cases, arguments=""):
    """`cases` are pairs of a source and the other arguments."""
    scratch = differentiate(op, x, result, arguments)
    dtype = np.float64 if x.endswith("f64") else np.float32
    rng = np.random.default_rng(3)
    for shape, *others in cases:
        source = rng.integers(-4, 5, shape).astype(dtype)
        apply = lambda s: function(s, *others)
        dy = rng.integers(-4, 5, apply(source).shape).astype(dtype)
        wanted = (dy.ravel() @ jacobian(apply, source)).reshape(source.shape)
        specs = []
        for i, value in enumerate([source, *others, dy]):
            if isinstance(value, int):
                specs.append(f"--input=index={value}")
                continue
            np.save(scratch.path(f"{i}.npy"), value)
            specs.append(f"--input=@{i}.npy")
        done = scratch.run("--entry=main_gradient", *specs, "--output=@dx.npy")
        assert done.returncode == 0, (op, shape, others, done.stderr)
        got = np.load(scratch.path("dx.npy"))
        assert got.shape == wanted.shape and np.allclose(got, wanted, rtol=1e-6), (
            op, shape, others, got, wanted)


def counts(*values):
    return np.array(values, np.int64)


def segments(kind, axis):
    """NumPy's segments by a vector of counts or one count."""
    def apply(x, n):
        if axis is None:
            x = x.ravel()
        at = axis or 0
        if isinstance(n, int):
            n = [n] * (x.shape[at] // n if n else 0)
        ends = np.cumsum(n)
        parts = [x.take(range(end - count, end), at) for count, end in zip(n, ends)]
        rows = [p.sum(at) if kind == "sum" or p.shape[at] == 0 else p.mean(at) for p in parts]
        rows = np.stack(rows, at) if rows else x.take([], at)
        return rows
    return apply


VECTOR, INDEX = ", %r: tensor<?xi64>", ", %r: index"

# Repeats
for dim in 0, 1:
    check(f"repeat_interleave %x repeats(%r : tensor<?xi64>) dim({dim})", "?x?xf32", "?x?xf32",
          lambda x, r: np.repeat(x, r, dim), ((3, 3), counts(2, 0, 3)), ((3, 3), counts(2)),
          ((1, 1), counts(4)), ((0, 0), counts()), arguments=VECTOR)
    check(f"repeat_interleave %x repeats(%r : index) dim({dim - 2})", "?x?xf64", "?x?xf64",
          lambda x, r: np.repeat(x, r, dim), ((3, 2), 2), ((3, 2), 0), ((2, 1), 1),
          arguments=INDEX)
check("repeat_interleave %x repeats(%r : index) dim(0)", "3xf32", "?xf32",
      np.repeat, ((3,), 2), ((3,), 0), arguments=INDEX)
check("repeat_interleave %x repeats(0) dim(0)", "?x2xf32", "0x2xf32",
      lambda x: np.repeat(x, 0, 0), ((3, 2),), ((0, 2),))
check("repeat_interleave %x repeats([1, 3, 2]) dim(0)", "3x2xf32", "6x2xf32",
      lambda x: np.repeat(x, [1, 3, 2], 0), ((3, 2),))
check("repeat_interleave %x repeats([2]) dim(0)", "?xf32", "?xf32",
      lambda x: np.repeat(x, 2), ((3,),), ((0,),))
check("repeat_interleave %x repeats(%r : tensor<?xi64>)", "?x?xf32", "?xf32",
      np.repeat, ((2, 3), counts(2, 0, 3, 1, 0, 1)), ((2, 2), counts(3)), arguments=VECTOR)
check("repeat_interleave %x repeats(3)", "2x3xf32", "18xf32",
      lambda x: np.repeat(x, 3), ((2, 3),))
check("repeat_interleave %x repeats(3)", "f32", "3xf32", lambda x: np.repeat(x, 3), ((),))
check("repeat_interleave %x repeats(3)", "0x2xf32", "0xf32",
      lambda x: np.repeat(x, 3), ((0, 2),))

# Segments
for kind in "sum", "mean":
    for dim in 0, 1:
        check(f"segment_reduce {kind} %x repeats(%r : tensor<?xi64>) dim({dim})", "?x?xf64",
              "?x?xf64", segments(kind, dim), ((6, 6), counts(2, 0, 3, 1)), ((4, 4), counts(4)),
              ((0, 0), counts(0, 0)), arguments=VECTOR)
        check(f"segment_reduce {kind} %x repeats(%r : index) dim({dim})", "?x?xf64", "?x?xf64",
              segments(kind, dim), ((6, 6), 2), ((0, 0), 3), arguments=INDEX)
    check(f"segment_reduce {kind} %x repeats(%r : tensor<?xi64>)", "2x?xf64", "?xf64",
          segments(kind, None), ((2, 3), counts(1, 0, 5)), arguments=VECTOR)
    check(f"segment_reduce {kind} %x repeats([1, 2]) dim(1)", "2x3xf64", "2x2xf64",
          lambda x: segments(kind, 1)(x, counts(1, 2)), ((2, 3),))

# Tiles
check("repeat %x counts(2, %r, 1)", "?x3xf32", "2x?x3xf32",
      lambda x, r: np.tile(x, (2, r, 1)), ((2, 3), 3), ((2, 3), 0), ((1, 3), 1), ((0, 3), 2),
      arguments=INDEX)
check("repeat %x counts(2, 3)", "4x2xf32", "8x6xf32", lambda x: np.tile(x, (2, 3)), ((4, 2),))
check("repeat %x counts(2, 3)", "f32", "2x3xf32", lambda x: np.tile(x, (2, 3)), ((),))
check("repeat %x counts(1, 1)", "3xf32", "1x3xf32", lambda x: x[None], ((3,),))
