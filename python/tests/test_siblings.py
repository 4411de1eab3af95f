"""Values of repeat_indices, offsets and tile, against NumPy."""

import numpy as np
import pytest

import rint
from conftest import same_bits


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.uint16, np.int32,
                                  np.uint32, np.int64, np.uint64, ">i4", ">u2"])
def test_indices(kind):
    counts = np.arange(100) % 4
    expected = np.repeat(np.arange(100), counts).astype(kind)
    assert same_bits(rint.repeat_indices(counts, dtype=kind), expected)
    for sign in "iu":
        for width in (1, 2, 4, 8):
            got = rint.repeat_indices(counts.astype(f"{sign}{width}"), dtype=kind)
            assert same_bits(got, expected)


def test_few_indices():
    assert same_bits(rint.repeat_indices([]), np.zeros(0, np.int64))
    assert same_bits(rint.repeat_indices([0]), np.zeros(0, np.int64))
    assert same_bits(rint.repeat_indices([3]), np.zeros(3, np.int64))
    assert same_bits(rint.repeat_indices([1, 2], output_size=3), np.array([0, 1, 1]))
    # 128 counts, whose largest index is 127, fit 8 bits.
    assert rint.repeat_indices(np.ones(128, int), dtype=np.int8)[-1] == 127


def test_many_indices():
    counts = np.random.default_rng(1).integers(0, 3, 100_000)
    assert same_bits(rint.repeat_indices(counts), np.repeat(np.arange(100_000), counts))


def test_offsets():
    for counts in ([], [0], [3], [1, 3, 2], list(range(300))):
        expected = np.concatenate([[0], np.cumsum(np.array(counts, np.int64))])
        assert same_bits(rint.offsets(counts), expected)
        assert same_bits(rint.offsets(np.array(counts, np.uint16)), expected)


@pytest.mark.parametrize("counts", [
    0, 1, 2, (), (2,), (3, 2), (1, 1), (1, 3, 1), (2, 1, 3), (0, 2), (2, 2, 2, 2, 2),
    np.array([2, 3]), np.int16(2), (1, 1, 1, 1)])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 0), (2, 3, 4)])
def test_tiles(shape, counts):
    x = np.arange(int(np.prod(shape)), dtype=np.int16).reshape(shape)
    assert same_bits(rint.tile(x, counts), np.tile(x, counts))


def test_tiles_of_all_widths_and_layouts():
    for kind in ("i1", "i2", "i4", "i8", "c16", "S3", "M8[s]"):
        x = np.arange(24).astype("i8").astype(kind).reshape(4, 6)
        assert same_bits(rint.tile(x, (2, 3)), np.tile(x, (2, 3)))
        assert same_bits(rint.tile(x.T, (3, 1)), np.tile(x.T, (3, 1)))


def test_a_tile_is_a_copy():
    x = np.arange(3)
    assert not np.shares_memory(rint.tile(x, 1), x)
    assert not np.shares_memory(rint.tile(x, (1, 1)), x)
