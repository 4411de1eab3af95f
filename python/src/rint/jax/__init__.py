"""The front for JAX: ``rint`` calls it for its arrays and tracers.

On CPUs, XLA calls librint; other devices have JAX's own repeat. One count for all
slices is a broadcast, which XLA does best itself. Sizes are part of a program of XLA:
where repeats are not known when it is traced, ``output_size`` has to be given.
"""

import operator

import jax
import jax.numpy as jnp
import numpy

from .. import _numpy
from .._tile import check_tile
from . import _calls

__all__ = ["offsets", "repeat_indices", "repeat_interleave", "segment_reduce", "tile"]


def repeat_interleave(
    x, repeats=None, dim=None, *, output_size=None, offsets=None, out=None
):
    """Copies every slice of ``x`` along ``dim`` as often as its count says."""
    if out is not None:
        raise TypeError("expected no out with arrays of JAX, which are never written")
    _check_clause(repeats, offsets)
    size = _index(output_size)
    if offsets is not None and size is not None:
        raise _numpy.rule_error("OutputSizeWithOffsets")
    x, dim = _around(x, dim)
    if offsets is not None:
        return _by_offsets(x, offsets, dim)
    if isinstance(repeats, (int, numpy.integer)):
        return _by_count(x, int(repeats), dim, size)
    return _by_counts(x, repeats, dim, size)


def _by_count(x, count, dim, size):
    total = _total_of_same(x.shape[dim], count)
    _check_result(x, dim, total, size)
    # A count that serves no slice may be as large as it likes.
    return _calls.repeat_same(x, count if x.shape[dim] else 0, dim)


def _by_counts(x, repeats, dim, size):
    slices = x.shape[dim]
    counts = _read_counts(repeats, slices)
    if counts.shape[0] != slices and not _is_traced(counts):
        return _by_count(x, int(counts[0]), dim, size)
    total = _total(counts, size)
    _check_result(x, dim, total, size)
    counts = jnp.broadcast_to(counts, (slices,))
    wide = x.astype(_whole_bytes(x.dtype))
    return _calls.repeat(wide, counts, dim, total).astype(x.dtype)


def _by_offsets(x, given, dim):
    offsets = _read_offsets(given)
    if _is_traced(offsets):
        raise ValueError(
            "expected repeats and output_size in place of offsets that are traced,"
            " as below jax.jit: the sizes of arrays are part of a program"
        )
    total = _check_offsets(offsets, x.shape[dim])
    _check_result(x, dim, total, None)
    wide = x.astype(_whole_bytes(x.dtype))
    offsets = jnp.asarray(offsets, _calls.index_type())
    return _calls.repeat_by_offsets(wide, offsets, dim, total).astype(x.dtype)


def repeat_indices(repeats, *, output_size=None, dtype=None):
    """The index of the slice that each slice of a result comes from."""
    counts = _read_vector(repeats)
    size = _index(output_size)
    total = _total(counts, size)
    _check_output_size(size, total)
    dtype = numpy.dtype(dtype or numpy.int64)
    if dtype.kind not in "iu":
        raise _numpy.rule_error("IndicesType", dtype.name)
    # Without jax_enable_x64, JAX has 32 bits in place of 64.
    dtype = jax.dtypes.canonicalize_dtype(dtype)
    last = counts.shape[0] - 1
    if last > jnp.iinfo(dtype).max:
        raise _numpy.rule_error("IndicesWidth", last, dtype.name)
    _check_bytes((total,), dtype)
    return _calls.repeat_indices(counts, total, dtype)


def offsets(repeats):
    """Where the copies of each slice begin, and the total at the end."""
    counts = _read_vector(repeats)
    if not _is_traced(counts):
        _check_width(_total(counts, None))
    return _calls.row_offsets(counts)


