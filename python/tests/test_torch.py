"""The front for PyTorch: values, types, layouts and errors, against NumPy."""

import subprocess
import sys

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import rint
import rint.torch
from rint.torch import _devices

TYPES = [
    torch.bool,
    torch.int8,
    torch.int16,
    torch.int32,
    torch.int64,
    torch.uint8,
    torch.uint16,
    torch.uint32,
    torch.uint64,
    torch.float16,
    torch.bfloat16,
    torch.float32,
    torch.float64,
    torch.complex32,
    torch.complex64,
    torch.complex128,
    torch.float8_e4m3fn,
    torch.float8_e5m2,
    torch.float8_e4m3fnuz,
    torch.float8_e5m2fnuz,
    torch.float8_e8m0fnu,
]


def random_bytes(type, *shape):
    """A tensor with random bits, NaN among them."""
    size = int(np.prod(shape)) * type.itemsize
    drawn = np.random.default_rng(size).integers(0, 256, size, np.uint8)
    if type == torch.bool:
        drawn %= 2
    return torch.tensor(drawn).view(type).reshape(shape)


def bits(x):
    """The bytes of each element, as an array of NumPy."""
    x = x.detach().resolve_conj().resolve_neg().contiguous()
    if x.numel() == 0:
        return np.zeros((*x.shape, x.itemsize), np.uint8)
    return x.reshape(-1).view(torch.uint8).numpy().reshape(*x.shape, x.itemsize)


def expect(x, repeats, dim):
    """What NumPy makes of the bytes."""
    x = x.reshape(-1) if dim is None else x
    dim = 0 if dim is None else dim % x.dim()
    return np.repeat(bits(x), np.asarray(repeats, int), axis=dim)


def check(x, repeats, dim, **keywords):
    got = rint.repeat_interleave(x, repeats, dim, **keywords)
    assert type(got) is torch.Tensor and got.dtype == x.dtype
    assert got.is_contiguous()
    np.testing.assert_array_equal(bits(got), expect(x, repeats, dim))
    return got


# --------------------------------------------------------------------------------
# Values
# --------------------------------------------------------------------------------


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_types(type):
    x = random_bytes(type, 3, 4, 5)
    for dim in (None, 0, 1, -1):
        slices = x.numel() if dim is None else x.shape[dim]
        check(x, 3, dim)
        check(x, torch.arange(slices) % 3, dim)


@pytest.mark.parametrize("type", [t for t in TYPES if t.itemsize <= 8][:9], ids=str)
def test_types_of_counts(type):
    counts = [1, 0, 1] if type == torch.bool else [1, 0, 3]
    given = torch.tensor(counts).to(type)
    x = random_bytes(torch.float32, 3, 2)
    got = rint.repeat_interleave(x, given, 0)
    np.testing.assert_array_equal(bits(got), expect(x, counts, 0))
    assert rint.offsets(given).tolist() == [0, *np.cumsum(counts)]


def test_forms_of_counts():
    x = random_bytes(torch.int16, 3, 2)
    for counts in ([1, 0, 3], (1, 0, 3), np.array([1, 0, 3], ">i2"), [2], np.int8(2)):
        check(x, counts, 0)
    check(x, torch.tensor(2), 0)
    check(x, torch.tensor([2]), 1)
    check(x, True, 1)
    check(x, np.array([1, 0, 3], object), 0)
    check(x, torch.arange(6)[::2] % 3, 0)
    check(x[:0], [], 0)
    check(x, [1, 0, 3], 0, output_size=4)


def test_offsets_in_place_of_counts():
    x = random_bytes(torch.float64, 3, 2)
    for kind in (torch.int32, torch.int64):
        offsets = torch.tensor([0, 1, 1, 4]).to(kind)
        got = rint.repeat_interleave(x, offsets=offsets, dim=0)
        np.testing.assert_array_equal(bits(got), expect(x, [1, 0, 3], 0))
    got = rint.repeat_interleave(x, offsets=[0, 1, 4], dim=-1)
    np.testing.assert_array_equal(bits(got), expect(x, [1, 3], 1))


def test_layouts():
    x = random_bytes(torch.float32, 4, 6, 5)
    views = [
        x.transpose(0, 2),
        x[::2, 1:, ::2],
        x[1:2].expand(3, 6, 5),
        x.permute(2, 0, 1)[:, 1:],
        x.reshape(2, 2, 6, 5).to(memory_format=torch.channels_last),
    ]
    for view in views:
        for dim in (None, *range(view.dim())):
            check(view, 2, dim)
            slices = view.numel() if dim is None else view.shape[dim]
            check(view, torch.arange(slices) % 4, dim)


