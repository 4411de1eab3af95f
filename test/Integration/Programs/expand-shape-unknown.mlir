// Views whose sizes the run alone knows, several in a group.
//
// RUN: rint-runner %s --entry=elementwise --input=6xf32=iota --input=index=2 --input=index=3 | FileCheck %s --check-prefix=ELEMENTWISE
// ELEMENTWISE: 2x3xf32=[{{\[}}0, 2, 4], [6, 8, 10]]
// RUN: rint-runner %s --entry=repeat --input=4xf32=iota --input=index=2 --input=index=2 --input=index=2 | FileCheck %s --check-prefix=REPEAT
// REPEAT: 2x2x2xf32=[{{\[\[}}0, 0], [1, 1]], {{\[\[}}2, 2], [3, 3]]]
// RUN: rint-runner %s --entry=elementwise --input=0xf32=[] --input=index=0 --input=index=3 | FileCheck %s --check-prefix=EMPTY
// EMPTY: 0x3xf32=[]

func.func @elementwise(%x: tensor<?xf32>, %a: index, %b: index) -> tensor<?x?xf32> {
  %s = arith.addf %x, %x : tensor<?xf32>
  %y = tensor.expand_shape %s [[0, 1]] output_shape [%a, %b] : tensor<?xf32> into tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

func.func @repeat(%x: tensor<?xf32>, %r: index, %a: index, %b: index) -> tensor<?x?x?xf32> {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %z = tensor.expand_shape %y [[0, 1, 2]] output_shape [%a, %b, %r] : tensor<?xf32> into tensor<?x?x?xf32>
  return %z : tensor<?x?x?xf32>
}
