// What the ops promise to passes that know nothing of them: equal plans are one,
// ops without users go, an op that may fail stays in its loop, and a check stays
// where it is.
//
// RUN: rint-opt %s --rint-normalize --canonicalize --cse | FileCheck %s --check-prefix=CSE
// RUN: rint-opt %s --loop-invariant-code-motion | FileCheck %s --check-prefix=LICM
// RUN: rint-opt %s --canonicalize --cse | FileCheck %s --check-prefix=DCE

// Keys and values repeated by the same counts share one plan, and so have one
// size.
// CSE-LABEL: @keys_and_values(
// CSE-SAME: %[[K:.*]]: tensor<8x?xf32>, %[[V:.*]]: tensor<8xf16>, %[[RS:.*]]: tensor<8xi32>)
// CSE: %[[O:.*]] = rint.offsets repeats(%[[RS]] : tensor<8xi32>) : tensor<9xindex>
// CSE-NOT: rint.offsets
// CSE: rint.repeat_interleave %[[K]] offsets(%[[O]] : tensor<9xindex>) dim(0)
// CSE: rint.repeat_interleave %[[V]] offsets(%[[O]] : tensor<9xindex>) dim(0)
// CSE: rint.repeat_indices offsets(%[[O]] : tensor<9xindex>)
func.func @keys_and_values(%k: tensor<8x?xf32>, %v: tensor<8xf16>, %rs: tensor<8xi32>) -> (tensor<?x?xf32>, tensor<?xf16>, tensor<?xi64>) {
  %0 = rint.repeat_interleave %k repeats(%rs : tensor<8xi32>) dim(-2) : tensor<8x?xf32> -> tensor<?x?xf32>
  %1 = rint.repeat_interleave %v repeats(%rs : tensor<8xi32>) : tensor<8xf16> -> tensor<?xf16>
  %2 = rint.repeat_indices repeats(%rs : tensor<8xi32>) : tensor<?xi64>
  return %0, %1, %2 : tensor<?x?xf32>, tensor<?xf16>, tensor<?xi64>
}

