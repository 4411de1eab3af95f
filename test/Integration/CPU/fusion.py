# What is fused gives the bits and the errors of what is not: with fuse=on, off, and
# by plain loops, and what NumPy says. The ops around repeats are elementwise ones,
# slices, transposes, concatenations, reductions and matmuls with grouped heads.
#
# RUN: %python %s

import resource

import numpy as np

from runner import Scratch

MODES = (["--fuse=on"], ["--fuse=off"], ["--fuse=off", "--strategy=loops"])


class Checker:
    def __init__(self):
        self.scratch, self.rng = Scratch(), np.random.default_rng(3)
        self.runs = 0

    def run(self, code, arguments, want):
        self.scratch.write(code)
        flags = []
        for i, argument in enumerate(arguments):
            if np.ndim(argument):
                np.save(self.scratch.path(f"{i}.npy"), argument)
                flags.append(f"--input=@{i}.npy")
            else:
                flags.append(f"--input=index={argument}")
        # Compiling takes the time, so the other two modes take turns.
        self.runs += 1
        for mode in (MODES[0], MODES[1 + self.runs % 2]):
            process = self.scratch.run(*flags, *mode, "--output=@out.npy")
            assert (process.returncode, process.stderr) == (0, ""), (mode, code, process.stderr)
            got = np.load(self.scratch.path("out.npy"))
            assert got.shape == want.shape and got.dtype == want.dtype, (mode, code, got.shape)
            assert got.tobytes() == want.tobytes(), (mode, code, got, want)

    def floats(self, *shape):
        return self.rng.standard_normal(shape).astype(np.float32)

    def ints(self, *shape):
        return self.rng.integers(-100, 100, shape).astype(np.int32)


def elementwise(c):
    """(x[rep] + y[rep]) * row - 2, as a double."""
    code = """
#m = affine_map<(i, j) -> (i, j)>
#r = affine_map<(i, j) -> (j)>
func.func @main(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %b: tensor<?xf32>, CLAUSE) -> tensor<?x?xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  PLAN
  %0 = rint.repeat_interleave %x USE dim(DIM) : tensor<?x?xf32> -> tensor<?x?xf32>
  %1 = rint.repeat_interleave %y USE dim(DIM) : tensor<?x?xf32> -> tensor<?x?xf32>
  %2 = arith.addf %0, %1 : tensor<?x?xf32>
  %n = tensor.dim %2, %c0 : tensor<?x?xf32>
  %m = tensor.dim %2, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%n, %m) : tensor<?x?xf32>
  %3 = linalg.generic {indexing_maps = [#m, #r, #m], iterator_types = ["parallel", "parallel"]} ins(%2, %b : tensor<?x?xf32>, tensor<?xf32>) outs(%e : tensor<?x?xf32>) {
  ^bb0(%p: f32, %q: f32, %init: f32):
    %t = arith.mulf %p, %q : f32
    linalg.yield %t : f32
  } -> tensor<?x?xf32>
  %two = arith.constant 2.0 : f32
  %s = tensor.splat %two[%n, %m] : tensor<?x?xf32>
  %4 = arith.subf %3, %s : tensor<?x?xf32>
  %5 = arith.extf %4 : tensor<?x?xf32> to tensor<?x?xf64>
  return %5 : tensor<?x?xf64>
}
"""
    for dim in (0, 1):
        for n in (0, 1, 5):
            x, y = c.floats(n, 3), c.floats(n, 3)
            if dim == 1:
                x, y = c.floats(3, n), c.floats(3, n)
            for counts in ((0, 3) if n else (2,)) + (c.rng.integers(0, 4, n),):
                type = "tensor<?xi64>" if np.ndim(counts) else "index"
                plan, use = "", "repeats(%r : index)"
                if np.ndim(counts):
                    plan = f"%plan = rint.offsets repeats(%r : {type}) : tensor<?xindex>"
                    use = "offsets(%plan : tensor<?xindex>)"
                text = (code.replace("CLAUSE", f"%r: {type}").replace("PLAN", plan)
                        .replace("USE", use).replace("DIM", str(dim)))
                rx, ry = np.repeat(x, counts, dim), np.repeat(y, counts, dim)
                b = c.floats(rx.shape[1])
                want = ((rx + ry) * b - np.float32(2)).astype(np.float64)
                c.run(text, [x, y, b, counts], want)