def test_lazy_bits():
    x = torch.tensor([1 + 2j, 3 - 1j])
    got = rint.repeat_interleave(x.conj(), 2)
    assert got.tolist() == [1 - 2j, 1 - 2j, 3 + 1j, 3 + 1j]
    got = rint.repeat_interleave(x.conj().imag, torch.tensor([1, 2]))
    assert got.tolist() == [-2, 1, 1]


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), (2, 0, 3)], ids=str)
def test_nothing(shape):
    x = torch.zeros(shape)
    for dim in (None, *range(len(shape))):
        slices = x.numel() if dim is None else shape[dim]
        check(x, 2, dim)
        check(x, torch.ones(slices, dtype=torch.int64), dim)
        check(x, 0, dim)
    check(torch.ones(3), [0, 0, 0], 0)


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_large(threads):
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        x = random_bytes(torch.int32, 300_000)
        counts = torch.tensor(np.random.default_rng(2).integers(0, 4, len(x)))
        check(x, counts, 0)
        check(x, 7, 0)
        check(x.reshape(-1, 50), counts[:6000], 0)
        check(x.reshape(-1, 3), [400, 1, 0], 1)
    finally:
        torch.set_num_threads(before)


def test_results_of_the_pool_live_as_long_as_they_are_used():
    x = torch.arange(1 << 18)
    view = rint.repeat_interleave(x, 2)[10:14]
    for _ in range(3):
        rint.repeat_interleave(-x, 2)
    assert view.tolist() == [5, 5, 6, 6]


def test_out():
    x = torch.arange(6).reshape(2, 3)
    out = torch.empty(2, 6, dtype=torch.int64)
    assert rint.repeat_interleave(x, 2, 1, out=out) is out
    assert out.tolist() == [[0, 0, 1, 1, 2, 2], [3, 3, 4, 4, 5, 5]]
    wide = torch.zeros(2, 12, dtype=torch.int64)
    rint.repeat_interleave(x, 2, 1, out=wide[:, ::2])
    assert wide[:, ::2].tolist() == out.tolist() and not wide[:, 1::2].any()


def test_siblings():
    counts = torch.tensor([1, 0, 2])
    assert rint.offsets(counts).tolist() == [0, 1, 1, 3]
    indices = rint.repeat_indices(counts)
    assert (indices.dtype, indices.tolist()) == (torch.int64, [0, 2, 2])
    indices = rint.repeat_indices(counts, output_size=3, dtype=torch.uint8)
    assert (indices.dtype, indices.tolist()) == (torch.uint8, [0, 2, 2])
    assert rint.repeat(torch.tensor([1, 2]), 2).tolist() == [1, 1, 2, 2]
    x = torch.arange(6).reshape(2, 3)
    for counts in (2, (2,), (3, 2), (2, 1, 3), (0, 2), ()):
        expected = np.tile(x.numpy(), counts)
        np.testing.assert_array_equal(rint.tile(x, counts).numpy(), expected)


# --------------------------------------------------------------------------------
# Segments
# --------------------------------------------------------------------------------

KINDS = ("sum", "mean", "max", "min", "prod")


def numbers(type, *shape):
    drawn = np.random.default_rng(3).integers(1, 4, shape)
    return torch.tensor(drawn).to(type)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("type", TYPES, ids=str)
def test_segments_are_numpys(type, kind):
    # The front for NumPy has been compared with NumPy; PyTorch's types are brought
    # there as they are, or as float32, which holds all values and results.
    if type in (torch.complex32, torch.float8_e8m0fnu):
        pytest.skip("NumPy has no such type")
    x = numbers(type, 7, 3)
    small = "float8" in str(type) or type == torch.bfloat16
    arrays = (x.float() if small else x).numpy()
    for lengths in ([2, 0, 5], [7]):
        clause = {"kind": kind, "dim": 0}
        try:
            expected = rint.segment_reduce(arrays, lengths, **clause)
        except TypeError as error:
            with pytest.raises(TypeError) as caught:
                rint.segment_reduce(x, lengths, **clause)
            assert str(caught.value) == str(error)
            continue
        got = rint.segment_reduce(x, lengths, **clause)
        assert got.dtype == type
        if small:
            expected = torch.tensor(expected).to(type).float().numpy()
            got = got.float()
        np.testing.assert_array_equal(got.numpy(), expected)


