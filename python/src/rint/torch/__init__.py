"""The front for PyTorch: ``rint`` calls it for tensors.

The work is done by ops of PyTorch, ``torch.ops.rint``, which know gradients,
``torch.compile``, ``torch.export`` and ``torch.vmap``. On CPUs they are compiled; other
devices have PyTorch's own.
"""

import operator
import sys

import numpy
import torch

from .. import _dispatch, _numpy
from .._tile import check_tile
from . import _devices, _gradients, _library, _sharding
from ._gradients import is_plain as _is_plain
from ._library import overload as _overload
from ._ragged import repeat_interleave_ragged

__all__ = [
    "offsets",
    "repeat_indices",
    "repeat_interleave",
    "repeat_interleave_ragged",
    "segment_reduce",
    "tile",
]

_REPEAT_PLAIN = {
    int: _overload("_repeat_interleave.self_int"),
    torch.Tensor: _overload("_repeat_interleave.self_Tensor"),
}
_INDICES = _overload("repeat_indices")
_OFFSETS = _overload("offsets")


def repeat_interleave(
    x, repeats=None, dim=None, *, output_size=None, offsets=None, out=None
):
    """Copies every slice of ``x`` along ``dim`` as often as its count says."""
    compiling = torch.compiler.is_compiling()
    if offsets is None and out is None and not compiling and _is_plain(x):
        op = _REPEAT_PLAIN.get(type(repeats))
        if op is not None:
            try:
                if output_size is None:
                    return op(x, repeats, dim)
                return op(x, repeats, dim, output_size=output_size)
            except RuntimeError:
                # What is wrong is found, and said as it should be, below.
                pass
    result = _repeat(x, repeats, dim, output_size, offsets)
    return result if out is None else _write(result, out)


def _repeat(x, repeats, dim, output_size, offsets):
    _check_clause(repeats, offsets)
    dim = _number(dim)
    if offsets is not None:
        if output_size is not None:
            raise _numpy.rule_error("OutputSizeWithOffsets")
        offsets = _vector(offsets)
        _library.check_offsets(offsets, _library.slices_of(x, dim))
        return _repeat_by("offsets", x, offsets, dim)
    variant, repeats = _counts(repeats)
    return _repeat_by(variant, x, repeats, dim, _number(output_size))


def _repeat_by(variant, x, clause, dim, size=None):
    if _sharding.is_distributed(x):
        return _raising_rules(_repeat_spread, variant, x, clause, dim, size)
    return _call(f"repeat_interleave.{variant}", x, clause, dim, size=size)


def _repeat_spread(variant, x, clause, dim, size):
    if variant != "self_int":
        total = _sharding.count(variant, _library.slices_of(x, dim), clause)
        _library.check_output_size(size, total)
        size = total
    if variant == "offsets":
        variant, clause = "self_Tensor", clause.diff()
    clause = _sharding.spread(x, clause)
    return _gradients.call(
        f"repeat_interleave.{variant}", x, clause, dim, size=size
    )


def repeat_indices(repeats, *, output_size=None, dtype=None):
    """The index of the slice that each slice of a result comes from."""
    size = _number(output_size)
    return _raising_rules(_INDICES, repeats, output_size=size, dtype=dtype)


def offsets(repeats):
    """Where the copies of each slice begin, and the total at the end."""
    return _raising_rules(_OFFSETS, repeats)


def segment_reduce(x, repeats=None, *, offsets=None, kind="sum", dim=0):
    """Combines the slices of each segment of ``x`` along ``dim``."""
    _check_clause(repeats, offsets)
    dim = _number(dim)
    if offsets is not None:
        offsets = _vector(offsets)
        _library.slices_of(x, dim)
        _library.check_offsets(offsets)
        return _reduce_by("offsets", x, offsets, kind, dim)
    variant, repeats = _counts(repeats)
    return _reduce_by(variant, x, repeats, kind, dim)


def _reduce_by(variant, x, clause, kind, dim):
    if _sharding.is_distributed(x):
        clause = _sharding.spread(x, clause)
    return _call(f"segment_reduce.{variant}", x, clause, kind, dim)


def tile(x, counts):
    """Copies ``x`` as a whole, as ``numpy.tile`` does."""
    return torch.tile(x, check_tile(x.shape, x.itemsize, counts))


# --------------------------------------------------------------------------------
# Arguments
# --------------------------------------------------------------------------------


def _check_clause(repeats, offsets):
    if (repeats is None) == (offsets is None):
        given = "neither" if repeats is None else "both"
        raise _numpy.rule_error("Clause", given)


def _number(value):
    """An integer that 64 bits hold, or None."""
    if value is None or isinstance(value, torch.SymInt):
        return value
    return min(max(operator.index(value), -(1 << 63)), (1 << 63) - 1)


def _counts(repeats):
    """Counts as an op takes them, and the overload that does."""
    if isinstance(repeats, (int, torch.SymInt)):
        return "self_int", _number(repeats)
    return "self_Tensor", _vector(repeats)


def _vector(numbers):
    """A tensor, where ``numbers`` may also be a list or an array of NumPy."""
    if isinstance(numbers, torch.Tensor):
        return numbers
    array = numpy.asarray(numbers)
    if array.size == 0 and isinstance(numbers, (list, tuple)):
        array = array.astype(numpy.int64)
    if array.dtype.kind not in "biu":
        if array.ndim > 1:
            raise _numpy.rule_error("RepeatsRank", array.ndim)
        # Raises what is wrong, if there is anything.
        _numpy.offsets(numpy.atleast_1d(array))
        array = array.astype(numpy.int64)
    # A copy, in the byte order of the machine.
    return torch.tensor(array.astype(array.dtype.newbyteorder("=")))


def _write(result, out):
    """Copies ``result`` to ``out``, which has to be like it (C8)."""
    if not isinstance(out, torch.Tensor):
        raise TypeError(
            f"expected out to be a tensor of PyTorch, but got {type(out)}"
        )
    if out.dtype != result.dtype:
        names = _library.type_name(result.dtype), _library.type_name(out.dtype)
        raise _numpy.rule_error("ResultElementType", *names)
    if out.dim() != result.dim():
        raise _numpy.rule_error("ResultRank", result.dim(), out.dim())
    for i, (size, given) in enumerate(zip(result.shape, out.shape)):
        if size != given:
            raise _numpy.rule_error("ResultSize", i, size, given)
    return out.copy_(result)


# --------------------------------------------------------------------------------
# Errors
# --------------------------------------------------------------------------------


def _call(name, *arguments, size=None):
    """Calls an op that has gradients."""
    return _raising_rules(_gradients.call, name, *arguments, size=size)


def _raising_rules(function, *arguments, **keywords):
    """Calls ``function``; errors become the exceptions that the rules have."""
    if torch.compiler.is_compiling():
        return function(*arguments, **keywords)
    try:
        return function(*arguments, **keywords)
    except RuntimeError as error:
        raise _as_rule(error) from None


def _as_rule(error):
    """PyTorch has one exception for all errors of compiled ops but those of a dim."""
    text = str(error)
    if text == "std::bad_alloc":
        return MemoryError()
    if not text.startswith("expected ") or type(error) is not RuntimeError:
        return error
    return (TypeError if "the element type of" in text else ValueError)(text)


_dispatch.known[torch.Tensor] = sys.modules[__name__]
