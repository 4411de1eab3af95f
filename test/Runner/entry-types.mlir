// Functions whose type the runner cannot serve.
//
// RUN: not rint-runner %s --entry=tuple 2>&1 | FileCheck %s --check-prefix=TUPLE
// TUPLE: {{^.*}}entry-types.mlir:[[#@LINE+1]]:18: error: expected argument 1 of 'tuple' to be a ranked tensor, a memref or a number, but got 'tuple<i32>'{{$}}
func.func @tuple(%x: tuple<i32>) {
  return
}

// RUN: not rint-runner %s --entry=vector 2>&1 | FileCheck %s --check-prefix=VECTOR
// VECTOR: {{^.*}}entry-types.mlir:[[#@LINE+1]]:30: error: expected argument 2 of 'vector' to be a ranked tensor, a memref or a number, but got 'vector<4xf32>'{{$}}
func.func @vector(%x: index, %y: vector<4xf32>) {
  return
}

// RUN: not rint-runner %s --entry=unranked 2>&1 | FileCheck %s --check-prefix=UNRANKED
// UNRANKED: {{^.*}}entry-types.mlir:[[#@LINE+1]]:21: error: expected argument 1 of 'unranked' to be a ranked tensor, a memref or a number, but got 'tensor<*xf32>'{{$}}
func.func @unranked(%x: tensor<*xf32>) {
  return
}

// RUN: not rint-runner %s --entry=element 2>&1 | FileCheck %s --check-prefix=ELEMENT
// ELEMENT: {{^.*}}entry-types.mlir:[[#@LINE+1]]:20: error: expected argument 1 of 'element' to be a ranked tensor, a memref or a number, but got 'memref<2xvector<4xf32>>'{{$}}
func.func @element(%x: memref<2xvector<4xf32>>) {
  return
}

// RUN: not rint-runner %s --entry=tf32 2>&1 | FileCheck %s --check-prefix=TF32
// TF32: {{^.*}}entry-types.mlir:[[#@LINE+1]]:17: error: expected argument 1 of 'tf32' to be a ranked tensor, a memref or a number, but got 'tensor<2xtf32>'{{$}}
func.func @tf32(%x: tensor<2xtf32>) {
  return
}

// RUN: not rint-runner %s --entry=layout 2>&1 | FileCheck %s --check-prefix=LAYOUT
// LAYOUT: {{^.*}}entry-types.mlir:[[#@LINE+1]]:19: error: expected argument 1 of 'layout' to be a ranked tensor, a memref or a number, but got 'memref<2x3xf32, strided<[1, 2]>>'{{$}}
func.func @layout(%x: memref<2x3xf32, strided<[1, 2]>>) {
  return
}

// RUN: not rint-runner %s --entry=space 2>&1 | FileCheck %s --check-prefix=SPACE
// SPACE: {{^.*}}entry-types.mlir:[[#@LINE+1]]:18: error: expected argument 1 of 'space' to be a ranked tensor, a memref or a number, but got 'memref<2xf32, 1>'{{$}}
func.func @space(%x: memref<2xf32, 1>) {
  return
}

// RUN: not rint-runner %s --entry=result --input=2xf32=0 2>&1 | FileCheck %s --check-prefix=RESULT
// RESULT: {{^.*}}entry-types.mlir:[[#@LINE+1]]:1: error: expected result 1 of 'result' to be a ranked tensor, a memref or a number, but got 'tensor<*xf32>'{{$}}
func.func @result(%x: tensor<2xf32>) -> tensor<*xf32> {
  %y = tensor.cast %x : tensor<2xf32> to tensor<*xf32>
  return %y : tensor<*xf32>
}
