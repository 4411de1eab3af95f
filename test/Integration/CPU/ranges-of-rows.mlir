// A range of the rows of a copy by a plan: nothing else is written, by kernels and by
// loops.

// RUN: rint-runner %s --input=index=1 --input=index=5 | FileCheck %s
// RUN: rint-runner %s --input=index=1 --input=index=5 --strategy=loops | FileCheck %s
// RUN: rint-runner %s --input=index=3 --input=index=3 | FileCheck %s --check-prefix=NONE
// RUN: rint-runner %s --input=index=3 --input=index=3 --strategy=loops | FileCheck %s --check-prefix=NONE

// CHECK: 6x2xi32={{\[\[}}-1, -1], [3, 4], [3, 4], [3, 4], [5, 6], [-1, -1]]
// CHECK: 6xi64=[-1, 1, 1, 1, 2, -1]
// NONE: 6x2xi32={{\[\[}}-1, -1], [-1, -1], [-1, -1], [-1, -1], [-1, -1], [-1, -1]]
// NONE: 6xi64=[-1, -1, -1, -1, -1, -1]
func.func @main(%begin: index, %end: index) -> (tensor<6x2xi32>, tensor<6xi64>) {
  %none32 = arith.constant -1 : i32
  %none64 = arith.constant -1 : i64
  %n = arith.constant 3 : index
  %x = arith.constant dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi32>
  %r = arith.constant dense<[1, 3, 2]> : tensor<3xi32>
  %source = bufferization.to_buffer %x read_only : tensor<3x2xi32> to memref<3x2xi32>
  %counts = bufferization.to_buffer %r read_only : tensor<3xi32> to memref<3xi32>
  %plan = memref.alloc() : memref<2xindex>
  %offsets = memref.alloc() : memref<4xindex>
  %y = memref.alloc() : memref<6x2xi32>
  %i = memref.alloc() : memref<6xi64>
  linalg.fill ins(%none32 : i32) outs(%y : memref<6x2xi32>)
  linalg.fill ins(%none64 : i64) outs(%i : memref<6xi64>)
  rint.scan_repeats ins(%counts : memref<3xi32>) slices(%n) block(4096)
      outs(%plan : memref<2xindex>)
  rint.scan_repeats ins(%counts : memref<3xi32>) outs(%offsets : memref<4xindex>)
  rint.expand_runs ins(%source, %plan : memref<3x2xi32>, memref<2xindex>)
      repeats(%counts : memref<3xi32>) block(4096) outs(%y : memref<6x2xi32>)
      rows(%begin to %end) dim(0)
  rint.expand_indices ins(%offsets : memref<4xindex>) outs(%i : memref<6xi64>)
      rows(%begin to %end)
  %result = bufferization.to_tensor %y restrict : memref<6x2xi32> to tensor<6x2xi32>
  %indices = bufferization.to_tensor %i restrict : memref<6xi64> to tensor<6xi64>
  return %result, %indices : tensor<6x2xi32>, tensor<6xi64>
}
