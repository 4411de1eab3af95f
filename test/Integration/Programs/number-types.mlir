// Arithmetic on every type of numbers.

// RUN: rint-runner %s --entry=f8 --input=3xf8E4M3FN=[1.5,-2,448] | FileCheck %s --check-prefix=F8
// Sums are rounded to the type: 448 + 448 is too large for it, 1.5 + 1.5 is not.
// F8: 6xf32=[1.5, 1.5, -2, -2, 448, 448]
// F8: 3xf8E4M3FN=[3, -4, nan]
func.func @f8(%x: tensor<3xf8E4M3FN>) -> (tensor<6xf32>, tensor<3xf8E4M3FN>) {
  %r = rint.repeat_interleave %x repeats(2) : tensor<3xf8E4M3FN> -> tensor<6xf8E4M3FN>
  %y = arith.extf %r : tensor<6xf8E4M3FN> to tensor<6xf32>
  %s = arith.addf %x, %x : tensor<3xf8E4M3FN>
  return %y, %s : tensor<6xf32>, tensor<3xf8E4M3FN>
}

// 1.0625 is halfway between 1 and 1.125 and goes to the even one, 1.1875 to 1.25;
// 2^-10 is half of the least subnormal number of f8E4M3FN, and a bit more is all
// of it. 464 is halfway between 448 and what would be 480.
// RUN: rint-runner %s --entry=round --input=8xf64=[1.0625,1.1875,0.0009765625,0.0009765626,464,465,-0.0,nan] | FileCheck %s --check-prefix=ROUND
// ROUND: 8xf64=[1, 1.25, 0, 0.001953125, 448, nan, -0, nan]
// ROUND: 8xf64=[1, 1.25, 0.0009765625, 0.0009765625, 448, 448, -0, nan]
// ROUND: 8xf64=[1, 1.25, 0.0009765625, 0.0009765625, nan, nan, 0, nan]
// ROUND: 8xf64=[1, 1.25, 0, 0, 7.5, 7.5, -0,
// ROUND: 8xf64=[1, 1, 0, 0, 6, 6, -0,
func.func @round(%x: tensor<8xf64>) -> (tensor<8xf64>, tensor<8xf64>, tensor<8xf64>, tensor<8xf64>, tensor<8xf64>) {
  %a = arith.truncf %x : tensor<8xf64> to tensor<8xf8E4M3FN>
  %b = arith.truncf %x : tensor<8xf64> to tensor<8xf8E5M2>
  %c = arith.truncf %x : tensor<8xf64> to tensor<8xf8E4M3FNUZ>
  %d = arith.truncf %x : tensor<8xf64> to tensor<8xf6E2M3FN>
  %e = arith.truncf %x : tensor<8xf64> to tensor<8xf4E2M1FN>
  %ya = arith.extf %a : tensor<8xf8E4M3FN> to tensor<8xf64>
  %yb = arith.extf %b : tensor<8xf8E5M2> to tensor<8xf64>
  %yc = arith.extf %c : tensor<8xf8E4M3FNUZ> to tensor<8xf64>
  %yd = arith.extf %d : tensor<8xf6E2M3FN> to tensor<8xf64>
  %ye = arith.extf %e : tensor<8xf4E2M1FN> to tensor<8xf64>
  return %ya, %yb, %yc, %yd, %ye : tensor<8xf64>, tensor<8xf64>, tensor<8xf64>, tensor<8xf64>, tensor<8xf64>
}

// A value is rounded to its type even if it is read back at once.
// RUN: rint-runner %s --entry=round_trip --input=2xf32=[1.0625,3.14159] | FileCheck %s --check-prefix=TRIP
// TRIP: 2xf32=[1, 3.25]
func.func @round_trip(%x: tensor<2xf32>) -> tensor<2xf32> {
  %a = arith.truncf %x : tensor<2xf32> to tensor<2xf8E4M3>
  %b = arith.extf %a : tensor<2xf8E4M3> to tensor<2xf32>
  return %b : tensor<2xf32>
}

