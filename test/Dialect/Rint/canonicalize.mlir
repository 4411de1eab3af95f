// Canonical forms of rint.repeat_interleave: what is rewritten and, next to it,
// what is not because a rule behind it is not proven. A second run changes
// nothing.
//
// RUN: rint-opt %s --canonicalize | FileCheck %s
// RUN: rint-opt %s --canonicalize -o %t
// RUN: rint-opt %t --canonicalize | diff %t -

//===----------------------------------------------------------------------===//
// Constant counts become literals
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @scalar_constant(
// CHECK-SAME: %[[X:.*]]: tensor<3x?xf32>)
// CHECK: %[[R:.*]] = rint.repeat_interleave %[[X]] repeats(2) dim(0) : tensor<3x?xf32> -> tensor<6x?xf32>
// CHECK: %[[C:.*]] = tensor.cast %[[R]] : tensor<6x?xf32> to tensor<?x?xf32>
// CHECK: return %[[C]]
func.func @scalar_constant(%x: tensor<3x?xf32>) -> tensor<?x?xf32> {
  %r = arith.constant 2 : i8
  %y = rint.repeat_interleave %x repeats(%r : i8) dim(0) : tensor<3x?xf32> -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// i1 counts 1, never -1; so the result is the input.
// CHECK-LABEL: @i1_constant(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>)
// CHECK-NEXT: return %[[X]]
func.func @i1_constant(%x: tensor<3xf32>) -> tensor<3xf32> {
  %r = arith.constant true
  %y = rint.repeat_interleave %x repeats(%r : i1) dim(0) : tensor<3xf32> -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @unsigned_constant(
// CHECK: repeats(200) dim(0) : tensor<?xf32> -> tensor<?xf32>
func.func @unsigned_constant(%x: tensor<?xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<200> : tensor<ui8>
  %y = rint.repeat_interleave %x repeats(%r : tensor<ui8>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// CHECK-LABEL: @vector_constant(
// CHECK: repeats([1, 3, 2]) dim(0) : tensor<3xf32> -> tensor<6xf32>
func.func @vector_constant(%x: tensor<3xf32>) -> tensor<6xf32> {
  %r = arith.constant dense<[1, 3, 2]> : tensor<3xi128>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi128>) dim(0) : tensor<3xf32> -> tensor<6xf32>
  return %y : tensor<6xf32>
}

// CHECK-LABEL: @uniform_vector_constant(
// CHECK: repeats(2) dim(1) : tensor<?x3xf32> -> tensor<?x6xf32>
func.func @uniform_vector_constant(%x: tensor<?x3xf32>) -> tensor<?x6xf32> {
  %r = arith.constant dense<2> : tensor<3xi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi64>) dim(1) : tensor<?x3xf32> -> tensor<?x6xf32>
  return %y : tensor<?x6xf32>
}

// CHECK-LABEL: @uniform_list(
// CHECK: repeats(2) : tensor<3x1xf32> -> tensor<6xf32>
func.func @uniform_list(%x: tensor<3x1xf32>) -> tensor<6xf32> {
  %y = rint.repeat_interleave %x repeats([2, 2, 2]) : tensor<3x1xf32> -> tensor<6xf32>
  return %y : tensor<6xf32>
}

// Two counts say that there are two slices, which the run has to check.
// CHECK-LABEL: @uniform_vector_of_unknown_slices(
// CHECK: repeats([2, 2]) dim(0) : tensor<?xf32> -> tensor<4xf32>
func.func @uniform_vector_of_unknown_slices(%x: tensor<?xf32>) -> tensor<4xf32> {
  %r = arith.constant dense<2> : tensor<2xi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<2xi64>) dim(0) : tensor<?xf32> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// One count serves every slice.
// CHECK-LABEL: @one_count_of_unknown_slices(
// CHECK: repeats(2) dim(0) : tensor<?xf32> -> tensor<?xf32>
func.func @one_count_of_unknown_slices(%x: tensor<?xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<2> : tensor<1xi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<1xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// CHECK-LABEL: @empty_vector_constant(
// CHECK: repeats([]) dim(0) : tensor<?xf32> -> tensor<0xf32>
func.func @empty_vector_constant(%x: tensor<?xf32>) -> tensor<0xf32> {
  %r = arith.constant dense<> : tensor<0xi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<0xi64>) dim(0) : tensor<?xf32> -> tensor<0xf32>
  return %y : tensor<0xf32>
}

// Over 256 counts stay a constant operand.
// CHECK-LABEL: @many_counts(
// CHECK: %[[RS:.*]] = arith.constant
// CHECK: repeats(%[[RS]] : tensor<300xi64>) dim(0) : tensor<?xf32> -> tensor<300xf32>
func.func @many_counts(%x: tensor<?xf32>) -> tensor<300xf32> {
  %r = arith.constant dense<1> : tensor<300xi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<300xi64>) dim(0) : tensor<?xf32> -> tensor<300xf32>
  return %y : tensor<300xf32>
}

// A constant that breaks a rule stays for the run to report, since the branch
// may never be taken.
// CHECK-LABEL: @invalid_constants_in_a_branch(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>
// CHECK-DAG: %[[NEG:.*]] = arith.constant -1 : index
// CHECK-DAG: %[[RS:.*]] = arith.constant dense<[1, -1, 2]> : tensor<3xi64>
// CHECK-DAG: %[[TWO:.*]] = arith.constant dense<2> : tensor<2xi64>
// CHECK: scf.if
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[NEG]] : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[RS]] : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
// CHECK: rint.repeat_interleave %[[X]] repeats(2) dim(0) output_size(%[[NEG]]) : tensor<3xf32> -> tensor<6xf32>
// CHECK: %[[CAST:.*]] = tensor.cast %[[TWO]]
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[CAST]] : tensor<?xi64>) dim(0)
func.func @invalid_constants_in_a_branch(%x: tensor<3xf32>, %c: i1, %d: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>, tensor<6xf32>, tensor<?xf32>) {
  %neg = arith.constant -1 : index
  %rs = arith.constant dense<[1, -1, 2]> : tensor<3xi64>
  %two = arith.constant dense<2> : tensor<2xi64>
  %six = tensor.empty() : tensor<6xf32>
  %r:4 = scf.if %c -> (tensor<?xf32>, tensor<?xf32>, tensor<6xf32>, tensor<?xf32>) {
    %0 = rint.repeat_interleave %x repeats(%neg : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
    %1 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    %2 = rint.repeat_interleave %x repeats(2) dim(0) output_size(%neg) : tensor<3xf32> -> tensor<6xf32>
    %cast = tensor.cast %two : tensor<2xi64> to tensor<?xi64>
    %3 = rint.repeat_interleave %x repeats(%cast : tensor<?xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %0, %1, %2, %3 : tensor<?xf32>, tensor<?xf32>, tensor<6xf32>, tensor<?xf32>
  } else {
    scf.yield %d, %d, %six, %d : tensor<?xf32>, tensor<?xf32>, tensor<6xf32>, tensor<?xf32>
  }
  return %r#0, %r#1, %r#2, %r#3 : tensor<?xf32>, tensor<?xf32>, tensor<6xf32>, tensor<?xf32>
}

//===----------------------------------------------------------------------===//
// Vectors of one value
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @splat_repeats(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[R:.*]]: i16)
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[R]] : i16) dim(0)
func.func @splat_repeats(%x: tensor<3xf32>, %r: i16) -> tensor<?xf32> {
  %rs = tensor.splat %r : tensor<3xi16>
  %y = rint.repeat_interleave %x repeats(%rs : tensor<3xi16>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// CHECK-LABEL: @from_elements_repeats(
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>, %[[R:.*]]: index, %[[S:.*]]: index)
// CHECK: %[[DIFFERENT:.*]] = tensor.from_elements %[[R]], %[[S]]
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[R]] : index) dim(0)
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[R]] : index) dim(0)
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[DIFFERENT]] : tensor<2xindex>) dim(0)
func.func @from_elements_repeats(%x: tensor<2xf32>, %r: index, %s: index) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %one = tensor.from_elements %r : tensor<index>
  %same = tensor.from_elements %r, %r : tensor<2xindex>
  %different = tensor.from_elements %r, %s : tensor<2xindex>
  %0 = rint.repeat_interleave %x repeats(%one : tensor<index>) dim(0) : tensor<2xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %x repeats(%same : tensor<2xindex>) dim(0) : tensor<2xf32> -> tensor<?xf32>
  %2 = rint.repeat_interleave %x repeats(%different : tensor<2xindex>) dim(0) : tensor<2xf32> -> tensor<?xf32>
  return %0, %1, %2 : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>
}

