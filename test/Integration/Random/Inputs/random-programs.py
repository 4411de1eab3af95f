"""Random programs around the rint ops against NumPy.

Each batch is one module of many functions and is compiled in one of the modes; a
function has to give what NumPy gives, or to report the first op that breaks a rule,
by its place and the lowest rule, and to leave no memory behind.

A failing program is made smaller and kept as a file with the arguments and what was
expected; the command that repeats it is printed.
"""

import argparse
import collections
import ctypes
import os
import re
import sys
import tempfile
import time

import numpy as np

import rint_native
import runner
from rint_elements import ELEMENTS, literal
from rint_program_generator import KINDS, ProgramGenerator
from rint_programs import NATURAL, dtype_of, raw
from rint_messages import rule_of
from rint_random import ERROR, names_negative
from rint_reduce import reduce_program

#: How a module is compiled: what it goes through first, and the pipeline.
COMPILED = {
    "default": ([], []),
    "canonical": ([], ["--canonicalize", "--cse"]),
    "checks-off": ([], []),
    "unfused": ([], []),
    "threads": ([], []),
    "generic": (["--mlir-print-op-generic", "--mlir-print-debuginfo"], []),
    "bytecode": (["--emit-bytecode"], []),
}
OPTIONS = {"checks-off": "checks=false", "threads": "threads=2", "unfused": "fuse=false"}
#: How rint-runner runs a program.
RUN = {
    "runner": [],
    "runner-threads": ["--threads=2"],
    "runner-unchecked": ["--checks=off"],
    "vulkan": ["--target=vulkan"],
}
NO_ERRORS = ("checks-off", "runner-unchecked")
#: Kinds whose values do not go through .npy files.
NOT_IN_FILES = ("wide", "float8")


def modes(wanted):
    every = ["default", "canonical", "default", "checks-off", "threads", "generic",
             "bytecode", "unfused"]
    strategies = ["strategy=" + name for name in rint_native.strategies()]
    known = every + strategies + list(RUN)
    if wanted:
        unknown = [mode for mode in wanted if mode not in known]
        if unknown:
            sys.exit("expected modes to be among %s, but got %s" % (
                ", ".join(dict.fromkeys(known)), ", ".join(unknown)))
        return wanted
    mixed = []
    for i, strategy in enumerate(strategies):
        mixed += [every[i % len(every)], strategy]
    return mixed + ["runner", "runner-threads", "runner-unchecked"]


class Failure(Exception):
    """Why a program fails: a word that stays the same while it is reduced."""

    def __init__(self, word, text):
        super().__init__(text)
        self.word = word