// RUN: rint-runner %s --entry=more --input=2xf8E5M2=[4,-0.5] --input=2xbf16=[4,-0.5] --input=2xf16=[4,-0.5] --input=2xf8E8M0FNU=[4,0.5] | FileCheck %s --check-prefix=MORE
// MORE: 2xi32=[4, 0]
// MORE: 2xf8E5M2=[2, 0.5]
// MORE: 2xbf16=[16, 0.25]
// MORE: 2xf16=[2, 0.707]
// MORE: 2xi1=[false, true]
// MORE: 2xf32=[4, 0.5]
func.func @more(%x: tensor<2xf8E5M2>, %b: tensor<2xbf16>, %h: tensor<2xf16>, %e: tensor<2xf8E8M0FNU>) -> (tensor<2xi32>, tensor<2xf8E5M2>, tensor<2xbf16>, tensor<2xf16>, tensor<2xi1>, tensor<2xf32>) {
  %i = arith.fptosi %x : tensor<2xf8E5M2> to tensor<2xi32>
  %half = arith.constant dense<0.5> : tensor<2xf8E5M2>
  %abs = math.absf %x : tensor<2xf8E5M2>
  %s = math.sqrt %abs : tensor<2xf8E5M2>
  %m = arith.maximumf %s, %half : tensor<2xf8E5M2>
  %mm = arith.minimumf %m, %abs : tensor<2xf8E5M2>
  %bb = arith.mulf %b, %b : tensor<2xbf16>
  %habs = math.absf %h : tensor<2xf16>
  %hs = math.sqrt %habs : tensor<2xf16>
  %c = arith.cmpf olt, %x, %half : tensor<2xf8E5M2>
  %f = arith.extf %e : tensor<2xf8E8M0FNU> to tensor<2xf32>
  return %i, %mm, %bb, %hs, %c, %f : tensor<2xi32>, tensor<2xf8E5M2>, tensor<2xbf16>, tensor<2xf16>, tensor<2xi1>, tensor<2xf32>
}

// RUN: rint-runner %s --entry=clamp --input=3xf32=[4,6,9] | FileCheck %s --check-prefix=CLAMP
// CLAMP: 6xf32=[5, 5, 6, 6, 8, 8]
func.func @clamp(%x: tensor<3xf32>) -> tensor<6xf32> {
  %r = rint.repeat_interleave %x repeats(2) : tensor<3xf32> -> tensor<6xf32>
  %lo = arith.constant dense<5.0> : tensor<6xf32>
  %hi = arith.constant dense<8.0> : tensor<6xf32>
  %v = math.clampf %r to [%lo, %hi] : tensor<6xf32>
  return %v : tensor<6xf32>
}

// RUN: rint-runner %s --entry=math --input=2xf64=[2,9] --input=2xi32=[3,-7] | FileCheck %s --check-prefix=MATH
// MATH: 2xf64=[8, 729]
// MATH: 2xi32=[27, -343]
// MATH: 2xf64=[0.5, 0.{{1+}}]
// MATH: 2xi32=[2, -3]
// MATH: 2xi32=[1, -4]
// MATH: 2xi32=[3, 7]
// MATH: 2xf64=[8, 729]
func.func @math(%x: tensor<2xf64>, %i: tensor<2xi32>) -> (tensor<2xf64>, tensor<2xi32>, tensor<2xf64>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xf64>) {
  %three = arith.constant dense<3> : tensor<2xi32>
  %wide = arith.constant dense<3> : tensor<2xi64>
  %two = arith.constant dense<2> : tensor<2xi32>
  %minus = arith.constant dense<-1> : tensor<2xi32>
  %a = math.fpowi %x, %three : tensor<2xf64>, tensor<2xi32>
  %b = math.ipowi %i, %three : tensor<2xi32>
  %c = math.fpowi %x, %minus : tensor<2xf64>, tensor<2xi32>
  %d = arith.ceildivsi %i, %two : tensor<2xi32>
  %e = arith.floordivsi %i, %two : tensor<2xi32>
  %f = math.absi %i : tensor<2xi32>
  %g = math.fpowi %x, %wide : tensor<2xf64>, tensor<2xi64>
  return %a, %b, %c, %d, %e, %f, %g : tensor<2xf64>, tensor<2xi32>, tensor<2xf64>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xf64>
}

// RUN: rint-runner %s --entry=complex --input='2xcomplex<f32>=[(3,4),(0,1)]' | FileCheck %s --check-prefix=COMPLEX
// COMPLEX: 4xf32=[5, 5, 1, 1]
// COMPLEX: 2xcomplex<f32>=[(-7, 24), (-1, 0)]
#id = affine_map<(d0) -> (d0)>
func.func @complex(%x: tensor<2xcomplex<f32>>) -> (tensor<4xf32>, tensor<2xcomplex<f32>>) {
  %r = rint.repeat_interleave %x repeats(2) : tensor<2xcomplex<f32>> -> tensor<4xcomplex<f32>>
  %e = tensor.empty() : tensor<4xf32>
  %a = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%r : tensor<4xcomplex<f32>>) outs(%e : tensor<4xf32>) {
  ^bb0(%z: complex<f32>, %o: f32):
    %v = complex.abs %z : complex<f32>
    linalg.yield %v : f32
  } -> tensor<4xf32>
  %f = tensor.empty() : tensor<2xcomplex<f32>>
  %s = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : tensor<2xcomplex<f32>>) outs(%f : tensor<2xcomplex<f32>>) {
  ^bb0(%z: complex<f32>, %o: complex<f32>):
    %v = complex.mul %z, %z : complex<f32>
    linalg.yield %v : complex<f32>
  } -> tensor<2xcomplex<f32>>
  return %a, %s : tensor<4xf32>, tensor<2xcomplex<f32>>
}