@pytest.mark.parametrize("kind", KINDS)
def test_segments_of_all_clauses(kind):
    x = numbers(torch.float32, 4, 6)
    for dim in (0, 1, -1, None):
        slices = x.numel() if dim is None else x.shape[dim]
        for clause in (
            {"repeats": 2},
            {"repeats": torch.tensor(2)},
            {"repeats": [1, slices - 1, 0]},
            {"offsets": [0, 3, 3, slices]},
        ):
            got = rint.segment_reduce(x.t().contiguous().t(), **clause, kind=kind, dim=dim)
            clause = {key: np.asarray(value) for key, value in clause.items()}
            expected = rint.segment_reduce(x.numpy(), **clause, kind=kind, dim=dim)
            np.testing.assert_array_equal(got.numpy(), expected)


def test_segments_of_complex_half():
    x = torch.tensor([1 + 2j, 3 - 1j, 5j]).to(torch.complex32)
    got = rint.segment_reduce(x, [2, 1]).to(torch.complex64)
    assert got.tolist() == [4 + 1j, 5j]


# --------------------------------------------------------------------------------
# Errors
# --------------------------------------------------------------------------------

X = torch.arange(6).reshape(2, 3)
HUGE = 2**70


def refuse(error, text, function, /, *arguments, **options):
    return pytest.param(error, text, function, arguments, options, id=text[:60])


repeat = rint.repeat_interleave

