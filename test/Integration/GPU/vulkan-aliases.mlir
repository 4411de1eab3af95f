// A buffer that the device has written may have other names: the argument of a
// block or of a loop that it is handed to.

// REQUIRES: vulkan
// RUN: rint-runner %s --target=vulkan --entry=carried --input=2xi32=[3,5] --input=index=1 | FileCheck %s --check-prefix=CARRIED
// RUN: rint-runner %s --target=vulkan --entry=handed --input=2xi32=[3,5] --input=i1=0 | FileCheck %s --check-prefix=HANDED

// CARRIED: {{^}}i32=5
func.func @carried(%x: memref<2xi32>, %n: index) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i32
  %m = memref.alloc() : memref<2x2xi32>
  %k = memref.alloc() : memref<2x2xi32>
  linalg.fill ins(%zero : i32) outs(%m : memref<2x2xi32>)
  linalg.fill ins(%zero : i32) outs(%k : memref<2x2xi32>)
  %r:3 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero, %a = %m, %b = %k) -> (i32, memref<2x2xi32>, memref<2x2xi32>) {
    linalg.broadcast ins(%x : memref<2xi32>) outs(%m : memref<2x2xi32>) dimensions = [1]
    %v = memref.load %a[%c1, %c1] : memref<2x2xi32>
    %t = arith.addi %s, %v : i32
    scf.yield %t, %b, %a : i32, memref<2x2xi32>, memref<2x2xi32>
  }
  memref.dealloc %m : memref<2x2xi32>
  memref.dealloc %k : memref<2x2xi32>
  return %r#0 : i32
}

// HANDED: {{^}}i32=5
func.func @handed(%x: memref<2xi32>, %c: i1) -> i32 {
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i32
  %m = memref.alloc() : memref<2x2xi32>
  %k = memref.alloc() : memref<2x2xi32>
  linalg.fill ins(%zero : i32) outs(%m : memref<2x2xi32>)
  linalg.fill ins(%zero : i32) outs(%k : memref<2x2xi32>)
  cf.cond_br %c, ^other, ^same
^other:
  linalg.fill ins(%zero : i32) outs(%k : memref<2x2xi32>)
  cf.br ^use(%k : memref<2x2xi32>)
^same:
  memref.store %zero, %m[%c1, %c1] : memref<2x2xi32>
  cf.br ^use(%m : memref<2x2xi32>)
^use(%a: memref<2x2xi32>):
  linalg.broadcast ins(%x : memref<2xi32>) outs(%m : memref<2x2xi32>) dimensions = [1]
  %v = memref.load %a[%c1, %c1] : memref<2x2xi32>
  memref.dealloc %m : memref<2x2xi32>
  memref.dealloc %k : memref<2x2xi32>
  return %v : i32
}
