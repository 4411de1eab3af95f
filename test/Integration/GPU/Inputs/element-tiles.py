"""Elements repeated by vectors of counts, against NumPy.

The result is written by the 16 bytes, while tiles and rows begin and end anywhere:
all widths, rows of odd lengths, counts that make tiles of few and of many slices.
"""

import argparse
import sys

import numpy as np

import runner

MODULE = """
func.func @main(%x: tensor<?x?xi{bits}>, %rs: tensor<?xi16>)
    -> (tensor<?x?xi{bits}>, tensor<?xi{bits}>) {{
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi16>) dim(1)
      : tensor<?x?xi{bits}> -> tensor<?x?xi{bits}>
  %i = rint.repeat_indices repeats(%rs : tensor<?xi16>) : tensor<?xi{bits}>
  return %y, %i : tensor<?x?xi{bits}>, tensor<?xi{bits}>
}}
"""


def pick_counts(random, n):
    kind = int(random.integers(4))
    if kind == 0:
        return random.integers(0, 4, n)
    if kind == 1:
        return (random.random(n) < 0.01) * random.integers(1, 500, n)
    if kind == 2:
        return np.minimum(random.zipf(1.5, n), 3000)
    counts = np.zeros(n)
    counts[int(random.integers(n))] = 9999
    return counts


def check(random, bits, target):
    scratch = runner.Scratch(MODULE.format(bits=bits))
    # The type of the indices has to hold all of them.
    n = int(random.integers(1, 128 if bits == 8 else 9000))
    counts = pick_counts(random, n).astype("int16")
    dtype = "int%d" % bits
    limits = np.iinfo(dtype)
    x = random.integers(limits.min, limits.max, (int(random.integers(1, 4)), n), dtype)
    np.save(scratch.path("x.npy"), x)
    np.save(scratch.path("rs.npy"), counts)
    done = scratch.run("--target=" + target, "--input=@x.npy", "--input=@rs.npy",
                       "--output=@y.npy", "--output=@i.npy")
    if done.returncode or done.stderr:
        return "exit status %d: %s" % (done.returncode, done.stderr)
    wanted = [np.repeat(x, counts, 1), np.repeat(np.arange(n, dtype=dtype), counts)]
    for name, want in zip(("y.npy", "i.npy"), wanted):
        got = np.load(scratch.path(name))
        if got.shape != want.shape or got.tobytes() != want.tobytes():
            return "%s differs, counts %s" % (name, counts)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    failures = 0
    for _ in range(options.rounds):
        for bits in (8, 16, 32, 64):
            reason = check(random, bits, options.target)
            if reason:
                failures += 1
                print("i%d: %s" % (bits, reason))
    print("%d failures" % failures)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
