// What two processes do of a repeat, by upstream's sharding: docs/distributed.md.

shard.grid @pair(shape = 2) {sym_visibility = "private"}

// Columns of rows that are repeated: each process has its own.
func.func @columns(%x: tensor<3x4xf32>, %repeats: tensor<3xi64>) -> tensor<?x4xf32> {
  %columns = shard.sharding @pair split_axes = [[], [0]] : !shard.sharding
  %0 = shard.shard %x to %columns : tensor<3x4xf32>
  %1 = rint.repeat_interleave %0 repeats(%repeats : tensor<3xi64>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %2 = shard.shard %1 to %columns annotate_for_users : tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}

// One count for all rows: each process has some of them with all their copies.
func.func @rows(%x: tensor<6x4xf32>) -> tensor<18x4xf32> {
  %rows = shard.sharding @pair split_axes = [[0]] : !shard.sharding
  %0 = shard.shard %x to %rows : tensor<6x4xf32>
  %1 = rint.repeat_interleave %0 repeats(3) dim(0) : tensor<6x4xf32> -> tensor<18x4xf32>
  %2 = shard.shard %1 to %rows annotate_for_users : tensor<18x4xf32>
  return %2 : tensor<18x4xf32>
}
