// Sums over masks, what is gathered at them, and the sums in front.
//
// RUN: rint-opt %s --convert-linalg-to-rint --split-input-file \
// RUN:   --allow-unregistered-dialect | FileCheck %s

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (j)>
#column = affine_map<(i, j) -> (i)>
// The example of the pass: the ends are clamped, and sorted where they fall.
// CHECK-LABEL: @mask
// CHECK-SAME:    %[[ENDS:.*]]: tensor<4xi64>
// CHECK-DAG:     %[[M:.*]] = arith.constant 7 : index
// CHECK:         %[[FILLED:.*]]:3 = scf.for %[[I:.*]] = %{{.*}} to %{{.*}} step %{{.*}} iter_args(%{{.*}} = %{{.*}}, %[[LAST:.*]] = %{{.*}}, %[[SORTED:.*]] = %true)
// CHECK:           %[[END:.*]] = tensor.extract %[[ENDS]][%[[I]]]
// CHECK:           arith.minsi
// CHECK:           %[[CLAMPED:.*]] = arith.maxsi
// CHECK:           arith.cmpi sge, %[[CLAMPED]], %[[LAST]]
// CHECK:         %[[OFFSETS:.*]] = scf.if %[[FILLED]]#2 -> (tensor<6xindex>) {
// CHECK-NEXT:      scf.yield %[[FILLED]]#0
// CHECK:         } else {
// CHECK:           rint.repeat_indices repeats(%{{.*}} : tensor<8xindex>) : tensor<4xindex>
// CHECK:         %[[ALL:.*]] = tensor.insert %[[M]] into %[[OFFSETS]]
// CHECK:         rint.repeat_indices offsets(%[[ALL]] : tensor<6xindex>) : tensor<7xi64>
// CHECK-NOT:     linalg.generic
func.func @mask(%ends: tensor<4xi64>) -> tensor<7xi64> {
  %zero = arith.constant 0 : i64
  %me = tensor.empty() : tensor<4x7xi64>
  %mask = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%ends : tensor<4xi64>) outs(%me : tensor<4x7xi64>) {
  ^bb0(%end: i64, %o: i64):
    %j = linalg.index 1 : index
    %ji = arith.index_cast %j : index to i64
    %reached = arith.cmpi sge, %ji, %end : i64
    %one = arith.extui %reached : i1 to i64
    linalg.yield %one : i64
  } -> tensor<4x7xi64>
  %se = tensor.empty() : tensor<7xi64>
  %s0 = linalg.fill ins(%zero : i64) outs(%se : tensor<7xi64>) -> tensor<7xi64>
  %sum = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["reduction", "parallel"]}
      ins(%mask : tensor<4x7xi64>) outs(%s0 : tensor<7xi64>) {
  ^bb0(%a: i64, %o: i64):
    %t = arith.addi %a, %o : i64
    linalg.yield %t : i64
  } -> tensor<7xi64>
  return %sum : tensor<7xi64>
}

// -----

