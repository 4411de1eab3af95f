// Shardings that an op cannot have are reported before anything is cloned. Where they
// are propagated, upstream gathers instead.
//
// RUN: rint-opt %s --split-input-file --verify-diagnostics --pass-pipeline='builtin.module(func.func(shard-partition))'

shard.grid @g(shape = 2)

// A count for each slice.
func.func @repeated_by_a_vector(%x: tensor<4xf32>, %r: tensor<4xi64>) -> tensor<?xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %w = shard.sharding @g split_axes = [[]] : !shard.sharding
  %x0 = shard.shard %x to %s : tensor<4xf32>
  %x1 = shard.shard %x0 to %s annotate_for_users : tensor<4xf32>
  %r0 = shard.shard %r to %w : tensor<4xi64>
  %r1 = shard.shard %r0 to %w annotate_for_users : tensor<4xi64>
  // expected-error @below {{'rint.repeat_interleave' op expected dimension 0 of the result to be whole on every process, but got it split by grid axes [0]}}
  %0 = rint.repeat_interleave %x1 repeats(%r1 : tensor<4xi64>) dim(0) : tensor<4xf32> -> tensor<?xf32>
  %1 = shard.shard %0 to %s : tensor<?xf32>
  %2 = shard.shard %1 to %s annotate_for_users : tensor<?xf32>
  return %2 : tensor<?xf32>
}

// -----

shard.grid @g(shape = 2)

func.func @counts(%x: tensor<4xf32>, %r: tensor<4xi64>) -> tensor<?xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %w = shard.sharding @g split_axes = [[]] : !shard.sharding
  %x1 = shard.shard %x to %w annotate_for_users : tensor<4xf32>
  %r1 = shard.shard %r to %s annotate_for_users : tensor<4xi64>
  // expected-error @below {{'rint.repeat_interleave' op expected dimension 0 of operand #1 to be whole on every process, but got it split by grid axes [0]}}
  %0 = rint.repeat_interleave %x1 repeats(%r1 : tensor<4xi64>) dim(0) : tensor<4xf32> -> tensor<?xf32>
  %1 = shard.shard %0 to %w : tensor<?xf32>
  %2 = shard.shard %1 to %w annotate_for_users : tensor<?xf32>
  return %2 : tensor<?xf32>
}

// -----

shard.grid @g(shape = 2)

// Nothing says that the parts are of one size, and so those of the result.
func.func @unknown_size(%x: tensor<?xf32>) -> tensor<?xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %x1 = shard.shard %x to %s annotate_for_users : tensor<?xf32>
  // expected-error @below {{'rint.repeat_interleave' op expected dimension 0 of the result to be whole on every process, but got it split by grid axes [0]}}
  %0 = rint.repeat_interleave %x1 repeats(3) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %1 = shard.shard %0 to %s : tensor<?xf32>
  %2 = shard.shard %1 to %s annotate_for_users : tensor<?xf32>
  return %2 : tensor<?xf32>
}

// -----

shard.grid @g(shape = ?)

func.func @unknown_grid(%x: tensor<4xf32>) -> tensor<12xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %x1 = shard.shard %x to %s annotate_for_users : tensor<4xf32>
  // expected-error @below {{'rint.repeat_interleave' op expected dimension 0 of the result to be whole on every process, but got it split by grid axes [0]}}
  %0 = rint.repeat_interleave %x1 repeats(3) dim(0) : tensor<4xf32> -> tensor<12xf32>
  %1 = shard.shard %0 to %s : tensor<12xf32>
  %2 = shard.shard %1 to %s annotate_for_users : tensor<12xf32>
  return %2 : tensor<12xf32>
}

// -----

shard.grid @g(shape = 2)

