// Broadcasts that a reshape merges, in the forms that frontends write.
//
// RUN: rint-opt %s --convert-linalg-to-rint --split-input-file | FileCheck %s

// CHECK-LABEL: @behind
// CHECK-NEXT:    %[[R:.*]] = rint.repeat_interleave %arg0 repeats(2) dim(1) : tensor<3x4xf32> -> tensor<3x8xf32>
// CHECK-NEXT:    return %[[R]]
func.func @behind(%x: tensor<3x4xf32>) -> tensor<3x8xf32> {
  %e = tensor.empty() : tensor<3x4x2xf32>
  %b = linalg.broadcast ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4x2xf32>) dimensions = [2]
  %y = tensor.collapse_shape %b [[0], [1, 2]] : tensor<3x4x2xf32> into tensor<3x8xf32>
  return %y : tensor<3x8xf32>
}

// -----

#in = affine_map<(i, j, k) -> (i, k)>
#out = affine_map<(i, j, k) -> (i, j, k)>
// The generic form, along the first dimension, for unknown sizes and count.
// CHECK-LABEL: @generic
// CHECK-SAME:    %[[X:.*]]: tensor<?x4xi8>, %[[R:.*]]: index
// CHECK:         rint.repeat_interleave %[[X]] repeats(%[[R]] : index) dim(0) : tensor<?x4xi8> -> tensor<?x4xi8>
// CHECK-NOT:     linalg.generic
func.func @generic(%x: tensor<?x4xi8>, %r: index) -> tensor<?x4xi8> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x4xi8>
  %e = tensor.empty(%n, %r) : tensor<?x?x4xi8>
  %b = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x : tensor<?x4xi8>) outs(%e : tensor<?x?x4xi8>) {
  ^bb0(%a: i8, %o: i8):
    linalg.yield %a : i8
  } -> tensor<?x?x4xi8>
  %y = tensor.collapse_shape %b [[0, 1], [2]] : tensor<?x?x4xi8> into tensor<?x4xi8>
  return %y : tensor<?x4xi8>
}

// -----

