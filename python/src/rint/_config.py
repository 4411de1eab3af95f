"""What belongs to the process: threads, the pool of results, the configuration."""

import sys

import numpy

from . import _numpy

# A program that repeats once and then does other things for hours should not hold
# on to as much as rint-runner does, which ends soon.
_numpy.set_pool_limit(256 << 20)


def set_num_threads(number):
    """Sets how many threads write a result, of NumPy's arrays, from 1 MiB on.

    It is 1 until it is set. PyTorch and JAX have settings of their own.

    >>> rint.set_num_threads(2)
    >>> rint.set_num_threads(1)
    """
    _numpy.set_num_threads(number)


def set_pool_limit(number_of_bytes):
    """Sets how many bytes of freed results are kept for the next ones.

    It is 256 MiB until it is set; with 0, none are kept.

    >>> rint.set_pool_limit(256 << 20)
    """
    _numpy.set_pool_limit(number_of_bytes)


def drop_pool():
    """Gives the memory that is kept back to the system."""
    _numpy.drop_pool()


def pool_statistics():
    """What the pool of results has done and what it holds.

    ``allocations`` so far and the ``reuses`` among them, ``used_bytes`` of arrays
    that live, ``kept_bytes`` in ``kept_buffers``. Results of less than 1 MiB are
    NumPy's affair and do not count.

    >>> sorted(rint.pool_statistics())
    ['allocations', 'kept_buffers', 'kept_bytes', 'reuses', 'used_bytes']
    """
    return _numpy.pool_statistics()


def show_config(mode="stdout"):
    """Prints the configuration, or returns it as a dictionary if ``mode`` is dicts.

    >>> rint.show_config("dicts")["threads"]
    1
    """
    config = {
        "version": _numpy.version(),
        "kernels": _numpy.kernels(),
        "threads": _numpy.get_num_threads(),
        "pool": _numpy.pool_statistics(),
        "python": sys.version.split()[0],
        "numpy": numpy.__version__,
    }
    if mode == "dicts":
        return config
    if mode != "stdout":
        raise ValueError(f"expected mode to be stdout or dicts, but got {mode}")
    for name, value in config.items():
        print(f"{name}: {value}")
    return None
