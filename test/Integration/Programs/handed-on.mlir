// What is done to the result of an op does not change what the op hands on: the argument
// is returned as it came, and the result is twice of it.

// RUN: rint-runner %s --entry=exec --input=3xi32=[1,2,3] | FileCheck %s
// RUN: rint-runner %s --entry=call --input=3xi32=[1,2,3] | FileCheck %s
// RUN: rint-runner %s --entry=forall --input=3xi32=[1,2,3] | FileCheck %s
// RUN: rint-runner %s --entry=for --input=3xi32=[1,2,3] --input=index=0 | FileCheck %s
// RUN: rint-runner %s --entry=for --input=3xi32=[1,2,3] --input=index=2 | FileCheck %s
// RUN: rint-runner %s --entry=while --input=3xi32=[1,2,3] --input=index=0 | FileCheck %s
// RUN: rint-runner %s --entry=while --input=3xi32=[1,2,3] --input=index=2 | FileCheck %s
// RUN: rint-runner %s --entry=if --input=3xi32=[1,2,3] --input=3xi32=[1,2,3] --input=i1=0 | FileCheck %s
// RUN: rint-runner %s --entry=if --input=3xi32=[1,2,3] --input=3xi32=[1,2,3] --input=i1=1 | FileCheck %s
// RUN: rint-runner %s --entry=select --input=3xi32=[1,2,3] --input=3xi32=[1,2,3] --input=i1=0 | FileCheck %s
// RUN: rint-runner %s --entry=select --input=3xi32=[1,2,3] --input=3xi32=[1,2,3] --input=i1=1 | FileCheck %s
// RUN: rint-runner %s --entry=switchcf --input=3xi32=[1,2,3] --input=3xi32=[1,2,3] --input=i32=0 | FileCheck %s
// RUN: rint-runner %s --entry=switchcf --input=3xi32=[1,2,3] --input=3xi32=[1,2,3] --input=i32=1 | FileCheck %s
// RUN: rint-runner %s --entry=switchcf --input=3xi32=[1,2,3] --input=3xi32=[1,2,3] --input=i32=2 | FileCheck %s
// CHECK: {{^}}3xi32=[1, 2, 3]
// CHECK-NEXT: {{^}}3xi32=[2, 4, 6]

func.func @exec(%x: tensor<3xi32>) -> (tensor<3xi32>, tensor<3xi32>) {
  %r = scf.execute_region -> tensor<3xi32> { scf.yield %x : tensor<3xi32> }
  %s = arith.addi %r, %r : tensor<3xi32>
  return %x, %s : tensor<3xi32>, tensor<3xi32>
}

func.func @for(%x: tensor<3xi32>, %n: index) -> (tensor<3xi32>, tensor<3xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<3xi32> { scf.yield %a : tensor<3xi32> }
  %s = arith.addi %r, %r : tensor<3xi32>
  return %x, %s : tensor<3xi32>, tensor<3xi32>
}

func.func @while(%x: tensor<3xi32>, %n: index) -> (tensor<3xi32>, tensor<3xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.while (%i = %c0, %a = %x) : (index, tensor<3xi32>) -> (index, tensor<3xi32>) {
    %k = arith.cmpi slt, %i, %n : index
    scf.condition(%k) %i, %a : index, tensor<3xi32>
  } do {
  ^bb0(%i: index, %a: tensor<3xi32>):
    %j = arith.addi %i, %c1 : index
    scf.yield %j, %a : index, tensor<3xi32>
  }
  %s = arith.addi %r#1, %r#1 : tensor<3xi32>
  return %x, %s : tensor<3xi32>, tensor<3xi32>
}

func.func private @id(%x: tensor<3xi32>) -> tensor<3xi32> { return %x : tensor<3xi32> }

func.func @call(%x: tensor<3xi32>) -> (tensor<3xi32>, tensor<3xi32>) {
  %r = func.call @id(%x) : (tensor<3xi32>) -> tensor<3xi32>
  %s = arith.addi %r, %r : tensor<3xi32>
  return %x, %s : tensor<3xi32>, tensor<3xi32>
}

func.func @if(%x: tensor<3xi32>, %y: tensor<3xi32>, %k: i1) -> (tensor<3xi32>, tensor<3xi32>) {
  %r = scf.if %k -> tensor<3xi32> { scf.yield %x : tensor<3xi32> } else { scf.yield %y : tensor<3xi32> }
  %s = arith.addi %r, %r : tensor<3xi32>
  return %x, %s : tensor<3xi32>, tensor<3xi32>
}

func.func @select(%x: tensor<3xi32>, %y: tensor<3xi32>, %k: i1) -> (tensor<3xi32>, tensor<3xi32>) {
  %r = arith.select %k, %x, %y : tensor<3xi32>
  %s = arith.addi %r, %r : tensor<3xi32>
  return %x, %s : tensor<3xi32>, tensor<3xi32>
}

func.func @forall(%x: tensor<3xi32>) -> (tensor<3xi32>, tensor<3xi32>) {
  %r = scf.forall (%i) in (3) shared_outs(%o = %x) -> tensor<3xi32> {
    %e = tensor.extract_slice %o[%i] [1] [1] : tensor<3xi32> to tensor<1xi32>
    %f = arith.addi %e, %e : tensor<1xi32>
    scf.forall.in_parallel { tensor.parallel_insert_slice %f into %o[%i] [1] [1] : tensor<1xi32> into tensor<3xi32> }
  }
  return %x, %r : tensor<3xi32>, tensor<3xi32>
}

func.func @switchcf(%x: tensor<3xi32>, %y: tensor<3xi32>, %k: i32) -> (tensor<3xi32>, tensor<3xi32>) {
  cf.switch %k : i32, [ default: ^d(%y : tensor<3xi32>), 1: ^d(%x : tensor<3xi32>), 2: ^e ]
^e:
  cf.br ^d(%x : tensor<3xi32>)
^d(%r: tensor<3xi32>):
  %s = arith.addi %r, %r : tensor<3xi32>
  return %x, %s : tensor<3xi32>, tensor<3xi32>
}