CASES = [
    refuse(TypeError, "expected repeats or offsets, but got neither", repeat, X),
    refuse(TypeError, "expected repeats or offsets, but got both", repeat, X, 2,
           offsets=[0, 1]),
    refuse(ValueError, "expected repeats to be a scalar, a 0-D tensor or a 1-D "
           "tensor, but got rank 2", repeat, X, torch.ones(1, 1, dtype=torch.int64)),
    refuse(ValueError, "expected repeats to be a scalar, a 0-D tensor or a 1-D "
           "tensor, but got rank 2", repeat, X, [[2]]),
    refuse(ValueError, "expected repeats to be a 1-D tensor or a list, but got "
           "rank 0", rint.repeat_indices, torch.tensor(3)),
    refuse(ValueError, "expected repeats to be a 1-D tensor or a list, but got "
           "rank 2", rint.offsets, X),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got 2",
           repeat, X, 2, 2),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got "
           "9223372036854775807", repeat, X, 2, HUGE),
    refuse(IndexError, "expected no dim for an input of rank 0, but got 0",
           repeat, torch.tensor(5), 2, 0),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got 5",
           rint.segment_reduce, X, 1, dim=5),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got 5",
           repeat, X, offsets=[0], dim=5),
    refuse(ValueError, "expected the number of elements of repeats to be 1 or 3, "
           "but got 2", repeat, X, torch.tensor([1, 2]), 1),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got float32", repeat, X, torch.tensor([1.0]), 1),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got float64", repeat, X, 2.0),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got bfloat16", repeat, X, torch.ones(3).bfloat16(), 1),
    refuse(TypeError, "expected the element type of repeats to be an integer or "
           "index, but got float8_e4m3fn", rint.offsets,
           torch.ones(3).to(torch.float8_e4m3fn)),
    refuse(ValueError, "expected repeats to be non-negative, but got -1",
           repeat, X, -1),
    refuse(ValueError, "expected repeats to be non-negative, but got -1",
           repeat, X, torch.tensor(-1)),
    refuse(ValueError, "expected repeats to be non-negative, but got "
           "-9223372036854775808", repeat, X, -HUGE),
    refuse(ValueError, "expected repeats[2] to be non-negative, but got -1",
           repeat, X, torch.tensor([3, 3, -1]), 1),
    refuse(ValueError, "expected repeats[0] to be non-negative, but got -5",
           repeat, X[:0], [-5]),
    refuse(ValueError, "expected counts[1] to be non-negative, but got -2",
           rint.tile, X, (1, -2)),
    refuse(ValueError, "expected the size of the result to fit 63 bits, but got an "
           "overflow for 6 slices and repeats = 9223372036854775807",
           repeat, X, HUGE),
    refuse(ValueError, "expected the size of the result to fit 63 bits, but got an "
           "overflow for 3 slices and repeats = 18446744073709551615",
           repeat, X, torch.tensor(2**64 - 1, dtype=torch.uint64), 1),
    refuse(ValueError, "expected the size of the result to fit 63 bits, but got an "
           "overflow for 3 slices and counts[1] = 4611686018427387904",
           rint.tile, X, (1, 2**62)),
    refuse(ValueError, "expected the sum of repeats to fit 63 bits, but got an "
           "overflow at repeats[1] = 9223372036854775807",
           repeat, X, torch.tensor([1, 2**63 - 1, 1]), 1),
    refuse(ValueError, "expected the byte size of the result to fit 63 bits, but got "
           "an overflow for the shape [2, 3891110078048108544]",
           repeat, X, 2**60 + 2**57, 1),
    refuse(ValueError, "expected the byte size of the result to fit 63 bits, but got "
           "an overflow for the shape [2, 3891110078048108544]",
           rint.tile, X, (1, 2**60 + 2**57)),
    refuse(ValueError, "expected the result to fit in memory, but got 27021597764222976"
           " bytes", repeat, X, 2**49),
    refuse(ValueError, "expected output_size to be non-negative, but got -1",
           repeat, X, 2, 0, output_size=-1),
    refuse(ValueError, "expected output_size to be 4, the sum of repeats, but got 5",
           repeat, X, 2, 0, output_size=5),
    refuse(ValueError, "expected output_size to be 3, the sum of repeats, but got 5",
           repeat, X, torch.tensor([1, 2]), 0, output_size=5),
    refuse(ValueError, "expected output_size to be 3, the sum of repeats, but got 5",
           rint.repeat_indices, torch.tensor([1, 2]), output_size=5),
    refuse(ValueError, "expected no output_size with offsets", repeat, X,
           offsets=[0, 1, 2], dim=0, output_size=2),
    refuse(TypeError, "expected the element type of the result to be int64, but got "
           "float32", repeat, X, 2, out=torch.empty(12)),
    refuse(ValueError, "expected the result to have rank 1, but got 2",
           repeat, X, 2, out=X),
    refuse(ValueError, "expected dimension 0 of the result to be 12, but got 3",
           repeat, X, 2, out=X[0]),
    refuse(TypeError, "expected out to be a tensor of PyTorch, but got <class 'list'>",
           repeat, X, 2, out=[]),
    refuse(TypeError, "expected offsets to be a 1-D tensor of index, but got a tensor "
           "of float32 with the shape [3]", repeat, X, offsets=torch.ones(3), dim=0),
    refuse(ValueError, "expected offsets to be a 1-D tensor of index, but got a tensor "
           "of int64 with the shape [2, 3]", repeat, X, offsets=X, dim=0),
    refuse(ValueError, "expected offsets to have 3 entries, one more than there are "
           "slices, but got 2", repeat, X, offsets=[0, 1], dim=0),
    refuse(ValueError, "expected offsets[0] to be 0, but got 1",
           repeat, X, offsets=[1, 1, 2], dim=0),
    refuse(ValueError, "expected offsets[2] to be at least 3, the entry before it, but "
           "got 2", repeat, X, offsets=[0, 3, 2], dim=0),
    refuse(TypeError, "expected the element type of the result to be an integer or "
           "index, but got float32", rint.repeat_indices, torch.tensor([1, 2]),
           dtype=torch.float32),
    refuse(TypeError, "expected the element type of the result to hold 299, the "
           "largest index, but got int8", rint.repeat_indices,
           torch.ones(300, dtype=torch.int64), dtype=torch.int8),
    refuse(TypeError, "expected the element type of segments to be a float or complex "
           "of at most 64 bits for mean, but got int64", rint.segment_reduce, X, 1, kind="mean"),
    refuse(TypeError, "expected the element type of segments to be an integer or float "
           "of at most 64 bits for max, but got complex64", rint.segment_reduce, X.to(torch.complex64), 1,
           kind="max"),
    refuse(TypeError, "expected the element type of segments to be a number of at most "
           "64 bits for sum, but got bool", rint.segment_reduce, X > 2, 1),
    refuse(ValueError, "expected the segments to have 2 slices, those of the source, "
           "but got 3", rint.segment_reduce, X, [1, 2]),
    refuse(ValueError, "expected segments of 2 slices to divide those of the source, "
           "but got 3", rint.segment_reduce, X, 2, dim=1),
    refuse(ValueError, "expected offsets to have at least one entry, but got 0",
           rint.segment_reduce, X, offsets=torch.zeros(0, dtype=torch.int64)),
    refuse(ValueError, "expected kind to be sum, mean, max, min or prod, but got all",
           rint.segment_reduce, X, 1, kind="all"),
]


@pytest.mark.parametrize("error, text, function, arguments, options", CASES)
def test_errors(raises, error, text, function, arguments, options):
    raises(error, text, function, *arguments, **options)


def test_errors_of_ops():
    # PyTorch has one class for all errors of ops but those of a dim.
    op = torch.ops.rint.repeat_interleave.self_int
    with pytest.raises(RuntimeError, match="^expected repeats to be non-negative"):
        op(X, -1)
    with pytest.raises(IndexError, match="^expected dim to be at least -2"):
        op(X, 2, 7)


# --------------------------------------------------------------------------------
# Other devices
# --------------------------------------------------------------------------------