#row = affine_map<(i, j) -> (0, j)>
#column = affine_map<(i, j) -> (0, i)>
// Dimensions of one element, of the ends and of the sums, and sums of type index.
// CHECK-LABEL: @dimensions_of_one
// CHECK-SAME:    %[[ENDS:.*]]: tensor<1x4xindex>
// CHECK:         tensor.collapse_shape %[[ENDS]] {{\[}}[0, 1]] : tensor<1x4xindex> into tensor<4xindex>
// CHECK:         %[[SUM:.*]] = rint.repeat_indices offsets(%{{.*}} : tensor<6xindex>) : tensor<7xindex>
// CHECK-NEXT:    tensor.expand_shape %[[SUM]] {{\[}}[0, 1]] output_shape [1, 7] : tensor<7xindex> into tensor<1x7xindex>
// CHECK-NOT:     linalg.generic
func.func @dimensions_of_one(%ends: tensor<1x4xindex>) -> tensor<1x7xindex> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %se = tensor.empty() : tensor<1x7xindex>
  %s0 = linalg.fill ins(%zero : index) outs(%se : tensor<1x7xindex>) -> tensor<1x7xindex>
  %sum = linalg.generic {indexing_maps = [#column, #row], iterator_types = ["reduction", "parallel"]}
      ins(%ends : tensor<1x4xindex>) outs(%s0 : tensor<1x7xindex>) {
  ^bb0(%end: index, %o: index):
    %j = linalg.index 1 : index
    %reached = arith.cmpi sle, %end, %j : index
    %a = arith.select %reached, %one, %zero : index
    %t = arith.addi %a, %o : index
    linalg.yield %t : index
  } -> tensor<1x7xindex>
  return %sum : tensor<1x7xindex>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (i)>
// An index in range is neither wrapped nor clamped, and its assertions hold.
// CHECK-LABEL: @gather
// CHECK-SAME:    %[[X:.*]]: tensor<4x2xf32>, %[[O:.*]]: tensor<5xindex>
// CHECK-NEXT:    %[[Y:.*]] = rint.repeat_interleave %[[X]] offsets(%[[O]] : tensor<5xindex>) dim(0)
// CHECK-NEXT:    return %[[Y]]
func.func @gather(%x: tensor<4x2xf32>, %o: tensor<5xindex>) -> tensor<9x2xf32> {
  %c0_i64 = arith.constant 0 : i64
  %c4_i64 = arith.constant 4 : i64
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %v = rint.repeat_indices offsets(%o : tensor<5xindex>) : tensor<9xi64>
  %e = tensor.empty() : tensor<9x2xf32>
  %y = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%v : tensor<9xi64>) outs(%e : tensor<9x2xf32>) {
  ^bb0(%a: i64, %out: f32):
    %n = arith.cmpi slt, %a, %c0_i64 : i64
    %w = arith.addi %a, %c4_i64 : i64
    %s = arith.select %n, %w, %a : i64
    %ok = arith.cmpi slt, %s, %c4_i64 : i64
    cf.assert %ok, "index must be smaller than dim size"
    %i = arith.index_cast %s : i64 to index
    %l = arith.maxsi %i, %c0 : index
    %h = arith.minsi %l, %c3 : index
    %d = linalg.index 1 : index
    %b = tensor.extract %x[%h, %d] : tensor<4x2xf32>
    linalg.yield %b : f32
  } -> tensor<9x2xf32>
  return %y : tensor<9x2xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (i)>
// An assertion that may fail, and a gather that is turned.
// CHECK-LABEL: @other_gathers
// CHECK-COUNT-2: linalg.generic
// CHECK-NOT:     rint.repeat_interleave
func.func @other_gathers(%x: tensor<4x9xf32>, %o: tensor<6xindex>) -> (tensor<9x9xf32>, tensor<9x9xf32>) {
  %c4_i64 = arith.constant 4 : i64
  %v = rint.repeat_indices offsets(%o : tensor<6xindex>) : tensor<9xi64>
  %e = tensor.empty() : tensor<9x9xf32>
  %y = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%v : tensor<9xi64>) outs(%e : tensor<9x9xf32>) {
  ^bb0(%a: i64, %out: f32):
    %ok = arith.cmpi slt, %a, %c4_i64 : i64
    cf.assert %ok, "index must be smaller than dim size"
    %i = arith.index_cast %a : i64 to index
    %d = linalg.index 1 : index
    %b = tensor.extract %x[%i, %d] : tensor<4x9xf32>
    linalg.yield %b : f32
  } -> tensor<9x9xf32>
  %z = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%v : tensor<9xi64>) outs(%e : tensor<9x9xf32>) {
  ^bb0(%a: i64, %out: f32):
    %i = arith.index_cast %a : i64 to index
    %d = linalg.index 0 : index
    %b = tensor.extract %x[%i, %d] : tensor<4x9xf32>
    linalg.yield %b : f32
  } -> tensor<9x9xf32>
  return %y, %z : tensor<9x9xf32>, tensor<9x9xf32>
}

// -----

