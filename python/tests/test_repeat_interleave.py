"""Values of repeat_interleave and repeat, against numpy.repeat."""

import numpy as np
import pytest

import rint
from conftest import same_bits


def check(x, repeats, axis=None):
    expected = np.repeat(x, repeats, axis=axis)
    assert same_bits(rint.repeat_interleave(x, repeats, axis), expected)
    assert same_bits(rint.repeat(x, repeats, axis=axis), expected)


# What NumPy's own tests of repeat are about, in other words.


def test_one_count():
    check(np.arange(6), 2)
    check(np.array([1, 2, 3, 4, 5, 6]).reshape(2, 3), 2, 0)
    check(np.array([1, 2, 3, 4, 5, 6]).reshape(2, 3), 2, 1)
    check(np.array([1, 2, 3, 4, 5, 6]).reshape(2, 3), 2)


def test_a_count_for_each():
    check(np.arange(6), [1, 3, 2, 1, 1, 2])
    check(np.arange(6).reshape(2, 3), [2, 1], 0)
    check(np.arange(6).reshape(2, 3), [1, 3, 2], 1)
    check(np.arange(6).reshape(2, 3), [1, 3, 2], -1)


def test_one_count_in_an_array_serves_all():
    check(np.arange(6), [2])
    check(np.arange(6).reshape(2, 3), np.array([2], np.int8), 1)
    check(np.arange(6), np.array(2, np.uint16))


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3, None])
@pytest.mark.parametrize("repeats", [0, 1, 2, 7])
def test_every_dim_of_three(axis, repeats):
    check(np.arange(2 * 3 * 5, dtype=np.int16).reshape(2, 3, 5), repeats, axis)


def test_nothing():
    check(np.zeros((0, 3)), 2, 0)
    check(np.zeros((0, 3)), 2, 1)
    check(np.zeros((0, 3)), [1, 0, 2], 1)
    check(np.zeros((3, 0)), [1, 0, 2], 0)
    check(np.zeros((3, 4)), 0, 0)
    check(np.zeros((3, 4)), [0, 0, 0], 0)
    assert rint.repeat_interleave([], []).shape == (0,)
    assert rint.repeat_interleave(np.zeros((0, 2)), (), 0).shape == (0, 2)
    # NumPy refuses these; by the specification no count serves no slice.
    assert rint.repeat_interleave(np.zeros(0), np.zeros(0, np.int64)).shape == (0,)


def test_a_scalar_has_one_element():
    assert same_bits(rint.repeat_interleave(5, 3), np.array([5, 5, 5]))
    assert same_bits(rint.repeat_interleave(np.float32(2), [2]), np.float32([2, 2]))


@pytest.mark.parametrize(
    "repeats",
    [
        2,
        True,
        np.int8(2),
        np.array(2),
        [2, 2, 2],
        (2, 2, 2),
        range(2, 5),
        np.array([1, 0, 1], bool),
        np.array([1, 9, 2, 9, 3])[::2],
        np.array([1, 2, 3], ">i4"),
        np.array([1, 2, 3], object),
        np.frombuffer(b"\0" + np.array([1, 2, 3]).tobytes(), np.int64, 3, 1),
    ],
    ids=repr,
)
def test_counts_of_every_form(repeats):
    x = np.arange(3.0)
    expected = np.repeat(x, np.array(repeats).astype(np.int64))
    assert same_bits(rint.repeat_interleave(x, repeats), expected)


@pytest.mark.parametrize("width", [1, 2, 4, 8])
@pytest.mark.parametrize("sign", "iu")
@pytest.mark.parametrize("size", [1, 3, 64, 5000])
def test_counts_of_every_integer_type(sign, width, size):
    counts = np.arange(size) % 5
    got = rint.repeat_interleave(np.arange(size), counts.astype(f"{sign}{width}"))
    assert same_bits(got, np.repeat(np.arange(size), counts))