def test_other_devices_have_the_same_values():
    """What calls PyTorch's own ops there, called with tensors of the CPU here."""
    x = numbers(torch.float32, 4, 6)
    counts = torch.tensor([1, 0, 3, 2])
    here, there = torch.ops.rint, _devices
    pairs = [
        (here.repeat_interleave.self_int, there.repeat_by_count, (x, 3, 1)),
        (here.repeat_interleave.self_Tensor, there.repeat_by_counts, (x, counts, 0)),
        (here.repeat_interleave.self_Tensor, there.repeat_by_counts,
         (x, counts.to(torch.uint8), 0)),
        (here.repeat_interleave.offsets, there.repeat_by_offsets,
         (x, rint.offsets(counts), 0)),
        (here.repeat_indices, there.repeat_indices, (counts,)),
        (here.offsets, there.offsets, (counts,)),
    ]
    for type in (torch.float32, torch.float16, torch.int32, torch.bool, torch.complex64):
        for kind in KINDS:
            for clause, args in (
                ("int", (2, kind, 1)),
                ("counts", (torch.tensor([1, 5, 0]), kind, 1)),
                ("offsets", (torch.tensor([0, 4, 24]), kind, None)),
            ):
                pair = {
                    "int": (here.segment_reduce.self_int, there.reduce_by_count),
                    "counts": (here.segment_reduce.self_Tensor, there.reduce_by_counts),
                    "offsets": (here.segment_reduce.offsets, there.reduce_by_offsets),
                }[clause]
                pairs.append((*pair, (x.to(type), *args)))
    for op, function, arguments in pairs:
        try:
            expected = op(*arguments)
        except RuntimeError as error:
            with pytest.raises(TypeError, match=str(error)):
                function(*arguments)
            continue
        got = function(*arguments)
        assert got.dtype == expected.dtype and got.is_contiguous()
        torch.testing.assert_close(got, expected, rtol=0, atol=0, equal_nan=True)


def test_meta():
    x = torch.empty(3, 4, device="meta")
    assert rint.repeat_interleave(x, 2, 1).shape == (3, 8)
    counts = torch.empty(3, dtype=torch.int64, device="meta")
    assert rint.repeat_interleave(x, counts, 0, output_size=9).shape == (9, 4)
    assert rint.segment_reduce(x, 2, dim=1).shape == (3, 2)


# --------------------------------------------------------------------------------
# Imports
# --------------------------------------------------------------------------------


def test_the_front_is_found():
    code = (
        "import sys, torch, rint; assert 'rint.torch' not in sys.modules;"
        "print(rint.repeat_interleave(torch.tensor([1, 2]), 2).tolist())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[1, 1, 2, 2]\n", done.stderr


@pytest.mark.filterwarnings("ignore")
def test_shims_are_those_of_pytorch(tmp_path):
    """The declarations in Shims.h are compared with PyTorch's headers."""
    import pathlib
    import shutil

    compiler = shutil.which("g++")
    include = pathlib.Path(torch.__file__).parent / "include"
    source = pathlib.Path(__file__).parents[1] / "src" / "torch" / "Shims.h"
    if not compiler or not (include / "torch/csrc/stable/c/shim.h").exists():
        pytest.skip("there is no compiler, or PyTorch has no headers")
    code = tmp_path / "shims.cpp"
    code.write_text(
        "#include <torch/csrc/stable/c/shim.h>\n"
        f'#include "{source}"\n'
        "template <class A, class B> constexpr bool alike() {\n"
        "  return sizeof(A) == sizeof(B) && std::is_pointer_v<A> == "
        "std::is_pointer_v<B> && std::is_integral_v<A> == std::is_integral_v<B>;\n"
        "}\n"
        "template <class R, class... A, class S, class... B>\n"
        "constexpr bool compare(R (*)(A...), S (*)(B...)) {\n"
        "  if constexpr (sizeof...(A) != sizeof...(B)) return false;\n"
        "  else return alike<R, S>() && (alike<A, B>() && ...);\n"
        "}\n"
        "using rint_torch::shims::Table;\n"
        "#define SHIM(result, name, parameters) static_assert(compare("
        "decltype(&name){}, decltype(Table::name){}), #name);\n"
        "#define TYPE(type) SHIM(int32_t, aoti_torch_dtype_##type, ())\n"
        "RINT_TORCH_SHIMS(SHIM) RINT_TORCH_TYPES(TYPE)\n"
        "SHIM(int, torch_delete_stable_ivalue, (uint64_t *))\n"
    )
    subprocess.run(
        [compiler, "-std=c++20", "-fsyntax-only", f"-I{include}", str(code)], check=True
    )
