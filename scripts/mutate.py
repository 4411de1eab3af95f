#!/usr/bin/env python3
"""Changes the code in small ways and says which changes no test notices.

By hand, in a tree without changes of one's own, since files are changed in place and
put back:

    scripts/mutate.py --build=build [--count=300] [--seed=1] [FILE...]

A mutant is one comparison, constant, bound, condition, order or call of a file of lib/.
All that are drawn are in one build, and the environment says which one a process is
(scripts/mutant.h); those that do not compile are left out. Each test runs once to see
which mutants it comes past. Then each mutant meets those tests, the ones named like its
file and the fast ones first, until one fails.

BUILD/mutants/report.txt has a line for each: killed, survived, or unseen, which is a
survivor that no test comes past. A survivor asks for a test, or for simpler code. Tests
that take longer than --longest are left out, as are those that fail without a mutant.
The build is that of the mutants until the next one: RINT_MUTANT=NUMBER makes any tool
and test of it a mutant.
"""

import argparse
import concurrent.futures
import glob
import os
import random
import re
import signal
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
#: Programs of unittests/, by what they test.
UNITS = {"lib/CAPI": "CAPITests", "lib/Dialect": "DialectRintTests",
         "lib/ExecutionEngine": "ExecutionEngineTests", "lib/Explain": "ExplainTests",
         "lib/Kernels": "KernelsTests", "lib/Runner": "RunnerTests",
         "lib/Runtime": "RuntimeTests", "lib/Runtime/GPU": "GPURuntimeTests"}
TARGETS = ["rint-opt", "rint-runner", "rint_cuda_runtime", "rint_vulkan_runtime"]

#: What binary operators become. They have spaces around them, unlike the brackets of
#: templates.
OPERATORS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
             "+": "-", "-": "+", "*": "+", "/": "*", "%": "/"}
OPERATOR = re.compile(r"(?<= )(<=?|>=?|==|!=|\+|-|\*|/|%)(?=\s)")
#: The second operand of one of these counts as decided.
DECIDED = {"&&": "true", "||": "false"}
CONDITION = re.compile(r"(?<= )(&&|\|\|)(?=\s)")
NUMBER = re.compile(r"(?<![\w<.\"'])\d+(?![\w.\">'])")
#: Names, with what qualifies them, by what stands in for them.
NAMES = {"true": "false", "false": "true", "success()": "failure()",
         "ult": "ule", "ule": "ult", "slt": "sle", "sle": "slt", "sgt": "sge",
         "sge": "sgt", "eq": "ne", "ne": "eq"}
NAME = re.compile(r"(?<![\w.>])((?:\w+::)*)(true|false|success\(\)|[us]l[te]|sg[te]|"
                  r"(?<=::)eq|(?<=::)ne)(?!\w)")
CALLS = {"max": "min", "min": "max", "any_of": "all_of", "all_of": "any_of",
         "ceilDiv": "div", "take_front": "take_back", "drop_front": "drop_back"}
CALLED = re.compile(r"(?<![\w.>:])((?:\w+(?:\.|->|::))*)(%s)\(" % "|".join(CALLS))
#: A statement that is one call.
STATEMENT = re.compile(r"(?<=[;{})]\n)[ \t]+()(?!return\b)\w[\w.\->:]*\([^;{}]*?\);(?=\n)")
#: Lines that change nothing which a test could see.
BLIND = re.compile(r"assert\(|llvm_unreachable|LLVM_DEBUG|\breserve\(|registry\.|"
                   r"^\s*(?:#|case |template|static constexpr|constexpr)")
#: What is not code.
NOT_CODE = re.compile(r'R"(\w*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'
                      r"'(?:[^'\\\n]|\\.)+'|^#(?:[^\n]*\\\n)*[^\n]*|"
                      r"^[^\n]*\bassert\(.*?;|^[^\n]*\b(?:getDependentDialects|reserve)\(.*?\n",
                      re.S | re.M)


def closing(code, at):
    """Where the bracket that is open before `at` closes."""
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        at += 1
    return at


