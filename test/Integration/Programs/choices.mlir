// A choice between tensors of different sizes gives the one that is chosen, with
// its size, however it is written and wherever the two come from.

// RUN: rint-runner %s --entry=if_repeated --input=3xi32=[10,20,30] --input=i1=1 | FileCheck %s --check-prefix=TWICE
// RUN: rint-runner %s --entry=if_repeated --input=3xi32=[10,20,30] --input=i1=0 | FileCheck %s --check-prefix=ONCE
// RUN: rint-runner %s --entry=blocks --input=3xi32=[10,20,30] --input=i1=1 | FileCheck %s --check-prefix=TWICE
// RUN: rint-runner %s --entry=blocks --input=3xi32=[10,20,30] --input=i1=0 | FileCheck %s --check-prefix=ONCE
// RUN: rint-runner %s --entry=switch --input=3xi32=[10,20,30] --input=index=0 | FileCheck %s --check-prefix=TWICE
// RUN: rint-runner %s --entry=switch --input=3xi32=[10,20,30] --input=index=7 | FileCheck %s --check-prefix=ONCE
// RUN: rint-runner %s --entry=call --input=3xi32=[10,20,30] --input=i1=1 | FileCheck %s --check-prefix=TWICE
// RUN: rint-runner %s --entry=call --input=3xi32=[10,20,30] --input=i1=0 | FileCheck %s --check-prefix=ONCE
// RUN: rint-opt --rint-to-llvm %s | rint-runner - --entry=if_repeated --input=3xi32=[10,20,30] --input=i1=0 | FileCheck %s --check-prefix=ONCE
// RUN: rint-opt --canonicalize %s | rint-runner - --entry=if_repeated --input=3xi32=[10,20,30] --input=i1=0 | FileCheck %s --check-prefix=ONCE
// TWICE: 6xi32=[10, 10, 20, 20, 30, 30]
// ONCE: 3xi32=[10, 20, 30]

func.func @if_repeated(%x: tensor<?xi32>, %k: i1) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  %r = scf.if %k -> tensor<?xi32> {
    scf.yield %y : tensor<?xi32>
  } else {
    scf.yield %x : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}

func.func @blocks(%x: tensor<?xi32>, %k: i1) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  cf.cond_br %k, ^end(%y : tensor<?xi32>), ^end(%x : tensor<?xi32>)
^end(%r: tensor<?xi32>):
  return %r : tensor<?xi32>
}

func.func @switch(%x: tensor<?xi32>, %k: index) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  %r = scf.index_switch %k -> tensor<?xi32>
  case 0 {
    scf.yield %y : tensor<?xi32>
  }
  default {
    scf.yield %x : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}

func.func private @choose(%a: tensor<?xi32>, %b: tensor<?xi32>, %k: i1) -> tensor<?xi32> {
  %r = arith.select %k, %a, %b : tensor<?xi32>
  return %r : tensor<?xi32>
}
func.func @call(%x: tensor<?xi32>, %k: i1) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  %r = call @choose(%y, %x, %k) : (tensor<?xi32>, tensor<?xi32>, i1) -> tensor<?xi32>
  return %r : tensor<?xi32>
}

// One count for all slices, or one for each.
// RUN: rint-runner %s --entry=counts --input=3xi32=[10,20,30] --input=3xi64=[1,2,0] --input=i1=1 | FileCheck %s --check-prefix=TWICE
// RUN: rint-runner %s --entry=counts --input=3xi32=[10,20,30] --input=3xi64=[1,2,0] --input=i1=0 | FileCheck %s --check-prefix=EACH
// EACH: 3xi32=[10, 20, 20]
func.func @counts(%x: tensor<?xi32>, %c: tensor<?xi64>, %k: i1) -> tensor<?xi32> {
  %two = arith.constant dense<2> : tensor<1xi64>
  %d = tensor.cast %two : tensor<1xi64> to tensor<?xi64>
  %r = arith.select %k, %d, %c : tensor<?xi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}

