"""One plan of counts for everything that reads a plan, at once: copies of elements and
of rows, indices, and reductions of either. How the plan is kept for one of them must
not change what another makes of it.

RUN: %python %s
"""

import numpy as np

import runner

MODULE = """
func.func @main(%x: tensor<?xi64>, %rows: tensor<?x3xi32>, %r: tensor<?xi64>)
    -> (tensor<?xi64>, tensor<?x3xi32>, tensor<?xi64>, tensor<?xi64>, tensor<?x3xi32>) {
  %o = rint.offsets repeats(%r : tensor<?xi64>) : tensor<?xindex>
  %a = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0)
      : tensor<?xi64> -> tensor<?xi64>
  %b = rint.repeat_interleave %rows offsets(%o : tensor<?xindex>) dim(0)
      : tensor<?x3xi32> -> tensor<?x3xi32>
  %c = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi64>
  %d = rint.segment_reduce sum %a offsets(%o : tensor<?xindex>) dim(0)
      : tensor<?xi64> -> tensor<?xi64>
  %e = rint.segment_reduce sum %b offsets(%o : tensor<?xindex>) dim(0)
      : tensor<?x3xi32> -> tensor<?x3xi32>
  return %a, %b, %c, %d, %e
      : tensor<?xi64>, tensor<?x3xi32>, tensor<?xi64>, tensor<?xi64>, tensor<?x3xi32>
}
"""

rng = np.random.default_rng(3)
scratch = runner.Scratch(MODULE)
# Few slices, a block of them and several; counts that are packed and such that are not.
for slices in 0, 17, 4096, 9001:
    for most in 4, 9:
        x = rng.integers(-1000, 1000, slices)
        rows = rng.integers(-1000, 1000, (slices, 3)).astype("i4")
        counts = rng.integers(0, most, slices)
        wanted = [np.repeat(x, counts), np.repeat(rows, counts, 0),
                  np.repeat(np.arange(slices), counts), x * counts,
                  rows * counts[:, None].astype("i4")]
        for name, array in ("x", x), ("rows", rows), ("r", counts):
            np.save(scratch.path(name + ".npy"), array)
        for mode in ("--threads=1", "--threads=3", "--strategy=loops")[
                :3 if slices == 9001 else 1]:
            scratch.expect("", "--input=@x.npy", "--input=@rows.npy", "--input=@r.npy",
                           *("--output=@%d.npy" % i for i in range(5)), mode)
            for i, array in enumerate(wanted):
                got = np.load(scratch.path("%d.npy" % i))
                assert np.array_equal(got, array), (slices, most, mode, i)
