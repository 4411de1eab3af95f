// Tensors in every kind of control flow.

// RUN: rint-runner %s --entry=block_loop --input=2xf32=iota --input=index=2 | FileCheck %s --check-prefix=LOOP
// LOOP: 8xf32=[0, 0, 0, 0, 1, 1, 1, 1]
func.func @block_loop(%x: tensor<?xf32>, %n: index) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  cf.br ^head(%c0, %x : index, tensor<?xf32>)
^head(%i: index, %t: tensor<?xf32>):
  %m = arith.cmpi slt, %i, %n : index
  cf.cond_br %m, ^body, ^end
^body:
  %z = rint.repeat_interleave %t repeats(2) : tensor<?xf32> -> tensor<?xf32>
  %j = arith.addi %i, %c1 : index
  cf.br ^head(%j, %z : index, tensor<?xf32>)
^end:
  return %t : tensor<?xf32>
}

// A loop with two ways in, and a switch in it: 0 doubles, 1 adds one, else ends.
// RUN: rint-runner %s --entry=machine --input=1xi32=[3] --input=4xi32=[0,1,0,9] --input=i1=1 | FileCheck %s --check-prefix=MACHINE1
// RUN: rint-runner %s --entry=machine --input=1xi32=[3] --input=4xi32=[0,1,0,9] --input=i1=0 | FileCheck %s --check-prefix=MACHINE0
// MACHINE1: 4xi32=[4, 4, 4, 4]
// MACHINE0: 2xi32=[4, 4]
func.func @machine(%x: tensor<?xi32>, %code: tensor<?xi32>, %k: i1) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i32
  cf.cond_br %k, ^next(%c0, %x : index, tensor<?xi32>), ^add(%c1, %x : index, tensor<?xi32>)
^next(%i: index, %t: tensor<?xi32>):
  %op = tensor.extract %code[%i] : tensor<?xi32>
  %j = arith.addi %i, %c1 : index
  cf.switch %op : i32, [
    default: ^end(%t : tensor<?xi32>),
    0: ^double(%j, %t : index, tensor<?xi32>),
    1: ^add(%j, %t : index, tensor<?xi32>)
  ]
^double(%i1: index, %t1: tensor<?xi32>):
  %z = rint.repeat_interleave %t1 repeats(2) : tensor<?xi32> -> tensor<?xi32>
  cf.br ^next(%i1, %z : index, tensor<?xi32>)
^add(%i2: index, %t2: tensor<?xi32>):
  %n = tensor.dim %t2, %c0 : tensor<?xi32>
  %ones = tensor.splat %one[%n] : tensor<?xi32>
  %w = arith.addi %t2, %ones : tensor<?xi32>
  %two = arith.constant 2 : index
  %isStart = arith.cmpi eq, %i2, %c1 : index
  %at = arith.select %isStart, %two, %i2 : index
  cf.br ^next(%at, %w : index, tensor<?xi32>)
^end(%r: tensor<?xi32>):
  return %r : tensor<?xi32>
}

// Returns from the middle.
// RUN: rint-runner %s --entry=early --input=2xi32=[1,2] --input=i1=1 | FileCheck %s --check-prefix=EARLY1
// RUN: rint-runner %s --entry=early --input=2xi32=[1,2] --input=i1=0 | FileCheck %s --check-prefix=EARLY0
// EARLY1: 2xi32=[1, 2]
// EARLY0: 4xi32=[1, 1, 2, 2]
func.func @early(%x: tensor<?xi32>, %k: i1) -> tensor<?xi32> {
  cf.cond_br %k, ^now, ^later
^now:
  return %x : tensor<?xi32>
^later:
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}

