"""All small inputs of all ops, enumerated: none is drawn.

Functions are compiled for every op, form of the clause, rank, dim and size of an
element, once with dynamic sizes and once with static ones, and called with every
shape and every vector of counts, row offsets and scalars in a range; see `Family`
for what each covers. Every call has to give what NumPy gives, or the error that the
specification says, word for word; nothing may be read behind an argument, written
behind an allocation, or left allocated.
"""

import argparse
import ctypes
import itertools
import mmap
import os
import sys
import tempfile
import time

import numpy as np

import rint_native

HARNESS = os.path.join(os.path.dirname(rint_native.__file__), "caught-errors.ll")
#: An element of each size.
ELEMENTS = {"i8": "u1", "i16": "<u2", "i32": "<u4", "i64": "<u8",
            "complex<f64>": "<c16"}
COUNTS = {"i8": "i1", "i16": "<i2", "i32": "<i4", "i64": "<i8", "index": "<i8"}
LOWEST, HIGHEST = -1, 3


def vectors(length, low=LOWEST, high=HIGHEST):
    return itertools.product(range(low, high + 1), repeat=length)


def tensor(sizes, element):
    return "tensor<%s%s>" % ("".join("%sx" % n for n in sizes), element)


def words(rank):
    return ctypes.c_int64 * (3 + 2 * rank)


