"""A copy to the device, and one back, of more bytes than go at a time."""

import argparse

import numpy as np

import runner

MODULE = """
func.func @main(%x: tensor<?xi64>) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True)
    options = parser.parse_args()
    scratch = runner.Scratch(MODULE)
    # 40 MB and 80 MB, of which no piece is a whole number.
    x = np.arange(5_000_001)
    np.save(scratch.path("x.npy"), x)
    done = scratch.run("--target=" + options.target, "--input=@x.npy", "--output=@y.npy")
    assert done.returncode == 0, done.stderr
    assert np.array_equal(np.load(scratch.path("y.npy")), np.repeat(x, 2))


if __name__ == "__main__":
    main()
