// --canonicalize and --inline leave out upstream's ForOpTensorCastFolder, which
// takes the size that a loop-carried tensor starts with for the size it keeps.
//
// RUN: rint-opt %s --canonicalize | FileCheck %s
// RUN: rint-opt %s --pass-pipeline='builtin.module(func.func(canonicalize{top-down=false}))' | FileCheck %s
// RUN: rint-opt %s --inline | FileCheck %s
// RUN: rint-opt %s --canonicalize | rint-runner - --entry=grow --input=1xi64=7 --input=index=2 | FileCheck %s --check-prefix=GROWN
// RUN: rint-opt %s --inline | rint-runner - --entry=grow --input=1xi64=7 --input=index=2 | FileCheck %s --check-prefix=GROWN

// CHECK-LABEL: @grow(
// CHECK: scf.for {{.*}} -> (tensor<?xi64>)
// CHECK: %{{.*}} = {{func.call @twice|rint.repeat_interleave}}
// GROWN: 4xi64=[7, 7, 7, 7]
func.func @grow(%x: tensor<1xi64>, %n: index) -> tensor<?xi64> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %init = tensor.cast %x : tensor<1xi64> to tensor<?xi64>
  %y = scf.for %i = %zero to %n step %one iter_args(%t = %init) -> tensor<?xi64> {
    %r = func.call @twice(%t) : (tensor<?xi64>) -> tensor<?xi64>
    scf.yield %r : tensor<?xi64>
  }
  return %y : tensor<?xi64>
}

func.func @twice(%t: tensor<?xi64>) -> tensor<?xi64> {
  %r = rint.repeat_interleave %t repeats(2) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %r : tensor<?xi64>
}