class Slot:
    """Memory for an argument that ends where a page that cannot be read begins."""

    def __init__(self):
        libc = ctypes.CDLL(None, use_errno=True)
        self.pages = mmap.mmap(-1, 2 * mmap.PAGESIZE)
        start = ctypes.addressof(ctypes.c_char.from_buffer(self.pages))
        self.end = start + mmap.PAGESIZE
        if libc.mprotect(ctypes.c_void_p(self.end), mmap.PAGESIZE, 0):
            raise OSError(ctypes.get_errno(), "mprotect")
        self.descriptor, self.before = None, None

    def put(self, array):
        """The address of a descriptor of a copy of the array."""
        key = (id(array), array.shape)
        if self.before is not None and self.before[0] == key:
            return self.address
        start = self.end - array.nbytes
        ctypes.memmove(start, array.ctypes.data, array.nbytes)
        strides = [step // array.itemsize for step in array.strides]
        self.descriptor = words(array.ndim)(start, start, 0, *array.shape, *strides)
        self.address = ctypes.addressof(self.descriptor)
        self.before = (key, array)  # Keeps the array alive, and so its id.
        return self.address


class Function:
    """A compiled function: its text, and the rank and dtype of its result."""

    def __init__(self, op, text, rank, dtype):
        self.op, self.text, self.rank = op, text, rank
        self.dtype = np.dtype(dtype)


class Library:
    def __init__(self, functions, folder, pipeline):
        self.functions = functions
        stem = os.path.join(folder, "small")
        self.source = stem + ".mlir"
        with open(self.source, "w") as out:
            for i, function in enumerate(functions):
                out.write(function.text.replace("@NAME", "@f%d" % i))
        path = rint_native.compile_library(
            self.source, stem, [pipeline], optimize=False, extra=[HARNESS])
        self.library = ctypes.CDLL(path)
        self.message = (ctypes.c_char * 1024).in_dll(self.library, "rint_message")
        self.live = ctypes.c_int64.in_dll(self.library, "live_allocations")
        self.damaged = ctypes.c_int64.in_dll(self.library, "damaged_allocations")
        self.attempt = self.library.rint_try
        self.attempt.argtypes = [ctypes.c_void_p] + [ctypes.c_int64] * 6
        self.free = getattr(self.library, "__wrap_free")
        self.free.argtypes, self.free.restype = [ctypes.c_void_p], None
        for i, function in enumerate(functions):
            entry = getattr(self.library, "_mlir_ciface_f%d" % i)
            function.entry = ctypes.cast(entry, ctypes.c_void_p).value
        self.slots = [Slot(), Slot()]

    def call(self, function, arguments):
        """The shape and bytes of the result, or the message of the error."""
        result = words(function.rank)()
        passed = [ctypes.addressof(result)]
        slots = iter(self.slots)
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                argument = next(slots).put(argument)
            passed.append(argument)
        passed += [0] * (6 - len(passed))
        if self.attempt(function.entry, *passed):
            # What was allocated before the check is lost with the process.
            self.live.value = 0
            return None, self.message.value.decode()
        shape = tuple(result[3 : 3 + function.rank])
        size = function.dtype.itemsize
        for n in shape:
            size *= n
        data = ctypes.string_at(result[1] + result[2] * function.dtype.itemsize, size)
        if result[0] not in (0xDEADBEEF,) and not any(
                slot.end - mmap.PAGESIZE <= result[0] <= slot.end
                for slot in self.slots):
            self.free(result[0])
        if self.live.value or self.damaged.value:
            found = "%d leaks, %d damaged" % (self.live.value, self.damaged.value)
            self.live.value = self.damaged.value = 0
            return None, found
        return shape, data


# What the specification says.


def check_counts(counts, slices, what="repeats"):
    """The message of the first rule that counts for `slices` slices break."""
    if slices is not None and len(counts) not in (1, slices):
        return "expected the number of elements of repeats to be 1 or %d, but got %d" % (
            slices, len(counts))
    for at, count in enumerate(counts):
        if count < 0:
            return "expected %s[%d] to be non-negative, but got %d" % (what, at, count)
    return None


def check_offsets(offsets, slices):
    if not offsets:
        return "expected offsets to have at least one entry, but got 0"
    if slices is not None and len(offsets) != slices + 1:
        return ("expected offsets to have %d entries, one more than there are slices, "
                "but got %d" % (slices + 1, len(offsets)))
    if offsets[0] != 0:
        return "expected offsets[0] to be 0, but got %d" % offsets[0]
    for at in range(1, len(offsets)):
        if offsets[at] < offsets[at - 1]:
            return ("expected offsets[%d] to be at least %d, the entry before it, but "
                    "got %d" % (at, offsets[at - 1], offsets[at]))
    return None


def check_segments(total, slices):
    if total == slices:
        return None
    return ("expected the segments to have %d slices, those of the source, but got %d" % (
        slices, total))


def sums(x, offsets, dim):
    """The sums of the slices of each segment, which wrap."""
    x = x.reshape(-1) if dim is None else np.moveaxis(x, dim, 0)
    rows = np.empty((len(offsets) - 1, *x.shape[1:]), x.dtype)
    for i in range(len(rows)):
        rows[i] = x[offsets[i] : offsets[i + 1]].sum(0, dtype=x.dtype)
    return np.ascontiguousarray(np.moveaxis(rows, 0, dim or 0))


# What is enumerated.


class Space:
    """The functions to compile, and the calls of each with what they must give."""

    def __init__(self, options):
        self.options = options
        self.sizes = range(options.size + 1)
        self.elements = {e: ELEMENTS[e] for e in options.elements}
        self.cached = {}

    def source(self, element, shape):
        key = (element, shape)
        if key not in self.cached:
            count = int(np.prod(shape, dtype=int))
            numbers = np.arange(1, count + 1).astype(ELEMENTS[element])
            self.cached[key] = numbers.reshape(shape)
        return self.cached[key]

    def numbers(self, element, values):
        key = ("counts", element, values)
        if key not in self.cached:
            self.cached[key] = np.array(values, COUNTS[element])
        return self.cached[key]

    def shapes(self, rank):
        return itertools.product(self.sizes, repeat=rank)

    def families(self):
        """Pairs of a function and an iterable of (arguments, wanted, error)."""
        for element in self.elements:
            for rank in range(self.options.rank + 1):
                for dim in [None] + list(range(rank)):
                    yield from self.interleave(element, rank, dim)
                    yield from self.segments(element, rank, dim)
                yield from self.repeat(element, rank)
        yield from self.vectors_alone()

    def interleave(self, element, rank, dim):
        clause = "" if dim is None else " dim(%d)" % dim
        dynamic = ("?",) * rank
        result = ("?",) if dim is None else dynamic
        count_types = list(COUNTS) if rank <= 1 else ["i64"]
        for type_ in count_types:
            yield self.by_vector(element, dynamic, result, clause, dim, type_, "?")
        yield self.by_vector(element, dynamic, result, clause, dim, "i64", 1)
        yield self.by_offsets(element, dynamic, result, clause, dim)
        yield self.by_scalar(element, dynamic, result, clause, dim, "index")
        yield self.by_scalar(element, dynamic, result, clause, dim, "tensor<i64>")
        if rank <= 1:
            yield self.by_output_size(element, dynamic, result, clause, dim)
        if rank > 2:
            return
        for shape in self.shapes(rank):
            slices = int(np.prod(shape, dtype=int)) if dim is None else shape[dim]
            static = ("?",) if dim is None else tuple(
                "?" if at == dim else n for at, n in enumerate(shape))
            yield self.by_scalar(element, shape, static, clause, dim, "index")
            if slices <= self.options.size:
                yield self.by_vector(element, shape, static, clause, dim, "i64", slices)
                yield self.by_offsets(element, shape, static, clause, dim)

    def sources(self, element, sizes):
        """Every source that has a type, by its sizes."""
        choices = [self.sizes if n == "?" else [n] for n in sizes]
        for shape in itertools.product(*choices):
            yield self.source(element, shape)

    def op(self, element, sizes, result, parameter, clause, op="repeat_interleave"):
        source, result = tensor(sizes, element), tensor(result, element)
        text = ("func.func @NAME(%%x: %s, %s) -> %s {\n"
                "  %%y = rint.%s %%x %s : %s -> %s\n"
                "  return %%y : %s\n}\n" % (
                    source, parameter, result, op, clause, source, result, result))
        rank = result.count("x") - element.count("x")
        return Function(op.split()[0], text, rank, ELEMENTS[element])

    def segments(self, element, rank, dim):
        """Sums by vectors, offsets and one count."""
        clause = "" if dim is None else " dim(%d)" % dim
        dynamic = ("?",) * rank
        result = ("?",) if dim is None else dynamic
        for type_ in ["i8", "i64"] if rank <= 1 else ["i64"]:
            yield self.by_segments(element, dynamic, result, clause, dim, "repeats", type_)
        yield self.by_segments(element, dynamic, result, clause, dim, "offsets", "index")
        yield self.by_even_segments(element, dynamic, result, clause, dim)
        if rank == 1:
            for shape in self.shapes(rank):
                yield self.by_segments(element, shape, result, clause, dim, "repeats", "i64")
                yield self.by_even_segments(element, shape, result, clause, dim)

    def by_segments(self, element, sizes, result, clause, dim, name, type_):
        counts = tensor("?", type_)
        function = self.op(element, sizes, result, "%r: " + counts,
                           name + "(%r : " + counts + ")" + clause, "segment_reduce sum")

        def judge(values, slices):
            check = check_offsets if name == "offsets" else check_counts
            if error := check(values, None):
                return error
            return check_segments(values[-1] if name == "offsets" else sum(values), slices)

        def calls():
            for x in self.sources(element, sizes):
                slices = x.size if dim is None else x.shape[dim]
                lengths = range(self.options.size + (2 if name == "offsets" else 1))
                for n in lengths if x.ndim <= 1 else lengths[:4]:
                    for values in vectors(n):
                        error = judge(values, slices)
                        offsets = values if name == "offsets" else np.cumsum((0,) + values)
                        wanted = None if error else sums(x, offsets, dim)
                        yield [x, self.numbers(type_, values)], wanted, error

        return function, calls()

    def by_even_segments(self, element, sizes, result, clause, dim):
        function = self.op(element, sizes, result, "%r: index", "repeats(%r : index)" + clause,
                           "segment_reduce sum")

        def calls():
            for x in self.sources(element, sizes):
                slices = x.size if dim is None else x.shape[dim]
                for (r,) in vectors(1):
                    error = None
                    if r < 0:
                        error = "expected repeats to be non-negative, but got %d" % r
                    elif slices % r if r else slices:
                        error = ("expected segments of %d slices to divide those of the "
                                 "source, but got %d" % (r, slices))
                    wanted = None if error else sums(x, range(0, slices + 1, r or 1), dim)
                    yield [x, r], wanted, error

        return function, calls()

    def by_vector(self, element, sizes, result, clause, dim, type_, length):
        counts = tensor([length], type_)
        function = self.op(element, sizes, result, "%r: " + counts,
                           "repeats(%r : " + counts + ")" + clause)

        def calls():
            for x in self.sources(element, sizes):
                slices = x.size if dim is None else x.shape[dim]
                lengths = [length]
                if length == "?":
                    # Of the wrong lengths, too.
                    lengths = self.sizes if x.ndim <= 1 else {min(
                        slices, self.options.size)}
                for n in lengths:
                    for values in vectors(n):
                        error = check_counts(values, slices)
                        wanted = None if error else np.repeat(x, values, dim) if (
                            len(values) == slices) else np.repeat(x, values[0], dim)
                        yield [x, self.numbers(type_, values)], wanted, error

        return function, calls()

    def by_offsets(self, element, sizes, result, clause, dim):
        function = self.op(element, sizes, result, "%r: tensor<?xindex>",
                           "offsets(%r : tensor<?xindex>)" + clause)

        def calls():
            for x in self.sources(element, sizes):
                slices = x.size if dim is None else x.shape[dim]
                lengths = {min(slices, self.options.size) + 1}
                if x.ndim == 1:
                    lengths.update(range(self.options.size + 1))
                for n in lengths:
                    for values in vectors(n):
                        error = check_offsets(values, slices)
                        wanted = None if error else np.repeat(x, np.diff(values), dim)
                        yield [x, self.numbers("index", values)], wanted, error

        return function, calls()

    def by_scalar(self, element, sizes, result, clause, dim, type_):
        function = self.op(element, sizes, result, "%r: " + type_,
                           "repeats(%r : " + type_ + ")" + clause)

        def calls():
            for x in self.sources(element, sizes):
                for (r,) in vectors(1):
                    error = None
                    if r < 0:
                        error = "expected repeats to be non-negative, but got %d" % r
                    given = r if type_ == "index" else self.numbers("i64", r)
                    yield [x, given], None if error else np.repeat(x, r, dim), error

        return function, calls()

    def by_output_size(self, element, sizes, result, clause, dim):
        function = self.op(
            element, sizes, result, "%r: tensor<?xi32>, %n: index",
            "repeats(%r : tensor<?xi32>)" + clause + " output_size(%n)")

        def calls():
            for x in self.sources(element, sizes):
                for values in vectors(x.size):
                    total = sum(values)
                    for size in range(-1, max(total, 0) + 2):
                        error = check_counts(values, x.size)
                        if not error and size < 0:
                            error = ("expected output_size to be non-negative, but got "
                                     "%d" % size)
                        elif not error and size != total:
                            error = ("expected output_size to be %d, the sum of repeats, "
                                     "but got %d" % (total, size))
                        wanted = None if error else np.repeat(x, values, dim)
                        yield [x, self.numbers("i32", values), size], wanted, error

        return function, calls()

    def repeat(self, element, rank):
        for added in 0, 1:
            yield self.tile(element, ("?",) * rank, rank + added)
            if rank <= 2:
                for shape in self.shapes(rank):
                    yield self.tile(element, shape, rank + added)

    def tile(self, element, sizes, copies):
        source = tensor(sizes, element)
        result = tensor(["?"] * copies, element)
        names = ["%%c%d" % i for i in range(copies)]
        parameters = ["%x: " + source] + [name + ": index" for name in names]
        text = ("func.func @NAME(%s) -> %s {\n"
                "  %%y = rint.repeat %%x counts(%s) : %s -> %s\n"
                "  return %%y : %s\n}\n" % (
                    ", ".join(parameters), result, ", ".join(names), source, result,
                    result))
        function = Function("repeat", text, copies, ELEMENTS[element])

        def calls():
            for x in self.sources(element, sizes):
                for values in vectors(copies):
                    error = check_counts(values, None, "counts")
                    wanted = None if error else np.tile(
                        x.reshape((1,) * (copies - x.ndim) + x.shape), values)
                    yield [x, *values], wanted, error

        return function, calls()

    # The ops on counts alone.

    def vectors_alone(self):
        for type_ in COUNTS:
            yield self.plan(type_)
            for to in COUNTS:
                yield self.indices("repeats", type_, to)
        for to in COUNTS:
            yield self.indices("offsets", "index", to)

    def alone(self, op, text, type_, to, judge):
        counts, result = tensor("?", type_), tensor("?", to)
        text = ("func.func @NAME(%%r: %s) -> %s {\n  %%y = rint.%s(%%r : %s) : %s\n"
                "  return %%y : %s\n}\n" % (counts, result, text, counts, result, result))
        function = Function(op, text, 1, COUNTS[to])

        def calls():
            for length in range(self.options.size + 2):
                for values in vectors(length):
                    wanted, error = judge(values)
                    if wanted is not None:
                        wanted = wanted.astype(COUNTS[to])
                    yield [self.numbers(type_, values)], wanted, error

        return function, calls()

    def plan(self, type_):
        def judge(values):
            error = check_counts(values, None)
            return None if error else np.cumsum((0,) + values), error

        return self.alone("offsets", "offsets repeats", type_, "index", judge)

    def indices(self, clause, type_, to):
        def judge(values):
            if clause == "repeats":
                error, counts = check_counts(values, None), values
            else:
                error, counts = check_offsets(values, None), np.diff(values)
            if error:
                return None, error
            return np.repeat(np.arange(len(counts)), np.array(counts, int)), None

        return self.alone("repeat_indices", "repeat_indices " + clause, type_, to, judge)


class Run:
    def __init__(self, strategy=None):
        self.pipeline = "--rint-to-llvm"
        if strategy:
            self.pipeline += "=strategy=" + strategy
        self.calls = self.errors = self.functions = self.failures = 0
        self.began = time.monotonic()

    def check(self, families, folder):
        functions = [function for function, _ in families]
        library = Library(functions, folder, self.pipeline)
        for at, (function, calls) in enumerate(families):
            self.functions += 1
            for arguments, wanted, error in calls:
                self.calls += 1
                self.errors += error is not None
                got = library.call(function, arguments)
                if error is None:
                    if got[0] != wanted.shape or got[1] != wanted.tobytes():
                        self.fail(function, arguments, wanted, got)
                elif got[0] is not None or not self.is_message(
                        library, at, function, got[1], error):
                    self.fail(function, arguments, error, got)

    @staticmethod
    def is_message(library, at, function, text, error):
        line = 4 * at + 2
        return text == "%s:%d:8: error: 'rint.%s' op %s" % (
            library.source, line, function.op, error)

    def fail(self, function, arguments, wanted, got):
        self.failures += 1
        if self.failures <= 20:
            print("FAILED:\n%s// arguments: %s\n// expected %s\n// but got %s\n" % (
                function.text, [a.tolist() if isinstance(a, np.ndarray) else a
                                for a in arguments], wanted, got), flush=True)

    def summary(self):
        return "%d calls of %d functions, %d of them errors, %d failures, %.0f s" % (
            self.calls, self.functions, self.errors, self.failures,
            time.monotonic() - self.began)


def check_in_child(run, families):
    """In a process of its own, since a fault is the end of it."""
    with tempfile.TemporaryDirectory() as folder:
        answers, to_parent = os.pipe()
        child = os.fork()
        if child == 0:
            run.check(families, folder)
            numbers = run.calls, run.errors, run.functions, run.failures
            os.write(to_parent, repr(numbers).encode())
            os._exit(0)
        os.close(to_parent)
        with os.fdopen(answers) as pipe:
            text = pipe.read()
        status = os.waitpid(child, 0)[1]
    if not text:
        run.failures += 1
        print("FAILED: ended with status %d; the functions are\n%s" % (
            os.waitstatus_to_exitcode(status), "".join(f.text for f, _ in families)))
        return
    run.calls, run.errors, run.functions, run.failures = map(
        int, text.strip("()").split(","))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rank", type=int, default=3, help="highest of a source")
    parser.add_argument("--size", type=int, default=4, help="largest of a dim")
    parser.add_argument("--elements", nargs="+", default=list(ELEMENTS),
                        choices=ELEMENTS)
    parser.add_argument("--strategy", choices=rint_native.strategies(),
                        help="the kernels that serve what they can, in place of those "
                        "for inputs so small")
    parser.add_argument("--progress", action="store_true")
    options = parser.parse_args()
    run = Run(options.strategy)
    families = Space(options).families()
    while chunk := list(itertools.islice(families, 120)):
        check_in_child(run, chunk)
        if options.progress:
            print(run.summary(), flush=True)
    print(run.summary())
    sys.exit(1 if run.failures else 0)


if __name__ == "__main__":
    main()
