"""segment_reduce against NumPy, a segment at a time."""

import functools

import numpy as np
import pytest

import rint
from conftest import same_bits

IDENTITY = {"sum": 0, "prod": 1}


def reduce_segment(kind, rows):
    """One segment along dim 0, in the order that the specification gives."""
    if kind == "mean":
        return np.add.reduce(rows, axis=0) / np.asarray(len(rows), rows.dtype)
    step = {"sum": np.add, "prod": np.multiply, "max": np.maximum, "min": np.minimum}
    return functools.reduce(step[kind], rows)


def empty_segment(kind, x):
    if kind in IDENTITY:
        return np.full(x.shape[1:], IDENTITY[kind], x.dtype)
    if kind == "mean":
        return np.full(x.shape[1:], np.nan, x.dtype)
    if x.dtype.kind == "f":
        extreme = -np.inf if kind == "max" else np.inf
    else:
        limits = np.iinfo(x.dtype)
        extreme = limits.min if kind == "max" else limits.max
    return np.full(x.shape[1:], extreme, x.dtype)


def expected(kind, x, counts):
    wide = x.astype(np.float32) if x.dtype == np.float16 else x
    rows, begin = [], 0
    with np.errstate(all="ignore"):
        for count in counts:
            rows.append(reduce_segment(kind, wide[begin:begin + count]).astype(x.dtype)
                        if count else empty_segment(kind, x))
            begin += count
    return np.array(rows, x.dtype).reshape(len(counts), *x.shape[1:])


COUNTS = [3, 0, 1, 7, 2]


@pytest.mark.parametrize("kind", ["sum", "prod", "max", "min"])
@pytest.mark.parametrize("type_name", ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])
def test_integers(kind, type_name):
    x = np.random.default_rng(1).integers(-99, 99, (13, 5)).astype(type_name)
    want = expected(kind, x, COUNTS)
    assert same_bits(rint.segment_reduce(x, COUNTS, kind=kind), want)
    assert same_bits(
        rint.segment_reduce(x, offsets=rint.offsets(COUNTS), kind=kind), want)
    got = rint.segment_reduce(x.T, COUNTS, kind=kind, dim=1)
    assert same_bits(got, np.ascontiguousarray(want.T))


@pytest.mark.parametrize("kind", ["sum", "prod", "max", "min", "mean"])
@pytest.mark.parametrize("type_name", ["f2", "f4", "f8", ">f4"])
def test_floats(kind, type_name):
    # Small whole numbers, so that every order of additions gives the same.
    x = np.random.default_rng(2).integers(-3, 4, (13, 4)).astype(type_name)
    want = expected(kind, x.astype(x.dtype.newbyteorder("=")), COUNTS)
    got = rint.segment_reduce(x, COUNTS, kind=kind)
    assert got.dtype == x.dtype
    np.testing.assert_array_equal(got.astype(want.dtype), want)


@pytest.mark.parametrize("kind", ["sum", "mean"])
@pytest.mark.parametrize("type_name", ["c8", "c16"])
def test_complex_numbers(kind, type_name):
    x = (np.arange(26).reshape(13, 2) * (1 - 2j)).astype(type_name)
    got = rint.segment_reduce(x, COUNTS, kind=kind)
    assert got.dtype == x.dtype
    np.testing.assert_array_equal(got.real, expected(kind, x.real, COUNTS))
    np.testing.assert_array_equal(got.imag, expected(kind, x.imag, COUNTS))


def test_truth_values_have_an_order():
    x = np.array([True, False, False, True])
    assert same_bits(rint.segment_reduce(x, 2, kind="max"), np.array([True, True]))
    assert same_bits(rint.segment_reduce(x, 2, kind="min"), np.array([False, False]))


@pytest.mark.parametrize("name", ["bfloat16", "float8_e5m2", "float8_e4m3fn"])
@pytest.mark.parametrize("kind", ["sum", "mean", "max"])
def test_types_of_ml_dtypes(name, kind):
    ml_dtypes = pytest.importorskip("ml_dtypes")
    x = np.arange(-6, 6).astype(np.float32).astype(getattr(ml_dtypes, name))
    counts = [5, 3, 4]
    wide = expected(kind, x.astype(np.float32), counts)
    got = rint.segment_reduce(x, counts, kind=kind)
    assert got.dtype == x.dtype
    assert same_bits(got, wide.astype(x.dtype))


def test_nan_wins():
    x = np.array([1, np.nan, 3, -1, 2, -5], np.float32)
    for kind in ("max", "min"):
        got = rint.segment_reduce(x, 3, kind=kind)
        assert np.isnan(got[0])
        assert got[1] == (2 if kind == "max" else -5)


def test_segments_of_one_length():
    x = np.arange(24.0).reshape(6, 4)
    for count in (1, 2, 3, 6):
        want = x.reshape(6 // count, count, 4).sum(1)
        assert same_bits(rint.segment_reduce(x, count), want)
        # One entry is one segment, not a length for all.
    assert same_bits(rint.segment_reduce(x, [6]), x.sum(0, keepdims=True))
    assert same_bits(rint.segment_reduce(x, 24, dim=None), np.array([x.sum()]))
    assert rint.segment_reduce(np.zeros((0, 4)), 0).shape == (0, 4)
    assert rint.segment_reduce(np.zeros((0, 4)), 3).shape == (0, 4)
    assert same_bits(rint.segment_reduce(np.zeros((0, 2)), [0, 0]), np.zeros((2, 2)))


def test_it_is_the_adjoint_of_a_repeat():
    random = np.random.default_rng(3)
    counts = random.integers(0, 5, 200)
    x = random.integers(-9, 9, (200, 3))
    y = random.integers(-9, 9, (counts.sum(), 3))
    assert (rint.repeat_interleave(x, counts, 0) * y).sum() == \
        (x * rint.segment_reduce(y, counts)).sum()


def test_the_bits_do_not_depend_on_the_threads():
    random = np.random.default_rng(4)
    counts = random.integers(0, 50, 3000)
    for shape in ((counts.sum(), 64), (counts.sum(),)):
        x = random.standard_normal(shape).astype(np.float32)
        want = rint.segment_reduce(x, counts)
        for threads in (2, 3, 7):
            rint.set_num_threads(threads)
            assert same_bits(rint.segment_reduce(x, counts), want)
        rint.set_num_threads(1)
