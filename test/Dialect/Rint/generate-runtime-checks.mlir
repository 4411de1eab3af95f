// Which checks an op gets: those of the rules that its types and literals leave
// open, in the order of the rules' numbers, all before the op.
//
// RUN: rint-opt %s --rint-generate-runtime-checks --canonicalize --cse --canonicalize --split-input-file | FileCheck %s --implicit-check-not=rint.check

// Nothing is left open here: types and literals decide every rule, and memory
// holds a few bytes.
// CHECK-LABEL: @decided(
func.func @decided(%x: tensor<3x4xf32>, %i: i1) -> (tensor<6x4xf32>, tensor<6x4xf32>, tensor<4xindex>, tensor<3xui8>, tensor<6x4xf32>) {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  %1 = rint.repeat_interleave %x repeats([1, 3, 2]) dim(0) output_size(6) : tensor<3x4xf32> -> tensor<6x4xf32>
  %2 = rint.offsets repeats([1, 3, 2]) : tensor<4xindex>
  %3 = rint.repeat_indices repeats([1, 2]) : tensor<3xui8>
  %4 = rint.repeat %x counts(2, 1) : tensor<3x4xf32> -> tensor<6x4xf32>
  return %0, %1, %2, %3, %4 : tensor<6x4xf32>, tensor<6x4xf32>, tensor<4xindex>, tensor<3xui8>, tensor<6x4xf32>
}

// -----

// CHECK-LABEL: @scalar(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>, %[[R:.*]]: index, %[[N:.*]]: index)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[SLICES:.*]] = tensor.dim %[[X]], %[[ZERO]]
// C5
// CHECK: %[[C5:.*]] = arith.cmpi sge, %[[R]], %[[ZERO]]
// CHECK: rint.check %[[C5]], "'rint.repeat_interleave' op expected repeats to be non-negative, but got {0}"(%[[R]] : index)
// C6: the product, the bytes, memory.
// CHECK: arith.mulsi_extended
// CHECK: %[[TOTAL:.*]] = arith.muli %[[SLICES]], %[[R]] : index
// CHECK: rint.check %{{.*}}, "'rint.repeat_interleave' op expected the size of the result to fit 63 bits, but got an overflow for {0} slices and repeats = {1}"(%[[SLICES]], %[[R]] : index, index)
// CHECK: rint.check %{{.*}}, "'rint.repeat_interleave' op expected the byte size of the result to fit 63 bits, but got an overflow for the shape [{0}, {1}]"(%[[TOTAL]], %{{.*}} : index, index)
// CHECK: %[[FITS:.*]] = rint.fits_memory %[[BYTES:.*]]
// CHECK: rint.check %[[FITS]], "'rint.repeat_interleave' op expected the result to fit in memory, but got {0} bytes"(%[[BYTES]] : index)
// C7
// CHECK: %[[C7:.*]] = arith.cmpi eq, %[[N]], %[[TOTAL]]
// CHECK: rint.check %{{.*}}, "'rint.repeat_interleave' op expected output_size to be non-negative, but got {0}"(%[[N]] : index)
// CHECK: rint.check %[[C7]], "'rint.repeat_interleave' op expected output_size to be {0}, the sum of repeats, but got {1}"(%[[TOTAL]], %[[N]] : index, index)
// C8
// CHECK: %[[C8:.*]] = arith.cmpi eq, %[[TOTAL]], %[[TWELVE:.*]] : index
// CHECK: rint.check %[[C8]], "'rint.repeat_interleave' op expected dimension {0} of the result to be {1}, but got {2}"(%[[ZERO]], %[[TOTAL]], %[[TWELVE]] : index, index, index)
// CHECK: rint.repeat_interleave
func.func @scalar(%x: tensor<?x4xf32>, %r: index, %n: index) -> tensor<12x4xf32> {
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(0) output_size(%n) : tensor<?x4xf32> -> tensor<12x4xf32>
  return %0 : tensor<12x4xf32>
}

// -----

