// What looks like a repeat and is none, or is not known to be one.
//
// RUN: rint-opt %s --convert-linalg-to-rint --split-input-file \
// RUN:   | FileCheck %s --implicit-check-not=rint.

#in = affine_map<(i, j, k) -> (k, i)>
#out = affine_map<(i, j, k) -> (i, j, k)>
// The dimensions change places.
// CHECK-LABEL: @transposed
func.func @transposed(%x: tensor<4x3xf32>) -> tensor<6x4xf32> {
  %e = tensor.empty() : tensor<3x2x4xf32>
  %b = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x : tensor<4x3xf32>) outs(%e : tensor<3x2x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<3x2x4xf32>
  %y = tensor.collapse_shape %b [[0, 1], [2]] : tensor<3x2x4xf32> into tensor<6x4xf32>
  return %y : tensor<6x4xf32>
}

// -----

#in = affine_map<(i, j) -> (i, 0)>
#out = affine_map<(i, j) -> (i, j)>
// The first column of several.
// CHECK-LABEL: @column
func.func @column(%x: tensor<3x4xf32>) -> tensor<6xf32> {
  %e = tensor.empty() : tensor<3x2xf32>
  %b = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x2xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<3x2xf32>
  %y = tensor.collapse_shape %b [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
  return %y : tensor<6xf32>
}

// -----

#in = affine_map<(i, j) -> (i)>
#out = affine_map<(i, j) -> (i, j)>
// CHECK-LABEL: @changed
func.func @changed(%x: tensor<3xf32>) -> tensor<6xf32> {
  %e = tensor.empty() : tensor<3x2xf32>
  %b = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<3xf32>) outs(%e : tensor<3x2xf32>) {
  ^bb0(%a: f32, %o: f32):
    %n = arith.negf %a : f32
    linalg.yield %n : f32
  } -> tensor<3x2xf32>
  %y = tensor.collapse_shape %b [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
  return %y : tensor<6xf32>
}

// -----

// Copies are all that this is: a broadcast.
// CHECK-LABEL: @copies_only
func.func @copies_only(%x: tensor<3xf32>) -> tensor<3x20xf32> {
  %e = tensor.empty() : tensor<3x4x5xf32>
  %b = linalg.broadcast ins(%x : tensor<3xf32>) outs(%e : tensor<3x4x5xf32>) dimensions = [1, 2]
  %y = tensor.collapse_shape %b [[0], [1, 2]] : tensor<3x4x5xf32> into tensor<3x20xf32>
  return %y : tensor<3x20xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
// The loop is as long as %m says, not as the dimension: where that has one element
// it is broadcast.
// CHECK-LABEL: @broadcast_of_unknown_size
func.func @broadcast_of_unknown_size(%x: tensor<?xf32>, %m: index) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %e = tensor.empty(%m) : tensor<?x2xf32>
  %b = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<?x2xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %one = arith.cmpi eq, %n, %c1 : index
    %s = arith.select %one, %c0, %i : index
    %a = tensor.extract %x[%s] : tensor<?xf32>
    linalg.yield %a : f32
  } -> tensor<?x2xf32>
  %y = tensor.collapse_shape %b [[0, 1]] : tensor<?x2xf32> into tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
// An assertion among the elements.
// CHECK-LABEL: @asserts
func.func @asserts(%x: tensor<3xf32>, %ok: i1) -> tensor<6xf32> {
  %e = tensor.empty() : tensor<3x2xf32>
  %b = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<3x2xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    cf.assert %ok, "not ok"
    %a = tensor.extract %x[%i] : tensor<3xf32>
    linalg.yield %a : f32
  } -> tensor<3x2xf32>
  %y = tensor.collapse_shape %b [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
  return %y : tensor<6xf32>
}

// -----

// The reshape may cut the rows anew, and a count of 0 rows decides nothing.
// CHECK-LABEL: @unknown_reshape
func.func @unknown_reshape(%x: tensor<?x?xf32>, %p: index, %q: index) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c0 : tensor<?x?xf32>
  %m = tensor.dim %x, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%n, %m) : tensor<?x2x?xf32>
  %b = linalg.broadcast ins(%x : tensor<?x?xf32>) outs(%e : tensor<?x2x?xf32>) dimensions = [1]
  %s = tensor.from_elements %p, %q : tensor<2xindex>
  %y = tensor.reshape %b(%s) : (tensor<?x2x?xf32>, tensor<2xindex>) -> tensor<?x?xf32>
  %t = tensor.from_elements %p, %m : tensor<2xindex>
  %z = tensor.reshape %b(%t) : (tensor<?x2x?xf32>, tensor<2xindex>) -> tensor<?x?xf32>
  return %y, %z : tensor<?x?xf32>, tensor<?x?xf32>
}
