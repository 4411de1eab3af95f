from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, TypeVar, overload

import jax as _jax
import numpy as np
import torch as _torch
from numpy.typing import ArrayLike, DTypeLike, NDArray

from ._config import (
    drop_pool as drop_pool,
    pool_statistics as pool_statistics,
    set_num_threads as set_num_threads,
    set_pool_limit as set_pool_limit,
    show_config as show_config,
)

__version__: str
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

_Element = TypeVar("_Element", bound=np.generic)
_Kind: TypeAlias = Literal["sum", "mean", "max", "min", "prod"]
_TorchCounts: TypeAlias = int | Sequence[int] | _torch.Tensor
_JaxCounts: TypeAlias = int | Sequence[int] | _jax.Array | NDArray[Any]

@overload
def repeat_interleave(
    x: NDArray[_Element],
    repeats: ArrayLike | None = None,
    dim: int | None = None,
    *,
    output_size: int | None = None,
    offsets: ArrayLike | None = None,
    out: NDArray[Any] | None = None,
) -> NDArray[_Element]: ...
@overload
def repeat_interleave(
    x: _torch.Tensor,
    repeats: _TorchCounts | None = None,
    dim: int | None = None,
    *,
    output_size: int | None = None,
    offsets: _TorchCounts | None = None,
    out: _torch.Tensor | None = None,
) -> _torch.Tensor: ...
@overload
def repeat_interleave(
    x: _jax.Array,
    repeats: _JaxCounts | None = None,
    dim: int | None = None,
    *,
    output_size: int | None = None,
    offsets: _JaxCounts | None = None,
    out: None = None,
) -> _jax.Array: ...
@overload
def repeat_interleave(
    x: ArrayLike,
    repeats: ArrayLike | None = None,
    dim: int | None = None,
    *,
    output_size: int | None = None,
    offsets: ArrayLike | None = None,
    out: NDArray[Any] | None = None,
) -> NDArray[Any]: ...
@overload
def repeat(
    x: NDArray[_Element], repeats: ArrayLike, /, *, axis: int | None = None
) -> NDArray[_Element]: ...
@overload
def repeat(
    x: _torch.Tensor, repeats: _TorchCounts, /, *, axis: int | None = None
) -> _torch.Tensor: ...
@overload
def repeat(
    x: _jax.Array, repeats: _JaxCounts, /, *, axis: int | None = None
) -> _jax.Array: ...
@overload
def repeat(
    x: ArrayLike, repeats: ArrayLike, /, *, axis: int | None = None
) -> NDArray[Any]: ...
@overload
def repeat_indices(
    repeats: NDArray[Any] | Sequence[int],
    *,
    output_size: int | None = None,
    dtype: DTypeLike | None = None,
) -> NDArray[Any]: ...
@overload
def repeat_indices(
    repeats: _torch.Tensor,
    *,
    output_size: int | None = None,
    dtype: _torch.dtype | None = None,
) -> _torch.Tensor: ...
@overload
def repeat_indices(
    repeats: _jax.Array, *, output_size: int | None = None, dtype: DTypeLike | None = None
) -> _jax.Array: ...
@overload
def offsets(repeats: NDArray[Any] | Sequence[int]) -> NDArray[np.int64]: ...
@overload
def offsets(repeats: _torch.Tensor) -> _torch.Tensor: ...
@overload
def offsets(repeats: _jax.Array) -> _jax.Array: ...
@overload
def tile(x: NDArray[_Element], counts: ArrayLike) -> NDArray[_Element]: ...
@overload
def tile(x: _torch.Tensor, counts: int | Sequence[int]) -> _torch.Tensor: ...
@overload
def tile(x: _jax.Array, counts: int | Sequence[int]) -> _jax.Array: ...
@overload
def tile(x: ArrayLike, counts: ArrayLike) -> NDArray[Any]: ...
@overload
def segment_reduce(
    x: NDArray[_Element],
    repeats: ArrayLike | None = None,
    *,
    offsets: ArrayLike | None = None,
    kind: _Kind = "sum",
    dim: int | None = 0,
) -> NDArray[_Element]: ...
@overload
def segment_reduce(
    x: _torch.Tensor,
    repeats: _TorchCounts | None = None,
    *,
    offsets: _TorchCounts | None = None,
    kind: _Kind = "sum",
    dim: int | None = 0,
) -> _torch.Tensor: ...
@overload
def segment_reduce(
    x: _jax.Array,
    repeats: _JaxCounts | None = None,
    *,
    offsets: _JaxCounts | None = None,
    kind: _Kind = "sum",
    dim: int | None = 0,
) -> _jax.Array: ...
@overload
def segment_reduce(
    x: ArrayLike,
    repeats: ArrayLike | None = None,
    *,
    offsets: ArrayLike | None = None,
    kind: _Kind = "sum",
    dim: int | None = 0,
) -> NDArray[Any]: ...