// Three counts of an unknown number of slices are checked to be as many.
// CHECK-LABEL: @splat_repeats_of_unknown_slices(
// CHECK: repeats(%{{.*}} : tensor<3xi16>)
func.func @splat_repeats_of_unknown_slices(%x: tensor<?xf32>, %r: i16) -> tensor<?xf32> {
  %rs = tensor.splat %r : tensor<3xi16>
  %y = rint.repeat_interleave %x repeats(%rs : tensor<3xi16>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

//===----------------------------------------------------------------------===//
// dim
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @dim(
// CHECK: rint.repeat_interleave %{{.*}} repeats(2) dim(0) : tensor<2x3xf32>
// CHECK: rint.repeat_interleave %{{.*}} repeats(2) dim(1) : tensor<2x3xf32>
// CHECK: rint.repeat_interleave %{{.*}} repeats(2) dim(0) : tensor<?xf32>
// CHECK: rint.repeat_interleave %{{.*}} repeats(2) : tensor<2x3xf32> -> tensor<12xf32>
// CHECK: rint.repeat_interleave %{{.*}} repeats(2) : tensor<f32> -> tensor<2xf32>
func.func @dim(%x: tensor<2x3xf32>, %v: tensor<?xf32>, %s: tensor<f32>) -> (tensor<4x3xf32>, tensor<2x6xf32>, tensor<?xf32>, tensor<12xf32>, tensor<2xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(-2) : tensor<2x3xf32> -> tensor<4x3xf32>
  %1 = rint.repeat_interleave %x repeats(2) dim(-1) : tensor<2x3xf32> -> tensor<2x6xf32>
  %2 = rint.repeat_interleave %v repeats(2) : tensor<?xf32> -> tensor<?xf32>
  %3 = rint.repeat_interleave %x repeats(2) : tensor<2x3xf32> -> tensor<12xf32>
  %4 = rint.repeat_interleave %s repeats(2) : tensor<f32> -> tensor<2xf32>
  return %0, %1, %2, %3, %4 : tensor<4x3xf32>, tensor<2x6xf32>, tensor<?xf32>, tensor<12xf32>, tensor<2xf32>
}

//===----------------------------------------------------------------------===//
// output_size
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @output_size(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[RS:.*]]: tensor<3xi64>, %[[D:.*]]: tensor<?xf32>)
// A constant is a literal and sharpens the result.
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[RS]] : tensor<3xi64>) dim(0) output_size(6) : tensor<3xf32> -> tensor<6xf32>
// What the counts say as well goes.
// CHECK: rint.repeat_interleave %[[X]] repeats([1, 3, 2]) dim(0) : tensor<3xf32> -> tensor<6xf32>
// The sum of a list is known, but the size of an unknown number of slices is not.
// CHECK: rint.repeat_interleave %[[D]] repeats([1, 3, 2]) dim(0) : tensor<?xf32> -> tensor<6xf32>
// CHECK: rint.repeat_interleave %[[D]] repeats(2) dim(0) output_size(6) : tensor<?xf32> -> tensor<6xf32>
func.func @output_size(%x: tensor<3xf32>, %rs: tensor<3xi64>, %d: tensor<?xf32>) -> (tensor<?xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) {
  %six = arith.constant 6 : index
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) output_size(%six) : tensor<3xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %x repeats([1, 3, 2]) dim(0) output_size(%six) : tensor<3xf32> -> tensor<6xf32>
  %2 = rint.repeat_interleave %d repeats([1, 3, 2]) dim(0) output_size(6) : tensor<?xf32> -> tensor<6xf32>
  %3 = rint.repeat_interleave %d repeats(2) dim(0) output_size(6) : tensor<?xf32> -> tensor<6xf32>
  return %0, %1, %2, %3 : tensor<?xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>
}

