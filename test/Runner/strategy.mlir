// Each strategy, and plain loops, give the same values; a wrong name is answered
// with the list.
//
// RUN: rint-runner %s "--input=3xi32=[10, 20, 30]" --strategy=loops | FileCheck %s
// RUN: rint-runner %s "--input=3xi32=[10, 20, 30]" --strategy=elements | FileCheck %s
// RUN: rint-runner %s "--input=3xi32=[10, 20, 30]" --strategy=shuffle | FileCheck %s
// RUN: rint-runner %s "--input=3xi32=[10, 20, 30]" --strategy=staged-runs | FileCheck %s
// CHECK: 6xi32=[10, 10, 20, 20, 30, 30]

// RUN: not rint-runner %s "--input=3xi32=[10, 20, 30]" --strategy=fast 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: {{.*}}strategy.mlir:{{[0-9]+}}:{{[0-9]+}}: error: expected strategy to be one of loops, tile, shuffle, permute, fill, short-runs, held-rows, blocked-rows, doubled-row, short-rows, elements, tiny-runs, staged-runs, grouped-runs, held-row-runs, row-runs, lane-segments, row-segments, narrow-segments, but got 'fast'
func.func @main(%x: tensor<3xi32>) -> tensor<6xi32> {
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xi32> -> tensor<6xi32>
  return %y : tensor<6xi32>
}
