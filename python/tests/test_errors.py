"""Every rule that can be broken from Python: the class and the whole text."""

import numpy as np
import pytest

import rint

X = np.arange(6).reshape(2, 3)
HUGE = 2**70


def refuse(error, text, function, /, *arguments, **options):
    return pytest.param(error, text, function, arguments, options, id=text)


repeat = rint.repeat_interleave

CASES = [
    # C1
    refuse(ValueError, "expected repeats to be a scalar, a 0-D tensor or a 1-D "
           "tensor, but got rank 2", repeat, X, [[2]]),
    refuse(ValueError, "expected repeats to be a 1-D tensor or a list, but got "
           "rank 0", rint.repeat_indices, 3),
    refuse(ValueError, "expected repeats to be a 1-D tensor or a list, but got "
           "rank 2", rint.offsets, [[1, 2]]),
    # C2
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got 2",
           repeat, X, 2, 2),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got -3",
           repeat, X, 2, -3),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got "
           "9223372036854775807", repeat, X, 2, HUGE),
    refuse(IndexError, "expected no dim for an input of rank 0, but got 0",
           repeat, 5, 2, 0),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got 5",
           rint.segment_reduce, X, 1, dim=5),
    # C3
    refuse(ValueError, "expected the number of elements of repeats to be 1 or 3, "
           "but got 2", repeat, X, [1, 2], 1),
    refuse(ValueError, "expected the number of elements of repeats to be 1 or 6, "
           "but got 3", repeat, X, [1, 2, 3]),
    refuse(ValueError, "expected the number of elements of repeats to be 1 or 1, "
           "but got 2", repeat, [1], [1, 2]),
    # C4
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got float64", repeat, X, 2.0),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got float32", repeat, X, np.float32([1, 2]), 0),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got <U1", repeat, X, "2"),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got object", repeat, [1, 2], np.array([1, 2.5], object)),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got timedelta64[s]", repeat, [1], np.array([1], "m8[s]")),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got float64", rint.repeat_indices, np.zeros(0)),
    # C5
    refuse(ValueError, "expected repeats to be non-negative, but got -1",
           repeat, X, -1),
    refuse(ValueError, "expected repeats to be non-negative, but got -1",
           repeat, np.zeros(0), -1),
    refuse(ValueError, "expected repeats to be non-negative, but got "
           "-9223372036854775808", repeat, X, -HUGE),
    refuse(ValueError, "expected repeats[2] to be non-negative, but got -1",
           repeat, X, [3, 3, -1], 1),
    refuse(ValueError, "expected repeats[0] to be non-negative, but got -5",
           repeat, X, [-5]),
    refuse(ValueError, "expected repeats[1] to be non-negative, but got "
           "-9223372036854775808", repeat, [1, 2], [HUGE, -HUGE]),
    refuse(ValueError, "expected repeats[1] to be non-negative, but got -2",
           rint.repeat_indices, [1, -2, 3]),
    refuse(ValueError, "expected repeats[1] to be non-negative, but got -2",
           rint.offsets, [1, -2, 3]),
    refuse(ValueError, "expected counts[1] to be non-negative, but got -2",
           rint.tile, X, (1, -2)),
    refuse(ValueError, "expected repeats to be non-negative, but got -2",
           rint.segment_reduce, X, -2),
    # C6
    refuse(ValueError, "expected the size of the result to fit 63 bits, but got an "
           "overflow for 6 slices and repeats = 9223372036854775807",
           repeat, X, 2**63 - 1),
    refuse(ValueError, "expected the size of the result to fit 63 bits, but got an "
           "overflow for 6 slices and repeats = 18446744073709551615",
           repeat, X, HUGE),
    refuse(ValueError, "expected the sum of repeats to fit 63 bits, but got an "
           "overflow at repeats[1] = 1", repeat, [1, 2], [2**63 - 1, 1]),
    refuse(ValueError, "expected the sum of repeats to fit 63 bits, but got an "
           "overflow at repeats[0] = 18446744073709551615",
           repeat, [1, 2], [HUGE, 1]),
    refuse(ValueError, "expected the byte size of the result to fit 63 bits, but "
           "got an overflow for the shape [4611686018427387904, 3]",
           repeat, X, 2**61, 0),
    refuse(ValueError, "expected the result to fit in memory, but got "
           "2305843009213693952 bytes", repeat, np.zeros(1), 2**58),
    refuse(ValueError, "expected the size of the result to fit 63 bits, but got an "
           "overflow for 3 slices and counts[1] = 4611686018427387904",
           rint.tile, X, (1, 2**62)),
    refuse(ValueError, "expected the byte size of the result to fit 63 bits, but "
           "got an overflow for the shape [4611686018427387904, 3]",
           rint.tile, X, (2**61, 1)),
    # C7
    refuse(ValueError, "expected output_size to be non-negative, but got -1",
           repeat, X, 2, output_size=-1),
    refuse(ValueError, "expected output_size to be 12, the sum of repeats, but "
           "got 13", repeat, X, 2, output_size=13),
    refuse(ValueError, "expected output_size to be 0, the sum of repeats, but got 1",
           repeat, np.zeros(0), 2, output_size=1),
    refuse(ValueError, "expected output_size to be 6, the sum of repeats, but got 7",
           rint.repeat_indices, [1, 3, 2], output_size=7),
    refuse(ValueError, "expected no output_size with offsets",
           repeat, [1], offsets=[0, 1], output_size=1),
    # C8
    refuse(TypeError, "expected the element type of the result to be int64, but "
           "got int32", repeat, X, 2, out=np.zeros(12, np.int32)),
    refuse(ValueError, "expected the result to have rank 1, but got 2",
           repeat, X, 2, out=np.zeros((2, 6), np.int64)),
    refuse(ValueError, "expected dimension 1 of the result to be 6, but got 5",
           repeat, X, 2, 1, out=np.zeros((2, 5), np.int64)),
    # C9
    refuse(ValueError, "expected offsets to be a 1-D tensor of index, but got an "
           "array of int64 with the shape [1, 2]", repeat, [1], offsets=[[0, 1]]),
    refuse(TypeError, "expected offsets to be a 1-D tensor of index, but got an "
           "array of float64 with the shape [2]", repeat, [1], offsets=[0.0, 1.0]),
    refuse(ValueError, "expected offsets to have 3 entries, one more than there are "
           "slices, but got 4", repeat, X, offsets=[0, 1, 2, 3], dim=0),
    refuse(ValueError, "expected offsets to have at least one entry, but got 0",
           repeat, [1], offsets=[]),
    refuse(ValueError, "expected offsets to have at least one entry, but got 0",
           rint.segment_reduce, [1], offsets=[]),
    refuse(ValueError, "expected offsets[0] to be 0, but got 1",
           repeat, X, offsets=[1, 2, 3], dim=0),
    refuse(ValueError, "expected offsets[2] to be at least 3, the entry before it, "
           "but got 2", repeat, X, offsets=[0, 3, 2], dim=0),
    refuse(ValueError, "expected the byte size of the result to fit 63 bits, but "
           "got an overflow for the shape [9223372036854775807, 3]",
           repeat, X, offsets=[0, 1, HUGE], dim=0),
    # C11
    refuse(TypeError, "expected the element type of the result to be an integer or "
           "index, but got float32", rint.repeat_indices, [1], dtype=np.float32),
    refuse(TypeError, "expected the element type of the result to hold 128, the "
           "largest index, but got int8", rint.repeat_indices, np.ones(129, int),
           dtype=np.int8),
    # C12
    refuse(ValueError, "expected the segments to have 2 slices, those of the "
           "source, but got 3", rint.segment_reduce, X, [1, 2]),
    refuse(ValueError, "expected the segments to have 2 slices, those of the "
           "source, but got 4", rint.segment_reduce, X, offsets=[0, 4]),
    refuse(ValueError, "expected segments of 4 slices to divide those of the "
           "source, but got 6", rint.segment_reduce, X, 4, dim=None),
    refuse(ValueError, "expected segments of 0 slices to divide those of the "
           "source, but got 2", rint.segment_reduce, X, 0),
    refuse(TypeError, "expected the element type of segments to be a float or "
           "complex of at most 64 bits for mean, but got int64",
           rint.segment_reduce, X, 1, kind="mean"),
    refuse(TypeError, "expected the element type of segments to be an integer or "
           "float of at most 64 bits for max, but got complex128",
           rint.segment_reduce, [1j], 1, kind="max"),
    refuse(TypeError, "expected the element type of segments to be a number of at "
           "most 64 bits for sum, but got datetime64[s]", rint.segment_reduce,
           np.zeros(2, "M8[s]"), 1),
    refuse(TypeError, "expected the element type of segments to be a number of at "
           "most 64 bits for sum, but got bool", rint.segment_reduce,
           np.zeros(2, bool), 1),
    # What only Python can get wrong.
    refuse(TypeError, "expected repeats or offsets, but got neither", repeat, X),
    refuse(TypeError, "expected repeats or offsets, but got both",
           repeat, X, 2, offsets=[0, 1]),
    refuse(TypeError, "expected repeats or offsets, but got neither",
           rint.segment_reduce, X),
    refuse(TypeError, "'float' object cannot be interpreted as an integer",
           repeat, X, 2, 0.0),
    refuse(TypeError, "'str' object cannot be interpreted as an integer",
           repeat, X, 2, output_size="12"),
    refuse(TypeError, "'float' object cannot be interpreted as an integer",
           rint.tile, X, 1.5),
    refuse(ValueError, "expected kind to be sum, mean, max, min or prod, but got "
           "median", rint.segment_reduce, X, 1, kind="median"),
    refuse(ValueError, "expected the number of threads to be between 1 and 1024, "
           "but got 0", rint.set_num_threads, 0),
    refuse(ValueError, "expected the limit of the pool to be non-negative, but got "
           "-1", rint.set_pool_limit, -1),
    refuse(ValueError, "expected mode to be stdout or dicts, but got text",
           rint.show_config, "text"),
    refuse(ValueError, "expected at most 64 counts, but got 65",
           rint.tile, 1, [1] * 65),
]


