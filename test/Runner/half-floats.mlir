// Conversions that need a library where the machine has no instruction for them.
//
// RUN: rint-runner %s --input=f64=1.1 --input=f32=-2.5 | FileCheck %s
// CHECK:      {{^}}bf16=1.1{{$}}
// CHECK-NEXT: {{^}}f16=1.1{{$}}
// CHECK-NEXT: {{^}}bf16=-2.5{{$}}
// CHECK-NEXT: {{^}}f16=-2.5{{$}}

func.func @main(%x: f64, %y: f32) -> (bf16, f16, bf16, f16) {
  %a = arith.truncf %x : f64 to bf16
  %b = arith.truncf %x : f64 to f16
  %c = arith.truncf %y : f32 to bf16
  %d = arith.truncf %y : f32 to f16
  return %a, %b, %c, %d : bf16, f16, bf16, f16
}
