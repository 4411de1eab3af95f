// The program whose lowering the README shows stage by stage.
//
// RUN: rint-runner %s "--input=3xf32=[10, 20, 30]" "--input=3xi64=[1, 3, 2]" | FileCheck %s
// CHECK: {{^}}6xf32=[10, 20, 20, 20, 30, 30]{{$}}

func.func @main(%x: tensor<3xf32>, %counts: tensor<3xi64>) -> tensor<?xf32> {
  %r = rint.repeat_interleave %x repeats(%counts : tensor<3xi64>) dim(0)
      : tensor<3xf32> -> tensor<?xf32>
  return %r : tensor<?xf32>
}
