// RUN: rint-opt %s --rint-build-gradients --split-input-file --verify-diagnostics | FileCheck %s

// A layer: tokens get the vector of their sentence, are weighed, and pooled. A value
// that is used twice adds up what comes from both uses.

// CHECK-LABEL: func @layer(
// CHECK-LABEL: func @layer_gradient(
// CHECK-SAME:    %[[X:.*]]: tensor<?x4xf32>, %[[W:.*]]: tensor<?x4xf32>, %[[R:.*]]: tensor<?xi64>, %[[DY:.*]]: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
// CHECK:         %[[T:.*]] = rint.repeat_interleave %[[X]]
// CHECK:         %[[DP:.*]] = rint.repeat_interleave %[[DY]] repeats(%[[R]] : tensor<?xi64>) dim(0)
// CHECK:         %[[DT:.*]] = arith.mulf %[[DP]], %[[W]]
// CHECK:         %[[DW:.*]] = arith.mulf %[[DP]], %[[T]]
// CHECK:         %[[O:.*]] = rint.offsets repeats(%[[R]] : tensor<?xi64>) size(
// CHECK:         %[[DX:.*]] = rint.segment_reduce sum %[[DT]] offsets(%[[O]] : tensor<?xindex>) dim(0)
// CHECK:         return %[[DX]], %[[DW]]
func.func @layer(%x: tensor<?x4xf32>, %w: tensor<?x4xf32>, %r: tensor<?xi64>) -> tensor<?x4xf32> attributes {rint.differentiate} {
  %t = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %p = arith.mulf %t, %w : tensor<?x4xf32>
  %y = rint.segment_reduce sum %p repeats(%r : tensor<?xi64>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

// What nothing depends on has a gradient of zeros, and what is no float has none.

// CHECK-LABEL: func @unused_gradient(
// CHECK-SAME:    %{{.*}}: tensor<?xf32>, %{{.*}}: tensor<3xf64>, %{{.*}}: i32, %[[DZ:.*]]: tensor<3xf64>) -> (tensor<?xf32>, tensor<3xf64>)
// CHECK:         %[[SUM:.*]] = arith.addf %[[DZ]], %[[DZ]]
// CHECK:         %[[ZERO:.*]] = arith.constant 0.0{{.*}} : f32
// CHECK:         %[[DX:.*]] = tensor.splat %[[ZERO]][%{{.*}}] : tensor<?xf32>
// CHECK:         return %[[DX]], %[[SUM]]
func.func @unused(%x: tensor<?xf32>, %z: tensor<3xf64>, %i: i32) -> (tensor<3xf64>, i32) attributes {rint.differentiate} {
  %y = arith.addf %z, %z : tensor<3xf64>
  return %y, %i : tensor<3xf64>, i32
}

// -----

func.func @f(%x: tensor<4xf32>) -> tensor<2xf32> attributes {rint.differentiate} {
  // expected-error@+1 {{'rint.segment_reduce' op expected to have a gradient, but it has none}}
  %y = rint.segment_reduce max %x repeats(2) : tensor<4xf32> -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

// expected-error@+1 {{expected a function of one block to differentiate, but got 2}}
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> attributes {rint.differentiate} {
  cf.br ^exit
^exit:
  return %x : tensor<4xf32>
}
