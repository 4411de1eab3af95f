# What is put into a buffer of the caller, against NumPy: the buffer is a part of a
# larger one, of which nothing else may change. A wrong size is an error.
#
# RUN: %python %s

import os
import subprocess

import numpy as np

import runner

OPT = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-opt")
X = np.arange(1, 13, dtype=np.int32).reshape(3, 4)

# The buffers: all of the rows, and a part of each row.
LAYOUTS = [(4, 0, "strided<[4, 1], offset: 4>"), (6, 1, "strided<[6, 1], offset: 7>")]

MODULE = """
func.func private @fill(%x: tensor<?xCOLUMNSxi32>, %r: COUNTS, %out: memref<?x4xi32, LAYOUT>) attributes {no_inline} {
  %y = OP : tensor<?xCOLUMNSxi32> -> tensor<?x4xi32>
  MORE
  bufferization.materialize_in_destination %RESULT in restrict writable %out : (tensor<?x4xi32>, memref<?x4xi32, LAYOUT>) -> ()
  return
}
func.func @main(%x: tensor<?xCOLUMNSxi32>, %r: COUNTS, %n: index) -> tensor<?xWIDTHxi32> {
  %c2 = arith.constant 2 : index
  %rows = arith.addi %n, %c2 : index
  %s = arith.constant -1 : i32
  %m = memref.alloc(%rows) : memref<?xWIDTHxi32>
  linalg.fill ins(%s : i32) outs(%m : memref<?xWIDTHxi32>)
  %v = memref.subview %m[1, LEFT] [%n, 4] [1, 1] : memref<?xWIDTHxi32> to memref<?x4xi32, LAYOUT>
  call @fill(%x, %r, %v) : (tensor<?xCOLUMNSxi32>, COUNTS, memref<?x4xi32, LAYOUT>) -> ()
  %t = bufferization.to_tensor %m restrict : memref<?xWIDTHxi32> to tensor<?xWIDTHxi32>
  return %t : tensor<?xWIDTHxi32>
}
"""

SUM = "%z = arith.addi %y, %y : tensor<?x4xi32>"
BRANCH = """%c = arith.constant 0 : index
  %d = tensor.dim %y, %c : tensor<?x4xi32>
  %i = arith.cmpi eq, %d, %c : index
  %z = scf.if %i -> tensor<?x4xi32> {
    scf.yield %y : tensor<?x4xi32>
  } else {
    %w = rint.repeat_interleave %y repeats(1) dim(0) : tensor<?x4xi32> -> tensor<?x4xi32>
    scf.yield %w : tensor<?x4xi32>
  }"""
CONCAT = "%z = tensor.concat dim(0) %y, %y : (tensor<?x4xi32>, tensor<?x4xi32>) -> tensor<?x4xi32>"


def check(op, counts, want, x=X, more="", result="y"):
    """Fills with what `op` makes of `x` and `counts`, and then of `more` of it."""
    scratch = runner.Scratch()
    np.save(scratch.path("x.npy"), x)
    kind, spec = "index", f"index={counts}"
    if np.ndim(counts):
        kind = "tensor<?xi64>" if counts.dtype == np.int64 else "tensor<?xindex>"
        spec = f"{len(counts)}x{kind[9:-1]}={counts.tolist()}"
    for width, left, layout in LAYOUTS:
        text = MODULE
        for name, value in [("OP", op), ("MORE", more), ("RESULT", result),
                            ("COLUMNS", x.shape[1]), ("COUNTS", kind),
                            ("LAYOUT", layout), ("WIDTH", width), ("LEFT", left)]:
            text = text.replace(name, str(value))
        scratch.write(text)
        line = text[:text.index("materialize")].count("\n") + 1
        for flags in [], ["--strategy=loops", "--fuse=off"]:
            all = ["--input=@x.npy", f"--input={spec}", *flags]
            process = scratch.run(*all, f"--input=index={len(want)}", "--output=@o.npy")
            assert (process.returncode, process.stderr) == (0, ""), process.stderr + text
            expected = np.full((len(want) + 2, width), -1, np.int32)
            expected[1:-1, left:left + 4] = want
            got = np.load(scratch.path("o.npy"))
            assert np.array_equal(got, expected), (op, flags, got, expected)
        for rows in len(want) + 1, len(want) - 1:
            if rows < 0:
                continue
            scratch.expect_error(
                f"test.mlir:{line}:3: error: 'bufferization.materialize_in_destination'"
                f" op expected dimension 0 of the destination to be {len(want)}, but got"
                f" {rows}", "--input=@x.npy", f"--input={spec}", f"--input=index={rows}")


