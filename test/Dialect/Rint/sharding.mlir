// What each process is left to do. The values are compared in
// test/Integration/CPU/sharding.py.
//
// RUN: rint-opt %s --pass-pipeline='builtin.module(func.func(sharding-propagation,shard-partition))' | FileCheck %s

shard.grid @g(shape = 2)
shard.grid @square(shape = 2x2)
shard.grid @any(shape = ?)

// A dimension that is not repeated.

// CHECK-LABEL: func.func @other_dim(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>, %[[R:.*]]: tensor<3xi64>) -> tensor<?x4xf32>
// CHECK-NEXT: %[[Y:.*]] = rint.repeat_interleave %[[X]] repeats(%[[R]] : tensor<3xi64>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
// CHECK-NEXT: return %[[Y]]
func.func @other_dim(%x: tensor<3x8xf32>, %r: tensor<3xi64>) -> tensor<?x8xf32> {
  %s = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<3x8xf32>
  %0 = rint.repeat_interleave %x0 repeats(%r : tensor<3xi64>) dim(0) : tensor<3x8xf32> -> tensor<?x8xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}

// The sharding of the result says it as well, and the number of processes need not be
// known.

// CHECK-LABEL: func.func @from_result(
// CHECK-SAME: %[[X:.*]]: tensor<3x?xf32>, %[[N:.*]]: index) -> tensor<?x?xf32>
// CHECK-NEXT: rint.repeat_interleave %[[X]] repeats(%[[N]] : index) dim(0) : tensor<3x?xf32> -> tensor<?x?xf32>
// CHECK-NEXT: return
func.func @from_result(%x: tensor<3x8xf32>, %n: index) -> tensor<?x8xf32> {
  %s = shard.sharding @any split_axes = [[], [0]] : !shard.sharding
  %0 = rint.repeat_interleave %x repeats(%n : index) dim(0) : tensor<3x8xf32> -> tensor<?x8xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}

// One count leaves each process whole slices with all of their copies.

// CHECK-LABEL: func.func @one_count(
// CHECK-SAME: %[[X:.*]]: tensor<2x?xf32>) -> tensor<6x?xf32>
// CHECK-NEXT: rint.repeat_interleave %[[X]] repeats(3) dim(0) output_size(6) : tensor<2x?xf32> -> tensor<6x?xf32>
// CHECK-NEXT: return
func.func @one_count(%x: tensor<4x?xf32>) -> tensor<12x?xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<4x?xf32>
  %0 = rint.repeat_interleave %x0 repeats(3) dim(0) output_size(12) : tensor<4x?xf32> -> tensor<12x?xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<12x?xf32>
  return %1 : tensor<12x?xf32>
}

// CHECK-LABEL: func.func @flattened(
// CHECK-SAME: %[[X:.*]]: tensor<2x?xf32>) -> tensor<?xf32>
// CHECK-NEXT: rint.repeat_interleave %[[X]] repeats(3) : tensor<2x?xf32> -> tensor<?xf32>
// CHECK-NEXT: return
func.func @flattened(%x: tensor<4x?xf32>) -> tensor<?xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<4x?xf32>
  %0 = rint.repeat_interleave %x0 repeats(3) : tensor<4x?xf32> -> tensor<?xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<?xf32>
  return %1 : tensor<?xf32>
}

// Where the counts are data, all processes need all slices and counts. A result that
// is wanted in parts is cut afterwards.

// CHECK-LABEL: func.func @gathered(
// CHECK-SAME: %[[X:.*]]: tensor<2x2xf32>, %[[R:.*]]: tensor<2xi64>) -> tensor<?x2xf32>
// CHECK-DAG: %[[ALL_X:.*]] = shard.all_gather %[[X]] on @g grid_axes = [0] gather_axis = 0 : tensor<2x2xf32> -> tensor<4x2xf32>
// CHECK-DAG: %[[CAST_X:.*]] = tensor.cast %[[ALL_X]]
// CHECK-DAG: %[[ALL_R:.*]] = shard.all_gather %[[R]] on @g grid_axes = [0] gather_axis = 0 : tensor<2xi64> -> tensor<4xi64>
// CHECK-DAG: %[[CAST_R:.*]] = tensor.cast %[[ALL_R]]
// CHECK: %[[Y:.*]] = rint.repeat_interleave %[[CAST_X]] repeats(%[[CAST_R]] : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>
// CHECK-NEXT: %[[PART:.*]] = shard.all_slice %[[Y]] on @g grid_axes = [0] slice_axis = 0
// CHECK-NEXT: return %[[PART]]
func.func @gathered(%x: tensor<4x2xf32>, %r: tensor<4xi64>) -> tensor<?x2xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<4x2xf32>
  %r0 = shard.shard %r to %s : tensor<4xi64>
  %0 = rint.repeat_interleave %x0 repeats(%r0 : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}

// Upstream changes one grid axis at a time, so that is what it is told; but it moves
// one from a dimension to another in one go.

