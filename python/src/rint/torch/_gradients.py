"""Gradients: that of a repeat sums segments, and that of a sum repeats.

Both by the same counts or offsets, so that gradients of gradients are the ops
themselves, and all bits are the same for any number of threads.
"""

import functools

import torch
from torch.autograd import forward_ad

from .. import _numpy
from ._batching import batch, one_by_one, require_size
from ._library import (
    library,
    overload,
    overloads,
    slices_of,
)

_transformed = getattr(
    torch._C, "_are_functorch_transforms_active", lambda: True
)

_Tensor = torch.Tensor


def _has_tangent(x):
    """Whether ``x`` has a derivative that goes forward with it."""
    return forward_ad._current_level >= 0 and (
        forward_ad.unpack_dual(x).tangent is not None
    )


def is_plain(x):
    """Whether ``x`` is a tensor of which nobody wants a gradient.

    Then an op without one does the same. Tensors of subclasses, and those that
    transformations such as ``torch.vmap`` and ``torch.func.grad`` see, are not.
    """
    return (
        type(x) is _Tensor
        and not x.requires_grad
        and not _transformed()
        and forward_ad._current_level < 0
    )


# --------------------------------------------------------------------------------
# Repeats
# --------------------------------------------------------------------------------


def _save_repeat(ctx, inputs, output, keyword_only_inputs=None):
    x, clause, dim = inputs
    _save_clause(ctx, clause)
    ctx.dim = dim
    ctx.shape = x.shape
    ctx.slices = slices_of(x, dim)


def _save_clause(ctx, clause):
    """Keeps counts or offsets, or one count for all slices."""
    ctx.count = clause
    if isinstance(clause, torch.Tensor):
        ctx.count = None
        ctx.save_for_backward(clause)
        ctx.save_for_forward(clause)


def _clause(ctx):
    return ctx.saved_tensors[0] if ctx.count is None else ctx.count


def _repeat_backward(variant):
    def backward(ctx, gradient):
        result = call(
            f"segment_reduce.{variant}",
            gradient,
            _clause(ctx),
            "sum",
            ctx.dim,
            size=ctx.slices,
        )
        return result.reshape(ctx.shape), None, None

    return backward


# --------------------------------------------------------------------------------
# Segments
# --------------------------------------------------------------------------------


def _save_segments(ctx, inputs, output, keyword_only_inputs=None):
    x, clause, kind, dim = inputs
    _save_clause(ctx, clause)
    ctx.kind = kind
    ctx.dim = dim
    ctx.shape = x.shape
    ctx.slices = slices_of(x, dim)


def _no_gradient(kind):
    return NotImplementedError(str(_numpy.rule_error("ReductionGradient", kind)))


def _lengths(variant, clause):
    """How many slices the segments have, but 1 for those that have none."""
    if variant == "self_int":
        return max(clause, 1)
    lengths = clause.diff() if variant == "offsets" else clause
    return lengths.clamp(min=1)


def _divide(gradient, lengths, dim):
    """``gradient`` divided by the lengths of segments along ``dim``."""
    if isinstance(lengths, torch.Tensor) and lengths.dim() == 1 and dim is not None:
        behind = gradient.dim() - 1 - dim % gradient.dim()
        lengths = lengths.reshape((-1,) + (1,) * behind)
    # Half precision cannot hold every length.
    wide = gradient
    if gradient.dtype.itemsize < 4:
        wide = gradient.to(torch.float32)
    return (wide / lengths).to(gradient.dtype)


def _segments_backward(variant):
    def backward(ctx, gradient):
        if ctx.kind not in ("sum", "mean"):
            raise _no_gradient(ctx.kind)
        clause = _clause(ctx)
        if ctx.kind == "mean":
            gradient = _divide(gradient, _lengths(variant, clause), ctx.dim)
        name = f"repeat_interleave.{variant}"
        result = call(name, gradient, clause, ctx.dim, size=ctx.slices)
        return result.reshape(ctx.shape), None, None, None

    return backward


# --------------------------------------------------------------------------------
# Registration
# --------------------------------------------------------------------------------

_RULES = {
    "repeat_interleave": (_save_repeat, _repeat_backward, "output_size"),
    "segment_reduce": (_save_segments, _segments_backward, "size"),
}

