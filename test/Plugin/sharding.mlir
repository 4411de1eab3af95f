// The stock mlir-opt divides rint's ops among processes.
//
// RUN: %mlir_opt %s --pass-pipeline='builtin.module(func.func(sharding-propagation,shard-partition))' | FileCheck %s

shard.grid @g(shape = 2)

// CHECK-LABEL: func.func @other_dim(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>, %[[R:.*]]: tensor<3xi64>) -> tensor<?x4xf32>
// CHECK-NEXT: rint.repeat_interleave %[[X]] repeats(%[[R]] : tensor<3xi64>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
// CHECK-NEXT: return
func.func @other_dim(%x: tensor<3x8xf32>, %r: tensor<3xi64>) -> tensor<?x8xf32> {
  %s = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<3x8xf32>
  %0 = rint.repeat_interleave %x0 repeats(%r : tensor<3xi64>) dim(0) : tensor<3x8xf32> -> tensor<?x8xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}