// CHECK-LABEL: func.func @steps(
// CHECK-SAME: %[[X:.*]]: tensor<1x2xf32>,
// CHECK-NEXT: %[[A:.*]] = shard.all_gather %[[X]] on @square grid_axes = [1] gather_axis = 0
// CHECK-NEXT: %[[B:.*]] = tensor.cast %[[A]]
// CHECK-NEXT: %[[C:.*]] = shard.all_gather %[[B]] on @square grid_axes = [0] gather_axis = 0
// CHECK-NEXT: %[[D:.*]] = tensor.cast %[[C]]
// CHECK-NEXT: rint.repeat_interleave %[[D]]
func.func @steps(%x: tensor<4x2xf32>, %r: tensor<4xi64>) -> tensor<?x2xf32> {
  %s = shard.sharding @square split_axes = [[0, 1]] : !shard.sharding
  %w = shard.sharding @square split_axes = [[]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<4x2xf32>
  %0 = rint.repeat_interleave %x0 repeats(%r : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>
  %1 = shard.shard %0 to %w annotate_for_users : tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @move(
// CHECK-SAME: %[[X:.*]]: tensor<2x2xf32>,
// CHECK-NEXT: %[[A:.*]] = shard.all_to_all %[[X]] on @g grid_axes = [0] split_axis = 1 concat_axis = 0 : tensor<2x2xf32> -> tensor<4x1xf32>
// CHECK-NEXT: %[[B:.*]] = tensor.cast %[[A]]
// CHECK-NEXT: rint.repeat_interleave %[[B]]
// CHECK-NEXT: return
func.func @move(%x: tensor<4x2xf32>, %r: tensor<4xi64>) -> tensor<?x2xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %t = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<4x2xf32>
  %0 = rint.repeat_interleave %x0 repeats(%r : tensor<4xi64>) dim(0) : tensor<4x2xf32> -> tensor<?x2xf32>
  %1 = shard.shard %0 to %t annotate_for_users : tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}

// Each process makes some of the copies.

// CHECK-LABEL: func.func @tile(
// CHECK-SAME: %[[X:.*]]: tensor<2x2xf32>, %[[N:.*]]: index) -> tensor<2x?x2x6xf32>
// CHECK-NEXT: rint.repeat %[[X]] counts(2, %[[N]], 1, 3) : tensor<2x2xf32> -> tensor<2x?x2x6xf32>
// CHECK-NEXT: return
func.func @tile(%x: tensor<4x2xf32>, %n: index) -> tensor<4x?x4x6xf32> {
  %s = shard.sharding @square split_axes = [[0]] : !shard.sharding
  %t = shard.sharding @square split_axes = [[1], [], [0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<4x2xf32>
  %0 = rint.repeat %x0 counts(4, %n, 1, 3) : tensor<4x2xf32> -> tensor<4x?x4x6xf32>
  %1 = shard.shard %0 to %t annotate_for_users : tensor<4x?x4x6xf32>
  return %1 : tensor<4x?x4x6xf32>
}

// Whole segments.

// CHECK-LABEL: func.func @segments(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: rint.segment_reduce sum %[[X]] repeats(2) dim(0) : tensor<4x3xf32> -> tensor<2x3xf32>
// CHECK-NEXT: return
func.func @segments(%x: tensor<8x6xf32>) -> tensor<4x6xf32> {
  %s = shard.sharding @square split_axes = [[0], [1]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<8x6xf32>
  %0 = rint.segment_reduce sum %x0 repeats(2) dim(0) : tensor<8x6xf32> -> tensor<4x6xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<4x6xf32>
  return %1 : tensor<4x6xf32>
}

// Offsets and indices are the same everywhere.

// CHECK-LABEL: func.func @index_forms(
// CHECK-SAME: %[[R:.*]]: tensor<2xi64>)
// CHECK-NEXT: %[[ALL:.*]] = shard.all_gather %[[R]]
// CHECK-NEXT: %[[CAST:.*]] = tensor.cast %[[ALL]]
// CHECK-NEXT: %[[O:.*]] = rint.offsets repeats(%[[CAST]] : tensor<4xi64>) : tensor<5xindex>
// CHECK-NEXT: %[[I:.*]] = rint.repeat_indices offsets(%[[O]] : tensor<5xindex>) : tensor<?xi64>
// CHECK-NEXT: return %[[I]]
func.func @index_forms(%r: tensor<4xi64>) -> tensor<?xi64> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %w = shard.sharding @g split_axes = [[]] : !shard.sharding
  %r0 = shard.shard %r to %s : tensor<4xi64>
  %o = rint.offsets repeats(%r0 : tensor<4xi64>) : tensor<5xindex>
  %0 = rint.repeat_indices offsets(%o : tensor<5xindex>) : tensor<?xi64>
  %1 = shard.shard %0 to %w annotate_for_users : tensor<?xi64>
  return %1 : tensor<?xi64>
}

// Nothing is known: nothing is annotated.

// CHECK-LABEL: func.func @unannotated(
// CHECK-NEXT: rint.repeat_interleave
// CHECK-NEXT: return
func.func @unannotated(%x: tensor<4xf32>) -> tensor<8xf32> {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<4xf32> -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