def test_forms():
    counts = np.array([2, 0, 3])
    offsets = np.array([0, 2, 2, 5], np.uint64)
    check("rint.repeat_interleave %x repeats(3) dim(0)", 0, np.repeat(X, 3, 0))
    check("rint.repeat_interleave %x repeats(%r : index) dim(0)", 2, np.repeat(X, 2, 0))
    check("rint.repeat_interleave %x repeats(%r : index) dim(0)", 0, X[:0])
    check("rint.repeat_interleave %x repeats(2) dim(1)", 0, np.repeat(X[:, :2], 2, 1),
          x=X[:, :2])
    check("rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0)", counts,
          np.repeat(X, counts, 0))
    check("rint.repeat_interleave %x offsets(%r : tensor<?xindex>) dim(0)", offsets,
          np.repeat(X, counts, 0))
    check("rint.repeat %x counts(%r, 2)", 3, np.tile(X[:, :2], (3, 2)), x=X[:, :2])
    check("rint.segment_reduce sum %x repeats(%r : tensor<?xi64>) dim(0)",
          np.array([1, 0, 2]), np.array([X[0], 0 * X[0], X[1] + X[2]]))


def test_around():
    """Work on the result; a choice between results; one result twice."""
    repeat = "rint.repeat_interleave %x repeats(%r : index) dim(0)"
    check(repeat, 2, 2 * np.repeat(X, 2, 0), more=SUM, result="z")
    check(repeat, 2, np.repeat(X, 2, 0), more=BRANCH, result="z")
    check(repeat, 2, np.tile(np.repeat(X, 2, 0), (2, 1)), more=CONCAT, result="z")
    counts = np.array([2, 0, 3])
    check("rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0)", counts,
          np.tile(np.repeat(X, counts, 0), (2, 1)), more=CONCAT, result="z")


def test_in_order():
    """A buffer that is read before it is filled, and one that may not be filled."""
    scratch = runner.Scratch("""
func.func @main(%x: tensor<?xi32>, %r: index, %b: i1) -> (tensor<6xi32>, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : i32
  %m = memref.alloc() : memref<6xi32>
  linalg.fill ins(%c1 : i32) outs(%m : memref<6xi32>)
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi32> -> tensor<?xi32>
  %old = memref.load %m[%c0] : memref<6xi32>
  scf.if %b {
    bufferization.materialize_in_destination %y in restrict writable %m : (tensor<?xi32>, memref<6xi32>) -> ()
  } else {
    %z = rint.repeat_interleave %x repeats(2) dim(0) : tensor<?xi32> -> tensor<?xi32>
    %w = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi32> -> tensor<?xi32>
    %p = memref.subview %m[2] [4] [1] : memref<6xi32> to memref<4xi32, strided<[1], offset: 2>>
    bufferization.materialize_in_destination %z in restrict writable %p : (tensor<?xi32>, memref<4xi32, strided<[1], offset: 2>>) -> ()
  }
  %t = bufferization.to_tensor %m restrict : memref<6xi32> to tensor<6xi32>
  return %t, %old : tensor<6xi32>, i32
}
""")
    x = "--input=2xi32=[7, 8]"
    scratch.expect("6xi32=[7, 7, 7, 8, 8, 8]\ni32=1\n", x, "--input=index=3", "--input=i1=1")
    scratch.expect("6xi32=[1, 1, 7, 7, 8, 8]\ni32=1\n", x, "--input=index=0", "--input=i1=0")
    # The size is compared where the buffer is filled.
    text = ("'bufferization.materialize_in_destination' op expected dimension 0 of the"
            " destination to be")
    scratch.expect_error(f"test.mlir:10:5: error: {text} 4, but got 6", x,
                         "--input=index=2", "--input=i1=1")
    scratch.expect_error(f"test.mlir:15:5: error: {text} 6, but got 4",
                         "--input=3xi32=1", "--input=index=2", "--input=i1=0")


def test_source_changed():
    """What is read stays what it was when the buffer that it comes from is filled in
    between."""
    scratch = runner.Scratch("""
func.func @main(%x: tensor<3xi32>) -> tensor<6xi32> {
  %c9 = arith.constant 9 : i32
  %m = memref.alloc() : memref<3xi32>
  %out = memref.alloc() : memref<6xi32>
  bufferization.materialize_in_destination %x in writable %m : (tensor<3xi32>, memref<3xi32>) -> ()
  %t = bufferization.to_tensor %m restrict : memref<3xi32> to tensor<3xi32>
  %y = rint.repeat_interleave %t repeats(2) dim(0) : tensor<3xi32> -> tensor<6xi32>
  %e = tensor.splat %c9 : tensor<3xi32>
  bufferization.materialize_in_destination %e in writable %m : (tensor<3xi32>, memref<3xi32>) -> ()
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<6xi32>, memref<6xi32>) -> ()
  %r = bufferization.to_tensor %out restrict : memref<6xi32> to tensor<6xi32>
  return %r : tensor<6xi32>
}
""")
    scratch.expect("6xi32=[1, 1, 2, 2, 3, 3]\n", "--input=3xi32=[1, 2, 3]")