def places(text):
    """(where, what is done, [(from, to, what is written, with @ for the number)]) for
    each mutant of a file."""
    code = NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    for m in OPERATOR.finditer(code):
        sign = m.group()
        yield (m.start(), "'%s' to '%s'" % (sign, OPERATORS[sign]),
               [(m.start(), m.end(), "%s ::mutant::Operator<@>() %s" % (sign, sign))])
    for m in CONDITION.finditer(code):
        value = DECIDED[m.group()]
        yield (m.start(), "what follows '%s' to '%s'" % (m.group(), value),
               [(m.end(), m.end(), " ::mutant::Decided<@>{%s} ^" % value)])
    for m in NUMBER.finditer(code):
        new = str(int(m.group()) + 1)
        yield (m.start(), "'%s' to '%s'" % (m.group(), new),
               [(m.start(), m.end(), "::mutant::pick(@, %s, %s)" % (m.group(), new))])
    for m in NAME.finditer(code):
        new = NAMES[m.group(2)]
        yield (m.start(), "'%s' to '%s'" % (m.group(2), new),
               [(m.start(), m.end(), "::mutant::pick(@, %s, %s)"
                 % (m.group(), m.group(1) + new))])
    for m in CALLED.finditer(code):
        new = CALLS[m.group(2)]
        end = closing(code, m.end())
        yield (m.start(), "'%s' to '%s'" % (m.group(2), new),
               [(m.start(), m.start(), "(::mutant::isOn(@) ? %s%s(%s : " % (
                   m.group(1), new, " ".join(text[m.end():end].split("\n")))),
                (end, end, ")")])
    for m in STATEMENT.finditer(code):
        yield (m.start(1), "dropped '%s'" % " ".join(text[m.start():m.end()].split()),
               [(m.start(1), m.start(1), "if (::mutant::isOn(@)) {} else ")])


class Mutant:
    def __init__(self, path, line, what, edits):
        self.path, self.line, self.what, self.edits = path, line, what, edits

    def __str__(self):
        return "%s:%d: %s" % (self.path, self.line, self.what)


