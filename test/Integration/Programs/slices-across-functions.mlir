// A slice keeps its strides on the way into a function and out of it, or is
// copied where a row-major buffer has to be.

// RUN: rint-runner %s --entry=columns --input=3x4xi32=iota --input=index=2 --input=index=3 | FileCheck %s --check-prefix=COLUMNS
// RUN: rint-opt --rint-to-llvm %s | rint-runner - --entry=columns --input=3x4xi32=iota --input=index=2 --input=index=3 | FileCheck %s --check-prefix=COLUMNS
// COLUMNS: 2x6xi32=[{{\[}}0, 0, 1, 1, 2, 2], [4, 4, 5, 5, 6, 6]]
func.func private @twice(%t: tensor<?x?xi32>) -> tensor<?x?xi32> {
  %r = rint.repeat_interleave %t repeats(2) dim(1) : tensor<?x?xi32> -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}
func.func @columns(%x: tensor<?x?xi32>, %m: index, %n: index) -> tensor<?x?xi32> {
  %s = tensor.extract_slice %x[0, 0] [%m, %n] [1, 1] : tensor<?x?xi32> to tensor<?x?xi32>
  %r = call @twice(%s) : (tensor<?x?xi32>) -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

// RUN: rint-runner %s --entry=repeat_kv_of_cache --input=1x2x4x2xf32=iota --input=index=3 | FileCheck %s --check-prefix=KV
// KV: 1x4x3x2xf32=[{{\[\[}}[0, 1], [2, 3], [4, 5]], {{\[}}[0, 1], [2, 3], [4, 5]], {{\[}}[8, 9], [10, 11], [12, 13]], {{\[}}[8, 9], [10, 11], [12, 13]]]]
func.func private @repeat_kv(%k: tensor<1x2x?x2xf32>) -> tensor<1x4x?x2xf32> {
  %r = rint.repeat_interleave %k repeats(2) dim(1) : tensor<1x2x?x2xf32> -> tensor<1x4x?x2xf32>
  return %r : tensor<1x4x?x2xf32>
}
func.func @repeat_kv_of_cache(%cache: tensor<1x2x4x2xf32>, %n: index) -> tensor<1x4x?x2xf32> {
  %k = tensor.extract_slice %cache[0, 0, 0, 0] [1, 2, %n, 2] [1, 1, 1, 1] : tensor<1x2x4x2xf32> to tensor<1x2x?x2xf32>
  %r = call @repeat_kv(%k) : (tensor<1x2x?x2xf32>) -> tensor<1x4x?x2xf32>
  return %r : tensor<1x4x?x2xf32>
}

// Returned by a private function, and by the entry itself.
// RUN: rint-runner %s --entry=returned --input=3x4xi32=iota --input=index=2 | FileCheck %s --check-prefix=RETURNED
// RETURNED: 3x4xi32=[{{\[}}0, 0, 1, 1], [4, 4, 5, 5], [8, 8, 9, 9]]
// RETURNED: 3x2xi32=[{{\[}}0, 1], [4, 5], [8, 9]]
func.func private @left(%t: tensor<?x?xi32>, %n: index) -> tensor<?x?xi32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %t, %c0 : tensor<?x?xi32>
  %s = tensor.extract_slice %t[0, 0] [%m, %n] [1, 1] : tensor<?x?xi32> to tensor<?x?xi32>
  return %s : tensor<?x?xi32>
}
func.func @returned(%x: tensor<?x?xi32>, %n: index) -> (tensor<?x?xi32>, tensor<?x?xi32>) {
  %s = call @left(%x, %n) : (tensor<?x?xi32>, index) -> tensor<?x?xi32>
  %r = rint.repeat_interleave %s repeats(2) dim(1) : tensor<?x?xi32> -> tensor<?x?xi32>
  return %r, %s : tensor<?x?xi32>, tensor<?x?xi32>
}

// A public function that is called from inside as well.
// RUN: rint-runner %s --entry=calls_public --input=3x4xi32=iota --input=index=2 | FileCheck %s --check-prefix=RETURNED
func.func @left_twice(%t: tensor<?x?xi32>) -> (tensor<?x?xi32>, tensor<?x?xi32>) {
  %r = rint.repeat_interleave %t repeats(2) dim(1) : tensor<?x?xi32> -> tensor<?x?xi32>
  return %r, %t : tensor<?x?xi32>, tensor<?x?xi32>
}
func.func @calls_public(%x: tensor<?x?xi32>, %n: index) -> (tensor<?x?xi32>, tensor<?x?xi32>) {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xi32>
  %s = tensor.extract_slice %x[0, 0] [%m, %n] [1, 1] : tensor<?x?xi32> to tensor<?x?xi32>
  %r:2 = call @left_twice(%s) : (tensor<?x?xi32>) -> (tensor<?x?xi32>, tensor<?x?xi32>)
  return %r#0, %r#1 : tensor<?x?xi32>, tensor<?x?xi32>
}

