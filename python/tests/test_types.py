"""Elements of every type that has a size, moved bit for bit."""

import numpy as np
import pytest

import rint
from conftest import same_bits

KINDS = [
    "?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "g",
    "c8", "c16", "G", ">i2", ">i4", ">i8", ">f2", ">f4", ">f8", ">c16",
    "M8[ns]", "M8[D]", ">M8[us]", "m8[s]", "S1", "S3", "S16", "S33", "U1", "U7",
    ">U2", "V1", "V5", "V24",
]
STRUCTURES = [
    [("a", "i1"), ("b", "f8")],
    [("a", "i4"), ("b", "S3"), ("c", "M8[s]"), ("d", "f4", (2, 2))],
]


def draw(kind, shape, seed=0):
    """Random bits: also NaNs with payloads, NaT and what no text means."""
    kind = np.dtype(kind)
    size = int(np.prod(shape)) * kind.itemsize
    raw = np.random.default_rng(seed).integers(0, 256, size, np.uint8)
    if kind.kind == "b":
        raw &= 1
    return raw.view(kind).reshape(shape) if size else np.zeros(shape, kind)


def raw_repeat(x, repeats, axis):
    """numpy.repeat of the indices, so that NumPy touches no element."""
    return np.take(x, np.repeat(np.arange(x.shape[axis]), repeats), axis)


def check(x):
    counts = [2, 0, 1, 5]
    for axis, repeats in ((0, 3), (0, counts), (1, 2), (1, [1, 0, 4])):
        got = rint.repeat_interleave(x, repeats, axis)
        assert same_bits(got, raw_repeat(x, repeats, axis))
        assert got.dtype == x.dtype
    assert same_bits(rint.tile(x, (1, 2)), np.tile(x, (1, 2)))


@pytest.mark.parametrize("kind", KINDS + STRUCTURES, ids=str)
def test_numpy_types(kind):
    check(draw(kind, (4, 3)))
    check(draw(kind, (4, 6), 1)[:, ::2])


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_numpy_types_in_bulk(kind):
    x = draw(kind, (777,))
    counts = np.arange(777) % 6
    assert same_bits(rint.repeat_interleave(x, counts), raw_repeat(x, counts, 0))
    assert same_bits(rint.repeat_interleave(x, 5), raw_repeat(x, 5, 0))


@pytest.mark.parametrize("name", [
    "bfloat16", "float8_e4m3fn", "float8_e5m2", "float8_e8m0fnu", "int4", "uint4"])
def test_types_of_ml_dtypes(name):
    ml_dtypes = pytest.importorskip("ml_dtypes")
    if not hasattr(ml_dtypes, name):
        pytest.skip(f"this ml_dtypes has no {name}")
    kind = np.dtype(getattr(ml_dtypes, name))
    x = draw(kind, (4, 3))
    if "int4" in name:
        x = np.arange(12).reshape(4, 3).astype(np.int8).astype(kind)
    check(x)


def test_elements_without_bytes():
    for kind in ("S0", "V0"):
        x = np.zeros((2, 3), kind)
        assert rint.repeat_interleave(x, 2, 0).shape == (4, 3)
        assert rint.repeat_interleave(x, [1, 4], 0).dtype == x.dtype


def test_references_are_refused(raises):
    x = np.array([[], None, "text"], object)
    text = "expected elements that are moved bit for bit, but got the type object"
    raises(TypeError, text, rint.repeat_interleave, x, 2)
    raises(TypeError, text, rint.tile, x, 2)
    raises(TypeError, text, rint.segment_reduce, x, 1)
    with pytest.raises(TypeError, match="moved bit for bit"):
        rint.repeat_interleave(np.zeros(3, [("a", "i4"), ("b", object)]), 2)


@pytest.mark.skipif(np.__version__ < "2", reason="NumPy 1 has no StringDType")
def test_texts_of_any_length_are_refused():
    with pytest.raises(TypeError, match="moved bit for bit"):
        rint.repeat_interleave(np.array(["a"], np.dtypes.StringDType()), 2)


def test_masked_arrays_are_refused():
    x = np.ma.array([1, 2], mask=[0, 1])
    with pytest.raises(TypeError, match="expected an array without a mask"):
        rint.repeat_interleave(x, 2)
