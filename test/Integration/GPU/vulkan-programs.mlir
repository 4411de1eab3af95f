// What surrounds an op changes nothing of what it does, on a device either.

// REQUIRES: vulkan
// DEFINE: %{run} = rint-runner %s --target=vulkan

// Loops whose rounds may run at the same time: one after the other here.
// RUN: %{run} --entry=parallel '--input=3xi64=[1,2,3]' '--input=3xi64=[1,2,0]' --input=index=3 | FileCheck %s --check-prefix=PARALLEL
// PARALLEL: {{^}}i64=6
func.func @parallel(%x: tensor<?xi64>, %c: tensor<?xi64>, %n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0 : i64
  %r = scf.parallel (%i) = (%c0) to (%n) step (%c1) init (%z) -> i64 {
    %y = rint.repeat_interleave %x repeats(%c : tensor<?xi64>) : tensor<?xi64> -> tensor<?xi64>
    %v = tensor.extract %y[%c1] : tensor<?xi64>
    scf.reduce(%v : i64) {
    ^bb0(%l: i64, %h: i64):
      %s = arith.addi %l, %h : i64
      scf.reduce.return %s : i64
    }
  }
  return %r : i64
}
// RUN: %{run} --entry=affine_parallel --input=3xi32=iota | FileCheck %s --check-prefix=AFFINE-PARALLEL
// AFFINE-PARALLEL: {{^}}i32=2
func.func @affine_parallel(%x: tensor<3xi32>) -> i32 {
  %r = affine.parallel (%i) = (0) to (4) reduce ("addi") -> i32 {
    %y = rint.repeat_interleave %x repeats(2) : tensor<3xi32> -> tensor<6xi32>
    %v = tensor.extract %y[%i] : tensor<6xi32>
    affine.yield %v : i32
  }
  return %r : i32
}
// RUN: %{run} --entry=forall --input=3x2xi32=iota | FileCheck %s --check-prefix=FORALL
// FORALL: {{^}}3x4xi32={{[[][[]}}0, 0, 1, 1], [2, 2, 3, 3], [4, 4, 5, 5]]
func.func @forall(%x: tensor<3x2xi32>) -> tensor<3x4xi32> {
  %e = tensor.empty() : tensor<3x4xi32>
  %y = scf.forall (%i) in (3) shared_outs(%o = %e) -> tensor<3x4xi32> {
    %s = tensor.extract_slice %x[%i, 0] [1, 2] [1, 1] : tensor<3x2xi32> to tensor<1x2xi32>
    %t = rint.repeat_interleave %s repeats(2) dim(1) : tensor<1x2xi32> -> tensor<1x4xi32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %t into %o[%i, 0] [1, 4] [1, 1] : tensor<1x4xi32> into tensor<3x4xi32>
    }
  }
  return %y : tensor<3x4xi32>
}
// RUN: %{run} --entry=forall2 --input=2x3x2xi32=iota '--input=2xi64=[1,2]' | FileCheck %s --check-prefix=FORALL2
// FORALL2: {{^}}2x3x3xi32={{[[][[]}}[0, 1, 1], [2, 3, 3], [4, 5, 5]], {{[[][[]}}6, 7, 7], [8, 9, 9], [10, 11, 11]]]
func.func @forall2(%x: tensor<2x3x2xi32>, %c: tensor<2xi64>) -> tensor<2x3x3xi32> {
  %e = tensor.empty() : tensor<2x3x3xi32>
  %y = scf.forall (%i, %j) in (2, 3) shared_outs(%o = %e) -> tensor<2x3x3xi32> {
    %s = tensor.extract_slice %x[%i, %j, 0] [1, 1, 2] [1, 1, 1] : tensor<2x3x2xi32> to tensor<2xi32>
    %t = rint.repeat_interleave %s repeats(%c : tensor<2xi64>) dim(0) : tensor<2xi32> -> tensor<3xi32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %t into %o[%i, %j, 0] [1, 1, 3] [1, 1, 1] : tensor<3xi32> into tensor<2x3x3xi32>
    }
  }
  return %y : tensor<2x3x3xi32>
}
// RUN: %{run} --entry=forall_linalg --input=3x2xi32=iota | FileCheck %s --check-prefix=FORALL-LINALG
// FORALL-LINALG: {{^}}3x4xi32={{[[][[]}}0, 0, 2, 2], [4, 4, 6, 6], [8, 8, 10, 10]]
func.func @forall_linalg(%x: tensor<3x2xi32>) -> tensor<3x4xi32> {
  %e = tensor.empty() : tensor<3x4xi32>
  %y = scf.forall (%i) in (3) shared_outs(%o = %e) -> tensor<3x4xi32> {
    %s = tensor.extract_slice %x[%i, 0] [1, 2] [1, 1] : tensor<3x2xi32> to tensor<1x2xi32>
    %t = rint.repeat_interleave %s repeats(2) dim(1) : tensor<1x2xi32> -> tensor<1x4xi32>
    %d = tensor.empty() : tensor<1x4xi32>
    %u = linalg.add ins(%t, %t : tensor<1x4xi32>, tensor<1x4xi32>) outs(%d : tensor<1x4xi32>) -> tensor<1x4xi32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %u into %o[%i, 0] [1, 4] [1, 1] : tensor<1x4xi32> into tensor<3x4xi32>
    }
  }
  return %y : tensor<3x4xi32>
}

