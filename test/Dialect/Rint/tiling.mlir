// Tiles of the result: where the copies and the tiles agree, nothing is cut; else the
// slices that a tile shows are copied and cut at its ends. A plan is made once, at the
// place of the op, and searched for each tile.
//
// RUN: rint-opt %s --transform-interpreter --cse --canonicalize --split-input-file | FileCheck %s

// CHECK-LABEL: @aligned(
// CHECK-SAME: %[[X:.*]]: tensor<8x4xf32>)
// CHECK: scf.for %[[I:[a-z0-9]+]] =
// CHECK: %[[FIRST:.*]] = arith.divui %[[I]],
// CHECK: %[[SLICE:.*]] = tensor.extract_slice %[[X]][%[[FIRST]], 0] [2, 4] [1, 1]
// CHECK: %[[TILE:.*]] = rint.repeat_interleave %[[SLICE]] repeats(4) dim(0) : tensor<2x4xf32> -> tensor<8x4xf32>
// CHECK: tensor.insert_slice %[[TILE]] into
func.func @aligned(%x: tensor<8x4xf32>) -> tensor<32x4xf32> {
  %0 = rint.repeat_interleave %x repeats(4) dim(0) : tensor<8x4xf32> -> tensor<32x4xf32>
  return %0 : tensor<32x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %0 = transform.structured.match ops{["rint.repeat_interleave"]} in %root : (!transform.any_op) -> !transform.any_op
    %1, %2 = transform.structured.tile_using_for %0 tile_sizes [8] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// CHECK-LABEL: @plan(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>, %[[RS:.*]]: tensor<?xi32>)
// CHECK: %[[PLAN:.*]] = rint.offsets repeats(%[[RS]]
// CHECK: rint.check
// CHECK: scf.for
// CHECK-NOT: rint.offsets
// CHECK: scf.while
// CHECK: tensor.extract %[[PLAN]]
// CHECK: scf.while
// CHECK: tensor.extract %[[PLAN]]
// CHECK: %[[LOCAL:.*]] = tensor.generate
// CHECK: %[[SLICE:.*]] = tensor.extract_slice %[[X]]
// CHECK: rint.repeat_interleave %[[SLICE]] offsets(%[[LOCAL]] : tensor<?xindex>) dim(0)
func.func @plan(%x: tensor<?x4xf32>, %rs: tensor<?xi32>) -> tensor<?x4xf32> {
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %0 = transform.structured.match ops{["rint.repeat_interleave"]} in %root : (!transform.any_op) -> !transform.any_op
    %1, %2 = transform.structured.tile_using_for %0 tile_sizes [8] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
