// What upstream's passes do with rint.segment_reduce.
//
// RUN: rint-opt %s --loop-invariant-code-motion --cse --split-input-file | FileCheck %s --check-prefix=MOVE
// RUN: rint-opt %s --resolve-shaped-type-result-dims --canonicalize --cse --split-input-file | FileCheck %s --check-prefix=SIZE
// RUN: rint-opt %s --one-shot-bufferize="bufferize-function-boundaries" --split-input-file | FileCheck %s --check-prefix=BUFFER

// An op leaves a loop that may have no rounds only where it cannot break a rule; equal
// ops are one.

// MOVE-LABEL: func @move(
// MOVE:         rint.segment_reduce sum %{{.*}} repeats(2)
// MOVE-NOT:     rint.segment_reduce sum %{{.*}} repeats(2)
// MOVE:         scf.for
// MOVE:           rint.segment_reduce sum %{{.*}} repeats(%{{.*}} : index)
// MOVE:           rint.segment_reduce max
// BUFFER-LABEL: func @move(
// BUFFER:         rint.reduce_segments sum ins(%{{.*}} : memref<6x4xf32{{.*}}>) count(%{{.*}})
// BUFFER-NOT:     rint.segment_reduce
func.func @move(%x: tensor<6x4xf32>, %r: index, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %0 = rint.segment_reduce sum %x repeats(2) dim(0) : tensor<6x4xf32> -> tensor<3x4xf32>
    %1 = rint.segment_reduce sum %x repeats(2) dim(0) : tensor<6x4xf32> -> tensor<3x4xf32>
    %2 = rint.segment_reduce sum %x repeats(%r : index) dim(0) : tensor<6x4xf32> -> tensor<?x4xf32>
    %3 = rint.segment_reduce max %x repeats(%r : index) dim(0) : tensor<6x4xf32> -> tensor<?x4xf32>
    func.call @use(%0, %1, %2, %3) : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> ()
  }
  return
}
func.func private @use(tensor<3x4xf32>, tensor<3x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>)

// -----

// The number of segments is that of the counts, and follows from the slices where there
// is one count.

// SIZE-LABEL: func @sizes(
// SIZE-SAME:    %[[X:.*]]: tensor<?x?xf32>, %[[R:.*]]: tensor<?xi64>, %[[N:.*]]: index, %[[O:.*]]: tensor<?xindex>)
// SIZE-DAG:     %[[A:.*]] = tensor.dim %[[R]], %c0
// SIZE-DAG:     %[[B:.*]] = tensor.dim %[[X]], %c1
// SIZE-DAG:     %[[D:.*]] = arith.maxsi %[[N]], %c1
// SIZE-DAG:     %[[C:.*]] = arith.divui %[[B]], %[[D]]
// SIZE-DAG:     %[[E:.*]] = tensor.dim %[[O]], %c0
// SIZE-DAG:     %[[F:.*]] = arith.subi %[[E]], %c1
// SIZE:         return %[[A]], %[[B]], %[[C]], %[[F]]
// BUFFER-LABEL: func @sizes(
// BUFFER:         rint.scan_repeats
func.func @sizes(%x: tensor<?x?xf32>, %r: tensor<?xi64>, %n: index, %o: tensor<?xindex>) -> (index, index, index, index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = rint.segment_reduce sum %x repeats(%r : tensor<?xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %1 = rint.segment_reduce sum %x repeats(%n : index) dim(1) : tensor<?x?xf32> -> tensor<?x?xf32>
  %2 = rint.segment_reduce sum %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %a = tensor.dim %0, %c0 : tensor<?x?xf32>
  %b = tensor.dim %0, %c1 : tensor<?x?xf32>
  %c = tensor.dim %1, %c1 : tensor<?x?xf32>
  %d = tensor.dim %2, %c0 : tensor<?x?xf32>
  return %a, %b, %c, %d : index, index, index, index
}
