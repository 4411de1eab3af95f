"""Other devices than CPUs: there PyTorch's own ops do the work.

Counts are not looked at, since that would wait for the device: what PyTorch checks
is checked.
"""

import torch

from .. import _numpy
from ._library import (
    check_count,
    check_counts,
    check_dim,
    check_offsets,
    check_output_size,
    check_vector,
    is_integer,
    library,
    overloads,
    slices_of,
    type_name,
)


def _integers(counts):
    """Counts of a type that PyTorch repeats by."""
    if counts.dtype in (torch.int32, torch.int64):
        return counts
    return counts.to(torch.int64)


def repeat_by_count(x, repeats, dim=None, *, output_size=None):
    total = slices_of(x, dim) * repeats
    check_count(repeats)
    check_output_size(output_size, total)
    return torch.repeat_interleave(x, repeats, dim)


def repeat_by_counts(x, repeats, dim=None, *, output_size=None):
    check_counts(repeats, slices_of(x, dim))
    check_output_size(output_size, None)
    return torch.repeat_interleave(
        x, _integers(repeats), dim, output_size=output_size
    )


def repeat_by_offsets(x, offsets, dim=None):
    check_offsets(offsets, slices_of(x, dim))
    return torch.repeat_interleave(x, _integers(offsets).diff(), dim)


def repeat_indices(repeats, *, output_size=None, dtype=None):
    check_vector(repeats)
    check_output_size(output_size, None)
    indices = torch.repeat_interleave(_integers(repeats), output_size=output_size)
    return indices.to(dtype or torch.int64)


def offsets(repeats, *, size=None):
    check_vector(repeats)
    slices = repeats.shape[0] if size is None else size
    check_counts(repeats, slices)
    counts = repeats.to(torch.int64).expand(slices)
    return torch.nn.functional.pad(counts.cumsum(0), (1, 0))


_REDUCTIONS = {
    "sum": ("sum", 0),
    "mean": ("mean", 0),
    "max": ("amax", None),
    "min": ("amin", None),
    "prod": ("prod", 1),
}


def _check_kind(kind, dtype):
    """That segments of ``dtype`` can be reduced so (C12)."""
    if kind not in _REDUCTIONS:
        raise _numpy.rule_error("Reduction", kind)
    wanted, fits = "a number", dtype != torch.bool
    if kind == "mean":
        wanted, fits = "a float or complex", not is_integer(dtype)
    elif kind != "sum":
        wanted, fits = "an integer or float", not dtype.is_complex
        fits = fits and (dtype != torch.bool or kind != "prod")
    if not fits:
        wanted += " of at most 64 bits"
        raise _numpy.rule_error("SegmentsType", wanted, kind, type_name(dtype))


def _reduce_integers(x, lengths, kind):
    """Reduces integers of ``x`` along dimension 0; the order does not matter."""
    reduction, start = _REDUCTIONS[kind]
    if start is None:
        bounds = torch.iinfo(x.dtype)
        start = bounds.min if kind == "max" else bounds.max
    result = x.new_full((lengths.shape[0],) + x.shape[1:], start)
    segments = repeat_indices(lengths, output_size=x.shape[0])
    if kind == "sum":
        return result.index_add_(0, segments, x)
    return result.index_reduce_(0, segments, x, reduction)


def _reduce_first(x, lengths, kind):
    """Reduces segments of ``x`` along dimension 0."""
    if x.dtype == torch.bool:
        return _reduce_first(x.to(torch.uint8), lengths, kind).to(torch.bool)
    if x.is_complex():
        parts = _reduce_first(torch.view_as_real(x), lengths, kind)
        return torch.view_as_complex(parts.contiguous())
    if is_integer(x.dtype):
        return _reduce_integers(x, lengths, kind)
    wide = x if x.dtype.itemsize >= 4 else x.to(torch.float32)
    result = torch.segment_reduce(
        wide.contiguous(), kind, lengths=lengths, axis=0, unsafe=True
    )
    return result.to(x.dtype)


def _reduce(x, lengths, kind, dim):
    _check_kind(kind, x.dtype)
    if dim is None:
        return _reduce_first(x.reshape(-1), lengths, kind)
    dim = check_dim(x.dim(), dim)
    return _reduce_first(x.movedim(dim, 0), lengths, kind).movedim(0, dim).contiguous()


def reduce_by_count(x, repeats, kind="sum", dim=None, *, size=None):
    check_count(repeats)
    slices = slices_of(x, dim)
    segments = slices // repeats if repeats > 0 else (size or 0)
    if segments * repeats != slices:
        raise _numpy.rule_error("SegmentsMultiple", repeats, slices)
    if size is not None and size != segments:
        at = 0 if dim is None else check_dim(x.dim(), dim)
        raise _numpy.rule_error("ResultSize", at, segments, size)
    return _reduce(x, torch.full((segments,), repeats, device=x.device), kind, dim)


def reduce_by_counts(x, repeats, kind="sum", dim=None, *, size=None):
    check_counts(repeats, size)
    slices_of(x, dim)
    if repeats.dim() == 0:
        return reduce_by_count(x, int(repeats), kind, dim, size=size)
    segments = repeats.shape[0] if size is None else size
    return _reduce(x, _integers(repeats).expand(segments).contiguous(), kind, dim)


def reduce_by_offsets(x, offsets, kind="sum", dim=None):
    slices_of(x, dim)
    check_offsets(offsets)
    return _reduce(x, _integers(offsets).diff(), kind, dim)


def _register():
    kernels = {
        "repeat_interleave.self_int": repeat_by_count,
        "repeat_interleave.self_Tensor": repeat_by_counts,
        "repeat_interleave.offsets": repeat_by_offsets,
        "segment_reduce.self_int": reduce_by_count,
        "segment_reduce.self_Tensor": reduce_by_counts,
        "segment_reduce.offsets": reduce_by_offsets,
        "repeat_indices": repeat_indices,
        "offsets": offsets,
    }
    for name, kernel in kernels.items():
        library.impl(name, kernel, "CompositeExplicitAutograd")
        if f"_{name}" in overloads("_" + name.split(".")[0]):
            library.impl(f"_{name}", kernel, "CompositeExplicitAutograd")


_register()
