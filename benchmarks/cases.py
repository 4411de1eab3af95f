"""What is measured: functions of rint, their inputs and NumPy's answer."""

import dataclasses
import functools

import numpy as np

from kernels import TYPES

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
TEN = 10  # elements rather than bytes
SIZES = (TEN, 32 * KIB, MIB, 64 * MIB)
COUNTS = (2, 3, 4, 5, 8, 16, 1000)
QUICK_COUNTS = (2, 4, 16)

SCALAR = "one count"
ROWS = "rows"
TILE = "tile"
DYNAMIC = "a count known at run time"
VECTOR = "a count for each element"
VECTOR_ROWS = "a count for each row"
SEGMENTS = "sums of segments"
CURVES = "cost against n"


@dataclasses.dataclass
class Case:
    label: str  # what it is, without the size
    size: str
    group: str
    body: str  # the function's signature and body
    inputs: object  # makes the arguments
    operation: str = "repeat"  # or tile, or segments
    count: object = None  # the one count, if it is not the second argument
    axis: int = 0
    # Whether the function serves every size: the sizes of its inputs are known at
    # run time only, so that there is something to check.
    dynamic: bool = False
    # Whether the caller knows the total.
    output_size: bool = False

    @property
    def name(self):
        return f"{self.label} {self.size}"

    @functools.cached_property
    def arguments(self):
        return self.inputs()

    @property
    def arrays(self):
        return [a for a in self.arguments if isinstance(a, np.ndarray)]

    @property
    def repeats(self):
        """The count or the counts."""
        return self.arguments[1] if self.count is None else self.count

    @property
    def bytes_read(self):
        return sum(a.nbytes for a in self.arrays)

    @property
    def total(self):
        """How many slices the result has along the axis."""
        if self.operation == "segments":
            return len(self.repeats)
        if np.ndim(self.repeats) == 1:
            return int(self.repeats.sum())
        return self.arguments[0].shape[self.axis] * self.repeats

    @property
    def bytes_written(self):
        x = self.arguments[0]
        return x.nbytes // max(x.shape[self.axis], 1) * self.total

    @property
    def function(self):
        name = self.label if self.dynamic else self.name
        return "f_" + "".join(c if c.isalnum() else "_" for c in name)

    def expected(self):
        x = self.arguments[0]
        if self.operation == "tile":
            return np.tile(x, self.repeats)
        if self.operation == "segments":
            return sum_segments(x, self.repeats)
        return np.repeat(x, self.repeats, axis=self.axis)

    def text(self):
        return f"func.func @{self.function}{self.body}\n"


def sum_segments(x, counts):
    """The sum of each segment of slices, by NumPy. Its function takes no empty ones."""
    sums = np.zeros((len(counts), *x.shape[1:]), x.dtype)
    begins = (np.cumsum(counts) - counts)[counts > 0]
    if len(begins):
        sums[counts > 0] = np.add.reduceat(x, begins, axis=0)
    return sums


