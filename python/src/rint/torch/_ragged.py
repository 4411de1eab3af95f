"""Repeats of an array whose slices are spread over processes."""

import torch
import torch.distributed

from .. import _numpy
from ._library import check_dim


def repeat_interleave_ragged(local_x, local_repeats, dim=0, group=None):
    """Repeats the slices that this process has of an array spread along ``dim``.

    Every process of ``group`` calls this with its own slices, in the order of the
    ranks, and the counts for them. It keeps the copies of its own slices: only how
    many there are goes from process to process, one number each.

    Returns ``(local, begin, total)``: the copies, where the first of them is along
    ``dim`` of the whole result, and how large that is. If the arguments are wrong
    anywhere, every process raises an error.

    >>> local, begin, total = rint.torch.repeat_interleave_ragged(x, repeats)
    """
    local, mine, error = None, -1, None
    try:
        local = _repeat(local_x, local_repeats, dim)
        mine = local.shape[dim]
    except Exception as caught:
        error = caught
    totals = _gather(mine, group)
    if error is not None:
        raise error
    bad = [rank for rank, total in enumerate(totals) if total < 0]
    if bad:
        raise RuntimeError(
            "expected every process to have repeats that it can use, but got an"
            f" error on rank {bad[0]}"
        )
    total = sum(totals)
    if total >= 1 << 63:
        raise _numpy.rule_error("SumOverflow", len(totals) - 1, totals[-1])
    rank = torch.distributed.get_rank(group)
    return local, sum(totals[:rank]), total


def _repeat(local_x, local_repeats, dim):
    from . import repeat_interleave

    check_dim(local_x.dim(), dim)
    return repeat_interleave(local_x, local_repeats, dim)


def _gather(number, group):
    """The numbers of all processes, by one collective."""
    # NCCL wants memory of its device, Gloo that of the CPU.
    backend = torch.distributed.get_backend(group)
    device = "cuda" if backend == "nccl" else "cpu"
    mine = torch.tensor([number], dtype=torch.int64, device=device)
    size = torch.distributed.get_world_size(group)
    every = torch.empty(size, dtype=torch.int64, device=device)
    torch.distributed.all_gather_into_tensor(every, mine, group=group)
    return every.tolist()
