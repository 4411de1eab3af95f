"""The front for JAX, against NumPy and jax.numpy."""

import os
import subprocess
import sys

import numpy as np
import pytest

# Several devices, for what is spread over them. Read when JAX starts.
os.environ.setdefault("XLA_FLAGS", "--xla_force_host_platform_device_count=4")
jax = pytest.importorskip("jax", reason="JAX is not installed")

import jax.numpy as jnp
from jax.sharding import AxisType, NamedSharding, PartitionSpec

import rint

repeat = rint.repeat_interleave
COUNTS = np.array([1, 0, 2])

TYPES = [
    "bool", "int4", "uint4", "int8", "int16", "int32", "uint8", "uint16", "uint32",
    "float16", "bfloat16", "float32", "complex64", "float8_e4m3fn", "float8_e5m2",
    "float4_e2m1fn",
]


def draw(kind, *shape):
    drawn = np.random.default_rng(0).integers(0, 2 if kind == "bool" else 7, shape)
    return jnp.asarray(drawn).astype(kind)


def same(got, expected):
    assert isinstance(got, jax.Array)
    np.testing.assert_array_equal(np.asarray(got), expected)


@pytest.mark.parametrize("kind", TYPES)
def test_types(kind):
    x = draw(kind, 2, 3)
    for repeats in (2, COUNTS):
        got = repeat(x, repeats, 1)
        assert got.dtype == x.dtype
        same(got, np.repeat(np.asarray(x), repeats, 1))


def test_forms():
    x = draw("float32", 2, 3)
    expected = np.repeat(np.asarray(x), COUNTS, 1)
    for counts in (jnp.array(COUNTS), COUNTS, [1, 0, 2], COUNTS.astype(np.uint8)):
        same(repeat(x, counts, -1), expected)
    same(repeat(x, offsets=[0, 1, 1, 3], dim=1), expected)
    same(repeat(x, offsets=jnp.array([0, 1, 1, 3]), dim=1), expected)
    same(repeat(x, 2), np.repeat(np.asarray(x), 2))
    same(repeat(x, [2], 0), np.repeat(np.asarray(x), 2, 0))
    same(repeat(x, jnp.array(2), 0, output_size=4), np.repeat(np.asarray(x), 2, 0))
    same(rint.repeat(x, 2, axis=0), np.repeat(np.asarray(x), 2, 0))
    same(repeat(x[:, :0], 2, 1), np.zeros((2, 0)))
    same(repeat(x[:, :0], [], 1), np.zeros((2, 0)))
    same(repeat(x, [0, 0], 0), np.zeros((0, 3)))
    same(rint.offsets(jnp.array(COUNTS)), [0, 1, 1, 3])
    same(rint.repeat_indices(jnp.array(COUNTS)), [0, 2, 2])
    assert rint.repeat_indices(jnp.array(COUNTS), dtype=np.uint8).dtype == np.uint8
    same(rint.tile(x, (2, 1, 2)), np.tile(np.asarray(x), (2, 1, 2)))


def test_large():
    x = jnp.arange(1 << 19, dtype=jnp.float32)
    counts = np.random.default_rng(0).integers(0, 4, x.size)
    same(repeat(x, counts), np.repeat(np.asarray(x), counts))
    rows = x.reshape(-1, 64)
    same(repeat(rows, counts[: len(rows)], 0),
         np.repeat(np.asarray(rows), counts[: len(rows)], 0))


@pytest.mark.parametrize("kind", ["sum", "mean", "max", "min", "prod"])
def test_segments(kind):
    for type in ("float32", "float16", "bfloat16", "float8_e5m2", "int32", "complex64"):
        x = draw(type, 4, 6)
        for dim in (0, 1, None):
            slices = x.size if dim is None else x.shape[dim]
            for clause in (
                {"repeats": 2},
                {"repeats": [1, 0, slices - 1]},
                {"offsets": [0, 1, slices]},
            ):
                options = {**clause, "kind": kind, "dim": dim}
                try:
                    expected = rint.segment_reduce(np.asarray(x), **options)
                except TypeError as error:
                    with pytest.raises(TypeError) as caught:
                        rint.segment_reduce(x, **options)
                    assert str(caught.value) == str(error)
                    continue
                got = rint.segment_reduce(x, **options)
                assert got.dtype == x.dtype
                if x.dtype.itemsize < 4:
                    # NumPy does not know the NaN of other packages' types.
                    got, expected = got.astype(float), expected.astype(float)
                same(got, expected)


