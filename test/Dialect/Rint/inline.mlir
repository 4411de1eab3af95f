// RUN: rint-opt %s --inline | FileCheck %s

func.func private @callee(%x: tensor<3xf32>) -> tensor<6xf32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<3xf32> -> tensor<6xf32>
  return %y : tensor<6xf32>
}

// CHECK-LABEL: func.func @caller(
//  CHECK-SAME:     %[[X:.*]]: tensor<3xf32>)
//   CHECK-NOT:   call
//       CHECK:   rint.repeat_interleave %[[X]] repeats(2)
func.func @caller(%x: tensor<3xf32>) -> tensor<6xf32> {
  %y = call @callee(%x) : (tensor<3xf32>) -> tensor<6xf32>
  return %y : tensor<6xf32>
}
