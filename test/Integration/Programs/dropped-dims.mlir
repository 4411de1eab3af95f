// A slice that leaves out a dimension of one element takes, or puts, the rest, also
// where another size turns out to be 1 once the program is simplified, and with strides
// that nobody knows. The right answers are what the same slice gives with all of its
// dimensions.

// RUN: rint-runner %s --entry=take --input=2x4x6xi32=iota --input=index=3 | FileCheck %s --check-prefix=TAKE
// RUN: rint-opt --canonicalize %s | rint-runner - --entry=take --input=2x4x6xi32=iota --input=index=3 | FileCheck %s --check-prefix=TAKE
// RUN: rint-runner %s --entry=take_one --input=2x4x6xi32=iota --input=index=2 | FileCheck %s --check-prefix=ONE
// RUN: rint-runner %s --entry=put --input=2x3x4xi32=iota --input=1x2xi32=[[70,80]] --input=index=2 | FileCheck %s --check-prefix=PUT
// RUN: rint-opt --canonicalize %s | rint-runner - --entry=put --input=2x3x4xi32=iota --input=1x2xi32=[[70,80]] --input=index=2 | FileCheck %s --check-prefix=PUT
// RUN: rint-opt --rint-to-llvm %s | rint-runner - --entry=put --input=2x3x4xi32=iota --input=1x2xi32=[[70,80]] --input=index=2 | FileCheck %s --check-prefix=PUT
// RUN: rint-runner %s --entry=put_in_parallel --input=2x3x4xi32=iota --input=1x2xi32=[[70,80]] --input=index=2 | FileCheck %s --check-prefix=PARALLEL
// RUN: rint-runner %s --entry=repeated --input=2x4x6xi32=iota --input=index=3 | FileCheck %s --check-prefix=REPEATED
// RUN: rint-runner %s --entry=view --input=2x4x6xi32=iota --input=index=3 | FileCheck %s --check-prefix=TAKE

// TAKE{LITERAL}: 2x1xi32=[[26], [44]]
func.func @take(%x: tensor<2x4x6xi32>, %step: index) -> tensor<?x?xi32> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c5 = arith.constant 5 : index
  %one = arith.minsi %c1, %c5 : index
  %two = arith.minsi %c2, %c5 : index
  %s = tensor.extract_slice %x[1, 0, 2] [1, %two, %one] [1, %step, %step]
      : tensor<2x4x6xi32> to tensor<?x?xi32>
  return %s : tensor<?x?xi32>
}

// ONE: i32=14
func.func @take_one(%x: tensor<2x4x6xi32>, %i: index) -> i32 {
  %s = tensor.extract_slice %x[0, %i, 2] [1, 1, 1] [1, 1, 1]
      : tensor<2x4x6xi32> to tensor<i32>
  %e = tensor.extract %s[] : tensor<i32>
  return %e : i32
}

// A column, or a part of it.
// PUT: 2x3x4xi32=
// PUT-SAME{LITERAL}: [[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, 70, 14, 15], [16, 17, 18, 19], [20, 80, 22, 23]]]
func.func @put(%x: tensor<2x3x4xi32>, %y: tensor<?x?xi32>, %step: index) -> tensor<2x3x4xi32> {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %one = arith.minsi %c1, %c5 : index
  %n = tensor.dim %y, %c1 : tensor<?x?xi32>
  %r = tensor.insert_slice %y into %x[1, 0, 1] [%one, %n, 1] [1, %step, 1]
      : tensor<?x?xi32> into tensor<2x3x4xi32>
  return %r : tensor<2x3x4xi32>
}

// PARALLEL: 2x3x4xi32=
// PARALLEL-SAME{LITERAL}: [[[0, 70, 2, 3], [4, 5, 6, 7], [8, 80, 10, 11]], [[12, 70, 14, 15], [16, 17, 18, 19], [20, 80, 22, 23]]]
func.func @put_in_parallel(%x: tensor<2x3x4xi32>, %y: tensor<?x?xi32>, %step: index) -> tensor<2x3x4xi32> {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %one = arith.minsi %c1, %c5 : index
  %n = tensor.dim %y, %c1 : tensor<?x?xi32>
  %r = scf.forall (%i) in (2) shared_outs(%out = %x) -> tensor<2x3x4xi32> {
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %y into %out[%i, 0, 1] [%one, %n, 1] [1, %step, 1]
          : tensor<?x?xi32> into tensor<2x3x4xi32>
    }
  }
  return %r : tensor<2x3x4xi32>
}

// REPEATED{LITERAL}: 4x1xi32=[[26], [26], [44], [44]]
func.func @repeated(%x: tensor<2x4x6xi32>, %step: index) -> tensor<?x?xi32> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c5 = arith.constant 5 : index
  %one = arith.minsi %c1, %c5 : index
  %two = arith.minsi %c2, %c5 : index
  %s = tensor.extract_slice %x[1, 0, 2] [1, %two, %one] [1, %step, %step]
      : tensor<2x4x6xi32> to tensor<?x?xi32>
  %r = rint.repeat_interleave %s repeats(2) dim(0) : tensor<?x?xi32> -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

// The same in buffers.
func.func @view(%x: tensor<?x?x?xi32>, %step: index) -> tensor<?x?xi32> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c5 = arith.constant 5 : index
  %one = arith.minsi %c1, %c5 : index
  %two = arith.minsi %c2, %c5 : index
  %buffer = bufferization.to_buffer %x : tensor<?x?x?xi32> to memref<?x?x?xi32>
  %m = memref.cast %buffer
      : memref<?x?x?xi32> to memref<?x?x?xi32, strided<[?, ?, ?], offset: ?>>
  %v = memref.subview %m[1, 0, 2] [1, %two, %one] [1, %step, %step]
      : memref<?x?x?xi32, strided<[?, ?, ?], offset: ?>>
        to memref<?x?xi32, strided<[?, ?], offset: ?>>
  %copy = memref.alloc(%two, %one) : memref<?x?xi32>
  memref.copy %v, %copy
      : memref<?x?xi32, strided<[?, ?], offset: ?>> to memref<?x?xi32>
  %r = bufferization.to_tensor %copy restrict : memref<?x?xi32> to tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}
