"""The libraries that rint is compared with, each as its users call it."""

import os

import numpy as np

from cases import sum_segments
from measure import time_limit


def spread_shape(case):
    """The result of one count with the copies in a dimension of their own, and
    where that dimension is."""
    shape = list(case.arguments[0].shape)
    at = case.axis if case.operation == "tile" else case.axis + 1
    shape.insert(at, case.repeats)
    return shape, at


class NumPy:
    name = "NumPy"

    def __init__(self):
        self.version = np.__version__

    def prepare(self, case):
        x, repeats = case.arguments[0], case.repeats
        if case.operation == "segments":
            return {"NumPy": lambda: sum_segments(x, repeats)}
        if case.operation == "tile":
            functions = {"NumPy": lambda: np.tile(x, repeats)}
        else:
            functions = {"NumPy": lambda: np.repeat(x, repeats, axis=case.axis)}
        if np.ndim(repeats) == 0:
            # np.repeat takes no output; this is what fills one.
            shape, at = spread_shape(case)
            out, wide = np.empty(shape, x.dtype), np.expand_dims(x, at)

            def fill():
                np.copyto(out, wide)
                return out
            functions["NumPy into an output"] = fill
        return functions


class PyTorch:
    name = "PyTorch"

    def __init__(self):
        import torch
        self.torch = torch
        torch.set_num_threads(os.cpu_count())
        self.version = torch.__version__

    def prepare(self, case):
        torch = self.torch
        x, *rest = (torch.from_numpy(a) for a in case.arrays)
        if case.operation == "segments":
            return self.prepare_segments(x, rest[0])
        if case.operation == "tile":
            functions = {"PyTorch": lambda: x.repeat(case.repeats)}
        else:
            repeats = rest[0] if rest else case.repeats
            size = case.total if case.output_size else None
            functions = {"PyTorch": lambda: torch.repeat_interleave(
                x, repeats, dim=case.axis, output_size=size)}
        if rest:
            shape = list(x.shape)
            shape[case.axis] = case.total
            out = torch.empty(shape, dtype=x.dtype)
            functions["PyTorch into an output"] = lambda: torch.index_select(
                x, case.axis, torch.repeat_interleave(rest[0]), out=out)
        else:
            shape, at = spread_shape(case)
            out, wide = torch.empty(shape, dtype=x.dtype), x.unsqueeze(at)
            functions["PyTorch into an output"] = lambda: out.copy_(wide)
        return functions


    def prepare_segments(self, x, counts):
        torch = self.torch
        out = torch.empty((len(counts), *x.shape[1:]), dtype=x.dtype)
        return {
            "PyTorch": lambda: torch.segment_reduce(x, "sum", lengths=counts, axis=0),
            "PyTorch into an output": lambda: out.zero_().index_add_(
                0, torch.repeat_interleave(counts), x),
        }


class JAX:
    name = "JAX"

    def __init__(self):
        # Compilation takes minutes where it tries to fold the indices of a
        # large repeat.
        os.environ.setdefault("XLA_FLAGS",
                              "--xla_disable_hlo_passes=constant_folding")
        import jax
        jax.config.update("jax_platforms", "cpu")
        jax.config.update("jax_enable_x64", True)
        self.jax = jax
        self.version = jax.__version__

    def function(self, case):
        jax = self.jax
        if case.operation == "tile":
            return jax.jit(lambda x: jax.numpy.tile(x, case.repeats))
        if case.operation == "segments":
            rows, segments = case.arguments[0].shape[0], case.total
            return jax.jit(lambda x, r: jax.ops.segment_sum(
                x, jax.numpy.repeat(jax.numpy.arange(segments), r,
                                    total_repeat_length=rows),
                segments, indices_are_sorted=True))
        if np.ndim(case.repeats) == 0:
            return jax.jit(lambda x: jax.numpy.repeat(x, case.repeats,
                                                      axis=case.axis))
        total = case.total
        return jax.jit(lambda x, r: jax.numpy.repeat(
            x, r, axis=case.axis, total_repeat_length=total))

    def prepare(self, case):
        arrays = [self.jax.numpy.asarray(a) for a in case.arrays]
        function = self.function(case)
        return {"JAX": lambda: function(*arrays).block_until_ready()}


