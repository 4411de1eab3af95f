// Loops of any number of rounds run in constant stack.

// RUN: rint-runner %s --entry=buffers --input=index=100000 | FileCheck %s --check-prefix=SUM
// RUN: rint-runner %s --entry=buffers --input=index=100000 --threads=2 | FileCheck %s --check-prefix=SUM
// RUN: rint-runner %s --entry=sized --input=index=100000 | FileCheck %s --check-prefix=SUM
// RUN: rint-runner %s --entry=scope --input=index=100000 | FileCheck %s --check-prefix=SUM
// RUN: rint-runner %s --entry=while --input=index=100000 | FileCheck %s --check-prefix=SUM
// RUN: rint-runner %s --entry=affine --input=index=100000 | FileCheck %s --check-prefix=SUM
// SUM: i64=100000
func.func @buffers(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i64
  %z = arith.constant 0 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %z) -> i64 {
    %b = memref.alloca() : memref<64xi64>
    %k = arith.remui %i, %c1 : index
    memref.store %one, %b[%k] : memref<64xi64>
    %v = memref.load %b[%c0] : memref<64xi64>
    %w = arith.addi %a, %v : i64
    scf.yield %w : i64
  }
  return %r : i64
}
func.func @sized(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c99 = arith.constant 99 : index
  %one = arith.constant 1 : i64
  %z = arith.constant 0 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %z) -> i64 {
    %k = arith.remui %i, %c99 : index
    %m = arith.addi %k, %c1 : index
    %b = memref.alloca(%m) : memref<?xi64>
    memref.store %one, %b[%k] : memref<?xi64>
    %v = memref.load %b[%k] : memref<?xi64>
    %w = arith.addi %a, %v : i64
    scf.yield %w : i64
  }
  return %r : i64
}
func.func @scope(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i64
  %z = arith.constant 0 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %z) -> i64 {
    %v = memref.alloca_scope -> i64 {
      %b = memref.alloca() : memref<64xi64>
      %isFirst = arith.cmpi eq, %i, %c0 : index
      scf.if %isFirst {
        memref.store %one, %b[%c0] : memref<64xi64>
      } else {
        memref.store %one, %b[%c0] : memref<64xi64>
      }
      %l = memref.load %b[%c0] : memref<64xi64>
      memref.alloca_scope.return %l : i64
    }
    %w = arith.addi %a, %v : i64
    scf.yield %w : i64
  }
  return %r : i64
}
func.func @while(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i64
  %z = arith.constant 0 : i64
  %r:2 = scf.while (%i = %c0, %a = %z) : (index, i64) -> (index, i64) {
    %m = arith.cmpi slt, %i, %n : index
    scf.condition(%m) %i, %a : index, i64
  } do {
  ^bb0(%i: index, %a: i64):
    %b = memref.alloca() : memref<64xi64>
    memref.store %one, %b[%c0] : memref<64xi64>
    %v = memref.load %b[%c0] : memref<64xi64>
    %w = arith.addi %a, %v : i64
    %j = arith.addi %i, %c1 : index
    scf.yield %j, %w : index, i64
  }
  return %r#1 : i64
}
func.func @affine(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i64
  %z = arith.constant 0 : i64
  %r = affine.for %i = 0 to %n iter_args(%a = %z) -> i64 {
    %b = memref.alloca() : memref<64xi64>
    affine.store %one, %b[%i mod 64] : memref<64xi64>
    %v = affine.load %b[%i mod 64] : memref<64xi64>
    %w = arith.addi %a, %v : i64
    affine.yield %w : i64
  }
  return %r : i64
}

// A buffer of unknown rank is passed by a descriptor on the stack.
// RUN: rint-runner %s --entry=unranked --input=index=100000 | FileCheck %s --check-prefix=RANK
// RANK: index=200000
func.func private @rank(%m: memref<*xi64>) -> index {
  %r = memref.rank %m : memref<*xi64>
  return %r : index
}
func.func @unranked(%n: index) -> index {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %b = memref.alloc(%n, %c1) : memref<?x?xi64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %c0) -> index {
    %u = memref.cast %b : memref<?x?xi64> to memref<*xi64>
    %k = func.call @rank(%u) : (memref<*xi64>) -> index
    %s = arith.addi %a, %k : index
    scf.yield %s : index
  }
  memref.dealloc %b : memref<?x?xi64>
  return %r : index
}

// Threads with reductions, with stack buffers and with rint's ops.
// RUN: rint-runner %s --entry=parallel --threads=2 --input=3xi64=[1,2,3] --input=3xi64=[1,2,0] --input=index=3 | FileCheck %s --check-prefix=PARALLEL
// RUN: rint-runner %s --entry=parallel --input=3xi64=[1,2,3] --input=3xi64=[1,2,0] --input=index=3 | FileCheck %s --check-prefix=PARALLEL
// PARALLEL: i64=6
func.func @parallel(%x: tensor<?xi64>, %c: tensor<?xi64>, %n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0 : i64
  %r = scf.parallel (%i) = (%c0) to (%n) step (%c1) init (%z) -> i64 {
    %y = rint.repeat_interleave %x repeats(%c : tensor<?xi64>) : tensor<?xi64> -> tensor<?xi64>
    %v = tensor.extract %y[%c1] : tensor<?xi64>
    scf.reduce(%v : i64) {
    ^bb0(%l: i64, %h: i64):
      %s = arith.addi %l, %h : i64
      scf.reduce.return %s : i64
    }
  }
  return %r : i64
}

// RUN: rint-runner %s --entry=private --threads=2 --input=index=100000 | FileCheck %s --check-prefix=PRIVATE
// PRIVATE: i64=4999950000
func.func @private(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0 : i64
  %r = scf.parallel (%i) = (%c0) to (%n) step (%c1) init (%z) -> i64 {
    %b = memref.alloca() : memref<8xi64>
    %v = arith.index_cast %i : index to i64
    %odd = arith.remui %i, %c1 : index
    %k = arith.cmpi eq, %odd, %c0 : index
    scf.if %k {
      memref.store %v, %b[%c0] : memref<8xi64>
    }
    %w = memref.load %b[%c0] : memref<8xi64>
    scf.reduce(%w : i64) {
    ^bb0(%l: i64, %h: i64):
      %s = arith.addi %l, %h : i64
      scf.reduce.return %s : i64
    }
  }
  return %r : i64
}

// RUN: rint-runner %s --entry=forall --threads=2 --input=3x2xi32=iota | FileCheck %s --check-prefix=FORALL
// RUN: rint-runner %s --entry=forall --input=3x2xi32=iota | FileCheck %s --check-prefix=FORALL
// FORALL: 3x4xi32=[{{\[}}0, 0, 1, 1], [2, 2, 3, 3], [4, 4, 5, 5]]
func.func @forall(%x: tensor<3x2xi32>) -> tensor<3x4xi32> {
  %e = tensor.empty() : tensor<3x4xi32>
  %y = scf.forall (%i) in (3) shared_outs(%o = %e) -> tensor<3x4xi32> {
    %s = tensor.extract_slice %x[%i, 0] [1, 2] [1, 1] : tensor<3x2xi32> to tensor<1x2xi32>
    %t = rint.repeat_interleave %s repeats(2) dim(1) : tensor<1x2xi32> -> tensor<1x4xi32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %t into %o[%i, 0] [1, 4] [1, 1] : tensor<1x4xi32> into tensor<3x4xi32>
    }
  }
  return %y : tensor<3x4xi32>
}