# What torch.func wants in place of what is registered with the ops.
_functions: dict[str, type[torch.autograd.Function]] = {}


def call(name, x, clause, *arguments, size=None):
    """Calls an op that has gradients, also below torch.func's transformations.

    ``arguments`` are all that the op takes but for ``size``, the size of the result,
    if that is known.
    """
    if torch.compiler.is_compiling():
        return _call_op(name, size, x, clause, *arguments)
    if _transformed() or _has_tangent(x):
        return _functions[name].apply(size, x, clause, *arguments)
    return _call_op(name, size, x, clause, *arguments)


def _call_op(name, size, *arguments):
    op, _, variant = name.partition(".")
    keywords = {} if variant == "offsets" else {_RULES[op][2]: size}
    return overload(name)(*arguments, **keywords)


def _make_function(name, save, backward):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(size, *arguments):
            return _call_op(name, size, *arguments)

        @staticmethod
        def setup_context(ctx, inputs, output):
            save(ctx, inputs[1:], output)
            ctx.result_size = slices_of(output, ctx.dim)

        @staticmethod
        def backward(ctx, gradient):
            return None, *backward(ctx, gradient)

        @staticmethod
        def jvp(ctx, _, tangent, *others):
            if getattr(ctx, "kind", "sum") not in ("sum", "mean"):
                raise _no_gradient(ctx.kind)
            kind = (ctx.kind,) if hasattr(ctx, "kind") else ()
            size = ctx.result_size
            return call(name, tangent, _clause(ctx), *kind, ctx.dim, size=size)

        @staticmethod
        def vmap(info, in_dims, size, *arguments):
            return batch(call, name, info, in_dims[1:], arguments, size)

    return Function


def _complete(name, arguments, keywords):
    """What an op was called with as ``call`` takes it: PyTorch leaves defaults out."""
    op = name.partition(".")[0]
    defaults = (None,) if op == "repeat_interleave" else ("sum", None)
    given = len(arguments) - 2
    return (*arguments, *defaults[given:]), keywords.get(_RULES[op][2])


# PyTorch says the same of gradients, in other words.
_ONLY_FUNCTIONS = (
    "expected rint's functions below the transformations of torch.func, but got an"
    " op of torch.ops.rint"
)


def _skip_where_plain(name):
    """Leaves the machinery of gradients out where nobody wants one."""
    with_gradient = torch.library.get_kernel(f"rint::{name}", "AutogradCPU")
    without = overload(f"_{name}")

    def kernel(keyset, x, *others, **keywords):
        if is_plain(x):
            return without(x, *others, **keywords)
        if _has_tangent(x):
            if _transformed():
                raise NotImplementedError(_ONLY_FUNCTIONS)
            arguments, size = _complete(name, (x, *others), keywords)
            return call(name, *arguments, size=size)
        return with_gradient.call_boxed(keyset, x, *others, **keywords)

    library.impl(name, kernel, "AutogradCPU", with_keyset=True)


def _make_batching(name):
    def call_below(name, *arguments, size):
        return _call_op(name, size, *arguments)

    def rule(info, in_dims, *arguments, **keywords):
        arguments, size = _complete(name, arguments, keywords)
        return batch(call_below, name, info, in_dims, arguments, size)

    return rule


def _make_index_batching(name):
    def rule(info, in_dims, repeats, **keywords):
        if name == "repeat_indices":
            require_size(keywords.get("output_size"))
        op = functools.partial(overload(name), **keywords)
        return one_by_one(op, info, in_dims[:1], (repeats,))

    return rule


def _register():
    for name in ("repeat_indices", "offsets"):
        rule = _make_index_batching(name)
        torch.library.register_vmap(f"rint::{name}", rule, lib=library)
    for op, (save, make_backward, _) in _RULES.items():
        for name in overloads(op):
            backward = make_backward(name.partition(".")[2])
            torch.library.register_autograd(
                f"rint::{name}", backward, setup_context=save, lib=library
            )
            _skip_where_plain(name)
            rule = _make_batching(name)
            torch.library.register_vmap(f"rint::{name}", rule, lib=library)
            _functions[name] = _make_function(name, save, backward)


_register()
