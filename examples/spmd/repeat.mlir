// One repeat by many processes: each repeats its part of %x by its part of %repeats,
// and learns where its part of the result begins. README.md says how to run it.

func.func private @spmd_start()
func.func private @spmd_rank() -> i64
func.func private @spmd_size() -> i64
func.func private @spmd_sum_before(i64) -> i64
func.func private @spmd_sum(i64) -> i64
func.func private @spmd_finish()

// The first of n slices that is this process's, and how many are.
func.func private @my_slices(%n: index) -> (index, index) {
  %rank_i64 = call @spmd_rank() : () -> i64
  %size_i64 = call @spmd_size() : () -> i64
  %rank = arith.index_cast %rank_i64 : i64 to index
  %size = arith.index_cast %size_i64 : i64 to index
  %begin = affine.apply affine_map<()[n, rank, size] -> ((n * rank) floordiv size)>()[%n, %rank, %size]
  %end = affine.apply affine_map<()[n, rank, size] -> ((n * rank + n) floordiv size)>()[%n, %rank, %size]
  %slices = arith.subi %end, %begin : index
  return %begin, %slices : index, index
}

// This process's part of the result, where it begins in the whole, and the size of
// the whole.
func.func @main(%x: tensor<?xf32>, %repeats: tensor<?xi64>) -> (tensor<?xf32>, i64, i64) {
  call @spmd_start() : () -> ()
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %first, %slices = call @my_slices(%n) : (index) -> (index, index)
  %my_x = tensor.extract_slice %x[%first] [%slices] [1] : tensor<?xf32> to tensor<?xf32>
  %m = tensor.dim %repeats, %c0 : tensor<?xi64>
  %first_count, %counts = call @my_slices(%m) : (index) -> (index, index)
  %my_repeats = tensor.extract_slice %repeats[%first_count] [%counts] [1] : tensor<?xi64> to tensor<?xi64>

  // A count that breaks a rule ends this process, and with it the job.
  %part = rint.repeat_interleave %my_x repeats(%my_repeats : tensor<?xi64>) dim(0) : tensor<?xf32> -> tensor<?xf32>

  %copies = tensor.dim %part, %c0 : tensor<?xf32>
  %copies_i64 = arith.index_cast %copies : index to i64
  %before = call @spmd_sum_before(%copies_i64) : (i64) -> i64
  %total = call @spmd_sum(%copies_i64) : (i64) -> i64
  call @spmd_finish() : () -> ()
  return %part, %before, %total : tensor<?xf32>, i64, i64
}