//===----------------------------------------------------------------------===//
// One copy, and none
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @one_copy(
// CHECK-SAME: %[[X:.*]]: tensor<2x?xf32>, %[[V:.*]]: tensor<3xf32>)
// CHECK-NEXT: return %[[X]], %[[X]], %[[V]]
func.func @one_copy(%x: tensor<2x?xf32>, %v: tensor<3xf32>) -> (tensor<2x?xf32>, tensor<2x?xf32>, tensor<3xf32>) {
  %0 = rint.repeat_interleave %x repeats(1) dim(1) : tensor<2x?xf32> -> tensor<2x?xf32>
  %1 = rint.repeat_interleave %x repeats([1, 1]) dim(-2) : tensor<2x?xf32> -> tensor<2x?xf32>
  %2 = rint.repeat_interleave %v repeats(1) : tensor<3xf32> -> tensor<3xf32>
  return %0, %1, %2 : tensor<2x?xf32>, tensor<2x?xf32>, tensor<3xf32>
}

// One copy of each of two slices is the input only if it has two slices; and a
// declared size, and an output size, have to be checked.
// CHECK-LABEL: @one_copy_unless(
// CHECK: repeats([1, 1]) dim(0) : tensor<?xf32> -> tensor<2xf32>
// CHECK: repeats(1) dim(0) : tensor<?xf32> -> tensor<2xf32>
// CHECK: repeats(1) dim(0) output_size(%{{.*}}) : tensor<?xf32> -> tensor<?xf32>
// CHECK: repeats(1) : tensor<?x?xf32> -> tensor<6xf32>
func.func @one_copy_unless(%x: tensor<?xf32>, %n: index, %m: tensor<?x?xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<?xf32>, tensor<6xf32>) {
  %0 = rint.repeat_interleave %x repeats([1, 1]) dim(0) : tensor<?xf32> -> tensor<2xf32>
  %1 = rint.repeat_interleave %x repeats(1) dim(0) : tensor<?xf32> -> tensor<2xf32>
  %2 = rint.repeat_interleave %x repeats(1) dim(0) output_size(%n) : tensor<?xf32> -> tensor<?xf32>
  %3 = rint.repeat_interleave %m repeats(1) : tensor<?x?xf32> -> tensor<6xf32>
  return %0, %1, %2, %3 : tensor<2xf32>, tensor<2xf32>, tensor<?xf32>, tensor<6xf32>
}

// CHECK-LABEL: @one_copy_flattened(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[D:.*]]: tensor<?x3xf32>)
// CHECK-DAG: %[[A:.*]] = tensor.collapse_shape %[[X]] {{\[\[}}0, 1]] : tensor<2x3xf32> into tensor<6xf32>
// CHECK-DAG: %[[B:.*]] = tensor.collapse_shape %[[D]] {{\[\[}}0, 1]] : tensor<?x3xf32> into tensor<?xf32>
// CHECK: return %[[A]], %[[B]]
func.func @one_copy_flattened(%x: tensor<2x3xf32>, %d: tensor<?x3xf32>) -> (tensor<6xf32>, tensor<?xf32>) {
  %0 = rint.repeat_interleave %x repeats(1) : tensor<2x3xf32> -> tensor<6xf32>
  %1 = rint.repeat_interleave %d repeats(1) : tensor<?x3xf32> -> tensor<?xf32>
  return %0, %1 : tensor<6xf32>, tensor<?xf32>
}

// CHECK-LABEL: @no_copies(
// CHECK-SAME: %[[X:.*]]: tensor<2x?xf32>, %[[Z:.*]]: tensor<0x2xf32>)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1 : index
// CHECK-DAG: %[[N:.*]] = tensor.dim %[[X]], %[[ONE]]
// CHECK-DAG: %[[A:.*]] = tensor.empty(%[[N]]) : tensor<0x?xf32>
// CHECK-DAG: %[[B:.*]] = tensor.empty() : tensor<2x0xf32>
// CHECK-DAG: %[[C:.*]] = tensor.empty() : tensor<0xf32>
// CHECK-DAG: %[[D:.*]] = tensor.empty() : tensor<0x8xf32>
// CHECK: return %[[A]], %[[B]], %[[C]], %[[D]]
func.func @no_copies(%x: tensor<2x?xf32>, %z: tensor<0x2xf32>) -> (tensor<0x?xf32>, tensor<2x0xf32>, tensor<0xf32>, tensor<0x8xf32>) {
  %0 = rint.repeat_interleave %x repeats([0, 0]) dim(0) : tensor<2x?xf32> -> tensor<0x?xf32>
  %1 = rint.repeat_interleave %x repeats(0) dim(1) : tensor<2x?xf32> -> tensor<2x0xf32>
  %2 = rint.repeat_interleave %x repeats(0) : tensor<2x?xf32> -> tensor<0xf32>
  %3 = rint.repeat_interleave %z repeats(4) dim(1) : tensor<0x2xf32> -> tensor<0x8xf32>
  return %0, %1, %2, %3 : tensor<0x?xf32>, tensor<2x0xf32>, tensor<0xf32>, tensor<0x8xf32>
}

// What only the run can check keeps the op, also where the result is empty: the
// number of counts, a declared size, a product that may overflow, the sign of a
// count.
// CHECK-LABEL: @no_copies_unless(
// CHECK: repeats([0, 1]) dim(0) : tensor<?x0xf32> -> tensor<1x0xf32>
// CHECK: repeats(0) dim(0) : tensor<?x?xf32> -> tensor<0x5xf32>
// CHECK: repeats(4611686018427387904) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>
// CHECK: repeats(%{{.*}} : index) dim(0) : tensor<0xf32> -> tensor<0xf32>
func.func @no_copies_unless(%x: tensor<?x0xf32>, %d: tensor<?x?xf32>, %z: tensor<0xf32>, %r: index) -> (tensor<1x0xf32>, tensor<0x5xf32>, tensor<?x0xf32>, tensor<0xf32>) {
  %0 = rint.repeat_interleave %x repeats([0, 1]) dim(0) : tensor<?x0xf32> -> tensor<1x0xf32>
  %1 = rint.repeat_interleave %d repeats(0) dim(0) : tensor<?x?xf32> -> tensor<0x5xf32>
  %2 = rint.repeat_interleave %x repeats(4611686018427387904) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>
  %3 = rint.repeat_interleave %z repeats(%r : index) dim(0) : tensor<0xf32> -> tensor<0xf32>
  return %0, %1, %2, %3 : tensor<1x0xf32>, tensor<0x5xf32>, tensor<?x0xf32>, tensor<0xf32>
}

//===----------------------------------------------------------------------===//
// Repeats of repeats
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @compose(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[D:.*]]: tensor<?xf32>)
// CHECK: rint.repeat_interleave %[[X]] repeats(6) dim(1) : tensor<2x3xf32> -> tensor<2x18xf32>
// CHECK: rint.repeat_interleave %[[X]] repeats([3, 6]) dim(0) : tensor<2x3xf32> -> tensor<9x3xf32>
// CHECK: rint.repeat_interleave %[[X]] repeats(6) : tensor<2x3xf32> -> tensor<36xf32>
// CHECK: rint.repeat_interleave %[[D]] repeats(6) dim(0) : tensor<?xf32> -> tensor<?xf32>
func.func @compose(%x: tensor<2x3xf32>, %d: tensor<?xf32>) -> (tensor<2x18xf32>, tensor<9x3xf32>, tensor<36xf32>, tensor<?xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(-1) : tensor<2x3xf32> -> tensor<2x6xf32>
  %1 = rint.repeat_interleave %0 repeats(3) dim(1) : tensor<2x6xf32> -> tensor<2x18xf32>
  %2 = rint.repeat_interleave %x repeats([1, 2]) dim(0) : tensor<2x3xf32> -> tensor<3x3xf32>
  %3 = rint.repeat_interleave %2 repeats(3) dim(0) : tensor<3x3xf32> -> tensor<9x3xf32>
  %4 = rint.repeat_interleave %x repeats(2) : tensor<2x3xf32> -> tensor<12xf32>
  %5 = rint.repeat_interleave %4 repeats(3) dim(0) : tensor<12xf32> -> tensor<36xf32>
  %6 = rint.repeat_interleave %d repeats(3) : tensor<?xf32> -> tensor<?xf32>
  %7 = rint.repeat_interleave %6 repeats(2) : tensor<?xf32> -> tensor<?xf32>
  return %1, %3, %5, %7 : tensor<2x18xf32>, tensor<9x3xf32>, tensor<36xf32>, tensor<?xf32>
}

