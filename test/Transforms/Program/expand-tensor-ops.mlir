// RUN: rint-opt --rint-expand-tensor-ops %s | FileCheck %s

// CHECK-LABEL: func.func @bitcast(
// CHECK: tensor.generate
// CHECK: arith.bitcast %{{.*}} : f32 to i32
func.func @bitcast(%x: tensor<4xf32>) -> tensor<4xi32> {
  %0 = tensor.bitcast %x : tensor<4xf32> to tensor<4xi32>
  return %0 : tensor<4xi32>
}

// CHECK-LABEL: func.func @gather(
// CHECK: tensor.generate
// CHECK: tensor.extract
// CHECK: tensor.extract
func.func @gather(%x: tensor<3x2xi32>, %i: tensor<?x1xindex>) -> tensor<?x2xi32> {
  %0 = tensor.gather %x[%i] gather_dims([0]) : (tensor<3x2xi32>, tensor<?x1xindex>) -> tensor<?x2xi32>
  return %0 : tensor<?x2xi32>
}

// CHECK-LABEL: func.func @scatter(
// CHECK: scf.for
// CHECK: tensor.insert
func.func @scatter(%x: tensor<?x1xi32>, %d: tensor<4xi32>, %i: tensor<?x1xindex>) -> tensor<4xi32> {
  %0 = tensor.scatter %x into %d[%i] scatter_dims([0]) unique : (tensor<?x1xi32>, tensor<4xi32>, tensor<?x1xindex>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// CHECK-LABEL: func.func @softmax(
// CHECK-NOT: linalg.softmax
// CHECK: math.exp
func.func @softmax(%x: tensor<2x?xf32>, %e: tensor<2x?xf32>) -> tensor<2x?xf32> {
  %0 = linalg.softmax dimension(1) ins(%x : tensor<2x?xf32>) outs(%e : tensor<2x?xf32>) -> tensor<2x?xf32>
  return %0 : tensor<2x?xf32>
}

// CHECK-LABEL: func.func @empty(
// CHECK-NOT: collapse_shape
// CHECK: tensor.empty
func.func @empty(%x: tensor<?x0xf32>) -> tensor<?xf32> {
  %0 = tensor.collapse_shape %x [[0, 1]] : tensor<?x0xf32> into tensor<?xf32>
  return %0 : tensor<?xf32>
}