// Counts without a sign cannot be negative; those of up to 63 bits cannot be too
// large, either.
// CHECK-LABEL: @unsigned(
// CHECK: rint.check %{{.*}}, "'rint.repeat_interleave' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[{0}] = {1}"(%{{.*}} : index, ui64)
// CHECK: rint.check %{{.*}}the size of the result
// CHECK: rint.check %{{.*}}the byte size of the result
// CHECK: rint.check %{{.*}}memory
// CHECK: rint.repeat_interleave %{{.*}} : ui64
// Three slices times 255 bytes overflow nothing, yet no more is known of the
// value than its type.
// CHECK: rint.check %{{.*}}the size of the result
// CHECK: rint.check %{{.*}}the byte size of the result
// CHECK: rint.check %{{.*}}memory
// CHECK: rint.repeat_interleave %{{.*}} : ui8
func.func @unsigned(%x: tensor<3xi8>, %wide: ui64, %narrow: ui8) -> (tensor<?xi8>, tensor<?xi8>) {
  %0 = rint.repeat_interleave %x repeats(%wide : ui64) dim(0) : tensor<3xi8> -> tensor<?xi8>
  %1 = rint.repeat_interleave %x repeats(%narrow : ui8) dim(0) : tensor<3xi8> -> tensor<?xi8>
  return %0, %1 : tensor<?xi8>, tensor<?xi8>
}

// -----

