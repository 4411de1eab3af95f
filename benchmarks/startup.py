"""How long rint-runner takes from the text of a program to its result."""

import re
import shlex
import statistics
import subprocess
import time

from kernels import ROOT, TOOLS


def commands():
    """The name and the arguments of each run of the tutorial that succeeds."""
    for path in sorted((ROOT / "examples/tutorial").glob("*.mlir")):
        for line in re.findall(r"^// RUN: rint-runner (.*?) \|",
                               path.read_text(), re.M):
            entry = re.search(r"--entry=(\w+)", line)
            name = f"compile {path.name}" + (f", {entry[1]}" if entry else "")
            yield name, shlex.split(line.replace("%s", str(path)))


def seconds_of(arguments):
    begin = time.perf_counter()
    subprocess.run([str(TOOLS / "rint-runner"), *arguments], check=True,
                   stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure(turns, chosen):
    """The time of whole processes: to start, to read the file, to compile, to
    call and to print."""
    runs = [(name, arguments) for name, arguments in commands()
            if re.search(chosen, name)]
    times = {name: [] for name, _ in runs}
    for turn in range(turns + 1):
        for name, arguments in runs:
            seconds = seconds_of(arguments)
            if turn > 0:  # the first reads from the disk
                times[name].append(seconds)
    return {name: statistics.median(t) for name, t in times.items()}
