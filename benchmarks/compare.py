"""Measures this build of rint beside another one, such as that of the commit before.

Both compile the same functions, and take turns in one process; the ratios are
medians over turns in which one follows right behind the other. Nothing is timed
whose values are not NumPy's.

  benchmarks/compare.py --before=../older/build/bin --cases='\\[0,4\\)'
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import statistics
import tempfile

import numpy as np

import bench
import cases as case_table
import kernels
import measure
import report

# Slower or faster by as much is worth a line of its own at the end.
NOTABLE = 0.05


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=pathlib.Path, required=True,
                        metavar="FOLDER", help="where the other rint-opt is")
    parser.add_argument("--cases", default="", metavar="REGEX",
                        help="those whose name it is found in, such as 'r=4 64'")
    parser.add_argument("--threads", type=int, choices=(1, 2), default=1)
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--quick", action="store_true",
                        help="few counts, and neither 1 MiB nor 1 GiB")
    return parser.parse_args()


def compile_both(selected, before, variant, scratch):
    """The functions as the other build compiles them, and as this one does."""
    folders = {"before": before, "now": kernels.TOOLS}
    for name in folders:
        (scratch / name).mkdir()
    harness = kernels.Harness(scratch)
    texts = "".join({case.function: case.text() for case in selected}.values())

    def compile(name):
        return kernels.Library(harness, scratch / name, texts, variant,
                               folders[name])

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return harness, dict(zip(folders, pool.map(compile, folders)))


def compare(case, harness, libraries, turns):
    """Medians of the seconds, and of the ratios of the turns."""
    bench.check(case, libraries)
    functions = {name: library.caller(case)
                 for name, library in libraries.items()}
    functions |= bench.limits(harness, case)
    with measure.Noise() as noise:
        times = measure.measure(functions, turns)
    ratio = statistics.median(
        now / before for before, now in zip(times["before"], times["now"]))
    return {"seconds": measure.summary(times), "ratio": ratio,
            "noise": noise.cores}


def line(case, result):
    seconds = {name: entry["median"] for name, entry in result["seconds"].items()}
    return (f"{case.name}: {report.show_time(seconds['before'])} -> "
            f"{report.show_time(seconds['now'])}, {result['ratio']:.2f} times, "
            f"{report.limit(result) / seconds['now']:.0%} of the limit"
            f"{' (disturbed)' * (result['noise'] > measure.MOST_NOISE)}")


def main():
    options = parse_arguments()
    variant = "1 thread" if options.threads == 1 else "2 threads"
    selected = [case for case in case_table.all_cases(options.quick)
                if re.search(options.cases, case.name)]
    slower = []
    with tempfile.TemporaryDirectory() as scratch:
        harness, libraries = compile_both(selected, options.before, variant,
                                          pathlib.Path(scratch))
        for case in selected:
            result = compare(case, harness, libraries, options.turns)
            print(line(case, result), flush=True)
            if result["ratio"] > 1 + NOTABLE:
                slower.append(line(case, result))
            del case.arguments
    print(f"{len(slower)} of {len(selected)} slower by more than {NOTABLE:.0%}")
    for text in slower:
        print("  " + text)


if __name__ == "__main__":
    main()
