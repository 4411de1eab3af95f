// What has no way to LLVM is one error that names the op, from both tools.

// RUN: split-file %s %t
// RUN: not rint-opt --rint-to-llvm %t/tosa.mlir 2>&1 | FileCheck %s --check-prefix=TOSA
// RUN: not rint-runner %t/tosa.mlir --input=4xf32=1 2>&1 | FileCheck %s --check-prefix=TOSA
// TOSA: tosa.mlir:2:8: error: {{.*}}'tosa.custom'
// RUN: not rint-opt --rint-to-llvm %t/numbers.mlir 2>&1 | FileCheck %s --check-prefix=NUMBERS
// RUN: not rint-runner %t/numbers.mlir --input=i32=1 2>&1 | FileCheck %s --check-prefix=NUMBERS
// RUN: not rint-opt --rint-to-nvvm %t/numbers.mlir 2>&1 | FileCheck %s --check-prefix=NUMBERS
// RUN: not rint-opt --rint-to-spirv %t/numbers.mlir 2>&1 | FileCheck %s --check-prefix=NUMBERS
// NUMBERS: numbers.mlir:2:8: error: expected every op to have a lowering to the LLVM dialect, but got 'spirv.IAdd'

//--- tosa.mlir
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = tosa.custom %x {operator_name = "op", domain_name = "d", implementation_attrs = ""} : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

//--- numbers.mlir
func.func @main(%x: i32) -> i32 {
  %y = spirv.IAdd %x, %x : i32
  return %y : i32
}