// The plan carries the checks of a vector: one compare, and a loop over the
// counts only behind it. As many counts as slices: C3 is decided.
// CHECK-LABEL: @vector(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[RS:.*]]: tensor<3xi32>)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[THREE:.*]] = arith.constant 3 : index
// CHECK: %[[O:.*]] = rint.offsets repeats(%[[RS]] : tensor<3xi32>) : tensor<4xindex>
// CHECK: %[[TOTAL:.*]] = tensor.extract %[[O]][%[[THREE]]]
// CHECK: %[[BAD:.*]] = arith.cmpi slt, %[[TOTAL]], %[[ZERO]]
// CHECK: scf.if %[[BAD]] {
// CHECK:   scf.for
// CHECK:   rint.check %{{.*}}, "'rint.repeat_interleave' op expected repeats[{0}] to be non-negative, but got {1}"(%{{.*}}, %{{.*}} : index, i32)
// CHECK:   rint.check %{{.*}}, "'rint.repeat_interleave' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[{0}] = {1}"
// CHECK: rint.check %{{.*}}the byte size of the result
// CHECK: rint.check %{{.*}}memory
// CHECK: rint.repeat_interleave
func.func @vector(%x: tensor<3xf32>, %rs: tensor<3xi32>) -> tensor<?xf32> {
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<3xi32>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// How many counts there are is open here: C3 comes first, and one count is looked
// at by itself, since no slice may be there to show it.
// CHECK-LABEL: @dynamic_vector(
// CHECK: rint.check %{{.*}}, "'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or {0}, but got {1}"
// CHECK: scf.if
// CHECK:   rint.check %{{.*}}expected repeats[{0}] to be non-negative
// CHECK: rint.check %{{.*}}the byte size of the offsets
// CHECK: rint.check %{{.*}}expected the offsets to fit in memory
// CHECK: rint.offsets
// CHECK: scf.if
// CHECK:   rint.check %{{.*}}expected repeats[{0}] to be non-negative
// CHECK:   rint.check %{{.*}}the sum of repeats
// CHECK: rint.check %{{.*}}the byte size of the result
// CHECK: rint.check %{{.*}}the result to fit in memory
// CHECK: rint.check %{{.*}}expected dimension {0} of the result
// CHECK: rint.repeat_interleave
func.func @dynamic_vector(%x: tensor<?x?xf32>, %rs: tensor<?xi64>) -> tensor<?x4xf32> {
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// -----

// Offsets that the op before made hold C9; only others are walked.
// CHECK-LABEL: @offsets(
// CHECK: rint.offsets
// CHECK: scf.if
// CHECK:   rint.check %{{.*}}'rint.offsets' op expected repeats[{0}] to be non-negative
// CHECK:   rint.check %{{.*}}'rint.offsets' op expected the sum of repeats
// CHECK: rint.check %{{.*}}'rint.repeat_interleave' op expected the byte size of the result
// CHECK: rint.check %{{.*}}'rint.repeat_interleave' op expected the result to fit in memory
// CHECK: rint.repeat_interleave
// CHECK: rint.check %{{.*}}'rint.repeat_interleave' op expected the byte size of the result
// CHECK: rint.check %{{.*}}'rint.repeat_interleave' op expected the result to fit in memory
// CHECK: rint.check %{{.*}}'rint.repeat_interleave' op expected offsets[0] to be 0, but got {0}
// CHECK: scf.for
// CHECK: rint.check %{{.*}}'rint.repeat_interleave' op expected offsets[{0}] to be at least {1}, the entry before it, but got {2}
// CHECK: rint.repeat_interleave
func.func @offsets(%x: tensor<3xf32>, %rs: tensor<3xi64>, %p: tensor<4xindex>) -> (tensor<?xf32>, tensor<?xf32>) {
  %o = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
  %0 = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %x offsets(%p : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %0, %1 : tensor<?xf32>, tensor<?xf32>
}

// -----

// CHECK-LABEL: @dynamic_offsets(
// CHECK: rint.check %{{.*}}expected offsets to have at least one entry, but got {0}
// CHECK: rint.check %{{.*}}the byte size of the result
// CHECK: rint.check %{{.*}}memory
// CHECK: rint.check %{{.*}}expected offsets[0] to be 0
// CHECK: rint.check %{{.*}}expected offsets[{0}] to be at least {1}
// CHECK: rint.check %{{.*}}expected the element type of the result to hold {0}, the largest index, but got 'i8'
// CHECK: rint.repeat_indices
func.func @dynamic_offsets(%o: tensor<?xindex>) -> tensor<?xi8> {
  %0 = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi8>
  return %0 : tensor<?xi8>
}

// -----

// An output size that is the sum by construction needs no check of its own: the
// last of the same offsets, or the same product.
// CHECK-LABEL: @sum_of_the_same_offsets(
// CHECK: scf.if
// CHECK-COUNT-4: rint.check
// CHECK: rint.check %{{.*}}the byte size
// CHECK: rint.check %{{.*}}memory
// CHECK: rint.repeat_interleave %{{.*}} output_size
func.func @sum_of_the_same_offsets(%x: tensor<3xf32>, %rs: tensor<3xi64>) -> tensor<?xf32> {
  %three = arith.constant 3 : index
  %o = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
  %n = tensor.extract %o[%three] : tensor<4xindex>
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) output_size(%n) : tensor<3xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// CHECK-LABEL: @the_same_product(
// CHECK: rint.check %{{.*}}non-negative
// CHECK: rint.check %{{.*}}the size of the result
// CHECK: rint.check %{{.*}}the byte size
// CHECK: rint.check %{{.*}}memory
// CHECK: rint.repeat_interleave %{{.*}} output_size
func.func @the_same_product(%x: tensor<?xf32>, %r: index) -> tensor<?xf32> {
  %zero = arith.constant 0 : index
  %size = tensor.dim %x, %zero : tensor<?xf32>
  %n = arith.muli %r, %size : index
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(0) output_size(%n) : tensor<?xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// CHECK-LABEL: @repeat(
// CHECK: rint.check %{{.*}}, "'rint.repeat' op expected counts[{0}] to be non-negative, but got {1}"
// CHECK: rint.check %{{.*}}, "'rint.repeat' op expected counts[{0}] to be non-negative, but got {1}"
// CHECK: rint.check %{{.*}}, "'rint.repeat' op expected the size of the result to fit 63 bits, but got an overflow for {0} slices and counts[{1}] = {2}"
// CHECK: rint.check %{{.*}}, "'rint.repeat' op expected the byte size of the result
// CHECK: rint.check %{{.*}}, "'rint.repeat' op expected the result to fit in memory
// CHECK: rint.check %{{.*}}, "'rint.repeat' op expected dimension {0} of the result to be {1}, but got {2}"
// CHECK: rint.repeat
func.func @repeat(%x: tensor<?xf32>, %n: index, %m: index) -> tensor<?x8xf32> {
  %0 = rint.repeat %x counts(%n, %m) : tensor<?xf32> -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// -----

// Constants in a branch are checked like any other value, and fail for sure. What
// comes behind is never reached.
// CHECK-LABEL: @constant_in_a_branch(
// CHECK: %[[FALSE:.*]] = arith.constant false
// CHECK: scf.if
// CHECK: rint.check %[[FALSE]], "'rint.repeat_interleave' op expected repeats to be non-negative, but got {0}"
// CHECK: rint.check %{{.*}}the size of the result
// CHECK: rint.check %{{.*}}memory
func.func @constant_in_a_branch(%x: tensor<3xf32>, %c: i1, %d: tensor<?xf32>) -> tensor<?xf32> {
  %neg = arith.constant -1 : index
  %r = scf.if %c -> tensor<?xf32> {
    %0 = rint.repeat_interleave %x repeats(%neg : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %0 : tensor<?xf32>
  } else {
    scf.yield %d : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}
