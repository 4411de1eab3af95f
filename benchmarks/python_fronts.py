"""The fronts of the Python package beside the libraries whose arrays they take, and
the cases that all of them are measured on."""

import dataclasses
import os

import numpy as np

import rint

KIB, MIB = 1 << 10, 1 << 20
TEN = "10 elements"


@dataclasses.dataclass
class Case:
    label: str
    size: str
    x: np.ndarray
    repeats: object
    axis: int
    backward: bool = False  # the gradient of x in place of the result

    @property
    def name(self):
        return f"{self.label}, {self.size}"

    @property
    def total(self):
        if np.ndim(self.repeats):
            return int(self.repeats.sum())
        return self.x.shape[self.axis] * self.repeats

    def forward(self):
        return np.repeat(self.x, self.repeats, self.axis)

    def expected(self):
        """Gradients are those of the sum of the result, times ones: the counts."""
        if not self.backward:
            return self.forward()
        counts = np.broadcast_to(self.repeats, self.x.shape[self.axis])
        shape = [1] * self.x.ndim
        shape[self.axis] = -1
        return np.broadcast_to(counts.reshape(shape), self.x.shape).astype(self.x.dtype)

    @property
    def bytes_written(self):
        slices = self.x.shape[self.axis]
        return self.x.nbytes if self.backward else self.x.nbytes // slices * self.total


def numbers(kind, *shape):
    return (np.arange(np.prod(shape)) % 251 + 1).astype(kind).reshape(shape)


def draw_counts(number):
    """0 to 3 copies of each, as lengths of runs are."""
    return np.random.default_rng(1).integers(0, 4, number)


def cases():
    for size, label in ((10, TEN), (64 * KIB, "64 KiB"), (MIB, "1 MiB"),
                        (64 * MIB, "64 MiB")):
        def count(kind, *inner):
            row = int(np.prod(inner, dtype=int)) * np.dtype(kind).itemsize
            return 10 if size == 10 else max(size // row // 4, 1)

        for kind in ("i1", "f2", "f4", "f8"):
            yield Case(f"{np.dtype(kind)}, r = 4", label,
                       numbers(kind, count(kind)), 4, 0)
        rows = numbers("f4", count("f4", 64), 64)
        yield Case("float32, rows of 64, r = 4", label, rows, 4, 0)
        if size != 10:
            tokens = count("f2", 8, 64)
            yield Case("float16, heads 8 to 32", label,
                       numbers("f2", 1, 8, tokens, 64), 4, 1)
        # 1.5 copies on average.
        number = 10 if size == 10 else size // 4 * 2 // 3
        x = numbers("f4", number)
        yield Case("float32, counts", label, x, draw_counts(number), 0)
        number = 10 if size == 10 else max(size // 256 * 2 // 3, 1)
        rows = numbers("f4", number, 64)
        yield Case("float32, rows of 64, counts", label, rows, draw_counts(number), 0)
        if size != 10:
            yield Case("gradient: float32, counts", label, x, draw_counts(len(x)), 0,
                       backward=True)
            yield Case("gradient: float32, rows of 64, counts", label, rows,
                       draw_counts(number), 0, backward=True)


class NumPy:
    name = "NumPy"

    def __init__(self):
        self.version = np.__version__

    def prepare(self, case):
        if case.backward:
            return self.prepare_gradient(case)
        x, repeats, axis = case.x, case.repeats, case.axis

        def fresh():
            rint.drop_pool()
            return rint.repeat_interleave(x, repeats, axis)

        functions = {
            "rint": lambda: rint.repeat_interleave(x, repeats, axis),
            "NumPy": lambda: np.repeat(x, repeats, axis),
        }
        if case.size != TEN:
            out = case.forward()
            functions["rint, out="] = lambda: rint.repeat_interleave(
                x, repeats, axis, out=out)
        if case.bytes_written >= MIB:
            functions["rint, fresh"] = fresh
        return functions

    def prepare_gradient(self, case):
        gradient = np.ones_like(case.forward())
        begins = (np.cumsum(case.repeats) - case.repeats)[case.repeats > 0]

        def reduceat():
            sums = np.zeros_like(case.x)
            sums[case.repeats > 0] = np.add.reduceat(gradient, begins, case.axis)
            return sums

        return {
            "rint": lambda: rint.segment_reduce(gradient, case.repeats, dim=case.axis),
            "NumPy": reduceat,
        }


class PyTorch:
    name = "PyTorch"

    def __init__(self):
        import torch
        self.torch = torch
        torch.set_num_threads(1)
        # One process is enough, and others would disturb the measurements.
        torch._inductor.config.compile_threads = 1
        self.version = torch.__version__
        import rint.torch  # noqa: F401, without its front there is nothing to measure

    def prepare(self, case):
        torch = self.torch
        x = torch.from_numpy(case.x)
        repeats = case.repeats
        if np.ndim(repeats):
            repeats = torch.from_numpy(repeats)
        axis, total = case.axis, case.total
        if case.backward:
            return self.prepare_gradient(case, x, repeats)
        functions = {
            "rint, torch": lambda: rint.repeat_interleave(x, repeats, axis),
            "torch": lambda: torch.repeat_interleave(x, repeats, dim=axis),
        }
        torch._dynamo.reset()
        compiled = torch.compile(lambda x, r: torch.repeat_interleave(
            x, r, dim=axis, output_size=total), dynamic=False)
        functions["torch.compile"] = lambda: compiled(x, repeats)
        return functions

    def prepare_gradient(self, case, x, repeats):
        torch = self.torch
        functions = {}
        for name, repeat in (("rint, torch", rint.repeat_interleave),
                             ("torch", torch.repeat_interleave)):
            source = x.clone().requires_grad_()
            result = repeat(source, repeats, dim=case.axis)
            ones = torch.ones_like(result)
            functions[name] = lambda result=result, source=source, ones=ones: (
                torch.autograd.grad(result, source, ones, retain_graph=True)[0])
        return functions


class JAX:
    name = "JAX"

    def __init__(self):
        # Compilation takes minutes where it tries to fold the indices of a large
        # repeat. One thread, as everywhere here.
        os.environ.setdefault(
            "XLA_FLAGS", "--xla_disable_hlo_passes=constant_folding "
            "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
        import jax
        jax.config.update("jax_platforms", "cpu")
        jax.config.update("jax_enable_x64", True)
        self.jax = jax
        self.version = jax.__version__
        import rint.jax  # noqa: F401

    def prepare(self, case):
        jnp, total, axis = self.jax.numpy, case.total, case.axis
        x, repeats = jnp.asarray(case.x), case.repeats
        arrays = [x]
        if np.ndim(repeats):
            arrays.append(jnp.asarray(repeats))

        def ours(x, r=repeats):
            return rint.repeat_interleave(x, r, axis, output_size=total)

        def theirs(x, r=repeats):
            return jnp.repeat(x, r, axis=axis, total_repeat_length=total
                              if np.ndim(r) else None)

        functions = {"rint, JAX": ours, "JAX": theirs}
        if case.backward:
            functions = {name: self.gradient(f) for name, f in functions.items()}
        compiled = {name: self.jax.jit(f) for name, f in functions.items()}
        return {name: lambda f=f: f(*arrays).block_until_ready()
                for name, f in compiled.items()}

    def gradient(self, function):
        return self.jax.grad(lambda *arrays: function(*arrays).sum())


FRONTS = (NumPy, PyTorch, JAX)
