// RUN: rint-opt --rint-refine-layouts --canonicalize %s | FileCheck %s

!any = memref<?xf32, strided<[?], offset: ?>>

// CHECK: func.func private @pass(%[[X:.*]]: memref<?xf32>) -> memref<?xf32>
// CHECK-NEXT: return %[[X]]
func.func private @pass(%x: !any) -> !any {
  return %x : !any
}

// What one function returns another one takes; and recursion changes nothing.
// CHECK: func.func private @recurse(%{{.*}}: memref<?xf32>, %{{.*}}: i1)
func.func private @recurse(%x: !any, %more: i1) {
  scf.if %more {
    %false = arith.constant false
    func.call @recurse(%x, %false) : (!any, i1) -> ()
  }
  return
}

// A slice is passed by one call of two.
// CHECK: func.func private @mixed(%{{.*}}: memref<?xf32, strided<[?], offset: ?>>)
func.func private @mixed(%x: !any) {
  return
}

// CHECK: func.func @main(%[[X:.*]]: memref<?xf32>
func.func @main(%x: memref<?xf32>, %k: i1) {
  %0 = memref.cast %x : memref<?xf32> to !any
  // CHECK: %[[Y:.*]] = call @pass(%[[X]]) : (memref<?xf32>) -> memref<?xf32>
  %1 = call @pass(%0) : (!any) -> !any
  // CHECK: call @recurse(%[[Y]], %{{.*}}) : (memref<?xf32>, i1) -> ()
  call @recurse(%1, %k) : (!any, i1) -> ()
  %2 = memref.subview %x[1] [2] [2] : memref<?xf32> to memref<2xf32, strided<[2], offset: 1>>
  %3 = memref.cast %2 : memref<2xf32, strided<[2], offset: 1>> to !any
  call @mixed(%3) : (!any) -> ()
  call @mixed(%0) : (!any) -> ()
  return
}