class Checker:
    """Compiles programs in one mode, calls them and judges what they do."""

    def __init__(self, mode, stem, optimize=False, verify=True):
        # Most programs are so small that to optimise them takes most of the time,
        # and to verify the module after each pass a third of it.
        self.optimize, self.verify = optimize, verify
        self.mode, self.folder_stem, self.compiled = mode, stem, 0

    def check(self, programs):
        """A Failure, or None, for each program."""
        if self.mode in RUN:
            return [self.run(program) for program in programs]
        found = [None] * len(programs)
        compiled = self.compile(list(range(len(programs))), programs, found)
        for library, chosen in compiled:
            jobs = [rint_native.Job("f%d" % i, programs[i].inputs, programs[i].results,
                                    may_write=True)
                    for i in chosen]
            for i, outcome in zip(chosen, rint_native.call_all(library, jobs)):
                found[i] = self.judge(programs[i], outcome)
        return found

    # Compiling.

    def compile(self, chosen, programs, found):
        """Libraries with what they hold; puts down what does not compile."""
        if not chosen:
            return []
        try:
            return [(self.compile_some(chosen, programs), chosen)]
        except rint_native.ToolError as error:
            culprit = self.find_culprit(error, chosen, programs)
            if culprit is not None:
                found[culprit] = self.judge_refusal(programs[culprit], error)
                rest = [i for i in chosen if i != culprit]
                return self.compile(rest, programs, found)
            half = len(chosen) // 2
            return (self.compile(chosen[:half], programs, found)
                    + self.compile(chosen[half:], programs, found))

    def find_culprit(self, error, chosen, programs):
        if len(chosen) == 1:
            return chosen[0]
        place = re.match(r"%s:(\d+):\d+: error" % re.escape(self.stem + ".mlir"),
                         error.stderr)
        if place:
            return max(i for i in chosen if self.starts[i] <= int(place.group(1)))
        return None

    def write(self, chosen, programs):
        # A library that is loaded stands for its path until the process ends.
        self.compiled += 1
        self.stem = "%s.%d" % (self.folder_stem, self.compiled)
        lines, self.starts = [], {}
        for i in chosen:
            self.starts[i] = len(lines) + 1
            lines += programs[i].write("f%d" % i, len(lines) + 1)
        with open(self.stem + ".mlir", "w") as out:
            out.write("\n".join(lines) + "\n")

    def compile_some(self, chosen, programs):
        self.write(chosen, programs)
        first, before = COMPILED.get(self.mode, ([], []))
        source = self.stem + ".mlir"
        if first:
            through = self.stem + ".through"
            rint_native.check_tool(["rint-opt", *first, source, "-o", through])
            source = through
        option = OPTIONS.get(self.mode) or (
            self.mode if self.mode.startswith("strategy") else "")
        pipeline = before + ["--rint-to-llvm" + ("=" + option if option else "")]
        pipeline += ["--mlir-disable-threading"]
        if not self.verify:
            pipeline += ["--verify-each=false"]
        libraries = ("omp",) if self.mode == "threads" else ()
        return ctypes.CDLL(rint_native.compile_library(
            source, self.stem, pipeline, libraries, self.optimize))

    # Running.

    def run(self, program):
        scratch = runner.Scratch("\n".join(program.write("main")) + "\n")
        arguments = list(RUN[self.mode])
        for i, value in enumerate(program.main.arguments):
            given = program.values[value]
            text = spec(value, given)
            if value.is_tensor and value.element in NATURAL:
                np.save(scratch.path("in%d.npy" % i), given)
                text = "@in%d.npy" % i
            arguments.append("--input=" + text)
        for i in range(len(program.results)):
            arguments.append("--output=@out%d.npy" % i)
        try:
            done = scratch.run(*arguments, timeout=60)
        except runner.subprocess.TimeoutExpired:
            return Failure("no end", "no end within 60 s")
        if done.returncode == 1:
            outcome = rint_native.Outcome(error=done.stderr)
        elif done.returncode or done.stderr:
            outcome = rint_native.Outcome(crash="exit status %d\n%s" % (
                done.returncode, done.stderr))
        else:
            outcome = rint_native.Outcome([
                self.loaded(scratch.path("out%d.npy" % i), result)
                for i, result in enumerate(program.results)])
        return self.judge(program, outcome)

    @staticmethod
    def loaded(path, result):
        array = np.load(path)
        return int(array) if result is None else (array.shape, array.tobytes())

    # Judging.

    def judge(self, program, outcome):
        if outcome.crash:
            word = re.sub(r"\d+", "N", outcome.crash.strip().split("\n")[0])
            return Failure(word, outcome.crash)
        if outcome.error is not None:
            return self.judge_error(program, outcome.error)
        if program.error:
            if self.mode == "canonical" and not self.is_returned(program):
                return None  # Upstream removes what nobody uses, with its errors.
            return Failure("no error", "no error, where an op breaks %s" % program.error)
        pairs = zip(program.main.block.yields, program.answer, outcome.results)
        for at, (value, wanted, got) in enumerate(pairs):
            if not same(value, wanted, got):
                return Failure("other values", "result %d is %s\nexpected %s" % (
                    at, shown(value, got), np.array2string(
                        np.asarray(wanted), threshold=200)))
        return None

    @staticmethod
    def is_returned(program):
        return set(program.error.statement.results) & set(program.main.block.yields)

    def judge_refusal(self, program, error):
        """The compiler may find out what the run would."""
        found = self.judge_error(program, error.stderr.split("\n")[0] + "\n")
        if found and not program.error:
            return Failure("refused: " + words_of(error.stderr), str(error))
        return found

    def judge_error(self, program, text):
        found = ERROR.match(text.rstrip("\n"))
        if not found or text.count("\n") != 1:
            return Failure("not one located line: " + words_of(text), text)
        if not program.error:
            return Failure("fails", "fails: " + text)
        _, line, _, op, message = found.groups()
        broken = program.error.statement
        if int(line) != program.places[broken]:
            return Failure("another place", "expected line %d, but got %s" % (
                program.places[broken], text))
        if op not in ("rint." + broken.template.kind, "rint.offsets"):
            return Failure("another op", text)
        if rule_of(message) != program.error.rules[0]:
            return Failure("another rule", "%s, but got %s" % (program.error, text))
        if program.error.rules[0] == 5 and not names_negative(
                program.error.counts, message):
            return Failure("another count", text)
        return None