// A size that has still to be compared is in the error, so both ops stay.
// CHECK-LABEL: @compose_unless_size_is_unchecked(
// CHECK-SAME: %[[X:.*]]: tensor<3xi8>, %[[SIZE:.*]]: index)
// CHECK: %[[R:.*]] = rint.repeat_interleave %[[X]] repeats(2) dim(0) output_size(%[[SIZE]])
// CHECK: rint.repeat_interleave %[[R]] repeats(3) dim(0)
func.func @compose_unless_size_is_unchecked(%x: tensor<3xi8>, %size: index) -> tensor<18xi8> {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) output_size(%size) : tensor<3xi8> -> tensor<6xi8>
  %1 = rint.repeat_interleave %0 repeats(3) dim(0) : tensor<6xi8> -> tensor<18xi8>
  return %1 : tensor<18xi8>
}

// Other dims, lists on top and products that 63 bits or memory's bytes cannot
// hold stay; so do counts that are values, whose product may wrap around.
// CHECK-LABEL: @compose_unless(
// CHECK-COUNT-2: rint.repeat_interleave {{.*}} tensor<2x3xf32> -> tensor<4x3xf32>
// CHECK: rint.repeat_interleave {{.*}} dim(1) : tensor<4x3xf32> -> tensor<4x9xf32>
// CHECK: rint.repeat_interleave {{.*}} repeats([1, 2, 1, 2]) dim(0) : tensor<4x3xf32> -> tensor<6x3xf32>
// CHECK: rint.repeat_interleave {{.*}} repeats(3037000500) dim(0) : tensor<?xf32> -> tensor<?xf32>
// CHECK: rint.repeat_interleave {{.*}} repeats(3037000500) dim(0) : tensor<?xf32> -> tensor<?xf32>
// CHECK: rint.repeat_interleave {{.*}} repeats(%{{.*}} : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
// CHECK: rint.repeat_interleave {{.*}} repeats(%{{.*}} : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
func.func @compose_unless(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>, %d: tensor<?xf32>, %r: index) -> (tensor<4x9xf32>, tensor<6x3xf32>, tensor<?xf32>, tensor<?xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<2x3xf32> -> tensor<4x3xf32>
  %1 = rint.repeat_interleave %y repeats(2) dim(0) : tensor<2x3xf32> -> tensor<4x3xf32>
  %2 = rint.repeat_interleave %0 repeats(3) dim(1) : tensor<4x3xf32> -> tensor<4x9xf32>
  %3 = rint.repeat_interleave %1 repeats([1, 2, 1, 2]) dim(0) : tensor<4x3xf32> -> tensor<6x3xf32>
  // The square of 3037000500 is the first that exceeds 63 bits.
  %4 = rint.repeat_interleave %d repeats(3037000500) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %5 = rint.repeat_interleave %4 repeats(3037000500) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %6 = rint.repeat_interleave %d repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %7 = rint.repeat_interleave %6 repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %2, %3, %5, %7 : tensor<4x9xf32>, tensor<6x3xf32>, tensor<?xf32>, tensor<?xf32>
}

