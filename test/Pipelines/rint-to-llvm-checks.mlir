// A failed check ends the program with one line and status 1 under the stock
// runner. Without the checks there is no trace of them.
//
// RUN: rint-opt %s --rint-to-llvm -o %t
// RUN: not mlir-runner %t -e main --entry-point-result=void > %t.out 2> %t.err
// RUN: count 0 < %t.out
// RUN: FileCheck %s < %t.err
// RUN: count 1 < %t.err
// RUN: rint-opt %s --rint-to-llvm=checks=false | FileCheck %s --check-prefix=UNCHECKED --implicit-check-not=rintReportError --implicit-check-not=rintFitsMemory
// RUN: not rint-opt %s --rint-to-llvm=checks=maybe 2>&1 | FileCheck %s --check-prefix=OPTION

// UNCHECKED: llvm.func @main
// OPTION: 'maybe' is invalid value for boolean argument

func.func private @count() -> index {
  %r = arith.constant -3 : index
  return %r : index
}

func.func @main() {
  %x = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %r = call @count() : () -> index
  // The result is used by nobody, and yet the op owes the error.
  // CHECK: {{^.*}}rint-to-llvm-checks.mlir:[[#@LINE+1]]:8: error: 'rint.repeat_interleave' op expected repeats to be non-negative, but got -3{{$}}
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<2xf32> -> tensor<?xf32>
  return
}
