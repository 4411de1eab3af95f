# How results are printed: long ones as NumPy shortens them.
#
# RUN: %python %s

import numpy as np
from runner import Scratch, identity

scratch = Scratch()


def numpy_text(array, threshold):
    text = np.array2string(
        array,
        threshold=threshold,
        edgeitems=3,
        separator=", ",
        max_line_width=10**9,
        formatter={"int": str},
    )
    # NumPy puts the rows of a matrix on lines of their own.
    return " ".join(text.split()) + "\n"


for shape in [
    (1000,),
    (1001,),
    (5000,),
    (10, 100),
    (11, 100),
    (100, 11),
    (3, 400),
    (6, 7, 30),
    (7, 6, 30),
    (2, 600, 1),
    (1200, 0, 3),
]:
    array = np.arange(np.prod(shape)).reshape(shape)
    head = "".join(f"{size}x" for size in shape) + "i64="
    scratch.write(identity(f"tensor<{head[:-1]}>"))
    if array.size == 0:
        scratch.expect(head + "[]\n", f"--input={head}iota")
        continue
    scratch.expect(head + numpy_text(array, 1000), f"--input={head}iota")
    scratch.expect(head + numpy_text(array, array.size), f"--input={head}iota", "--print-all")

# Every result on a line of its own; a function may have none.
scratch.write(
    """func.func @main() -> (tensor<2xi1>, f32, tensor<0x3xf32>, tensor<f16>, i1) {
  %a = arith.constant dense<[true, false]> : tensor<2xi1>
  %b = arith.constant 4.5 : f32
  %c = tensor.empty() : tensor<0x3xf32>
  %d = arith.constant dense<-0.0> : tensor<f16>
  %e = arith.constant true
  return %a, %b, %c, %d, %e : tensor<2xi1>, f32, tensor<0x3xf32>, tensor<f16>, i1
}
func.func @nothing() {
  return
}
"""
)
scratch.expect("2xi1=[true, false]\nf32=4.5\n0x3xf32=[]\nf16=-0\ni1=true\n")
scratch.expect("", "--entry=nothing")
