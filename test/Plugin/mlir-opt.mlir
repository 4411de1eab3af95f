// The stock mlir-opt with the plugin: the dialect, its canonical forms, passes and
// pipelines.
//
// RUN: %mlir_opt %s | %mlir_opt | FileCheck %s --check-prefix=SAME
// RUN: %mlir_opt %s --emit-bytecode | %mlir_opt | FileCheck %s --check-prefix=SAME
// RUN: %mlir_opt %s --canonicalize | FileCheck %s --check-prefix=CANONICAL
// RUN: %mlir_opt %s --pass-pipeline='builtin.module(rint-normalize,convert-rint-to-linalg,canonicalize)' | FileCheck %s --check-prefix=LINALG
// RUN: %mlir_opt %s --pass-pipeline='builtin.module(rint-to-llvm)' | mlir-runner --shared-libs=%llvm_lib_dir/libmlir_runner_utils%shlibext,%llvm_lib_dir/libmlir_c_runner_utils%shlibext --entry-point-result=void | FileCheck %s --check-prefix=VALUES
// RUN: %mlir_opt %s --pass-pipeline='builtin.module(rint-to-llvm{checks=false strategy=loops})' | FileCheck %s --check-prefix=UNCHECKED --implicit-check-not=rintReportError

// Each flag loads what it names; the dialect alone is enough for upstream's passes.
// RUN: mlir-opt --load-dialect-plugin=%rint_plugin %s --canonicalize | FileCheck %s --check-prefix=CANONICAL

func.func private @printMemrefI64(tensor<*xi64>) attributes {llvm.emit_c_interface}

// SAME-LABEL: @main(
// SAME: rint.repeat_interleave %{{.*}} repeats(%{{.*}} : tensor<3xi64>) dim(-1) : tensor<2x3xi64> -> tensor<2x?xi64>

// A dim that counts from the front.
// CANONICAL-LABEL: @main(
// CANONICAL: rint.repeat_interleave %{{.*}} dim(1) : tensor<2x3xi64>

// LINALG-LABEL: @main(
// LINALG: rint.expand_runs ins({{.*}}) outs({{.*}}) dim(1)

// UNCHECKED-LABEL: llvm.func @main(

// VALUES: sizes = [2, 6]
// VALUES: [1, 2, 2, 2, 3, 3]
// VALUES: [4, 5, 5, 5, 6, 6]
func.func @main() {
  %x = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi64>
  %counts = func.call @counts() : () -> tensor<3xi64>
  %r = rint.repeat_interleave %x repeats(%counts : tensor<3xi64>) dim(-1) : tensor<2x3xi64> -> tensor<2x?xi64>
  %any = tensor.cast %r : tensor<2x?xi64> to tensor<*xi64>
  call @printMemrefI64(%any) : (tensor<*xi64>) -> ()
  return
}

func.func private @counts() -> tensor<3xi64> attributes {no_inline} {
  %counts = arith.constant dense<[1, 3, 2]> : tensor<3xi64>
  return %counts : tensor<3xi64>
}
