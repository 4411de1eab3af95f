// --canonicalize and --inline leave out or guard the forms of upstream that change
// a value, such as ForOpTensorCastFolder, which takes the size that a loop-carried
// tensor starts with for the size it keeps, and those that the verifier refuses.
//
// RUN: rint-opt %s --canonicalize | FileCheck %s
// RUN: rint-opt %s --pass-pipeline='builtin.module(func.func(canonicalize{top-down=false}))' | FileCheck %s
// RUN: rint-opt %s --inline | FileCheck %s
// RUN: rint-opt %s --canonicalize | rint-runner - --entry=grow --input=1xi64=7 --input=index=2 | FileCheck %s --check-prefix=GROWN
// RUN: rint-opt %s --inline | rint-runner - --entry=grow --input=1xi64=7 --input=index=2 | FileCheck %s --check-prefix=GROWN

// CHECK-LABEL: @grow(
// CHECK: scf.for {{.*}} -> (tensor<?xi64>)
// CHECK: %{{.*}} = {{func.call @twice|rint.repeat_interleave}}
// GROWN: 4xi64=[7, 7, 7, 7]
func.func @grow(%x: tensor<1xi64>, %n: index) -> tensor<?xi64> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %init = tensor.cast %x : tensor<1xi64> to tensor<?xi64>
  %y = scf.for %i = %zero to %n step %one iter_args(%t = %init) -> tensor<?xi64> {
    %r = func.call @twice(%t) : (tensor<?xi64>) -> tensor<?xi64>
    scf.yield %r : tensor<?xi64>
  }
  return %y : tensor<?xi64>
}

func.func @twice(%t: tensor<?xi64>) -> tensor<?xi64> {
  %r = rint.repeat_interleave %t repeats(2) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %r : tensor<?xi64>
}

// A constant of a tensor needs its size.
// CHECK-LABEL: @equal(
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : i32
// CHECK-DAG: %[[N:.*]] = tensor.dim %{{.*}}, %c0
// CHECK: tensor.splat %[[ZERO]][%[[N]]] : tensor<?xi32>
func.func @equal(%x: tensor<?xi32>) -> tensor<?xi32> {
  %y = arith.xori %x, %x : tensor<?xi32>
  return %y : tensor<?xi32>
}

// A slice at the end stays one of a tensor of unknown size.
// CHECK-LABEL: @at_end(
// CHECK: %[[C:.*]] = tensor.cast
// CHECK: tensor.extract_slice %[[C]][4]
// CHECK-LABEL: @within(
// CHECK-NOT: tensor.cast
// CHECK: tensor.extract_slice %{{.*}}[3]
func.func @at_end(%x: tensor<4xi32>, %n: index) -> tensor<?xi32> {
  %y = tensor.cast %x : tensor<4xi32> to tensor<?xi32>
  %s = tensor.extract_slice %y[4] [%n] [1] : tensor<?xi32> to tensor<?xi32>
  return %s : tensor<?xi32>
}
func.func @within(%x: tensor<4xi32>, %n: index) -> tensor<?xi32> {
  %y = tensor.cast %x : tensor<4xi32> to tensor<?xi32>
  %s = tensor.extract_slice %y[3] [%n] [1] : tensor<?xi32> to tensor<?xi32>
  return %s : tensor<?xi32>
}

// CHECK-LABEL: @at_end_of_buffer(
// CHECK: %[[C:.*]] = memref.cast
// CHECK: memref.subview %[[C]][4]
func.func @at_end_of_buffer(%x: memref<4xi32>, %n: index) -> memref<?xi32, strided<[1], offset: 4>> {
  %y = memref.cast %x : memref<4xi32> to memref<?xi32>
  %s = memref.subview %y[4] [%n] [1] : memref<?xi32> to memref<?xi32, strided<[1], offset: 4>>
  return %s : memref<?xi32, strided<[1], offset: 4>>
}

// CHECK-LABEL: @collapsed_buffer(
// CHECK: %[[C:.*]] = memref.cast
// CHECK: memref.collapse_shape %[[C]]
func.func @collapsed_buffer(%x: memref<?x0xi32>) -> memref<?xi32> {
  %y = memref.cast %x : memref<?x0xi32> to memref<?x?xi32>
  %s = memref.collapse_shape %y [[0, 1]] : memref<?x?xi32> into memref<?xi32>
  return %s : memref<?xi32>
}

// CHECK-LABEL: @two_writes(
// CHECK: scf.forall
// CHECK-COUNT-2: tensor.parallel_insert_slice
func.func @two_writes(%x: tensor<1x2xi32>, %y: tensor<1x2xi32>) -> tensor<2x2xi32> {
  %e = tensor.empty() : tensor<2x2xi32>
  %r = scf.forall (%i) in (1) shared_outs(%o = %e) -> (tensor<2x2xi32>) {
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %x into %o[0, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<2x2xi32>
      tensor.parallel_insert_slice %y into %o[1, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<2x2xi32>
    }
  }
  return %r : tensor<2x2xi32>
}