// A slice has other strides than the whole.
// RUN: rint-runner %s --entry=slices --input=3x4xi32=iota --input=index=2 --input=i1=1 | FileCheck %s --check-prefix=SLICE
// RUN: rint-runner %s --entry=slices --input=3x4xi32=iota --input=index=2 --input=i1=0 | FileCheck %s --check-prefix=WHOLE
// SLICE: 3x4xi32=[{{\[}}0, 0, 1, 1], [4, 4, 5, 5], [8, 8, 9, 9]]
// SLICE: 3x2xi32=[{{\[}}0, 1], [4, 5], [8, 9]]
// WHOLE: 3x8xi32=[{{\[}}0, 0, 1, 1, 2, 2, 3, 3], [4, 4, 5, 5, 6, 6, 7, 7], [8, 8, 9, 9, 10, 10, 11, 11]]
// WHOLE: 3x4xi32=[{{\[}}0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
func.func @slices(%x: tensor<3x?xi32>, %n: index, %k: i1) -> (tensor<3x?xi32>, tensor<3x?xi32>) {
  %s = tensor.extract_slice %x[0, 0] [3, %n] [1, 1] : tensor<3x?xi32> to tensor<3x?xi32>
  %r = arith.select %k, %s, %x : tensor<3x?xi32>
  %y = rint.repeat_interleave %r repeats(2) dim(1) : tensor<3x?xi32> -> tensor<3x?xi32>
  return %y, %r : tensor<3x?xi32>, tensor<3x?xi32>
}

// What is written to the chosen one is not seen in the others.
// RUN: rint-runner %s --entry=written --input=2xi32=[1,2] --input=i1=1 | FileCheck %s --check-prefix=WRITTEN1
// RUN: rint-runner %s --entry=written --input=2xi32=[1,2] --input=i1=0 | FileCheck %s --check-prefix=WRITTEN0
// WRITTEN1: 4xi32=[7, 1, 2, 2]
// WRITTEN1: 4xi32=[1, 1, 2, 2]
// WRITTEN1: 2xi32=[1, 2]
// WRITTEN0: 2xi32=[7, 2]
// WRITTEN0: 4xi32=[1, 1, 2, 2]
// WRITTEN0: 2xi32=[1, 2]
func.func @written(%x: tensor<?xi32>, %k: i1) -> (tensor<?xi32>, tensor<?xi32>, tensor<?xi32>) {
  %c0 = arith.constant 0 : index
  %c7 = arith.constant 7 : i32
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  %r = arith.select %k, %y, %x : tensor<?xi32>
  %w = tensor.insert %c7 into %r[%c0] : tensor<?xi32>
  return %w, %y, %x : tensor<?xi32>, tensor<?xi32>, tensor<?xi32>
}

// In a loop, buffers that are not chosen are freed, and those that are live on.
// RUN: rint-runner %s --entry=loop --input=2xi32=[1,2] --input=index=5 | FileCheck %s --check-prefix=LOOP
// LOOP: 8xi32=[1, 1, 1, 1, 2, 2, 2, 2]
func.func @loop(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %z = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<?xi32> {
    %y = rint.repeat_interleave %a repeats(2) : tensor<?xi32> -> tensor<?xi32>
    %k = arith.cmpi slt, %i, %c2 : index
    %r = arith.select %k, %y, %a : tensor<?xi32>
    scf.yield %r : tensor<?xi32>
  }
  return %z : tensor<?xi32>
}

// Element by element, as ever.
// RUN: rint-runner %s --entry=mask --input=2xi32=[1,2] --input=4xi1=[1,0,0,1] | FileCheck %s --check-prefix=MASK
// MASK: 4xi32=[1, -1, -2, 2]
func.func @mask(%x: tensor<?xi32>, %m: tensor<?xi1>) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  %one = arith.constant -1 : i32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %y, %c0 : tensor<?xi32>
  %s = tensor.splat %one[%n] : tensor<?xi32>
  %z = arith.muli %y, %s : tensor<?xi32>
  %r = arith.select %m, %y, %z : tensor<?xi1>, tensor<?xi32>
  return %r : tensor<?xi32>
}

