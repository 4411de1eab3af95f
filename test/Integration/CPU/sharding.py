# What upstream's sharding makes of rint's ops is run as every process would, with the
# collectives done by NumPy, and the parts are compared with NumPy's whole.
#
# RUN: %python %s

import itertools
import os
import re
import subprocess

import numpy as np

from runner import Scratch

RINT_OPT = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-opt")
PIPELINE = "builtin.module(func.func(sharding-propagation,shard-partition))"
ELEMENTS = {"f32": np.float32, "f16": np.float16, "i8": np.int8, "i64": np.int64,
            "index": np.int64, "i32": np.int32}


class Grid:
    """Processes, by their place along each axis."""

    def __init__(self, *shape):
        self.shape = shape
        self.processes = list(itertools.product(*map(range, shape)))

    def part(self, array, process, dim, axes):
        """The part of `array` that `process` has where `axes` split `dim`."""
        sizes = [self.shape[axis] for axis in axes]
        parts = int(np.prod(sizes, dtype=int))
        place = np.ravel_multi_index([process[axis] for axis in axes], sizes) if axes else 0
        assert array.shape[dim] % parts == 0
        return np.split(array, parts, axis=dim)[place]

    def shard(self, array, process, split):
        for dim, axes in enumerate(split):
            array = self.part(array, process, dim, axes)
        return array

    def gather(self, arrays, dim, axis):
        """Every process gets what those that differ from it along `axis` have."""
        result = {}
        for process in self.processes:
            group = [process[:axis] + (i,) + process[axis + 1 :] for i in range(self.shape[axis])]
            result[process] = np.concatenate([arrays[other] for other in group], axis=dim)
        return result

    def assemble(self, arrays, split):
        """The whole of parts, which have to agree where they are the same."""
        for dim, axes in reversed(list(enumerate(split))):
            for axis in reversed(axes):
                arrays = self.gather(arrays, dim, axis)
        for process in self.processes:
            np.testing.assert_array_equal(arrays[process], arrays[self.processes[0]])
        return arrays[self.processes[0]]


def partition(op, grid, operands, split, result_type):
    """The body of a process: its arguments with their types, and its lines."""
    shape = "x".join(map(str, grid.shape))
    arguments = ", ".join(f"%{name}: {type}" for name, (type, _, _) in operands.items())
    lines = []
    for name, (type, _, axes) in operands.items():
        if axes is None:
            continue
        lines += [f"%{name}_split = shard.sharding @g split_axes = {axes} : !shard.sharding",
                  f"%{name}_shard = shard.shard %{name} to %{name}_split : {type}"]
        op = re.sub(rf"%{name}\b", f"%{name}_shard", op)
    module = "\n".join([
        f"shard.grid @g(shape = {shape})",
        f"func.func @f({arguments}) -> {result_type} {{", *lines, f"%0 = {op}",
        f"%split = shard.sharding @g split_axes = {split} : !shard.sharding",
        f"%1 = shard.shard %0 to %split annotate_for_users : {result_type}",
        f"return %1 : {result_type}", "}"])
    process = subprocess.run([RINT_OPT, f"--pass-pipeline={PIPELINE}"], input=module,
                             capture_output=True, text=True)
    assert (process.returncode, process.stderr) == (0, ""), (module, process.stderr)
    head, body = re.search(r"@f\((.*?)\) -> [^\n]* {\n(.*?)\n *return", process.stdout,
                           re.S).groups()
    lines = [line.strip() for line in body.splitlines()]
    return re.findall(r"(%\w+): ([^,]+)", head), lines


def run(line, operands, types, grid):
    """An op as all processes do it, in one run."""
    result, expression = line.split(" = ", 1)
    result_type = expression.split(" : ")[-1].split(" -> ")[-1]
    names = [name for name in dict.fromkeys(re.findall(r"%\w+", expression)) if name in types]
    scratch = Scratch()
    arguments, calls, flags = [], [], []
    for i, process in enumerate(grid.processes):
        for name in names:
            path = scratch.path(f"{name[1:]}-{i}.npy")
            np.save(path, operands[name][process])
            is_tensor = types[name].startswith("tensor")
            flags.append(f"--input=@{path}" if is_tensor else
                         f"--input={types[name]}={operands[name][process]}")
        arguments += [f"{name}_{i}: {types[name]}" for name in names]
        calls.append(f"%r{i} = call @f({', '.join(f'{name}_{i}' for name in names)})"
                     f" : ({', '.join(types[name] for name in names)}) -> {result_type}")
        flags.append(f"--output=@{scratch.path(f'result-{i}.npy')}")
    results = ", ".join(result_type for _ in grid.processes)
    scratch.write("\n".join([
        f"func.func private @f({', '.join(f'{n}: {types[n]}' for n in names)}) -> {result_type} {{",
        line, f"return {result} : {result_type}", "}",
        f"func.func @main({', '.join(arguments)}) -> ({results}) {{", *calls,
        f"return {', '.join(f'%r{i}' for i in range(len(calls)))} : {results}", "}"]))
    scratch.expect("", *flags)
    types[result] = result_type
    operands[result] = {process: np.load(scratch.path(f"result-{i}.npy"))
                        for i, process in enumerate(grid.processes)}
    return result


