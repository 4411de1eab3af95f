// Upstream's dialects around rint's ops.

// RUN: rint-runner %s --entry=tosa --input=1x3xf32=[[1,-2,3]] | FileCheck %s --check-prefix=TOSA
// TOSA: 2x3xf32=[{{\[}}2, -4, 6], [2, -4, 6]]
// TOSA: 2x1xf32=[{{\[}}4], [4]]
// TOSA: 2x3xi1=[{{\[}}true, false, true], [true, false, true]]
func.func @tosa(%x: tensor<1x3xf32>) -> (tensor<2x3xf32>, tensor<2x1xf32>, tensor<2x3xi1>) {
  %r = rint.repeat_interleave %x repeats(2) dim(0) : tensor<1x3xf32> -> tensor<2x3xf32>
  %a = tosa.add %r, %x : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %s = tosa.reduce_sum %a {axis = 1 : i32} : (tensor<2x3xf32>) -> tensor<2x1xf32>
  %z = "tosa.const"() {values = dense<0.0> : tensor<1x1xf32>} : () -> tensor<1x1xf32>
  %g = tosa.greater %a, %z : (tensor<2x3xf32>, tensor<1x1xf32>) -> tensor<2x3xi1>
  return %a, %s, %g : tensor<2x3xf32>, tensor<2x1xf32>, tensor<2x3xi1>
}

