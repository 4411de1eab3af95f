"""Sizes at which programs stop being small, each executed.

Values next to the ends of what an index holds, many elements, counts, ranks, ops,
functions and nested regions. What grows is compiled at two sizes, and the time must
not grow by more than a little over their ratio. `--quick` is the part that takes
seconds.
"""

import argparse
import os
import resource
import subprocess
import sys
import time

#: How much more than the ratio of the sizes the time may grow by: two shared cores
#: are no stop watch, but what is quadratic shows.
SLACK = 1.8
INPUT = "func.func @main(%x: tensor<?xi8>, %n: index) -> "


class Failed(Exception):
    pass


def run(command, text=None, limit=600):
    """Status, output, errors, seconds and MiB of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(command, input=text, capture_output=True, text=True,
                          timeout=limit)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return done, min(wall, used), after.ru_maxrss // 1024


def expect(text, inputs, wanted=None, error=None, options=()):
    """Runs a program, which has to print `wanted`, or one line with `error`."""
    arguments = ["--input=" + spec for spec in inputs]
    done, seconds, _ = run(["rint-runner", "-", *options, *arguments], text)
    if error:
        good = done.returncode == 1 and error in done.stderr and (
            done.stderr.count("\n") == 1)
    else:
        good = done.returncode == 0 and done.stdout == wanted
    if not good:
        raise Failed("exit status %d\n%s%s\nexpected %s" % (
            done.returncode, done.stdout[:500], done.stderr[:500], error or wanted))
    return "%.1f s" % seconds


# Values.


def ranks():
    for rank in range(17):
        sizes = [2 if i in (0, rank - 1) else 1 for i in range(rank)]
        kind = "tensor<%si8>" % "".join("?x" for _ in sizes)
        spec = "".join("%dx" % n for n in sizes)
        clause = "dim(%d)" % (rank - 1) if rank else ""
        result = kind if rank else "tensor<?xi8>"
        text = ("func.func @main(%%x: %s, %%n: index) -> %s {\n"
                "  %%y = rint.repeat_interleave %%x repeats(%%n : index) %s : %s -> %s\n"
                "  return %%y : %s\n}\n" % (kind, result, clause, kind, result, result))
        values = list(range(2 ** min(rank, 2)))
        doubled = [v for v in values for _ in range(2)]
        shape = sizes[:-1] + [2 * sizes[-1]] if rank else [2]

        def nested(left, shape):
            if not shape:
                return str(left.pop(0))
            return "[%s]" % ", ".join(nested(left, shape[1:]) for _ in range(shape[0]))

        expect(text, [spec + "i8=iota" if rank else "i8=0", "index=2"],
               "%si8=%s\n" % ("".join("%dx" % n for n in shape), nested(doubled, shape)))
    return "0 to 16"


def counted(source, inputs, wanted=None, error=None):
    text = ("func.func @main(%%x: %s, %%c: tensor<?xi64>) -> %s {\n"
            "  %%y = rint.repeat_interleave %%x repeats(%%c : tensor<?xi64>) dim(0) : "
            "%s -> %s\n  return %%y : %s\n}\n" % ((source,) * 5))
    return expect(text, inputs, wanted, error)


def sums():
    half = 2**62
    empty, full = "tensor<?x0xi8>", "tensor<?xi8>"
    counted(empty, ["2x0xi8=[]", "2xi64=[%d, %d]" % (half, half - 1)],
            "%dx0xi8=[]\n" % (2**63 - 1))
    counted(empty, ["2x0xi8=[]", "2xi64=[%d, %d]" % (half, half)], error="overflow")
    counted(full, ["2xi8=iota", "2xi64=[%d, %d]" % (half, half)], error="overflow")
    counted(full, ["2xi8=iota", "2xi64=[%d, %d]" % (half, half - 1)], error="memory")
    counted(full, ["2xi8=iota", "2xi64=[%d, 0]" % 2**50], error="memory")
    counted(full, ["2xi8=iota", "2xi64=[%d, -1]" % (2**63 - 1)], error="non-negative")
    return "2^63 - 1 and one more"


def at_both_ends(body, inputs, last, options=()):
    """The first and last elements of a result, and its size."""
    text = INPUT + "(i8, i8, index) {\n" + body + """
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %size = tensor.dim %y, %zero : tensor<?xi8>
  %end = arith.subi %size, %one : index
  %first = tensor.extract %y[%zero] : tensor<?xi8>
  %last = tensor.extract %y[%end] : tensor<?xi8>
  return %first, %last, %size : i8, i8, index
}
"""
    return expect(text, inputs, last, options=options)


def many_elements():
    body = ("  %y = rint.repeat_interleave %x repeats(%n : index) : "
            "tensor<?xi8> -> tensor<?xi8>")
    found = []
    for count in (2**31 // 3 + 1, 2**32 // 3 + 1):
        found.append(at_both_ends(body, ["3xi8=[5, 6, 7]", "index=%d" % count],
                                  "i8=5\ni8=7\nindex=%d\n" % (3 * count)))
    return ", ".join(found)


def many_counts():
    body = """  %z = arith.constant 0 : index
  %m = tensor.dim %x, %z : tensor<?xi8>
  %y = rint.repeat_interleave %x repeats(%x : tensor<?xi8>) : tensor<?xi8> -> tensor<?xi8>"""
    return ", ".join(
        at_both_ends(body, ["100000000xi8=2", "index=0"],
                     "i8=2\ni8=2\nindex=200000000\n", ["--threads=%d" % threads])
        for threads in (1, 2))


# What grows.


def function(body, result="%x", name="main", kind="tensor<?xi8>"):
    return ("func.func @%s(%%x: tensor<?xi8>, %%y: tensor<?xi8>, %%n: index) -> %s {\n"
            "%s  return %s : %s\n}\n" % (name, kind, body, result, kind))


def chain(count):
    lines, last = [], "%x"
    for i in range(count):
        lines.append("  %%v%d = rint.repeat_interleave %s repeats(%%n : index) : "
                     "tensor<?xi8> -> tensor<?xi8>\n" % (i, last))
        last = "%%v%d" % i
    return function("".join(lines), last)


def independent(count):
    lines, last = ["  %z = arith.constant 0 : index\n  %s = arith.constant 0 : i8\n"], "%s"
    for i in range(count):
        lines.append("""  %c{0} = arith.constant {0} : index
  %m{0} = arith.addi %n, %c{0} : index
  %v{0} = rint.repeat_interleave %x repeats(%m{0} : index) : tensor<?xi8> -> tensor<?xi8>
  %e{0} = tensor.extract %v{0}[%z] : tensor<?xi8>
  %s{0} = arith.addi {1}, %e{0} : i8