def test_counts_of_four_bits():
    ml_dtypes = pytest.importorskip("ml_dtypes")
    for kind in (ml_dtypes.int4, ml_dtypes.uint4):
        counts = np.array([1, 0, 7], np.int8).astype(kind)
        got = rint.repeat_interleave(np.arange(3), counts)
        assert same_bits(got, np.repeat(np.arange(3), [1, 0, 7]))


def test_offsets_in_place_of_counts():
    x = np.arange(12).reshape(3, 4)
    expected = np.repeat(x, [1, 0, 3], axis=0)
    for kind in (np.int64, np.int32, np.uint8, np.uint64, ">i8", object):
        offsets = np.array([0, 1, 1, 4]).astype(kind)
        got = rint.repeat_interleave(x, offsets=offsets, dim=0)
        assert same_bits(got, expected)
    assert same_bits(
        rint.repeat_interleave(np.arange(3), offsets=rint.offsets([2, 0, 1])),
        np.repeat(np.arange(3), [2, 0, 1]),
    )
    assert rint.repeat_interleave(np.zeros((0, 2)), offsets=[0], dim=0).shape == (0, 2)


def test_the_expected_total_may_be_told():
    assert len(rint.repeat_interleave(np.arange(3), [1, 3, 2], output_size=6)) == 6
    assert len(rint.repeat_interleave(np.arange(3), 2, output_size=np.int32(6))) == 6
    assert len(rint.repeat_interleave(np.arange(0), 2, output_size=0)) == 0


@pytest.mark.parametrize("make", [
    lambda x: x[::2],
    lambda x: x[:, ::-1],
    lambda x: x.T,
    lambda x: np.asfortranarray(x),
    lambda x: np.broadcast_to(x[:1], (5, 6)),
    lambda x: x[1:, 2:5],
])
@pytest.mark.parametrize("axis", [0, 1, None])
def test_arrays_with_gaps(make, axis):
    x = make(np.arange(24, dtype=np.float32).reshape(4, 6))
    check(x, 3, axis)
    check(x, np.arange(x.shape[axis] if axis is not None else x.size), axis)


def test_arrays_that_are_not_aligned():
    raw = np.zeros(1 + 8 * 40, np.uint8)
    raw[1:] = np.arange(320) % 251
    x = raw[1:].view(np.float64).reshape(4, 10)
    check(x, 3, 0)
    check(x, [1, 2, 3, 4], 0)
    check(x, 5, 1)


def test_the_result_is_a_copy():
    x = np.arange(3)
    for repeats in (1, 2, [1, 1, 1]):
        result = rint.repeat_interleave(x, repeats)
        x[0] = 7
        assert result[0] == 0
        x[0] = 0
        assert result.flags.writeable


def test_subclasses_become_plain_arrays():
    with pytest.warns(PendingDeprecationWarning):
        x = np.matrix([[1, 2]])
    assert type(rint.repeat_interleave(x, 2)) is np.ndarray


@pytest.mark.parametrize("size", [1, 31, 32, 33, 4096, 4097, 20000])
def test_long_vectors_of_counts(size):
    random = np.random.default_rng(size)
    x = random.integers(0, 255, size).astype(np.uint8)
    check(x, random.integers(0, 4, size))
    check(x, random.integers(0, 2, size) * random.integers(0, 40, size))


@pytest.mark.parametrize("seed", range(300))
def test_random(seed):
    random = np.random.default_rng(seed)
    rank = int(random.integers(1, 5))
    shape = random.integers(0 if seed % 5 == 0 else 1, 9, rank)
    kind = random.choice([np.int8, np.float16, np.int32, np.float64, np.complex128])
    x = random.integers(0, 100, shape).astype(kind)
    axis = None if seed % 7 == 0 else int(random.integers(-rank, rank))
    slices = x.size if axis is None else x.shape[axis]
    if seed % 2:
        repeats = random.integers(0, random.choice([2, 4, 40]), slices)
        repeats = repeats.astype(random.choice([np.int64, np.int32, np.uint8]))
    else:
        repeats = int(random.integers(0, 20))
    check(x, repeats, axis)