// The number of copies is that of a tensor that was made elsewhere.
// CHECK-LABEL: @sized_by_init
// CHECK-SAME:    %[[X:.*]]: tensor<3xf32>, %[[E:.*]]: tensor<3x?xf32>
// CHECK:         %[[D:.*]] = tensor.dim %[[E]], %{{.*}}
// CHECK:         rint.repeat_interleave %[[X]] repeats(%[[D]] : index) dim(0)
func.func @sized_by_init(%x: tensor<3xf32>, %e: tensor<3x?xf32>) -> tensor<?xf32> {
  %b = linalg.broadcast ins(%x : tensor<3xf32>) outs(%e : tensor<3x?xf32>) dimensions = [1]
  %y = tensor.collapse_shape %b [[0, 1]] : tensor<3x?xf32> into tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

// Copies in front are copies of the whole; leading ones add a dimension.
// CHECK-LABEL: @in_front
// CHECK:         rint.repeat %arg0 counts(5, 2, 3) : tensor<3x4xf32> -> tensor<5x6x12xf32>
func.func @in_front(%x: tensor<3x4xf32>) -> tensor<5x6x12xf32> {
  %e = tensor.empty() : tensor<5x2x3x3x4xf32>
  %b = linalg.broadcast ins(%x : tensor<3x4xf32>) outs(%e : tensor<5x2x3x3x4xf32>) dimensions = [0, 1, 3]
  %y = tensor.collapse_shape %b [[0], [1, 2], [3, 4]] : tensor<5x2x3x3x4xf32> into tensor<5x6x12xf32>
  return %y : tensor<5x6x12xf32>
}

// -----

// Dimensions of the source that are merged, too: the copies come first.
// CHECK-LABEL: @merged
// CHECK:         %[[R:.*]] = rint.repeat_interleave %arg0 repeats(2) dim(1) : tensor<3x4x5xf32> -> tensor<3x8x5xf32>
// CHECK:         tensor.collapse_shape %[[R]] {{\[}}[0, 1], [2]]
func.func @merged(%x: tensor<3x4x5xf32>) -> tensor<24x5xf32> {
  %e = tensor.empty() : tensor<3x4x2x5xf32>
  %b = linalg.broadcast ins(%x : tensor<3x4x5xf32>) outs(%e : tensor<3x4x2x5xf32>) dimensions = [2]
  %y = tensor.collapse_shape %b [[0, 1, 2], [3]] : tensor<3x4x2x5xf32> into tensor<24x5xf32>
  return %y : tensor<24x5xf32>
}

// -----

// Copies before, between and behind, and a dimension that is copies only.
// CHECK-LABEL: @everywhere
// CHECK:         %[[A:.*]] = rint.repeat_interleave %arg0 repeats(3) dim(0) : tensor<4x5xf32> -> tensor<12x5xf32>
// CHECK:         %[[B:.*]] = rint.repeat_interleave %[[A]] repeats(6) dim(1) : tensor<12x5xf32> -> tensor<12x30xf32>
// CHECK:         %[[C:.*]] = rint.repeat %[[B]] counts(2, 1) : tensor<12x30xf32> -> tensor<24x30xf32>
// CHECK:         %[[D:.*]] = tensor.collapse_shape %[[C]] {{\[}}[0, 1]]
// CHECK:         linalg.broadcast ins(%[[D]] : tensor<720xf32>) outs(%{{.*}} : tensor<720x7xf32>) dimensions = [1]
func.func @everywhere(%x: tensor<4x5xf32>) -> tensor<720x7xf32> {
  %e = tensor.empty() : tensor<2x4x3x5x6x7xf32>
  %b = linalg.broadcast ins(%x : tensor<4x5xf32>) outs(%e : tensor<2x4x3x5x6x7xf32>) dimensions = [0, 2, 4, 5]
  %y = tensor.collapse_shape %b [[0, 1, 2, 3, 4], [5]] : tensor<2x4x3x5x6x7xf32> into tensor<720x7xf32>
  return %y : tensor<720x7xf32>
}

// -----

#in = affine_map<(d0, d1, d2, d3) -> (0, d1, 0, d3)>
#out = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// JAX adds dimensions of one element and broadcasts them.
// CHECK-LABEL: @unit_dims
// CHECK-NEXT:    rint.repeat %arg0 counts(2, 3) : tensor<3x4xf32> -> tensor<6x12xf32>
func.func @unit_dims(%x: tensor<3x4xf32>) -> tensor<6x12xf32> {
  %u = tensor.expand_shape %x [[0, 1], [2, 3]] output_shape [1, 3, 1, 4] : tensor<3x4xf32> into tensor<1x3x1x4xf32>
  %e = tensor.empty() : tensor<2x3x3x4xf32>
  %b = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%u : tensor<1x3x1x4xf32>) outs(%e : tensor<2x3x3x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<2x3x3x4xf32>
  %y = tensor.collapse_shape %b [[0, 1], [2, 3]] : tensor<2x3x3x4xf32> into tensor<6x12xf32>
  return %y : tensor<6x12xf32>
}

// -----

#in = affine_map<(d0, d1, d2, d3, d4, d5) -> (d1, d3, d5)>
#out = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d4, d5)>
// What tosa-to-linalg makes of a tile of a dimension of one element.
// CHECK-LABEL: @tile_of_unit_dim
// CHECK-NEXT:    rint.repeat_interleave %arg0 repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
func.func @tile_of_unit_dim(%x: tensor<3x4xf32>) -> tensor<6x4xf32> {
  %u = tensor.expand_shape %x [[0, 1], [2]] output_shape [3, 1, 4] : tensor<3x4xf32> into tensor<3x1x4xf32>
  %e = tensor.empty() : tensor<1x3x2x1x1x4xf32>
  %b = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel"]}
      ins(%u : tensor<3x1x4xf32>) outs(%e : tensor<1x3x2x1x1x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<1x3x2x1x1x4xf32>
  %y = tensor.collapse_shape %b [[0, 1, 2, 3, 4], [5]] : tensor<1x3x2x1x1x4xf32> into tensor<6x4xf32>
  return %y : tensor<6x4xf32>
}

// -----

// One key head for all of the queries'.
// CHECK-LABEL: @one_head
// CHECK-NEXT:    rint.repeat_interleave %arg0 repeats(8) dim(1) : tensor<2x1x16x64xf32> -> tensor<2x8x16x64xf32>
func.func @one_head(%x: tensor<2x1x16x64xf32>) -> tensor<2x8x16x64xf32> {
  %e = tensor.empty() : tensor<2x1x8x16x64xf32>
  %b = linalg.broadcast ins(%x : tensor<2x1x16x64xf32>) outs(%e : tensor<2x1x8x16x64xf32>) dimensions = [2]
  %y = tensor.collapse_shape %b [[0], [1, 2], [3], [4]] : tensor<2x1x8x16x64xf32> into tensor<2x8x16x64xf32>
  return %y : tensor<2x8x16x64xf32>
}

// -----

#id = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// torch-mlir's broadcast of an unknown size to itself, with its assertion.
// CHECK-LABEL: @without_inputs
// CHECK-NEXT:    rint.repeat_interleave %arg0 repeats(2) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
// CHECK-NEXT:    return
func.func @without_inputs(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %c0_i64 = arith.constant 0 : i64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c0 : tensor<?x4xf32>
  %i = arith.index_cast %n : index to i64
  %u = tensor.expand_shape %x [[0], [1, 2]] output_shape [%n, 1, 4] : tensor<?x4xf32> into tensor<?x1x4xf32>
  %ok = arith.cmpi sge, %i, %c0_i64 : i64
  cf.assert %ok, "unimplemented: dynamic negative broadcast sizes"
  %e = tensor.empty(%n) : tensor<?x2x4xf32>
  %b = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel", "parallel"]} outs(%e : tensor<?x2x4xf32>) {
  ^bb0(%o: f32):
    %j = linalg.index 0 : index
    %k = linalg.index 2 : index
    %one = arith.cmpi eq, %n, %c1 : index
    %s = arith.select %one, %c0, %j : index
    %a = tensor.extract %u[%s, %c0, %k] : tensor<?x1x4xf32>
    linalg.yield %a : f32
  } -> tensor<?x2x4xf32>
  %y = tensor.collapse_shape %b [[0, 1], [2]] : tensor<?x2x4xf32> into tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

#id = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
// repeat_kv of unknown batch and length: the shape of the view is computed, with
// the sizes that are negative inferred.
// CHECK-LABEL: @repeat_kv
// CHECK:         %[[R:.*]] = rint.repeat_interleave %arg0 repeats(4) dim(1) : tensor<?x8x?x64xf32> -> tensor<?x32x?x64xf32>
// CHECK-NEXT:    return %[[R]]
func.func @repeat_kv(%x: tensor<?x8x?x64xf32>) -> tensor<?x32x?x64xf32> {
  %c0_i64 = arith.constant 0 : i64
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : i64
  %c64 = arith.constant 64 : i64
  %b = tensor.dim %x, %c0 : tensor<?x8x?x64xf32>
  %s = tensor.dim %x, %c2 : tensor<?x8x?x64xf32>
  %bi = arith.index_cast %b : index to i64
  %si = arith.index_cast %s : index to i64
  %u = tensor.expand_shape %x [[0], [1], [2, 3], [4]] output_shape [%b, 8, 1, %s, 64] : tensor<?x8x?x64xf32> into tensor<?x8x1x?x64xf32>
  %e = tensor.empty(%b, %s) : tensor<?x8x4x?x64xf32>
  %w = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} outs(%e : tensor<?x8x4x?x64xf32>) {
  ^bb0(%o: f32):
    %i0 = linalg.index 0 : index
    %i1 = linalg.index 1 : index
    %i3 = linalg.index 3 : index
    %i4 = linalg.index 4 : index
    %b1 = arith.cmpi eq, %b, %c1 : index
    %j0 = arith.select %b1, %c0, %i0 : index
    %s1 = arith.cmpi eq, %s, %c1 : index
    %j3 = arith.select %s1, %c0, %i3 : index
    %a = tensor.extract %u[%j0, %i1, %c0, %j3, %i4] : tensor<?x8x1x?x64xf32>
    linalg.yield %a : f32
  } -> tensor<?x8x4x?x64xf32>
  %all = arith.muli %bi, %si : i64
  %known = arith.muli %all, %c64 : i64
  %inferred = arith.divsi %known, %c32 : i64
  %bn = arith.cmpi slt, %bi, %c0_i64 : i64
  %sn = arith.cmpi slt, %si, %c0_i64 : i64
  %d0 = arith.select %bn, %inferred, %bi : i64
  %d2 = arith.select %sn, %inferred, %si : i64
  %shape = tensor.from_elements %d0, %c32, %d2, %c64 : tensor<4xi64>
  %y = tensor.reshape %w(%shape) : (tensor<?x8x4x?x64xf32>, tensor<4xi64>) -> tensor<?x32x?x64xf32>
  return %y : tensor<?x32x?x64xf32>
}

// -----

// A size that is a product, and one that the number of elements decides.
// CHECK-LABEL: @computed_shapes
// CHECK-COUNT-2: rint.repeat_interleave
// CHECK-NOT:     tensor.reshape
func.func @computed_shapes(%x: tensor<?x4xf32>, %r: index, %m: index) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %n = tensor.dim %x, %c0 : tensor<?x4xf32>
  %e = tensor.empty(%n, %r) : tensor<?x?x4xf32>
  %b = linalg.broadcast ins(%x : tensor<?x4xf32>) outs(%e : tensor<?x?x4xf32>) dimensions = [1]
  %p = arith.muli %r, %n : index
  %s = tensor.from_elements %p, %c4 : tensor<2xindex>
  %y = tensor.reshape %b(%s) : (tensor<?x?x4xf32>, tensor<2xindex>) -> tensor<?x4xf32>
  %t = tensor.from_elements %m, %c4 : tensor<2xindex>
  %z = tensor.reshape %b(%t) : (tensor<?x?x4xf32>, tensor<2xindex>) -> tensor<?x4xf32>
  return %y, %z : tensor<?x4xf32>, tensor<?x4xf32>
}

