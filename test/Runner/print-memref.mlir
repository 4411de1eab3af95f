// Upstream's helpers that print memrefs and numbers, on tensors and on memrefs.
//
// RUN: rint-runner %s --entry=tensors '--input=3xi64=[4, 5, 6]' | FileCheck %s --check-prefix=TENSORS
// TENSORS:      rank = 1 offset = 0 sizes = [3] strides = [1] data =
// TENSORS-NEXT: [4, 5, 6]
// TENSORS:      sizes = [6]
// TENSORS-NEXT: [4, 4, 5, 5, 6, 6]
// TENSORS-NEXT: 42
// TENSORS-NEXT: {{^}}3xi64=[4, 5, 6]{{$}}
//
// RUN: rint-runner %s --entry=memrefs | FileCheck %s --check-prefix=MEMREFS
// MEMREFS: rank = 2 offset = 0 sizes = [2, 2] strides = [2, 1] data =
// MEMREFS-NEXT: {{\[\[}}1.5, 1.5],
// MEMREFS-NEXT: [1.5, 1.5]]
//
// What has been printed before a check fails stays: it may explain the failure.
// RUN: not rint-runner %s --entry=fails --input=index=-1 > %t.out 2> %t.err
// RUN: FileCheck %s --check-prefix=BEFORE --input-file=%t.out
// RUN: FileCheck %s --check-prefix=FAILURE --input-file=%t.err
// BEFORE: {{^}}42{{$}}
// BEFORE-NOT: {{.}}
// FAILURE: print-memref.mlir:{{.*}}: error: 'rint.repeat_interleave' op expected repeats to be non-negative, but got -1{{$}}

func.func private @printMemrefI64(tensor<*xi64>)
func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
func.func private @printI64(i64)
func.func private @printNewline()

func.func private @print42() {
  %c42 = arith.constant 42 : i64
  call @printI64(%c42) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}

func.func @tensors(%x: tensor<?xi64>) -> tensor<?xi64> {
  %before = tensor.cast %x : tensor<?xi64> to tensor<*xi64>
  call @printMemrefI64(%before) : (tensor<*xi64>) -> ()
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi64> -> tensor<?xi64>
  %after = tensor.cast %y : tensor<?xi64> to tensor<*xi64>
  call @printMemrefI64(%after) : (tensor<*xi64>) -> ()
  call @print42() : () -> ()
  return %x : tensor<?xi64>
}

func.func @memrefs() {
  %m = memref.alloc() : memref<2x2xf32>
  %c = arith.constant 1.5 : f32
  linalg.fill ins(%c : f32) outs(%m : memref<2x2xf32>)
  %u = memref.cast %m : memref<2x2xf32> to memref<*xf32>
  call @printMemrefF32(%u) : (memref<*xf32>) -> ()
  memref.dealloc %m : memref<2x2xf32>
  return
}

func.func @fails(%r: index) -> tensor<?xi64> {
  call @print42() : () -> ()
  %x = arith.constant dense<[1, 2]> : tensor<2xi64>
  %y = rint.repeat_interleave %x repeats(%r : index) : tensor<2xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
