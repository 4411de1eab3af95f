# Slices and concatenations of repeats give what NumPy says: every slice of small
# tensors, with numbers that types know and that the run knows.
#
# RUN: %python %s

import numpy as np

from runner import Scratch

X = np.arange(1, 41, dtype=np.int32).reshape(5, 2, 4)


def check(code, arguments, want):
    scratch = Scratch(code)
    flags = ["--output=@out.npy"]
    for i, argument in enumerate(arguments):
        if np.ndim(argument):
            np.save(scratch.path(f"{i}.npy"), argument)
            flags.append(f"--input=@{i}.npy")
        else:
            flags.append(f"--input=index={argument}")
    process = scratch.run(*flags)
    assert (process.returncode, process.stderr) == (0, ""), (code, process.stderr)
    got = np.load(scratch.path("out.npy"))
    assert got.shape == want.shape, (code, arguments, got.shape)
    assert np.array_equal(got, want), (code, arguments, got, want)


def windows(total):
    return [(i, n) for i in range(total) for n in range(1, total - i + 1)]


def test_windows_of_the_run():
    """All windows, also the empty ones at the end; and a part of the columns."""
    code = """
func.func @main(%x: tensor<?x2x4xi32>, %r: index, %m: index, %end: index) -> tensor<?x?x?x2xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0 : i32
  %e = tensor.empty(%end, %end, %m) : tensor<?x?x?x2xi32>
  %f = linalg.fill ins(%z : i32) outs(%e : tensor<?x?x?x2xi32>) -> tensor<?x?x?x2xi32>
  %all = scf.for %i = %c0 to %end step %c1 iter_args(%a = %f) -> tensor<?x?x?x2xi32> {
    %most = arith.subi %end, %i : index
    %some = scf.for %n = %c0 to %most step %c1 iter_args(%b = %a) -> tensor<?x?x?x2xi32> {
      %y = rint.repeat_interleave %x repeats(COUNT) dim(0) : tensor<?x2x4xi32> -> tensor<?x2x4xi32>
      %s = tensor.extract_slice %y[%i, 1, 0] [%n, 1, 2] [1, 1, 3] : tensor<?x2x4xi32> to tensor<?x2xi32>
      %c = tensor.insert_slice %s into %b[%i, %n, 0, 0] [1, 1, %n, 2] [1, 1, 1, 1] : tensor<?x2xi32> into tensor<?x?x?x2xi32>
      scf.yield %c : tensor<?x?x?x2xi32>
    }
    scf.yield %some : tensor<?x?x?x2xi32>
  }
  return %all : tensor<?x?x?x2xi32>
}
"""
    for rows in 0, 1, 4:
        for r in 0, 1, 2, 3:
            x, m = X[:rows], rows * r
            want = np.zeros((m + 1, m + 1, m, 2), np.int32)
            for i, n in windows(m):
                want[i, n, :n] = np.repeat(x, r, 0)[i:i + n, 1, ::3]
            for count in ["%r : index"] + [str(r)] * (rows == 4):
                check(code.replace("COUNT", count), [x, r, m, m + 1], want)


def test_windows_of_types():
    """All windows of literal offsets and sizes."""
    lines, names, sizes, wanted = [], [], 0, []
    y = np.repeat(X[:4], 3, 0)
    for i, n in windows(12):
        at = len(names)
        lines += [f"%y{at} = rint.repeat_interleave %x repeats(3) dim(0) : tensor<4x2x4xi32> -> tensor<12x2x4xi32>",
                  f"%s{at} = tensor.extract_slice %y{at}[{i}, 0, 1] [{n}, 2, 3] [1, 1, 1] : tensor<12x2x4xi32> to tensor<{n}x2x3xi32>"]
        names.append(f"%s{at}")
        wanted.append(y[i:i + n, :, 1:])
        sizes += n
    types = ", ".join(f"tensor<{len(part)}x2x3xi32>" for part in wanted)
    result = f"tensor<{sizes}x2x3xi32>"
    body = "\n  ".join(lines)
    check(f"""
func.func @main(%x: tensor<4x2x4xi32>) -> {result} {{
  {body}
  %a = tensor.concat dim(0) {", ".join(names)} : ({types}) -> {result}
  return %a : {result}
}}
""", [X[:4]], np.concatenate(wanted))


