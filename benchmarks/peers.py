"""The libraries that rint is compared with, each as its users call it."""

import os

import numpy as np


class NumPy:
    def __init__(self):
        self.version = np.__version__

    def prepare(self, case):
        x, *rest = case.arrays
        count = rest[0] if case.count is None else case.count
        if case.operation == "tile":
            return {"NumPy": lambda: np.tile(x, count)}
        return {"NumPy": lambda: np.repeat(x, count, axis=case.axis)}


class PyTorch:
    def __init__(self):
        import torch
        self.torch = torch
        torch.set_num_threads(2)
        self.version = torch.__version__

    def prepare(self, case):
        torch = self.torch
        arrays = [torch.from_numpy(a) for a in case.arrays]
        x = arrays[0]
        count = arrays[1] if case.count is None else case.count
        if case.operation == "tile":
            return {"PyTorch": lambda: x.repeat(count)}
        functions = {"PyTorch": lambda: torch.repeat_interleave(
            x, count, dim=case.axis)}
        if case.count is not None:
            # What its users write where a preallocated output is at hand.
            shape = list(x.shape)
            shape.insert(case.axis + 1, count)
            out = torch.empty(shape, dtype=x.dtype)
            wide = x.unsqueeze(case.axis + 1)
            functions["PyTorch into an output"] = lambda: out.copy_(wide)
        return functions


class CompiledPyTorch:
    def __init__(self):
        import torch
        self.torch = torch
        self.version = torch.__version__
        # It needs a C++ compiler of its own; fails here where there is none.
        torch.compile(lambda x: x + 1)(torch.zeros(4))

    def prepare(self, case):
        torch = self.torch
        if case.count is None or case.operation == "tile":
            return {}
        x = torch.from_numpy(case.arrays[0])
        torch._dynamo.reset()
        function = torch.compile(lambda x: torch.repeat_interleave(
            x, case.count, dim=case.axis), dynamic=False)
        return {"torch.compile": lambda: function(x)}


class JAX:
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

    def prepare(self, case):
        jax = self.jax
        x = jax.numpy.asarray(case.arrays[0])
        if case.operation == "tile":
            function = jax.jit(lambda x: jax.numpy.tile(x, case.count))
            return {"JAX": lambda: function(x).block_until_ready()}
        if case.count is not None:
            function = jax.jit(lambda x: jax.numpy.repeat(
                x, case.count, axis=case.axis))
            return {"JAX": lambda: function(x).block_until_ready()}
        counts = jax.numpy.asarray(case.arrays[1])
        total = int(case.arrays[1].sum())
        function = jax.jit(lambda x, r: jax.numpy.repeat(
            x, r, axis=case.axis, total_repeat_length=total))
        return {"JAX": lambda: function(x, counts).block_until_ready()}


class OnnxRuntime:
    """Only its Tile can say what a case is."""

    def __init__(self):
        import onnx
        import onnxruntime
        self.onnx, self.runtime = onnx, onnxruntime
        self.version = onnxruntime.__version__

    def prepare(self, case):
        if case.operation != "tile":
            return {}
        helper, proto = self.onnx.helper, self.onnx.TensorProto
        graph = helper.make_graph(
            [helper.make_node("Tile", ["x", "n"], ["y"])], "tile",
            [helper.make_tensor_value_info("x", proto.FLOAT, [None]),
             helper.make_tensor_value_info("n", proto.INT64, [1])],
            [helper.make_tensor_value_info("y", proto.FLOAT, [None])])
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        session = self.runtime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"])
        feed = {"x": case.arrays[0], "n": np.array([case.count])}
        return {"ONNX Runtime": lambda: session.run(None, feed)}


def load_peers(report, compiles):
    """The peers that can be imported; the others get a line."""
    loaded = []
    chosen = [NumPy, PyTorch, JAX, OnnxRuntime]
    if compiles:
        chosen.append(CompiledPyTorch)
    else:
        report("without torch.compile, which takes minutes: --torch-compile")
    for peer in chosen:
        try:
            loaded.append(peer())
        except Exception as error:  # whatever keeps it from working
            report(f"without {peer.__name__}: {str(error).splitlines()[0]}")
    return loaded
