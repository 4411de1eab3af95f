# Programs of PyTorch and JAX from the text of their importers to values, compared
# with NumPy, and errors with the place in that text.
#
# REQUIRES: torch-mlir-opt
# RUN: %python %s %rint_src_root

import os
import re
import subprocess
import sys
import tempfile

import numpy as np

import raising

ROOT = sys.argv[1]


def lower(name):
    """The program `name` as linalg and rint ops."""
    process = subprocess.run(
        [os.path.join(ROOT, "scripts", "frontend-to-rint.sh"), f"examples/frontends/{name}.mlir"],
        cwd=ROOT, env=os.environ | {"RINT_OPT": raising.OPT}, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    assert "rint.repeat_interleave" in process.stdout, process.stdout
    return process.stdout


def check(program, arguments, expected):
    [got] = raising.run(program, arguments, 1)
    assert got.shape == expected.shape and np.allclose(got, expected, rtol=1e-5), (
        f"got {got}\nwant {expected}")


def check_error(program, arguments, line):
    got = raising.run(program, arguments, 1)
    assert got == line + "\n", f"got {got!r}\nwant {line!r}"


random = np.random.default_rng(0)


def floats(*shape):
    return random.standard_normal(shape).astype(np.float32)


def i64(*values):
    return np.array(values, np.int64)


program = lower("length-regulator.torch")
assert "rint.repeat_indices" not in program, program
for durations in i64(1, 0, 2), i64(0, 0), i64(3), i64(), random.integers(0, 5, size=40):
    x = floats(len(durations), 4)
    check(program, [x, durations], np.tanh(np.repeat(np.maximum(x, 0), durations, axis=0)))
place = "examples/frontends/length-regulator.torch.mlir:23:15: error: 'rint.repeat_interleave' op "
check_error(program, [floats(3, 4), i64(2, -1, 4)],
            place + "expected repeats[1] to be non-negative, but got -1")

program = lower("jagged-batch.torch")
for lengths in i64(2, 1, 3), i64(0, 5, 0), i64(0, 0, 0):
    tokens, of_sequence = floats(lengths.sum(), 4), floats(3, 4)
    check(program, [tokens, of_sequence, lengths],
          tokens + np.repeat(of_sequence, lengths, axis=0))
check_error(program, [floats(5, 4), floats(3, 4), i64(2, 1, 3)],
            "examples/frontends/jagged-batch.torch.mlir:14:10: error: "
            "mismatched size for broadcast")

program = lower("grouped-heads.torch")
for b, s, length in (1, 2, 3), (2, 1, 5), (3, 4, 1):
    q, k = floats(b, 6, s, 8), floats(b, 2, length, 8)
    check(program, [q, k], q @ np.repeat(k, 3, axis=1).transpose(0, 1, 3, 2))

program = lower("label-spreading.stablehlo")
for lengths in [3, 0, 4, 2], [9, 9, 9, 9], [0, 0, 0, 0], [5, -2, 1, 100]:
    labels = np.arange(10, 14, dtype=np.int32)
    ends = np.cumsum(lengths)
    at = [min(sum(end <= j for end in ends), 3) for j in range(12)]
    check(program, [labels, np.array(lengths, np.int32)], labels[at])


# torch-mlir's own lowering, where the total is stated: a scan, a mask and a gather.
MASKED = """
func.func @main(%x: !torch.vtensor<[5,2],f32>, %r: !torch.vtensor<[5],si64>) -> !torch.vtensor<[9,2],f32> {
  %int0 = torch.constant.int 0
  %int9 = torch.constant.int 9
  %j = torch.aten.repeat_interleave.Tensor %r, %int9 : !torch.vtensor<[5],si64>, !torch.int -> !torch.vtensor<[9],si64>
  %y = torch.aten.index_select %x, %int0, %j : !torch.vtensor<[5,2],f32>, !torch.int, !torch.vtensor<[9],si64> -> !torch.vtensor<[9,2],f32>
  return %y : !torch.vtensor<[9,2],f32>
}
"""
process = subprocess.run(
    [os.environ["TORCH_MLIR_OPT"], "-", "--mlir-print-op-generic",
     "--pass-pipeline=builtin.module(func.func(torch-decompose-complex-ops,canonicalize,cse),"
     "torch-backend-to-linalg-on-tensors-backend-pipeline)"],
    input=MASKED, capture_output=True, text=True)
assert process.returncode == 0 and "tm_tensor.scan" in process.stdout, process
program = raising.raise_linalg(process.stdout)
assert "rint.repeat_interleave" in program and "linalg.generic" not in program, program
for counts in i64(2, 0, 3, 0, 4), i64(9, 0, 0, 0, 0), i64(0, 0, 0, 0, 9):
    x = floats(5, 2)
    check(program, [x, counts], np.repeat(x, counts, axis=0))


def check_page(page):
    """The commands of the page print what it says."""
    with open(os.path.join(ROOT, page), encoding="utf-8") as file:
        blocks = re.findall(r"^```console\n(.*?)^```$", file.read(), re.M | re.S)
    with tempfile.TemporaryDirectory() as scratch:
        for command, wanted in re.findall(r"^\$ (.*)\n((?:[^$].*\n)*)", "".join(blocks), re.M):
            command = re.sub(r"(?<=[ >])\w+\.mlir\b(?=$| )", lambda m: f"{scratch}/{m[0]}", command)
            command = command.replace("build/bin", os.environ["RINT_TOOLS_DIR"])
            process = subprocess.run(
                command, shell=True, cwd=ROOT, env=os.environ | {"RINT_OPT": raising.OPT},
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            assert process.stdout == wanted, f"{command}\n got {process.stdout}\nwant {wanted}"


check_page("docs/frontends.md")
