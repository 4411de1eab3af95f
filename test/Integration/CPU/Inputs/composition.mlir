// rint ops among those of other dialects. composition.py calls each function and
// compares with NumPy.

#map = affine_map<(i) -> (i)>
#map2 = affine_map<(i, j) -> (i, j)>

// A tensor that grows at every step of a loop.
func.func @loop_carried(%x: tensor<?x?xi32>, %n: index) -> tensor<?x?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%t = %x) -> tensor<?x?xi32> {
    %y = rint.repeat_interleave %t repeats(2) dim(0) : tensor<?x?xi32> -> tensor<?x?xi32>
    scf.yield %y : tensor<?x?xi32>
  }
  return %r : tensor<?x?xi32>
}

// Grows until it is long enough.
func.func @while(%x: tensor<?xi32>, %most: index) -> (tensor<?xi32>, index) {
  %c0 = arith.constant 0 : index
  %r = scf.while (%t = %x) : (tensor<?xi32>) -> tensor<?xi32> {
    %size = tensor.dim %t, %c0 : tensor<?xi32>
    %more = arith.cmpi slt, %size, %most : index
    scf.condition(%more) %t : tensor<?xi32>
  } do {
  ^bb0(%t: tensor<?xi32>):
    %y = rint.repeat %t counts(3) : tensor<?xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  }
  %size = tensor.dim %r, %c0 : tensor<?xi32>
  return %r, %size : tensor<?xi32>, index
}

// One branch repeats, the other passes its argument on.
func.func @branch(%x: tensor<?xf32>, %rs: tensor<?xi64>, %flag: index) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %taken = arith.cmpi ne, %flag, %c0 : index
  %r = scf.if %taken -> tensor<?xf32> {
    %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) : tensor<?xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  } else {
    scf.yield %x : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}

// Elementwise work before and after.
func.func @generic(%x: tensor<?x?xi32>, %rs: tensor<?xi64>) -> tensor<?x?xi32> {
  %twice = linalg.generic {indexing_maps = [#map2], iterator_types = ["parallel", "parallel"]}
      outs(%x : tensor<?x?xi32>) {
  ^bb0(%a: i32):
    %s = arith.addi %a, %a : i32
    linalg.yield %s : i32
  } -> tensor<?x?xi32>
  %y = rint.repeat_interleave %twice repeats(%rs : tensor<?xi64>) dim(1) : tensor<?x?xi32> -> tensor<?x?xi32>
  %z = arith.addi %y, %y : tensor<?x?xi32>
  return %z : tensor<?x?xi32>
}

// One plan for two tensors of one size, which are then added.
func.func @shared_plan(%k: tensor<?x4xi32>, %v: tensor<?x4xi32>, %rs: tensor<?xi64>) -> (tensor<?x4xi32>, tensor<?x4xi32>, tensor<?x4xi32>) {
  %o = rint.offsets repeats(%rs : tensor<?xi64>) : tensor<?xindex>
  %a = rint.repeat_interleave %k offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xi32> -> tensor<?x4xi32>
  %b = rint.repeat_interleave %v offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xi32> -> tensor<?x4xi32>
  %c = arith.addi %a, %b : tensor<?x4xi32>
  return %a, %b, %c : tensor<?x4xi32>, tensor<?x4xi32>, tensor<?x4xi32>
}

// Offsets that the program computes: 0, 2, 4, ...
func.func @own_offsets(%x: tensor<?xi32>) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c0 : tensor<?xi32>
  %entries = arith.addi %n, %c1 : index
  %o = tensor.generate %entries {
  ^bb0(%i: index):
    %double = arith.addi %i, %i : index
    tensor.yield %double : index
  } : tensor<?xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}

// The index form and a gather do what repeat_interleave does.
func.func @gather(%x: tensor<?xi32>, %rs: tensor<?xi16>) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %at = rint.repeat_indices repeats(%rs : tensor<?xi16>) : tensor<?xindex>
  %n = tensor.dim %at, %c0 : tensor<?xindex>
  %init = tensor.empty(%n) : tensor<?xi32>
  %y = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%at : tensor<?xindex>) outs(%init : tensor<?xi32>) {
  ^bb0(%i: index, %old: i32):
    %e = tensor.extract %x[%i] : tensor<?xi32>
    linalg.yield %e : i32
  } -> tensor<?xi32>
  return %y : tensor<?xi32>
}

func.func @returned_twice(%x: tensor<?xi32>, %n: index) -> (tensor<?xi32>, tensor<?xi32>) {
  %y = rint.repeat_interleave %x repeats(%n : index) : tensor<?xi32> -> tensor<?xi32>
  return %y, %y : tensor<?xi32>, tensor<?xi32>
}

func.func @argument_returned(%x: tensor<?xi32>) -> (tensor<?xi32>, tensor<?xi32>) {
  %y = rint.repeat_interleave %x repeats(1) : tensor<?xi32> -> tensor<?xi32>
  return %x, %y : tensor<?xi32>, tensor<?xi32>
}

