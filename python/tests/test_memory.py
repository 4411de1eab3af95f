"""Where results lie: the pool, the array of the caller, and no leaks."""

import gc
import os
import resource

import numpy as np
import pytest

import rint
from conftest import same_bits

LARGE = 4 << 20


def used():
    return rint.pool_statistics()["used_bytes"]


def test_large_results_come_from_the_pool_and_return():
    x = np.zeros(LARGE, np.uint8)
    rint.drop_pool()
    before = rint.pool_statistics()
    result = rint.repeat_interleave(x, 2)
    during = rint.pool_statistics()
    assert during["allocations"] == before["allocations"] + 1
    assert during["used_bytes"] >= before["used_bytes"] + 2 * LARGE
    view = result[5:10]
    del result
    assert used() == during["used_bytes"]  # the view keeps it
    del view
    after = rint.pool_statistics()
    assert after["used_bytes"] == before["used_bytes"]
    assert after["kept_bytes"] >= 2 * LARGE

    again = rint.repeat_interleave(x, 2)
    assert rint.pool_statistics()["reuses"] == after["reuses"] + 1
    del again
    rint.drop_pool()
    assert rint.pool_statistics()["kept_bytes"] == 0


def test_the_pool_has_a_limit():
    x = np.zeros(LARGE, np.uint8)
    rint.set_pool_limit(0)
    rint.drop_pool()
    rint.repeat_interleave(x, 2)
    assert rint.pool_statistics()["kept_bytes"] == 0


def test_small_results_are_numpys():
    before = rint.pool_statistics()["allocations"]
    assert rint.repeat_interleave(np.arange(10), 3).flags.owndata
    assert rint.pool_statistics()["allocations"] == before


def test_a_failed_call_takes_nothing_from_the_pool():
    x, before = np.zeros((1000, 1000)), used()
    for _ in range(3):
        with pytest.raises(ValueError):
            rint.repeat_interleave(x, 2, 0, output_size=1)
        with pytest.raises(ValueError):
            rint.segment_reduce(x, [999])
    gc.collect()
    assert used() == before


def test_more_than_there_is_is_refused(raises):
    """Linux would grant it, and kill the process that fills it."""
    with open("/proc/meminfo") as file:
        lines = dict(line.split(":") for line in file)
    available = int(lines["MemAvailable"].split()[0]) << 10
    size = available + (1 << 30)
    raises(ValueError, f"expected the result to fit in memory, but got {size} bytes",
           rint.repeat_interleave, np.zeros(1, np.int8), size)


def test_calls_do_not_leak():
    """Neither memory nor references: 20 MB would have shown after 300 rounds."""
    x = np.arange(1000.0)
    counts = np.arange(1000) % 4
    large = np.zeros(1 << 20, np.uint8)
    list_counts = counts.tolist()

    def work():
        rint.repeat_interleave(x, counts)
        rint.repeat_interleave(x[::-1], list_counts)
        rint.repeat_interleave(x, 3, out=np.empty(3000))
        rint.repeat_interleave(large, 2)
        rint.repeat_indices(counts, dtype=">i4")
        rint.segment_reduce(x, offsets=rint.offsets([500, 500]))
        rint.tile(x, (2, 2))
        for bad in ([-1], [1.5], "no", [[1]], -1, 2**80):
            try:
                rint.repeat_interleave(x, bad)
            except (ValueError, TypeError):
                pass

    work()
    gc.collect()
    objects = len(gc.get_objects())
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(300):
        work()
    gc.collect()
    assert len(gc.get_objects()) <= objects + 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < resident + 20_000


# out=


@pytest.mark.parametrize("repeats, total", [(2, 6), ([1, 3, 2], 6)])
def test_out_is_filled_and_returned(repeats, total):
    x = np.arange(12.0).reshape(3, 4)
    out = np.full((total, 4), -1.0)
    assert rint.repeat_interleave(x, repeats, 0, out=out) is out
    assert same_bits(out, np.repeat(x, repeats, 0))


def test_out_may_have_gaps():
    x = np.arange(12, dtype=np.int16).reshape(3, 4)
    want = np.repeat(x, 2, 0)
    for whole, view in (
        (np.full((6, 8), -1, np.int16), lambda a: a[:, ::2]),
        (np.full((4, 6), -1, np.int16), lambda a: a.T),
        (np.full((6, 4), -1, np.int16), lambda a: a[::-1]),
    ):
        out = view(whole)
        assert rint.repeat_interleave(x, 2, 0, out=out) is out
        assert same_bits(out, want)
    whole = np.full((6, 8), -1, np.int16)
    rint.repeat_interleave(x, 2, 0, out=whole[:, ::2])
    assert (whole[:, 1::2] == -1).all()


def test_out_may_overlap_what_is_read():
    for shift in (0, 1, 5):
        memory = np.arange(64)
        x, out = memory[shift:shift + 8], memory[:16]
        want = np.repeat(x, 2)
        assert same_bits(rint.repeat_interleave(x, 2, out=out), want)

    memory = np.array([1, 3, 2, 0, 0, 0, 0])
    counts, out = memory[:3], memory[1:]
    want = np.repeat(np.array([7, 8, 9]), counts)
    got = rint.repeat_interleave(np.array([7, 8, 9]), counts, out=out)
    assert same_bits(got, want)

    memory = np.array([0, 1, 4, 6, 0, 0])
    got = rint.repeat_interleave(np.array([7, 8, 9]), offsets=memory[:4], out=memory)
    assert same_bits(got, want)

    memory = np.arange(24).reshape(4, 6)
    want = np.repeat(memory[:2, :3], 2, 1)
    got = rint.repeat_interleave(memory[:2, :3], 2, 1, out=memory[1:3, ::-1])
    assert same_bits(got, want)


def test_out_of_zero_size():
    out = np.zeros((0, 3))
    assert rint.repeat_interleave(np.ones((2, 3)), 0, 0, out=out) is out


def test_a_child_process_can_go_on():
    """The pool and the threads after a fork."""
    rint.set_num_threads(2)
    x = np.arange(1 << 18)
    want = np.repeat(x, 3)
    kept = rint.repeat_interleave(x, 3)
    child = os.fork()
    if child == 0:
        good = same_bits(rint.repeat_interleave(x, 3), want) and same_bits(kept, want)
        os._exit(0 if good else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
