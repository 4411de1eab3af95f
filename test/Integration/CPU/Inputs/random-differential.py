"""Random calls of the rint ops against NumPy.

Each batch is written as one file. The verifier sees every call by itself; what it
lets through is compiled as one module and called. Each call must give what NumPy
gives, or report the lowest rule that it breaks, and leave no memory behind.

A failure prints the function, its arguments and the command that repeats it.
"""

import argparse
import ctypes
import os
import re
import sys
import tempfile
import time

import numpy as np

import rint_native
from rint_messages import rule_of
from rint_random import ERROR, MEMORY, Generator, names_negative

#: Pipelines by turns. Only valid calls go through the one without checks.
PIPELINES = [
    ["--rint-to-llvm"],
    ["--canonicalize", "--cse", "--rint-to-llvm"],
    ["--rint-to-llvm=checks=false"],
]


class Batch:
    def __init__(self, seed, number, size, folder):
        self.seed, self.number = seed, number
        self.pipeline = PIPELINES[number % len(PIPELINES)]
        folds_first = "--canonicalize" in self.pipeline
        self.plan_op = "rint.offsets" if folds_first else None
        bad_share = 0.0 if "checks=false" in self.pipeline[-1] else 0.3
        generator = Generator([seed, number], bad_share)
        self.calls = [generator.call() for _ in range(size)]
        self.texts = [c.write("f%d" % i) for i, c in enumerate(self.calls)]
        self.stem = os.path.join(folder, "batch%d" % number)
        self.failures = 0

    # Reports.

    def fail(self, i, reason):
        self.failures += 1
        call = self.calls[i]
        print("FAILED: seed %d, batch %d, call %d: %s" % (
            self.seed, self.number, i, reason))
        print(self.texts[i].rstrip())
        for at, value in enumerate(call.arguments):
            if isinstance(value, np.ndarray) and value.size > 64:
                value = "%s of %s" % (value.shape, value.dtype)
            print("// %%a%d = %s" % (at, str(value).replace("\n", "")))
        print("// pipeline: %s" % " ".join(self.pipeline))
        print("// expected: %s" % (
            "rules %s" % call.broken if call.broken else "shape %s" % (call.shape,),))
        print("// repeat: %s --seed=%d --batches=%d-%d --size=%d --only=%d\n" % (
            os.path.basename(__file__), self.seed, self.number, self.number,
            len(self.calls), i), flush=True)

    # Steps.

    def run(self, only=None):
        refused = self.verify()
        for i, message in refused.items():
            self.judge_refusal(i, message)
        accepted = [i for i in range(len(self.calls)) if i not in refused]
        for i in accepted:
            if self.calls[i].broken and self.calls[i].is_decided():
                self.fail(i, "the verifier does not refuse it")
        if only is not None:
            accepted = [i for i in accepted if i == only]
        library = self.compile(accepted)
        if library:
            self.call(library, accepted)
        return len(accepted), len(refused)

    def verify(self):
        """Calls that the verifier refuses, with the first line of its error. It
        stops at the first error of a module, and a module costs more than a
        call; so groups are tried until they are without one."""
        every = list(range(len(self.calls)))
        groups = [every[at : at + 25] for at in range(0, len(every), 25)]
        refused = {}
        while groups:
            found = self.verify_groups(groups)
            refused.update(found)
            groups = [
                [i for i in group if i not in found]
                for group in groups
                if any(i in found for i in group)
            ]
        return refused

    def verify_groups(self, groups):
        path = self.stem + ".verify.mlir"
        starts, line = {}, 1
        with open(path, "w") as out:
            for group in groups:
                for i in group:
                    starts[line] = i
                    out.write(self.texts[i])
                    line += self.texts[i].count("\n")
                out.write("// -----\n")
                line += 1
        done = rint_native.run_tool(["rint-opt", "--split-input-file", path])
        if done.returncode not in (0, 1):
            raise RuntimeError("rint-opt: %d\n%s" % (done.returncode, done.stderr))
        refused = {}
        for message in done.stderr.splitlines():
            found = re.match(r"%s:(\d+):\d+: error: " % re.escape(path), message)
            if not found:
                continue
            i = starts[max(at for at in starts if at <= int(found.group(1)))]
            if i in refused:
                self.fail(i, "more than one error: %s" % message)
            refused[i] = message
        if done.returncode and not refused:
            raise RuntimeError("rint-opt fails without an error\n" + done.stderr)
        return refused

    def compile(self, accepted):
        """A library of the functions in `accepted`; takes those out that do not
        compile and judges them."""
        while accepted:
            try:
                return self.compile_some(accepted, self.stem)
            except rint_native.ToolError as error:
                i = self.find_culprit(accepted, error)
                accepted.remove(i)
                self.judge_uncompiled(i, error)
        return None

    def find_culprit(self, accepted, error):
        """The function that an error is about, by its line if it has one."""
        found = re.match(r"%s.mlir:(\d+):" % re.escape(self.stem), error.stderr)
        if found:
            line = 1
            for i in accepted:
                line += self.texts[i].count("\n")
                if int(found.group(1)) < line:
                    return i
        for i in accepted:
            try:
                self.compile_some([i], self.stem + ".one")
            except rint_native.ToolError:
                return i
        raise error

    def compile_some(self, chosen, stem):
        with open(stem + ".mlir", "w") as out:
            out.write("".join(self.texts[i] for i in chosen))
        library = rint_native.compile_library(stem + ".mlir", stem, self.pipeline)
        return ctypes.CDLL(library)

    # Verdicts.

    def judge_refusal(self, i, message):
        call = self.calls[i]
        found = ERROR.match(message)
        if not found:
            return self.fail(i, "not an error of a rint op: " + message)
        if not call.broken:
            return self.fail(i, "refused: " + message)
        rule = rule_of(found.group(5))
        if rule is None:
            return self.fail(i, "no rule has this message: " + message)
        if rule == 6 and 7 in call.broken and call.output_size[0] > MEMORY:
            return None  # If that were the size, then it would be too large.
        if rule < call.broken[0]:
            return self.fail(i, "it does not break rule %d: %s" % (rule, message))
        if call.is_decided() and rule != call.broken[0]:
            return self.fail(i, "not the lowest rule: " + message)

    def judge_uncompiled(self, i, error):
        """Folding may tell the verifier more in the course of a pipeline; then
        it refuses what it would have refused at once."""
        line = error.stderr.split("\n")[0]
        if self.calls[i].guard is None and ERROR.match(line):
            return self.judge_refusal(i, line)
        self.fail(i, str(error))

    def call(self, library, accepted):
        jobs = [
            rint_native.Job("f%d" % i, self.calls[i].arguments, self.calls[i].results)
            for i in accepted
        ]
        for i, outcome in zip(accepted, rint_native.call_all(library, jobs)):
            self.judge(i, outcome)

    def judge(self, i, outcome):
        call = self.calls[i]
        if outcome.crash:
            return self.fail(i, outcome.crash)
        if call.guard is False:
            if outcome.error:
                self.fail(i, "not executed, yet fails: " + outcome.error)
            return
        if outcome.error is not None:
            return self.judge_error(i, outcome.error)
        if call.broken:
            return self.fail(i, "no error; got the shape %s" % (outcome.results[0][0],))
        shape, value = outcome.results[0]
        if shape != call.shape:
            return self.fail(i, "got the shape %s" % (shape,))
        if value != call.value:
            return self.fail(i, "got other elements than NumPy")
        if len(outcome.results) > 1 and outcome.results[1] != shape[-1]:
            self.fail(i, "tensor.dim gives %d" % outcome.results[1])

    def judge_error(self, i, text):
        call = self.calls[i]
        found = ERROR.match(text.rstrip("\n"))
        if not found or text.count("\n") != 1:
            return self.fail(i, "not one located line: " + text)
        path, line, column, op, message = found.groups()
        source = open(path).read().splitlines()[int(line) - 1]
        if not source[int(column) - 1:].startswith("rint." + call.kind):
            return self.fail(i, "another place is named: " + text)
        # Folding the size of a result makes a plan that checks the same counts.
        if op not in ("rint." + call.kind, self.plan_op):
            return self.fail(i, "another op is named: " + text)
        if not call.broken:
            return self.fail(i, "fails: " + text)
        if rule_of(message) != call.broken[0]:
            return self.fail(i, "not the lowest rule: " + text)
        if call.broken[0] == 5 and not names_negative(call.counts, message):
            return self.fail(i, "not the first negative count: " + text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batches", default="0-2", help="first-last")
    parser.add_argument("--size", type=int, default=150, help="calls in a batch")
    parser.add_argument("--only", type=int, help="compile and call this one only")
    parser.add_argument("--seconds", type=float, help="stop after as many")
    parser.add_argument("--keep", help="folder for what is written")
    options = parser.parse_args()
    first, last = map(int, options.batches.split("-"))
    began = time.monotonic()
    failures, called, refused = 0, 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(first, last + 1):
            batch = Batch(options.seed, number, options.size, options.keep or scratch)
            counts = batch.run(options.only)
            called, refused = called + counts[0], refused + counts[1]
            failures += batch.failures
            if options.seconds and time.monotonic() - began > options.seconds:
                break
    print("%d calls, %d refused by the verifier, %d failures, %.1f s" % (
        called, refused, failures, time.monotonic() - began))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