def test_jit():
    x, counts = draw("float32", 2, 3), jnp.array(COUNTS)
    f = jax.jit(lambda x, c: repeat(x * 2, c, 1, output_size=3) + 1)
    same(f(x, counts), np.repeat(np.asarray(x) * 2, COUNTS, 1) + 1)
    same(f(x, jnp.array([0, 3, 0])), np.repeat(np.asarray(x) * 2, [0, 3, 0], 1) + 1)
    # What is known when the program is traced need not be said.
    same(jax.jit(lambda x: repeat(x, COUNTS, 1))(x), np.repeat(np.asarray(x), COUNTS, 1))
    with pytest.raises(Exception, match="expected output_size to be 6, the sum of repeats"
                       ", but got 3"):
        jax.block_until_ready(f(x, counts + 1))
    with pytest.raises(Exception, match=r"expected repeats\[1\] to be non-negative"):
        jax.block_until_ready(f(x, counts - 1))
    same(jax.jit(rint.offsets)(counts), [0, 1, 1, 3])
    f = jax.jit(lambda x, c: rint.segment_reduce(x, c, dim=1))
    same(f(x, counts), rint.segment_reduce(np.asarray(x), COUNTS, dim=1))


def test_sizes_are_part_of_a_program(raises):
    x, counts = draw("float32", 2, 3), jnp.array(COUNTS)
    text = (
        "expected output_size where repeats are traced, as below jax.jit: the sizes of"
        " arrays are part of a program"
    )
    raises(ValueError, text, jax.jit(lambda x, c: repeat(x, c, 1)), x, counts)
    raises(ValueError, text, jax.jit(rint.repeat_indices), counts)
    text = (
        "expected repeats and output_size in place of offsets that are traced, as below"
        " jax.jit: the sizes of arrays are part of a program"
    )
    f = jax.jit(lambda x, o: repeat(x, offsets=o, dim=1))
    raises(ValueError, text, f, x, jnp.array([0, 1, 1, 3]))


