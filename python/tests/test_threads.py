"""Threads of the package, and threads of Python that call it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import rint
from conftest import same_bits


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_any_number_gives_the_same(threads):
    rint.set_num_threads(threads)
    assert rint.show_config("dicts")["threads"] == threads
    random = np.random.default_rng(threads)
    counts = random.integers(0, 5, 1 << 18)
    skewed = np.zeros(1000, np.int64)
    skewed[3], skewed[997] = 3_000_000, 1_000_000
    for x, repeats, axis in (
        (random.integers(0, 99, 1 << 18).astype(np.int32), counts, 0),
        (random.integers(0, 99, 1 << 19).astype(np.int64), 3, 0),
        (random.integers(0, 99, (7, 30_001)).astype(np.int16), 11, 1),
        (random.integers(0, 99, (1 << 18, 3)).astype(np.float32), counts, 0),
        (random.integers(0, 99, 1000).astype(np.int8), skewed, 0),
        (random.integers(0, 99, (2, 1 << 20)).astype(np.int16), 2, 0),
    ):
        want = np.repeat(x, repeats, axis)
        assert same_bits(rint.repeat_interleave(x, repeats, axis), want)
    x = random.integers(0, 99, (300, 1000))
    assert same_bits(rint.tile(x, (3, 2)), np.tile(x, (3, 2)))
    assert same_bits(
        rint.repeat_indices(counts), np.repeat(np.arange(1 << 18), counts))


def test_many_threads_of_python():
    """Different calls at the same time, each with results of its own."""
    rint.set_num_threads(2)

    def work(seed):
        random = np.random.default_rng(seed)
        for _ in range(20):
            size = int(random.choice([10, 1000, 200_000]))
            x = random.integers(0, 99, size)
            counts = random.integers(0, 4, size)
            if not same_bits(rint.repeat_interleave(x, counts), np.repeat(x, counts)):
                return False
            if not same_bits(rint.repeat_interleave(x, 3), np.repeat(x, 3)):
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(16)))


def test_the_lock_of_the_interpreter_is_released():
    """Another thread gets to run while one call is at work, sooner or later."""
    x, out = np.zeros(1 << 18), np.empty(16 << 20)
    ticks, done = [], threading.Event()

    def watch():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for _ in range(100):
            begin = time.perf_counter()
            rint.repeat_interleave(x, 64, out=out)
            end = time.perf_counter()
            if any(begin < tick < end for tick in list(ticks)):
                return
    finally:
        done.set()
        watcher.join()
    raise AssertionError("no other thread ran during any of the calls")
