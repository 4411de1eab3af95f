// RUN: rint-opt --rint-lower-indirect-calls --split-input-file --verify-diagnostics %s | FileCheck %s

!fun = (tensor<?xf32>) -> tensor<?xf32>

func.func private @f(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}
func.func private @g(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}

// CHECK-LABEL: func.func private @apply(
// CHECK-SAME: %[[F:.*]]: index, %[[X:.*]]: tensor<?xf32>
// CHECK: scf.index_switch %[[F]] -> tensor<?xf32>
// CHECK-NEXT: case 0 {
// CHECK-NEXT: func.call @f(%[[X]])
// CHECK: default {
// CHECK-NEXT: func.call @g(%[[X]])
func.func private @apply(%f: !fun, %x: tensor<?xf32>) -> tensor<?xf32> {
  %0 = call_indirect %f(%x) : !fun
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: func.func @main(
// CHECK-DAG: %[[F:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[G:.*]] = arith.constant 1 : index
// CHECK: %[[C:.*]] = arith.select %{{.*}}, %[[F]], %[[G]] : index
// CHECK: call @apply(%[[C]]
func.func @main(%x: tensor<?xf32>, %k: i1) -> tensor<?xf32> {
  %f = constant @f : !fun
  %g = constant @g : !fun
  %c = arith.select %k, %f, %g : !fun
  %0 = call @apply(%c, %x) : (!fun, tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// Without tensors, nothing changes.
// CHECK-LABEL: func.func @numbers(
// CHECK: call_indirect
func.func @numbers(%f: (i32) -> i32, %x: i32) -> i32 {
  %0 = call_indirect %f(%x) : (i32) -> i32
  return %0 : i32
}

// -----

// expected-error @below {{expected functions of tensors to be passed to functions of the module only, but got one in the type of 'main'}}
func.func @main(%f: (tensor<?xf32>) -> tensor<?xf32>, %x: tensor<?xf32>) -> tensor<?xf32> {
  %0 = call_indirect %f(%x) : (tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