def words_of(message):
    """The first line without what differs between programs."""
    line = message.split("\n")[0]
    line = re.sub(r"^.*?error: ", "", line)
    return re.sub(r"'[^']*'|%\w+|\d+|[\w/.-]*/[\w/.-]*", "*", line)[:120]


def same(value, wanted, got):
    if not value.is_tensor:
        return int(wanted) == got
    wanted = np.asarray(wanted)
    if wanted.shape != got[0]:
        return False
    if wanted.tobytes() == got[1] or wanted.size == 0:
        return True
    if not value.element.startswith("f") or value.element not in NATURAL:
        return False
    found = np.frombuffer(got[1], wanted.dtype).reshape(got[0])
    # What a NaN has for a payload is left open.
    return bool(np.all((found == wanted) | (np.isnan(found) & np.isnan(wanted))))


def shown(value, got):
    if not value.is_tensor:
        return str(got)
    shape, data = got
    if 0 in shape:
        return "empty: %s" % (shape,)
    array = np.frombuffer(data, dtype_of(value.element)).reshape(shape)
    return np.array2string(array, threshold=200)


def spec(value, given):
    """An argument as rint-runner takes it."""
    if not value.is_tensor:
        return "%s=%d" % (value.type, given)
    given = np.asarray(given)
    sizes = "".join("%dx" % n for n in given.shape)
    if value.element in NATURAL:
        data = str(given.tolist()).replace(" ", "")
    else:
        text = literal(value.element, raw(value.element, given))
        data = text[len("dense<") : -1].replace(" ", "") or "[]"
    return "%s%s=%s" % (sizes, value.element, data)


