# .npy files in and out, written and read by NumPy.
#
# RUN: %python %s

import numpy as np
from runner import Scratch, identity

scratch = Scratch()
rng = np.random.default_rng(5)


def mlir_type(array, element):
    return "tensor<" + "".join(f"{size}x" for size in array.shape) + element + ">"


def round_trip(array, element, dtype=None):
    """Passes the file x.npy, which holds `array`, through a program."""
    scratch.write(identity(mlir_type(array, element)))
    scratch.expect("", "--input=@x.npy", "--output=@y.npy")
    back = np.load(scratch.path("y.npy"))
    assert back.dtype.str == (dtype or array.dtype.str), (element, back.dtype)
    assert back.shape == array.shape and back.flags.c_contiguous
    assert back.tobytes() == array.tobytes(), element


# dtype by dtype, of every element type that shares it.
DTYPES = {
    "|b1": ["i1"],
    "|i1": ["i8", "si8"],
    "<i2": ["i16", "si16"],
    "<i4": ["i32", "si32"],
    "<i8": ["i64", "si64", "index"],
    "|u1": ["ui8", "f8E5M2", "f8E4M3FN", "f8E4M3FNUZ"],
    "<u2": ["ui16", "bf16"],
    "<u4": ["ui32"],
    "<u8": ["ui64"],
    "<f2": ["f16"],
    "<f4": ["f32"],
    "<f8": ["f64"],
    "<c8": ["complex<f32>"],
    "<c16": ["complex<f64>"],
    "|V16": ["i128", "f128"],
    "|V8": ["complex<i32>"],
    "|V4": ["complex<f16>"],
}
for dtype, elements in DTYPES.items():
    itemsize = np.dtype(dtype).itemsize
    array = rng.integers(0, 2 if dtype == "|b1" else 256, (3, 5 * itemsize), dtype=np.uint8).view(dtype)
    np.save(scratch.path("x.npy"), array)
    for element in elements:
        round_trip(array, element)

# Shapes: rank 0, which may go to a scalar as well, and no elements.
for shape in [(), (1,), (0,), (0, 3), (3, 0), (2, 3, 4), (1, 1, 1, 1, 2)]:
    array = np.arange(np.prod(shape), dtype=np.int32).reshape(shape)
    np.save(scratch.path("x.npy"), array)
    round_trip(array, "i32")
scratch.write(identity("i32"))
np.save(scratch.path("x.npy"), np.int32(-5))
scratch.expect("i32=-5\n", "--input=@x.npy")
scratch.expect("", "--input=@x.npy", "--output=@y.npy")
assert np.load(scratch.path("y.npy")) == np.int32(-5)

# Fortran order.
for shape in [(2, 3), (2, 3, 4), (0, 3), (5,), (4, 1, 3)]:
    for dtype, element in [("<f8", "f64"), ("<c8", "complex<f32>"), ("|b1", "i1")]:
        array = np.asfortranarray(rng.integers(0, 2, shape).astype(dtype))
        np.save(scratch.path("x.npy"), array)
        round_trip(array, element)

# Versions of the format; a header that takes more than 64 KiB needs the second.
array = rng.standard_normal((4, 3)).astype(np.float32)
for version in [(1, 0), (2, 0), (3, 0)]:
    with open(scratch.path("x.npy"), "wb") as file:
        np.lib.format.write_array(file, array, version=version)
    round_trip(array, "f32")

# Spaces and another order of the keys are as good as NumPy's own form.
with open(scratch.path("x.npy"), "wb") as file:
    header = b"{ 'shape':(4,3 ) ,\"fortran_order\" : False,'descr':'<f4' }\n"
    file.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + array.tobytes())
round_trip(array, "f32")

# Types between NumPy's: the next wider one, if the value fits.
for element, dtype, low, high in [
    ("i4", "|i1", -8, 7),
    ("si4", "|i1", -8, 7),
    ("ui4", "|u1", 0, 15),
    ("i24", "<i4", -(1 << 23), (1 << 23) - 1),
    ("i63", "<i8", -(1 << 62), (1 << 62) - 1),
    ("f6E2M3FN", "|u1", 0, 63),
]:
    array = np.array([low, high, 1], dtype=dtype)
    np.save(scratch.path("x.npy"), array)
    round_trip(array, element)
    array[2] = high + 1
    np.save(scratch.path("x.npy"), array)
    scratch.expect_error(
        f"test.mlir:1:17: error: argument 1 (%x : tensor<3x{element}>): 'x.npy': "
        f"expected a value that {element} can hold, but got {high + 1}",
        "--input=@x.npy",
    )

# Every byte but 0 is True, as it is for NumPy.
np.save(scratch.path("x.npy"), np.array([0, 1, 2, 255], np.uint8).view(np.bool_))
scratch.write(identity("tensor<4xi1>"))
scratch.expect("4xi1=[false, true, true, true]\n", "--input=@x.npy")

# Floats that other packages bring to NumPy are bytes without a meaning there.
np.save(scratch.path("x.npy"), np.array([0x3FC0], np.uint16).view("|V2"))
scratch.write(identity("tensor<1xbf16>"))
scratch.expect("1xbf16=[1.5]\n", "--input=@x.npy")

# Some results to files, the others to stdout.
scratch.write(
    """func.func @main(%x: tensor<?xi64>) -> (tensor<?xi64>, i64, tensor<?xi64>) {
  %c = arith.constant 7 : i64
  return %x, %c, %x : tensor<?xi64>, i64, tensor<?xi64>
}
"""
)
scratch.expect("2xi64=[4, 5]\n", "--input=2xi64=[4, 5]", "--output=@a.npy", "--output=@b.npy")
assert np.load(scratch.path("a.npy")).tolist() == [4, 5]
assert np.load(scratch.path("b.npy")) == 7

# A result whose strides are not those of row-major order.
scratch.write(
    """func.func @main(%x: memref<2x3xi32>) -> memref<3x2xi32, strided<[1, 3]>> {
  %copy = memref.alloc() : memref<2x3xi32>
  memref.copy %x, %copy : memref<2x3xi32> to memref<2x3xi32>
  %t = memref.transpose %copy (i, j) -> (j, i)
      : memref<2x3xi32> to memref<3x2xi32, strided<[1, 3]>>
  return %t : memref<3x2xi32, strided<[1, 3]>>
}
"""
)
scratch.expect("3x2xi32=[[0, 3], [1, 4], [2, 5]]\n", "--input=2x3xi32=iota")
scratch.expect("", "--input=2x3xi32=iota", "--output=@a.npy")
assert np.load(scratch.path("a.npy")).tolist() == [[0, 3], [1, 4], [2, 5]]
