// The kernels are valid SPIR-V for Vulkan.

// REQUIRES: spirv-val
// RUN: rint-opt --rint-to-spirv --mlir-print-ir-before=gpu-module-to-binary %s -o /dev/null 2>%t.txt
// RUN: %python %S/Inputs/extract-spirv.py %t.txt >%t.mlir
// RUN: mlir-translate --no-implicit-module --serialize-spirv %t.mlir -o %t.spv
// RUN: spirv-val --target-env vulkan1.1 %t.spv

func.func @main(%x: tensor<?x?xf16>, %w: tensor<?xcomplex<f64>>, %rs: tensor<?xi8>,
                %ws: tensor<?xi100>, %r: index)
    -> (tensor<?x?xf16>, tensor<?x?xf16>, tensor<?xcomplex<f64>>, tensor<?xi32>,
        tensor<?x?xf16>, tensor<?xi128>) {
  %a = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<?x?xf16> -> tensor<?x?xf16>
  %b = rint.repeat_interleave %x repeats(%rs : tensor<?xi8>) dim(0) : tensor<?x?xf16> -> tensor<?x?xf16>
  %c = rint.repeat_interleave %w repeats(%r : index) : tensor<?xcomplex<f64>> -> tensor<?xcomplex<f64>>
  %d = rint.repeat_indices repeats(%rs : tensor<?xi8>) : tensor<?xi32>
  %e = rint.repeat %x counts(2, 2) : tensor<?x?xf16> -> tensor<?x?xf16>
  %f = rint.repeat_indices repeats(%ws : tensor<?xi100>) : tensor<?xi128>
  return %a, %b, %c, %d, %e, %f : tensor<?x?xf16>, tensor<?x?xf16>, tensor<?xcomplex<f64>>,
      tensor<?xi32>, tensor<?x?xf16>, tensor<?xi128>
}