def check(op, grid, operands, split, want, collectives=()):
    """`operands` are (type, value, split or None) by name; `collectives` are those
    that the processes need."""
    result_type = op.split(" : ")[-1].split(" -> ")[-1]
    arguments, lines = partition(op, grid, operands, split, result_type)
    values, types = {}, {}
    for (name, type), (_, value, axes) in zip(arguments, operands.values()):
        types[name] = type
        values[name] = {process: grid.shard(value, process, axes or [])
                        for process in grid.processes}
    used = []
    for line in lines:
        result, kind, operand = re.match(r"(%\w+) = ([\w.]+) (%\w+|)", line).groups()
        if kind == "shard.all_gather":
            axis, dim = map(int, re.search(r"grid_axes = \[(\d+)\] gather_axis = (\d+)", line).groups())
            values[result] = grid.gather(values[operand], dim, axis)
        elif kind == "shard.all_slice":
            axis, dim = map(int, re.search(r"grid_axes = \[(\d+)\] slice_axis = (\d+)", line).groups())
            values[result] = {process: grid.part(values[operand][process], process, dim, [axis])
                              for process in grid.processes}
        elif kind == "shard.all_to_all":
            axis, cut, joined = map(int, re.search(
                r"grid_axes = \[(\d+)\] split_axis = (\d+) concat_axis = (\d+)", line).groups())
            gathered = grid.gather(values[operand], joined, axis)
            values[result] = {process: grid.part(gathered[process], process, cut, [axis])
                              for process in grid.processes}
        elif kind == "tensor.cast":
            values[result] = values[operand]
        else:
            result = run(line, values, types, grid)
        types[result] = re.split(r" (?:->|to|:) ", line)[-1]
        if kind.startswith("shard."):
            used.append(kind.removeprefix("shard."))
    assert used == list(collectives), f"{op}: got {used}"
    got = grid.assemble(values[result], split)
    np.testing.assert_array_equal(got, want, err_msg=op)


def tensor(shape, element, split=None, values=None, declared=None):
    """An operand; `declared` is its type if it is not that of its values."""
    if values is None:
        values = np.arange(np.prod(shape, dtype=int))
    array = np.asarray(values, ELEMENTS[element]).reshape(shape)
    type = declared or f"tensor<{''.join(f'{size}x' for size in shape)}{element}>"
    return type, array, split


def segments(x, counts, dim, reduce):
    ends = np.cumsum(counts)
    return np.stack([reduce(part, axis=dim) for part in np.split(x, ends[:-1], axis=dim)], axis=dim)


two, four, square = Grid(2), Grid(4), Grid(2, 2)
r = tensor((3,), "i64", values=[2, 0, 3])

# Dimensions that are not repeated, with counts, offsets and a list.
x = tensor((3, 8), "f32", [[], [0]])
check("rint.repeat_interleave %x repeats(%r : tensor<3xi64>) dim(0) : tensor<3x8xf32> -> tensor<?x8xf32>",
      two, dict(x=x, r=r), [[], [0]], np.repeat(x[1], r[1], axis=0))
x = tensor((2, 3, 4), "i8", [[1], [], [0]])
o = tensor((4,), "index", values=[0, 2, 2, 5])
check("rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(1) : tensor<2x3x4xi8> -> tensor<2x?x4xi8>",
      square, dict(x=x, o=o), [[1], [], [0]], np.repeat(x[1], r[1], axis=1))
x = tensor((4, 3), "f16", [[0]])
check("rint.repeat_interleave %x repeats([2, 0, 3]) dim(-1) : tensor<4x3xf16> -> tensor<4x5xf16>",
      four, dict(x=x), [[0]], np.repeat(x[1], r[1], axis=1))

# One count along the repeated dimension: a literal, a value, a 0-D tensor; flattened.
x = tensor((8, 3), "i64", [[0]])
check("rint.repeat_interleave %x repeats(3) dim(0) output_size(24) : tensor<8x3xi64> -> tensor<24x3xi64>",
      four, dict(x=x), [[0]], np.repeat(x[1], 3, axis=0))
x = tensor((4, 3), "f32", [[0]], declared="tensor<4x?xf32>")
n = ("index", np.int64(5), None)
check("rint.repeat_interleave %x repeats(%n : index) dim(0) : tensor<4x?xf32> -> tensor<?x?xf32>",
      two, dict(x=x, n=n), [[0]], np.repeat(x[1], 5, axis=0))
x = tensor((4, 3), "f32", [[0]])
n = tensor((), "i32", values=5)
check("rint.repeat_interleave %x repeats(%n : tensor<i32>) : tensor<4x3xf32> -> tensor<60xf32>",
      two, dict(x=x, n=n), [[0]], np.repeat(x[1], 5))