// Recursion drops a column each time: 4 + 3 + 2 + 1 columns of the first row.
// RUN: rint-runner %s --entry=recursive --input=2x4xi32=iota | FileCheck %s --check-prefix=RECURSIVE
// RECURSIVE: i32=32
func.func private @sum(%t: tensor<2x?xi32>) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i32
  %n = tensor.dim %t, %c1 : tensor<2x?xi32>
  %done = arith.cmpi eq, %n, %c0 : index
  %r = scf.if %done -> i32 {
    scf.yield %zero : i32
  } else {
    // The last row repeated, its last element.
    %y = rint.repeat_interleave %t repeats(2) dim(0) : tensor<2x?xi32> -> tensor<4x?xi32>
    %m = arith.subi %n, %c1 : index
    %c3 = arith.constant 3 : index
    %v = tensor.extract %y[%c3, %m] : tensor<4x?xi32>
    %s = tensor.extract_slice %t[0, 0] [2, %m] [1, 1] : tensor<2x?xi32> to tensor<2x?xi32>
    %rest = func.call @sum(%s) : (tensor<2x?xi32>) -> i32
    %w = arith.addi %v, %rest : i32
    scf.yield %w : i32
  }
  return %r : i32
}
func.func @recursive(%x: tensor<2x?xi32>) -> i32 {
  %r = call @sum(%x) : (tensor<2x?xi32>) -> i32
  // 7 + 6 + 5 + 4 = 22, and once more the whole without its last two columns:
  // 5 + 4 = 9, and 1 for a column that is not there.
  %s = tensor.extract_slice %x[0, 0] [2, 2] [1, 1] : tensor<2x?xi32> to tensor<2x2xi32>
  %d = tensor.cast %s : tensor<2x2xi32> to tensor<2x?xi32>
  %q = call @sum(%d) : (tensor<2x?xi32>) -> i32
  %one = arith.constant 1 : i32
  %a = arith.addi %r, %q : i32
  %b = arith.addi %a, %one : i32
  return %b : i32
}

// Taken as a buffer, whose type says that it is row-major.
// RUN: rint-runner %s --entry=as_buffer --input=3x4xi32=iota --input=index=2 | FileCheck %s --check-prefix=BUFFER
// BUFFER: i32=4
// BUFFER: 3x2xi32=[{{\[}}0, 1], [4, 5], [8, 9]]
func.func private @third(%b: memref<?x?xi32>) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %v = memref.load %b[%c1, %c0] : memref<?x?xi32>
  return %v : i32
}
func.func @as_buffer(%x: tensor<?x?xi32>, %n: index) -> (i32, tensor<?x?xi32>) {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xi32>
  %s = tensor.extract_slice %x[0, 0] [%m, %n] [1, 1] : tensor<?x?xi32> to tensor<?x?xi32>
  %b = bufferization.to_buffer %s : tensor<?x?xi32> to memref<?x?xi32>
  %v = call @third(%b) : (memref<?x?xi32>) -> i32
  return %v, %s : i32, tensor<?x?xi32>
}

// Handed to a function that is defined elsewhere.
// RUN: rint-runner %s --entry=print --input=3x4xi32=iota --input=index=2 | FileCheck %s --check-prefix=PRINT
// PRINT: data =
// PRINT-NEXT: {{\[\[}}0, 1],
// PRINT-NEXT: [4, 5],
// PRINT-NEXT: [8, 9]]
func.func private @printMemrefI32(tensor<*xi32>) attributes {llvm.emit_c_interface}
func.func @print(%x: tensor<?x?xi32>, %n: index) {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xi32>
  %s = tensor.extract_slice %x[0, 0] [%m, %n] [1, 1] : tensor<?x?xi32> to tensor<?x?xi32>
  %u = tensor.cast %s : tensor<?x?xi32> to tensor<*xi32>
  call @printMemrefI32(%u) : (tensor<*xi32>) -> ()
  return
}
