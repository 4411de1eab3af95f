// Upstream forgets what is left over where a size is no multiple of the processes. The
// second error of each pair is upstream's.
//
// RUN: rint-opt %s --split-input-file --verify-diagnostics --pass-pipeline='builtin.module(func.func(sharding-propagation{traversal=forward}))'

shard.grid @g(shape = 2)

func.func @operand(%x: tensor<7xf32>, %r: tensor<7xi64>) -> tensor<?xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<7xf32>
  // expected-error @+2 {{'rint.repeat_interleave' op expected dimension 0 of operand #0 to come out even, but got 7 for 2 processes}}
  // expected-error @+1 {{'rint.repeat_interleave' op fail to set sharding annotations.}}
  %0 = rint.repeat_interleave %x0 repeats(%r : tensor<7xi64>) dim(0) : tensor<7xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

shard.grid @g(shape = 2)

func.func @result(%x: tensor<4xf32>, %r: tensor<4xi64>) -> tensor<7xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  // expected-error @+2 {{'rint.repeat_interleave' op expected dimension 0 of the result to come out even, but got 7 for 2 processes}}
  // expected-error @+1 {{'rint.repeat_interleave' op fail to set sharding annotations.}}
  %0 = rint.repeat_interleave %x repeats(%r : tensor<4xi64>) dim(0) : tensor<4xf32> -> tensor<7xf32>
  %1 = shard.shard %0 to %s annotate_for_users : tensor<7xf32>
  return %1 : tensor<7xf32>
}
