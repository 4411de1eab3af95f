"""What PyTorch does with ops: gradients, batches, compilation, export."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import rint
import rint.torch
from torch.autograd import forward_ad, gradcheck, gradgradcheck

repeat = rint.repeat_interleave
ops = torch.ops.rint
COUNTS = torch.tensor([1, 0, 2, 3])


def draw(*shape, **options):
    torch.manual_seed(0)
    return torch.randn(*shape, dtype=torch.float64, **options)


FUNCTIONS = {
    "count": lambda x: repeat(x, 3, 1),
    "no copies": lambda x: repeat(x, 0, 1),
    "flat": lambda x: repeat(x, 2),
    "one count of a vector": lambda x: repeat(x, [2], 0),
    "counts": lambda x: repeat(x, COUNTS, -1),
    "counts of flat": lambda x: repeat(x, torch.arange(12) % 3),
    "count of rank 0": lambda x: repeat(x, torch.tensor(2), 0),
    "offsets": lambda x: repeat(x, offsets=[0, 2, 2, 5], dim=0),
    "sums": lambda x: rint.segment_reduce(x, [1, 0, 2], dim=0),
    "sums of one length": lambda x: rint.segment_reduce(x, 2, dim=1),
    "sums of flat": lambda x: rint.segment_reduce(x, [5, 7], dim=None),
    "means": lambda x: rint.segment_reduce(x, [1, 3], kind="mean", dim=1),
    "means of one length": lambda x: rint.segment_reduce(x, 2, kind="mean", dim=1),
    "means by offsets": lambda x: rint.segment_reduce(
        x, offsets=[0, 1, 4], kind="mean", dim=1
    ),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_gradients(name):
    x = draw(3, 4, requires_grad=True)
    assert gradcheck(FUNCTIONS[name], (x,), check_forward_ad=True)
    assert gradgradcheck(FUNCTIONS[name], (x,))


def test_gradients_are_the_same_for_any_number_of_threads():
    x = torch.randn(2000, 64, requires_grad=True)
    counts = torch.arange(2000) % 7
    factors = torch.randn(int(counts.sum()), 64)
    before, gradients = torch.get_num_threads(), []
    try:
        for threads in (1, 2, 3):
            torch.set_num_threads(threads)
            (got,) = torch.autograd.grad((repeat(x, counts, 0) * factors).sum(), x)
            gradients.append(got)
    finally:
        torch.set_num_threads(before)
    assert all(torch.equal(gradients[0], other) for other in gradients)


def test_without_gradients():
    x = draw(3, requires_grad=True)
    with torch.no_grad():
        assert not repeat(x, 2).requires_grad
    with torch.inference_mode():
        assert repeat(x, COUNTS[1:]).is_inference()
    assert repeat(x, 2).requires_grad
    assert not repeat(x.detach(), 2).requires_grad


def test_no_gradient_of_a_maximum():
    x = draw(3, requires_grad=True)
    y = rint.segment_reduce(x, [1, 2], kind="max")
    text = "expected kind to be sum or mean for a gradient of segment_reduce, but got max"
    with pytest.raises(NotImplementedError, match=text):
        y.sum().backward()


def test_forward_derivatives_of_ops():
    x = draw(2, 3)
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(x, 2 * x)
        for y in (repeat(dual, 2, 1), ops.repeat_interleave.self_int(dual, 2, 1)):
            assert torch.equal(forward_ad.unpack_dual(y).tangent, repeat(2 * x, 2, 1))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_transformations(name):
    def loss(x):
        return (FUNCTIONS[name](x) ** 3).sum()

    f, xs = torch.func, draw(2, 3, 4)
    x = xs[0].clone().requires_grad_()
    (expected,) = torch.autograd.grad(loss(x), x)
    torch.testing.assert_close(f.grad(loss)(xs[0]), expected)
    each = torch.stack([f.grad(loss)(x) for x in xs])
    torch.testing.assert_close(f.vmap(f.grad(loss))(xs), each)
    torch.testing.assert_close(f.grad(lambda x: f.vmap(loss)(x).sum())(xs), each)
    _, slope = f.jvp(loss, (xs[0],), (xs[1],))
    torch.testing.assert_close(slope, (expected * xs[1]).sum())


def test_batches_of_counts():
    xs, counts = draw(2, 3, 4), torch.tensor([[1, 1, 1], [0, 3, 0]])
    f = torch.func.vmap(lambda x, c: repeat(x, c, 0, output_size=3))
    expected = torch.stack([repeat(x, c, 0) for x, c in zip(xs, counts)])
    assert torch.equal(f(xs, counts), expected)
    op = ops.repeat_interleave.self_Tensor
    f = torch.func.vmap(lambda x, c: op(x, c, 0, output_size=3))
    assert torch.equal(f(xs, counts), expected)
    assert torch.func.vmap(rint.offsets)(counts).tolist() == [[0, 1, 2, 3], [0, 0, 3, 3]]
    f = torch.func.vmap(lambda c: rint.repeat_indices(c, output_size=3))
    assert f(counts).tolist() == [[0, 1, 2], [1, 1, 1]]


def test_batches_of_counts_have_one_size(raises):
    xs, counts = draw(2, 3), torch.tensor([[1, 1, 1], [0, 4, 0]])
    text = (
        "expected output_size for a batch of repeats, whose results have one size, but"
        " got none"
    )
    raises(ValueError, text, torch.func.vmap(repeat), xs, counts)
    raises(ValueError, text, torch.func.vmap(rint.repeat_indices), counts)
    f = torch.func.vmap(lambda x, c: repeat(x, c, output_size=3))
    text = "expected output_size to be 4, the sum of repeats, but got 3"
    raises(ValueError, text, f, xs, counts)


def test_ops_below_transformations_do_not_lose_derivatives():
    def f(x):
        return ops.repeat_interleave.self_int(x, 2)

    with pytest.raises(NotImplementedError, match="expected rint's functions below"):
        torch.func.jvp(f, (draw(2),), (draw(2),))
    with pytest.raises(RuntimeError, match="setup_context"):
        torch.func.jacrev(f)(draw(2))


X, GRAD = draw(4, 3), draw(4, 3, requires_grad=True)
OFFSETS = torch.tensor([0, 1, 1, 3, 6])
CALLS = [
    ("repeat_interleave.self_int", (X, 3, 0), {}),
    ("repeat_interleave.self_int", (GRAD, 3), {}),
    ("repeat_interleave.self_int", (GRAD, 3, 0), {"output_size": 12}),
    ("repeat_interleave.self_Tensor", (GRAD, COUNTS, 0), {}),
    ("repeat_interleave.self_Tensor", (GRAD, COUNTS, 0), {"output_size": 6}),
    ("repeat_interleave.offsets", (GRAD, OFFSETS, 0), {}),
    ("_repeat_interleave.self_int", (X, 3, 0), {}),
    ("_repeat_interleave.self_Tensor", (X, COUNTS, 0), {}),
    ("segment_reduce.self_int", (GRAD, 2, "sum", 0), {}),
    ("segment_reduce.self_Tensor", (GRAD, torch.tensor([1, 3]), "mean", 0), {}),
    ("segment_reduce.self_Tensor", (GRAD, torch.tensor([2]), "sum", 0), {"size": 2}),
    ("segment_reduce.offsets", (GRAD, torch.tensor([0, 1, 4]), "sum", 0), {}),
    ("repeat_indices", (COUNTS,), {}),
    ("repeat_indices", (COUNTS,), {"output_size": 6, "dtype": torch.int32}),
    ("offsets", (COUNTS,), {}),
    ("offsets", (torch.tensor([2]),), {"size": 3}),
]


@pytest.mark.parametrize("name, arguments, keywords", CALLS)
def test_opcheck(name, arguments, keywords):
    packet, _, variant = name.partition(".")
    op = getattr(getattr(ops, packet), variant or "default")
    torch.library.opcheck(op, arguments, keywords)


@pytest.fixture
def unknown_sizes():
    with torch._dynamo.config.patch(capture_dynamic_output_shape_ops=True):
        torch._dynamo.reset()
        yield


@pytest.mark.parametrize("known", [False, True])
def test_compile(unknown_sizes, known):
    def f(x, counts):
        size = 6 if known else None
        return repeat(x * 2, counts, 0, output_size=size).sin().sum(0)

    compiled = torch.compile(f, fullgraph=True, backend="aot_eager")
    for counts in (COUNTS, torch.tensor([2, 2, 2, 0])):
        assert torch.equal(compiled(X, counts), f(X, counts))
        (got,) = torch.autograd.grad(compiled(GRAD, counts).sum(), GRAD)
        (expected,) = torch.autograd.grad(f(GRAD, counts).sum(), GRAD)
        torch.testing.assert_close(got, expected)


def test_compile_others(unknown_sizes):
    def f(x, counts):
        offsets = rint.offsets(counts)
        y = repeat(x, offsets=offsets, dim=0)
        z = rint.segment_reduce(y, offsets=offsets, kind="sum")
        return z, rint.repeat_indices(counts), rint.tile(x, 2), repeat(x, 2, 1)

    compiled = torch.compile(f, fullgraph=True, backend="aot_eager")
    for got, expected in zip(compiled(X, COUNTS), f(X, COUNTS)):
        assert torch.equal(got, expected)


def test_export():
    class Module(torch.nn.Module):
        def forward(self, x, counts):
            return repeat(x, counts, 0)

    n = torch.export.Dim("n")
    program = torch.export.export(
        Module(), (X, COUNTS), dynamic_shapes={"x": {0: n}, "counts": {0: n}}
    )
    targets = [node.target for node in program.graph.nodes]
    assert ops.repeat_interleave.self_Tensor in targets
    x, counts = draw(2, 3), torch.tensor([0, 5])
    assert torch.equal(program.module()(x, counts), repeat(x, counts, 0))
