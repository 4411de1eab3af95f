"""Bytecode with a byte that is wrong, or without its end: it still runs, or one line
says what is wrong with it, and nothing ends by a signal.

RUN: %python %s
"""

import re
import subprocess

import numpy as np

import runner

PROGRAM = """
func.func @main(%x: tensor<3xi64>) -> tensor<6xi64> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<3xi64> -> tensor<6xi64>
  return %y : tensor<6xi64>
}
"""

written = subprocess.run(["rint-opt", "--emit-bytecode"], input=PROGRAM.encode(),
                         capture_output=True, check=True).stdout
assert written.startswith(b"ML\xefR"), written[:8]


def check(data):
    scratch = runner.Scratch(PROGRAM)
    with open(scratch.path("test.mlir"), "wb") as out:
        out.write(data)
    done = scratch.run("--input=3xi64=[1, 2, 3]", errors="replace")
    if done.returncode == 0:
        return
    assert done.returncode == 1, (done.returncode, done.stderr)
    assert not done.stdout, done.stdout
    # The place may be one that the bytecode says.
    assert re.fullmatch(r"[^\n]+: error: [^\n]+\n", done.stderr), done.stderr


rng = np.random.default_rng(1)
check(written)
for at in rng.choice(len(written), 15, replace=False):
    check(written[:at])
    changed = bytearray(written)
    changed[at] ^= int(rng.integers(1, 256))
    check(bytes(changed))