// torch-mlir's scan, in generic form, as one loop of sums; but not a product, an
// exclusive one, or one whose last sum is used.
// CHECK-LABEL: @scan
// CHECK:         scf.for
// CHECK:           arith.addi
// CHECK:         scf.yield
// CHECK-COUNT-3: "tm_tensor.scan"
// CHECK-NOT:     "tm_tensor.scan"
func.func @scan(%r: tensor<3xi64>, %e: tensor<3xi64>, %a: tensor<i64>) -> (tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<i64>) {
  %0:2 = "tm_tensor.scan"(%r, %e, %a) <{dimension = 0 : i64, inclusive = true, operandSegmentSizes = array<i32: 1, 2>}> ({
  ^bb0(%x: i64, %y: i64):
    %s = arith.addi %x, %y : i64
    "tm_tensor.yield"(%s) : (i64) -> ()
  }) : (tensor<3xi64>, tensor<3xi64>, tensor<i64>) -> (tensor<3xi64>, tensor<i64>)
  %1:2 = "tm_tensor.scan"(%r, %e, %a) <{dimension = 0 : i64, inclusive = true, operandSegmentSizes = array<i32: 1, 2>}> ({
  ^bb0(%x: i64, %y: i64):
    %s = arith.muli %x, %y : i64
    "tm_tensor.yield"(%s) : (i64) -> ()
  }) : (tensor<3xi64>, tensor<3xi64>, tensor<i64>) -> (tensor<3xi64>, tensor<i64>)
  %2:2 = "tm_tensor.scan"(%r, %e, %a) <{dimension = 0 : i64, inclusive = false, operandSegmentSizes = array<i32: 1, 2>}> ({
  ^bb0(%x: i64, %y: i64):
    %s = arith.addi %x, %y : i64
    "tm_tensor.yield"(%s) : (i64) -> ()
  }) : (tensor<3xi64>, tensor<3xi64>, tensor<i64>) -> (tensor<3xi64>, tensor<i64>)
  %3:2 = "tm_tensor.scan"(%r, %e, %a) <{dimension = 0 : i64, inclusive = true, operandSegmentSizes = array<i32: 1, 2>}> ({
  ^bb0(%x: i64, %y: i64):
    %s = arith.addi %x, %y : i64
    "tm_tensor.yield"(%s) : (i64) -> ()
  }) : (tensor<3xi64>, tensor<3xi64>, tensor<i64>) -> (tensor<3xi64>, tensor<i64>)
  return %0#0, %1#0, %2#0, %3#0, %3#1 : tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<i64>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (i)>
// Indices by counts, as many as there are slices. One of unknown number may be one
// for all slices, which is the first slice to a gather: then the offsets are those
// of the slices that there are.
// CHECK-LABEL: @gather_by_counts
// CHECK-SAME:    %[[X:.*]]: tensor<4x2xf32>, %[[Z:.*]]: tensor<?x2xf32>, %[[R:.*]]: tensor<4xi64>, %[[S:.*]]: tensor<?xi64>
// CHECK:         rint.repeat_interleave %[[X]] repeats(%[[R]] : tensor<4xi64>) dim(0) output_size(9)
// CHECK:         %[[O:.*]] = rint.offsets repeats(%[[S]] : tensor<?xi64>)
// CHECK:         %[[F:.*]] = scf.for
// CHECK:           tensor.extract %[[O]]
// CHECK:         %[[P:.*]] = tensor.insert %{{.*}} into %[[F]]
// CHECK:         rint.repeat_interleave %[[Z]] offsets(%[[P]] : tensor<?xindex>) dim(0)
func.func @gather_by_counts(%x: tensor<4x2xf32>, %z: tensor<?x2xf32>, %r: tensor<4xi64>, %s: tensor<?xi64>) -> (tensor<9x2xf32>, tensor<?x2xf32>) {
  %c0 = arith.constant 0 : index
  %v = rint.repeat_indices repeats(%r : tensor<4xi64>) output_size(9) : tensor<9xindex>
  %e = tensor.empty() : tensor<9x2xf32>
  %y = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%v : tensor<9xindex>) outs(%e : tensor<9x2xf32>) {
  ^bb0(%i: index, %out: f32):
    %d = linalg.index 1 : index
    %b = tensor.extract %x[%i, %d] : tensor<4x2xf32>
    linalg.yield %b : f32
  } -> tensor<9x2xf32>
  %w = rint.repeat_indices repeats(%s : tensor<?xi64>) : tensor<?xindex>
  %m = tensor.dim %w, %c0 : tensor<?xindex>
  %f = tensor.empty(%m) : tensor<?x2xf32>
  %u = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%w : tensor<?xindex>) outs(%f : tensor<?x2xf32>) {
  ^bb0(%i: index, %out: f32):
    %d = linalg.index 1 : index
    %b = tensor.extract %z[%i, %d] : tensor<?x2xf32>
    linalg.yield %b : f32
  } -> tensor<?x2xf32>
  return %y, %u : tensor<9x2xf32>, tensor<?x2xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (i)>
// Errors that would be lost with the indices: offsets that fall at the end, and
// indices of a type that the run may find too narrow.
// CHECK-LABEL: @errors_of_indices
// CHECK-NOT:     rint.repeat_interleave
func.func @errors_of_indices(%x: tensor<2x2xf32>, %z: tensor<?x2xf32>, %o: tensor<4xindex>, %r: tensor<?xi64>) -> (tensor<9x2xf32>, tensor<?x2xf32>) {
  %c0 = arith.constant 0 : index
  %v = rint.repeat_indices offsets(%o : tensor<4xindex>) : tensor<9xindex>
  %e = tensor.empty() : tensor<9x2xf32>
  %y = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%v : tensor<9xindex>) outs(%e : tensor<9x2xf32>) {
  ^bb0(%i: index, %out: f32):
    %d = linalg.index 1 : index
    %b = tensor.extract %x[%i, %d] : tensor<2x2xf32>
    linalg.yield %b : f32
  } -> tensor<9x2xf32>
  %w = rint.repeat_indices repeats(%r : tensor<?xi64>) : tensor<?xi8>
  %m = tensor.dim %w, %c0 : tensor<?xi8>
  %f = tensor.empty(%m) : tensor<?x2xf32>
  %u = linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%w : tensor<?xi8>) outs(%f : tensor<?x2xf32>) {
  ^bb0(%a: i8, %out: f32):
    %i = arith.index_cast %a : i8 to index
    %d = linalg.index 1 : index
    %b = tensor.extract %z[%i, %d] : tensor<?x2xf32>
    linalg.yield %b : f32
  } -> tensor<?x2xf32>
  return %y, %u : tensor<9x2xf32>, tensor<?x2xf32>
}