func.func @uneven(%x: tensor<3x7xf32>, %r: tensor<3xi64>) -> tensor<?x7xf32> {
  %s = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
  %w = shard.sharding @g split_axes = [[]] : !shard.sharding
  %x1 = shard.shard %x to %s annotate_for_users : tensor<3x7xf32>
  %r1 = shard.shard %r to %w annotate_for_users : tensor<3xi64>
  // expected-error @below {{'rint.repeat_interleave' op expected dimension 1 of the result to come out even, but got 7 for 2 processes}}
  %0 = rint.repeat_interleave %x1 repeats(%r1 : tensor<3xi64>) dim(0) : tensor<3x7xf32> -> tensor<?x7xf32>
  %1 = shard.shard %0 to %s : tensor<?x7xf32>
  %2 = shard.shard %1 to %s annotate_for_users : tensor<?x7xf32>
  return %2 : tensor<?x7xf32>
}

// -----

shard.grid @g(shape = 4)

// 12 slices come out even, 6 segments do not.
func.func @uneven_segments(%x: tensor<12xf32>) -> tensor<6xf32> {
  %s = shard.sharding @g split_axes = [[0]] : !shard.sharding
  %x1 = shard.shard %x to %s annotate_for_users : tensor<12xf32>
  // expected-error @below {{'rint.segment_reduce' op expected dimension 0 of the result to come out even, but got 6 for 4 processes}}
  %0 = rint.segment_reduce sum %x1 repeats(2) dim(0) : tensor<12xf32> -> tensor<6xf32>
  %1 = shard.shard %0 to %s : tensor<6xf32>
  %2 = shard.shard %1 to %s annotate_for_users : tensor<6xf32>
  return %2 : tensor<6xf32>
}

// -----

shard.grid @g(shape = 2x2)

func.func @unlike(%x: tensor<3x4xf32>) -> tensor<6x4xf32> {
  %s0 = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
  %s1 = shard.sharding @g split_axes = [[], [1]] : !shard.sharding
  %x1 = shard.shard %x to %s0 annotate_for_users : tensor<3x4xf32>
  // expected-error @below {{'rint.repeat_interleave' op expected dimension 1 of operand #0 to be split as dimension 1 of the result is, by grid axes [1], but got [0]}}
  %0 = rint.repeat_interleave %x1 repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  %1 = shard.shard %0 to %s1 : tensor<6x4xf32>
  %2 = shard.shard %1 to %s1 annotate_for_users : tensor<6x4xf32>
  return %2 : tensor<6x4xf32>
}

// -----

shard.grid @g(shape = 2)

func.func @halos(%x: tensor<3x4xf32>) -> tensor<6x4xf32> {
  %s = shard.sharding @g split_axes = [[], [0]] halo_sizes = [1, 1] : !shard.sharding
  %x1 = shard.shard %x to %s annotate_for_users : tensor<3x4xf32>
  // expected-error @below {{'rint.repeat_interleave' op expected the result to be split into parts of one size, but got halo_sizes or sharded_dims_offsets}}
  %0 = rint.repeat_interleave %x1 repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  %1 = shard.shard %0 to %s : tensor<6x4xf32>
  %2 = shard.shard %1 to %s annotate_for_users : tensor<6x4xf32>
  return %2 : tensor<6x4xf32>
}

// -----

shard.grid @g(shape = 2)
shard.grid @h(shape = 2)

func.func @grids(%x: tensor<3x4xf32>) -> tensor<6x4xf32> {
  %s = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
  %t = shard.sharding @h split_axes = [[], [0]] : !shard.sharding
  %x1 = shard.shard %x to %s annotate_for_users : tensor<3x4xf32>
  // expected-error @below {{'rint.repeat_interleave' op expected operand #0 to be on the grid @h, but got @g}}
  %0 = rint.repeat_interleave %x1 repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  %1 = shard.shard %0 to %t : tensor<6x4xf32>
  %2 = shard.shard %1 to %t annotate_for_users : tensor<6x4xf32>
  return %2 : tensor<6x4xf32>
}
