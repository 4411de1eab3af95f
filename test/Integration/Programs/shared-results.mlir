// Tensors that come out of one op together, of which one is changed while the
// other is still needed.

// RUN: rint-runner %s --entry=twice --input=2xf32=[1,2] | FileCheck %s --check-prefix=TWICE
// TWICE: 4xf32=[2, 2, 4, 4]
// TWICE: 4xf32=[1, 1, 2, 2]
func.func private @same(%x: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xf32> -> tensor<?xf32>
  return %y, %y : tensor<?xf32>, tensor<?xf32>
}
func.func @twice(%x: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
  %a, %b = call @same(%x) : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  %c = arith.addf %a, %a : tensor<?xf32>
  return %c, %b : tensor<?xf32>, tensor<?xf32>
}

// RUN: rint-runner %s --entry=part --input=2xf32=[1,2] --input=i1=1 | FileCheck %s --check-prefix=PART
// RUN: rint-runner %s --entry=part --input=2xf32=[1,2] --input=i1=0 | FileCheck %s --check-prefix=WHOLE
// PART: 3xf32=[2, 2, 4]
// PART: 4xf32=[1, 1, 2, 2]
// WHOLE: 1xf32=[2]
// WHOLE: 2xf32=[1, 2]
func.func private @slice(%x: tensor<?xf32>, %k: i1) -> (tensor<?xf32>, tensor<?xf32>) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %r = rint.repeat_interleave %x repeats(2) : tensor<?xf32> -> tensor<?xf32>
  %y = arith.select %k, %r, %x : tensor<?xf32>
  %n = tensor.dim %y, %zero : tensor<?xf32>
  %m = arith.subi %n, %one : index
  %s = tensor.extract_slice %y[0] [%m] [1] : tensor<?xf32> to tensor<?xf32>
  return %s, %y : tensor<?xf32>, tensor<?xf32>
}
func.func @part(%x: tensor<?xf32>, %k: i1) -> (tensor<?xf32>, tensor<?xf32>) {
  %a, %b = call @slice(%x, %k) : (tensor<?xf32>, i1) -> (tensor<?xf32>, tensor<?xf32>)
  %c = arith.addf %a, %a : tensor<?xf32>
  return %c, %b : tensor<?xf32>, tensor<?xf32>
}

// The outputs of a loop may be written in any order, and by several ops.
// RUN: rint-runner %s --entry=crossed --input=2x2xi32=1 --input=2x2xi32=2 | FileCheck %s --check-prefix=CROSSED
// RUN: rint-runner %s --entry=crossed_once --input=1x2xi32=1 --input=1x2xi32=2 | FileCheck %s --check-prefix=CROSSED
// CROSSED: {{[12]}}x2xi32=[{{\[}}2, 2]
// CROSSED: {{[12]}}x2xi32=[{{\[}}1, 1]
func.func @crossed(%x: tensor<2x2xi32>, %y: tensor<2x2xi32>) -> (tensor<?x2xi32>, tensor<?x2xi32>) {
  %two = arith.constant 2 : index
  %e = tensor.empty(%two) : tensor<?x2xi32>
  %r:2 = scf.forall (%i) in (2) shared_outs(%o = %e, %p = %e) -> (tensor<?x2xi32>, tensor<?x2xi32>) {
    %a = tensor.extract_slice %x[%i, 0] [1, 2] [1, 1] : tensor<2x2xi32> to tensor<1x2xi32>
    %b = tensor.extract_slice %y[%i, 0] [1, 2] [1, 1] : tensor<2x2xi32> to tensor<1x2xi32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %a into %p[%i, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<?x2xi32>
      tensor.parallel_insert_slice %b into %o[%i, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<?x2xi32>
    }
  }
  return %r#0, %r#1 : tensor<?x2xi32>, tensor<?x2xi32>
}
func.func @crossed_once(%x: tensor<1x2xi32>, %y: tensor<1x2xi32>) -> (tensor<1x2xi32>, tensor<1x2xi32>) {
  %e = tensor.empty() : tensor<1x2xi32>
  %r:2 = scf.forall (%i) in (1) shared_outs(%o = %e, %p = %e) -> (tensor<1x2xi32>, tensor<1x2xi32>) {
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %x into %p[%i, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<1x2xi32>
      tensor.parallel_insert_slice %y into %o[%i, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<1x2xi32>
    }
  }
  return %r#0, %r#1 : tensor<1x2xi32>, tensor<1x2xi32>
}

// RUN: rint-runner %s --entry=two_writes --input=1x2xi32=1 --input=1x2xi32=2 | FileCheck %s --check-prefix=WRITES
// WRITES: 2x2xi32=[{{\[}}1, 1], [2, 2]]
func.func @two_writes(%x: tensor<1x2xi32>, %y: tensor<1x2xi32>) -> tensor<2x2xi32> {
  %e = tensor.empty() : tensor<2x2xi32>
  %r = scf.forall (%i) in (1) shared_outs(%o = %e) -> (tensor<2x2xi32>) {
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %x into %o[0, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<2x2xi32>
      tensor.parallel_insert_slice %y into %o[1, 0] [1, 2] [1, 1] : tensor<1x2xi32> into tensor<2x2xi32>
    }
  }
  return %r : tensor<2x2xi32>
}