class OnnxRuntime:
    """Has Tile, and Expand into a new dimension, which is one count for all."""

    name = "ONNX Runtime"

    def __init__(self):
        import onnx
        import onnxruntime
        self.onnx, self.runtime = onnx, onnxruntime
        self.version = onnxruntime.__version__

    def prepare(self, case):
        if np.ndim(case.repeats) == 1:
            return {}
        helper, x = self.onnx.helper, case.arguments[0]
        constants, nodes = {}, []
        if case.operation == "tile":
            constants["n"] = [case.repeats]
            nodes.append(helper.make_node("Tile", ["x", "n"], ["y"]))
        else:
            shape, at = spread_shape(case)
            result = list(x.shape)
            result[case.axis] = -1
            constants |= {"at": [at], "wide": shape, "result": result}
            nodes += [helper.make_node("Unsqueeze", ["x", "at"], ["a"]),
                      helper.make_node("Expand", ["a", "wide"], ["b"]),
                      helper.make_node("Reshape", ["b", "result"], ["y"])]
        kind = helper.np_dtype_to_tensor_dtype(x.dtype)
        graph = helper.make_graph(
            nodes, "repeat",
            [helper.make_tensor_value_info("x", kind, x.shape)],
            [helper.make_tensor_value_info("y", kind, [None] * x.ndim)],
            [self.onnx.numpy_helper.from_array(np.array(v, np.int64), k)
             for k, v in constants.items()])
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        session = self.runtime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"])
        return {"ONNX Runtime": lambda: session.run(None, {"x": x})[0]}


class CompiledPyTorch:
    name = "torch.compile"

    def __init__(self):
        import torch
        self.torch = torch
        self.version = torch.__version__
        # One process is enough, and others would disturb the measurements.
        torch._inductor.config.compile_threads = 1
        # It needs a C++ compiler of its own; fails here where there is none.
        torch.compile(lambda x: x + 1)(torch.zeros(4))

    def prepare(self, case):
        torch = self.torch
        if np.ndim(case.repeats) == 1 and not case.output_size:
            return {}  # it leaves the op to PyTorch
        torch._dynamo.reset()
        arrays = [torch.from_numpy(a) for a in case.arrays]
        if case.operation == "tile":
            operation = lambda x: x.repeat(case.repeats)
        elif case.output_size:
            total = case.total
            operation = lambda x, r: torch.repeat_interleave(
                x, r, dim=case.axis, output_size=total)
        else:
            operation = lambda x: torch.repeat_interleave(
                x, case.repeats, dim=case.axis)
        function = torch.compile(operation, dynamic=False)
        return {"torch.compile": lambda: function(*arrays)}


class IREE:
    """Compiles the StableHLO that JAX makes of its own repeat."""

    name = "IREE"

    def __init__(self):
        import importlib.metadata
        import iree.compiler.tools
        import iree.runtime
        self.jax = JAX()
        self.compiler, self.runtime = iree.compiler.tools, iree.runtime
        self.config = iree.runtime.Config("local-task")
        self.version = importlib.metadata.version("iree-base-compiler")

    def prepare(self, case):
        text = self.jax.function(case).lower(*case.arrays).as_text()
        code = self.compiler.compile_str(
            text, target_backends=["llvm-cpu"], input_type="stablehlo",
            extra_args=["--iree-llvmcpu-target-cpu=host",
                        "--iree-input-demote-f64-to-f32=false"])
        context = self.runtime.SystemContext(config=self.config)
        context.add_vm_module(
            self.runtime.VmModule.copy_buffer(context.instance, code))
        module = text.split("module @")[1].split()[0]
        function = context.modules[module]["main"]
        arrays = [self.runtime.asdevicearray(self.config.device, a)
                  for a in case.arrays]
        return {"IREE": lambda: function(*arrays)}


# In the order of the table's columns.
ALL = (NumPy, PyTorch, CompiledPyTorch, JAX, IREE, OnnxRuntime)
# These compile for each case, which the largest are left out of.
COMPILING = (CompiledPyTorch, JAX, IREE, OnnxRuntime)


def load(names, report):
    """The peers that can be imported; the others get a line. `names` chooses
    some, if there are any."""
    loaded = []
    for peer in ALL:
        if names and peer.name not in names:
            continue
        try:
            with time_limit(120):
                loaded.append(peer())
        except Exception as error:  # whatever keeps it from working
            report(f"without {peer.name}: {str(error).splitlines()[0]}")
    return loaded
