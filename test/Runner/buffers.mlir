// Modules on buffers free them by themselves; what they return is freed by the
// runner, once for every buffer, and not at all if it is an argument's.
//
// RUN: rint-runner %s --entry=release | FileCheck %s --check-prefix=RELEASE
// RELEASE: {{^}}i64=7{{$}}
// RUN: rint-runner %s --entry=same --input=2xi64=iota | FileCheck %s --check-prefix=SAME
// SAME-COUNT-4: {{^}}2xi64=[0, 1]{{$}}
// RUN: rint-runner %s --entry=constant | FileCheck %s --check-prefix=CONSTANT
// CONSTANT: {{^}}3xi32=[1, 2, 3]{{$}}
// RUN: rint-runner %s --entry=write --input=3xi64=iota | FileCheck %s --check-prefix=WRITE
// WRITE: {{^}}3xi64=[9, 1, 2]{{$}}
// RUN: rint-runner %s --entry=part --input=4xi64=iota | FileCheck %s --check-prefix=PART
// PART: {{^}}2xi64=[1, 3]{{$}}

func.func @release() -> i64 {
  %c0 = arith.constant 0 : index
  %c7 = arith.constant 7 : i64
  %m = memref.alloc() : memref<2xi64>
  memref.store %c7, %m[%c0] : memref<2xi64>
  %v = memref.load %m[%c0] : memref<2xi64>
  memref.dealloc %m : memref<2xi64>
  return %v : i64
}

func.func @same(%x: memref<?xi64>) -> (memref<?xi64>, memref<?xi64>, memref<?xi64>, memref<?xi64>) {
  %c0 = arith.constant 0 : index
  %n = memref.dim %x, %c0 : memref<?xi64>
  %m = memref.alloc(%n) : memref<?xi64>
  memref.copy %x, %m : memref<?xi64> to memref<?xi64>
  return %m, %x, %m, %x : memref<?xi64>, memref<?xi64>, memref<?xi64>, memref<?xi64>
}

memref.global "private" constant @numbers : memref<3xi32> = dense<[1, 2, 3]>

func.func @constant() -> memref<3xi32> {
  %m = memref.get_global @numbers : memref<3xi32>
  return %m : memref<3xi32>
}

func.func @write(%x: memref<?xi64>) -> memref<?xi64> {
  %c0 = arith.constant 0 : index
  %c9 = arith.constant 9 : i64
  memref.store %c9, %x[%c0] : memref<?xi64>
  return %x : memref<?xi64>
}

func.func @part(%x: memref<4xi64>) -> memref<2xi64, strided<[2], offset: 1>> {
  %p = memref.subview %x[1] [2] [2] : memref<4xi64> to memref<2xi64, strided<[2], offset: 1>>
  return %p : memref<2xi64, strided<[2], offset: 1>>
}
