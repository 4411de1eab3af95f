"""Arrays spread over processes: DTensor, and slices that stay where they are."""

import datetime
import functools

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import rint
import rint.torch
import torch.distributed as dist
import torch.multiprocessing as processes

if not dist.is_available() or not dist.is_gloo_available():
    pytest.skip("PyTorch has no Gloo", allow_module_level=True)

repeat = rint.repeat_interleave


def enter(rank, size, store, function):
    torch.set_num_threads(1)
    dist.init_process_group(
        "gloo",
        init_method=f"file://{store}",
        rank=rank,
        world_size=size,
        timeout=datetime.timedelta(seconds=120),
    )
    try:
        function(rank, size)
    finally:
        dist.destroy_process_group()


def placements_after(placement, dim):
    """A shard along another dimension than that of the op stays."""
    from torch.distributed.tensor import Replicate, Shard

    stays = isinstance(placement, Shard) and dim is not None and placement.dim != dim
    return (placement if stays else Replicate(),)


def check_dtensor(rank, size):
    from torch.distributed.tensor import (
        Replicate,
        Shard,
        distribute_tensor,
        init_device_mesh,
    )

    mesh = init_device_mesh("cpu", (size,))
    spread = functools.partial(distribute_tensor, device_mesh=mesh)
    x = torch.arange(24.0).reshape(4, 6)
    for dim in (0, 1, None):
        slices = x.numel() if dim is None else x.shape[dim]
        counts = torch.arange(slices) % 3
        clauses = (2, 3, counts, counts + 1, spread(counts, placements=[Shard(0)]))
        for placement in (Replicate(), Shard(0), Shard(1)):
            for clause in clauses:
                plain = getattr(clause, "full_tensor", lambda: clause)()
                there = spread(x, placements=[placement]).requires_grad_()
                here = x.clone().requires_grad_()
                got, expected = repeat(there, clause, dim), repeat(here, plain, dim)
                assert got.placements == placements_after(placement, dim)
                assert torch.equal(got.full_tensor(), expected)
                (got**2).sum().backward()
                (expected**2).sum().backward()
                assert torch.equal(there.grad.full_tensor(), here.grad)
            there = spread(x, placements=[placement])
            got = repeat(there, offsets=rint.offsets(counts), dim=dim)
            assert torch.equal(got.full_tensor(), repeat(x, counts, dim))
            sums = rint.segment_reduce(there, [1, slices - 1], dim=dim)
            expected = rint.segment_reduce(x, [1, slices - 1], dim=dim)
            assert sums.placements == placements_after(placement, dim)
            assert torch.equal(sums.full_tensor(), expected)
    with pytest.raises(ValueError, match="^expected repeats.1. to be non-negative"):
        repeat(spread(x, placements=[Shard(0)]), [1, -1, 2, 2], 0)


def parts_of(size, slices):
    """Slices for each rank: some have none."""
    bounds = [slices * rank * rank // (size * size) for rank in range(size + 1)]
    return list(zip(bounds, bounds[1:]))


def check_ragged(rank, size):
    for dim in (0, 1, -1):
        x = torch.arange(5 * 5 * 2.0).reshape(5, 5, 2)
        counts = torch.arange(x.shape[dim]) % 4
        begin, end = parts_of(size, x.shape[dim])[rank]
        mine = x.narrow(dim, begin, end - begin)
        local, first, total = rint.torch.repeat_interleave_ragged(
            mine, counts[begin:end], dim
        )
        whole = repeat(x, counts, dim)
        assert (first, total) == (int(counts[:begin].sum()), whole.shape[dim])
        assert torch.equal(local, whole.narrow(dim, first, local.shape[dim]))
    x = torch.ones(2, requires_grad=True)
    local, _, _ = rint.torch.repeat_interleave_ragged(x, 3)
    local.sum().backward()
    assert x.grad.tolist() == [3, 3]


def check_ragged_errors(rank, size):
    bad = size - 1
    counts = [1, -2] if rank == bad else [1, 2]
    error, text = ValueError, "expected repeats[1] to be non-negative, but got -2"
    if rank != bad:
        error = RuntimeError
        text = (
            "expected every process to have repeats that it can use, but got an error"
            f" on rank {bad}"
        )
    for arguments in ((torch.ones(2), counts), (torch.ones(2), counts, 0)):
        with pytest.raises(error) as caught:
            rint.torch.repeat_interleave_ragged(*arguments)
        assert str(caught.value) == text
    # All can go on.
    assert rint.torch.repeat_interleave_ragged(torch.ones(2), 1)[2] == 2 * size


def check_all(rank, size):
    check_dtensor(rank, size)
    check_ragged(rank, size)
    check_ragged_errors(rank, size)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_processes(tmp_path, size):
    # Starting a process takes longer than all that it does.
    processes.spawn(enter, (size, tmp_path / "store", check_all), nprocs=size)
