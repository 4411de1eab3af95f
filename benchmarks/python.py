"""Measures the Python package beside NumPy, PyTorch and JAX, each with arrays of its
own: ten elements, where the call is all there is, up to 64 MiB.

All candidates of a case take turns, and the figures are medians over the turns.
Nothing is timed whose values are not NumPy's. Each library uses one thread.
"""

import argparse
import json
import pathlib
import re
import statistics

import numpy as np

import bench
import measure
import python_fronts
import rint
from report import show_ratio, show_time

# Each front, and those that it is compared with.
COLUMNS = {
    "rint": ("rint, out=", "rint, fresh", "NumPy"),
    "rint, torch": ("torch", "torch.compile"),
    "rint, JAX": ("JAX",),
}

HOW_TO_READ = """\
The times are medians. The columns behind a time say how many times as long as rint
the others take, turn by turn: more than 1 means that rint is faster. `rint` makes its results in
memory from the pool, `fresh` in new memory with each call, `out=` in an array that
is there. The gradient is that of the source, for a gradient of ones: with NumPy by
segment_reduce and by add.reduceat, with PyTorch by the backward pass alone, with JAX
by the compiled gradient, which need not repeat for it.
"""


def load(report):
    fronts = []
    for front in python_fronts.FRONTS:
        try:
            fronts.append(front())
        except Exception as error:  # whatever keeps it from working
            report(f"without {front.name}: {str(error).splitlines()[0]}")
    return fronts


def candidates(case, fronts, report):
    """The functions whose values are right."""
    expected = case.expected()
    for front in fronts:
        try:
            with measure.time_limit(120):
                for name, function in front.prepare(case).items():
                    if not np.array_equal(np.asarray(function()), expected):
                        raise ValueError(f"{name} has other values than NumPy")
                    yield name, measure.repeated(function)
        except Exception as error:
            report(f"  without {front.name} in {case.name}: "
                   f"{(str(error).splitlines() or [repr(error)])[0]}")


def ratio(times, own, other):
    """How many times as long the other takes: the median over the turns that both
    had, since what else the machine does hits both sides of a turn alike."""
    if own not in times or other not in times:
        return None
    ours, theirs = times[own], times[other]
    if len(ours) != len(theirs):
        return statistics.median(theirs) / statistics.median(ours)
    return statistics.median(b / a for a, b in zip(ours, theirs))


def run_case(case, fronts, turns):
    with measure.Noise() as noise:
        times = measure.measure(dict(candidates(case, fronts, bench.say)), turns)
    ratios = {other: ratio(times, own, other)
              for own, others in COLUMNS.items() for other in others}
    return {"case": case.label, "size": case.size, "noise": round(noise.cores, 3),
            "bytes_written": case.bytes_written, "seconds": measure.summary(times),
            "ratios": ratios}


def cells(result):
    seconds = {name: t["median"] for name, t in result["seconds"].items()}
    for own, others in COLUMNS.items():
        yield show_time(seconds.get(own))
        for other in others:
            known = result["ratios"][other]
            yield "-" if known is None else show_ratio(known)


def table(results):
    heads = ["case", "size"]
    for own, others in COLUMNS.items():
        heads += [own, *others]
    lines = [heads, ["---"] * len(heads)]
    for result in results:
        noisy = " †" if result["noise"] > measure.MOST_NOISE else ""
        lines.append([result["case"] + noisy, result["size"], *cells(result)])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def page(document):
    versions = ", ".join(f"{k} {v}" for k, v in document["versions"].items())
    machine = document["machine"]
    return (f"# The Python package\n\n{machine['processor']}, {machine['cores']} "
            f"cores, {machine['date']}; {versions}. Command: `benchmarks/python.sh`."
            "\n\n"
            f"{HOW_TO_READ}\n†: other programs kept more than {measure.MOST_NOISE} "
            f"cores busy meanwhile.\n\n{table(document['results'])}\n")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", default="", metavar="REGEX",
                        help="those whose name it is found in")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--output", type=pathlib.Path, metavar="FOLDER",
                        default=bench.kernels.ROOT / "build/benchmarks")
    return parser.parse_args()


def main():
    options = parse_arguments()
    fronts = load(bench.say)
    config = rint.show_config("dicts")
    versions = {"rint": f"{config['version']} ({config['kernels']})"}
    versions |= {front.name: front.version for front in fronts}
    document = {"machine": bench.describe_machine(), "versions": versions,
                "results": []}
    for case in python_fronts.cases():
        if not re.search(options.cases, case.name):
            continue
        result = run_case(case, fronts, options.turns)
        document["results"].append(result)
        bench.say(f"{case.name}: " + " | ".join(cells(result)))
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "python.json").write_text(json.dumps(document, indent=1))
    (options.output / "python.md").write_text(page(document))
    bench.say(f"Wrote {options.output / 'python.md'}")


if __name__ == "__main__":
    main()