def draw(files, count, seed):
    """Mutants by number. Files are drawn by their size, some mutants of each, since
    every file that has one is compiled again."""
    every = []
    for path in files:
        with open(path) as file:
            text = file.read()
        lines = text.split("\n")
        for at, what, edits in places(text):
            line = text.count("\n", 0, at)
            if not BLIND.search(lines[line]):
                every.append(Mutant(path, line + 1, what, edits))
    random.Random(seed).shuffle(every)
    size, by_path = {}, {}
    for mutant in every:
        size[mutant.path] = size.get(mutant.path, 0) + 1
        by_path.setdefault(mutant.path, []).append(mutant)
    drawn = []
    for path, some in by_path.items():
        drawn += some[: 2 + size[path] // 12]
    print("%d mutants, %d drawn of %d files" % (len(every), min(count, len(drawn)),
                                                len({m.path for m in drawn[:count]})))
    drawn = drawn[:count]
    random.Random(seed).shuffle(drawn)
    return dict(enumerate(drawn, 1))


class Mutated:
    """The sources with mutants in them; as they were, once it ends."""

    def __init__(self, mutants):
        self.mutants, self.before = mutants, {}
        for path in {mutant.path for mutant in mutants.values()}:
            with open(path) as file:
                self.before[path] = file.read()

    def __enter__(self):
        for path in self.before:
            self.write(path)
        return self

    def __exit__(self, *_):
        for path, text in self.before.items():
            with open(path, "w") as file:
                file.write(text)

    def write(self, path):
        text = self.before[path]
        edits = [(start, end, new.replace("@", str(number)))
                 for number, mutant in self.mutants.items() if mutant.path == path
                 for start, end, new in mutant.edits]
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        header = os.path.join(ROOT, "scripts", "mutant.h")
        with open(path, "w") as file:
            file.write('#include "%s"\n#line 1 "%s"\n%s'
                       % (header, os.path.join(ROOT, path), text))

    def drop(self, output):
        """Takes out what the errors of a compiler point at; returns how many."""
        bad = set()
        for path, line in re.findall(r"(lib/[\w/]+\.cpp):(\d+):\d+: [^\n]*", output):
            near = [(abs(m.line - int(line)), number)
                    for number, m in self.mutants.items() if m.path == path]
            bad.update(number for distance, number in near if distance == min(near)[0])
        for path in {self.mutants.pop(number).path for number in bad}:
            self.write(path)
        return len(bad)


class Run:
    """The build of the mutants, and tests of it."""

    def __init__(self, options, mutants):
        self.options = options
        self.build = os.path.abspath(options.build)
        self.folder = os.path.join(self.build, "mutants")
        os.makedirs(self.folder, exist_ok=True)
        with open("cmake/llvm-release.txt") as file:
            self.lit = "/usr/lib/llvm-%s/bin/lit" % file.read().split(".")[0]
        self.units = [unit for start, unit in UNITS.items()
                      if any(m.path.startswith(start) for m in mutants.values())]

    def compile(self, mutated):
        while True:
            done = subprocess.run(
                ["ninja", "-j%d" % self.options.jobs, "-k0", *TARGETS, *self.units],
                cwd=self.build, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if not done.returncode:
                return
            errors = "\n".join(re.findall(r"(?m)^.*error: .*$|^.*note: in instantiation.*$",
                                          done.stdout))
            if not mutated.drop(re.sub(r"\x1b\[[\d;]*m", "", errors)):
                sys.exit(done.stdout[-4000:])

    def passes(self, tests, seconds, **environment):
        """Whether tests pass, which one does not that hangs or takes 12 GiB: a program
        of unittests/, or some tests of lit."""
        command = [self.lit, "-q", "-j1", "--max-failures=1",
                   *(os.path.join(self.build, "test", test) for test in tests)]
        if tests[0] in self.units:
            command = ["ctest", "--test-dir", self.build, "-R", "^rint-unit-" + tests[0]]
        command = ["bash", "-c", 'ulimit -d 12582912; exec "$@"', "-", *command]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True,
                                   env={**os.environ, **environment})
        try:
            return process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            try:  # What still runs of it.
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()

    def tests(self):
        """All but those that took longer than they may when they ran last."""
        shown = subprocess.run([self.lit, "--show-tests", os.path.join(self.build, "test")],
                               stdout=subprocess.PIPE, text=True, check=True).stdout
        tests = self.units + re.findall(r"(?m)^  rint :: (.*)$", shown)
        with open(os.path.join(self.build, "test", ".lit_test_times.txt")) as file:
            times = [line.rstrip("\n").split(" ", 1) for line in file]
        slow = {name for seconds, name in times if float(seconds) > self.options.longest}
        return [test for test in tests if test not in slow]

    def look(self, test):
        """Runs a test without a mutant: (seconds, which mutants it comes past)."""
        log = os.path.join(self.folder, test.replace("/", "+"))
        if os.path.exists(log):
            os.remove(log)
        start = time.monotonic()
        passes = self.passes([test], 10 * self.options.longest, RINT_MUTANTS_SEEN=log)
        seconds = time.monotonic() - start
        if not passes:
            print("left out: " + test, flush=True)
        if not passes or not os.path.exists(log):
            return seconds, set()
        with open(log) as file:
            return seconds, {int(line) for line in file}

    def judge(self, number, mutant, seen, budget, done):
        """What the tests say of a mutant that take `budget` seconds in all, but for
        those that are done; nothing if more are left. Some tests run at once, since lit
        takes a while to start."""
        stem = os.path.splitext(os.path.basename(mutant.path))[0]
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", stem).lower()
        tests = sorted((seconds * (0.1 if name in test else 1), test)
                       for test, (seconds, numbers) in seen.items() if number in numbers)
        if not tests:
            return "unseen", "no test"
        batch, spent = [], 0
        for _, test in tests:
            spent += seen[test][0]
            if test in done:
                continue
            if spent > budget and done:
                return None, test
            done.add(test)
            batch.append(test)
            alone = len(done) == 1 or test in self.units or seen[test][0] > 5
            if alone or len(batch) == 6 or test == tests[-1][1]:
                seconds = 30 + 10 * sum(seen[test][0] for test in batch)
                for group in ([t for t in batch if t in self.units],
                              [t for t in batch if t not in self.units]):
                    if group and not self.passes(group, seconds, RINT_MUTANT=str(number)):
                        return "killed", " ".join(group)
                batch = []
        return "survived", "%d tests" % len(tests)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--build", default="build")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--longest", type=float, default=60,
                        help="seconds that a test may take to be run")
    options = parser.parse_args()
    os.chdir(ROOT)
    if subprocess.run(["git", "diff", "--quiet", "--", "lib"]).returncode:
        sys.exit("error: expected no changes in lib/, but got some")
    files = options.files or sorted(glob.glob("lib/**/*.cpp", recursive=True))
    mutants = draw(files, options.count, options.seed)
    run = Run(options, mutants)
    with Mutated(mutants) as mutated:
        run.compile(mutated)
    print("%d compile" % len(mutants), flush=True)
    with open(os.path.join(run.folder, "mutants.txt"), "w") as file:
        file.writelines("%d %s\n" % pair for pair in mutants.items())
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool, \
            open(os.path.join(run.folder, "report.txt"), "w") as report:
        tests = run.tests()
        seen = dict(zip(tests, pool.map(run.look, tests)))
        counts, done = {}, {number: set() for number in mutants}

        def judge(number, budget):
            verdict, why = run.judge(number, mutants[number], seen, budget, done[number])
            if verdict:
                counts[verdict] = counts.get(verdict, 0) + 1
                line = "%s %d %s (%s)" % (verdict, number, mutants[number], why)
                print(line, file=report, flush=True)
                print(line, flush=True)
            return not verdict

        # The fast tests for all of them first.
        left = list(mutants)
        for budget in (5, 30, 120, float("inf")):
            again = pool.map(lambda number: judge(number, budget), left)
            left = [number for number, more in zip(left, again) if more]
            print("%d are left after %s seconds of tests each: %s"
                  % (len(left), budget, " ".join(map(str, left))), flush=True)
    print(counts)


if __name__ == "__main__":
    main()
