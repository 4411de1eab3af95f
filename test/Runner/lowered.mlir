// Modules that are lowered already.
//
// What --rint-to-llvm makes knows the type that the function had on tensors.
// RUN: split-file %s %t
// RUN: rint-opt --rint-to-llvm %t/tensors.mlir > %t/lowered.mlir
// RUN: rint-runner %t/lowered.mlir '--input=3xi64=[10, 20, 30]' --input=index=2 | FileCheck %s
// CHECK:      {{^}}6xi64=[10, 10, 20, 20, 30, 30]{{$}}
// CHECK-NEXT: {{^}}index=2{{$}}
//
// A check that fails names the place in the original.
// RUN: not rint-runner %t/lowered.mlir '--input=3xi64=1' --input=index=-1 2>&1 | FileCheck %s --check-prefix=FAIL
// FAIL: {{^.*}}tensors.mlir:2:8: error: 'rint.repeat_interleave' op expected repeats to be non-negative, but got -1{{$}}
//
// The arguments have no names any more.
// RUN: not rint-runner %t/lowered.mlir '--input=3xi32=1' --input=index=1 2>&1 | FileCheck %s --check-prefix=SPEC
// SPEC: {{^.*}}lowered.mlir:{{[0-9]+:[0-9]+}}: error: argument 1 (tensor<?xi64>): expected the element type to be i64, but got i32{{$}}
//
// Functions of numbers need not say more than their type.
// RUN: rint-runner %t/plain.mlir --entry=i64 | FileCheck %s --check-prefix=I64
// I64: {{^}}i64=-5{{$}}
// RUN: rint-runner %t/plain.mlir --entry=i32 | FileCheck %s --check-prefix=I32
// I32: {{^}}i32=7{{$}}
// RUN: rint-runner %t/plain.mlir --entry=f32 | FileCheck %s --check-prefix=F32
// F32: {{^}}f32=1.5{{$}}
// RUN: rint-runner %t/plain.mlir --entry=f64 | FileCheck %s --check-prefix=F64
// F64: {{^}}f64=0.1{{$}}
// RUN: rint-runner %t/plain.mlir --entry=nothing | count 0
// RUN: not rint-runner %t/plain.mlir --entry=argument 2>&1 | FileCheck %s --check-prefix=ARGUMENT
// ARGUMENT: {{^.*}}plain.mlir:20:1: error: expected 'argument' to have the attribute rint.signature, or the type of a function without arguments that returns nothing, i32, i64, f32 or f64, but got '!llvm.func<void (i64)>'{{$}}
// RUN: not rint-runner %t/plain.mlir --entry=wrapper 2>&1 | FileCheck %s --check-prefix=WRAPPER
// WRAPPER: {{^.*}}plain.mlir:23:1: error: expected 'wrapper' to have a C interface, but got none{{$}}
// RUN: not rint-runner %t/plain.mlir --entry=type 2>&1 | FileCheck %s --check-prefix=TYPE
// TYPE: {{^.*}}plain.mlir:26:1: error: expected 'type' to have a function type, but got 'i64'{{$}}

//--- tensors.mlir
func.func @repeat(%x: tensor<?xi64>, %r: index) -> (tensor<?xi64>, index) {
  %y = rint.repeat_interleave %x repeats(%r : index) : tensor<?xi64> -> tensor<?xi64>
  return %y, %r : tensor<?xi64>, index
}

//--- plain.mlir
llvm.func @i64() -> i64 {
  %c = llvm.mlir.constant(-5 : i64) : i64
  llvm.return %c : i64
}
llvm.func @i32() -> i32 {
  %c = llvm.mlir.constant(7 : i32) : i32
  llvm.return %c : i32
}
llvm.func @f32() -> f32 {
  %c = llvm.mlir.constant(1.5 : f32) : f32
  llvm.return %c : f32
}
llvm.func @f64() -> f64 {
  %c = llvm.mlir.constant(0.1 : f64) : f64
  llvm.return %c : f64
}
llvm.func @nothing() {
  llvm.return
}
llvm.func @argument(%x: i64) {
  llvm.return
}
llvm.func @wrapper() attributes {rint.signature = () -> ()} {
  llvm.return
}
llvm.func @type() attributes {rint.signature = i64} {
  llvm.return
}