// RUN: rint-runner %s --entry=tosa_moves --input=2x3xi32=iota | FileCheck %s --check-prefix=MOVES
// MOVES: 3x2xi32=[{{\[}}0, 3], [1, 4], [2, 5]]
// MOVES: 6xi32=[0, 1, 2, 3, 4, 5]
// MOVES: 4x3xi32=[{{\[}}0, 1, 2], [3, 4, 5], [0, 1, 2], [3, 4, 5]]
func.func @tosa_moves(%x: tensor<2x3xi32>) -> (tensor<3x2xi32>, tensor<6xi32>, tensor<4x3xi32>) {
  %t = tosa.transpose %x {perms = array<i32: 1, 0>} : (tensor<2x3xi32>) -> tensor<3x2xi32>
  %s = tosa.const_shape {values = dense<6> : tensor<1xindex>} : () -> !tosa.shape<1>
  %f = tosa.reshape %x, %s : (tensor<2x3xi32>, !tosa.shape<1>) -> tensor<6xi32>
  %c = tosa.concat %x, %x {axis = 0 : i32} : (tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<4x3xi32>
  return %t, %f, %c : tensor<3x2xi32>, tensor<6xi32>, tensor<4x3xi32>
}

// RUN: rint-runner %s --entry=tosa_flow --input=1xi32=[3] --input=i1=1 | FileCheck %s --check-prefix=FLOW
// FLOW: 1xi32=[6]
func.func @tosa_flow(%x: tensor<1xi32>, %k: tensor<i1>) -> tensor<1xi32> {
  %r = tosa.cond_if %k (%a = %x) : tensor<i1> (tensor<1xi32>) -> tensor<1xi32> {
  ^bb0(%a: tensor<1xi32>):
    %s = tosa.add %a, %a : (tensor<1xi32>, tensor<1xi32>) -> tensor<1xi32>
    tosa.yield %s : tensor<1xi32>
  } else {
  ^bb0(%a: tensor<1xi32>):
    tosa.yield %a : tensor<1xi32>
  }
  return %r : tensor<1xi32>
}

// RUN: rint-runner %s --entry=shape --input=2x3xf32=iota | FileCheck %s --check-prefix=SHAPE
// SHAPE: index=12
// SHAPE: 2xindex=[4, 3]
func.func @shape(%x: tensor<?x?xf32>) -> (index, tensor<?xindex>) {
  %r = rint.repeat_interleave %x repeats(2) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %s = shape.shape_of %r : tensor<?x?xf32> -> tensor<?xindex>
  %n = shape.num_elements %s : tensor<?xindex> -> index
  return %n, %s : index, tensor<?xindex>
}

// RUN: rint-runner %s --entry=constraint --input=2x3xf32=iota --input=2x3xf32=1 | FileCheck %s --check-prefix=CSTR
// RUN: not rint-runner %s --entry=constraint --input=2x3xf32=iota --input=4x3xf32=1 2>&1 | FileCheck %s --check-prefix=BROKEN
// CSTR: 2x3xf32=[{{\[}}1, 2, 3], [4, 5, 6]]
// BROKEN: dialects.mlir:[[#@LINE+5]]:8: error: required broadcastable shapes
// BROKEN-NOT: {{.}}
func.func @constraint(%x: tensor<?x3xf32>, %y: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %s = shape.shape_of %x : tensor<?x3xf32> -> tensor<2xindex>
  %t = shape.shape_of %y : tensor<?x3xf32> -> tensor<2xindex>
  %w = shape.cstr_broadcastable %s, %t : tensor<2xindex>, tensor<2xindex>
  %r = shape.assuming %w -> tensor<?x3xf32> {
    %a = arith.addf %x, %y : tensor<?x3xf32>
    shape.assuming_yield %a : tensor<?x3xf32>
  }
  return %r : tensor<?x3xf32>
}

// A global keeps what one function writes to it for the next one.
// RUN: rint-runner %s --entry=global --input=2xi32=[1,2] | FileCheck %s --check-prefix=GLOBAL
// GLOBAL: 4xi32=[0, 0, 0, 0]
// GLOBAL: 4xi32=[1, 1, 2, 2]
ml_program.global private mutable @state(dense<0> : tensor<4xi32>) : tensor<4xi32>
func.func private @store(%x: tensor<2xi32>) {
  %r = rint.repeat_interleave %x repeats(2) : tensor<2xi32> -> tensor<4xi32>
  ml_program.global_store @state = %r : tensor<4xi32>
  return
}
func.func @global(%x: tensor<2xi32>) -> (tensor<4xi32>, tensor<4xi32>) {
  %a = ml_program.global_load @state : tensor<4xi32>
  call @store(%x) : (tensor<2xi32>) -> ()
  %b = ml_program.global_load @state : tensor<4xi32>
  return %a, %b : tensor<4xi32>, tensor<4xi32>
}

// RUN: rint-runner %s --entry=memory --input=2xi32=[1,2] | FileCheck %s --check-prefix=MEMORY
// MEMORY: 6xi32=[1, 1, 2, 2, 7, 7]
// MEMORY: i32=20
memref.global "private" constant @table : memref<2x2xi32> = dense<[[5, 6], [7, 8]]>
func.func @memory(%x: tensor<2xi32>) -> (tensor<6xi32>, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : i32
  %t = memref.get_global @table : memref<2x2xi32>
  %column = memref.subview %t[0, 1] [2, 1] [1, 1] : memref<2x2xi32> to memref<2xi32, strided<[2], offset: 1>>
  %copy = memref.alloc() : memref<2xi32>
  memref.copy %column, %copy : memref<2xi32, strided<[2], offset: 1>> to memref<2xi32>
  %a = memref.load %copy[%c0] : memref<2xi32>
  %b = memref.load %copy[%c1] : memref<2xi32>
  %s = arith.addi %a, %b : i32
  %six = arith.addi %s, %a : i32
  %small = memref.alloc() : memref<2xi32>
  %y = bufferization.to_buffer %x : tensor<2xi32> to memref<2xi32>
  memref.copy %y, %small : memref<2xi32> to memref<2xi32>
  %large = memref.realloc %small : memref<2xi32> to memref<3xi32>
  %c2 = arith.constant 2 : index
  memref.store %c7, %large[%c2] : memref<3xi32>
  %l = bufferization.to_tensor %large restrict : memref<3xi32> to tensor<3xi32>
  %r = rint.repeat_interleave %l repeats(2) : tensor<3xi32> -> tensor<6xi32>
  return %r, %six : tensor<6xi32>, i32
}

// RUN: rint-runner %s --entry=named --input=2x2xi32=[[1,2],[3,4]] | FileCheck %s --check-prefix=NAMED
// NAMED: 2x2xi32=[{{\[}}7, 10], [15, 22]]
// NAMED: 2x2xi32=[{{\[}}1, 3], [2, 4]]
// NAMED: 2x2xi32=[{{\[}}2, 4], [6, 8]]
// NAMED: 2xi32=[3, 7]
func.func @named(%x: tensor<2x2xi32>) -> (tensor<2x2xi32>, tensor<2x2xi32>, tensor<2x2xi32>, tensor<2xi32>) {
  %z = arith.constant 0 : i32
  %e = tensor.empty() : tensor<2x2xi32>
  %f = linalg.fill ins(%z : i32) outs(%e : tensor<2x2xi32>) -> tensor<2x2xi32>
  %m = linalg.matmul ins(%x, %x : tensor<2x2xi32>, tensor<2x2xi32>) outs(%f : tensor<2x2xi32>) -> tensor<2x2xi32>
  %t = linalg.transpose ins(%x : tensor<2x2xi32>) outs(%e : tensor<2x2xi32>) permutation = [1, 0]
  %a = linalg.add ins(%x, %x : tensor<2x2xi32>, tensor<2x2xi32>) outs(%e : tensor<2x2xi32>) -> tensor<2x2xi32>
  %v = tensor.empty() : tensor<2xi32>
  %g = linalg.fill ins(%z : i32) outs(%v : tensor<2xi32>) -> tensor<2xi32>
  %s = linalg.reduce { arith.addi } ins(%x : tensor<2x2xi32>) outs(%g : tensor<2xi32>) dimensions = [1]
  return %m, %t, %a, %s : tensor<2x2xi32>, tensor<2x2xi32>, tensor<2x2xi32>, tensor<2xi32>
}

// Repeated once, flattened, and without elements.
// RUN: rint-runner %s --entry=once --input=3x0xf32=[] | FileCheck %s --check-prefix=ONCE
// ONCE: 0xf32=[]
// ONCE: 3x0xf32=[]
func.func @once(%x: tensor<?x0xf32>) -> (tensor<?xf32>, tensor<?x0xf32>) {
  %y = rint.repeat_interleave %x repeats(1) : tensor<?x0xf32> -> tensor<?xf32>
  %z = rint.repeat_interleave %x repeats(1) dim(0) : tensor<?x0xf32> -> tensor<?x0xf32>
  return %y, %z : tensor<?xf32>, tensor<?x0xf32>
}
