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

// CHECK-LABEL: func.func @short_concat(
// CHECK-SAME: %[[X:.*]]: tensor<0xi32>, %[[Y:.*]]: tensor<?xi32>
// CHECK: tensor.concat dim(0) %[[Y]], %[[Y]] :
func.func @short_concat(%x: tensor<0xi32>, %y: tensor<?xi32>) -> tensor<?xi32> {
  %0 = tensor.concat dim(0) %x, %y, %x, %y : (tensor<0xi32>, tensor<?xi32>, tensor<0xi32>, tensor<?xi32>) -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

// CHECK-LABEL: func.func @empty_concat(
// CHECK-NOT: tensor.concat
// CHECK: tensor.empty(%{{.*}}) : tensor<0x?xi32>
func.func @empty_concat(%x: tensor<0x?xi32>) -> tensor<0x?xi32> {
  %0 = tensor.concat dim(1) %x, %x : (tensor<0x?xi32>, tensor<0x?xi32>) -> tensor<0x?xi32>
  return %0 : tensor<0x?xi32>
}

// CHECK-LABEL: func.func @empty_pad(
// CHECK: tensor.generate
// CHECK: tensor.yield
// CHECK: : tensor<3xi32>
func.func @empty_pad(%x: tensor<0xi32>, %v: i32) -> tensor<3xi32> {
  %0 = tensor.pad %x low[3] high[0] {
  ^bb0(%i: index):
    tensor.yield %v : i32
  } : tensor<0xi32> to tensor<3xi32>
  return %0 : tensor<3xi32>
}