def test_concatenations():
    """Operands of all kinds, some of them empty."""
    scratch = runner.Scratch("""
func.func @main(%x: tensor<?x4xi32>, %y: tensor<?x4xi32>, %r: tensor<?xi64>, %n: index) -> tensor<?x4xi32> {
  %a = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0) : tensor<?x4xi32> -> tensor<?x4xi32>
  %b = rint.repeat_interleave %y repeats(2) dim(0) : tensor<?x4xi32> -> tensor<?x4xi32>
  %c = rint.repeat %x counts(%n, 1) : tensor<?x4xi32> -> tensor<?x4xi32>
  %d = rint.repeat_interleave %y repeats(%n : index) dim(0) : tensor<?x4xi32> -> tensor<?x4xi32>
  %e = tensor.concat dim(0) %a, %b, %y, %c, %d : (tensor<?x4xi32>, tensor<?x4xi32>, tensor<?x4xi32>, tensor<?x4xi32>, tensor<?x4xi32>) -> tensor<?x4xi32>
  return %e : tensor<?x4xi32>
}
""")
    for n in 0, 1, 3:
        for rows in 0, 2:
            y, counts = X[:rows] * 100, np.array([1, 2, 0])
            np.save(scratch.path("x.npy"), X)
            np.save(scratch.path("y.npy"), y)
            process = scratch.run("--input=@x.npy", "--input=@y.npy",
                                  "--input=3xi64=[1, 2, 0]", f"--input=index={n}",
                                  "--output=@o.npy")
            assert process.returncode == 0, process.stderr
            want = np.concatenate([np.repeat(X, counts, 0), np.repeat(y, 2, 0), y,
                                   np.tile(X, (n, 1)), np.repeat(y, n, 0)])
            assert np.array_equal(np.load(scratch.path("o.npy")), want), (n, rows)
    scratch.expect_error(
        "test.mlir:5:8: error: 'rint.repeat' op expected counts[0] to be non-negative,"
        " but got -1", "--input=@x.npy", "--input=@y.npy", "--input=3xi64=[1, 2, 0]",
        "--input=index=-1")


def test_out_params():
    """Functions that fill their last arguments, in the two halves of the pipeline."""
    functions = """
func.func @one(%x: tensor<?x2xi64>) -> tensor<?x2xi64> {
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<?x2xi64> -> tensor<?x2xi64>
  return %y : tensor<?x2xi64>
}
func.func @counts(%x: tensor<?x2xi64>, %r: tensor<?xi64>) -> tensor<?x2xi64> {
  %y = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0) : tensor<?x2xi64> -> tensor<?x2xi64>
  return %y : tensor<?x2xi64>
}
"""
    main = """
memref.global "private" constant @x : memref<2x2xi64> = dense<[[1, 2], [3, 4]]>
memref.global "private" constant @r : memref<2xi64> = dense<[3, 1]>
func.func private @printMemrefI64(memref<*xi64>) attributes {llvm.emit_c_interface}
func.func @main() attributes {llvm.emit_c_interface, rint.signature = () -> ()} {
  %0 = memref.get_global @x : memref<2x2xi64>
  %1 = memref.get_global @r : memref<2xi64>
  %x = memref.cast %0 : memref<2x2xi64> to memref<?x2xi64>
  %r = memref.cast %1 : memref<2xi64> to memref<?xi64>
  %n = arith.constant ROWS : index
  %out = memref.alloc(%n) : memref<?x2xi64>
  call @CALL, %out) : (TYPES, memref<?x2xi64>) -> ()
  %u = memref.cast %out : memref<?x2xi64> to memref<*xi64>
  call @printMemrefI64(%u) : (memref<*xi64>) -> ()
  memref.dealloc %out : memref<?x2xi64>
  return
}
"""
    process = subprocess.run([OPT, "--rint-to-buffers=out-params"], input=functions,
                             capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    buffers = process.stdout.rstrip().removesuffix("}")
    calls = {"one(%x": "memref<?x2xi64>", "counts(%x, %r": "memref<?x2xi64>, memref<?xi64>"}
    want = {"one(%x": "[[1,   2], \n [1,   2], \n [3,   4], \n [3,   4]]",
            "counts(%x, %r": "[[1,   2], \n [1,   2], \n [1,   2], \n [3,   4]]"}
    for call, types in calls.items():
        for rows in 4, 5:
            text = main.replace("CALL", call).replace("TYPES", types).replace("ROWS", str(rows))
            lowered = subprocess.run([OPT, "--rint-buffers-to-llvm"], input=buffers + text + "}",
                                     capture_output=True, text=True)
            assert lowered.returncode == 0, lowered.stderr
            scratch = runner.Scratch(lowered.stdout)
            process = scratch.run()
            if rows == 4:
                assert process.returncode == 0 and want[call] in process.stdout, process
            else:
                assert (process.returncode, process.stdout) == (1, ""), process
                assert ("'bufferization.materialize_in_destination' op expected dimension 0"
                        " of the destination to be 4, but got 5") in process.stderr, process


for name, test in list(globals().items()):
    if name.startswith("test_"):
        test()
