"""Calls from programs of XLA, with their gradients.

The gradient of a repeat sums segments, and that of a sum repeats, by the same counts
or offsets: so gradients have gradients, and their bits are the same for any number of
threads. A ``dim`` is counted from the front, and sizes are part of the program.
"""

import ctypes
import functools
import pathlib

import jax
import jax.numpy as jnp
import numpy

from .. import _numpy

_HANDLERS = (
    "repeat",
    "repeat_by_offsets",
    "repeat_indices",
    "offsets",
    "segment_reduce",
)

#: As in rint.h.
KINDS = {"sum": 0, "prod": 1, "mean": 2, "max": 3, "min": 4}


def _register():
    path = pathlib.Path(_numpy.__file__).with_name("_jax.so")
    library = ctypes.CDLL(str(path))
    for name in _HANDLERS:
        handler = jax.ffi.pycapsule(getattr(library, f"rint_jax_{name}"))
        jax.ffi.register_ffi_target(f"rint_{name}", handler, platform="cpu")
    return library


_library = _register()


def _call(name, shape, dtype, **attributes):
    """A function that has XLA call a handler."""
    numbers = {key: numpy.int64(value) for key, value in attributes.items()}

    def call(*arguments):
        axes = frozenset().union(*map(_varying, arguments))
        function = jax.ffi.ffi_call(
            f"rint_{name}",
            jax.ShapeDtypeStruct(shape, dtype),
            vmap_method="expand_dims",
        )
        result = function(*(_vary(array, axes) for array in arguments), **numbers)
        return _vary(result, axes)

    return call


def _varying(array):
    """The axes of a mesh, below jax.shard_map, along which ``array`` differs."""
    kind = jax.typeof(array)
    axes = getattr(kind, "manual_axis_type", None)
    # JAX before 0.10 has another name.
    return getattr(kind, "vma", frozenset()) if axes is None else axes.varying


def _vary(array, axes):
    """``array`` as one that differs along ``axes``, as others do."""
    missing = tuple(axes - _varying(array))
    return jax.lax.pcast(array, missing, to="varying") if missing else array


def _on_devices(here, elsewhere, *arguments):
    """``here`` on CPUs, ``elsewhere`` on other devices."""
    if jax.default_backend() == "cpu":
        return here(*arguments)
    return jax.lax.platform_dependent(*arguments, cpu=here, default=elsewhere)


def with_size(shape, dim, size):
    """``shape`` with another size of one dimension."""
    return (*shape[:dim], size, *shape[dim + 1 :])


def index_type():
    """The type of indices: int64 where JAX has that."""
    return jax.dtypes.canonicalize_dtype(numpy.int64)


def _none_for(array):
    """The gradient with respect to integers."""
    return numpy.zeros(array.shape, jax.dtypes.float0)


@jax.jit
def row_offsets(counts):
    """Where the copies of each slice begin, and the total at the end."""

    def elsewhere(counts):
        return jnp.pad(jnp.cumsum(counts.astype(index_type())), (1, 0))

    here = _call("offsets", (counts.shape[0] + 1,), index_type())
    return _on_devices(here, elsewhere, counts)


@functools.partial(jax.jit, static_argnums=(1, 2))
def repeat_indices(counts, total, dtype):
    """The index of the slice that each of ``total`` copies comes from."""

    def elsewhere(counts):
        slices = jnp.arange(counts.shape[0], dtype=dtype)
        return jnp.repeat(slices, counts, total_repeat_length=total)

    here = _call("repeat_indices", (total,), dtype)
    return _on_devices(here, elsewhere, counts)


#: One count, that the program knows, for all slices.
repeat_same = jax.jit(jnp.repeat, static_argnums=(1, 2))


@functools.partial(jax.custom_vjp, nondiff_argnums=(2, 3))
def _repeat(x, counts, dim, total):
    """Repeats slices by as many counts, which add up to ``total``."""

    def elsewhere(x, counts):
        return jnp.repeat(x, counts, axis=dim, total_repeat_length=total)

    shape = with_size(x.shape, dim, total)
    here = _call("repeat", shape, x.dtype, behind=x.ndim - 1 - dim)
    return _on_devices(here, elsewhere, x, counts)


