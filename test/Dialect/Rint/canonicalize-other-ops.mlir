// Canonical forms of rint.offsets, rint.repeat_indices and rint.repeat. A second
// run changes nothing.
//
// RUN: rint-opt %s --canonicalize | FileCheck %s
// RUN: rint-opt %s --canonicalize -o %t
// RUN: rint-opt %t --canonicalize | diff %t -

// CHECK-LABEL: @offsets(
// CHECK-SAME: %[[RS:.*]]: tensor<3xi64>, %[[ONE:.*]]: tensor<1xi8>, %[[N:.*]]: index)
// CHECK-DAG: %[[FIVE:.*]] = arith.constant 5 : index
// CHECK-DAG: rint.offsets repeats(%[[RS]] : tensor<3xi64>) : tensor<4xindex>
// CHECK-DAG: rint.offsets repeats(%[[ONE]] : tensor<1xi8>) size(%[[FIVE]]) : tensor<6xindex>
// CHECK-DAG: rint.offsets repeats([2]) size(%[[N]]) : tensor<?xindex>
func.func @offsets(%rs: tensor<3xi64>, %one: tensor<1xi8>, %n: index) -> (tensor<?xindex>, tensor<?xindex>, tensor<?xindex>) {
  %five = arith.constant 5 : index
  %two = arith.constant dense<2> : tensor<1xi16>
  %drs = tensor.cast %rs : tensor<3xi64> to tensor<?xi64>
  %0 = rint.offsets repeats(%drs : tensor<?xi64>) : tensor<?xindex>
  %1 = rint.offsets repeats(%one : tensor<1xi8>) size(%five) : tensor<?xindex>
  %2 = rint.offsets repeats(%two : tensor<1xi16>) size(%n) : tensor<?xindex>
  return %0, %1, %2 : tensor<?xindex>, tensor<?xindex>, tensor<?xindex>
}

// CHECK-LABEL: @repeat_indices(
// CHECK-SAME: %[[RS:.*]]: tensor<3xi64>)
// CHECK: rint.repeat_indices repeats(%[[RS]] : tensor<3xi64>) output_size(6) : tensor<6xi32>
func.func @repeat_indices(%rs: tensor<3xi64>) -> tensor<?xi32> {
  %six = arith.constant 6 : index
  %drs = tensor.cast %rs : tensor<3xi64> to tensor<?xi64>
  %0 = rint.repeat_indices repeats(%drs : tensor<?xi64>) output_size(%six) : tensor<?xi32>
  return %0 : tensor<?xi32>
}

// CHECK-LABEL: @constant_indices(
// CHECK: %[[I:.*]] = arith.constant dense<[0, 2, 2]> : tensor<3xi32>
// CHECK: %[[C:.*]] = tensor.cast %[[I]] : tensor<3xi32> to tensor<?xi32>
// CHECK: return %[[C]]
func.func @constant_indices() -> tensor<?xi32> {
  %rs = arith.constant dense<[1, 0, 2]> : tensor<3xi64>
  %three = arith.constant 3 : index
  %0 = rint.repeat_indices repeats(%rs : tensor<3xi64>) output_size(%three) : tensor<?xi32>
  return %0 : tensor<?xi32>
}

// CHECK-LABEL: @repeat(
// CHECK-SAME: %[[X:.*]]: tensor<3xi8>, %[[N:.*]]: index)
// CHECK: %[[R:.*]] = rint.repeat %[[X]] counts(2, %[[N]], 4) : tensor<3xi8> -> tensor<2x?x12xi8>
// CHECK: tensor.cast %[[R]] : tensor<2x?x12xi8> to tensor<?x?x?xi8>
func.func @repeat(%x: tensor<3xi8>, %n: index) -> tensor<?x?x?xi8> {
  %two = arith.constant 2 : index
  %dx = tensor.cast %x : tensor<3xi8> to tensor<?xi8>
  %0 = rint.repeat %dx counts(%two, %n, 4) : tensor<?xi8> -> tensor<?x?x?xi8>
  return %0 : tensor<?x?x?xi8>
}

// CHECK-LABEL: @repeat_once(
// CHECK-SAME: %[[X:.*]]: tensor<3x?xi8>)
// CHECK-NEXT: return %[[X]]
func.func @repeat_once(%x: tensor<3x?xi8>) -> tensor<3x?xi8> {
  %0 = rint.repeat %x counts(1, 1) : tensor<3x?xi8> -> tensor<3x?xi8>
  return %0 : tensor<3x?xi8>
}