def label_of(size):
    if size == TEN:
        return "10 elements"
    return next(f"{size // unit} {name}" for unit, name in
                ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")) if size >= unit)


def elements(dtype, size):
    return TEN if size == TEN else size // np.dtype(TYPES[dtype]).itemsize


def numbers(dtype, shape):
    """Different values as far as that goes, exact in every type, none of them what
    a new page holds."""
    values = np.arange(np.prod(shape)) % (251 if dtype == "i8" else 2039) + 1
    return values.astype(TYPES[dtype]).reshape(shape)


def tensor(shape, dtype):
    return "tensor<" + "x".join(map(str, (*shape, dtype))) + ">"


def repeat_body(kind, result, repeats, axis, extra="", arguments=""):
    return (f"(%x: {kind}{arguments}) -> {result} {{\n"
            f"  %y = rint.repeat_interleave %x repeats({repeats}) dim({axis})"
            f"{extra} : {kind} -> {result}\n  return %y : {result}\n}}")


def constant_count(dtype, shape, count, axis, size, group, label):
    """The sizes and the count are constants."""
    out = list(shape)
    out[axis] *= count
    body = repeat_body(tensor(shape, dtype), tensor(out, dtype), count, axis)
    return Case(label, label_of(size), group, body,
                lambda: [numbers(dtype, shape)], count=count, axis=axis)


def scalar(dtype, count, size):
    n = max(elements(dtype, size) // count, 1)
    return constant_count(dtype, (n,), count, 0, size, SCALAR,
                          f"{dtype} r={count}")


def rows(dtype, width, count, size):
    n = max(elements(dtype, size) // count // width, 1)
    return constant_count(dtype, (n, width), count, 0, size, ROWS,
                          f"{dtype} [N,{width}] r={count}")


def columns(dtype, width, count, size):
    n = max(elements(dtype, size) // count // width, 1)
    return constant_count(dtype, (n, width), count, 1, size, ROWS,
                          f"{dtype} [N,{width}] dim 1 r={count}")


def heads(dtype, count, size):
    tokens = max(elements(dtype, size) // count // 8 // 128, 1)
    return constant_count(dtype, (1, 8, tokens, 128), count, 1, size, ROWS,
                          f"{dtype} GQA [1,8,T,128] r={count}")


def tile(dtype, n, size):
    count = max(elements(dtype, size) // n, 1)
    kind, result = tensor((n,), dtype), tensor((n * count,), dtype)
    body = (f"(%x: {kind}) -> {result} {{\n  %y = rint.repeat %x "
            f"counts({count}) : {kind} -> {result}\n  return %y : {result}\n}}")
    return Case(f"{dtype} tile [{n}]", label_of(size), TILE, body,
                lambda: [numbers(dtype, (n,))], "tile", count)


def dynamic_count(dtype, width, count, size):
    """The count is an argument, and so are all sizes but that of a row."""
    n = max(elements(dtype, size) // count // width, 1)
    inner = () if width == 1 else (width,)
    kind = tensor(("?", *inner), dtype)
    body = repeat_body(kind, kind, "%r : index", 0, arguments=", %r: index")
    return Case(f"{dtype} {'' if width == 1 else f'[N,{width}] '}"
                f"r={count} at run time", label_of(size), DYNAMIC, body,
                lambda: [numbers(dtype, (n, *inner)), count], dynamic=True)


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
    return counts.astype(np.int64, copy=False)


def vector(dtype, kind, size, width=1, output_size=False):
    inner = () if width == 1 else (width,)
    x = tensor(("?", *inner), dtype)
    body = repeat_body(
        x, x, "%r : tensor<?xi64>", 0,
        " output_size(%n)" if output_size else "",
        ", %r: tensor<?xi64>" + (", %n: index" if output_size else ""))

    def inputs():
        counts = make_counts(kind, max(elements(dtype, size) // width, 1))
        known = [int(counts.sum())] if output_size else []
        return [numbers(dtype, (len(counts), *inner)), counts, *known]

    label = (f"{dtype} {kind}" + (f" [N,{width}]" if width > 1 else "")
             + (" output_size" if output_size else ""))
    return Case(label, label_of(size), VECTOR if width == 1 else VECTOR_ROWS,
                body, inputs, dynamic=True, output_size=output_size)


def segments(dtype, kind, size, width=1):
    """Sums of as many slices as each count says; the source has the size."""
    inner = () if width == 1 else (width,)
    x = tensor(("?", *inner), dtype)
    body = (f"(%x: {x}, %r: tensor<?xi64>) -> {x} {{\n"
            f"  %y = rint.segment_reduce sum %x repeats(%r : tensor<?xi64>) dim(0)"
            f" : {x} -> {x}\n  return %y : {x}\n}}")

    def inputs():
        counts = make_counts(kind, max(elements(dtype, size) // width, 1))
        return [numbers(dtype, (int(counts.sum()), *inner)), counts]

    label = f"{dtype} sums {kind}" + (f" [N,{width}]" if width > 1 else "")
    return Case(label, label_of(size), SEGMENTS, body, inputs, "segments", dynamic=True)


def static_cases(size, counts):
    for dtype in ("i8", "f16", "f32", "f64"):
        yield from (scalar(dtype, count, size) for count in counts
                    if size > TEN or count < TEN)
    # Ten elements are three rows of three, and no row of 64.
    widths = (3, 64, 4096)
    yield from (rows("f32", width, 4 if width * 16 <= size else 2, size)
                for width in widths if width * 8 <= size or width < TEN)
    yield columns("f32", {TEN: 1, 64 * MIB: 1024}.get(size, 64), 4, size)
    if size > TEN:
        yield heads("f16", 4, size)
    yield from (tile("f32", n, size) for n in (3, 1000) if size > TEN or n < TEN)


def dynamic_cases(size, quick):
    kinds = [("i8", 1, 2), ("f16", 1, 3), ("f32", 1, 2), ("f32", 1, 4),
             ("f32", 1, 7), ("f64", 1, 4), ("f32", 1, 1000), ("f32", 3, 4),
             ("f32", 64, 4)]
    if quick:
        kinds = [("f32", 1, 4), ("f32", 64, 4)]
    yield from (dynamic_count(dtype, width, count, size)
                for dtype, width, count in kinds
                if size > TEN or width * count <= 2 * TEN)
    yield from (vector("f32", kind, size) for kind in
                ("[0,4)", "Zipf", "one of many", "all ones", "one run"))
    yield vector("f32", "[0,4)", size, output_size=True)
    yield from (vector("f32", "[0,4)", size, width)
                for width in (64, 4096) if width * 16 <= size)
    yield from (segments("f32", "[0,4)", size, width)
                for width in (1, 64) if width * 16 <= size or width == 1)
    if size == 64 * MIB and not quick:
        yield segments("f32", "Zipf", size)


def largest_cases():
    yield scalar("f32", 4, GIB)
    yield rows("f32", 64, 4, GIB)
    yield tile("f32", 1000, GIB)
    yield dynamic_count("f32", 1, 4, GIB)
    yield vector("f32", "[0,4)", GIB)
    yield vector("f32", "[0,4)", GIB, 64)


def all_cases(quick):
    for size in (TEN, 32 * KIB, 64 * MIB) if quick else SIZES:
        counts = QUICK_COUNTS if quick else COUNTS
        yield from static_cases(size, counts)
        yield from dynamic_cases(size, quick)
    if not quick:
        yield from largest_cases()


def curve_cases(quick):
    """The same functions with 10 to 10^8 slices, three to a decade."""
    points = ([10 ** k for k in range(1, 8)] if quick else
              [m * 10 ** k for k in range(1, 8) for m in (1, 2, 5)] + [10 ** 8])
    scalar_body = repeat_body(tensor("?", "f32"), tensor("?", "f32"), 4, 0)
    for n in points:
        yield Case("f32 r=4, n", f"{n}", CURVES, scalar_body,
                   lambda n=n: [numbers("f32", (n,))], count=4, dynamic=True)
    for n in points:
        case = vector("f32", "[0,4)", KIB)
        counts = lambda n=n: np.random.default_rng(1).integers(0, 4, n)
        yield dataclasses.replace(
            case, label="f32 [0,4), n", size=f"{n}", group=CURVES,
            inputs=lambda n=n, counts=counts: [numbers("f32", (n,)), counts()])