// Loops that carry tensors, of the same size or of others.
// RUN: %{run} --entry=insert_loop --input=4x2xi32=iota | FileCheck %s --check-prefix=INSERT-LOOP
// INSERT-LOOP: {{^}}4x6xi32={{[[][[]}}0, 0, 0, 1, 1, 1], [2, 2, 2, 3, 3, 3], [4, 4, 4, 5, 5, 5], [6, 6, 6, 7, 7, 7]]
func.func @insert_loop(%x: tensor<4x2xi32>) -> tensor<4x6xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %e = tensor.empty() : tensor<4x6xi32>
  %r = scf.for %i = %c0 to %c4 step %c1 iter_args(%a = %e) -> tensor<4x6xi32> {
    %s = tensor.extract_slice %x[%i, 0] [1, 2] [1, 1] : tensor<4x2xi32> to tensor<2xi32>
    %y = rint.repeat_interleave %s repeats(3) : tensor<2xi32> -> tensor<6xi32>
    %b = tensor.insert_slice %y into %a[%i, 0] [1, 6] [1, 1] : tensor<6xi32> into tensor<4x6xi32>
    scf.yield %b : tensor<4x6xi32>
  }
  return %r : tensor<4x6xi32>
}
// RUN: %{run} --entry=grow --input=2xi32=iota --input=index=3 | FileCheck %s --check-prefix=GROW
// GROW: {{^}}16xi32=[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
func.func @grow(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<?xi32> {
    %y = rint.repeat_interleave %a repeats(2) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}
// RUN: %{run} --entry=grow_counts --input=3xi64=iota --input=index=3 | FileCheck %s --check-prefix=GROW-COUNTS
// GROW-COUNTS: {{^}}9xi64=[1, 2, 2, 2, 2, 2, 2, 2, 2]
func.func @grow_counts(%x: tensor<?xi64>, %n: index) -> tensor<?xi64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<?xi64> {
    %y = rint.repeat_interleave %a repeats(%a : tensor<?xi64>) dim(0) : tensor<?xi64> -> tensor<?xi64>
    scf.yield %y : tensor<?xi64>
  }
  return %r : tensor<?xi64>
}
// RUN: %{run} --entry=while --input=2xi32=iota --input=index=7 | FileCheck %s --check-prefix=WHILE
// WHILE: {{^}}8xi32=[0, 0, 0, 0, 1, 1, 1, 1]
func.func @while(%x: tensor<?xi32>, %limit: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %r = scf.while (%a = %x) : (tensor<?xi32>) -> tensor<?xi32> {
    %n = tensor.dim %a, %c0 : tensor<?xi32>
    %go = arith.cmpi slt, %n, %limit : index
    scf.condition(%go) %a : tensor<?xi32>
  } do {
  ^bb0(%a: tensor<?xi32>):
    %y = rint.repeat_interleave %a repeats(2) dim(0) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}
// RUN: %{run} --entry=while_counts '--input=3xi64=[2,1,0]' --input=i64=20 | FileCheck %s --check-prefix=WHILE-COUNTS
// WHILE-COUNTS: {{^}}3xi64=[2, 2, 1]
func.func @while_counts(%x: tensor<?xi64>, %limit: i64) -> (tensor<?xi64>, i64) {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r:2 = scf.while (%a = %x, %k = %z) : (tensor<?xi64>, i64) -> (tensor<?xi64>, i64) {
    %y = rint.repeat_interleave %a repeats(%x : tensor<?xi64>) dim(0) output_size(3) : tensor<?xi64> -> tensor<?xi64>
    %v = tensor.extract %y[%c0] : tensor<?xi64>
    %k2 = arith.addi %k, %v : i64
    %go = arith.cmpi slt, %k2, %limit : i64
    scf.condition(%go) %y, %k2 : tensor<?xi64>, i64
  } do {
  ^bb0(%a: tensor<?xi64>, %k: i64):
    scf.yield %x, %k : tensor<?xi64>, i64
  }
  return %r#0, %r#1 : tensor<?xi64>, i64
}
// RUN: %{run} --entry=nested '--input=3xi64=[5,6,7]' '--input=3xi64=[1,0,2]' --input=index=5 | FileCheck %s --check-prefix=NESTED
// NESTED: {{^}}i64=61
func.func @nested(%x: tensor<?xi64>, %c: tensor<?xi64>, %n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %z) -> i64 {
    %q = scf.for %j = %c0 to %i step %c1 iter_args(%b = %a) -> i64 {
      %even = arith.remui %j, %n : index
      %is = arith.cmpi eq, %even, %c0 : index
      %w = scf.if %is -> i64 {
        %y = rint.repeat_interleave %x repeats(%c : tensor<?xi64>) dim(0) : tensor<?xi64> -> tensor<?xi64>
        %v = tensor.extract %y[%c1] : tensor<?xi64>
        scf.yield %v : i64
      } else {
        %y = rint.repeat_interleave %x repeats(2) : tensor<?xi64> -> tensor<?xi64>
        %v = tensor.extract %y[%j] : tensor<?xi64>
        scf.yield %v : i64
      }
      %s = arith.addi %b, %w : i64
      scf.yield %s : i64
    }
    scf.yield %q : i64
  }
  return %r : i64
}

