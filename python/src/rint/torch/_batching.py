"""``torch.vmap``: a batch of arrays is one array with a dimension in front.

Where each array of a batch has counts of its own, they are repeated one by one; the
results have to be of one size, which ``output_size`` says.
"""

import torch

from ._library import check_dim, overload


def _behind_batch(x, dim):
    """``x`` with a batch in front, and the dim that is right for it."""
    if dim is None:
        return x.reshape(x.shape[0], -1), 1
    return x, check_dim(x.dim() - 1, dim) + 1


def _parts(argument, in_dim, size):
    """An argument of each call in a batch."""
    if in_dim is None:
        return [argument] * size
    return argument.unbind(in_dim)


def one_by_one(function, info, in_dims, arguments):
    """Calls ``function`` for each array of a batch."""
    columns = (
        _parts(argument, in_dim, info.batch_size)
        for argument, in_dim in zip(arguments, in_dims)
    )
    return torch.stack([function(*call) for call in zip(*columns)]), 0


def require_size(size):
    """That results of which nobody knows the sizes have one that is given."""
    if size is None:
        raise ValueError(
            "expected output_size for a batch of repeats, whose results have one"
            " size, but got none"
        )


def batch(call, name, info, in_dims, arguments, size):
    """An op for a batch: ``arguments`` are all that it takes but ``size``.

    ``call(name, *arguments, size=size)`` calls an op.
    """

    def function(*call_arguments):
        return call(name, *call_arguments, size=size)

    x, clause, *others, dim = arguments
    in_dims = (*in_dims[:2], *(None,) * (len(arguments) - 2))
    if in_dims[1] is None:
        x, dim = _behind_batch(x.movedim(in_dims[0], 0), dim)
        return function(x, clause, *others, dim), 0
    if name == "repeat_interleave.self_Tensor":
        require_size(size)
    return one_by_one(function, info, in_dims, arguments)
