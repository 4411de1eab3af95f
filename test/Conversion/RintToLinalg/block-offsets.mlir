// RUN: rint-opt %s --convert-rint-to-linalg="block-size=4096" --cse --split-input-file | FileCheck %s

// The copies read the counts, and the total is all that is read of the offsets.

// CHECK-LABEL: func @blocks(
// CHECK-SAME:      %[[X:.*]]: tensor<?xf32>, %[[RS:.*]]: tensor<?xi32>)
// CHECK-DAG:     %[[N:.*]] = tensor.dim %[[RS]]
// CHECK-DAG:     %[[COUNT:.*]] = arith.ceildivui %[[N]], %c4096
// CHECK:         %[[O:.*]] = rint.scan_repeats ins(%[[RS]] : tensor<?xi32>) slices(%[[N]]) block(4096)
// CHECK:         %[[TOTAL:.*]] = tensor.extract %[[O]]
// CHECK:         tensor.empty(%[[TOTAL]]) : tensor<?xf32>
// CHECK:         rint.expand_runs ins(%[[X]], %[[O]] : tensor<?xf32>, tensor<?xindex>) repeats(%[[RS]] : tensor<?xi32>) block(4096)
// CHECK:         rint.expand_indices ins(%[[O]] : tensor<?xindex>) repeats(%[[RS]] : tensor<?xi32>) block(4096)
// CHECK:         return {{.*}}%[[TOTAL]]
func.func @blocks(%x: tensor<?xf32>, %rs: tensor<?xi32>) -> (tensor<?xf32>, tensor<?xi64>, index) {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %rs, %c0 : tensor<?xi32>
  %o = rint.offsets repeats(%rs : tensor<?xi32>) : tensor<?xindex>
  %total = tensor.extract %o[%n] : tensor<?xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %i = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi64>
  return %y, %i, %total : tensor<?xf32>, tensor<?xi64>, index
}

// -----

// Offsets that are returned are those of every slice.

// CHECK-LABEL: func @full(
// CHECK:         %[[O:.*]] = rint.scan_repeats ins(%{{.*}} : tensor<3xi32>) outs(%{{.*}} : tensor<4xindex>)
// CHECK:         rint.expand_runs ins(%{{.*}}, %[[O]] : tensor<3xf32>, tensor<4xindex>) outs
func.func @full(%x: tensor<3xf32>, %rs: tensor<3xi32>) -> (tensor<?xf32>, tensor<4xindex>) {
  %o = rint.offsets repeats(%rs : tensor<3xi32>) : tensor<4xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y, %o : tensor<?xf32>, tensor<4xindex>
}

// -----

// So are those that are copied, or counted with.

// CHECK-LABEL: func @data(
// CHECK-NOT:     block
// CHECK:         rint.scan_repeats ins(%{{.*}} : tensor<3xi32>) outs(%{{.*}} : tensor<4xindex>)
// CHECK-NOT:     block
// CHECK:         return
func.func @data(%x: tensor<3xf32>, %rs: tensor<3xi32>) -> (tensor<?xf32>, tensor<8xindex>) {
  %o = rint.offsets repeats(%rs : tensor<3xi32>) : tensor<4xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %z = rint.repeat_interleave %o repeats(2) dim(0) : tensor<4xindex> -> tensor<8xindex>
  return %y, %z : tensor<?xf32>, tensor<8xindex>
}
