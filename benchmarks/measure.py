"""How times are taken, and how quiet the machine was meanwhile."""

import contextlib
import os
import signal
import statistics
import time

# Threads that wait for work keep a core busy for a while. OpenMP's of rint are
# told to stop after 5 ms (a call that follows at once still finds them awake),
# and no candidate begins before they and those of the peers sleep.
os.environ.setdefault("KMP_BLOCKTIME", "5")
PAUSE = 0.008

# A thread that wakes may be put on the core of the one that woke it, and stay
# there for milliseconds.
WARM_UP = 0.01

# What a candidate may take of a case; slow ones have fewer turns.
SECONDS_PER_CANDIDATE = 1.0
LEAST_TURNS = 3

# Cores that others kept busy during a case that counts as disturbed.
MOST_NOISE = 0.1


def repeated(function):
    """A Python callable as a function of the number of calls that returns the
    seconds they took."""
    def call(times):
        begin = time.perf_counter()
        for _ in range(times):
            function()
        return time.perf_counter() - begin
    return call


def settle(call, once, pause):
    """Lets the threads of others fall asleep and those of `call` wake, and brings
    the caches to what it leaves."""
    time.sleep(pause)
    call(max(int(WARM_UP / once), 1) if pause else 1)


def calls_per_turn(call, once, seconds):
    count = max(int(seconds / once), 1)
    if count > 1000:
        count = max(int(seconds / (call(1000) / 1000)), 1)
    return count


def measure(functions, turns, seconds=0.004, pause=PAUSE):
    """The seconds that one call of each candidate takes, once for each turn. All
    candidates take turns, so that what else the machine does hits them alike."""
    once, counts, shares = {}, {}, {}
    for name, call in functions.items():
        call(1)
        once[name] = max(call(1), 1e-9)
        counts[name] = calls_per_turn(call, once[name], seconds)
        fit = SECONDS_PER_CANDIDATE / (2 * once[name] + seconds)
        shares[name] = min(turns, max(int(fit), LEAST_TURNS))
    times = {name: [] for name in functions}
    for turn in range(turns):
        order = list(functions) if turn % 2 == 0 else list(functions)[::-1]
        for name in order:
            if (turn + 1) * shares[name] // turns == turn * shares[name] // turns:
                continue
            settle(functions[name], once[name], pause)
            times[name].append(functions[name](counts[name]) / counts[name])
    return times


def summary(times):
    return {name: {"median": statistics.median(t), "least": min(t),
                   "turns": len(t)} for name, t in times.items()}


def ratio_of_pairs(checked, unchecked, turns):
    """How many times as long `checked` takes as `unchecked`: the median over
    turns in which one follows right behind the other."""
    times = measure({"with": checked, "without": unchecked}, turns,
                    seconds=0.008, pause=0)
    return statistics.median(
        a / b for a, b in zip(times["with"], times["without"]))


def busy_seconds():
    """The processor time that anybody used, that of other guests included."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, soft, steal = \
            map(int, file.readline().split()[1:9])
    ticks = user + nice + system + irq + soft + steal
    return ticks / os.sysconf("SC_CLK_TCK")


class Noise:
    """How many cores were busy with something else, in a `with` block."""

    def __enter__(self):
        self.begin = time.perf_counter(), busy_seconds(), sum(os.times()[:4])
        return self

    def __exit__(self, *_):
        wall, busy, own = (
            end - begin for begin, end in zip(self.begin, (
                time.perf_counter(), busy_seconds(), sum(os.times()[:4]))))
        self.cores = max(busy - own, 0) / wall
        self.load = os.getloadavg()[0]


@contextlib.contextmanager
def time_limit(seconds):
    """Ends the block with an exception once that much time has passed."""
    def stop(*_):
        raise TimeoutError(f"it took more than {seconds} s")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def available_bytes():
    with open("/proc/meminfo") as file:
        lines = dict(line.split(":") for line in file)
    return int(lines["MemAvailable"].split()[0]) << 10
