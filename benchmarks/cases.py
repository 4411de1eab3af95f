"""What is measured: functions of rint, their inputs and NumPy's answer."""

import dataclasses
import functools

import numpy as np

from kernels import TYPES

MIB = 1 << 20


@dataclasses.dataclass
class Case:
    name: str
    group: str
    body: str  # the function's signature and body
    inputs: object  # makes the arrays
    operation: str  # repeat or tile
    count: object = None  # the scalar count, or None: it is the second input
    axis: int = 0
    output_bytes: int = 0

    @functools.cached_property
    def arrays(self):
        return self.inputs()

    @functools.cached_property
    def function(self):
        return "f_" + "".join(c if c.isalnum() else "_" for c in self.name)

    def expected(self):
        x, *rest = self.arrays
        count = rest[0] if self.count is None else self.count
        if self.operation == "tile":
            return np.tile(x, count)
        return np.repeat(x, count, axis=self.axis)

    def text(self):
        return f"func.func @{self.function}{self.body}\n"


def label(size):
    return f"{size >> 20} MiB" if size >= MIB else (
        f"{size >> 10} KiB" if size >= 1024 else f"{size} B")


def repeat(dtype, shape, count, axis, size, group, name):
    kind = "x".join(map(str, shape)) + f"x{dtype}"
    out = list(shape)
    out[axis] *= count
    result = "x".join(map(str, out)) + f"x{dtype}"
    body = (f"(%x: tensor<{kind}>) -> tensor<{result}> {{\n"
            f"  %y = rint.repeat_interleave %x repeats({count}) dim({axis}) : "
            f"tensor<{kind}> -> tensor<{result}>\n"
            f"  return %y : tensor<{result}>\n}}")
    make = lambda: [np.arange(np.prod(shape)).astype(TYPES[dtype])
                    .reshape(shape)]
    return Case(f"{name} {label(size)}", group, body, make, "repeat", count,
                axis, int(np.prod(out)) * np.dtype(TYPES[dtype]).itemsize)


def scalar(dtype, count, size):
    n = max(size // np.dtype(TYPES[dtype]).itemsize // count, 1)
    return repeat(dtype, (n,), count, 0, size, "one count",
                  f"{dtype} r={count}")


def rows(dtype, width, count, size):
    n = max(size // np.dtype(TYPES[dtype]).itemsize // count // width, 1)
    return repeat(dtype, (n, width), count, 0, size, "rows",
                  f"{dtype} [N,{width}] r={count}")


def columns(dtype, width, count, size):
    n = max(size // np.dtype(TYPES[dtype]).itemsize // count // width, 1)
    return repeat(dtype, (n, width), count, 1, size, "rows",
                  f"{dtype} [N,{width}] dim 1 r={count}")


def heads(dtype, count, size):
    tokens = max(size // np.dtype(TYPES[dtype]).itemsize // count // 8 // 128,
                 1)
    return repeat(dtype, (1, 8, tokens, 128), count, 1, size, "rows",
                  f"{dtype} GQA [1,8,{tokens},128] r={count}")


def tile(dtype, n, size):
    count = max(size // np.dtype(TYPES[dtype]).itemsize // n, 1)
    kind, result = f"tensor<{n}x{dtype}>", f"tensor<{n * count}x{dtype}>"
    body = (f"(%x: {kind}) -> {result} {{\n  %y = rint.repeat %x "
            f"counts({count}) : {kind} -> {result}\n  return %y : {result}\n}}")
    return Case(f"{dtype} tile [{n}] {label(size)}", "tile", body,
                lambda: [np.arange(n).astype(TYPES[dtype])], "tile", count, 0,
                n * count * np.dtype(TYPES[dtype]).itemsize)


def make_counts(kind, total):
    random = np.random.default_rng(1)
    if kind == "[0,4)":
        counts = random.integers(0, 4, max(int(total / 1.5), 1))
    elif kind == "Zipf":
        draws = np.minimum(random.zipf(1.5, max(total // 3, 8)), 1000) - 1
        ends = np.cumsum(draws)
        counts = draws[:max(np.searchsorted(ends, total), 1)]
    elif kind == "one of many":
        counts = np.zeros(max(int(total * 0.7), 1), np.int64)
        counts[len(counts) // 2] = total
    elif kind == "all ones":
        counts = np.ones(total, np.int64)
    else:
        counts = np.array([total])
    return counts.astype(np.int64)


def vector(dtype, kind, size, width=1):
    item = np.dtype(TYPES[dtype]).itemsize
    counts = make_counts(kind, max(size // item // width, 1))
    inner = "" if width == 1 else f"{width}x"
    tensor = f"tensor<?x{inner}{dtype}>"
    body = (f"(%x: {tensor}, %r: tensor<?xi64>) -> {tensor} {{\n"
            f"  %y = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) "
            f"dim(0) : {tensor} -> {tensor}\n  return %y : {tensor}\n}}")
    shape = (len(counts),) if width == 1 else (len(counts), width)
    name = f"{dtype} {kind}" + (f" [N,{width}]" if width > 1 else "")
    return Case(f"{name} {label(size)}", "a count for each slice", body,
                lambda: [np.ones(shape, TYPES[dtype]), counts], "repeat",
                output_bytes=int(counts.sum()) * item * width)


def all_cases(mode):
    sizes = {"quick": [32 << 10, 64 * MIB],
             "default": [40, 32 << 10, MIB, 64 * MIB],
             "full": [40, 32 << 10, MIB, 64 * MIB, 1024 * MIB]}[mode]
    counts = [2, 4, 16] if mode == "quick" else [2, 3, 4, 5, 8, 16, 1000]
    for size in sizes:
        yield from (scalar(dtype, count, size)
                    for dtype in ("i8", "f16", "f32", "f64")
                    for count in counts if size > 40 or count <= 4)
        if size == 40:
            continue
        yield from (rows("f32", width, 4, size) for width in (3, 64, 4096)
                    if width * 16 <= size)
        yield columns("f32", 1024 if size > MIB else 64, 4, size)
        if size >= MIB:
            yield heads("f16", 4, size)
        yield from (tile("f32", n, size) for n in (3, 1000))
        yield from (vector("f32", kind, size)
                    for kind in ("[0,4)", "Zipf", "one of many", "all ones",
                                 "one run"))
        yield from (vector("f32", "[0,4)", size, width)
                    for width in (64, 4096) if width * 16 <= size)