def test_windows_of_two():
    """Slices of repeats of repeats, along the same dimension and along others."""
    code = """
func.func @main(%x: tensor<?x2x4xi32>, %q: index, %r: index, %i: index, %n: index, %j: index) -> tensor<?x?xi32> {
  %c1 = arith.constant 1 : index
  %0 = rint.OP : tensor<?x2x4xi32> -> tensor<?x?x4xi32>
  %1 = rint.repeat_interleave %0 repeats(%r : index) dim(DIM) : tensor<?x?x4xi32> -> tensor<?x?x4xi32>
  %2 = tensor.extract_slice %1[%i, %j, 1] [%n, 1, 3] [1, 1, 1] : tensor<?x?x4xi32> to tensor<?x3xi32>
  %3 = tensor.cast %2 : tensor<?x3xi32> to tensor<?x?xi32>
  return %3 : tensor<?x?xi32>
}
"""
    for op, first in (("repeat_interleave %x repeats(%q : index) dim(0)", lambda q: np.repeat(X, q, 0)),
                      ("repeat_interleave %x repeats(%q : index) dim(1)", lambda q: np.repeat(X, q, 1)),
                      ("repeat %x counts(%q, 2, 1)", lambda q: np.tile(X, (q, 2, 1)))):
        for dim in 0, 1:
            for q, r, i, n, j in (2, 3, 4, 1, 0), (1, 3, 2, 3, 1), (3, 1, 0, 5, 1):
                want = np.repeat(first(q), r, dim)[i:i + n, j, 1:]
                text = code.replace("OP", op).replace("DIM", str(dim))
                check(text, [X, q, r, i, n, j], want)


def test_one_copy():
    """Each copy by itself, of one count and of the whole, and what is left of the
    source after another copy has been changed."""
    code = """
func.func @main(%x: tensor<?x2x4xi32>, %r: index, %m: index) -> tensor<?x4xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %e = tensor.empty(%m) : tensor<?x4xi32>
  %0 = rint.OP : tensor<?x2x4xi32> -> tensor<?x2x4xi32>
  %1:2 = scf.for %i = %c0 to %m step %c1 iter_args(%a = %e, %b = %x) -> (tensor<?x4xi32>, tensor<?x2x4xi32>) {
    %s = tensor.extract_slice %0[%i, 1, 0] [1, 1, 4] [1, 1, 1] : tensor<?x2x4xi32> to tensor<4xi32>
    %t = arith.addi %s, %s : tensor<4xi32>
    %c = tensor.insert_slice %t into %a[%i, 0] [1, 4] [1, 1] : tensor<4xi32> into tensor<?x4xi32>
    %d = tensor.insert_slice %t into %b[0, 1, 0] [1, 1, 4] [1, 1, 1] : tensor<4xi32> into tensor<?x2x4xi32>
    scf.yield %c, %d : tensor<?x4xi32>, tensor<?x2x4xi32>
  }
  %v = tensor.extract_slice %1#1[0, 1, 0] [1, 1, 4] [1, 1, 1] : tensor<?x2x4xi32> to tensor<1x4xi32>
  %w = tensor.concat dim(0) %1#0, %v : (tensor<?x4xi32>, tensor<1x4xi32>) -> tensor<?x4xi32>
  return %w : tensor<?x4xi32>
}
"""
    for r in 0, 1, 3:
        for op, y in (("repeat_interleave %x repeats(%r : index) dim(0)", np.repeat(X, r, 0)),
                      ("repeat %x counts(%r, 1, 1)", np.tile(X, (r, 1, 1)))):
            rows = 2 * y[:, 1]
            last = rows[-1:] if r else X[:1, 1]
            check(code.replace("OP", op), [X, r, len(y)], np.concatenate([rows, last]))


def test_concatenations():
    """Along the repeated dimension and beside it, by each kind of counts."""
    code = """
func.func @main(%x: tensor<3x?xi32>, %y: tensor<3x?xi32>, %r: TYPE) -> tensor<?x?xi32> {
  %0 = rint.repeat_interleave %x repeats(%r : TYPE) dim(0) : tensor<3x?xi32> -> tensor<?x?xi32>
  %1 = rint.repeat_interleave %y repeats(%r : TYPE) dim(0) : tensor<3x?xi32> -> tensor<?x?xi32>
  %2 = tensor.concat dim(DIM) %0, %1, %0 : (tensor<?x?xi32>, tensor<?x?xi32>, tensor<?x?xi32>) -> tensor<?x?xi32>
  return %2 : tensor<?x?xi32>
}
"""
    x, y = X[:3, 0], X[:3, 1] * 7
    for counts in 0, 1, 3, np.array([2, 0, 1]), np.zeros(3, np.int64):
        for dim in 0, 1:
            text = code.replace("TYPE", "tensor<?xi64>" if np.ndim(counts) else "index")
            rx, ry = np.repeat(x, counts, 0), np.repeat(y, counts, 0)
            check(text.replace("DIM", str(dim)), [x, y, counts],
                  np.concatenate([rx, ry, rx], dim))


for name, test in list(globals().items()):
    if name.startswith("test_"):
        test()
