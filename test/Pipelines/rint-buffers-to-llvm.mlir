// The halves of --rint-to-llvm: they make what the whole makes, and the second takes
// what others have bufferized, with buffers that the program frees itself.
//
// RUN: rint-opt %s --rint-buffers-to-llvm | mlir-runner --entry-point-result=void --shared-libs=%llvm_lib_dir/libmlir_runner_utils%shlibext,%llvm_lib_dir/libmlir_c_runner_utils%shlibext | FileCheck %s
// RUN: rint-opt %S/rint-to-llvm.mlir --rint-to-llvm -o %t.whole
// RUN: rint-opt %S/rint-to-llvm.mlir --rint-to-buffers --rint-buffers-to-llvm -o %t.halves
// RUN: diff %t.whole %t.halves
// RUN: not rint-opt %S/rint-to-llvm.mlir --rint-buffers-to-llvm 2>&1 | FileCheck %s --check-prefix=TENSORS

// TENSORS: error: expected every op to have a lowering to the LLVM dialect, but got '

memref.global "private" constant @x : memref<3x2xi64> = dense<[[1, 2], [3, 4], [5, 6]]>
memref.global "private" constant @counts : memref<3xi32> = dense<[2, 0, 1]>

func.func private @printMemrefI64(memref<*xi64>) attributes {llvm.emit_c_interface}

// A buffer with the layout that --one-shot-bufferize gives arguments.
func.func private @repeat(%x: memref<?x?xi64, strided<[?, ?], offset: ?>>, %counts: memref<?xi32>) -> memref<?x?xi64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %x, %c0 : memref<?x?xi64, strided<[?, ?], offset: ?>>
  %m = memref.dim %x, %c1 : memref<?x?xi64, strided<[?, ?], offset: ?>>
  %entries = arith.addi %n, %c1 : index
  %plan = memref.alloc(%entries) : memref<?xindex>
  rint.scan_repeats ins(%counts : memref<?xi32>) outs(%plan : memref<?xindex>)
  %total = memref.load %plan[%n] : memref<?xindex>
  %y = memref.alloc(%total, %m) : memref<?x?xi64>
  rint.expand_runs ins(%x, %plan : memref<?x?xi64, strided<[?, ?], offset: ?>>, memref<?xindex>) outs(%y : memref<?x?xi64>) dim(0)
  memref.dealloc %plan : memref<?xindex>
  return %y : memref<?x?xi64>
}

func.func @main() {
  %0 = memref.get_global @x : memref<3x2xi64>
  %1 = memref.get_global @counts : memref<3xi32>
  %x = memref.cast %0 : memref<3x2xi64> to memref<?x?xi64, strided<[?, ?], offset: ?>>
  %counts = memref.cast %1 : memref<3xi32> to memref<?xi32>
  %y = call @repeat(%x, %counts) : (memref<?x?xi64, strided<[?, ?], offset: ?>>, memref<?xi32>) -> memref<?x?xi64>
  // CHECK: sizes = [3, 2]
  // CHECK-NEXT: {{\[\[}}1, 2],
  // CHECK-NEXT: [1, 2],
  // CHECK-NEXT: [5, 6]]
  %u = memref.cast %y : memref<?x?xi64> to memref<*xi64>
  call @printMemrefI64(%u) : (memref<*xi64>) -> ()
  memref.dealloc %y : memref<?x?xi64>
  return
}
