// What is done to every copy alike is done before the repeat, where that is less
// work and does no harm.
//
// RUN: rint-opt %s --rint-sink-repeats --canonicalize --cse --split-input-file | FileCheck %s

// The example of the pass.
// CHECK-LABEL: @one_count(
// CHECK-SAME: %[[X:.*]]: tensor<8xf32>
// CHECK: %[[S:.*]] = tensor.empty() : tensor<8xf32>
// CHECK: %[[E:.*]] = linalg.exp ins(%[[X]] : tensor<8xf32>) outs(%[[S]] : tensor<8xf32>)
// CHECK: %[[R:.*]] = rint.repeat_interleave %[[E]] repeats(4) dim(0) : tensor<8xf32> -> tensor<32xf32>
// CHECK: return %[[R]]
func.func @one_count(%x: tensor<8xf32>, %e: tensor<32xf32>) -> tensor<32xf32> {
  %y = rint.repeat_interleave %x repeats(4) dim(0) : tensor<8xf32> -> tensor<32xf32>
  %z = linalg.exp ins(%y : tensor<32xf32>) outs(%e : tensor<32xf32>) -> tensor<32xf32>
  return %z : tensor<32xf32>
}

// -----

#row = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (j)>

// Two operands by one plan, one that is the same for all copies, and one that
// holds one element; the result has wider elements.
// CHECK-LABEL: @operands(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>, %[[Y:.*]]: tensor<?x4xf32>, %[[B:.*]]: tensor<4xf32>, %[[O:.*]]: tensor<?xindex>
// CHECK: %[[W:.*]] = linalg.generic
// CHECK-SAME: ins(%[[X]], %[[Y]], %[[B]], %{{.*}} : tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>, f32) outs(%{{.*}} : tensor<?x4xf64>)
// CHECK: rint.repeat_interleave %[[W]] offsets(%[[O]] : tensor<?xindex>) dim(0) : tensor<?x4xf64> -> tensor<?x4xf64>
func.func @operands(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>, %b: tensor<4xf32>, %o: tensor<?xindex>, %e: tensor<?x4xf64>, %n: index) -> tensor<?x4xf64> {
  %two = arith.constant 2.0 : f32
  %s = tensor.splat %two[%n] : tensor<?x4xf32>
  %0 = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %1 = rint.repeat_interleave %y offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %z = linalg.generic {indexing_maps = [#row, #row, #column, #row, #row], iterator_types = ["parallel", "parallel"]} ins(%0, %1, %b, %s : tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>, tensor<?x4xf32>) outs(%e : tensor<?x4xf64>) {
  ^bb0(%p: f32, %q: f32, %r: f32, %t: f32, %out: f64):
    %a = arith.addf %p, %q : f32
    %c = arith.mulf %a, %r : f32
    %d = arith.subf %c, %t : f32
    %w = arith.extf %d : f32 to f64
    linalg.yield %w : f64
  } -> tensor<?x4xf64>
  return %z : tensor<?x4xf64>
}

// -----

// A transpose moves the repeated dimension.
// CHECK-LABEL: @transpose(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x5xi8>
// CHECK: %[[T:.*]] = linalg.transpose ins(%[[X]] : tensor<2x3x5xi8>) outs(%{{.*}} : tensor<5x2x3xi8>) permutation = [2, 0, 1]
// CHECK: rint.repeat_interleave %[[T]] repeats(%{{.*}} : index) dim(2) : tensor<5x2x3xi8> -> tensor<5x2x?xi8>
func.func @transpose(%x: tensor<2x3x5xi8>, %r: index, %e: tensor<5x2x?xi8>) -> tensor<5x2x?xi8> {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<2x3x5xi8> -> tensor<2x?x5xi8>
  %t = linalg.transpose ins(%y : tensor<2x?x5xi8>) outs(%e : tensor<5x2x?xi8>) permutation = [2, 0, 1]
  return %t : tensor<5x2x?xi8>
}

// -----

// Copies of a whole, and what is said of the result's type.
// CHECK-LABEL: @copies(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[N:.*]]: index
// CHECK: %[[E:.*]] = linalg.exp ins(%[[X]] : tensor<2x3xf32>)
// CHECK: rint.repeat %[[E]] counts(%[[N]], 3) : tensor<2x3xf32> -> tensor<?x9xf32>
func.func @copies(%x: tensor<2x3xf32>, %n: index, %e: tensor<?x9xf32>) -> tensor<?x9xf32> {
  %y = rint.repeat %x counts(%n, 3) : tensor<2x3xf32> -> tensor<?x9xf32>
  %z = linalg.exp ins(%y : tensor<?x9xf32>) outs(%e : tensor<?x9xf32>) -> tensor<?x9xf32>
  return %z : tensor<?x9xf32>
}

// -----

// All copies of some columns: strided ones, one of which a dimension is left, and
// one where the run knows how many copies there are.
// CHECK-LABEL: @columns(
// CHECK-SAME: %[[X:.*]]: tensor<3x8xf32>, %[[Y:.*]]: tensor<?x4x8xf32>, %[[O:.*]]: tensor<?xindex>
// CHECK: %[[S:.*]] = tensor.extract_slice %[[X]][0, 2] [3, 3] [1, 2] : tensor<3x8xf32> to tensor<3x3xf32>
// CHECK: rint.repeat_interleave %[[S]] repeats(2) dim(0) : tensor<3x3xf32> -> tensor<6x3xf32>
// CHECK: %[[N:.*]] = tensor.dim %[[Y]], %c0
// CHECK: %[[T:.*]] = tensor.extract_slice %[[Y]][0, 1, 0] [%[[N]], 1, 8] [1, 1, 1] : tensor<?x4x8xf32> to tensor<?x1x8xf32>
// CHECK: %[[A:.*]] = rint.repeat_interleave %[[T]] offsets(%[[O]] : tensor<?xindex>) dim(0) : tensor<?x1x8xf32> -> tensor<12x1x8xf32>
// CHECK: tensor.collapse_shape %[[A]] {{\[\[}}0], [1, 2]] : tensor<12x1x8xf32> into tensor<12x8xf32>
// CHECK: %[[U:.*]] = tensor.extract_slice %[[Y]][0, 0, 5] [%[[N]], 4, 1] [1, 1, 1] : tensor<?x4x8xf32> to tensor<?x4x1xf32>
// CHECK: %[[B:.*]] = rint.repeat_interleave %[[U]] repeats(3) dim(0) : tensor<?x4x1xf32> -> tensor<?x4x1xf32>
// CHECK: %[[V:.*]] = tensor.collapse_shape %[[B]] {{\[\[}}0], [1, 2]] : tensor<?x4x1xf32> into tensor<?x4xf32>
// CHECK: return %{{.*}}, %{{.*}}, %[[V]]
func.func @columns(%x: tensor<3x8xf32>, %y: tensor<?x4x8xf32>, %o: tensor<?xindex>) -> (tensor<6x3xf32>, tensor<12x8xf32>, tensor<?x4xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x8xf32> -> tensor<6x8xf32>
  %s = tensor.extract_slice %0[0, 2] [6, 3] [1, 2] : tensor<6x8xf32> to tensor<6x3xf32>
  %1 = rint.repeat_interleave %y offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4x8xf32> -> tensor<12x4x8xf32>
  %t = tensor.extract_slice %1[0, 1, 0] [12, 1, 8] [1, 1, 1] : tensor<12x4x8xf32> to tensor<12x8xf32>
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %n = tensor.dim %y, %c0 : tensor<?x4x8xf32>
  %m = arith.muli %n, %c3 : index
  %2 = rint.repeat_interleave %y repeats(3) dim(0) : tensor<?x4x8xf32> -> tensor<?x4x8xf32>
  %u = tensor.extract_slice %2[0, 0, 5] [%m, 4, 1] [1, 1, 1] : tensor<?x4x8xf32> to tensor<?x4xf32>
  return %s, %t, %u : tensor<6x3xf32>, tensor<12x8xf32>, tensor<?x4xf32>
}

// -----

// Copies of some slices: all copies of the slices 4 and 5; and from the last copy
// of slice 3 to the second of slice 5.
// CHECK-LABEL: @rows(
// CHECK-SAME: %[[X:.*]]: tensor<100x8xf32>
// CHECK: %[[S:.*]] = tensor.extract_slice %[[X]][4, 0] [2, 8] [1, 1] : tensor<100x8xf32> to tensor<2x8xf32>
// CHECK: %[[A:.*]] = rint.repeat_interleave %[[S]] repeats(4) dim(0) : tensor<2x8xf32> -> tensor<8x8xf32>
// CHECK: %[[T:.*]] = tensor.extract_slice %[[X]][3, 1] [3, 5] [1, 1] : tensor<100x8xf32> to tensor<3x5xf32>
// CHECK: %[[R:.*]] = rint.repeat_interleave %[[T]] repeats(4) dim(0) : tensor<3x5xf32> -> tensor<12x5xf32>
// CHECK: %[[B:.*]] = tensor.extract_slice %[[R]][3, 0] [7, 5] [1, 1] : tensor<12x5xf32> to tensor<7x5xf32>
// CHECK: return %[[A]], %[[B]]
func.func @rows(%x: tensor<100x8xf32>) -> (tensor<8x8xf32>, tensor<7x5xf32>) {
  %0 = rint.repeat_interleave %x repeats(4) dim(0) : tensor<100x8xf32> -> tensor<400x8xf32>
  %s = tensor.extract_slice %0[16, 0] [8, 8] [1, 1] : tensor<400x8xf32> to tensor<8x8xf32>
  %1 = rint.repeat_interleave %x repeats(4) dim(0) : tensor<100x8xf32> -> tensor<400x8xf32>
  %t = tensor.extract_slice %1[15, 1] [7, 5] [1, 1] : tensor<400x8xf32> to tensor<7x5xf32>
  return %s, %t : tensor<8x8xf32>, tensor<7x5xf32>
}

// -----

// The same of numbers that the run knows. A count of 0 divides nothing.
// CHECK-LABEL: @rows_unknown(
// CHECK-SAME: %[[X:.*]]: tensor<?x8xf32>, %[[R:[^:]*]]: index, %[[I:[^:]*]]: index, %[[N:[^:]*]]: index
// CHECK: %[[D:.*]] = arith.maxsi %[[R]], %c1
// CHECK: %[[FIRST:.*]] = arith.divui %[[I]], %[[D]]
// CHECK: %[[END:.*]] = arith.addi %[[I]], %[[N]]
// CHECK: %[[MORE:.*]] = arith.subi %[[D]], %c1
// CHECK: %[[UP:.*]] = arith.addi %[[END]], %[[MORE]]
// CHECK: %[[LAST:.*]] = arith.divui %[[UP]], %[[D]]
// CHECK: %[[NUM:.*]] = arith.subi %[[LAST]], %[[FIRST]]
// CHECK: %[[BEFORE:.*]] = arith.muli %[[FIRST]], %[[R]]
// CHECK: %[[CUT:.*]] = arith.subi %[[I]], %[[BEFORE]]
// CHECK: %[[S:.*]] = tensor.extract_slice %[[X]][%[[FIRST]], 0] [%[[NUM]], 8] [1, 1]
// CHECK: %[[Y:.*]] = rint.repeat_interleave %[[S]] repeats(%[[R]] : index) dim(0)
// CHECK: tensor.extract_slice %[[Y]][%[[CUT]], 0] [%[[N]], 8] [1, 1]
func.func @rows_unknown(%x: tensor<?x8xf32>, %r: index, %i: index, %n: index) -> tensor<?x8xf32> {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?x8xf32> -> tensor<?x8xf32>
  %s = tensor.extract_slice %y[%i, 0] [%n, 8] [1, 1] : tensor<?x8xf32> to tensor<?x8xf32>
  return %s : tensor<?x8xf32>
}

// -----

// Below two repeats, of which one has all copies: what is cut stays cut.
// CHECK-LABEL: @rows_of_two(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>, %[[R:[^:]*]]: index, %[[I:[^:]*]]: index, %[[N:[^:]*]]: index
// CHECK: %[[S:.*]] = tensor.extract_slice %[[X]][%{{.*}}, 0] [%{{.*}}, 4] [1, 1]
// CHECK: %[[Y:.*]] = rint.repeat_interleave %[[S]] repeats(2) dim(1)
// CHECK: %[[Z:.*]] = rint.repeat_interleave %[[Y]] repeats(%[[R]] : index) dim(0)
// CHECK: tensor.extract_slice %[[Z]][%{{.*}}, 0] [%[[N]], 8] [1, 1]
func.func @rows_of_two(%x: tensor<?x4xf32>, %r: index, %i: index, %n: index) -> tensor<?x8xf32> {
  %y = rint.repeat_interleave %x repeats(2) dim(1) : tensor<?x4xf32> -> tensor<?x8xf32>
  %z = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<?x8xf32> -> tensor<?x8xf32>
  %s = tensor.extract_slice %z[%i, 0] [%n, 8] [1, 1] : tensor<?x8xf32> to tensor<?x8xf32>
  return %s : tensor<?x8xf32>
}

// -----

// Nothing is gained, or not known to be right: slices of all slices; of several
// pieces of memory; strided ones; of a vector of counts; of copies of a whole; what
// others need, too; and the only copy by a vector of counts.
// CHECK-LABEL: @other_slices(
// CHECK-NOT: tensor.extract_slice %{{[xyo]|arg.}}[
// CHECK-COUNT-7: tensor.extract_slice
// CHECK: return
func.func @other_slices(%x: tensor<4x6xf32>, %o: tensor<5xindex>) -> (tensor<7x6xf32>, tensor<4x8xf32>, tensor<2x6xf32>, tensor<2x6xf32>, tensor<3x6xf32>, tensor<8x6xf32>, tensor<5x6xf32>, tensor<f32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<4x6xf32> -> tensor<8x6xf32>
  %a = tensor.extract_slice %0[1, 0] [7, 6] [1, 1] : tensor<8x6xf32> to tensor<7x6xf32>
  %1 = rint.repeat_interleave %x repeats(2) dim(1) : tensor<4x6xf32> -> tensor<4x12xf32>
  %b = tensor.extract_slice %1[0, 0] [4, 8] [1, 1] : tensor<4x12xf32> to tensor<4x8xf32>
  %2 = rint.repeat_interleave %x repeats(3) dim(0) : tensor<4x6xf32> -> tensor<12x6xf32>
  %c = tensor.extract_slice %2[0, 0] [2, 6] [3, 1] : tensor<12x6xf32> to tensor<2x6xf32>
  %3 = rint.repeat_interleave %x offsets(%o : tensor<5xindex>) dim(0) : tensor<4x6xf32> -> tensor<12x6xf32>
  %d = tensor.extract_slice %3[0, 0] [2, 6] [1, 1] : tensor<12x6xf32> to tensor<2x6xf32>
  %4 = rint.repeat %x counts(2, 1) : tensor<4x6xf32> -> tensor<8x6xf32>
  %e = tensor.extract_slice %4[0, 0] [3, 6] [1, 1] : tensor<8x6xf32> to tensor<3x6xf32>
  %5 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<4x6xf32> -> tensor<8x6xf32>
  %f = tensor.extract_slice %5[0, 0] [5, 6] [1, 1] : tensor<8x6xf32> to tensor<5x6xf32>
  %v = tensor.empty() : tensor<4xf32>
  %6 = rint.repeat_interleave %v offsets(%o : tensor<5xindex>) dim(0) : tensor<4xf32> -> tensor<1xf32>
  %g = tensor.extract_slice %6[0] [1] [1] : tensor<1xf32> to tensor<f32>
  return %a, %b, %c, %d, %e, %5, %f, %g : tensor<7x6xf32>, tensor<4x8xf32>, tensor<2x6xf32>, tensor<2x6xf32>, tensor<3x6xf32>, tensor<8x6xf32>, tensor<5x6xf32>, tensor<f32>
}

// -----

// One copy is a slice of the source, for several users, and also in a loop.
// CHECK-LABEL: @one_copy(
// CHECK-SAME: %[[X:.*]]: tensor<4x6xf32>, %[[Y:.*]]: tensor<?x6x8xf32>, %[[R:[^:]*]]: index, %[[I:[^:]*]]: index
// CHECK: %[[A:.*]] = tensor.extract_slice %[[X]][2, 0] [1, 6] [1, 1] : tensor<4x6xf32> to tensor<6xf32>
// CHECK: scf.for %[[J:[^ ]*]] = %c0
// CHECK: %[[D:.*]] = arith.maxsi %[[R]], %c1
// CHECK: %[[JD:.*]] = arith.divui %[[J]], %[[D]]
// CHECK: tensor.extract_slice %[[Y]][%[[JD]], 0, 0] [1, 6, 4] [1, 1, 2] : tensor<?x6x8xf32> to tensor<6x4xf32>
// CHECK: %[[ID:.*]] = arith.divui %[[I]], %{{.*}}
// CHECK: tensor.extract_slice %[[Y]][%[[ID]], 3, 0] [1, 1, 8] [1, 1, 1] : tensor<?x6x8xf32> to tensor<8xf32>
// CHECK: %[[M:.*]] = arith.remui %[[I]], %c4
// CHECK: tensor.extract_slice %[[X]][%[[M]], 0] [1, 6] [1, 1] : tensor<4x6xf32> to tensor<6xf32>
func.func @one_copy(%x: tensor<4x6xf32>, %y: tensor<?x6x8xf32>, %r: index, %i: index, %e: tensor<6x4xf32>) -> (tensor<6xf32>, tensor<6x4xf32>, tensor<8xf32>, tensor<6xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = rint.repeat_interleave %x repeats(3) dim(0) : tensor<4x6xf32> -> tensor<12x6xf32>
  %a = tensor.extract_slice %0[7, 0] [1, 6] [1, 1] : tensor<12x6xf32> to tensor<6xf32>
  %1 = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<?x6x8xf32> -> tensor<?x6x8xf32>
  %b = scf.for %j = %c0 to %i step %c1 iter_args(%s = %e) -> tensor<6x4xf32> {
    %2 = tensor.extract_slice %1[%j, 0, 0] [1, 6, 4] [1, 1, 2] : tensor<?x6x8xf32> to tensor<6x4xf32>
    %3 = linalg.add ins(%2, %s : tensor<6x4xf32>, tensor<6x4xf32>) outs(%s : tensor<6x4xf32>) -> tensor<6x4xf32>
    scf.yield %3 : tensor<6x4xf32>
  }
  %c = tensor.extract_slice %1[%i, 3, 0] [1, 1, 8] [1, 1, 1] : tensor<?x6x8xf32> to tensor<8xf32>
  %4 = rint.repeat %x counts(%r, 1) : tensor<4x6xf32> -> tensor<?x6xf32>
  %d = tensor.extract_slice %4[%i, 0] [1, 6] [1, 1] : tensor<?x6xf32> to tensor<6xf32>
  return %a, %b, %c, %d : tensor<6xf32>, tensor<6x4xf32>, tensor<8xf32>, tensor<6xf32>
}

// -----

// Where the repeated tensor is made anyway.
// CHECK-LABEL: @one_copy_and_more(
// CHECK: %[[Y:.*]] = rint.repeat_interleave
// CHECK: tensor.extract_slice %[[Y]]
// CHECK: return %[[Y]]
func.func @one_copy_and_more(%x: tensor<4x6xf32>) -> (tensor<12x6xf32>, tensor<6xf32>) {
  %0 = rint.repeat_interleave %x repeats(3) dim(0) : tensor<4x6xf32> -> tensor<12x6xf32>
  %a = tensor.extract_slice %0[7, 0] [1, 6] [1, 1] : tensor<12x6xf32> to tensor<6xf32>
  return %0, %a : tensor<12x6xf32>, tensor<6xf32>
}

// -----

// What upstream's verifier would refuse: a slice of nothing at the end, and one
// outside, which is never executed.
// CHECK-LABEL: @outside(
// CHECK: rint.repeat_interleave %{{.*}} repeats(3) dim(0) : tensor<4x6xf32> -> tensor<12x6xf32>
// CHECK: tensor.extract_slice %{{.*}}[12, 0] [%{{.*}}, 6] [1, 1] : tensor<?x6xf32> to tensor<?x6xf32>
// CHECK: tensor.extract_slice %{{.*}}[15, 0] [1, 6] [1, 1] : tensor<?x6xf32> to tensor<6xf32>
func.func @outside(%x: tensor<4x6xf32>, %n: index) -> (tensor<?x6xf32>, tensor<6xf32>) {
  %0 = rint.repeat_interleave %x repeats(3) dim(0) : tensor<4x6xf32> -> tensor<?x6xf32>
  %a = tensor.extract_slice %0[12, 0] [%n, 6] [1, 1] : tensor<?x6xf32> to tensor<?x6xf32>
  %1 = rint.repeat_interleave %x repeats(3) dim(0) : tensor<4x6xf32> -> tensor<?x6xf32>
  %b = tensor.extract_slice %1[15, 0] [1, 6] [1, 1] : tensor<?x6xf32> to tensor<6xf32>
  return %a, %b : tensor<?x6xf32>, tensor<6xf32>
}

// -----

// CHECK-LABEL: @concat(
// CHECK-SAME: %[[X:.*]]: tensor<3x8xf32>, %[[Y:.*]]: tensor<5x8xf32>
// CHECK: %[[C:.*]] = tensor.concat dim(0) %[[X]], %[[Y]] : (tensor<3x8xf32>, tensor<5x8xf32>) -> tensor<8x8xf32>
// CHECK: rint.repeat_interleave %[[C]] repeats(2) dim(0) : tensor<8x8xf32> -> tensor<16x8xf32>
func.func @concat(%x: tensor<3x8xf32>, %y: tensor<5x8xf32>) -> tensor<16x8xf32> {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x8xf32> -> tensor<6x8xf32>
  %1 = rint.repeat_interleave %y repeats(2) dim(0) : tensor<5x8xf32> -> tensor<10x8xf32>
  %c = tensor.concat dim(0) %0, %1 : (tensor<6x8xf32>, tensor<10x8xf32>) -> tensor<16x8xf32>
  return %c : tensor<16x8xf32>
}

// -----

// Along another dimension: by one plan, or of as many slices. No copies of 3 and
// no copies of 5 slices are equally long.
// CHECK-LABEL: @concat_rows(
// CHECK-SAME: %[[X:.*]]: tensor<?x2xf32>, %[[Y:.*]]: tensor<3x2xf32>, %[[O:[^:]*]]: tensor<?xindex>, %[[R:[^:]*]]: index
// CHECK: %[[C:.*]] = tensor.concat dim(1) %[[X]], %[[X]] : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
// CHECK: rint.repeat_interleave %[[C]] offsets(%[[O]] : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
// CHECK: %[[D:.*]] = tensor.concat dim(1) %[[Y]], %[[Y]] : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x4xf32>
// CHECK: rint.repeat_interleave %[[D]] repeats(%[[R]] : index) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
// CHECK: %[[A:.*]] = rint.repeat_interleave %[[X]] repeats(%[[R]]
// CHECK: %[[B:.*]] = rint.repeat_interleave %[[Y]] repeats(%[[R]]
// CHECK: tensor.concat dim(1) %[[A]], %[[B]]
func.func @concat_rows(%x: tensor<?x2xf32>, %y: tensor<3x2xf32>, %o: tensor<?xindex>, %r: index) -> (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>) {
  %0 = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x2xf32> -> tensor<?x2xf32>
  %1 = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x2xf32> -> tensor<?x2xf32>
  %a = tensor.concat dim(1) %0, %1 : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
  %2 = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<3x2xf32> -> tensor<?x2xf32>
  %3 = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<3x2xf32> -> tensor<?x2xf32>
  %b = tensor.concat dim(1) %2, %3 : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
  %4 = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?x2xf32> -> tensor<?x2xf32>
  %5 = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<3x2xf32> -> tensor<?x2xf32>
  %c = tensor.concat dim(1) %4, %5 : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
  return %a, %b, %c : tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>
}

// -----

// Repeated by other counts, needed otherwise, or copies of the whole.
// CHECK-LABEL: @concat_others(
// CHECK-COUNT-5: rint.repeat
// CHECK-NOT: rint.repeat
func.func @concat_others(%x: tensor<3x8xf32>, %y: tensor<3x8xf32>) -> (tensor<15x8xf32>, tensor<12x8xf32>, tensor<6x8xf32>, tensor<12x8xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x8xf32> -> tensor<6x8xf32>
  %1 = rint.repeat_interleave %y repeats(3) dim(0) : tensor<3x8xf32> -> tensor<9x8xf32>
  %a = tensor.concat dim(0) %0, %1 : (tensor<6x8xf32>, tensor<9x8xf32>) -> tensor<15x8xf32>
  %2 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x8xf32> -> tensor<6x8xf32>
  %3 = rint.repeat_interleave %y repeats(2) dim(0) : tensor<3x8xf32> -> tensor<6x8xf32>
  %b = tensor.concat dim(0) %2, %3 : (tensor<6x8xf32>, tensor<6x8xf32>) -> tensor<12x8xf32>
  %4 = rint.repeat %x counts(2, 1) : tensor<3x8xf32> -> tensor<6x8xf32>
  %5 = rint.repeat %y counts(2, 1) : tensor<3x8xf32> -> tensor<6x8xf32>
  %c = tensor.concat dim(0) %4, %5 : (tensor<6x8xf32>, tensor<6x8xf32>) -> tensor<12x8xf32>
  return %a, %b, %3, %c : tensor<15x8xf32>, tensor<12x8xf32>, tensor<6x8xf32>, tensor<12x8xf32>
}

// -----

#id = affine_map<(i) -> (i)>

// A division may fail for a slice of which there are no copies. With a copy of
// each it is done before.
// CHECK-LABEL: @division(
// CHECK: %[[Y:.*]] = rint.repeat_interleave %{{.*}} repeats(%{{.*}} : index) dim(0)
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[Y]] : i32, tensor<?xi32>)
// CHECK: %[[Q:.*]] = linalg.generic
// CHECK: rint.repeat_interleave %[[Q]] repeats(2)
func.func @division(%x: tensor<?xi32>, %c: i32, %r: index, %e: tensor<?xi32>) -> (tensor<?xi32>, tensor<?xi32>) {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi32> -> tensor<?xi32>
  %z = linalg.generic {indexing_maps = [affine_map<(i) -> ()>, #id, #id], iterator_types = ["parallel"]} ins(%c, %y : i32, tensor<?xi32>) outs(%e : tensor<?xi32>) {
  ^bb0(%a: i32, %b: i32, %out: i32):
    %q = arith.divsi %a, %b : i32
    linalg.yield %q : i32
  } -> tensor<?xi32>
  %y2 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<?xi32> -> tensor<?xi32>
  %z2 = linalg.generic {indexing_maps = [affine_map<(i) -> ()>, #id, #id], iterator_types = ["parallel"]} ins(%c, %y2 : i32, tensor<?xi32>) outs(%e : tensor<?xi32>) {
  ^bb0(%a: i32, %b: i32, %out: i32):
    %q = arith.divsi %a, %b : i32
    linalg.yield %q : i32
  } -> tensor<?xi32>
  return %z, %z2 : tensor<?xi32>, tensor<?xi32>
}

// -----

#id = affine_map<(i) -> (i)>

// An index read for a slice without copies may point nowhere.
// CHECK-LABEL: @lookup(
// CHECK: %[[Y:.*]] = rint.repeat_interleave
// CHECK: linalg.generic {{.*}} ins(%[[Y]]
func.func @lookup(%x: tensor<?xindex>, %t: tensor<?xf32>, %o: tensor<?xindex>, %e: tensor<?xf32>) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xindex> -> tensor<?xindex>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%y : tensor<?xindex>) outs(%e : tensor<?xf32>) {
  ^bb0(%i: index, %out: f32):
    %v = tensor.extract %t[%i] : tensor<?xf32>
    linalg.yield %v : f32
  } -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

#id = affine_map<(i) -> (i)>

// No copies of 3 and no copies of 5 slices are equally long.
// CHECK-LABEL: @other_sizes(
// CHECK-COUNT-2: rint.repeat_interleave
// CHECK: linalg.add
// CHECK-NOT: rint.repeat_interleave
func.func @other_sizes(%x: tensor<?xf32>, %y: tensor<?xf32>, %r: index, %e: tensor<?xf32>) -> tensor<?xf32> {
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %z = linalg.add ins(%0, %1 : tensor<?xf32>, tensor<?xf32>) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

// Operands by two plans, or one that tells copies apart.
// CHECK-LABEL: @not_alike(
// CHECK-COUNT-2: rint.repeat_interleave
// CHECK: linalg.add
// CHECK: rint.repeat_interleave
// CHECK-NEXT: linalg.mul
// CHECK-NOT: rint.repeat_interleave
func.func @not_alike(%x: tensor<4xf32>, %y: tensor<4xf32>, %w: tensor<8xf32>, %e: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<4xf32> -> tensor<8xf32>
  %1 = rint.repeat_interleave %x repeats([5, 1, 1, 1]) dim(0) : tensor<4xf32> -> tensor<8xf32>
  %z = linalg.add ins(%0, %1 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %2 = rint.repeat_interleave %y repeats(2) dim(0) : tensor<4xf32> -> tensor<8xf32>
  %u = linalg.mul ins(%2, %w : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %z, %u : tensor<8xf32>, tensor<8xf32>
}

// -----

#id = affine_map<(i) -> (i)>

// Asks which copy it is at.
// CHECK-LABEL: @index(
// CHECK: rint.repeat_interleave
// CHECK: linalg.generic
// CHECK-NOT: rint.repeat_interleave
func.func @index(%x: tensor<4xindex>, %e: tensor<8xindex>) -> tensor<8xindex> {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<4xindex> -> tensor<8xindex>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%0 : tensor<8xindex>) outs(%e : tensor<8xindex>) {
  ^bb0(%a: index, %out: index):
    %i = linalg.index 0 : index
    %s = arith.addi %a, %i : index
    linalg.yield %s : index
  } -> tensor<8xindex>
  return %z : tensor<8xindex>
}

// -----

// No gain: no more copies than slices, or counts that choose slices.
// CHECK-LABEL: @fewer(
// CHECK: %[[A:.*]] = rint.repeat_interleave
// CHECK: linalg.exp ins(%[[A]]
// CHECK: %[[B:.*]] = rint.repeat_interleave
// CHECK: linalg.exp ins(%[[B]]
func.func @fewer(%x: tensor<4xf32>, %y: tensor<?xf32>, %m: tensor<?xi1>, %e: tensor<3xf32>, %f: tensor<?xf32>, %n: index) -> (tensor<3xf32>, tensor<?xf32>) {
  %o = rint.offsets repeats([3, 0, 0, 0]) : tensor<5xindex>
  %0 = rint.repeat_interleave %x offsets(%o : tensor<5xindex>) dim(0) : tensor<4xf32> -> tensor<3xf32>
  %1 = linalg.exp ins(%0 : tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
  %p = rint.offsets repeats(%m : tensor<?xi1>) size(%n) : tensor<?xindex>
  %2 = rint.repeat_interleave %y offsets(%p : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %3 = linalg.exp ins(%2 : tensor<?xf32>) outs(%f : tensor<?xf32>) -> tensor<?xf32>
  return %1, %3 : tensor<3xf32>, tensor<?xf32>
}

// -----

// Others use the repeated tensor, or the user is in a loop.
// CHECK-LABEL: @users(
// CHECK: %[[A:.*]] = rint.repeat_interleave
// CHECK: linalg.exp ins(%[[A]]
// CHECK: %[[B:.*]] = rint.repeat_interleave
// CHECK: scf.for
// CHECK: linalg.add ins(%[[B]]
func.func @users(%x: tensor<4xf32>, %e: tensor<8xf32>, %n: index) -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<4xf32> -> tensor<8xf32>
  %1 = linalg.exp ins(%0 : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %x2 = linalg.negf ins(%x : tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
  %2 = rint.repeat_interleave %x2 repeats(2) dim(0) : tensor<4xf32> -> tensor<8xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %3 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %e) -> tensor<8xf32> {
    %4 = linalg.add ins(%2, %2 : tensor<8xf32>, tensor<8xf32>) outs(%a : tensor<8xf32>) -> tensor<8xf32>
    scf.yield %4 : tensor<8xf32>
  }
  return %0, %1, %3 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}

// -----

// A sum of integers is one of products, and the greatest of all copies is the
// greatest of the slices, if there is a copy of each.
// CHECK-LABEL: @reduce(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xi32>, %[[Y:.*]]: tensor<3x4xf32>, %[[R:.*]]: index
// CHECK: %[[C:.*]] = arith.index_cast %[[R]] : index to i32
// CHECK: linalg.reduce ins(%[[X]] : tensor<?x4xi32>)
// CHECK: %[[P:.*]] = arith.muli %{{.*}}, %[[C]] : i32
// CHECK: arith.addi %{{.*}}, %[[P]] : i32
// CHECK: linalg.reduce { arith.maximumf } ins(%[[Y]] : tensor<3x4xf32>)
func.func @reduce(%x: tensor<?x4xi32>, %y: tensor<3x4xf32>, %r: index, %e: tensor<4xi32>, %f: tensor<4xf32>) -> (tensor<4xi32>, tensor<4xf32>) {
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?x4xi32> -> tensor<?x4xi32>
  %1 = linalg.reduce { arith.addi } ins(%0 : tensor<?x4xi32>) outs(%e : tensor<4xi32>) dimensions = [0]
  %o = rint.offsets repeats([1, 2, 3]) : tensor<4xindex>
  %2 = rint.repeat_interleave %y offsets(%o : tensor<4xindex>) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  %3 = linalg.reduce { arith.maximumf } ins(%2 : tensor<6x4xf32>) outs(%f : tensor<4xf32>) dimensions = [0]
  return %1, %3 : tensor<4xi32>, tensor<4xf32>
}

// -----

// The type of the result tells more of the dimensions that are left, or less.
// CHECK-LABEL: @reduce_types(
// CHECK-SAME: %[[X:.*]]: tensor<?x?xi32>, %[[Y:.*]]: tensor<3x4xi32>
// CHECK: %[[C:.*]] = tensor.cast %[[X]] : tensor<?x?xi32> to tensor<?x4xi32>
// CHECK: linalg.reduce ins(%[[C]] : tensor<?x4xi32>) outs(%{{.*}} : tensor<4xi32>)
// CHECK: linalg.reduce ins(%{{.*}} : tensor<3x{{.*}}xi32>) outs(%{{.*}} : tensor<{{.*}}xi32>)
// CHECK: arith.muli
// CHECK-NOT: rint.repeat_interleave
func.func @reduce_types(%x: tensor<?x?xi32>, %y: tensor<3x4xi32>, %r: index, %e: tensor<4xi32>, %f: tensor<?xi32>) -> (tensor<4xi32>, tensor<?xi32>) {
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?x?xi32> -> tensor<5x4xi32>
  %1 = linalg.reduce { arith.addi } ins(%0 : tensor<5x4xi32>) outs(%e : tensor<4xi32>) dimensions = [0]
  %2 = rint.repeat_interleave %y repeats(2) dim(0) : tensor<3x4xi32> -> tensor<?x?xi32>
  %3 = linalg.reduce { arith.addi } ins(%2 : tensor<?x?xi32>) outs(%f : tensor<?xi32>) dimensions = [0]
  return %1, %3 : tensor<4xi32>, tensor<?xi32>
}

// -----

// Sums of floats are rounded copy by copy; the greatest of no copies is none of
// the slices; and along other dims there is no reduction of copies.
// CHECK-LABEL: @no_reduce(
// CHECK: %[[A:.*]] = rint.repeat_interleave
// CHECK: linalg.reduce { arith.addf } ins(%[[A]]
// CHECK: %[[B:.*]] = rint.repeat_interleave
// CHECK: linalg.reduce { arith.maxsi } ins(%[[B]]
// CHECK: %[[C:.*]] = rint.repeat_interleave
// CHECK: linalg.reduce { arith.addi {{.*}} } ins(%[[C]]
func.func @no_reduce(%x: tensor<3x4xf32>, %y: tensor<3x4xi32>, %r: index, %e: tensor<4xf32>, %f: tensor<4xi32>, %g: tensor<6xi32>) -> (tensor<4xf32>, tensor<4xi32>, tensor<6xi32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  %1 = linalg.reduce { arith.addf } ins(%0 : tensor<6x4xf32>) outs(%e : tensor<4xf32>) dimensions = [0]
  %2 = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<3x4xi32> -> tensor<?x4xi32>
  %3 = linalg.reduce { arith.maxsi } ins(%2 : tensor<?x4xi32>) outs(%f : tensor<4xi32>) dimensions = [0]
  %4 = rint.repeat_interleave %y repeats(2) dim(0) : tensor<3x4xi32> -> tensor<6x4xi32>
  %5 = linalg.reduce { arith.addi } ins(%4 : tensor<6x4xi32>) outs(%g : tensor<6xi32>) dimensions = [1]
  return %1, %3, %5 : tensor<4xf32>, tensor<4xi32>, tensor<6xi32>
}

// From the last copy of slice 1 to the first of slice 3: three slices show.
// CHECK-LABEL: func.func @slices_that_show(
// CHECK:         tensor.extract_slice %{{.*}}[1] [3] [1] : tensor<4xf32> to tensor<3xf32>
func.func @slices_that_show(%x: tensor<4xf32>) -> tensor<6xf32> {
  %y = rint.repeat_interleave %x repeats(4) dim(0) : tensor<4xf32> -> tensor<16xf32>
  %t = tensor.extract_slice %y[7] [6] [1] : tensor<16xf32> to tensor<6xf32>
  return %t : tensor<6xf32>
}

// All slices of the source show, so nothing would be saved.
// CHECK-LABEL: func.func @all_slices_show(
// CHECK-SAME:    %[[X:[^:]*]]: tensor<3xf32>
// CHECK-NEXT:    rint.repeat_interleave %[[X]]
func.func @all_slices_show(%x: tensor<3xf32>) -> tensor<6xf32> {
  %y = rint.repeat_interleave %x repeats(4) dim(0) : tensor<3xf32> -> tensor<12xf32>
  %t = tensor.extract_slice %y[3] [6] [1] : tensor<12xf32> to tensor<6xf32>
  return %t : tensor<6xf32>
}
