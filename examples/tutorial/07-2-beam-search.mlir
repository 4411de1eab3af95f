// 7.2 Beam search: from batch to batch * beam
//
// Each of the 3 requests of a batch goes on with 4 beams. The beams of a request
// have to be neighbours, so that a later reshape to [batch, beam] finds them:
// that is repeat_interleave, and `rint.repeat` would mix the requests.
//
// `@states` does the same to what a decoder carries along for each request, a
// tensor of [batch, time, features]: every copy of a slice moves whole.
//
// PYTHON: rint.repeat_interleave(np.arange(3), 4)
// PYTHON: rint.repeat_interleave(np.arange(4, dtype=np.int32).reshape(2, 1, 2), 2, dim=0)
//
// RUN: rint-runner %s --entry=rows --input=3xi64=iota --input=index=4 | FileCheck %s --check-prefix=ROWS
// ROWS: {{^}}12xi64=[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]{{$}}
//
// RUN: rint-runner %s --entry=states --input=2x1x2xi32=iota --input=index=2 | FileCheck %s --check-prefix=STATES
// STATES: {{^}}4x1x2xi32={{\[\[\[}}0, 1]], {{\[\[}}0, 1]], {{\[\[}}2, 3]], {{\[\[}}2, 3]]]{{$}}

func.func @rows(%batch: tensor<?xi64>, %beams: index) -> tensor<?xi64> {
  %r = rint.repeat_interleave %batch repeats(%beams : index) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %r : tensor<?xi64>
}

func.func @states(%batch: tensor<?x?x?xi32>, %beams: index) -> tensor<?x?x?xi32> {
  %r = rint.repeat_interleave %batch repeats(%beams : index) dim(0) : tensor<?x?x?xi32> -> tensor<?x?x?xi32>
  return %r : tensor<?x?x?xi32>
}