// RUN: rint-runner %s --entry=affine --input=3xi32=[10,20,30] | FileCheck %s --check-prefix=AFFINE
// AFFINE: 6xi32=[11, 11, 21, 21, 31, 31]
func.func @affine(%x: tensor<3xi32>) -> tensor<6xi32> {
  %one = arith.constant 1 : i32
  %s = affine.for %i = 0 to 3 iter_args(%a = %x) -> tensor<3xi32> {
    %j = affine.apply affine_map<(d0) -> (2 - d0)>(%i)
    %t = affine.if affine_set<(d0) : (d0 >= 0)>(%j) -> tensor<3xi32> {
      %v = tensor.extract %a[%j] : tensor<3xi32>
      %b = arith.addi %v, %one : i32
      %u = tensor.insert %b into %a[%j] : tensor<3xi32>
      affine.yield %u : tensor<3xi32>
    } else {
      affine.yield %a : tensor<3xi32>
    }
    affine.yield %t : tensor<3xi32>
  }
  %y = rint.repeat_interleave %s repeats(2) : tensor<3xi32> -> tensor<6xi32>
  return %y : tensor<6xi32>
}

// RUN: rint-runner %s --entry=while --input=2xi32=[1,2] --input=index=7 | FileCheck %s --check-prefix=WHILE
// WHILE: 8xi32=[1, 1, 1, 1, 2, 2, 2, 2]
func.func @while(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %r = scf.while (%t = %x) : (tensor<?xi32>) -> tensor<?xi32> {
    %d = tensor.dim %t, %c0 : tensor<?xi32>
    %more = arith.cmpi slt, %d, %n : index
    scf.condition(%more) %t : tensor<?xi32>
  } do {
  ^bb0(%t: tensor<?xi32>):
    %y = rint.repeat_interleave %t repeats(2) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}

// Functions as values, chosen, kept in a loop, passed on.
// RUN: rint-runner %s --entry=indirect --input=1xi32=[5] --input=index=3 | FileCheck %s --check-prefix=INDIRECT
// INDIRECT: 18xi32=[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]
!fun = (tensor<?xi32>) -> tensor<?xi32>
func.func private @twice(%x: tensor<?xi32>) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}
func.func private @thrice(%x: tensor<?xi32>) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(3) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}
func.func private @apply(%f: !fun, %x: tensor<?xi32>) -> tensor<?xi32> {
  %y = call_indirect %f(%x) : !fun
  return %y : tensor<?xi32>
}
func.func @indirect(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f = constant @twice : !fun
  %g = constant @thrice : !fun
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%t = %x, %h = %f) -> (tensor<?xi32>, !fun) {
    %y = func.call @apply(%h, %t) : (!fun, tensor<?xi32>) -> tensor<?xi32>
    %isFirst = arith.cmpi eq, %i, %c0 : index
    %next = arith.select %isFirst, %g, %g : !fun
    scf.yield %y, %next : tensor<?xi32>, !fun
  }
  return %r#0 : tensor<?xi32>
}

// RUN: rint-runner %s --entry=recursive --input=1xi32=[5] --input=index=3 | FileCheck %s --check-prefix=RECURSIVE
// RECURSIVE: 8xi32=[5, 5, 5, 5, 5, 5, 5, 5]
func.func private @double(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %done = arith.cmpi eq, %n, %c0 : index
  cf.cond_br %done, ^end, ^more
^end:
  return %x : tensor<?xi32>
^more:
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  %m = arith.subi %n, %c1 : index
  %z = call @double(%y, %m) : (tensor<?xi32>, index) -> tensor<?xi32>
  return %z : tensor<?xi32>
}
func.func @recursive(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %y = call @double(%x, %n) : (tensor<?xi32>, index) -> tensor<?xi32>
  return %y : tensor<?xi32>
}

// RUN: rint-runner %s --entry=execute --input=2xi32=[1,2] --input=i1=1 | FileCheck %s --check-prefix=EARLY0
func.func @execute(%x: tensor<?xi32>, %k: i1) -> tensor<?xi32> {
  %r = scf.execute_region -> tensor<?xi32> {
    cf.cond_br %k, ^a, ^b
  ^a:
    %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  ^b:
    scf.yield %x : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}
