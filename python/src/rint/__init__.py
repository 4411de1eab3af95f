"""repeat_interleave and its siblings for NumPy, PyTorch and JAX.

Every function takes arrays of any of the three and returns the same kind; lists
and numbers count as NumPy's. The results are those of the specification
(``docs/specification.md`` of the project), and so are the errors: ValueError for
values and shapes, IndexError for a dim, TypeError for types of elements.
"""

import importlib as _importlib

from numpy import ndarray as _ndarray

from . import _numpy
from ._config import (
    drop_pool,
    pool_statistics,
    set_num_threads,
    set_pool_limit,
    show_config,
)
from ._dispatch import front_of as _front_of

__version__ = _numpy.version()
_repeat_interleave = _numpy.repeat_interleave

__all__ = [
    "drop_pool",
    "offsets",
    "pool_statistics",
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
    """Copies every slice of ``x`` along ``dim`` as often as its count says.

    The copies of a slice lie side by side. ``repeats`` is one count for all
    slices, or a list or array with a count for each, or with one for all. In
    place of it, ``offsets`` says where the copies of each slice begin, with the
    total at the end: what ``rint.offsets`` returns, or the row pointers of a CSR
    matrix. Without a ``dim``, ``x`` is flattened in row-major order.

    ``output_size`` is the total that the caller expects. ``out`` is an array that
    the result is written to and that is returned; it may overlap the arguments.

    >>> import numpy as np
    >>> rint.repeat_interleave(np.array([10, 20, 30]), [1, 3, 2])
    array([10, 20, 20, 20, 30, 30])
    >>> rint.repeat_interleave(np.array([[1, 2], [3, 4]]), 2, dim=0)
    array([[1, 2],
           [1, 2],
           [3, 4],
           [3, 4]])
    >>> rint.repeat_interleave([10, 20, 30], offsets=[0, 1, 4, 6], dim=0)
    array([10, 20, 20, 20, 30, 30])
    >>> rint.repeat_interleave([10, 20, 30], [1, -3, 2])
    Traceback (most recent call last):
    ValueError: expected repeats[1] to be non-negative, but got -3
    """
    # What follows would do the same; arrays of a few elements notice the detour.
    if type(x) is _ndarray:
        return _repeat_interleave(x, repeats, dim, output_size, offsets, out)
    return _front_of(x).repeat_interleave(
        x, repeats, dim, output_size=output_size, offsets=offsets, out=out
    )


def repeat(x, repeats, /, *, axis=None):
    """``repeat_interleave`` as the array API standard writes it.

    >>> rint.repeat([1, 2, 3], 2)
    array([1, 1, 2, 2, 3, 3])
    """
    return _front_of(x).repeat_interleave(
        x, repeats, axis, output_size=None, offsets=None, out=None
    )


def repeat_indices(repeats, *, output_size=None, dtype=None):
    """The index of the slice that each slice of a result comes from.

    This is ``torch.repeat_interleave(repeats)``. ``dtype`` is int64 if it is not
    given.

    >>> rint.repeat_indices([0, 1, 2, 3])
    array([1, 2, 2, 3, 3, 3])
    """
    return _front_of(repeats).repeat_indices(
        repeats, output_size=output_size, dtype=dtype
    )


def offsets(repeats):
    """Where the copies of each slice begin, and the total at the end.

    >>> rint.offsets([1, 3, 2])
    array([0, 1, 4, 6])
    """
    return _front_of(repeats).offsets(repeats)


def tile(x, counts):
    """Copies ``x`` as a whole, as ``numpy.tile`` does.

    ``counts`` is a number or one for each dimension. Where there are more counts
    than dimensions, or fewer, ones are put in front.

    >>> rint.tile([1, 2, 3], 2)
    array([1, 2, 3, 1, 2, 3])
    >>> rint.tile([1, 2], (2, 2))
    array([[1, 2, 1, 2],
           [1, 2, 1, 2]])
    """
    return _front_of(x).tile(x, counts)


def segment_reduce(x, repeats=None, *, offsets=None, kind="sum", dim=0):
    """Combines the slices of each segment of ``x`` along ``dim``.

    The adjoint of ``repeat_interleave``: where that makes ``repeats[i]`` copies
    of slice i, this makes one slice of ``repeats[i]``. ``kind`` is sum, mean,
    max, min or prod. The bits of a result are the same for any number of threads.

    >>> import numpy as np
    >>> rint.segment_reduce(np.array([1, 2, 3, 4, 5, 6]), [1, 3, 2])
    array([ 1,  9, 11])
    >>> rint.segment_reduce(np.array([1.0, 2.0, 3.0, 4.0]), 2, kind="mean")
    array([1.5, 3.5])
    """
    return _front_of(x).segment_reduce(
        x, repeats, offsets=offsets, kind=kind, dim=dim
    )


def __getattr__(name):
    # rint.torch and rint.jax, for who asks for them; they import the framework.
    if name in ("torch", "jax"):
        return _importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