// CHECK-LABEL: @repeat_never(
// CHECK-SAME: %[[X:.*]]: tensor<3x?xi8>)
// CHECK: %[[E:.*]] = tensor.empty(%{{.*}}) : tensor<0x?xi8>
// CHECK: return %[[E]]
func.func @repeat_never(%x: tensor<3x?xi8>) -> tensor<0x?xi8> {
  %0 = rint.repeat %x counts(0, 1) : tensor<3x?xi8> -> tensor<0x?xi8>
  return %0 : tensor<0x?xi8>
}

// A declared size, a product that may overflow and a count that may be negative
// are for the run to check.
// CHECK-LABEL: @repeat_unless(
// CHECK: rint.repeat %{{.*}} counts(1, 1) : tensor<3x?xi8> -> tensor<3x5xi8>
// CHECK: rint.repeat %{{.*}} counts(0, 1) : tensor<3x?xi8> -> tensor<0x5xi8>
// CHECK: rint.repeat %{{.*}} counts(0, 2) : tensor<3x?xi8> -> tensor<0x?xi8>
// CHECK: rint.repeat %{{.*}} counts(0, %{{.*}}) : tensor<3x?xi8> -> tensor<0x?xi8>
func.func @repeat_unless(%x: tensor<3x?xi8>, %n: index) -> (tensor<3x5xi8>, tensor<0x5xi8>, tensor<0x?xi8>, tensor<0x?xi8>) {
  %0 = rint.repeat %x counts(1, 1) : tensor<3x?xi8> -> tensor<3x5xi8>
  %1 = rint.repeat %x counts(0, 1) : tensor<3x?xi8> -> tensor<0x5xi8>
  %2 = rint.repeat %x counts(0, 2) : tensor<3x?xi8> -> tensor<0x?xi8>
  %3 = rint.repeat %x counts(0, %n) : tensor<3x?xi8> -> tensor<0x?xi8>
  return %0, %1, %2, %3 : tensor<3x5xi8>, tensor<0x5xi8>, tensor<0x?xi8>, tensor<0x?xi8>
}

// CHECK-LABEL: @invalid_counts_in_a_branch(
// CHECK: scf.if
// CHECK: rint.repeat %{{.*}} counts(%c-1)
// CHECK: rint.repeat %{{.*}} counts(%c2) : tensor<3xi8> -> tensor<7xi8>
func.func @invalid_counts_in_a_branch(%x: tensor<3xi8>, %c: i1, %d: tensor<?xi8>, %e: tensor<7xi8>) -> (tensor<?xi8>, tensor<7xi8>) {
  %neg = arith.constant -1 : index
  %two = arith.constant 2 : index
  %r:2 = scf.if %c -> (tensor<?xi8>, tensor<7xi8>) {
    %0 = rint.repeat %x counts(%neg) : tensor<3xi8> -> tensor<?xi8>
    %1 = rint.repeat %x counts(%two) : tensor<3xi8> -> tensor<7xi8>
    scf.yield %0, %1 : tensor<?xi8>, tensor<7xi8>
  } else {
    scf.yield %d, %e : tensor<?xi8>, tensor<7xi8>
  }
  return %r#0, %r#1 : tensor<?xi8>, tensor<7xi8>
}

// Sizes that are read are read off the op, which still owes its errors.
// CHECK-LABEL: @dims(
// CHECK: %[[O:.*]] = rint.offsets
// CHECK: tensor.dim %[[O]]
// CHECK: %[[I:.*]] = rint.repeat_indices
// CHECK: tensor.dim %[[I]]
// CHECK: %[[R:.*]] = rint.repeat
// CHECK: tensor.dim %[[R]]
func.func @dims(%rs: tensor<?xi64>, %x: tensor<?xi8>, %n: index) -> (index, index, index) {
  %zero = arith.constant 0 : index
  %0 = rint.offsets repeats(%rs : tensor<?xi64>) : tensor<?xindex>
  %a = tensor.dim %0, %zero : tensor<?xindex>
  %1 = rint.repeat_indices repeats(%rs : tensor<?xi64>) : tensor<?xi64>
  %b = tensor.dim %1, %zero : tensor<?xi64>
  %2 = rint.repeat %x counts(%n) : tensor<?xi8> -> tensor<?xi8>
  %c = tensor.dim %2, %zero : tensor<?xi8>
  return %a, %b, %c : index, index, index
}
