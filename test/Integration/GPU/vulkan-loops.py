# A loop takes no more memory the more rounds it has, neither of the stack nor of
# the host and of the device, which shares the host's here.
#
# REQUIRES: vulkan
# UNSUPPORTED: sanitizer
# RUN: %python %s
# RUN: env RINT_GPU_STAGING=1 %python %s

import os
import resource
import subprocess
import tempfile

RUNNER = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-runner")

PROGRAM = """
func.func @same(%x: tensor<?xi64>, %c: tensor<?xi64>, %n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i64
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> i64 {
    %y = rint.repeat_interleave %x repeats(%c : tensor<?xi64>) : tensor<?xi64> -> tensor<?xi64>
    %v = tensor.extract %y[%c1] : tensor<?xi64>
    %b = arith.addi %a, %v : i64
    scf.yield %b : i64
  }
  return %sum : i64
}
func.func @larger(%x: tensor<?xi64>, %step: index, %n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i64
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> i64 {
    %m = arith.muli %i, %step : index
    %r = arith.addi %m, %c1 : index
    %y = rint.repeat_interleave %x repeats(%r : index) : tensor<?xi64> -> tensor<?xi64>
    %v = tensor.extract %y[%c0] : tensor<?xi64>
    %b = arith.addi %a, %v : i64
    scf.yield %b : i64
  }
  return %sum : i64
}
"""


def limit_stack():
    """Lets a process have 512 KiB of stack: two launches took about 520 bytes."""
    resource.setrlimit(resource.RLIMIT_STACK, (512 << 10, 512 << 10))


def run(path, entry, *inputs):
    """Returns what the entry prints and the most memory it had, in MiB."""
    command = [RUNNER, path, "--target=vulkan", f"--entry={entry}"]
    command += [f"--input={spec}" for spec in inputs]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, preexec_fn=limit_stack
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, (entry, inputs, status, output)
    return output, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "loops.mlir")
    with open(path, "w") as file:
        file.write(PROGRAM)

    # [1, 2, 2][1] in each of 1000 rounds.
    counts = ["3xi64=[1, 2, 3]", "3xi64=[1, 2, 0]"]
    _, few = run(path, "same", *counts, "index=10")
    output, many = run(path, "same", *counts, "index=1000")
    assert output == "i64=2000\n", output
    assert many < few + 32, (few, many)

    # All rounds together make 1.4 GB, the last one 7 MB.
    output, most = run(path, "larger", "10xi64=3", "index=225", "index=400")
    assert output == "i64=1200\n", output
    assert most < few + 256, (few, most)
