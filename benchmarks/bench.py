"""Measures rint beside its peers and the limits of the machine.

All candidates of a case take turns, so that what else the machine does hits them
alike; the figures are medians over the turns. Nothing is timed whose values are
not NumPy's.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import tempfile
import time

import numpy as np

import cases as case_table
import kernels
import measure
import peers
import report
import startup

# What the largest cases need, with the copies that their checks and peers make.
LARGE_BYTES = 400 << 20
LARGE_NEED = 14 << 30


def say(line):
    print(line, flush=True)


def describe_machine():
    with open("/proc/cpuinfo") as file:
        text = file.read()
    model = re.search(r"model name\s*: (.*)", text)
    family = re.search(r"cpu family\s*: (.*)", text)
    widest = next((f for f in ("avx512f", "avx2", "sse4_2") if f in text), "")
    return {"processor": (model[1] if model else platform.processor())
            + (f" (family {family[1]})" if family else ""),
            "cores": os.cpu_count(), "vectors": widest,
            "system": platform.platform(),
            "date": time.strftime("%Y-%m-%d %H:%M")}


def limits(harness, case):
    """The same bytes, read and written, as copies and as a fill."""
    size = case.bytes_written
    moved = (size + case.bytes_read) // 2
    source = np.ones(max(moved, size) + 64, np.uint8)
    target = np.zeros(max(moved, size) + 64, np.uint8)
    skip = -target.ctypes.data % 64
    to, origin = target.ctypes.data + skip, source.ctypes.data
    keep = (source, target)

    def bind(function, count):
        return lambda times: (keep, function(to, origin, count, times))[1]

    return {"memcpy": bind(harness.lib.timeCopy, moved),
            "streamed copy": bind(harness.lib.timeStreamedCopy, moved),
            "fill": bind(harness.lib.timeFill, size)}


def peers_of(case, loaded, expected):
    """The functions of the peers that can say what the case is and whose values
    are right."""
    is_special = (case.group in (case_table.DYNAMIC, case_table.CURVES)
                  or case.bytes_written > LARGE_BYTES)
    for peer in loaded:
        if is_special and isinstance(peer, peers.COMPILING):
            continue
        try:
            with measure.time_limit(60):
                functions = {
                    name: function for name, function in peer.prepare(case).items()
                    if case.group != case_table.CURVES or name == peer.name}
                for name, function in functions.items():
                    got = np.asarray(function())
                    if not np.array_equal(got.reshape(expected.shape), expected):
                        raise ValueError(f"{name} has other values than NumPy")
            yield from functions.items()
        except Exception as error:
            say(f"  without {peer.name} in {case.name}: "
                f"{(str(error).splitlines() or [repr(error)])[0]}")


def candidates(case, harness, libraries, loaded, expected):
    result = {f"rint, {variant}": libraries[variant].caller(case)
              for variant in ("1 thread", "2 threads")}
    if case.bytes_written >= 1 << 20 and case.group != case_table.CURVES:
        for variant in ("1 thread", "2 threads"):
            result[f"rint, {variant}, fresh output"] = \
                libraries[variant].caller(case, keeps=False)
    result |= limits(harness, case)
    result |= {name: measure.repeated(function) for name, function
               in peers_of(case, loaded, expected)}
    return result


def check(case, libraries):
    expected = case.expected()
    for variant, library in libraries.items():
        if variant == "no checks" and not case.dynamic:
            continue
        if not np.array_equal(library.result(case, expected), expected):
            raise SystemExit(f"expected the values of NumPy in {case.name} with "
                             f"{variant}, but got others")
    return expected


def cost_of_checks(case, libraries, turns):
    """What the run-time checks add, as a part of the whole."""
    if not case.dynamic or case.group == case_table.CURVES:
        return None
    if case.bytes_written > LARGE_BYTES:
        return None
    return measure.ratio_of_pairs(
        libraries["1 thread"].caller(case), libraries["no checks"].caller(case),
        3 * turns) - 1


def run_case(case, harness, libraries, loaded, turns):
    with measure.Noise() as noise:
        expected = check(case, libraries)
        chosen = candidates(case, harness, libraries, loaded, expected)
        del expected
        times = measure.summary(measure.measure(chosen, turns))
        checks = cost_of_checks(case, libraries, turns)
    result = {"case": case.label, "size": case.size, "group": case.group,
              "bytes_written": case.bytes_written,
              "bytes_read": case.bytes_read, "seconds": times,
              "load": round(noise.load, 2), "noise": round(noise.cores, 3)}
    if checks is not None:
        result["checks"] = round(checks, 4)
    return result


def run_cases(selected, harness, libraries, loaded, turns):
    begin = time.perf_counter()
    for i, case in enumerate(selected, 1):
        if (case.bytes_read + case.bytes_written > 2 * LARGE_BYTES
                and measure.available_bytes() < LARGE_NEED):
            say(f"without {case.name}: it takes {LARGE_NEED >> 30} GiB of free "
                f"memory, but there are {measure.available_bytes() >> 30}")
            continue
        result = run_case(case, harness, libraries, loaded, turns)
        minutes = (time.perf_counter() - begin) / 60
        say(f"[{i}/{len(selected)}, {minutes:.1f} min] {report.line(result)}")
        del case.arguments
        yield result


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true",
                        help="few counts, and neither 1 MiB nor 1 GiB")
    parser.add_argument("--cases", default="", metavar="REGEX",
                        help="those whose name it is found in, such as 'r=4 64'")
    parser.add_argument("--peers", default="", metavar="NAME,...",
                        help="those only: "
                        + ", ".join(peer.name for peer in peers.ALL))
    parser.add_argument("--turns", type=int, help="7, or 5 with --quick")
    parser.add_argument("--output", type=pathlib.Path, metavar="FOLDER",
                        default=kernels.ROOT / "build/benchmarks",
                        help="where the results go")
    parser.add_argument("--kernels", type=pathlib.Path, metavar="FOLDER",
                        help="where to leave the compiled functions")
    options = parser.parse_args()
    options.turns = options.turns or (5 if options.quick else 7)
    return options


def main():
    options = parse_arguments()
    selected = [case for case in (*case_table.all_cases(options.quick),
                                  *case_table.curve_cases(options.quick))
                if re.search(options.cases, case.name)]
    loaded = peers.load([name for name in options.peers.split(",") if name], say)
    document = {
        "machine": describe_machine(),
        "command": "benchmarks/run.sh" + " --quick" * options.quick,
        "turns": options.turns,
        "versions": {peer.name: peer.version for peer in loaded},
        "results": [], "startup": {}}
    say(report.heading(document))
    say(f"Compiling {len(selected)} cases")
    with tempfile.TemporaryDirectory() as scratch:
        harness, libraries = kernels.compile_cases(
            selected, options.kernels or pathlib.Path(scratch))
        try:
            for result in run_cases(selected, harness, libraries, loaded,
                                    options.turns):
                document["results"].append(result)
            document["startup"] = startup.measure(options.turns, options.cases)
        finally:  # What there is by then may have taken long.
            report.write(document, options.output)
    say(f"Wrote {options.output / 'results.md'}")


if __name__ == "__main__":
    main()