// An output size of the inner op is a check of its own.
// CHECK-LABEL: @compose_unless_output_size(
// CHECK: repeats(2) dim(0) output_size(%{{.*}})
// CHECK: repeats(3) dim(0)
func.func @compose_unless_output_size(%d: tensor<?xf32>, %n: index) -> tensor<?xf32> {
  %0 = rint.repeat_interleave %d repeats(2) dim(0) output_size(%n) : tensor<?xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %0 repeats(3) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %1 : tensor<?xf32>
}

// Nor does an inner op go that may break a rule: its number of counts, a declared
// size, a product that overflows where another dimension is 0.
// CHECK-LABEL: @compose_unless_inner_may_fail(
// CHECK: repeats([1, 2]) dim(0) : tensor<?xf32> -> tensor<3xf32>
// CHECK: repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
// CHECK: repeats(2) dim(0) : tensor<?xf32> -> tensor<6xf32>
// CHECK: repeats(2) dim(0) : tensor<6xf32> -> tensor<12xf32>
// CHECK: repeats(2) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>
// CHECK: repeats(2) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>
// CHECK: repeats(2) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
// CHECK: repeats(2) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
// CHECK: repeats(4611686018427387904) dim(0) : tensor<?xf32> -> tensor<?xf32>
// CHECK: repeats(0) dim(0) : tensor<?xf32> -> tensor<0xf32>
// CHECK: repeats(4611686018427387904) dim(0) : tensor<1x?xf32> -> tensor<4611686018427387904x?xf32>
// CHECK: repeats(0) dim(0) : tensor<4611686018427387904x?xf32> -> tensor<0x?xf32>
func.func @compose_unless_inner_may_fail(%d: tensor<?xf32>, %z: tensor<?x0xf32>, %m: tensor<?x?xf32>, %l: tensor<1x?xf32>)
    -> (tensor<6xf32>, tensor<12xf32>, tensor<?x0xf32>, tensor<?x?xf32>, tensor<0xf32>, tensor<0x?xf32>) {
  %0 = rint.repeat_interleave %d repeats([1, 2]) dim(0) : tensor<?xf32> -> tensor<3xf32>
  %1 = rint.repeat_interleave %0 repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  %2 = rint.repeat_interleave %d repeats(2) dim(0) : tensor<?xf32> -> tensor<6xf32>
  %3 = rint.repeat_interleave %2 repeats(2) dim(0) : tensor<6xf32> -> tensor<12xf32>
  %4 = rint.repeat_interleave %z repeats(2) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>
  %5 = rint.repeat_interleave %4 repeats(2) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>
  %6 = rint.repeat_interleave %m repeats(2) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %7 = rint.repeat_interleave %6 repeats(2) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %8 = rint.repeat_interleave %d repeats(4611686018427387904) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %9 = rint.repeat_interleave %8 repeats(0) dim(0) : tensor<?xf32> -> tensor<0xf32>
  %10 = rint.repeat_interleave %l repeats(4611686018427387904) dim(0) : tensor<1x?xf32> -> tensor<4611686018427387904x?xf32>
  %11 = rint.repeat_interleave %10 repeats(0) dim(0) : tensor<4611686018427387904x?xf32> -> tensor<0x?xf32>
  return %1, %3, %5, %7, %9, %11 : tensor<6xf32>, tensor<12xf32>, tensor<?x0xf32>, tensor<?x?xf32>, tensor<0xf32>, tensor<0x?xf32>
}

