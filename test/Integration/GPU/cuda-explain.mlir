// The page of --explain shows PTX, whether or not there is a GPU that runs it.

// RUN: rint-runner %s --target=cuda "--input=3xf32=[10, 20, 30]" --explain=%t.html || true
// RUN: FileCheck %s --input-file=%t.html
// CHECK: How rint compiles this program for <b>cuda</b>
// CHECK: href="#device-buffers"
// CHECK: href="#gpu-kernels"
// CHECK: href="#nvvm"
// CHECK: href="#binary"
// CHECK: href="#llvm"
// CHECK: href="#device-code"
// CHECK-LABEL: <section id=device-code
// CHECK: Kernels in PTX
// CHECK: .visible</i> .entry
// CHECK: ld.global
func.func @main(%x: tensor<3xf32>) -> tensor<6xf32> {
  %r = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  return %r : tensor<6xf32>
}
