"""Runs the cases of cases.jsonl with rint-runner, as a user would.

A valid case must give what NumPy gives, bit for bit. An invalid one must end with
exit status 1 after the one line `FILE:LINE:COL: error: 'rint.op' op ...` of the
right rule, with nothing else printed. README.md describes cases and forms.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

from rint_messages import RULES

FOLDER = os.path.dirname(os.path.abspath(__file__))

ELEMENT_TYPES = {
    "bool": "i1",
    "int8": "i8",
    "int16": "i16",
    "int32": "i32",
    "int64": "i64",
    "uint8": "ui8",
    "bfloat16": "bf16",
    "float32": "f32",
    "complex64": "complex<f32>",
    "complex128": "complex<f64>",
}

#: Kind of error -> the rule that it breaks.
ERRORS = {
    "repeats_rank": 1,
    "dim_out_of_range": 2,
    "repeats_length_mismatch": 3,
    "repeats_dtype": 4,
    "repeats_negative": 5,
    "overflow": 6,
    "output_size_mismatch": 7,
    "static_result_type_mismatch": 8,
    "rank_too_small": 10,
}

#: Where rint deviates: the specification lets i1 count 0 or 1 (C4).
VALID_HERE = ["c177", "c263"]

#: What a letter for an extent stands for.
SYMBOLIC_EXTENT = 5


class Case:
    def __init__(self, record, form, target):
        self.declared_out = None
        self.__dict__.update(record)
        self.form, self.target = form, target
        if self.id in VALID_HERE:
            self.expected = "ok"
        # An extent with a name is dynamic in every form.
        self.symbolic = [isinstance(n, str) for n in self.input or []]
        if self.input is not None:
            self.input = [SYMBOLIC_EXTENT if isinstance(n, str) else n
                          for n in self.input]
        self.is_copy = self.op in ("repeat", "tile")
        self.rank = len(self.input or [])
        if self.op == "tile":
            padding = [1] * max(self.rank - len(self.repeats), 0)
            self.repeats = padding + self.repeats
        self.parameters, self.arguments, self.lines = [], [], []

    # Values.

    def source(self):
        numbers = np.arange(int(np.prod(self.input))) % 100
        if self.dtype == "bool":
            array = numbers % 2 == 0
        elif self.dtype == "bfloat16":
            array = (numbers.astype(np.float32).view(np.uint32) >> 16).astype("<u2")
        else:
            array = numbers.astype(self.dtype)
        return array.reshape(self.input)

    def want(self):
        if self.is_copy:
            return np.tile(self.source(), self.repeats)
        if self.input is None:
            # Like all else of one dimension: as many as there are counts.
            return np.repeat(np.arange(len(self.repeats)), self.repeats)
        return np.repeat(self.source(), self.repeats, axis=self.dim)

    # The function.

    def argument(self, type_, value):
        name = "%%a%d" % len(self.parameters)
        self.parameters.append("%s: %s" % (name, type_))
        self.arguments.append(value)
        return name

    def tensor_type(self, shape, element):
        sizes = "".join(
            "%sx" % ("?" if self.form == "dynamic" or n is None else n)
            for n in shape
        )
        return "tensor<%s%s>" % (sizes, element)

    def write_repeats(self):
        if self.is_copy:
            counts = self.repeats
            if self.form != "literal":
                counts = [self.argument("index", "index=%d" % n) for n in counts]
            return "counts(%s)" % ", ".join(map(str, counts))
        array = np.array(self.repeats, self.repeats_dtype or "int64")
        if self.form == "literal" and self.repeats_dtype in (None, "int64"):
            if array.ndim < 2:
                return "repeats(%s)" % array.tolist()
        if self.repeats_form == "int":
            name = self.argument("index", "index=%d" % self.repeats)
            return "repeats(%s : index)" % name
        type_ = self.tensor_type(array.shape, ELEMENT_TYPES[array.dtype.name])
        if self.form == "literal":
            dense = json.dumps(array.tolist())
            name = "%c"
            self.lines.append("%%c = arith.constant dense<%s> : %s" % (dense, type_))
        else:
            name = self.argument(type_, array)
        return "repeats(%s : %s)" % (name, type_)

    def write_output_size(self):
        if self.output_size is None:
            return ""
        size = self.output_size
        if self.form == "dynamic":
            size = self.argument("index", "index=%d" % size)
        return " output_size(%s)" % size

    def result_shape(self):
        """The declared result: None for extents that are left open."""
        if self.declared_out:
            return self.declared_out
        if self.input is None:
            shape = [None]
        elif self.is_copy:
            shape = [None] * max(len(self.repeats), self.rank)
        elif self.dim is None:
            shape = [None]
        else:
            shape = [None] * max(self.rank, 1)
        if self.expected != "ok":
            return shape
        open_dim = self.dim or 0
        for i, size in enumerate(self.want().shape):
            of_source = i < self.rank and self.symbolic[i]
            by_value = self.is_copy or i == open_dim
            if not of_source and (self.form == "literal" or not by_value):
                shape[i] = size
        return shape

    def write_result(self, element):
        if self.declared_out:
            sizes = "".join("%dx" % n for n in self.declared_out)
            return "tensor<%s%s>" % (sizes, element)
        return self.tensor_type(self.result_shape(), element)

    def write(self):
        if self.input is None:
            clauses = self.write_repeats() + self.write_output_size()
            result = self.tensor_type([None], "i64")
            op = "rint.repeat_indices %s : %s" % (clauses, result)
        else:
            element = ELEMENT_TYPES[self.dtype]
            shape = [None if s else n for s, n in zip(self.symbolic, self.input)]
            type_ = self.tensor_type(shape, element)
            source = self.argument(type_, self.source())
            clauses = self.write_repeats()
            if self.dim is not None:
                clauses += " dim(%d)" % self.dim
            clauses += self.write_output_size()
            result = self.write_result(element)
            name = "repeat" if self.is_copy else "repeat_interleave"
            op = "rint.%s %s %s : %s -> %s" % (name, source, clauses, type_, result)
        body = "".join("  %s\n" % line for line in self.lines)
        return "func.func @main(%s) -> %s {\n%s  %%r = %s\n  return %%r : %s\n}\n" % (
            ", ".join(self.parameters), result, body, op, result)

    # The run.

    def run(self, folder):
        """Nothing if all is well, else what is wrong."""
        stem = os.path.join(folder, self.id)
        path, output = stem + ".mlir", stem + ".out.npy"
        with open(path, "w") as out:
            out.write(self.write())
        command = ["rint-runner", path, "--target=" + self.target]
        command.append("--output=@" + output)
        for i, value in enumerate(self.arguments):
            if isinstance(value, np.ndarray):
                np.save("%s.%d.npy" % (stem, i), value)
                value = "@%s.%d.npy" % (stem, i)
            command.append("--input=" + value)
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        reason = self.judge(done, path, output)
        if not reason:
            return None
        report = "%s: %s\n%s%s\n%s" % (
            self.id, reason, self.write_again(), " ".join(command), done.stderr)
        return report

    def write_again(self):
        self.parameters, self.arguments, self.lines = [], [], []
        return self.write()

    def judge(self, done, path, output):
        if done.stdout:
            return "something is printed: " + done.stdout
        if self.expected != "ok":
            line = r"%s:\d+:\d+: error: 'rint\.\w+' op (%s)\n" % (
                re.escape(path), RULES[ERRORS[self.expected]])
            if done.returncode != 1 or not re.fullmatch(line, done.stderr):
                return "expected an error of %s" % self.expected
            if os.path.exists(output):
                return "an output is written in spite of the error"
            return None
        if done.returncode or done.stderr:
            return "exit status %d" % done.returncode
        got, want = np.load(output), self.want()
        if self.out_shape is not None and list(want.shape) != self.out_shape:
            return "the case says %s, NumPy %s" % (self.out_shape, want.shape)
        if got.dtype != want.dtype or got.shape != want.shape:
            return "got %s of %s, want %s of %s" % (
                got.shape, got.dtype, want.shape, want.dtype)
        if got.tobytes() != want.tobytes():
            return "got\n%s\nwant\n%s" % (got, want)
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--form", choices=["literal", "argument", "dynamic"],
                        required=True)
    parser.add_argument("--op", choices=["repeat_interleave", "copies"])
    parser.add_argument("--target", default="cpu")
    parser.add_argument("--only", help="the id of a case")
    options = parser.parse_args()
    ran, failures = 0, []
    with open(os.path.join(FOLDER, "cases.jsonl")) as lines:
        records = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        for record in records:
            is_copy = record["op"] != "repeat_interleave"
            if options.op and is_copy != (options.op == "copies"):
                continue
            if options.only in (None, record["id"]):
                ran += 1
                failures.append(Case(record, options.form, options.target).run(folder))
    failures = [failure for failure in failures if failure]
    print("\n".join(failures))
    print("%d cases, %d failures" % (ran, len(failures)))
    sys.exit(1 if failures or not ran else 0)


if __name__ == "__main__":
    main()