// Choices between tensors of different sizes.
// RUN: %{run} --entry=if_repeat --input=3xi32=iota '--input=3xi64=[1,0,2]' --input=i1=1 | FileCheck %s --check-prefix=IF-REPEAT-1
// IF-REPEAT-1: {{^}}6xi32=[0, 0, 2, 2, 2, 2]
// RUN: %{run} --entry=if_repeat --input=2xi32=iota '--input=2xi64=[1,0]' --input=i1=0 | FileCheck %s --check-prefix=IF-REPEAT-2
// IF-REPEAT-2: {{^}}12xi32=[0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
func.func @if_repeat(%x: tensor<?xi32>, %c: tensor<?xi64>, %k: i1) -> tensor<?xi32> {
  %r = scf.if %k -> tensor<?xi32> {
    %y = rint.repeat_interleave %x repeats(%c : tensor<?xi64>) dim(0) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  } else {
    %y = rint.repeat_interleave %x repeats(3) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  }
  %z = rint.repeat_interleave %r repeats(2) dim(0) : tensor<?xi32> -> tensor<?xi32>
  return %z : tensor<?xi32>
}
// RUN: %{run} --entry=switch --input=3xi32=iota --input=index=1 | FileCheck %s --check-prefix=SWITCH-1
// SWITCH-1: {{^}}6xi32=[0, 0, 1, 1, 2, 2]
// RUN: %{run} --entry=switch --input=3xi32=iota --input=index=0 | FileCheck %s --check-prefix=SWITCH-2
// SWITCH-2: {{^}}3xi32=[0, 1, 2]
func.func @switch(%x: tensor<?xi32>, %k: index) -> tensor<?xi32> {
  %r = scf.index_switch %k -> tensor<?xi32>
  case 1 { %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32> }
  default { scf.yield %x : tensor<?xi32> }
  return %r : tensor<?xi32>
}
// RUN: %{run} --entry=blocks --input=2xi32=iota --input=i1=1 | FileCheck %s --check-prefix=BLOCKS-1
// BLOCKS-1: {{^}}8xi32=[0, 0, 0, 0, 1, 1, 1, 1]
// RUN: %{run} --entry=blocks --input=2xi32=iota --input=i1=0 | FileCheck %s --check-prefix=BLOCKS-2
// BLOCKS-2: {{^}}4xi32=[0, 0, 1, 1]
func.func @blocks(%x: tensor<?xi32>, %c: i1) -> tensor<?xi32> {
  cf.cond_br %c, ^a, ^b
^a:
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
  cf.br ^end(%y : tensor<?xi32>)
^b:
  cf.br ^end(%x : tensor<?xi32>)
^end(%r: tensor<?xi32>):
  %z = rint.repeat_interleave %r repeats(2) : tensor<?xi32> -> tensor<?xi32>
  return %z : tensor<?xi32>
}
// RUN: %{run} --entry=execute --input=3xi32=iota --input=i1=1 | FileCheck %s --check-prefix=EXECUTE-1
// EXECUTE-1: {{^}}6xi32=[0, 0, 1, 1, 2, 2]
// RUN: %{run} --entry=execute --input=3xi32=iota --input=i1=0 | FileCheck %s --check-prefix=EXECUTE-2
// EXECUTE-2: {{^}}3xi32=[0, 1, 2]
func.func @execute(%x: tensor<?xi32>, %c: i1) -> tensor<?xi32> {
  %r = scf.execute_region -> tensor<?xi32> {
    cf.cond_br %c, ^a, ^b
  ^a:
    %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  ^b:
    scf.yield %x : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}

// Calls, in loops and of themselves, and slices with gaps.
// RUN: %{run} --entry=recursion --input=2xi32=iota --input=index=2 | FileCheck %s --check-prefix=RECURSION
// RECURSION: {{^}}8xi32=[0, 0, 0, 0, 1, 1, 1, 1]
func.func private @rec(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %stop = arith.cmpi eq, %n, %c0 : index
  %r = scf.if %stop -> tensor<?xi32> {
    scf.yield %x : tensor<?xi32>
  } else {
    %m = arith.subi %n, %c1 : index
    %y = rint.repeat_interleave %x repeats(2) : tensor<?xi32> -> tensor<?xi32>
    %z = func.call @rec(%y, %m) : (tensor<?xi32>, index) -> tensor<?xi32>
    scf.yield %z : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}
func.func @recursion(%x: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %r = call @rec(%x, %n) : (tensor<?xi32>, index) -> tensor<?xi32>
  return %r : tensor<?xi32>
}
// RUN: %{run} --entry=calls --input=2x3xi32=iota '--input=3xi64=[1,0,2]' | FileCheck %s --check-prefix=CALLS
// CALLS: {{^}}i32=7
func.func private @expand(%x: tensor<?xi32>, %c: tensor<?xi64>) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(%c : tensor<?xi64>) dim(0) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}
func.func @calls(%x: tensor<?x?xi32>, %c: tensor<?xi64>) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0 : i32
  %n = tensor.dim %x, %c0 : tensor<?x?xi32>
  %m = tensor.dim %x, %c1 : tensor<?x?xi32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %z) -> i32 {
    %s = tensor.extract_slice %x[%i, 0] [1, %m] [1, 1] : tensor<?x?xi32> to tensor<?xi32>
    %y = func.call @expand(%s, %c) : (tensor<?xi32>, tensor<?xi64>) -> tensor<?xi32>
    %v = tensor.extract %y[%c1] : tensor<?xi32>
    %b = arith.addi %a, %v : i32
    scf.yield %b : i32
  }
  return %r : i32
}
// RUN: %{run} --entry=column --input=3x3xi32=iota '--input=3xi64=[1,0,2]' | FileCheck %s --check-prefix=COLUMN
// COLUMN: {{^}}3xi32=[1, 7, 7]
func.func @column(%x: tensor<?x?xi32>, %c: tensor<?xi64>) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x?xi32>
  %s = tensor.extract_slice %x[0, 1] [%n, 1] [1, 1] : tensor<?x?xi32> to tensor<?xi32>
  %y = rint.repeat_interleave %s repeats(%c : tensor<?xi64>) dim(0) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}
