"""The ops of ``torch.ops.rint``: schemas, kernels for CPUs, and sizes.

The kernels are in ``_torch.so``. It uses the part of PyTorch's ABI that stays as
it is, so that one build serves every PyTorch from 2.11 on.
"""

import ctypes
import pathlib

import torch

from .. import _numpy

_REPEATS = {
    "self_int": "Tensor self, SymInt repeats, ",
    "self_Tensor": "Tensor self, Tensor repeats, ",
    "offsets": "Tensor self, Tensor offsets, ",
}
_KERNELS = {
    "self_int": "ByCount",
    "self_Tensor": "ByCounts",
    "offsets": "ByOffsets",
}


def _clauses():
    """The overloads of the ops that take repeats or offsets."""
    for overload, clause in _REPEATS.items():
        has_size = overload != "offsets"
        size = ", *, SymInt? output_size=None" if has_size else ""
        yield (
            f"repeat_interleave.{overload}",
            f"({clause}int? dim=None{size}) -> Tensor",
            f"repeat{_KERNELS[overload]}",
        )
        size = ", *, SymInt? size=None" if has_size else ""
        yield (
            f"segment_reduce.{overload}",
            f'({clause}str kind="sum", int? dim=None{size}) -> Tensor',
            f"reduce{_KERNELS[overload]}",
        )


def _schemas():
    # What can be differentiated has an op beside it, with an underscore, that
    # cannot: where nobody wants a gradient, it costs less to call.
    for name, signature, kernel in _clauses():
        yield name, signature, kernel
        yield f"_{name}", signature, kernel
    yield (
        "repeat_indices",
        "(Tensor repeats, *, SymInt? output_size=None, ScalarType? dtype=None)"
        " -> Tensor",
        "repeatIndices",
    )
    yield "offsets", "(Tensor repeats, *, SymInt? size=None) -> Tensor", "rowOffsets"


def _load():
    """The compiled kernels, which find PyTorch's functions by their names."""
    kernels = ctypes.CDLL(str(pathlib.Path(_numpy.__file__).with_name("_torch.so")))
    kernels.rint_torch_load.restype = ctypes.c_char_p
    kernels.rint_torch_register.restype = ctypes.c_bool
    missing = kernels.rint_torch_load()
    if missing:
        raise ImportError(
            "expected PyTorch 2.11 or newer for rint.torch, but got"
            f" {torch.__version__}, without {missing.decode()}"
        )
    return kernels


#: Keeps the registrations from Python.
library = torch.library.Library("rint", "FRAGMENT")


def _define():
    kernels = _load()
    for name, signature, kernel in _schemas():
        library.define(name + signature)
        if not kernels.rint_torch_register(kernel.encode(), name.encode()):
            raise ImportError(f"expected PyTorch to take the op rint::{name}")


_define()


def overloads(op):
    """The names of an op's overloads, after a dot where they have one."""
    return [name for name, _, _ in _schemas() if name.split(".")[0] == op]


def overload(name):
    """The op of ``torch.ops.rint`` with this name."""
    packet, _, variant = name.partition(".")
    return getattr(getattr(torch.ops.rint, packet), variant or "default")


# --------------------------------------------------------------------------------
# Sizes, for tensors without values
# --------------------------------------------------------------------------------


def check_dim(rank, dim):
    """``dim`` counted from the front (C2)."""
    if rank == 0:
        raise _numpy.rule_error("DimOfScalar", dim)
    if not -rank <= dim < rank:
        raise _numpy.rule_error("DimRange", rank, dim)
    return dim % rank


def slices_of(x, dim):
    """How many slices ``x`` has along ``dim``."""
    return x.numel() if dim is None else x.shape[check_dim(x.dim(), dim)]


def _result(x, dim, total):
    """A result with ``total`` slices."""
    if dim is None:
        return x.new_empty((total,))
    dim = check_dim(x.dim(), dim)
    return x.new_empty(x.shape[:dim] + (total,) + x.shape[dim + 1 :])


def is_integer(dtype):
    """Whether elements are integers, or bool."""
    return not (dtype.is_floating_point or dtype.is_complex)


def type_name(dtype):
    """A type as errors name it."""
    return str(dtype).removeprefix("torch.")