class Session:
    def __init__(self, options, scratch):
        self.options, self.scratch = options, scratch
        self.modes = modes(options.mode)
        self.began = time.monotonic()
        self.programs = self.errors = 0
        self.statements = collections.Counter()
        self.seen = collections.Counter()

    def draw(self, number, mode):
        without = set(self.options.without)
        size = self.options.size
        if mode in RUN:
            without.update(NOT_IN_FILES)
            size = max(size // 5, 1)
        programs = []
        for i in range(size):
            bad_share = 0.0 if mode in NO_ERRORS else 0.5
            generator = ProgramGenerator(
                [self.options.seed, number, i], bad_share, without)
            program = generator.program()
            while mode in NO_ERRORS and program.error:
                program = generator.program()
            programs.append(program)
        return programs

    @staticmethod
    def how(number):
        """By turns, and never in step with the modes."""
        return {"optimize": number % 5 == 4, "verify": number % 4 == 0}

    def batch(self, number):
        mode = self.modes[number % len(self.modes)]
        programs = self.draw(number, mode)
        stem = os.path.join(self.scratch, "batch%d" % number)
        checker = Checker(mode, stem, **self.how(number))
        chosen = range(len(programs))
        if self.options.only is not None:
            chosen = [self.options.only]
        picked = [programs[i] for i in chosen]
        for i, failure in zip(chosen, checker.check(picked)):
            self.programs += 1
            self.errors += programs[i].error is not None
            if failure:
                self.report(number, i, mode, programs[i], failure)
        for name in os.listdir(self.scratch):
            os.unlink(os.path.join(self.scratch, name))

    def report(self, number, i, mode, program, failure):
        self.seen[failure.word] += 1
        print("FAILED: seed %d, batch %d, program %d, %s: %s" % (
            self.options.seed, number, i, mode, str(failure)[:600]), flush=True)
        if self.seen[failure.word] > self.options.reduce:
            return
        small = Checker(mode, os.path.join(self.scratch, "reduced%d" % i),
                        **self.how(number))
        deadline = time.monotonic() + 60

        def fails(candidate):
            if time.monotonic() > deadline:
                return False
            found = small.check([candidate])[0]
            return found is not None and found.word == failure.word

        program = reduce_program(program, fails)
        failure = small.check([program])[0] or failure
        text = self.describe(program, failure, number, i, mode)
        print(text, flush=True)
        if self.options.keep:
            os.makedirs(self.options.keep, exist_ok=True)
            name = "seed%d-batch%d-program%d.mlir" % (self.options.seed, number, i)
            with open(os.path.join(self.options.keep, name), "w") as out:
                out.write(text)

    def describe(self, program, failure, number, i, mode):
        lines = ["// ARGS: " + " ".join(
            "--input=" + spec(value, program.values[value])
            for value in program.main.arguments)]
        if program.error:
            program.write("main")
            lines.append("// EXPECTED: rules %s on line %d of the function" % (
                program.error.rules, program.places[program.error.statement]))
        else:
            lines += ["// OUT: " + spec(value, given) for value, given in zip(
                program.main.block.yields, program.answer)]
        lines.append("// GOT, with %s: %s" % (
            mode, str(failure)[:1500].replace("\n", "\n//      ")))
        lines.append("// REPEAT: %s --seed=%d --batches=%d-%d --size=%d --only=%d%s%s" % (
            os.path.basename(__file__), self.options.seed, number, number,
            self.options.size, i,
            "".join(" --mode=" + mode for mode in self.options.mode or []),
            "".join(" --without=" + kind for kind in self.options.without)))
        return "\n".join(lines + program.write("main")) + "\n"

    def summary(self):
        return "%d programs, %d with an error, %d failures, %.1f s" % (
            self.programs, self.errors, sum(self.seen.values()),
            time.monotonic() - self.began)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batches", default="0-2", help="first-last")
    parser.add_argument("--size", type=int, default=30, help="programs in a batch")
    parser.add_argument("--only", type=int, help="check this one of a batch only")
    parser.add_argument("--seconds", type=float, help="stop after as many")
    parser.add_argument("--mode", action="append", help="instead of all by turns")
    parser.add_argument("--without", action="append", default=[], choices=KINDS,
                        help="; ".join("%s: %s" % pair for pair in KINDS.items()))
    parser.add_argument("--reduce", type=int, default=1,
                        help="how many failures of a sort are made smaller")
    parser.add_argument("--keep", help="folder for programs that fail")
    parser.add_argument("--progress", action="store_true")
    return parser.parse_args()


def main():
    options = parse_options()
    first, last = map(int, options.batches.split("-"))
    with tempfile.TemporaryDirectory() as scratch:
        session = Session(options, scratch)
        for number in range(first, last + 1):
            session.batch(number)
            if options.progress:
                print(session.summary(), flush=True)
            if options.seconds and time.monotonic() - session.began > options.seconds:
                break
    print(session.summary())
    sys.exit(1 if session.seen else 0)


if __name__ == "__main__":
    main()
