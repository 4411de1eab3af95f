// A total that is stated: longer results are cut, shorter ones end in more copies of
// the last slice. That is what jnp.repeat(x, r, total_repeat_length=M) does; an
// `output_size` would be an error where the sum is another one.
//
// The offsets are cut at M, and the last of them is M. There has to be a slice, unless
// M is 0.
//
// RUN: rint-runner %s "--input=3xi64=[10, 20, 30]" "--input=3xi64=[1, 3, 2]" --input=index=4 | FileCheck %s --check-prefix=CUT
// CUT: {{^}}4xi64=[10, 20, 20, 20]{{$}}
// RUN: rint-runner %s "--input=3xi64=[10, 20, 30]" "--input=3xi64=[1, 3, 2]" --input=index=8 | FileCheck %s --check-prefix=PADDED
// PADDED: {{^}}8xi64=[10, 20, 20, 20, 30, 30, 30, 30]{{$}}
// RUN: not rint-runner %s "--input=3xi64=[10, 20, 30]" "--input=3xi64=[1, -3, 2]" --input=index=8 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: 'rint.offsets' op expected repeats[1] to be non-negative, but got -3

func.func @main(%x: tensor<?xi64>, %r: tensor<?xi64>, %m: index) -> tensor<?xi64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %r, %c0 : tensor<?xi64>
  %entries = arith.addi %n, %c1 : index
  %o = rint.offsets repeats(%r : tensor<?xi64>) : tensor<?xindex>
  %cut = tensor.generate %entries {
  ^bb0(%i: index):
    %offset = tensor.extract %o[%i] : tensor<?xindex>
    %least = arith.minsi %offset, %m : index
    %isLast = arith.cmpi eq, %i, %n : index
    %entry = arith.select %isLast, %m, %least : index
    tensor.yield %entry : index
  } : tensor<?xindex>
  %y = rint.repeat_interleave %x offsets(%cut : tensor<?xindex>) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