func.func @constant_returned() -> (tensor<4xi32>, tensor<2x2xi32>) {
  %x = arith.constant dense<[1, 2]> : tensor<2xi32>
  %y = rint.repeat_interleave %x repeats(2) : tensor<2xi32> -> tensor<4xi32>
  %z = rint.repeat %x counts(2, 1) : tensor<2xi32> -> tensor<2x2xi32>
  return %y, %z : tensor<4xi32>, tensor<2x2xi32>
}

// The source is changed behind the op, and the result is changed, too.
func.func @written_to(%x: tensor<?xi32>, %rs: tensor<?xi64>) -> (tensor<?xi32>, tensor<?xi32>, tensor<?xi32>) {
  %c0 = arith.constant 0 : index
  %seven = arith.constant 7 : i32
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) : tensor<?xi32> -> tensor<?xi32>
  %x2 = tensor.insert %seven into %x[%c0] : tensor<?xi32>
  %z = rint.repeat_interleave %x2 repeats(%rs : tensor<?xi64>) : tensor<?xi32> -> tensor<?xi32>
  %y2 = tensor.insert %seven into %y[%c0] : tensor<?xi32>
  return %y, %z, %y2 : tensor<?xi32>, tensor<?xi32>, tensor<?xi32>
}

// Through slices on both sides.
func.func @slices(%x: tensor<?x?xi32>, %init: tensor<?x?xi32>) -> tensor<?x?xi32> {
  %part = tensor.extract_slice %x[1, 1] [2, 2] [1, 1] : tensor<?x?xi32> to tensor<2x2xi32>
  %y = rint.repeat_interleave %part repeats(2) dim(1) : tensor<2x2xi32> -> tensor<2x4xi32>
  %r = tensor.insert_slice %y into %init[0, 1] [2, 4] [1, 1] : tensor<2x4xi32> into tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

func.func private @helper(%x: tensor<?xi32>, %r: index) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(%r : index) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}

func.func @calls(%x: tensor<?xi32>, %r: index) -> (tensor<?xi32>, tensor<?xi32>) {
  %y = func.call @helper(%x, %r) : (tensor<?xi32>, index) -> tensor<?xi32>
  %z = func.call @helper(%y, %r) : (tensor<?xi32>, index) -> tensor<?xi32>
  return %y, %z : tensor<?xi32>, tensor<?xi32>
}

// Only every other step repeats, and what it makes is consumed there.
func.func @nested(%x: tensor<?xi32>, %rs: tensor<?xi64>, %n: index) -> (index, index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %total = scf.for %i = %c0 to %n step %c1 iter_args(%sum = %c0) -> index {
    %bit = arith.remui %i, %c2 : index
    %odd = arith.cmpi eq, %bit, %c1 : index
    %more = scf.if %odd -> index {
      %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) : tensor<?xi32> -> tensor<?xi32>
      %size = tensor.dim %y, %c0 : tensor<?xi32>
      %last = arith.subi %size, %c1 : index
      %e = tensor.extract %y[%last] : tensor<?xi32>
      %at = arith.index_cast %e : i32 to index
      %s = arith.addi %size, %at : index
      scf.yield %s : index
    } else {
      scf.yield %c0 : index
    }
    %next = arith.addi %sum, %more : index
    scf.yield %next : index
  }
  return %total, %n : index, index
}

// Several blocks.
func.func @blocks(%x: tensor<?xi32>, %flag: index, %r: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %taken = arith.cmpi ne, %flag, %c0 : index
  cf.cond_br %taken, ^repeat, ^copy
^repeat:
  %y = rint.repeat_interleave %x repeats(%r : index) : tensor<?xi32> -> tensor<?xi32>
  cf.br ^done(%y : tensor<?xi32>)
^copy:
  %z = rint.repeat %x counts(%r) : tensor<?xi32> -> tensor<?xi32>
  cf.br ^done(%z : tensor<?xi32>)
^done(%result: tensor<?xi32>):
  return %result : tensor<?xi32>
}

// Bad counts that are never used for anything.
func.func @never_taken(%x: tensor<3xi32>, %flag: index) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %bad = arith.constant dense<-1> : tensor<3xi64>
  %taken = arith.cmpi ne, %flag, %c0 : index
  %r = scf.if %taken -> tensor<?xi32> {
    %y = rint.repeat_interleave %x repeats(%bad : tensor<3xi64>) : tensor<3xi32> -> tensor<?xi32>
    scf.yield %y : tensor<?xi32>
  } else {
    %y = rint.repeat_interleave %x repeats(2) : tensor<3xi32> -> tensor<6xi32>
    %z = tensor.cast %y : tensor<6xi32> to tensor<?xi32>
    scf.yield %z : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}
