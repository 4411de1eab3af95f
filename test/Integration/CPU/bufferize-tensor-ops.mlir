// The values of tensor ops that one-shot bufferization takes as they are, against
// those of NumPy.
//
// RUN: rint-opt %s --one-shot-bufferize="bufferize-function-boundaries=true function-boundary-type-conversion=identity-layout-map allow-return-allocs-from-loops=true" --rint-to-llvm | mlir-runner --shared-libs=%llvm_lib_dir/libmlir_runner_utils%shlibext,%llvm_lib_dir/libmlir_c_runner_utils%shlibext --entry-point-result=void | FileCheck %s

func.func private @printMemrefI64(tensor<*xi64>) attributes {llvm.emit_c_interface}
func.func private @printMemrefInd(tensor<*xindex>) attributes {llvm.emit_c_interface}

func.func @main() {
  %x = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi64>
  %rs = arith.constant dense<[1, 0, 2]> : tensor<3xi64>
  %two = arith.constant 2 : index
  %zero = arith.constant 0 : index
  call @forms(%x, %rs, %two) : (tensor<2x3xi64>, tensor<3xi64>, index) -> ()
  call @empty(%zero, %zero) : (index, index) -> ()
  call @doubled(%two) : (index) -> ()
  return
}

func.func @forms(%x: tensor<2x3xi64>, %rs: tensor<3xi64>, %n: index) attributes {no_inline} {
  // CHECK: sizes = [12]
  // CHECK: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
  %flat = rint.repeat_interleave %x repeats(%n : index) : tensor<2x3xi64> -> tensor<?xi64>
  %0 = tensor.cast %flat : tensor<?xi64> to tensor<*xi64>
  call @printMemrefI64(%0) : (tensor<*xi64>) -> ()

  // CHECK: sizes = [2, 3]
  // CHECK: [1, 3, 3]
  // CHECK: [4, 6, 6]
  %runs = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(-1) : tensor<2x3xi64> -> tensor<2x?xi64>
  %1 = tensor.cast %runs : tensor<2x?xi64> to tensor<*xi64>
  call @printMemrefI64(%1) : (tensor<*xi64>) -> ()

  // CHECK: sizes = [3]
  // CHECK: [0, 2, 2]
  %indices = rint.repeat_indices repeats(%rs : tensor<3xi64>) : tensor<?xi64>
  %2 = tensor.cast %indices : tensor<?xi64> to tensor<*xi64>
  call @printMemrefI64(%2) : (tensor<*xi64>) -> ()

  // CHECK: sizes = [4]
  // CHECK: [0, 1, 1, 3]
  %offsets = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
  %3 = tensor.cast %offsets : tensor<4xindex> to tensor<*xindex>
  call @printMemrefInd(%3) : (tensor<*xindex>) -> ()

  // CHECK: sizes = [2, 6]
  // CHECK: [1, 2, 3, 1, 2, 3]
  // CHECK: [4, 5, 6, 4, 5, 6]
  %tiled = rint.repeat %x counts(1, %n) : tensor<2x3xi64> -> tensor<2x?xi64>
  %4 = tensor.cast %tiled : tensor<2x?xi64> to tensor<*xi64>
  call @printMemrefI64(%4) : (tensor<*xi64>) -> ()
  return
}

// Nothing to repeat, and nothing repeated. Upstream's printer reads past the end of
// what is empty, so only the sizes are printed.
func.func @empty(%n: index, %r: index) attributes {no_inline} {
  // CHECK: sizes = [4]
  // CHECK: [0, 3, 2, 0]
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %none = tensor.empty(%n) : tensor<?x3xi64>
  %a = rint.repeat_interleave %none repeats(2) dim(0) : tensor<?x3xi64> -> tensor<?x3xi64>
  %a0 = tensor.dim %a, %c0 : tensor<?x3xi64>
  %a1 = tensor.dim %a, %c1 : tensor<?x3xi64>
  %x = arith.constant dense<1> : tensor<2x3xi64>
  %b = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<2x3xi64> -> tensor<2x?xi64>
  %b0 = tensor.dim %b, %c0 : tensor<2x?xi64>
  %b1 = tensor.dim %b, %c1 : tensor<2x?xi64>
  %sizes = tensor.from_elements %a0, %a1, %b0, %b1 : tensor<4xindex>
  %0 = tensor.cast %sizes : tensor<4xindex> to tensor<*xindex>
  call @printMemrefInd(%0) : (tensor<*xindex>) -> ()
  return
}

// A tensor that grows in every round.
func.func @doubled(%n: index) attributes {no_inline} {
  // CHECK: sizes = [8]
  // CHECK: [7, 7, 7, 7, 8, 8, 8, 8]
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = arith.constant dense<[7, 8]> : tensor<2xi64>
  %init = tensor.cast %x : tensor<2xi64> to tensor<?xi64>
  %y = scf.for %i = %c0 to %n step %c1 iter_args(%t = %init) -> tensor<?xi64> {
    %u = rint.repeat_interleave %t repeats(2) dim(0) : tensor<?xi64> -> tensor<?xi64>
    scf.yield %u : tensor<?xi64>
  }
  %0 = tensor.cast %y : tensor<?xi64> to tensor<*xi64>
  call @printMemrefI64(%0) : (tensor<*xi64>) -> ()
  return
}
