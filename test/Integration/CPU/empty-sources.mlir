// Sources that are known to be empty, with other sizes that are not known.
//
// RUN: rint-runner %s --entry=flattened --input=0x2x3xi8=1 --input=0xi64=[] | FileCheck %s --check-prefix=EMPTY
// RUN: rint-runner %s --entry=flattened --input=0x2x3xi8=1 --input=1xi64=[5] | FileCheck %s --check-prefix=EMPTY
// RUN: not rint-runner %s --entry=flattened --input=0x2x3xi8=1 --input=2xi64=[5,1] 2>&1 | FileCheck %s --check-prefix=TWO
// RUN: rint-runner %s --entry=scalar --input=4x0xi8=1 --input=index=3 | FileCheck %s --check-prefix=EMPTY
// RUN: not rint-runner %s --entry=scalar --input=4x0xi8=1 --input=index=-3 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: rint-runner %s --entry=offsets --input=4x0xi8=1 --input=1xindex=[0] | FileCheck %s --check-prefix=EMPTY
// RUN: rint-runner %s --entry=copies --input=0x2xi8=1 --input=index=3 | FileCheck %s --check-prefix=COPIES

// EMPTY: {{^}}0xi8=[]{{$}}
// TWO: error: 'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 0, but got 2
func.func @flattened(%x: tensor<0x?x?xi8>, %rs: tensor<?xi64>) -> tensor<?xi8> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) : tensor<0x?x?xi8> -> tensor<?xi8>
  return %y : tensor<?xi8>
}

// NEGATIVE: error: 'rint.repeat_interleave' op expected repeats to be non-negative, but got -3
func.func @scalar(%x: tensor<?x0xi8>, %r: index) -> tensor<?xi8> {
  %y = rint.repeat_interleave %x repeats(%r : index) : tensor<?x0xi8> -> tensor<?xi8>
  return %y : tensor<?xi8>
}

func.func @offsets(%x: tensor<?x0xi8>, %o: tensor<?xindex>) -> tensor<?xi8> {
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) : tensor<?x0xi8> -> tensor<?xi8>
  return %y : tensor<?xi8>
}

// COPIES: {{^}}0x4xi8=[]{{$}}
func.func @copies(%x: tensor<0x?xi8>, %r: index) -> tensor<?x?xi8> {
  %y = rint.repeat %x counts(%r, 2) : tensor<0x?xi8> -> tensor<?x?xi8>
  return %y : tensor<?x?xi8>
}
