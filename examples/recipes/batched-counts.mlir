// Counts for each slice of each row of a batch. The rows of the result differ in length,
// so it is flat, and the offsets of its rows say where each begins (CSR, or a jagged
// tensor): those of every n-th slice.
//
// RUN: rint-runner %s "--input=2x3xi64=[[10, 20, 30], [40, 50, 60]]" "--input=2x3xi64=[[1, 3, 0], [2, 0, 1]]" | FileCheck %s
// CHECK: {{^}}7xi64=[10, 20, 20, 20, 40, 40, 60]{{$}}
// CHECK-NEXT: {{^}}3xindex=[0, 4, 7]{{$}}

func.func @main(%x: tensor<?x?xi64>, %r: tensor<?x?xi64>) -> (tensor<?xi64>, tensor<?xindex>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = tensor.dim %x, %c0 : tensor<?x?xi64>
  %n = tensor.dim %x, %c1 : tensor<?x?xi64>
  %flatX = tensor.collapse_shape %x [[0, 1]] : tensor<?x?xi64> into tensor<?xi64>
  %flatR = tensor.collapse_shape %r [[0, 1]] : tensor<?x?xi64> into tensor<?xi64>
  %o = rint.offsets repeats(%flatR : tensor<?xi64>) : tensor<?xindex>
  %y = rint.repeat_interleave %flatX offsets(%o : tensor<?xindex>) dim(0) : tensor<?xi64> -> tensor<?xi64>
  %entries = arith.addi %rows, %c1 : index
  %rowOffsets = tensor.generate %entries {
  ^bb0(%i: index):
    %at = arith.muli %i, %n : index
    %offset = tensor.extract %o[%at] : tensor<?xindex>
    tensor.yield %offset : index
  } : tensor<?xindex>
  return %y, %rowOffsets : tensor<?xi64>, tensor<?xindex>
}
