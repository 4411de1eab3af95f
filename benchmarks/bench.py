"""Measures rint beside its peers and the limits of the machine.

All candidates of a case take turns, so that what else the machine does hits them
alike; the figures are medians over the turns.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import time

import numpy as np

import cases as case_table
import kernels
import peers
import report


def describe_machine():
    model = next((line.split(":")[1].strip()
                  for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.processor())
    flags = open("/proc/cpuinfo").read()
    widest = next((f for f in ("avx512f", "avx2", "sse4_2") if f in flags), "")
    return {"processor": model, "cores": os.cpu_count(), "vectors": widest,
            "system": platform.platform(), "load": os.getloadavg()[0],
            "date": time.strftime("%Y-%m-%d %H:%M")}


def repeated(function):
    """A Python callable as a function of the number of calls."""
    def call(times):
        begin = time.perf_counter()
        for _ in range(times):
            function()
        return time.perf_counter() - begin
    return call


def limits(library, case):
    """The same bytes, read and written, as copies and as a fill."""
    size = case.output_bytes
    moved = (size + sum(a.nbytes for a in case.arrays)) // 2
    source = np.ones(max(moved, size) + 64, np.uint8)
    target = np.zeros(max(moved, size) + 64, np.uint8)
    skip = -target.ctypes.data % 64
    to, origin = target.ctypes.data + skip, source.ctypes.data
    keep = (source, target)

    def bind(function, count):
        return lambda times: (keep, function(to, origin, count, times))[1]

    return {"memcpy": bind(library.lib.timeCopy, moved),
            "streamed copy": bind(library.lib.timeStreamedCopy, moved),
            "fill": bind(library.lib.timeFill, size)}


def candidates(case, libraries, loaded):
    result = {}
    for threads, library in libraries.items():
        result[f"rint, {threads} thread{'s' * (threads > 1)}"] = \
            library.caller(case.function, case.arrays)
    if case.output_bytes >= 1 << 20:
        result["rint, fresh output"] = libraries[1].caller(
            case.function, case.arrays, keeps=False)
    result |= limits(libraries[1], case)
    for peer in loaded:
        try:
            result |= {name: repeated(function)
                       for name, function in peer.prepare(case).items()}
        except Exception as error:
            print(f"  without {type(peer).__name__} in {case.name}: "
                  f"{str(error).splitlines()[0]}", flush=True)
    return result


def settle(call):
    """Brings the caches and the pool of buffers to what `call` itself leaves:
    a call behind one that gave all buffers back would pay for new pages. The
    pause is for thread pools that wait busily for a while."""
    time.sleep(0.05)
    call(1)


def measure(functions, turns, seconds):
    times, counts = {}, {}
    for name, call in functions.items():
        call(1)
        once = max(call(1), 1e-9)
        counts[name] = max(int(seconds / once), 1)
        if counts[name] > 1000:
            counts[name] = max(int(seconds / (call(1000) / 1000)), 1)
        times[name] = []
    for _ in range(turns):
        for name, call in functions.items():
            settle(call)
            times[name].append(call(counts[name]) / counts[name])
    return {name: {"median": statistics.median(t), "least": min(t)}
            for name, t in times.items()}


def check(case, libraries):
    expected = case.expected()
    for library in libraries.values():
        got = library.result(case.function, case.arrays, expected.dtype,
                             expected.shape)
        if not np.array_equal(got, expected):
            raise SystemExit(f"expected the values of NumPy in {case.name}, "
                             "but got others")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true",
                        help="few counts, 32 KiB and 64 MiB")
    parser.add_argument("--full", action="store_true", help="1 GiB as well")
    parser.add_argument("--torch-compile", action="store_true",
                        help="torch.compile as well")
    parser.add_argument("--cases", default="", help="a regular expression")
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--output", type=pathlib.Path,
                        default=kernels.ROOT / "build/benchmarks")
    options = parser.parse_args()
    mode = "quick" if options.quick else "full" if options.full else "default"

    selected = [case for case in case_table.all_cases(mode)
                if re.search(options.cases, case.name)]
    loaded = peers.load_peers(lambda line: print(line, flush=True),
                              options.torch_compile)
    print("Compiling", len(selected), "cases", flush=True)
    text = "".join(case.text() for case in selected)
    libraries = {threads: kernels.Library(text, options.output, threads)
                 for threads in (1, 2)}

    results = []
    for i, case in enumerate(selected, 1):
        check(case, libraries)
        times = measure(candidates(case, libraries, loaded), options.turns,
                        0.002)
        results.append({"case": case.name, "group": case.group,
                        "bytes_written": case.output_bytes,
                        "bytes_read": sum(a.nbytes for a in case.arrays),
                        "seconds": times})
        print(f"[{i}/{len(selected)}] {report.line(results[-1])}", flush=True)
        del case.arrays
    machine = describe_machine()
    versions = {type(p).__name__: p.version for p in loaded}
    options.output.mkdir(parents=True, exist_ok=True)
    document = {"machine": machine, "versions": versions, "results": results}
    (options.output / "results.json").write_text(json.dumps(document, indent=1))
    report.write(document, options.output)
    print("Wrote", options.output / "results.md")


if __name__ == "__main__":
    main()