// The first product that might be too large for a tensor of any size stays.
// CHECK-LABEL: @compose_bound(
// CHECK: repeats(63) dim(0) : tensor<?x4xf32>
// CHECK: repeats(32) dim(0) : tensor<?x4xf32>
// CHECK: repeats(2) dim(0) : tensor<?x4xf32>
func.func @compose_bound(%d: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %0 = rint.repeat_interleave %d repeats(9) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %1 = rint.repeat_interleave %0 repeats(7) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %2 = rint.repeat_interleave %d repeats(32) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %3 = rint.repeat_interleave %2 repeats(2) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  return %1, %3 : tensor<?x4xf32>, tensor<?x4xf32>
}

//===----------------------------------------------------------------------===//
// tensor.cast and tensor.dim
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @absorb_casts(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>, %[[RS:.*]]: tensor<3xi64>, %[[O:.*]]: tensor<4xindex>)
// CHECK: rint.repeat_interleave %[[X]] repeats(%[[RS]] : tensor<3xi64>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
// CHECK: rint.repeat_interleave %[[X]] offsets(%[[O]] : tensor<4xindex>) dim(0) : tensor<3x4xf32> -> tensor<7x4xf32>
func.func @absorb_casts(%x: tensor<3x4xf32>, %rs: tensor<3xi64>, %o: tensor<4xindex>) -> (tensor<?x?xf32>, tensor<7x?xf32>) {
  %dx = tensor.cast %x : tensor<3x4xf32> to tensor<?x?xf32>
  %drs = tensor.cast %rs : tensor<3xi64> to tensor<?xi64>
  %do = tensor.cast %o : tensor<4xindex> to tensor<?xindex>
  %0 = rint.repeat_interleave %dx repeats(%drs : tensor<?xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %1 = rint.repeat_interleave %dx offsets(%do : tensor<?xindex>) dim(0) : tensor<?x?xf32> -> tensor<7x?xf32>
  return %0, %1 : tensor<?x?xf32>, tensor<7x?xf32>
}

// A cast of the result may stand where the op is not, or be reached where an op
// before it ends the run; so it tells the op nothing.
// CHECK-LABEL: @result_casts(
// CHECK: %[[Y:.*]] = rint.repeat_interleave %{{.*}} repeats(%{{.*}} : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
// CHECK: scf.if
// CHECK: tensor.cast %[[Y]] : tensor<?xf32> to tensor<6xf32>
// CHECK: %[[Z:.*]] = rint.repeat_interleave %{{.*}} repeats(%{{.*}} : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
// CHECK: tensor.cast %[[Z]] : tensor<?xf32> to tensor<6xf32>
// CHECK: %[[O:.*]] = rint.offsets repeats(%{{.*}} : tensor<?xi64>) : tensor<?xindex>
// CHECK: tensor.cast %[[O]] : tensor<?xindex> to tensor<4xindex>
// CHECK: %[[I:.*]] = rint.repeat_indices repeats(%{{.*}} : tensor<3xi64>) : tensor<?xi64>
// CHECK: tensor.cast %[[I]] : tensor<?xi64> to tensor<6xi64>
func.func @result_casts(%x: tensor<3xf32>, %r: index, %rs: tensor<3xi64>, %d: tensor<?xi64>, %c: i1, %e: tensor<6xf32>) -> (tensor<6xf32>, tensor<6xf32>, tensor<4xindex>, tensor<6xi64>) {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %0 = scf.if %c -> tensor<6xf32> {
    %cast = tensor.cast %y : tensor<?xf32> to tensor<6xf32>
    scf.yield %cast : tensor<6xf32>
  } else {
    scf.yield %e : tensor<6xf32>
  }
  %z = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %1 = tensor.cast %z : tensor<?xf32> to tensor<6xf32>
  %o = rint.offsets repeats(%d : tensor<?xi64>) : tensor<?xindex>
  %2 = tensor.cast %o : tensor<?xindex> to tensor<4xindex>
  %i = rint.repeat_indices repeats(%rs : tensor<3xi64>) : tensor<?xi64>
  %3 = tensor.cast %i : tensor<?xi64> to tensor<6xi64>
  return %0, %1, %2, %3 : tensor<6xf32>, tensor<6xf32>, tensor<4xindex>, tensor<6xi64>
}

// An op of which only the size is read still owes its errors.
// CHECK-LABEL: @dims_of_results(
// CHECK: %[[Y:.*]] = rint.repeat_interleave %{{.*}} repeats(%{{.*}} : index) dim(1) output_size(%{{.*}})
// CHECK: tensor.dim %[[Y]]
// CHECK: tensor.dim %[[Y]]
func.func @dims_of_results(%x: tensor<?x?xf32>, %r: index, %n: index) -> (index, index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(1) output_size(%n) : tensor<?x?xf32> -> tensor<?x?xf32>
  %a = tensor.dim %0, %zero : tensor<?x?xf32>
  %b = tensor.dim %0, %one : tensor<?x?xf32>
  return %a, %b : index, index
}