@pytest.mark.parametrize("error, text, function, arguments, options", CASES)
def test_error(raises, error, text, function, arguments, options):
    raises(error, text, function, *arguments, **options)


# Of several rules that are broken, the lowest number is reported.


def test_the_rank_of_counts_comes_first(raises):
    raises(ValueError, "expected repeats to be a scalar, a 0-D tensor or a 1-D "
           "tensor, but got rank 2", repeat, X, [[-1.5]], 9, output_size=-1)


def test_the_dim_comes_before_counts(raises):
    raises(IndexError, "expected dim to be at least -2 and less than 2, but got 9",
           repeat, X, [1.5, -1, 2, 3], 9, output_size=-1)


def test_the_number_of_counts_comes_before_their_type(raises):
    raises(ValueError, "expected the number of elements of repeats to be 1 or 2, "
           "but got 3", repeat, X, [1.5, -1.0, 2.0], 0)


def test_counts_come_before_the_output_size(raises):
    raises(ValueError, "expected repeats[1] to be non-negative, but got -1",
           repeat, X, [1, -1], 0, output_size=-7, out=np.zeros(1, np.int8))


def test_the_output_size_comes_before_out(raises):
    raises(ValueError, "expected output_size to be 4, the sum of repeats, but got 5",
           repeat, X, 2, 0, output_size=5, out=np.zeros(1, np.int8))


def test_nothing_is_written_before_an_error():
    out = np.full((4, 3), 7)
    for repeats in ([3, -1], [1, 4], [2.0, 2.0]):
        with pytest.raises((ValueError, TypeError)):
            rint.repeat_interleave(X, repeats, 0, out=out)
    assert (out == 7).all()


def test_out_must_be_writable(raises):
    out = np.zeros(12, np.int64)
    out.flags.writeable = False
    raises(ValueError, "expected out to be writable, but got an array that is "
           "read-only", repeat, X, 2, out=out)
    with pytest.raises(TypeError, match="expected out to be a NumPy array, but got"):
        repeat(X, 2, out=[0] * 12)


def test_a_front_can_ask_for_the_texts():
    error = rint._numpy.rule_error("DimRange", 2, 5)
    assert isinstance(error, IndexError)
    assert str(error) == "expected dim to be at least -2 and less than 2, but got 5"
    with pytest.raises(KeyError):
        rint._numpy.rule_error("NoSuchRule")
