// Ops on tensors around rint's, each with values by reasoning.

// RUN: rint-runner %s --entry=gather --input=3x2xi32=iota | FileCheck %s --check-prefix=GATHER
// RUN: rint-runner %s --entry=gather_full --input=3x2xi32=iota | FileCheck %s --check-prefix=FULL
// RUN: rint-runner %s --entry=scatter --input=2x2xi32=iota | FileCheck %s --check-prefix=SCATTER
// RUN: rint-runner %s --entry=pack --input=4xi32=iota | FileCheck %s --check-prefix=PACK
// RUN: rint-runner %s --entry=pack_padded --input=3x2xi32=iota | FileCheck %s --check-prefix=PADDED
// RUN: rint-runner %s --entry=pack_dynamic --input=3x4xi32=iota --input=index=2 | FileCheck %s --check-prefix=DYNAMIC
// RUN: rint-runner %s --entry=unpack --input=2x2x2xi32=iota | FileCheck %s --check-prefix=UNPACK
// RUN: rint-runner %s --entry=reshape --input=2x3xf32=iota --input=2xi64=[1,2] | FileCheck %s --check-prefix=RESHAPE
// RUN: rint-runner %s --entry=reshape_2d --input=2x3xf32=iota --input=2xi32=[3,4] | FileCheck %s --check-prefix=RESHAPE2
// RUN: rint-runner %s --entry=reshape_scalar --input=1x1xf32=7 | FileCheck %s --check-prefix=SCALAR
// RUN: rint-runner %s --entry=reshape_empty --input=0x3xf32=[] --input=2xi32=[2,0] | FileCheck %s --check-prefix=EMPTY
// RUN: rint-runner %s --entry=bitcast --input=2xf32=[1,-2] | FileCheck %s --check-prefix=BITCAST
// RUN: rint-runner %s --entry=bitcast_sign --input=2xui8=[1,255] | FileCheck %s --check-prefix=SIGN
// RUN: rint-runner %s --entry=softmax --input=1x2xf32=0 | FileCheck %s --check-prefix=SOFTMAX
// RUN: rint-runner %s --entry=softmax_dynamic --input=2x4xf32=3 --input=index=2 | FileCheck %s --check-prefix=SOFTMAX2
// RUN: rint-runner %s --entry=others --input=2xi32=[1,2] --input=index=2 | FileCheck %s --check-prefix=OTHERS

// GATHER: 4x2xi32=[{{\[}}4, 5], [0, 1], [4, 5], [0, 1]]
func.func @gather(%x: tensor<3x2xi32>) -> tensor<4x2xi32> {
  %i = arith.constant dense<[[2], [0]]> : tensor<2x1xindex>
  %g = tensor.gather %x[%i] gather_dims([0]) : (tensor<3x2xi32>, tensor<2x1xindex>) -> tensor<2x2xi32>
  %y = rint.repeat %g counts(2, 1) : tensor<2x2xi32> -> tensor<4x2xi32>
  return %y : tensor<4x2xi32>
}

// FULL: 2x3x1xi32=[{{\[\[}}1], [3], [5]], {{\[\[}}0], [2], [4]]]
func.func @gather_full(%x: tensor<3x2xi32>) -> tensor<2x3x1xi32> {
  %i = arith.constant dense<[[1], [0]]> : tensor<2x1xi32>
  %g = tensor.gather %x[%i] gather_dims([1]) : (tensor<3x2xi32>, tensor<2x1xi32>) -> tensor<2x3x1xi32>
  return %g : tensor<2x3x1xi32>
}

// SCATTER: 4x2xi32=[{{\[}}2, 3], [9, 9], [9, 9], [0, 1]]
// SCATTER: 2x2xi32=[{{\[}}0, 1], [2, 3]]
func.func @scatter(%x: tensor<2x2xi32>) -> (tensor<4x2xi32>, tensor<2x2xi32>) {
  %i = arith.constant dense<[[3], [0]]> : tensor<2x1xindex>
  %d = arith.constant dense<9> : tensor<4x2xi32>
  %s = tensor.expand_shape %x [[0, 1], [2]] output_shape [2, 1, 2] : tensor<2x2xi32> into tensor<2x1x2xi32>
  %y = tensor.scatter %s into %d[%i] scatter_dims([0]) unique : (tensor<2x1x2xi32>, tensor<4x2xi32>, tensor<2x1xindex>) -> tensor<4x2xi32>
  return %y, %x : tensor<4x2xi32>, tensor<2x2xi32>
}

