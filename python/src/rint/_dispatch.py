"""Which front serves an array: NumPy's, PyTorch's or JAX's.

A framework is asked only if the program has imported it: its arrays cannot come
from anywhere else. So nothing is imported for programs that do not use it.
"""

import sys

import numpy

from . import _numpy


#: The fronts of the classes of arrays that have been seen to be theirs: those of
#: frameworks add themselves when they are imported.
known = {numpy.ndarray: _numpy}


def _is_array(x, framework, kind):
    """Whether ``x`` is an array of a framework, where ``kind`` is their class."""
    arrays = getattr(sys.modules.get(framework), kind, None)
    return arrays is not None and isinstance(x, arrays)


def front_of(x):
    """The module whose functions take arrays such as ``x``."""
    front = known.get(type(x))
    if front is not None:
        return front
    # These are statements because torch.compile can follow them.
    if _is_array(x, "torch", "Tensor"):
        from . import torch

        return torch
    if _is_array(x, "jax", "Array"):
        from . import jax

        return jax
    return _numpy
