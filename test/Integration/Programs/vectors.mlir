// Vectors of any rank around rint's ops.

// RUN: rint-runner %s --entry=transfer --input=2x3xf32=iota | FileCheck %s --check-prefix=TRANSFER
// TRANSFER: 2x6xf32=[{{\[}}0, 0, 2, 2, 4, 4], [6, 6, 8, 8, 10, 10]]
func.func @transfer(%x: tensor<2x3xf32>) -> tensor<2x6xf32> {
  %c0 = arith.constant 0 : index
  %p = arith.constant 0.0 : f32
  %r = rint.repeat_interleave %x repeats(2) dim(1) : tensor<2x3xf32> -> tensor<2x6xf32>
  %v = vector.transfer_read %r[%c0, %c0], %p {in_bounds = [true, true]} : tensor<2x6xf32>, vector<2x6xf32>
  %w = arith.addf %v, %v : vector<2x6xf32>
  %y = vector.transfer_write %w, %r[%c0, %c0] {in_bounds = [true, true]} : vector<2x6xf32>, tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

// What is out of bounds is read as -1 and not written.
// RUN: rint-runner %s --entry=bounds --input=2x3xf32=iota --input=index=1 | FileCheck %s --check-prefix=BOUNDS
// BOUNDS: 2x3xf32=[{{\[}}0, 1, 2], [3, 4, 5]]
// BOUNDS: f32=4
func.func @bounds(%x: tensor<?x?xf32>, %i: index) -> (tensor<?x?xf32>, f32) {
  %p = arith.constant -1.0 : f32
  %z = arith.constant 0.0 : f32
  %v = vector.transfer_read %x[%i, %i], %p : tensor<?x?xf32>, vector<2x4xf32>
  // 4 + 5 - 6
  %s = vector.multi_reduction <add>, %v, %z [0, 1] : vector<2x4xf32> to f32
  %one = arith.constant 1.0 : f32
  %t = arith.addf %s, %one : f32
  %y = vector.transfer_write %v, %x[%i, %i] : vector<2x4xf32>, tensor<?x?xf32>
  return %y, %t : tensor<?x?xf32>, f32
}

// RUN: rint-runner %s --entry=ops --input=2x3xf32=iota | FileCheck %s --check-prefix=OPS
// OPS: 2x2xf32=[{{\[}}5, 14], [14, 50]]
// OPS: 3x2xf32=[{{\[}}0, 3], [1, 4], [2, 5]]
// OPS: 2xf32=[3, 12]
// OPS: 4xf32=[5, 0, 9, 2]
func.func @ops(%x: tensor<2x3xf32>) -> (tensor<2x2xf32>, tensor<3x2xf32>, tensor<2xf32>, tensor<4xf32>) {
  %c0 = arith.constant 0 : index
  %p = arith.constant 0.0 : f32
  %v = vector.transfer_read %x[%c0, %c0], %p {in_bounds = [true, true]} : tensor<2x3xf32>, vector<2x3xf32>
  %zero = arith.constant dense<0.0> : vector<2x2xf32>
  %d = vector.contract {indexing_maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (j, k)>, affine_map<(i, j, k) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %v, %v, %zero : vector<2x3xf32>, vector<2x3xf32> into vector<2x2xf32>
  %t = vector.transpose %v, [1, 0] : vector<2x3xf32> to vector<3x2xf32>
  %acc = arith.constant dense<0.0> : vector<2xf32>
  %s = vector.multi_reduction <add>, %v, %acc [1] : vector<2x3xf32> to vector<2xf32>
  %flat = tensor.collapse_shape %x [[0, 1]] : tensor<2x3xf32> into tensor<6xf32>
  %idx = arith.constant dense<[5, 0, 1, 2]> : vector<4xindex>
  %mask = arith.constant dense<[true, true, false, true]> : vector<4xi1>
  %pass = arith.constant dense<9.0> : vector<4xf32>
  %g = vector.gather %flat[%c0] [%idx], %mask, %pass : tensor<6xf32>, vector<4xindex>, vector<4xi1>, vector<4xf32> into vector<4xf32>
  %e0 = tensor.empty() : tensor<2x2xf32>
  %y0 = vector.transfer_write %d, %e0[%c0, %c0] {in_bounds = [true, true]} : vector<2x2xf32>, tensor<2x2xf32>
  %e1 = tensor.empty() : tensor<3x2xf32>
  %y1 = vector.transfer_write %t, %e1[%c0, %c0] {in_bounds = [true, true]} : vector<3x2xf32>, tensor<3x2xf32>
  %e2 = tensor.empty() : tensor<2xf32>
  %y2 = vector.transfer_write %s, %e2[%c0] {in_bounds = [true]} : vector<2xf32>, tensor<2xf32>
  %e3 = tensor.empty() : tensor<4xf32>
  %y3 = vector.transfer_write %g, %e3[%c0] {in_bounds = [true]} : vector<4xf32>, tensor<4xf32>
  return %y0, %y1, %y2, %y3 : tensor<2x2xf32>, tensor<3x2xf32>, tensor<2xf32>, tensor<4xf32>
}

// RUN: rint-runner %s --entry=mask --input=2x3xf32=iota --input=index=2 | FileCheck %s --check-prefix=MASK
// MASK: f32=8
func.func @mask(%x: tensor<2x3xf32>, %n: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %p = arith.constant 0.0 : f32
  %m = vector.create_mask %c2, %n : vector<2x3xi1>
  %v = vector.mask %m { vector.transfer_read %x[%c0, %c0], %p {in_bounds = [true, true]} : tensor<2x3xf32>, vector<2x3xf32> } : vector<2x3xi1> -> vector<2x3xf32>
  %s = vector.mask %m { vector.multi_reduction <add>, %v, %p [0, 1] : vector<2x3xf32> to f32 } : vector<2x3xi1> -> f32
  return %s : f32
}

// A hundred thousand rounds, each with room on the stack.
// RUN: rint-runner %s --entry=rounds --input=2x3xf32=iota --input=index=100000 | FileCheck %s --check-prefix=ROUNDS
// ROUNDS: f32=200000
func.func @rounds(%x: tensor<?x?xf32>, %n: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %p = arith.constant 0.0 : f32
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %p) -> f32 {
    %j = arith.remui %i, %c1 : index
    %v = vector.transfer_read %x[%j, %j], %p : tensor<?x?xf32>, vector<16x16xf32>
    %e = vector.extract %v[0, 2] : f32 from vector<16x16xf32>
    %w = arith.addf %a, %e : f32
    scf.yield %w : f32
  }
  return %r : f32
}
