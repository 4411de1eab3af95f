// A count for each row, and rows of which each process has some: all are gathered.

shard.grid @pair(shape = 2) {sym_visibility = "private"}

func.func @counts(%x: tensor<6x4xf32>, %repeats: tensor<6xi64>) -> tensor<?x4xf32> {
  %rows = shard.sharding @pair split_axes = [[0]] : !shard.sharding
  %all = shard.sharding @pair split_axes = [[]] : !shard.sharding
  %0 = shard.shard %x to %rows : tensor<6x4xf32>
  %1 = rint.repeat_interleave %0 repeats(%repeats : tensor<6xi64>) dim(0) : tensor<6x4xf32> -> tensor<?x4xf32>
  %2 = shard.shard %1 to %all annotate_for_users : tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}
