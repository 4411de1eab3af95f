// RUN: rint-opt %s --split-input-file --verify-diagnostics | rint-opt --split-input-file | FileCheck %s

// CHECK-LABEL: func @flat_view(
// CHECK:         rint.flat_view %{{.*}} : memref<?x4xf32> to memref<?xi32>
// CHECK:         rint.flat_view %{{.*}} : memref<3xcomplex<f64>> to memref<?xi64>
func.func @flat_view(%a: memref<?x4xf32>, %b: memref<3xcomplex<f64>>) {
  %0 = rint.flat_view %a : memref<?x4xf32> to memref<?xi32>
  %1 = rint.flat_view %b : memref<3xcomplex<f64>> to memref<?xi64>
  return
}
