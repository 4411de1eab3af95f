"""Which front serves an array: NumPy's, PyTorch's or JAX's.

A framework is asked only if the program has imported it: its arrays cannot come
from anywhere else. So nothing is imported for programs that do not use it.
"""

import importlib
import sys

import numpy

from . import _numpy

# The framework, the class of its arrays, and the front that takes them.
_FRAMEWORKS = (
    ("torch", "Tensor", "rint.torch"),
    ("jax", "Array", "rint.jax"),
)


def front_of(x):
    """The module whose functions take arrays such as ``x``."""
    if type(x) is numpy.ndarray:
        return _numpy
    for framework, kind, front in _FRAMEWORKS:
        arrays = getattr(sys.modules.get(framework), kind, None)
        if arrays is not None and isinstance(x, arrays):
            return importlib.import_module(front)
    return _numpy