// As many counts as slices: the number of slices need not be known.
// CSE-LABEL: @keys_and_values_of_unknown_size(
// CSE: rint.offsets repeats(%{{.*}} : tensor<8xi32>) : tensor<9xindex>
// CSE-NOT: rint.offsets
// CSE: return
func.func @keys_and_values_of_unknown_size(%k: tensor<?xf32>, %v: tensor<?xf16>, %rs: tensor<8xi32>) -> (tensor<?xf32>, tensor<?xf16>) {
  %0 = rint.repeat_interleave %k repeats(%rs : tensor<8xi32>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %v repeats(%rs : tensor<8xi32>) dim(0) : tensor<?xf16> -> tensor<?xf16>
  return %0, %1 : tensor<?xf32>, tensor<?xf16>
}

// Where neither number is known, the program says that there is a count for each
// slice by making the plan. There is one scan, and one size.
// CSE-LABEL: @keys_and_values_by_one_plan(
// CSE: %[[O:.*]] = rint.offsets repeats(%{{.*}} : tensor<?xi32>) : tensor<?xindex>
// CSE-NOT: rint.offsets
// CSE: %[[TOTAL:.*]] = tensor.extract %[[O]]
// CSE-NOT: rint.offsets
// CSE: return %{{.*}}, %{{.*}}, %{{.*}}, %[[TOTAL]], %[[TOTAL]], %[[TOTAL]]
func.func @keys_and_values_by_one_plan(%k: tensor<?x4xf32>, %v: tensor<?xf16>, %rs: tensor<?xi32>) -> (tensor<?x4xf32>, tensor<?xf16>, tensor<?xi64>, index, index, index) {
  %zero = arith.constant 0 : index
  %o = rint.offsets repeats(%rs : tensor<?xi32>) : tensor<?xindex>
  %0 = rint.repeat_interleave %k offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %1 = rint.repeat_interleave %v offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf16> -> tensor<?xf16>
  %2 = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi64>
  %a = tensor.dim %0, %zero : tensor<?x4xf32>
  %b = tensor.dim %1, %zero : tensor<?xf16>
  %c = tensor.dim %2, %zero : tensor<?xi64>
  return %0, %1, %2, %a, %b, %c : tensor<?x4xf32>, tensor<?xf16>, tensor<?xi64>, index, index, index
}

// LICM-LABEL: @loops(
// LICM-DAG: rint.repeat_interleave %{{.*}} repeats(2) dim(0) : tensor<3xf32>
// LICM-DAG: rint.repeat_interleave %{{.*}} repeats([1, 0, 2]) dim(0) : tensor<3xf32>
// LICM-DAG: rint.offsets repeats([1, 2]) : tensor<3xindex>
// LICM-DAG: rint.repeat_indices repeats([1, 2]) : tensor<3xi64>
// LICM-DAG: rint.repeat %{{.*}} counts(2, 2) : tensor<3xf32>
// LICM: scf.for
// LICM-DAG: rint.repeat_interleave %{{.*}} repeats(%{{.*}} : index)
// LICM-DAG: rint.repeat_interleave %{{.*}} repeats(%{{.*}} : tensor<3xi64>)
// LICM-DAG: rint.repeat_interleave %{{.*}} repeats(2) dim(0) : tensor<?xf32>
// LICM-DAG: rint.repeat_interleave %{{.*}} repeats(2) dim(0) output_size(%{{.*}}) : tensor<3xf32>
// LICM-DAG: rint.repeat_interleave %{{.*}} offsets(%{{.*}} : tensor<4xindex>)
// LICM-DAG: rint.offsets repeats(%{{.*}} : tensor<3xi64>)
// LICM-DAG: rint.offsets repeats([2]) size(%{{.*}})
// LICM-DAG: rint.repeat_indices repeats(%{{.*}} : tensor<3xi64>)
// LICM-DAG: rint.repeat %{{.*}} counts(%{{.*}}) : tensor<3xf32>
// LICM-DAG: rint.repeat %{{.*}} counts(2) : tensor<?xf32>
// LICM-DAG: rint.repeat_interleave %{{.*}} repeats(16777216) dim(0)
// LICM-DAG: rint.repeat_indices repeats([16777216])
// LICM-DAG: rint.repeat %{{.*}} counts(16777216)
// LICM-DAG: rint.check
// LICM-DAG: rint.fits_memory
// LICM: return
func.func @loops(%x: tensor<3xf32>, %d: tensor<?xf32>, %r: index, %rs: tensor<3xi64>, %o: tensor<4xindex>, %n: index, %ok: i1) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.for %i = %zero to %n step %one {
    // Types and literals decide these.
    %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
    %1 = rint.repeat_interleave %x repeats([1, 0, 2]) dim(0) : tensor<3xf32> -> tensor<3xf32>
    %2 = rint.offsets repeats([1, 2]) : tensor<3xindex>
    %3 = rint.repeat_indices repeats([1, 2]) : tensor<3xi64>
    %4 = rint.repeat %x counts(2, 2) : tensor<3xf32> -> tensor<2x6xf32>
    // The rest may fail where the loop has no step.
    %5 = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
    %6 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    %7 = rint.repeat_interleave %d repeats(2) dim(0) : tensor<?xf32> -> tensor<?xf32>
    %8 = rint.repeat_interleave %x repeats(2) dim(0) output_size(%r) : tensor<3xf32> -> tensor<6xf32>
    %9 = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    %10 = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
    %11 = rint.offsets repeats([2]) size(%n) : tensor<?xindex>
    %12 = rint.repeat_indices repeats(%rs : tensor<3xi64>) : tensor<?xi64>
    %13 = rint.repeat %x counts(%r) : tensor<3xf32> -> tensor<?xf32>
    %14 = rint.repeat %d counts(2) : tensor<?xf32> -> tensor<?xf32>
    // So may what memory may not hold.
    %large0 = rint.repeat_interleave %x repeats(16777216) dim(0) : tensor<3xf32> -> tensor<?xf32>
    %large1 = rint.repeat_indices repeats([16777216]) : tensor<16777216xi64>
    %large2 = rint.repeat %x counts(16777216) : tensor<3xf32> -> tensor<?xf32>
    rint.check %ok, "in the loop"
    %15 = rint.fits_memory %n
  }
  return
}

// DCE-LABEL: @unused(
// DCE-NOT: rint.repeat
// DCE-NOT: rint.offsets
// DCE-NOT: rint.scan_repeats {{.*}} tensor
// DCE-NOT: rint.expand
// DCE: rint.check %{{.*}}, "stays"
// DCE: rint.check %{{.*}}, "stays"
// DCE: rint.scan_repeats {{.*}} memref
// DCE: return
func.func @unused(%x: tensor<3xf32>, %r: index, %rs: tensor<3xi64>, %o: tensor<4xindex>, %ok: i1, %brs: memref<3xi64>, %bo: memref<4xindex>) {
  rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  rint.repeat %x counts(%r) : tensor<3xf32> -> tensor<?xf32>
  rint.repeat_indices repeats(%rs : tensor<3xi64>) : tensor<?xi64>
  rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
  rint.scan_repeats ins(%rs : tensor<3xi64>) outs(%o : tensor<4xindex>) -> tensor<4xindex>
  rint.expand_runs ins(%x, %o : tensor<3xf32>, tensor<4xindex>) outs(%x : tensor<3xf32>) dim(0) -> tensor<3xf32>
  rint.fits_memory %r
  rint.check %ok, "stays"
  rint.check %ok, "stays"
  rint.scan_repeats ins(%brs : memref<3xi64>) outs(%bo : memref<4xindex>)
  return
}