// PACK: 4x2xi32=[{{\[}}0, 0], [1, 1], [2, 2], [3, 3]]
func.func @pack(%x: tensor<4xi32>) -> tensor<4x2xi32> {
  %r = rint.repeat_interleave %x repeats(2) : tensor<4xi32> -> tensor<8xi32>
  %e = tensor.empty() : tensor<4x2xi32>
  %s = linalg.pack %r inner_dims_pos = [0] inner_tiles = [2] into %e : tensor<8xi32> -> tensor<4x2xi32>
  return %s : tensor<4x2xi32>
}

// Columns first, and the last tile of two rows has one only.
// PADDED: 2x2x2xi32=[{{\[\[}}0, 2], [4, -1]], {{\[\[}}1, 3], [5, -1]]]
func.func @pack_padded(%x: tensor<3x2xi32>) -> tensor<2x2x2xi32> {
  %p = arith.constant -1 : i32
  %e = tensor.empty() : tensor<2x2x2xi32>
  %s = linalg.pack %x padding_value(%p : i32) outer_dims_perm = [1, 0] inner_dims_pos = [0] inner_tiles = [2] into %e : tensor<3x2xi32> -> tensor<2x2x2xi32>
  return %s : tensor<2x2x2xi32>
}

// DYNAMIC: 3x2x2xi32=[{{\[\[}}0, 1], [2, 3]], {{\[\[}}4, 5], [6, 7]], {{\[\[}}8, 9], [10, 11]]]
// DYNAMIC: 3x4xi32=[{{\[}}0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
func.func @pack_dynamic(%x: tensor<?x?xi32>, %t: index) -> (tensor<?x?x?xi32>, tensor<?x?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xi32>
  %n = tensor.dim %x, %c1 : tensor<?x?xi32>
  %k = arith.ceildivsi %n, %t : index
  %e = tensor.empty(%m, %k, %t) : tensor<?x?x?xi32>
  %s = linalg.pack %x inner_dims_pos = [1] inner_tiles = [%t] into %e : tensor<?x?xi32> -> tensor<?x?x?xi32>
  %f = tensor.empty(%m, %n) : tensor<?x?xi32>
  %u = linalg.unpack %s inner_dims_pos = [1] inner_tiles = [%t] into %f : tensor<?x?x?xi32> -> tensor<?x?xi32>
  return %s, %u : tensor<?x?x?xi32>, tensor<?x?xi32>
}

// UNPACK: 2x6xi32=[{{\[}}0, 0, 1, 1, 4, 4], [2, 2, 3, 3, 6, 6]]
func.func @unpack(%x: tensor<2x2x2xi32>) -> tensor<2x6xi32> {
  %e = tensor.empty() : tensor<2x3xi32>
  %s = linalg.unpack %x outer_dims_perm = [0, 1] inner_dims_pos = [1] inner_tiles = [2] into %e : tensor<2x2x2xi32> -> tensor<2x3xi32>
  %f = tensor.empty() : tensor<2x3xi32>
  // Rows are dimension 1 of the packed tensor here.
  %t = linalg.unpack %x outer_dims_perm = [1, 0] inner_dims_pos = [1] inner_tiles = [2] into %f : tensor<2x2x2xi32> -> tensor<2x3xi32>
  %y = rint.repeat_interleave %t repeats(2) dim(1) : tensor<2x3xi32> -> tensor<2x6xi32>
  return %y : tensor<2x6xi32>
}

