// Results that are known to be empty are just that: a view of a broadcast to no
// copies would not say so. Whatever else the op promises has been checked before.
//
// RUN: rint-opt %s --convert-rint-to-linalg | FileCheck %s

// CHECK-LABEL: @no_copies(
// CHECK-NOT: linalg
// CHECK: tensor.empty() : tensor<0x4xf32>
// CHECK-NOT: linalg
// CHECK: tensor.empty(%c0{{[^,]*}}, %{{.*}}) : tensor<?x?xf32>
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

// A view of what has no elements cannot be taken apart again.
// CHECK-LABEL: @empty_source(
// CHECK-NOT: rint.
// CHECK: tensor.empty(%{{.*}}) : tensor<?xf32>
func.func @empty_source(%x: tensor<0xf32>, %o: tensor<?xindex>) -> tensor<?xf32> {
  %0 = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<0xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// What breaks a rule for sure ends in its check; the rest must compile all the
// same, without a cast from 3 to 4.
// CHECK-LABEL: @never_completes(
// CHECK-NOT: linalg
// CHECK: tensor.empty(%{{.*}}) : tensor<4x?xf32>
// CHECK-NOT: linalg
// CHECK: tensor.empty(%{{.*}}) : tensor<4x?xf32>
// CHECK-NOT: linalg
// CHECK: return
func.func @never_completes(%x: tensor<3x?xf32>, %n: index) -> (tensor<4x?xf32>, tensor<4x?xf32>) {
  %y = tensor.cast %x : tensor<3x?xf32> to tensor<?x?xf32>
  %0 = rint.repeat_interleave %y repeats(%n : index) dim(1) : tensor<?x?xf32> -> tensor<4x?xf32>
  %1 = rint.repeat %y counts(1, %n) : tensor<?x?xf32> -> tensor<4x?xf32>
  return %0, %1 : tensor<4x?xf32>, tensor<4x?xf32>
}
