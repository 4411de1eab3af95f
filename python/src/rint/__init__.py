"""repeat_interleave and its siblings for NumPy, PyTorch and JAX.

Every function takes arrays of any of the three and returns the same kind. What
each does, and what it refuses, is said for all languages in
``docs/specification.md`` of the project.
"""

from . import _numpy
from ._dispatch import front_of as _front_of

__version__ = _numpy.__version__

__all__ = [
    "offsets",
    "repeat",
    "repeat_indices",
    "repeat_interleave",
    "segment_reduce",
    "set_num_threads",
    "set_pool_limit",
    "show_config",
    "tile",
]


def repeat_interleave(
    x, repeats=None, dim=None, *, output_size=None, offsets=None, out=None
):
    """Copies every slice of ``x`` along ``dim`` as often as its count says."""
    return _front_of(x).repeat_interleave(
        x, repeats, dim, output_size=output_size, offsets=offsets, out=out
    )


def repeat(x, repeats, /, *, axis=None):
    """``repeat_interleave`` by the name of the array API standard."""
    return _front_of(x).repeat_interleave(
        x, repeats, axis, output_size=None, offsets=None, out=None
    )


def repeat_indices(repeats, *, output_size=None, dtype=None):
    """The index of the slice that each slice of a result comes from."""
    return _front_of(repeats).repeat_indices(
        repeats, output_size=output_size, dtype=dtype
    )


def offsets(repeats):
    """Where the copies of each slice begin, and the total at the end."""
    return _front_of(repeats).offsets(repeats)


def tile(x, counts):
    """Copies ``x`` as a whole, as ``numpy.tile`` does."""
    return _front_of(x).tile(x, counts)


def segment_reduce(x, repeats=None, *, offsets=None, kind="sum", dim=0):
    """Combines the slices of each segment: the adjoint of a repeat."""
    return _front_of(x).segment_reduce(
        x, repeats, offsets=offsets, kind=kind, dim=dim
    )


set_num_threads = _numpy.set_num_threads
set_pool_limit = _numpy.set_pool_limit
show_config = _numpy.show_config
