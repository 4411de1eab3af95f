// Results that are known to be empty are just that: a view of a broadcast to no
// copies would not say so. Whatever else the op promises has been checked before.
//
// RUN: rint-opt %s --convert-rint-to-linalg | FileCheck %s

// CHECK-LABEL: @no_copies(
// CHECK-NOT: linalg
// CHECK: tensor.empty() : tensor<0x4xf32>
// CHECK-NOT: linalg
// CHECK: %[[E:.*]] = tensor.empty(%{{.*}}) : tensor<0x?xf32>
// CHECK: tensor.cast %[[E]] : tensor<0x?xf32> to tensor<?x?xf32>
// CHECK-NOT: linalg
// CHECK: tensor.empty(%{{.*}}) : tensor<?x0xf32>
// CHECK-NOT: linalg
// CHECK: return
func.func @no_copies(%x: tensor<?x?xf32>) -> (tensor<0x4xf32>, tensor<?x?xf32>, tensor<?x0xf32>) {
  %0 = rint.repeat_interleave %x repeats(0) dim(0) : tensor<?x?xf32> -> tensor<0x4xf32>
  %1 = rint.repeat_interleave %x repeats(0) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %2 = rint.repeat %x counts(3, 0) : tensor<?x?xf32> -> tensor<?x0xf32>
  return %0, %1, %2 : tensor<0x4xf32>, tensor<?x?xf32>, tensor<?x0xf32>
}