// RESHAPE: 9xf32=[0, 1, 2, 3, 4, 5, 3, 4, 5]
func.func @reshape(%x: tensor<2x3xf32>, %c: tensor<2xi64>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %r = rint.repeat_interleave %x repeats(%c : tensor<2xi64>) dim(0) : tensor<2x3xf32> -> tensor<?x3xf32>
  %n = tensor.dim %r, %c0 : tensor<?x3xf32>
  %m = arith.muli %n, %c3 : index
  %s = tensor.from_elements %m : tensor<1xindex>
  %y = tensor.reshape %r(%s) : (tensor<?x3xf32>, tensor<1xindex>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// RESHAPE2: 3x4xf32=[{{\[}}0, 0, 1, 1], [2, 2, 3, 3], [4, 4, 5, 5]]
func.func @reshape_2d(%x: tensor<?x?xf32>, %s: tensor<2xi32>) -> tensor<?x?xf32> {
  %r = rint.repeat_interleave %x repeats(2) : tensor<?x?xf32> -> tensor<?xf32>
  %y = tensor.reshape %r(%s) : (tensor<?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// SCALAR: f32=7
// SCALAR: 1x1xf32=[{{\[}}7]]
func.func @reshape_scalar(%x: tensor<?x1xf32>) -> (tensor<f32>, tensor<1x?xf32>) {
  %s = tensor.empty() : tensor<0xindex>
  %y = tensor.reshape %x(%s) : (tensor<?x1xf32>, tensor<0xindex>) -> tensor<f32>
  %t = arith.constant dense<1> : tensor<2xindex>
  %z = tensor.reshape %y(%t) : (tensor<f32>, tensor<2xindex>) -> tensor<1x?xf32>
  return %y, %z : tensor<f32>, tensor<1x?xf32>
}

// EMPTY: 2x0xf32=[]
func.func @reshape_empty(%x: tensor<?x3xf32>, %s: tensor<2xi32>) -> tensor<?x?xf32> {
  %y = tensor.reshape %x(%s) : (tensor<?x3xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// 1.0 is 127 << 23, and -2.0 is 128 << 23 with the sign.
// BITCAST: 4xi32=[1065353216, 1065353216, -1073741824, -1073741824]
func.func @bitcast(%x: tensor<?xf32>) -> tensor<?xi32> {
  %b = tensor.bitcast %x : tensor<?xf32> to tensor<?xi32>
  %y = rint.repeat_interleave %b repeats(2) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}

// SIGN: 2xi8=[1, -1]
// SIGN: 2xsi8=[1, -1]
func.func @bitcast_sign(%x: tensor<2xui8>) -> (tensor<2xi8>, tensor<2xsi8>) {
  %b = tensor.bitcast %x : tensor<2xui8> to tensor<2xi8>
  %c = tensor.bitcast %x : tensor<2xui8> to tensor<2xsi8>
  return %b, %c : tensor<2xi8>, tensor<2xsi8>
}

// SOFTMAX: 2x2xf32=[{{\[}}0.5, 0.5], [0.5, 0.5]]
func.func @softmax(%x: tensor<1x2xf32>) -> tensor<2x2xf32> {
  %r = rint.repeat_interleave %x repeats(2) dim(0) : tensor<1x2xf32> -> tensor<2x2xf32>
  %e = tensor.empty() : tensor<2x2xf32>
  %s = linalg.softmax dimension(1) ins(%r : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
  return %s : tensor<2x2xf32>
}

// SOFTMAX2: 2x8xf32=[{{\[}}0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125], [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125]]
func.func @softmax_dynamic(%x: tensor<?x?xf32>, %r: index) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %y = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<?x?xf32> -> tensor<?x?xf32>
  %m = tensor.dim %y, %c0 : tensor<?x?xf32>
  %n = tensor.dim %y, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%m, %n) : tensor<?x?xf32>
  %s = linalg.softmax dimension(1) ins(%y : tensor<?x?xf32>) outs(%e : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %s : tensor<?x?xf32>
}

// OTHERS: 6xi32=[7, 1, 1, 2, 2, 7]
// OTHERS: 4xi32=[1, 1, 2, 2]
// OTHERS: index=4
func.func @others(%x: tensor<?xi32>, %n: index) -> (tensor<?xi32>, tensor<?xi32>, index) {
  %c0 = arith.constant 0 : index
  %c7 = arith.constant 7 : i32
  %y = rint.repeat_interleave %x repeats(%n : index) : tensor<?xi32> -> tensor<?xi32>
  %p = tensor.pad %y low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %c7 : i32
  } : tensor<?xi32> to tensor<?xi32>
  %d = tensor.dim %y, %c0 : tensor<?xi32>
  return %p, %y, %d : tensor<?xi32>, tensor<?xi32>, index
}
