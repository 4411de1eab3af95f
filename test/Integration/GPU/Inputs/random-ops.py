"""Random modules on a GPU against NumPy.

A module is one function of several ops, of all forms, on tensors of all ranks and
widths; counts are uniform, heavily skewed, or mostly zero. Now and then an op
works on what another has made, or something is bad: a count, the number of counts,
or output_size. Then the run must end with the error of the first such op.
"""

import argparse
import re
import sys

import numpy as np

import rint_messages
import runner

#: What moves is bits: a type of each width, and NumPy's type of that width.
ELEMENTS = {
    "i8": "int8",
    "i16": "int16",
    "i32": "int32",
    "f32": "float32",
    "i64": "int64",
    "f64": "float64",
    "complex<f32>": "complex64",
    "complex<f64>": "complex128",
}
COUNTS = {"i8": "int8", "ui8": "uint8", "i32": "int32", "i64": "int64"}
INDICES = {"i32": "int32", "i64": "int64"}


class Module:
    def __init__(self, seed, number):
        self.random = np.random.default_rng([seed, number])
        self.parameters, self.lines, self.results = [], [], []
        self.arguments, self.wanted = [], []
        # The line of the first op that is wrong, and the error that it makes.
        self.error = None
        for i in range(int(self.random.integers(2, 7))):
            self.add_op(i)

    # Choices.

    def pick(self, options):
        return options[int(self.random.integers(len(options)))]

    def pick_extent(self):
        return int(self.pick([0, 1, 2, 3, 4, 5, 7, 8, 16, 31, 64, 100]))

    def pick_shape(self, rank):
        shape = [self.pick_extent() for _ in range(rank)]
        while np.prod(shape) > 20000:
            shape[shape.index(max(shape))] //= 4
        return shape

    def pick_counts(self, n, dtype):
        kind = self.pick(["uniform", "zero", "skewed", "one", "ones"])
        if kind == "uniform":
            counts = self.random.integers(0, 5, n)
        elif kind == "zero":
            counts = (self.random.random(n) < 0.03) * 3
        elif kind == "skewed":
            counts = np.minimum(self.random.zipf(1.7, n), 90)
        elif kind == "one":
            counts = np.zeros(n)
            if n:
                counts[int(self.random.integers(n))] = 100
        else:
            counts = np.ones(n)
        return counts.astype(dtype)

    # Writing.

    def argument(self, type_, value):
        name = "%%a%d" % len(self.parameters)
        self.parameters.append("%s: %s" % (name, type_))
        self.arguments.append(value)
        return name

    def tensor_type(self, shape, element):
        sizes = [str(n) if self.random.random() < 0.3 else "?" for n in shape]
        return "tensor<%s>" % "x".join(sizes + [element])

    def open_type(self, rank, element):
        return "tensor<%s>" % "x".join(["?"] * rank + [element])

    def add_source(self, rank):
        element = self.pick(list(ELEMENTS))
        shape = self.pick_shape(rank)
        numbers = np.arange(int(np.prod(shape)))
        value = numbers.astype(ELEMENTS[element]).reshape(shape)
        type_ = self.tensor_type(shape, element)
        return self.argument(type_, value), type_, element, value

    def add_op(self, i):
        kind = self.pick(["scalar", "scalar", "vector", "vector", "indices", "copies"])
        name = "%%r%d" % i
        getattr(self, "add_" + kind)(name)

    def add_result(self, name, op, type_, wanted):
        self.lines.append("  %s = %s" % (name, op))
        self.results.append((name, type_))
        self.wanted.append(wanted)

    def pick_dim(self, rank):
        if self.random.random() < 0.3:
            return None, "", 1
        dim = int(self.random.integers(-rank, rank))
        return dim, " dim(%d)" % dim, rank

    def add_scalar(self, name):
        source, type_, element, value = self.add_source(self.pick([1, 2, 3]))
        dim, clause, rank = self.pick_dim(value.ndim)
        r = int(self.pick([0, 1, 2, 3, 4, 5, 8, 17, 64]))
        count = str(r)
        if self.random.random() < 0.6:
            count = self.argument("index", "index=%d" % r) + " : index"
        result = self.open_type(rank, element)
        op = "rint.repeat_interleave %s repeats(%s)%s : %s -> %s" % (
            source, count, clause, type_, result)
        wanted = np.repeat(value, r, dim)
        self.add_result(name, op, result, wanted)
        if wanted.size < 5000 and self.random.random() < 0.4:
            self.add_second(name, result, rank, element, wanted)

    def add_second(self, first, type_, rank, element, value):
        result = self.open_type(rank, element)
        op = "rint.repeat_interleave %s repeats(2) dim(0) : %s -> %s" % (
            first, type_, result)
        self.add_result(first + "_2", op, result, np.repeat(value, 2, 0))

    def break_line(self, message):
        """The op that is being written makes an error; the first one counts."""
        if self.error is None:
            self.error = (len(self.lines), message)

    def add_counts(self, n, may_miss=True):
        """The text of the operand, and the counts; None if they are wrong."""
        element = self.pick(list(COUNTS))
        counts = self.pick_counts(n, COUNTS[element])
        kind = self.pick(["negative", "number"])
        is_wrong = n > 1 and self.random.random() < 0.06
        if is_wrong and kind == "negative" and element[0] == "i":
            at = int(self.random.integers(n))
            counts[at] = -1
            self.break_line(rint_messages.message("NegativeRepeatAt", at, -1))
        elif is_wrong and may_miss:
            counts = np.append(counts, counts[:1])
            self.break_line(rint_messages.message("RepeatsCount", n, n + 1))
        else:
            is_wrong = False
        type_ = self.tensor_type([len(counts)], element)
        if len(counts) > n:
            type_ = "tensor<?x%s>" % element
        operand = "%s : %s" % (self.argument(type_, counts), type_)
        return operand, None if is_wrong else counts

    def add_output_size(self, total):
        """The clause, or nothing; now and then it is wrong."""
        if self.random.random() < 0.4:
            return ""
        size = total
        if self.random.random() < 0.1:
            size = int(self.pick([-5, total + 1, 2**33, 2**62]))
        if size < 0:
            self.break_line(rint_messages.message("OutputSizeNegative", size))
        elif size != total:
            self.break_line(rint_messages.message("OutputSize", total, size))
        return " output_size(%s)" % self.argument("index", "index=%d" % size)

    def add_vector(self, name):
        source, type_, element, value = self.add_source(self.pick([1, 2, 3]))
        dim, clause, rank = self.pick_dim(value.ndim)
        n = value.size if dim is None else value.shape[dim]
        operand, counts = self.add_counts(n, may_miss="?" in type_)
        result, wanted = self.open_type(rank, element), value
        if counts is not None:
            wanted = np.repeat(value, counts, dim)
            clause += self.add_output_size(wanted.shape[0 if dim is None else dim])
        op = "rint.repeat_interleave %s repeats(%s)%s : %s -> %s" % (
            source, operand, clause, type_, result)
        self.add_result(name, op, result, wanted)
        if counts is not None and wanted.size < 5000 and self.random.random() < 0.3:
            self.add_second(name, result, rank, element, wanted)

    def add_indices(self, name):
        operand, counts = self.add_counts(
            self.pick([0, 1, 5, 300, 5000, 20000]), may_miss=False)
        element = self.pick(list(INDICES))
        result, clause, wanted = self.open_type(1, element), "", None
        if counts is not None:
            places = np.arange(len(counts), dtype=INDICES[element])
            wanted = np.repeat(places, counts)
            clause = self.add_output_size(len(wanted))
        op = "rint.repeat_indices repeats(%s)%s : %s" % (operand, clause, result)
        self.add_result(name, op, result, wanted)

    def add_copies(self, name):
        source, type_, element, value = self.add_source(self.pick([1, 2]))
        counts = [int(self.pick([0, 1, 2, 3])) for _ in range(value.ndim + 1)]
        names = [self.argument("index", "index=%d" % c) for c in counts]
        result = self.open_type(len(counts), element)
        op = "rint.repeat %s counts(%s) : %s -> %s" % (
            source, ", ".join(names), type_, result)
        self.add_result(name, op, result, np.tile(value, counts))

    def write(self):
        types = ", ".join(t for _, t in self.results)
        return "func.func @main(%s) -> (%s) {\n%s\n  return %s : %s\n}\n" % (
            ", ".join(self.parameters), types, "\n".join(self.lines),
            ", ".join(name for name, _ in self.results), types)

    # Running.

    def check(self, target, scratch):
        """Nothing if all is well, else what is wrong."""
        scratch.write(self.write())
        arguments = ["--target=" + target]
        for i, value in enumerate(self.arguments):
            if isinstance(value, np.ndarray):
                np.save(scratch.path("in%d.npy" % i), value)
                value = "@in%d.npy" % i
            arguments.append("--input=" + value)
        for i in range(len(self.results)):
            arguments.append("--output=@out%d.npy" % i)
        done = scratch.run(*arguments)
        if self.error is not None:
            number, message = self.error
            line = r"test\.mlir:%d:\d+: error: '.*' op %s\n" % (
                number + 2, message)
            if done.returncode == 1 and re.fullmatch(line, done.stderr):
                return None
            return "expected an error on line %d, '%s', but got %d, %s" % (
                number + 2, message, done.returncode, done.stderr)
        if done.returncode or done.stderr:
            return "exit status %d: %s" % (done.returncode, done.stderr)
        for i, wanted in enumerate(self.wanted):
            got = np.load(scratch.path("out%d.npy" % i))
            if got.shape != wanted.shape or got.tobytes() != wanted.tobytes():
                return "result %d: got\n%s\nwant\n%s" % (i, got, wanted)
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--modules", type=int, default=30)
    parser.add_argument("--only", type=int, help="the number of a module")
    options = parser.parse_args()
    numbers = range(options.modules) if options.only is None else [options.only]
    failures = 0
    for number in numbers:
        module, scratch = Module(options.seed, number), runner.Scratch()
        reason = module.check(options.target, scratch)
        if reason:
            failures += 1
            print("module %d: %s\n%s" % (number, reason, module.write()))
    print("%d modules, %d failures" % (len(numbers), failures))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
