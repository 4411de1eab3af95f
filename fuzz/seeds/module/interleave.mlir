func.func @f(%x: tensor<?x4xf32>, %n: index, %c: tensor<?xi32>) -> tensor<?x4xf32> {
  %a = rint.repeat_interleave %x repeats(%n : index) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %b = rint.repeat_interleave %a repeats(%c : tensor<?xi32>) dim(-2) output_size(%n) : tensor<?x4xf32> -> tensor<?x4xf32>
  %o = rint.offsets repeats(%c : tensor<?xi32>) : tensor<?xindex>
  %d = rint.repeat_interleave %b offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  return %d : tensor<?x4xf32>
}
