// Buffers that are kept for later are given back when memory is asked for: there
// is room for either of these results, and not for both.
//
// UNSUPPORTED: sanitizer
// RUN: ulimit -v 2900000
// RUN: rint-runner %s --input=1xi8=1 --input=index=1000000000 | FileCheck %s
// CHECK: i64=2

func.func @main(%x: tensor<?xi8>, %n: index) -> i64 {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0 : i64
  %sum = scf.for %i = %c1 to %c3 step %c1 iter_args(%partial = %zero) -> i64 {
    %r = arith.muli %i, %n : index
    %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
    %last = arith.subi %r, %c1 : index
    %element = tensor.extract %y[%last] : tensor<?xi8>
    %wide = arith.extsi %element : i8 to i64
    %next = arith.addi %partial, %wide : i64
    scf.yield %next : i64
  }
  return %sum : i64
}
