// The page of a fused program has fusion as a stage, where it belongs.

// RUN: rint-runner %s --fuse=on "--input=2xf32=[1, 4]" "--input=2xi64=[1, 2]" --explain=%t.html | FileCheck %s
// CHECK: {{^}}3xf32=[1, 2, 2]{{$}}
// RUN: FileCheck %s --check-prefix=PAGE --input-file=%t.html
// PAGE-LABEL: <nav
// PAGE: href="#plan"
// PAGE: href="#fusion">Fusion
// PAGE: href="#destinations"
// PAGE: href="#buffers"

// The root is taken of two numbers, before they are repeated.
// PAGE-LABEL: <section id=fusion
// PAGE: <pre class="a">
// PAGE: linalg.generic
// PAGE: math.sqrt
// PAGE: rint.repeat_interleave

func.func @main(%x: tensor<?xf32>, %counts: tensor<?xi64>) -> tensor<?xf32> {
  %r = rint.repeat_interleave %x repeats(%counts : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %s = math.sqrt %r : tensor<?xf32>
  return %s : tensor<?xf32>
}