def no_copies(c):
    """No copies of 3 and of 5 slices are equally long; nothing may be read."""
    code = """
func.func @main(%x: tensor<?xf32>, %y: tensor<?xf32>, %r: index) -> tensor<?xf32> {
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %2 = arith.addf %0, %1 : tensor<?xf32>
  return %2 : tensor<?xf32>
}
"""
    c.run(code, [c.floats(3), c.floats(5), 0], np.zeros(0, np.float32))
    # Nor is a slice without copies divided by, or looked up.
    code = """
#id = affine_map<(i) -> (i)>
func.func @main(%x: tensor<?xi32>, %t: tensor<?xi32>, %r: tensor<?xi64>) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %0 = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0) : tensor<?xi32> -> tensor<?xi32>
  %n = tensor.dim %0, %c0 : tensor<?xi32>
  %hundred = arith.constant 100 : i32
  %h = tensor.splat %hundred[%n] : tensor<?xi32>
  %1 = arith.divsi %h, %0 : tensor<?xi32>
  %e = tensor.empty(%n) : tensor<?xi32>
  %2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%0, %1 : tensor<?xi32>, tensor<?xi32>) outs(%e : tensor<?xi32>) {
  ^bb0(%p: i32, %q: i32, %o: i32):
    %i = arith.index_cast %p : i32 to index
    %v = tensor.extract %t[%i] : tensor<?xi32>
    %s = arith.addi %v, %q : i32
    linalg.yield %s : i32
  } -> tensor<?xi32>
  return %2 : tensor<?xi32>
}
"""
    x, counts = np.array([1, 0, 2, -2000000000], np.int32), np.array([2, 0, 1, 0])
    table = c.ints(3)
    rx = np.repeat(x, counts)
    c.run(code, [x, table, counts], (table[rx] + 100 // rx).astype(np.int32))


def moved(c):
    """A transpose, a slice and a concatenation of repeats on two dims."""
    code = """
func.func @main(%x: tensor<2x3x4xi32>, %y: tensor<2x3x4xi32>, %r: index) -> tensor<?x?x?xi32> {
  %c0 = arith.constant 0 : index
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<2x3x4xi32> -> tensor<2x?x4xi32>
  %1 = rint.repeat_interleave %y repeats(%r : index) dim(1) : tensor<2x3x4xi32> -> tensor<2x?x4xi32>
  %2 = tensor.concat dim(1) %0, %1 : (tensor<2x?x4xi32>, tensor<2x?x4xi32>) -> tensor<2x?x4xi32>
  %c1 = arith.constant 1 : index
  %n = tensor.dim %2, %c1 : tensor<2x?x4xi32>
  %3 = tensor.extract_slice %2[0, 0, 1] [2, %n, 3] [1, 1, 1] : tensor<2x?x4xi32> to tensor<2x?x3xi32>
  %e = tensor.empty(%n) : tensor<3x2x?xi32>
  %4 = linalg.transpose ins(%3 : tensor<2x?x3xi32>) outs(%e : tensor<3x2x?xi32>) permutation = [2, 0, 1]
  %5 = rint.repeat_interleave %4 repeats(2) dim(0) : tensor<3x2x?xi32> -> tensor<6x2x?xi32>
  %6 = rint.repeat %5 counts(1, 3, 1) : tensor<6x2x?xi32> -> tensor<6x6x?xi32>
  %7 = arith.muli %6, %6 : tensor<6x6x?xi32>
  %8 = tensor.cast %7 : tensor<6x6x?xi32> to tensor<?x?x?xi32>
  return %8 : tensor<?x?x?xi32>
}
"""
    for r in (0, 1, 3):
        x, y = c.ints(2, 3, 4), c.ints(2, 3, 4)
        want = np.concatenate([np.repeat(x, r, 1), np.repeat(y, r, 1)], 1)[:, :, 1:]
        want = np.tile(np.repeat(want.transpose(2, 0, 1), 2, 0), (1, 3, 1))
        c.run(code, [x, y, r], want * want)


def attention(c):
    """Scores and values of grouped heads, [heads, queries, keys]."""
    code = """
func.func @main(%q: Q, %k: K, %v: K, %r: index) -> Q {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %z = arith.constant 0.0 : f32
  %kr = rint.repeat_interleave %k repeats(COUNT) dim(0) : K -> R
  %vr = rint.repeat_interleave %v repeats(COUNT) dim(0) : K -> R
  %h = tensor.dim %q, %c0 : Q
  %m = tensor.dim %q, %c1 : Q
  %n = tensor.dim %k, %c1 : K
  %d = tensor.dim %k, %c2 : K
  %e = tensor.empty(%h, %m, %n) : tensor<?x?x?xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %s = linalg.batch_matmul indexing_maps = [affine_map<(b,m,n,k)->(b,m,k)>, affine_map<(b,m,n,k)->(b,n,k)>, affine_map<(b,m,n,k)->(b,m,n)>] ins(%q, %kr : Q, R) outs(%f : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %e2 = tensor.empty(%h, %m, %d) : tensor<?x?x?xf32>
  %f2 = linalg.fill ins(%z : f32) outs(%e2 : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %y = linalg.batch_matmul ins(%s, %vr : tensor<?x?x?xf32>, R) outs(%f2 : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %o = tensor.cast %y : tensor<?x?x?xf32> to Q
  return %o : Q
}
"""
    any_type = "tensor<?x?x?xf32>"
    for heads, r, m, n, d in ((2, 4, 1, 33, 40), (3, 2, 5, 16, 64), (2, 1, 2, 20, 16),
                              (0, 4, 2, 8, 8), (2, 4, 2, 0, 8)):
        q, k, v = c.floats(heads * r, m, d), c.floats(heads, n, d), c.floats(heads, n, d)
        want = sums(sums(q, np.repeat(k, r, 0).transpose(0, 2, 1)), np.repeat(v, r, 0))
        text = code.replace("Q", any_type).replace("K", any_type).replace("R", any_type)
        c.run(text.replace("COUNT", "%r : index"), [q, k, v, r], want)
        if heads:
            text = (code.replace("Q", f"tensor<{heads * r}x{m}x{d}xf32>")
                    .replace("K", f"tensor<{heads}x{n}x{d}xf32>")
                    .replace("R", f"tensor<{heads * r}x{n}x{d}xf32>"))
            c.run(text.replace("COUNT", str(r)), [q, k, v, r], want)


def sums(x, y):
    """x @ y, summand by summand."""
    result = np.zeros((x.shape[0], x.shape[1], y.shape[2]), np.float32)
    for k in range(x.shape[2]):
        result = result + x[:, :, k, None] * y[:, k, None, :]
    return result


def frontend(c):
    """repeat_kv as frontends write it, and keys that are transposed."""
    code = """
#in = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#out = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
func.func @main(%q: tensor<2x6x3x20xf32>, %k: tensor<2x3x17x20xf32>) -> tensor<6x3x17xf32> {
  %z = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<2x3x2x17x20xf32>
  %1 = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%k : tensor<2x3x17x20xf32>) outs(%0 : tensor<2x3x2x17x20xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<2x3x2x17x20xf32>
  %2 = tensor.collapse_shape %1 [[0], [1, 2], [3], [4]] : tensor<2x3x2x17x20xf32> into tensor<2x6x17x20xf32>
  %e = tensor.empty() : tensor<2x6x20x17xf32>
  %t = linalg.transpose ins(%2 : tensor<2x6x17x20xf32>) outs(%e : tensor<2x6x20x17xf32>) permutation = [0, 1, 3, 2]
  %kc = tensor.collapse_shape %t [[0, 1], [2], [3]] : tensor<2x6x20x17xf32> into tensor<12x20x17xf32>
  %qc = tensor.collapse_shape %q [[0, 1], [2], [3]] : tensor<2x6x3x20xf32> into tensor<12x3x20xf32>
  %e2 = tensor.empty() : tensor<12x3x17xf32>
  %f = linalg.fill ins(%z : f32) outs(%e2 : tensor<12x3x17xf32>) -> tensor<12x3x17xf32>
  %r = linalg.batch_matmul ins(%qc, %kc : tensor<12x3x20xf32>, tensor<12x20x17xf32>) outs(%f : tensor<12x3x17xf32>) -> tensor<12x3x17xf32>
  %s = tensor.extract_slice %r[6, 0, 0] [6, 3, 17] [1, 1, 1] : tensor<12x3x17xf32> to tensor<6x3x17xf32>
  return %s : tensor<6x3x17xf32>
}
"""
    q, k = c.floats(2, 6, 3, 20), c.floats(2, 3, 17, 20)
    want = sums(q[1], np.repeat(k[1], 2, 0).transpose(0, 2, 1))
    c.run(code, [q, k], want)


def reductions(c):
    """Sums of integers, which wrap around, and the greatest of floats."""
    code = """
func.func @main(%x: tensor<?x3xELEMENT>, %r: index) -> tensor<3xELEMENT> {
  %z = arith.constant START : ELEMENT
  %e = tensor.empty() : tensor<3xELEMENT>
  %f = linalg.fill ins(%z : ELEMENT) outs(%e : tensor<3xELEMENT>) -> tensor<3xELEMENT>
  %0 = rint.repeat_interleave %x repeats(COUNT) dim(0) : tensor<?x3xELEMENT> -> tensor<?x3xELEMENT>
  %1 = linalg.reduce { COMBINER } ins(%0 : tensor<?x3xELEMENT>) outs(%f : tensor<3xELEMENT>) dimensions = [0]
  return %1 : tensor<3xELEMENT>
}
"""
    for n, r in ((5, 3), (5, 0), (0, 4)):
        x = c.rng.integers(-128, 127, (n, 3)).astype(np.int8)
        want = np.repeat(x, r, 0).sum(0, dtype=np.int8)
        text = code.replace("ELEMENT", "i8").replace("START", "0")
        c.run(text.replace("COUNT", "%r : index").replace("COMBINER", "arith.addi"),
              [x, r], want)
    x = c.floats(4, 3)
    text = code.replace("ELEMENT", "f32").replace("START", "0xFF800000")
    c.run(text.replace("COUNT", "3").replace("COMBINER", "arith.maximumf"),
          [x, 3], np.max(x, 0))


def memory(c):
    """Attention holds no repeated keys: 128 MiB less at the peak."""
    code = """
func.func @main(%q: tensor<64x1x128xf32>, %k: tensor<8x4096x128xf32>) -> tensor<64x1x4096xf32> {
  %z = arith.constant 0.0 : f32
  %0 = rint.repeat_interleave %k repeats(8) dim(0) : tensor<8x4096x128xf32> -> tensor<64x4096x128xf32>
  %e = tensor.empty() : tensor<64x1x4096xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<64x1x4096xf32>) -> tensor<64x1x4096xf32>
  %s = linalg.batch_matmul indexing_maps = [affine_map<(b,m,n,k)->(b,m,k)>, affine_map<(b,m,n,k)->(b,n,k)>, affine_map<(b,m,n,k)->(b,m,n)>] ins(%q, %0 : tensor<64x1x128xf32>, tensor<64x4096x128xf32>) outs(%f : tensor<64x1x4096xf32>) -> tensor<64x1x4096xf32>
  return %s : tensor<64x1x4096xf32>
}
"""
    c.scratch.write(code)
    peaks = []
    for mode in ("on", "off"):  # The peak of all children so far grows.
        process = c.scratch.run("--input=64x1x128xf32=1", "--input=8x4096x128xf32=2",
                                f"--fuse={mode}")
        assert process.returncode == 0, process.stderr
        peaks.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    assert peaks[0] + 100 * 1024 < peaks[1], peaks


def errors(c):
    """Checks stay where they are, also of what is never made."""
    c.scratch.write("""
func.func @main(%x: tensor<?xf32>, %r: tensor<?xi64>, %n: index) -> tensor<?xf32> {
  %0 = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %1 = math.exp %0 : tensor<?xf32>
  %2 = rint.repeat_interleave %1 repeats(%n : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %3 = arith.mulf %2, %2 : tensor<?xf32>
  return %3 : tensor<?xf32>
}
""")
    text = "'rint.repeat_interleave' op expected "
    for mode in (["--fuse=on"], ["--fuse=off"]):
        c.scratch.expect_error(
            f"test.mlir:3:8: error: {text}repeats[1] to be non-negative, but got -1",
            "--input=2xf32=1", "--input=2xi64=[5, -1]", "--input=index=-1", *mode)
        c.scratch.expect_error(
            f"test.mlir:5:8: error: {text}repeats to be non-negative, but got -1",
            "--input=2xf32=1", "--input=2xi64=[5, 1]", "--input=index=-1", *mode)


for test in (memory, elementwise, no_copies, moved, attention, frontend, reductions, errors):
    test(Checker())
