"""How tensors that are spread over processes, ``DTensor``, are repeated.

An array that is sharded along another dimension than that of the op stays so: each
process works on its own part. Along the dimension of the op it is gathered first, and
so are counts and offsets, which every process needs as a whole.

PyTorch has to know the sizes of results beforehand, so they are counted here first.
"""

import functools
import sys

import torch

from ._library import overload, overloads


def _module():
    """PyTorch's module, if the program has imported it; it takes seconds."""
    return sys.modules.get("torch.distributed.tensor")


def is_distributed(x):
    return _module() is not None and isinstance(x, _module().DTensor)


def _placements(x, dim):
    """How ``x`` and the result may be spread."""
    yield _module().Replicate()
    if dim is not None:
        dims = set(range(x.ndim)) - {dim % x.ndim}
        yield from map(_module().Shard, sorted(dims))


def _rule(position, x, clause, *others, **keywords):
    """The strategies of an op whose dim is at ``position`` of ``others``."""
    dim = others[position] if position < len(others) else None
    is_array = not isinstance(clause, (int, torch.SymInt))
    rest = [_module().Replicate() if is_array else None, *[None] * len(others)]
    return [
        ([placement], [placement, *rest]) for placement in _placements(x, dim)
    ]


def _index_rule(repeats, **keywords):
    return [([_module().Replicate()], [_module().Replicate()])]


@functools.cache
def register():
    """Tells PyTorch the strategies, once."""
    from torch.distributed.tensor.experimental import register_sharding

    for op, position in (("repeat_interleave", 0), ("segment_reduce", 1)):
        ops = [overload(name) for name in overloads(op)]
        register_sharding(ops)(functools.partial(_rule, position))
    register_sharding([overload("repeat_indices"), overload("offsets")])(_index_rule)


def _whole(x):
    """All of ``x`` in this process, where it may be spread."""
    return x.full_tensor() if is_distributed(x) else x


def spread(x, numbers):
    """Counts or offsets as an op of a spread ``x`` takes them."""
    register()
    if not isinstance(numbers, torch.Tensor):
        return numbers
    mesh = x.device_mesh
    everywhere = [_module().Replicate()] * mesh.ndim
    return _module().DTensor.from_local(
        _whole(numbers), mesh, everywhere, run_check=False
    )


def count(variant, slices, clause):
    """The total of a repeat by counts or offsets, which are checked."""
    nothing = torch.empty(slices, 0)
    return overload(f"repeat_interleave.{variant}")(nothing, _whole(clause), 0).shape[0]


if _module() is not None:
    register()