// -----

// Shapes that are constants, and one that only the type says.
// CHECK-LABEL: @constant_shapes
// CHECK-COUNT-2: rint.repeat_interleave
// CHECK-NOT:     tensor.reshape
func.func @constant_shapes(%x: tensor<3x4xf32>, %s: tensor<2xindex>) -> (tensor<?x4xf32>, tensor<6x4xf32>) {
  %e = tensor.empty() : tensor<3x2x4xf32>
  %b = linalg.broadcast ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x2x4xf32>) dimensions = [1]
  %c = arith.constant dense<[6, 4]> : tensor<2xi64>
  %y = tensor.reshape %b(%c) : (tensor<3x2x4xf32>, tensor<2xi64>) -> tensor<?x4xf32>
  %z = tensor.reshape %b(%s) : (tensor<3x2x4xf32>, tensor<2xindex>) -> tensor<6x4xf32>
  return %y, %z : tensor<?x4xf32>, tensor<6x4xf32>
}

// -----

// CHECK-LABEL: @tosa
// CHECK:         rint.repeat %arg0 counts(2, 3) : tensor<3x4xf32> -> tensor<6x12xf32>
// CHECK:         rint.repeat_interleave %arg0 repeats(5) dim(0) : tensor<3x4xf32> -> tensor<15x4xf32>
// CHECK:         rint.repeat_interleave %arg1 repeats(5) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
// CHECK-NOT:     tosa.reshape
func.func @tosa(%x: tensor<3x4xf32>, %z: tensor<?x4xf32>) -> (tensor<6x12xf32>, tensor<15x4xf32>, tensor<?x4xf32>) {
  %s = tosa.const_shape {values = dense<[2, 3]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %a = tosa.tile %x, %s : (tensor<3x4xf32>, !tosa.shape<2>) -> tensor<6x12xf32>
  %t = tosa.const_shape {values = dense<[3, 1, 4]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %u = tosa.reshape %x, %t : (tensor<3x4xf32>, !tosa.shape<3>) -> tensor<3x1x4xf32>
  %m = tosa.const_shape {values = dense<[1, 5, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %w = tosa.tile %u, %m : (tensor<3x1x4xf32>, !tosa.shape<3>) -> tensor<3x5x4xf32>
  %v = tosa.const_shape {values = dense<[15, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %b = tosa.reshape %w, %v : (tensor<3x5x4xf32>, !tosa.shape<2>) -> tensor<15x4xf32>
  %td = tosa.const_shape {values = dense<[-1, 1, 4]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %ud = tosa.reshape %z, %td : (tensor<?x4xf32>, !tosa.shape<3>) -> tensor<?x1x4xf32>
  %wd = tosa.tile %ud, %m : (tensor<?x1x4xf32>, !tosa.shape<3>) -> tensor<?x5x4xf32>
  %vd = tosa.const_shape {values = dense<[-1, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %c = tosa.reshape %wd, %vd : (tensor<?x5x4xf32>, !tosa.shape<2>) -> tensor<?x4xf32>
  return %a, %b, %c : tensor<6x12xf32>, tensor<15x4xf32>, tensor<?x4xf32>
}
