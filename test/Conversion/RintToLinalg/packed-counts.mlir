// RUN: rint-opt %s --convert-rint-to-linalg="block-size=4096 pack-counts" --cse | FileCheck %s

// Behind the total is room for a word and 32 counts in each word for every block.

// CHECK-LABEL: func @elements(
// CHECK-SAME:      %[[X:.*]]: tensor<?xf32>, %[[RS:.*]]: tensor<?xi32>)
// CHECK-DAG:     %[[N:.*]] = tensor.dim %[[RS]]
// CHECK-DAG:     %[[BLOCKS:.*]] = arith.ceildivui %[[N]], %c4096
// CHECK-DAG:     %[[OFFSETS:.*]] = arith.addi %[[BLOCKS]], %c1
// CHECK-DAG:     %[[LONGEST:.*]] = arith.minui %[[N]], %c4096
// CHECK-DAG:     %[[WORDS:.*]] = arith.ceildivui %[[LONGEST]], %c32
// CHECK-DAG:     %[[FLAG:.*]] = arith.addi %[[WORDS]], %c1
// CHECK-DAG:     %[[ALL:.*]] = arith.muli %[[FLAG]], %[[BLOCKS]]
// CHECK-DAG:     %[[ENTRIES:.*]] = arith.addi %[[OFFSETS]], %[[ALL]]
// CHECK:         %[[E:.*]] = tensor.empty(%[[ENTRIES]]) : tensor<?xindex>
// CHECK:         %[[O:.*]] = rint.scan_repeats ins(%[[RS]] : tensor<?xi32>) slices(%[[N]]) block(4096) packed outs(%[[E]]
// CHECK:         tensor.extract %[[O]][%[[BLOCKS]]]
// CHECK:         rint.expand_runs ins(%[[X]], %[[O]] : tensor<?xf32>, tensor<?xindex>) repeats(%[[RS]] : tensor<?xi32>) block(4096) packed outs
func.func @elements(%x: tensor<?xf32>, %rs: tensor<?xi32>) -> tensor<?xf32> {
  %o = rint.offsets repeats(%rs : tensor<?xi32>) : tensor<?xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// CHECK-LABEL: func @indices(
// CHECK:         rint.scan_repeats {{.*}} packed
// CHECK:         rint.expand_indices {{.*}} packed
func.func @indices(%rs: tensor<?xi64>) -> tensor<?xi64> {
  %o = rint.offsets repeats(%rs : tensor<?xi64>) : tensor<?xindex>
  %y = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi64>
  return %y : tensor<?xi64>
}

// A row is more than its count, and there is little to gain from counts of a byte.

// CHECK-LABEL: func @rows(
// CHECK-NOT:     packed
// CHECK:         return
func.func @rows(%x: tensor<?x4xf32>, %z: tensor<?xf32>, %rs: tensor<?xi64>, %bytes: tensor<?xi8>) -> (tensor<?x4xf32>, tensor<?xf32>) {
  %o = rint.offsets repeats(%rs : tensor<?xi64>) : tensor<?xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %p = rint.offsets repeats(%bytes : tensor<?xi8>) : tensor<?xindex>
  %w = rint.repeat_interleave %z offsets(%p : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y, %w : tensor<?x4xf32>, tensor<?xf32>
}
