// RUN: rint-opt --pass-pipeline='builtin.module(gpu.module(rint-prepare-spirv-kernels))' %s | FileCheck %s

// CHECK: gpu.func @k(%[[A:.*]]: memref<?xi64>) kernel attributes
// CHECK-SAME: spirv.entry_point_abi = #spirv.entry_point_abi<workgroup_size = [256, 1, 1]>
// CHECK-NEXT: %[[M:.*]] = memref.alloc() : memref<256xi64, 3>
// CHECK: memref.load %[[M]]
gpu.module @kernels {
  gpu.func @k(%a: memref<?xi64>)
      workgroup(%m : memref<256xi64, #gpu.address_space<workgroup>>)
      kernel attributes {known_block_size = array<i32: 256, 1, 1>} {
    %t = gpu.thread_id x
    %v = memref.load %m[%t] : memref<256xi64, #gpu.address_space<workgroup>>
    memref.store %v, %a[%t] : memref<?xi64>
    gpu.return
  }
}
