"""What fronts that leave tiling to their frameworks check before."""

import math
import operator

from . import _numpy


def check_tile(shape, itemsize, counts):
    """The counts of a tile as a tuple, if the result can exist (C5, C6)."""
    try:
        counts = (operator.index(counts),)
    except TypeError:
        counts = tuple(operator.index(count) for count in counts)
    for i, count in enumerate(counts):
        if count < 0:
            raise _numpy.rule_error("NegativeCountAt", i, count)
    rank = max(len(shape), len(counts))
    sizes = (1,) * (rank - len(shape)) + tuple(shape)
    begin = rank - len(counts)
    result = list(sizes)
    for i, count in enumerate(counts):
        result[begin + i] *= count
        if result[begin + i] >= 1 << 63:
            raise _numpy.rule_error("CountOverflow", sizes[begin + i], i, count)
    if itemsize * math.prod(result) >= 1 << 63:
        raise _numpy.rule_error("ByteOverflow", ", ".join(map(str, result)))
    return counts
