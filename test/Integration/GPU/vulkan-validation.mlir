// The validation layer has nothing to say about any kernel.

// REQUIRES: vulkan, vulkan-validation
// RUN: env VK_INSTANCE_LAYERS=VK_LAYER_KHRONOS_validation rint-runner %s --target=vulkan --input=5x3xf16=iota --input=5xi8=iota --input=index=3 2>&1 | FileCheck %s --implicit-check-not=Validation --implicit-check-not=VUID
// RUN: env RINT_GPU_STAGING=1 VK_INSTANCE_LAYERS=VK_LAYER_KHRONOS_validation rint-runner %s --target=vulkan --input=5x3xf16=iota --input=5xi8=iota --input=index=3 2>&1 | FileCheck %s --implicit-check-not=Validation --implicit-check-not=VUID

// CHECK: {{^}}5x9xf16=
// CHECK-NEXT: {{^}}10x3xf16=
// CHECK-NEXT: {{^}}45xf16=
// CHECK-NEXT: {{^}}10xi32=[1, 2, 2, 3, 3, 3, 4, 4, 4, 4]
// CHECK-NEXT: {{^}}10x6xf16=
func.func @main(%x: tensor<?x?xf16>, %rs: tensor<?xi8>, %r: index)
    -> (tensor<?x?xf16>, tensor<?x?xf16>, tensor<?xf16>, tensor<?xi32>, tensor<?x?xf16>) {
  %a = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<?x?xf16> -> tensor<?x?xf16>
  %b = rint.repeat_interleave %x repeats(%rs : tensor<?xi8>) dim(0) : tensor<?x?xf16> -> tensor<?x?xf16>
  %c = rint.repeat_interleave %x repeats(%r : index) : tensor<?x?xf16> -> tensor<?xf16>
  %d = rint.repeat_indices repeats(%rs : tensor<?xi8>) : tensor<?xi32>
  %e = rint.repeat %x counts(2, 2) : tensor<?x?xf16> -> tensor<?x?xf16>
  return %a, %b, %c, %d, %e : tensor<?x?xf16>, tensor<?x?xf16>, tensor<?xf16>, tensor<?xi32>, tensor<?x?xf16>
}