""".format(i, last))
        last = "%%s%d" % i
    return function("".join(lines), last, kind="i8")


def elementwise(count):
    lines, last = [], "%x"
    for i in range(count):
        lines.append("  %%v%d = arith.addi %s, %%y : tensor<?xi8>\n" % (i, last))
        last = "%%v%d" % i
    return function("".join(lines), last)


def functions(count):
    body = ("  %v = rint.repeat_interleave %x repeats(%n : index) : "
            "tensor<?xi8> -> tensor<?xi8>\n")
    return "".join(function(body, "%v", "f%d" % i) for i in range(count))


def nested(count):
    """scf.if in scf.for in scf.if ..."""
    lines = ["  %zero = arith.constant 0 : index\n  %one = arith.constant 1 : index\n"
             "  %k = arith.cmpi eq, %n, %zero : index\n"]
    for i in range(count):
        outer = "%%a%d" % (i - 1) if i % 2 == 0 and i else "%x"
        if i % 2:
            lines.append("  %r{0} = scf.for %i{0} = %zero to %n step %one iter_args("
                         "%a{0} = {1}) -> (tensor<?xi8>) {{\n".format(
                             i, "%%a%d" % (i - 2) if i > 1 else "%x"))
        else:
            lines.append("  %r{0} = scf.if %k -> (tensor<?xi8>) {{\n  scf.yield {1} : "
                         "tensor<?xi8>\n  }} else {{\n".format(i, outer))
    inner = "%%a%d" % (count - 1 if count % 2 == 0 else count - 2)
    lines.append("  %%v = rint.repeat_interleave %s repeats(2) : tensor<?xi8> -> "
                 "tensor<?xi8>\n" % inner)
    last = "%v"
    for i in reversed(range(count)):
        lines.append("  scf.yield %s : tensor<?xi8>\n  }\n" % last)
        last = "%%r%d" % i
    return function("".join(lines), last)


def literal(count):
    counts = ", ".join("%d" % (i % 3) for i in range(count))
    kind = "tensor<%dxi8>" % count
    return ("func.func @main(%%x: %s) -> tensor<?xi8> {\n"
            "  %%y = rint.repeat_interleave %%x repeats([%s]) : %s -> tensor<?xi8>\n"
            "  return %%y : tensor<?xi8>\n}\n" % (kind, counts, kind))


def constant(count):
    """Not a list in the text, which takes most of the time to read."""
    bits = "".join("%02x" % (i % 3) for i in range(256)) * (count // 256)
    kind = "tensor<%dxi8>" % (len(bits) // 2)
    return ("func.func @main(%%x: %s) -> tensor<?xi8> {\n"
            "  %%c = arith.constant dense<\"0x%s\"> : %s\n"
            "  %%y = rint.repeat_interleave %%x repeats(%%c : %s) : %s -> tensor<?xi8>\n"
            "  return %%y : tensor<?xi8>\n}\n" % (kind, bits, kind, kind, kind))


def grows(make, *sizes):
    """Compiles at each size, for a row of the table."""

    def measure():
        found, texts = [], []
        for size in sizes:
            done, seconds, mebibytes = run(
                ["rint-opt", "--rint-to-llvm", "-o", os.devnull], make(size), 3600)
            if done.returncode:
                raise Failed("%d: exit status %d\n%s" % (
                    size, done.returncode, done.stderr[:500]))
            found.append(seconds)
            texts.append("%d: %.1f s, at most %d MiB" % (size, seconds, mebibytes))
        for (a, b), (s, t) in zip(zip(sizes, sizes[1:]), zip(found, found[1:])):
            if t > 1 and t > SLACK * s * b / a:
                raise Failed("%d takes %.1f s, but %d takes %.1f s" % (a, s, b, t))
        return "; ".join(texts)

    return measure


QUICK = {
    "ranks": ranks,
    "sums next to 2^63": sums,
    "elementwise ops": grows(elementwise, 250, 1000),
    "nested regions": grows(nested, 25, 50),
    "a list of counts": grows(literal, 10000, 40000),
}
LONG = {
    "2^31 and 2^32 elements": many_elements,
    "10^8 counts": many_counts,
    "a chain of rint ops": grows(chain, 1000, 4000, 10000),
    "independent rint ops": grows(independent, 1000, 4000, 10000),
    "more elementwise ops": grows(elementwise, 1000, 4000, 10000),
    "functions": grows(functions, 250, 1000),
    "200 nested regions": grows(nested, 100, 200),
    "a long list of counts": grows(literal, 10**5, 10**6),
    "a long constant of counts": grows(constant, 10**6, 10**7),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", help="those whose name contains this")
    options = parser.parse_args()
    cases = QUICK if options.quick else {**QUICK, **LONG}
    failed = 0
    for name, case in cases.items():
        if options.only and options.only not in name:
            continue
        try:
            print("%s: %s" % (name, case()), flush=True)
        except (Failed, subprocess.TimeoutExpired) as error:
            failed += 1
            print("FAILED: %s: %s" % (name, error), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