def segment_reduce(x, repeats=None, *, offsets=None, kind="sum", dim=0):
    """Combines the slices of each segment of ``x`` along ``dim``."""
    _check_clause(repeats, offsets)
    if kind not in _calls.KINDS:
        raise _numpy.rule_error("Reduction", kind)
    x, dim = _around(x, dim)
    slices = x.shape[dim]
    if offsets is not None:
        offsets = _read_offsets(offsets)
        if not _is_traced(offsets):
            _check_segments(_check_offsets(offsets, offsets.shape[0] - 1), slices)
        offsets = jnp.asarray(offsets, _calls.index_type())
    elif isinstance(repeats, (int, numpy.integer)):
        offsets = _offsets_of_same(int(repeats), slices)
    else:
        offsets = _offsets_of_counts(repeats, slices)
    _check_bytes(_calls.with_size(x.shape, dim, offsets.shape[0] - 1), x.dtype)
    _check_kind(x.dtype, kind)
    return _calls.combine_segments(x, offsets, kind, dim)


def tile(x, counts):
    """Copies ``x`` as a whole, as ``numpy.tile`` does."""
    return jnp.tile(x, check_tile(x.shape, x.dtype.itemsize, counts))


# --------------------------------------------------------------------------------
# Counts and offsets
# --------------------------------------------------------------------------------


def _is_traced(array):
    """Whether values are not known until the program runs."""
    return isinstance(array, jax.core.Tracer)


def _check_clause(repeats, offsets):
    if (repeats is None) == (offsets is None):
        given = "neither" if repeats is None else "both"
        raise _numpy.rule_error("Clause", given)


def _as_array(numbers):
    """Numbers that may also be a list, which keeps NumPy's types."""
    if isinstance(numbers, jax.Array):
        return numbers
    array = numpy.asarray(numbers)
    if array.size == 0 and isinstance(numbers, (list, tuple)):
        array = array.astype(numpy.int64)
    return array


def _check_type(counts):
    if counts.dtype.kind in "biu":
        return
    if counts.dtype == object:
        # Raises what is wrong; integers that are too large are.
        _numpy.offsets(counts)
    raise _numpy.rule_error("RepeatsType", counts.dtype.name)


def _read_counts(repeats, slices):
    """A vector of counts, of which there are as many as slices or one."""
    counts = _as_array(repeats)
    if counts.ndim > 1:
        raise _numpy.rule_error("RepeatsRank", counts.ndim)
    counts = counts.reshape(-1)
    if counts.shape[0] not in (1, slices):
        raise _numpy.rule_error("RepeatsCount", slices, counts.shape[0])
    _check_type(counts)
    return counts


def _read_vector(repeats):
    """Counts for the index forms, which take no scalar."""
    counts = _as_array(repeats)
    if counts.ndim != 1:
        raise _numpy.rule_error("RepeatsVectorRank", counts.ndim)
    _check_type(counts)
    return counts


def _read_offsets(given):
    offsets = _as_array(given)
    text = f"an array of {offsets.dtype.name} with the shape {list(offsets.shape)}"
    error = _numpy.rule_error("OffsetsType", text)
    if offsets.ndim != 1:
        raise ValueError(str(error))
    if offsets.dtype.kind not in "iu":
        raise error
    return offsets


def _check_offsets(offsets, slices):
    """The total of offsets that are known (C9)."""
    nothing = numpy.empty((max(slices, 0), 0), numpy.int8)
    total = _numpy.repeat_interleave(
        nothing, None, 0, output_size=None, offsets=numpy.asarray(offsets), out=None
    ).shape[0]
    _check_width(total)
    return total


def _offsets_of_same(count, slices):
    if count < 0:
        raise _numpy.rule_error("NegativeRepeat", count)
    segments = slices // count if count else 0
    if segments * count != slices:
        raise _numpy.rule_error("SegmentsMultiple", count, slices)
    return jnp.arange(segments + 1, dtype=_calls.index_type()) * count