def check_counts(repeats, slices=None):
    """The rank, number and type of counts (C1, C3, C4), as far as they are known."""
    if repeats.dim() > 1:
        raise _numpy.rule_error("RepeatsRank", repeats.dim())
    number = repeats.shape[0] if repeats.dim() == 1 else 1
    known = type(number) is int and type(slices) is int
    if known and number not in (1, slices):
        raise _numpy.rule_error("RepeatsCount", slices, number)
    if not is_integer(repeats.dtype):
        raise _numpy.rule_error("RepeatsType", type_name(repeats.dtype))


def check_vector(repeats):
    """That the index forms have a vector of integers (C1, C4)."""
    if repeats.dim() != 1:
        raise _numpy.rule_error("RepeatsVectorRank", repeats.dim())
    check_counts(repeats)


def check_offsets(offsets, slices=None):
    """The type and number of offsets (C9), as far as they are known."""
    shape = ", ".join(map(str, offsets.shape))
    given = f"a tensor of {type_name(offsets.dtype)} with the shape [{shape}]"
    if offsets.dim() != 1:
        raise ValueError(str(_numpy.rule_error("OffsetsType", given)))
    if not is_integer(offsets.dtype) or offsets.dtype == torch.bool:
        raise _numpy.rule_error("OffsetsType", given)
    entries = offsets.shape[0]
    known = type(entries) is int and type(slices) is int
    if known and entries != slices + 1:
        raise _numpy.rule_error("OffsetsCount", slices + 1, entries)
    if type(entries) is int and entries == 0:
        raise _numpy.rule_error("OffsetsEmpty", entries)


def check_output_size(output_size, total):
    """That ``output_size`` is the total, as far as both are known (C7)."""
    if type(output_size) is not int:
        return
    if output_size < 0:
        raise _numpy.rule_error("OutputSizeNegative", output_size)
    if type(total) is int and total != output_size:
        raise _numpy.rule_error("OutputSize", total, output_size)


def check_count(count):
    """That a count for all slices is not negative, where it is known (C5)."""
    if type(count) is int and count < 0:
        raise _numpy.rule_error("NegativeRepeat", count)


def _unknown_size():
    return torch.library.get_ctx().new_dynamic_size()


def _repeat_by_count(x, repeats, dim=None, *, output_size=None):
    total = slices_of(x, dim) * repeats
    check_count(repeats)
    check_output_size(output_size, total)
    return _result(x, dim, total)


def _repeat_by_counts(x, repeats, dim=None, *, output_size=None):
    check_counts(repeats, slices_of(x, dim))
    check_output_size(output_size, None)
    return _result(x, dim, _unknown_size() if output_size is None else output_size)


def _repeat_by_offsets(x, offsets, dim=None):
    check_offsets(offsets, slices_of(x, dim))
    return _result(x, dim, _unknown_size())


def _reduce_by_count(x, repeats, kind="sum", dim=None, *, size=None):
    slices = slices_of(x, dim)
    check_count(repeats)
    if size is not None:
        return _result(x, dim, size)
    return _result(x, dim, slices // repeats if repeats > 0 else 0)


def _reduce_by_counts(x, repeats, kind="sum", dim=None, *, size=None):
    slices_of(x, dim)
    check_counts(repeats, size)
    if size is None:
        size = repeats.shape[0] if repeats.dim() == 1 else _unknown_size()
    return _result(x, dim, size)


def _reduce_by_offsets(x, offsets, kind="sum", dim=None):
    slices_of(x, dim)
    check_offsets(offsets)
    return _result(x, dim, offsets.shape[0] - 1)


def _repeat_indices(repeats, *, output_size=None, dtype=None):
    check_vector(repeats)
    check_output_size(output_size, None)
    total = _unknown_size() if output_size is None else output_size
    return repeats.new_empty((total,), dtype=dtype or torch.int64)


def _offsets(repeats, *, size=None):
    check_vector(repeats)
    slices = repeats.shape[0] if size is None else size
    return repeats.new_empty((slices + 1,), dtype=torch.int64)


def _register_sizes():
    clauses = {
        "repeat_interleave.self_int": _repeat_by_count,
        "repeat_interleave.self_Tensor": _repeat_by_counts,
        "repeat_interleave.offsets": _repeat_by_offsets,
        "segment_reduce.self_int": _reduce_by_count,
        "segment_reduce.self_Tensor": _reduce_by_counts,
        "segment_reduce.offsets": _reduce_by_offsets,
    }
    hidden = {f"_{name}": sizes for name, sizes in clauses.items()}
    others = {"repeat_indices": _repeat_indices, "offsets": _offsets}
    for name, sizes in (clauses | hidden | others).items():
        torch.library.register_fake(f"rint::{name}", sizes, lib=library)


_register_sizes()