// What a case hands on is not changed by what is done to the result.
//
// RUN: rint-runner %s --entry=switch_kept --input=3xi32=[1,2,3] --input=3xi32=[4,5,6] --input=index=0 | FileCheck %s --check-prefix=KEPT-0
// RUN: rint-runner %s --entry=switch_kept --input=3xi32=[1,2,3] --input=3xi32=[4,5,6] --input=index=1 | FileCheck %s --check-prefix=KEPT-1
// RUN: rint-runner %s --entry=switch_kept --input=3xi32=[1,2,3] --input=3xi32=[4,5,6] --input=index=2 | FileCheck %s --check-prefix=KEPT-2
// KEPT-0: {{^}}3xi32=[1, 2, 3]
// KEPT-0-NEXT: {{^}}3xi32=[4, 5, 6]
// KEPT-0-NEXT: {{^}}3xi32=[2, 4, 6]
// KEPT-1: {{^}}3xi32=[1, 2, 3]
// KEPT-1-NEXT: {{^}}3xi32=[4, 5, 6]
// KEPT-1-NEXT: {{^}}3xi32=[8, 10, 12]
// KEPT-2: {{^}}3xi32=[1, 2, 3]
// KEPT-2-NEXT: {{^}}3xi32=[4, 5, 6]
// KEPT-2-NEXT: {{^}}6xi32=[2, 2, 4, 4, 6, 6]
func.func @switch_kept(%x: tensor<?xi32>, %y: tensor<?xi32>, %k: index) -> (tensor<?xi32>, tensor<?xi32>, tensor<?xi32>) {
  %r = scf.index_switch %k -> tensor<?xi32>
  case 0 {
    scf.yield %x : tensor<?xi32>
  }
  case 1 {
    scf.yield %y : tensor<?xi32>
  }
  default {
    %z = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %z : tensor<?xi32>
  }
  %s = arith.addi %r, %r : tensor<?xi32>
  return %x, %y, %s : tensor<?xi32>, tensor<?xi32>, tensor<?xi32>
}

// Nested blocks with a loop become a switch when they are given structure.
//
// RUN: rint-runner %s --entry=blocks_kept --input=3xi32=[1,2,3] --input=index=0 --input=i1=1 --input=i1=0 | FileCheck %s --check-prefix=BLOCKS-KEPT
// RUN: rint-runner %s --entry=blocks_kept --input=3xi32=[1,2,3] --input=index=0 --input=i1=0 --input=i1=1 | FileCheck %s --check-prefix=BLOCKS-KEPT
// RUN: rint-runner %s --entry=blocks_kept --input=3xi32=[1,2,3] --input=index=0 --input=i1=0 --input=i1=0 | FileCheck %s --check-prefix=BLOCKS-KEPT
// RUN: rint-runner %s --entry=blocks_kept --input=3xi32=[1,2,3] --input=index=2 --input=i1=0 --input=i1=0 | FileCheck %s --check-prefix=BLOCKS-KEPT
// BLOCKS-KEPT: {{^}}3xi32=[1, 2, 3]
// BLOCKS-KEPT-NEXT: {{^}}3xi32=[2, 4, 6]
func.func @blocks_kept(%x: tensor<3xi32>, %n: index, %k: i1, %l: i1) -> (tensor<3xi32>, tensor<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  cf.cond_br %k, ^a, ^b
^a:
  %0 = tensor.cast %x : tensor<3xi32> to tensor<?xi32>
  cf.br ^end(%0 : tensor<?xi32>)
^b:
  cf.cond_br %l, ^c, ^d
^c:
  %1 = tensor.cast %x : tensor<3xi32> to tensor<?xi32>
  cf.br ^join(%1 : tensor<?xi32>)
^d:
  %2 = tensor.cast %x : tensor<3xi32> to tensor<?xi32>
  cf.br ^loop(%c0, %2 : index, tensor<?xi32>)
^loop(%i: index, %t: tensor<?xi32>):
  %more = arith.cmpi slt, %i, %n : index
  cf.cond_br %more, ^body, ^join(%t : tensor<?xi32>)
^body:
  %j = arith.addi %i, %c1 : index
  cf.br ^loop(%j, %t : index, tensor<?xi32>)
^join(%3: tensor<?xi32>):
  cf.br ^end(%3 : tensor<?xi32>)
^end(%r: tensor<?xi32>):
  %s = arith.addi %r, %r : tensor<?xi32>
  return %x, %s : tensor<3xi32>, tensor<?xi32>
}