def _offsets_of_counts(repeats, slices):
    counts = _as_array(repeats)
    if counts.ndim > 1:
        raise _numpy.rule_error("RepeatsRank", counts.ndim)
    _check_type(counts)
    if counts.ndim == 0:
        if _is_traced(counts):
            raise ValueError(
                "expected a length of segments that is not traced, as below jax.jit:"
                " the sizes of arrays are part of a program"
            )
        return _offsets_of_same(int(counts), slices)
    if not _is_traced(counts):
        _check_segments(_total(counts, None), slices)
    return _calls.row_offsets(counts)


def _check_segments(total, slices):
    if total != slices:
        raise _numpy.rule_error("SegmentsTotal", slices, total)


# --------------------------------------------------------------------------------
# Sizes and types
# --------------------------------------------------------------------------------


def _index(value):
    return None if value is None else operator.index(value)


def _around(x, dim):
    """``x`` and the dim, counted from the front; without one, ``x`` is flat (C2)."""
    if dim is None:
        return x.reshape(-1), 0
    dim = operator.index(dim)
    if x.ndim == 0:
        raise _numpy.rule_error("DimOfScalar", dim)
    if not -x.ndim <= dim < x.ndim:
        raise _numpy.rule_error("DimRange", x.ndim, dim)
    return x, dim % x.ndim


def _total_of_same(slices, count):
    if count < 0:
        raise _numpy.rule_error("NegativeRepeat", count)
    if slices * count >= 1 << 63:
        raise _numpy.rule_error("ProductOverflow", slices, count)
    return slices * count


def _total(counts, output_size):
    """The sum of counts, or ``output_size`` where they are traced (C5, C6)."""
    if not _is_traced(counts):
        return int(_numpy.offsets(numpy.asarray(counts))[-1])
    if output_size is None:
        raise ValueError(
            "expected output_size where repeats are traced, as below jax.jit: the"
            " sizes of arrays are part of a program"
        )
    if output_size < 0:
        raise _numpy.rule_error("OutputSizeNegative", output_size)
    return output_size


def _check_output_size(output_size, total):
    if output_size is None:
        return
    if output_size < 0:
        raise _numpy.rule_error("OutputSizeNegative", output_size)
    if output_size != total:
        raise _numpy.rule_error("OutputSize", total, output_size)


def _check_bytes(shape, dtype):
    bytes = dtype.itemsize
    for size in shape:
        bytes *= size
    if bytes >= 1 << 63:
        raise _numpy.rule_error("ByteOverflow", ", ".join(map(str, shape)))


def _check_result(x, dim, total, output_size):
    _check_bytes(_calls.with_size(x.shape, dim, total), x.dtype)
    _check_output_size(output_size, total)


def _check_width(total):
    """That offsets fit what JAX has for them."""
    if total > jnp.iinfo(_calls.index_type()).max:
        raise ValueError(
            "expected offsets that fit 32 bits, or jax_enable_x64, but got"
            f" {total}"
        )


def _whole_bytes(dtype):
    """A type of whole bytes that holds what ``dtype`` does."""
    if jnp.issubdtype(dtype, jnp.integer) and jnp.iinfo(dtype).bits < 8:
        signed = jnp.issubdtype(dtype, jnp.signedinteger)
        return jnp.int8 if signed else jnp.uint8
    if jnp.issubdtype(dtype, jnp.floating) and jnp.finfo(dtype).bits < 8:
        return jnp.float32
    return dtype


def _check_kind(dtype, kind):
    """That segments of ``dtype`` can be reduced so (C12)."""
    is_integer = jnp.issubdtype(dtype, jnp.integer)
    is_order = kind in ("max", "min")
    if dtype == bool:
        fits = is_order
    elif is_integer:
        fits = kind != "mean" and jnp.iinfo(dtype).bits >= 8
    elif jnp.issubdtype(dtype, jnp.complexfloating):
        fits = kind in ("sum", "mean")
    else:
        fits = jnp.issubdtype(dtype, jnp.floating)
    if fits:
        return
    wanted = "an integer or float"
    if kind == "mean":
        wanted = "a float or complex"
    elif kind == "sum":
        wanted = "a number"
    wanted += " of at most 64 bits"
    raise _numpy.rule_error("SegmentsType", wanted, kind, dtype.name)
