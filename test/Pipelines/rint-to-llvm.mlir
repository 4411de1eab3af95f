// The pipeline's output is the LLVM dialect and nothing else, which the stock
// tools take. Values follow from the definition of the ops.
//
// RUN: rint-opt %s --rint-to-llvm -o %t
// RUN: FileCheck %s --check-prefix=LLVM --implicit-check-not=unrealized < %t
// RUN: mlir-translate --mlir-to-llvmir %t | FileCheck %s --check-prefix=IR
// RUN: mlir-runner %t -e main --entry-point-result=void --shared-libs=%llvm_lib_dir/libmlir_runner_utils%shlibext,%llvm_lib_dir/libmlir_c_runner_utils%shlibext | FileCheck %s

// LLVM-NOT: {{(^|= )(rint|func|tensor|memref|arith|scf|linalg|cf|bufferization)\.}}
// LLVM: llvm.func weak @rintReportError
// LLVM-NOT: {{(^|= )(rint|func|tensor|memref|arith|scf|linalg|cf|bufferization)\.}}
// IR: define weak void @rintReportError(ptr

func.func private @printMemrefF32(tensor<*xf32>) attributes {llvm.emit_c_interface}
func.func private @printMemrefI32(tensor<*xi32>) attributes {llvm.emit_c_interface}

func.func private @counts() -> tensor<?xi64> {
  %c = arith.constant dense<[1, 0, 2]> : tensor<3xi64>
  %d = tensor.cast %c : tensor<3xi64> to tensor<?xi64>
  return %d : tensor<?xi64>
}

func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %rs = call @counts() : () -> tensor<?xi64>

  // Rows as often as the counts say, mixed with upstream's ops on tensors: the
  // result is doubled, summed over its columns and printed.
  // CHECK: rank = 2 offset = 0 sizes = [3, 2]
  // CHECK-NEXT: {{^}}{{\[\[}}2, 4],
  // CHECK-NEXT: {{^ \[}}10, 12],
  // CHECK-NEXT: {{^ \[}}10, 12]]
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<3x2xf32> -> tensor<?x2xf32>
  %twice = arith.addf %0, %0 : tensor<?x2xf32>
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %0, %c0 : tensor<?x2xf32>
  %empty = tensor.empty(%rows) : tensor<?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %sum = linalg.reduce ins(%twice : tensor<?x2xf32>) outs(%init : tensor<?xf32>) dimensions = [1]
    (%a: f32, %b: f32) {
      %s = arith.addf %a, %b : f32
      linalg.yield %s : f32
    }
  %u = tensor.cast %twice : tensor<?x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // CHECK: rank = 1 offset = 0 sizes = [3]
  // CHECK-NEXT: [6, 22, 22]
  %v = tensor.cast %sum : tensor<?xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()

  // The index form gathers the same rows.
  // CHECK: rank = 1 offset = 0 sizes = [3]
  // CHECK-NEXT: [0, 2, 2]
  %i = rint.repeat_indices repeats(%rs : tensor<?xi64>) : tensor<?xi32>
  %w = tensor.cast %i : tensor<?xi32> to tensor<*xi32>
  call @printMemrefI32(%w) : (tensor<*xi32>) -> ()

  // A loop that makes its tensor grow: 2, 4 and 8 columns.
  // CHECK: rank = 2 offset = 0 sizes = [1, 8]
  // CHECK-NEXT: {{^}}{{\[\[}}1, 1, 1, 1, 1, 1, 1, 1]]
  %one = arith.constant dense<1.0> : tensor<1x1xf32>
  %start = tensor.cast %one : tensor<1x1xf32> to tensor<1x?xf32>
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %grown = scf.for %k = %c0 to %c3 step %c1 iter_args(%acc = %start) -> tensor<1x?xf32> {
    %next = rint.repeat %acc counts(1, 2) : tensor<1x?xf32> -> tensor<1x?xf32>
    scf.yield %next : tensor<1x?xf32>
  }
  %y = tensor.cast %grown : tensor<1x?xf32> to tensor<*xf32>
  call @printMemrefF32(%y) : (tensor<*xf32>) -> ()
  return
}