# What needs the whole: counts, a size that is a value, a source of unknown size.
gather, split = "all_gather", "all_slice"
x = tensor((4, 2), "f32", [[0]])
r = tensor((4,), "i64", [[0]], values=[1, 0, 2, 5])
check("rint.repeat_interleave %x repeats(%r : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>",
      two, dict(x=x, r=r), [[]], np.repeat(x[1], r[1], axis=0), [gather, gather])
check("rint.repeat_interleave %x repeats(%r : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>",
      two, dict(x=x, r=(*r[:2], None)), [[0]], np.repeat(x[1], r[1], axis=0), [gather, split])
x = tensor((4, 2), "f32", [[0, 1]])
check("rint.repeat_interleave %x repeats(%r : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>",
      square, dict(x=x, r=(*r[:2], None)), [[], [1]], np.repeat(x[1], r[1], axis=0),
      [gather, gather, split])
x = tensor((4, 2), "f32", [[0]])
check("rint.repeat_interleave %x repeats(%r : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>",
      two, dict(x=x, r=(*r[:2], None)), [[], [0]], np.repeat(x[1], r[1], axis=0), ["all_to_all"])
x = tensor((4, 2), "f32", [[0], [1]])
check("rint.repeat_interleave %x repeats([1, 0, 2, 0, 1, 1, 2, 1]) : tensor<4x2xf32> -> tensor<8xf32>",
      square, dict(x=x), [[0, 1]], np.repeat(x[1], [1, 0, 2, 0, 1, 1, 2, 1]),
      [gather, gather, split, split])
x = tensor((2, 4, 2), "f32", [[], [0], [1]])
o = tensor((3,), "index", values=[0, 2, 3])
check("rint.repeat_interleave %x offsets(%o : tensor<3xindex>) dim(0) : tensor<2x4x2xf32> -> tensor<3x4x2xf32>",
      square, dict(x=x, o=o), [[], [0, 1]], np.repeat(x[1], [2, 1], axis=0), [gather, split])
x = tensor((4, 2), "f32", [[0]])
n = ("index", np.int64(12), None)
check("rint.repeat_interleave %x repeats(3) dim(0) output_size(%n) : tensor<4x2xf32> -> tensor<?x2xf32>",
      two, dict(x=x, n=n), [[0]], np.repeat(x[1], 3, axis=0), [gather, split])
x = tensor((4,), "f32", [[0]], declared="tensor<?xf32>")
check("rint.repeat_interleave %x repeats(3) dim(0) : tensor<?xf32> -> tensor<?xf32>",
      two, dict(x=x), [[0]], np.repeat(x[1], 3), [gather, split])
check("rint.repeat_indices repeats(%r : tensor<4xi64>) : tensor<?xi32>",
      two, dict(r=r), [[0]], np.repeat(np.arange(4), r[1]), [gather, split])
check("rint.offsets repeats(%r : tensor<4xi64>) : tensor<5xindex>",
      two, dict(r=r), [[]], np.cumsum([0, *r[1]]), [gather])

# Copies of the whole: a dimension with a count of 1 as it is, others by copies.
x = tensor((4, 3), "f32", [[0]])
check("rint.repeat %x counts(1, 2) : tensor<4x3xf32> -> tensor<4x6xf32>",
      square, dict(x=x), [[0], [1]], np.tile(x[1], (1, 2)))
check("rint.repeat %x counts(4, 1, 3) : tensor<4x3xf32> -> tensor<4x4x9xf32>",
      square, dict(x=x), [[1], [0]], np.tile(x[1], (4, 1, 3)))
check("rint.repeat %x counts(3, 1) : tensor<4x3xf32> -> tensor<12x3xf32>",
      two, dict(x=x), [[0]], np.tile(x[1], (3, 1)), [gather, split])

# Segments: other dimensions, whole segments of one size, flattened, and what does
# not come out even.
x = tensor((6, 4), "f32", [[], [0]])
r = tensor((3,), "i64", values=[1, 3, 2])
check("rint.segment_reduce sum %x repeats(%r : tensor<3xi64>) dim(0) : tensor<6x4xf32> -> tensor<3x4xf32>",
      two, dict(x=x, r=r), [[], [0]], segments(x[1], r[1], 0, np.sum))
x = tensor((3, 8), "i64", [[], [0]])
check("rint.segment_reduce max %x repeats(2) dim(1) : tensor<3x8xi64> -> tensor<3x?xi64>",
      four, dict(x=x), [[], [0]], segments(x[1], [2] * 4, 1, np.max))
x = tensor((4, 6), "f32", [[0]])
check("rint.segment_reduce mean %x repeats(3) : tensor<4x6xf32> -> tensor<8xf32>",
      four, dict(x=x), [[0]], segments(x[1].ravel(), [3] * 8, 0, np.mean))
x = tensor((12,), "f32", [[0]])
check("rint.segment_reduce sum %x repeats(2) dim(0) : tensor<12xf32> -> tensor<6xf32>",
      four, dict(x=x), [[]], segments(x[1], [2] * 6, 0, np.sum), [gather])
