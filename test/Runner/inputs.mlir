// Every form of --input.
//
// RUN: rint-runner %s --entry=i64s '--input=3xi64=[10, 20, 30]' | FileCheck %s --check-prefix=LITERAL
// LITERAL: {{^}}3xi64=[10, 20, 30]{{$}}
//
// Spaces do not matter.
// RUN: rint-runner %s --entry=i64s '--input= 3xi64 = [10,20 , -30 ] ' | FileCheck %s --check-prefix=SPACES
// SPACES: {{^}}3xi64=[10, 20, -30]{{$}}
//
// RUN: rint-runner %s --entry=matrix '--input=2x2xf32=[[1, 2], [3, 4.5]]' | FileCheck %s --check-prefix=NESTED
// NESTED: {{^}}2x2xf32=[{{\[}}1, 2], [3, 4.5]]{{$}}
//
// Tensors without elements; the inner lists may be left out.
// RUN: rint-runner %s --entry=matrix '--input=0x3xf32=[]' | FileCheck %s --check-prefix=EMPTY
// EMPTY: {{^}}0x3xf32=[]{{$}}
// RUN: rint-runner %s --entry=matrix '--input=3x0xf32=[]' | FileCheck %s --check-prefix=ROWS
// RUN: rint-runner %s --entry=matrix '--input=3x0xf32=[[], [], []]' | FileCheck %s --check-prefix=ROWS
// RUN: rint-runner %s --entry=matrix '--input=3x0xf32=7' | FileCheck %s --check-prefix=ROWS
// RUN: rint-runner %s --entry=matrix '--input=3x0xf32=iota' | FileCheck %s --check-prefix=ROWS
// RUN: rint-runner %s --entry=matrix '--input=3x0xf32=random:0:5:1' | FileCheck %s --check-prefix=ROWS
// ROWS: {{^}}3x0xf32=[]{{$}}
//
// RUN: rint-runner %s --entry=i1s '--input=4xi1=[true, 0, 1, false]' | FileCheck %s --check-prefix=I1
// I1: {{^}}4xi1=[true, false, true, false]{{$}}
//
// RUN: rint-runner %s --entry=floats '--input=6xf32=[nan, inf, -inf, -0, 1e-3, .5]' | FileCheck %s --check-prefix=FLOATS
// FLOATS: {{^}}6xf32=[nan, inf, -inf, -0, 0.001, 0.5]{{$}}
//
// RUN: rint-runner %s --entry=complexes '--input=3xcomplex<f32>=[(1, 2), (3, -4.5), 7]' | FileCheck %s --check-prefix=COMPLEX
// COMPLEX: {{^}}3xcomplex<f32>=[(1, 2), (3, -4.5), (7, 0)]{{$}}
//
// Scalars, and a tensor of rank 0, which is written the same way.
// RUN: rint-runner %s --entry=scalars --input=i64=5 --input=index=2 --input=f32=0.5 --input=i1=true '--input=complex<f64>=(1, -1)' --input=i32=-7 | FileCheck %s --check-prefix=SCALARS
// SCALARS:      {{^}}i64=5{{$}}
// SCALARS-NEXT: {{^}}index=2{{$}}
// SCALARS-NEXT: {{^}}f32=0.5{{$}}
// SCALARS-NEXT: {{^}}i1=true{{$}}
// SCALARS-NEXT: {{^}}complex<f64>=(1, -1){{$}}
// SCALARS-NEXT: {{^}}i32=-7{{$}}
//
// Iota counts in row-major order; integers keep the low bits.
// RUN: rint-runner %s --entry=matrix --input=2x3xf32=iota | FileCheck %s --check-prefix=IOTA
// IOTA: {{^}}2x3xf32=[{{\[}}0, 1, 2], [3, 4, 5]]{{$}}
// RUN: rint-runner %s --entry=i1s --input=4xi1=iota | FileCheck %s --check-prefix=I1-IOTA
// I1-IOTA: {{^}}4xi1=[false, true, false, true]{{$}}
// RUN: rint-runner %s --entry=f64s --input=3xf64=iota | FileCheck %s --check-prefix=F64-IOTA
// F64-IOTA: {{^}}3xf64=[0, 1, 2]{{$}}
// RUN: rint-runner %s --entry=i128s --input=2xi128=random:-5:-4:1 | FileCheck %s --check-prefix=I128
// I128: {{^}}2xi128=[-5, -5]{{$}}
// RUN: rint-runner %s --entry=i64s --input=0xi64=iota | FileCheck %s --check-prefix=NO-IOTA
// NO-IOTA: {{^}}0xi64=[]{{$}}
//
// RUN: rint-runner %s --entry=matrix --input=2x2xf32=-1.5 | FileCheck %s --check-prefix=SPLAT
// SPLAT: {{^}}2x2xf32=[{{\[}}-1.5, -1.5], [-1.5, -1.5]]{{$}}
//
// Arguments go to memrefs as well.
// RUN: rint-runner %s --entry=sum '--input=3xi64=[1, 2, 39]' | FileCheck %s --check-prefix=MEMREF
// MEMREF: {{^}}i64=42{{$}}
//
// The module may come from the standard input, which is the default.
// RUN: rint-runner - --entry=i64s --input=1xi64=1 < %s | FileCheck %s --check-prefix=STDIN
// RUN: rint-runner --entry=i64s --input=1xi64=1 < %s | FileCheck %s --check-prefix=STDIN
// STDIN: {{^}}1xi64=[1]{{$}}

func.func @i64s(%x: tensor<?xi64>) -> tensor<?xi64> {
  return %x : tensor<?xi64>
}

func.func @matrix(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  return %x : tensor<?x?xf32>
}

func.func @i1s(%x: tensor<4xi1>) -> tensor<4xi1> {
  return %x : tensor<4xi1>
}

func.func @floats(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}

func.func @complexes(%x: tensor<?xcomplex<f32>>) -> tensor<?xcomplex<f32>> {
  return %x : tensor<?xcomplex<f32>>
}

func.func @scalars(%a: i64, %b: index, %c: f32, %d: i1, %e: complex<f64>, %f: tensor<i32>)
    -> (i64, index, f32, i1, complex<f64>, tensor<i32>) {
  return %a, %b, %c, %d, %e, %f : i64, index, f32, i1, complex<f64>, tensor<i32>
}

func.func @sum(%x: memref<?xi64>) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i64
  %n = memref.dim %x, %c0 : memref<?xi64>
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> i64 {
    %value = memref.load %x[%i] : memref<?xi64>
    %next = arith.addi %acc, %value : i64
    scf.yield %next : i64
  }
  return %sum : i64
}

func.func @f64s(%x: tensor<?xf64>) -> tensor<?xf64> {
  return %x : tensor<?xf64>
}

func.func @i128s(%x: tensor<?xi128>) -> tensor<?xi128> {
  return %x : tensor<?xi128>
}