def _repeat_forward(x, counts, dim, total):
    return repeat(x, counts, dim, total), counts


def _repeat_backward(dim, total, counts, gradient):
    sums = combine_segments(gradient, row_offsets(counts), "sum", dim)
    return sums, _none_for(counts)


_repeat.defvjp(_repeat_forward, _repeat_backward)
repeat = jax.jit(_repeat, static_argnums=(2, 3))


@functools.partial(jax.custom_vjp, nondiff_argnums=(2, 3))
def _repeat_by_offsets(x, offsets, dim, total):
    """Repeats slices by offsets, of which ``total`` is the last."""

    def elsewhere(x, offsets):
        counts = jnp.diff(offsets)
        return jnp.repeat(x, counts, axis=dim, total_repeat_length=total)

    shape = with_size(x.shape, dim, total)
    here = _call("repeat_by_offsets", shape, x.dtype, behind=x.ndim - 1 - dim)
    return _on_devices(here, elsewhere, x, offsets)


def _repeat_by_offsets_forward(x, offsets, dim, total):
    return repeat_by_offsets(x, offsets, dim, total), offsets


def _repeat_by_offsets_backward(dim, total, offsets, gradient):
    return combine_segments(gradient, offsets, "sum", dim), _none_for(offsets)


_repeat_by_offsets.defvjp(_repeat_by_offsets_forward, _repeat_by_offsets_backward)
repeat_by_offsets = jax.jit(_repeat_by_offsets, static_argnums=(2, 3))


def _reduce_elsewhere(x, offsets, kind, dim):
    """What JAX has for other devices."""
    lengths = jnp.diff(offsets)
    segments = lengths.shape[0]
    ids = jnp.repeat(
        jnp.arange(segments), lengths, total_repeat_length=x.shape[dim]
    )
    function = getattr(jax.ops, f"segment_{'sum' if kind == 'mean' else kind}")
    result = function(jnp.moveaxis(x, dim, 0), ids, segments)
    if kind == "mean":
        result = result / lengths.reshape((-1,) + (1,) * (x.ndim - 1))
    return jnp.moveaxis(result, 0, dim).astype(x.dtype)


@functools.partial(jax.custom_vjp, nondiff_argnums=(2, 3))
def _reduce_segments(x, offsets, kind, dim):
    """Combines the slices of each segment."""
    elsewhere = functools.partial(_reduce_elsewhere, kind=kind, dim=dim)
    shape = with_size(x.shape, dim, offsets.shape[0] - 1)
    attributes = {"behind": x.ndim - 1 - dim, "kind": KINDS[kind]}
    here = _call("segment_reduce", shape, x.dtype, **attributes)
    return _on_devices(here, elsewhere, x, offsets)


def _reduce_forward(x, offsets, kind, dim):
    # What is saved has to be arrays: this one says a size.
    size = jnp.zeros((x.shape[dim], 0))
    return reduce_segments(x, offsets, kind, dim), (offsets, size)


def _reduce_backward(kind, dim, saved, gradient):
    offsets, size = saved
    if kind not in ("sum", "mean"):
        raise NotImplementedError(
            str(_numpy.rule_error("ReductionGradient", kind))
        )
    if kind == "mean":
        lengths = jnp.maximum(jnp.diff(offsets), 1)
        lengths = lengths.reshape((-1,) + (1,) * (gradient.ndim - 1 - dim))
        # Half precision cannot hold every length.
        wide = jnp.promote_types(gradient.dtype, jnp.float32)
        gradient = (gradient.astype(wide) / lengths).astype(gradient.dtype)
    result = repeat_by_offsets(gradient, offsets, dim, size.shape[0])
    return result, _none_for(offsets)


_reduce_segments.defvjp(_reduce_forward, _reduce_backward)
reduce_segments = jax.jit(_reduce_segments, static_argnums=(2, 3))


def combine_segments(x, offsets, kind, dim):
    """``reduce_segments`` for any type: floats of 8 bits are combined as float32."""
    is_narrow = jnp.issubdtype(x.dtype, jnp.floating) and x.dtype.itemsize < 2
    wide = x.astype(jnp.float32) if is_narrow else x
    return reduce_segments(wide, offsets, kind, dim).astype(x.dtype)