FUNCTIONS = {
    "count": (lambda x: repeat(x, 2, 0), lambda x: jnp.repeat(x, 2, 0)),
    "counts": (lambda x: repeat(x, COUNTS, 1), lambda x: jnp.repeat(x, COUNTS, 1)),
    "offsets": (
        lambda x: repeat(x, offsets=[0, 1, 1, 3], dim=1),
        lambda x: jnp.repeat(x, COUNTS, 1),
    ),
    "sums": (
        lambda x: rint.segment_reduce(x, [1, 2], dim=1),
        lambda x: jnp.stack([x[:, 0], x[:, 1:].sum(1)], 1),
    ),
    "means": (
        lambda x: rint.segment_reduce(x, [1, 2], kind="mean", dim=1),
        lambda x: jnp.stack([x[:, 0], x[:, 1:].mean(1)], 1),
    ),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_gradients(name):
    f, reference = FUNCTIONS[name]
    xs = draw("float32", 2, 2, 3)

    def loss(f):
        return lambda x: (f(x) ** 3).sum()

    got = jax.grad(loss(f))(xs[0])
    expected = jax.grad(loss(reference))(xs[0])
    np.testing.assert_allclose(got, expected)
    np.testing.assert_allclose(jax.jit(jax.grad(loss(f)))(xs[0]), expected)
    np.testing.assert_allclose(
        jax.jacrev(jax.grad(loss(f)))(xs[0]), jax.jacrev(jax.grad(loss(reference)))(xs[0])
    )
    each = jnp.stack([jax.grad(loss(reference))(x) for x in xs])
    np.testing.assert_allclose(jax.vmap(jax.grad(loss(f)))(xs), each)
    total = jax.grad(lambda x: jax.vmap(loss(f))(x).sum())
    np.testing.assert_allclose(total(xs), each)


@pytest.mark.parametrize(
    "kind", [kind for kind in TYPES if kind.startswith(("float", "bfloat", "complex"))]
)
def test_gradients_have_the_type_of_the_source(kind):
    x, counts = draw(kind, 3), np.array([1, 0, 2])
    for function in (
        lambda x: repeat(x, counts, 0),
        lambda x: repeat(x, offsets=[0, 1, 1, 3], dim=0),
    ):
        result, pull = jax.vjp(function, x)
        (gradient,) = pull(jnp.ones_like(result))
        assert gradient.dtype == x.dtype
        np.testing.assert_array_equal(np.asarray(gradient, "complex64"), counts)


def test_no_gradient_of_a_maximum(raises):
    text = "expected kind to be sum or mean for a gradient of segment_reduce, but got max"
    f = jax.grad(lambda x: rint.segment_reduce(x, 2, kind="max").sum())
    raises(NotImplementedError, text, f, jnp.ones(4))


def test_batches():
    xs = draw("int32", 2, 3, 3)
    counts = np.array([[1, 0, 2], [0, 3, 0]])
    f = jax.vmap(lambda x, c: repeat(x, c, 1, output_size=3))
    expected = [np.repeat(np.asarray(x), c, 1) for x, c in zip(xs, counts)]
    same(f(xs, jnp.array(counts)), expected)
    f = jax.vmap(jax.vmap(lambda x, c: repeat(x, c, output_size=3), (0, None)), (None, 0))
    expected = [[np.repeat(np.asarray(x), c) for x in xs[0]] for c in counts]
    same(f(xs[0], jnp.array(counts)), expected)
    same(jax.vmap(rint.offsets)(jnp.array(counts)), [[0, 1, 1, 3], [0, 0, 3, 3]])
    f = jax.vmap(lambda c: rint.repeat_indices(c, output_size=3))
    same(f(jnp.array(counts)), [[0, 2, 2], [1, 1, 1]])


def test_shard_map():
    if len(jax.devices()) < 4:
        pytest.skip("JAX has started with fewer than 4 devices")
    mesh = jax.make_mesh((4,), ("d",), axis_types=(AxisType.Auto,))
    along = PartitionSpec(None, "d")
    x = jax.device_put(draw("float32", 3, 8), NamedSharding(mesh, along))
    f = jax.jit(
        jax.shard_map(
            lambda x, c: repeat(x, c, 0, output_size=3),
            mesh=mesh,
            in_specs=(along, PartitionSpec()),
            out_specs=along,
        )
    )
    y = f(x, jnp.array(COUNTS))
    assert y.sharding.spec == along
    same(y, np.repeat(np.asarray(x), COUNTS, 0))
    gradient = jax.grad(lambda x: (f(x, jnp.array(COUNTS)) ** 2).sum())(x)
    same(gradient, np.asarray(x) * 2 * COUNTS[:, None])


X = jnp.arange(6).reshape(2, 3)
HUGE = 2**70


def refuse(error, text, function, /, *arguments, **options):
    return pytest.param(error, text, function, arguments, options, id=text[:60])


CASES = [
    refuse(TypeError, "expected repeats or offsets, but got neither", repeat, X),
    refuse(TypeError, "expected no out with arrays of JAX, which are never written",
           repeat, X, 2, out=X),
    refuse(ValueError, "expected repeats to be a scalar, a 0-D tensor or a 1-D tensor, "
           "but got rank 2", repeat, X, [[2]]),
    refuse(ValueError, "expected repeats to be a 1-D tensor or a list, but got rank 2",
           rint.offsets, X),
    refuse(IndexError, "expected dim to be at least -2 and less than 2, but got 2",
           repeat, X, 2, 2),
    refuse(IndexError, "expected no dim for an input of rank 0, but got 0",
           repeat, X[0, 0], 2, 0),
    refuse(ValueError, "expected the number of elements of repeats to be 1 or 3, but "
           "got 2", repeat, X, [1, 2], 1),
    refuse(TypeError, "expected the element type of repeats to be an integer or index, "
           "but got float32", repeat, X, jnp.ones(3), 1),
    refuse(ValueError, "expected repeats to be non-negative, but got -1", repeat, X, -1),
    refuse(ValueError, "expected repeats[1] to be non-negative, but got -1",
           repeat, X, jnp.array([1, -1, 2]), 1),
    refuse(ValueError, "expected the size of the result to fit 63 bits, but got an "
           f"overflow for 6 slices and repeats = {HUGE}", repeat, X, HUGE),
    refuse(ValueError, "expected the byte size of the result to fit 63 bits, but got an "
           f"overflow for the shape [{3 * 2**60}]", repeat, X, 2**59),
    refuse(ValueError, "expected output_size to be 3, the sum of repeats, but got 5",
           repeat, X, COUNTS, 1, output_size=5),
    refuse(ValueError, "expected output_size to be non-negative, but got -1",
           repeat, X, COUNTS, 1, output_size=-1),
    refuse(ValueError, "expected no output_size with offsets", repeat, X,
           offsets=[0, 1, 2], dim=0, output_size=2),
    refuse(TypeError, "expected offsets to be a 1-D tensor of index, but got an array of "
           "float32 with the shape [3]", repeat, X, offsets=jnp.ones(3), dim=0),
    refuse(ValueError, "expected offsets[0] to be 0, but got 1",
           repeat, X, offsets=[1, 2, 3], dim=0),
    refuse(ValueError, "expected the segments to have 2 slices, those of the source, but "
           "got 3", rint.segment_reduce, X, [1, 2]),
    refuse(ValueError, "expected segments of 2 slices to divide those of the source, but "
           "got 3", rint.segment_reduce, X, 2, dim=1),
    refuse(TypeError, "expected the element type of the result to hold 299, the largest "
           "index, but got int8", rint.repeat_indices, jnp.ones(300, int), dtype=np.int8),
]


@pytest.mark.parametrize("error, text, function, arguments, options", CASES)
def test_errors(raises, error, text, function, arguments, options):
    raises(error, text, function, *arguments, **options)


def test_the_front_is_found():
    code = (
        "import sys, jax.numpy as jnp, rint; assert 'rint.jax' not in sys.modules;"
        "print(rint.repeat_interleave(jnp.array([1, 2]), 2).tolist())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[1, 1, 2, 2]\n", done.stderr


def test_structures_are_those_of_xla(tmp_path):
    """The declarations in XlaFfi.h are compared with XLA's header."""
    import pathlib
    import shutil

    compiler = shutil.which("g++")
    header = pathlib.Path(jax.ffi.include_dir()) / "xla/ffi/api/c_api.h"
    if not compiler or not header.exists():
        pytest.skip("there is no compiler, or JAX has no headers")
    ours = pathlib.Path(__file__).parents[1] / "src" / "jax" / "XlaFfi.h"
    pairs = {
        "Buffer": ("Buffer", {"type": "dtype", "data": "data", "rank": "rank",
                              "sizes": "dims"}),
        "Buffers": ("Args", {"number": "size", "kinds": "types", "buffers": "args"}),
        "Attributes": ("Attrs", {"number": "size", "kinds": "types", "names": "names",
                                 "values": "attrs"}),
        "Span": ("ByteSpan", {"data": "ptr", "size": "len"}),
        "Scalar": ("Scalar", {"type": "dtype", "value": "value"}),
        "CreateError": ("Error_Create_Args", {"message": "message", "code": "errc"}),
        "DestroyError": ("Error_Destroy_Args", {"error": "error"}),
        "Schedule": ("ThreadPool_Schedule_Args", {"context": "ctx", "task": "task",
                                                  "data": "data"}),
        "CountThreads": ("ThreadPool_NumThreads_Args", {"context": "ctx",
                                                        "number": "num_threads"}),
        "Api": ("Api", {"version": "api_version", "createError": "XLA_FFI_Error_Create",
                        "destroyError": "XLA_FFI_Error_Destroy",
                        "schedule": "XLA_FFI_ThreadPool_Schedule",
                        "countThreads": "XLA_FFI_ThreadPool_NumThreads"}),
        "CallFrame": ("CallFrame", {"api": "api", "context": "ctx", "stage": "stage",
                                    "arguments": "args", "results": "rets",
                                    "attributes": "attrs"}),
        "Metadata": ("Metadata", {"version": "api_version", "traits": "traits"}),
        "MetadataExtension": ("Metadata_Extension", {"metadata": "metadata"}),
        "Extension": ("Extension_Base", {"type": "type", "next": "next"}),
        "Version": ("Api_Version", {"major": "major_version", "minor": "minor_version"}),
    }
    checks = "".join(
        f"static_assert(offsetof(xla_ffi::{mine}, {a}) == offsetof(XLA_FFI_{theirs}, {b})"
        f' && sizeof(xla_ffi::{mine}::{a}) == sizeof(XLA_FFI_{theirs}::{b}), "{mine}");\n'
        for mine, (theirs, members) in pairs.items()
        for a, b in members.items()
    )
    code = tmp_path / "layout.cpp"
    code.write_text(f'#include "{header}"\n#include "{ours}"\n{checks}')
    subprocess.run([compiler, "-std=c++17", "-fsyntax-only", str(code)], check=True)
