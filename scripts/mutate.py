#!/usr/bin/env python3
"""Changes the code in small ways and says which changes no test notices.

By hand, in a tree without changes of one's own, since the files are changed in place
and put back:

    scripts/mutate.py --build=build [--count=300] [--seed=1] [--report=FILE] [FILE...]

A mutant is one comparison, constant, bound, order or call of one file of lib/. It is
built and the tests run that can see it; the report has a line for each mutant: killed,
survived, or unbuilt. One that survives asks for a test, or for simpler code.
"""

import argparse
import glob
import os
import random
import re
import subprocess
import sys

LIT = "/usr/lib/llvm-%s/bin/lit"

#: What is replaced, by what. Binary operators have spaces around them, unlike the
#: brackets of templates.
RULES = [
    (r" <= ", " < "), (r" < ", " <= "), (r" >= ", " > "), (r" > ", " >= "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " + "), (r" % ", " / "),
    (r"\bult\b", "ule"), (r"\bule\b", "ult"), (r"\bslt\b", "sle"), (r"\bsle\b", "slt"),
    (r"\bsgt\b", "sge"), (r"\bsge\b", "sgt"), (r"\bult\b", "slt"),
    (r"\bceilDiv\(", "div("), (r"\.max\(", ".min("),
    (r"\.min\(", ".max("), (r"std::max\(", "std::min("), (r"std::min\(", "std::max("),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"\+\+", "--"),
    (r"(?<![\w<.\"])(\d+)(?![\w.\">])", lambda m: str(int(m.group(1)) + 1)),
    (r"\bsuccess\(\)", "failure()"), (r"\bany_of\(", "all_of("),
    (r"\ball_of\(", "any_of("), (r"\breverse\(", "("),
]
#: A line that is one call.
CALL = re.compile(r"^\s+[\w.\->]+\([^;{}]*\);$")
#: Tests that can see a change below a folder, the first that fits.
SUITES = [
    ("lib/Dialect", ["Dialect", "rint-opt", "Conversion", "Integration/CPU"]),
    ("lib/Conversion/RintToGPU", ["Conversion", "Integration/GPU"]),
    ("lib/Conversion", ["Conversion", "Integration/CPU"]),
    ("lib/Transforms/GPU", ["Transforms/GPU", "Integration/GPU"]),
    ("lib/Transforms", ["Transforms", "Integration/Programs"]),
    ("lib/Pipelines", ["Pipelines", "rint-opt", "Integration/Programs"]),
    ("lib/Runtime/GPU", ["Integration/GPU"]),
    ("lib/", ["Runner"]),
]


def mutants(path):
    """(line, what was done, the new line) for each place in a file."""
    with open(path) as file:
        lines = file.read().split("\n")
    for at, line in enumerate(lines):
        code = line.split("//")[0]
        if not code.strip() or code.lstrip().startswith(("#", "*", "}")):
            continue
        texts = [m.span() for m in re.finditer(r'"(?:[^"\\]|\\.)*"', code)]
        for pattern, new in RULES:
            for match in re.finditer(pattern, code):
                if any(a <= match.start() < b for a, b in texts):
                    continue
                with_ = new(match) if callable(new) else new
                yield (at, "'%s' to '%s'" % (match.group().strip(), with_.strip()),
                       line[: match.start()] + with_ + line[match.end():])
        if CALL.match(code):
            yield at, "dropped '%s'" % code.strip(), ""


class Mutator:
    def __init__(self, options):
        self.build = os.path.abspath(options.build)
        with open("cmake/llvm-release.txt") as file:
            self.lit = LIT % file.read().split(".")[0]
        self.seconds = options.seconds

    def runs(self, command, **more):
        try:
            return subprocess.run(command, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=self.seconds,
                                  **more).returncode == 0
        except subprocess.TimeoutExpired:
            return False  # It hangs, which is noticed.

    def verdict(self, path):
        if not self.runs(["ninja", "-C", self.build, "rint-opt", "rint-runner"]):
            return "unbuilt"
        folders = next(tests for start, tests in SUITES if path.startswith(start))
        for folder in folders:
            if not self.runs([self.lit, "-q", "--max-failures=1",
                              os.path.join(self.build, "test", folder)]):
                return "killed"
        return "survived"

    def check(self, path, mutant):
        at, _, new = mutant
        with open(path) as file:
            before = file.read()
        lines = before.split("\n")
        lines[at] = new
        try:
            with open(path, "w") as file:
                file.write("\n".join(lines))
            return self.verdict(path)
        finally:
            with open(path, "w") as file:
                file.write(before)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--build", default="build")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=900, help="for one suite")
    parser.add_argument("--report", default="mutants.txt")
    options = parser.parse_args()
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    changed = subprocess.run(["git", "diff", "--quiet", "--", "lib"]).returncode
    if changed:
        sys.exit("error: expected no changes in lib/, but got some")
    files = options.files or sorted(glob.glob("lib/**/*.cpp", recursive=True))
    every = [(path, mutant) for path in files for mutant in mutants(path)]
    random.Random(options.seed).shuffle(every)
    mutator, counts = Mutator(options), {}
    with open(options.report, "a") as report:
        for path, mutant in every[: options.count]:
            verdict = mutator.check(path, mutant)
            counts[verdict] = counts.get(verdict, 0) + 1
            line = "%s %s:%d: %s" % (verdict, path, mutant[0] + 1, mutant[1])
            print(line, file=report, flush=True)
            print(line, flush=True)
    mutator.runs(["ninja", "-C", mutator.build, "rint-opt", "rint-runner"])
    print("%d of %d places: %s" % (min(options.count, len(every)), len(every), counts))


if __name__ == "__main__":
    main()
