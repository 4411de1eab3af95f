// Tensors without elements, whether their type says so or not: what upstream's
// bufferization and verifiers refuse of them is valid here.

// RUN: rint-runner %s --entry=concat_front --input=0xi32=[] --input=2xi32=[7,8] | FileCheck %s --check-prefix=SEVEN
// RUN: rint-runner %s --entry=concat_back --input=0xi32=[] --input=2xi32=[7,8] | FileCheck %s --check-prefix=SEVEN
// SEVEN: 2xi32=[7, 8]
func.func @concat_front(%x: tensor<0xi32>, %y: tensor<2xi32>) -> tensor<2xi32> {
  %c = tensor.concat dim(0) %x, %y : (tensor<0xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %c : tensor<2xi32>
}
func.func @concat_back(%x: tensor<0xi32>, %y: tensor<2xi32>) -> tensor<2xi32> {
  %c = tensor.concat dim(0) %y, %x : (tensor<2xi32>, tensor<0xi32>) -> tensor<2xi32>
  return %c : tensor<2xi32>
}

// RUN: rint-runner %s --entry=concat_rows --input=0x2xi32=[] | FileCheck %s --check-prefix=ROWS
// ROWS: 0x4xi32=[]
func.func @concat_rows(%x: tensor<0x?xi32>) -> tensor<0x?xi32> {
  %c = tensor.concat dim(1) %x, %x : (tensor<0x?xi32>, tensor<0x?xi32>) -> tensor<0x?xi32>
  return %c : tensor<0x?xi32>
}

// RUN: rint-runner %s --entry=concat_to_empty --input=0xi32=[] | FileCheck %s --check-prefix=NONE
// NONE: 0xi32=[]
func.func @concat_to_empty(%x: tensor<?xi32>) -> tensor<0xi32> {
  %c = tensor.concat dim(0) %x, %x : (tensor<?xi32>, tensor<?xi32>) -> tensor<0xi32>
  return %c : tensor<0xi32>
}

// The dropped operand alone says how long the rows are.
// RUN: rint-runner %s --entry=concat_sizes --input=0x2xi32=[] --input=1x2xi32=[[7,8]] | FileCheck %s --check-prefix=SIZES
// SIZES: 1x2xi32=[{{\[}}7, 8]]
func.func @concat_sizes(%x: tensor<0x2xi32>, %y: tensor<?x?xi32>) -> tensor<?x2xi32> {
  %c = tensor.concat dim(0) %x, %y : (tensor<0x2xi32>, tensor<?x?xi32>) -> tensor<?x2xi32>
  return %c : tensor<?x2xi32>
}

// RUN: rint-runner %s --entry=pad_in_front --input=0xi32=[] | FileCheck %s --check-prefix=PAD
// PAD: 3xi32=[0, 1, 2]
func.func @pad_in_front(%x: tensor<0xi32>) -> tensor<3xi32> {
  %p = tensor.pad %x low[3] high[0] {
  ^bb0(%i: index):
    %v = arith.index_cast %i : index to i32
    tensor.yield %v : i32
  } : tensor<0xi32> to tensor<3xi32>
  return %p : tensor<3xi32>
}

// Nothing says that the source is empty but the size of what is made of it.
// RUN: rint-runner %s --entry=pad_all --input=2x0xi32=[[],[]] --input=2xindex=[0,2] | FileCheck %s --check-prefix=PAD-ALL
// RUN: rint-runner %s --entry=pad_all --input=0x0xi32=[] --input=2xindex=[0,2] | FileCheck %s --check-prefix=PAD-NONE
// PAD-ALL{LITERAL}: 2x2xi32=[[7, 7], [7, 7]]
// PAD-NONE: 0x2xi32=[]
func.func @pad_all(%x: tensor<?x?xi32>, %c: tensor<?xindex>) -> tensor<?x?xi32> {
  %seven = arith.constant 7 : i32
  %p = tensor.pad %x low[0, 2] high[0, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %seven : i32
  } : tensor<?x?xi32> to tensor<?x?xi32>
  %r = tensor.cast %p : tensor<?x?xi32> to tensor<?x2xi32>
  %y = rint.repeat_interleave %r repeats(%c : tensor<?xindex>) dim(1) : tensor<?x2xi32> -> tensor<?x?xi32>
  return %y : tensor<?x?xi32>
}

// The same of an operand of a concatenation.
// RUN: rint-runner %s --entry=concat_full --input=2xi32=[1,2] --input=0xi32=[] | FileCheck %s --check-prefix=FULL
// FULL: 2xi32=[1, 2]
// FULL: 2xi32=[1, 2]
func.func @concat_full(%x: tensor<2xi32>, %y: tensor<?xi32>) -> (tensor<2xi32>, tensor<2xi32>) {
  %0 = tensor.concat dim(0) %x, %y : (tensor<2xi32>, tensor<?xi32>) -> tensor<2xi32>
  %1 = tensor.concat dim(0) %y, %x, %y : (tensor<?xi32>, tensor<2xi32>, tensor<?xi32>) -> tensor<2xi32>
  return %0, %1 : tensor<2xi32>, tensor<2xi32>
}

// RUN: rint-runner %s --entry=pad_row --input=0x2xi32=[] --input=index=1 | FileCheck %s --check-prefix=PAD-ROW
// PAD-ROW: 2x3xi32=[{{\[}}5, 5, 5], [5, 5, 5]]
func.func @pad_row(%x: tensor<0x?xi32>, %n: index) -> tensor<?x?xi32> {
  %v = arith.constant 5 : i32
  %p = tensor.pad %x low[%n, 0] high[%n, %n] {
  ^bb0(%i: index, %j: index):
    tensor.yield %v : i32
  } : tensor<0x?xi32> to tensor<?x?xi32>
  return %p : tensor<?x?xi32>
}

// RUN: rint-runner %s --entry=pad_nothing --input=0x2xi32=[] | FileCheck %s --check-prefix=PAD-NOTHING
// PAD-NOTHING: 0x4xi32=[]
func.func @pad_nothing(%x: tensor<0x?xi32>) -> tensor<0x?xi32> {
  %v = arith.constant 5 : i32
  %p = tensor.pad %x low[0, 1] high[0, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %v : i32
  } : tensor<0x?xi32> to tensor<0x?xi32>
  return %p : tensor<0x?xi32>
}

// Slices of nothing, at the end of a tensor whose size comes out later.
// RUN: rint-runner %s --entry=slice_empty --input=0xi32=[] --input=index=0 | FileCheck %s --check-prefix=NONE
// RUN: rint-opt %s --canonicalize | rint-runner - --entry=slice_empty --input=0xi32=[] --input=index=0 | FileCheck %s --check-prefix=NONE
func.func @slice_empty(%x: tensor<0xi32>, %n: index) -> tensor<?xi32> {
  %y = tensor.cast %x : tensor<0xi32> to tensor<?xi32>
  %s = tensor.extract_slice %y[0] [%n] [1] : tensor<?xi32> to tensor<?xi32>
  %r = rint.repeat_interleave %s repeats(3) : tensor<?xi32> -> tensor<?xi32>
  return %r : tensor<?xi32>
}

// RUN: rint-runner %s --entry=slice_at_end --input=4xi32=iota --input=index=0 --input=0xi32=[] | FileCheck %s --check-prefix=END
// END: {{^}}0xi32=[]
// END: 4xi32=[0, 1, 2, 3]
func.func @slice_at_end(%x: tensor<4xi32>, %n: index, %v: tensor<?xi32>) -> (tensor<?xi32>, tensor<?xi32>) {
  %y = tensor.cast %x : tensor<4xi32> to tensor<?xi32>
  %s = tensor.extract_slice %y[4] [%n] [1] : tensor<?xi32> to tensor<?xi32>
  %i = tensor.insert_slice %v into %y[4] [%n] [1] : tensor<?xi32> into tensor<?xi32>
  return %s, %i : tensor<?xi32>, tensor<?xi32>
}

// RUN: rint-runner %s --entry=insert_into_new --input=0xi32=[] --input=index=0 | FileCheck %s --check-prefix=NONE
func.func @insert_into_new(%v: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %zero = arith.constant 0 : index
  %e = tensor.empty(%zero) : tensor<?xi32>
  %i = tensor.insert_slice %v into %e[0] [%n] [1] : tensor<?xi32> into tensor<?xi32>
  return %i : tensor<?xi32>
}

// RUN: rint-runner %s --entry=rows_of_nothing --input=2x2xi32=iota | FileCheck %s --check-prefix=COLLAPSED
// COLLAPSED: {{^}}0xi32=[]
func.func @rows_of_nothing(%x: tensor<?x?xi32>) -> tensor<?xi32> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %n = tensor.dim %x, %zero : tensor<?x?xi32>
  %m = tensor.dim %x, %one : tensor<?x?xi32>
  %e = tensor.empty(%n, %zero) : tensor<?x?xi32>
  %r = scf.forall (%i) in (%n) shared_outs(%o = %e) -> (tensor<?x?xi32>) {
    %s = tensor.extract_slice %x[%i, 0] [1, %m] [1, 1] : tensor<?x?xi32> to tensor<1x?xi32>
    %y = rint.repeat_interleave %s repeats(%zero : index) dim(1) : tensor<1x?xi32> -> tensor<1x?xi32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %y into %o[%i, 0] [1, %zero] [1, 1] : tensor<1x?xi32> into tensor<?x?xi32>
    }
  }
  %c = tensor.collapse_shape %r [[0, 1]] : tensor<?x?xi32> into tensor<?xi32>
  return %c : tensor<?xi32>
}

// RUN: rint-runner %s --entry=collapse_behind_cast --input=0x3xi32=[] | FileCheck %s --check-prefix=COLLAPSED
func.func @collapse_behind_cast(%x: tensor<0x?xi32>) -> tensor<?xi32> {
  %y = tensor.cast %x : tensor<0x?xi32> to tensor<?x?xi32>
  %c = tensor.collapse_shape %y [[0, 1]] : tensor<?x?xi32> into tensor<?xi32>
  return %c : tensor<?xi32>
}

// RUN: rint-runner %s --entry=concat_behind_cast --input=0xi32=[] --input=2xi32=[4,5] | FileCheck %s --check-prefix=CONCAT
// CONCAT: {{^}}2xi32=[4, 5]
func.func @concat_behind_cast(%x: tensor<0xi32>, %y: tensor<?xi32>) -> tensor<?xi32> {
  %z = tensor.cast %x : tensor<0xi32> to tensor<?xi32>
  %c = tensor.concat dim(0) %y, %z : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xi32>
  return %c : tensor<?xi32>
}

// Empty, but not along the dimension of concat: every input adds to it.
//
// RUN: rint-runner %s --entry=concat_empty_rows --input=0x3xi32=[] --input=0x4xi32=[] | FileCheck %s --check-prefix=WIDTH
// WIDTH: {{^}}0x7xi32=[]
func.func @concat_empty_rows(%x: tensor<0x?xi32>, %y: tensor<?x?xi32>) -> tensor<?x?xi32> {
  %z = tensor.cast %x : tensor<0x?xi32> to tensor<?x?xi32>
  %c = tensor.concat dim(1) %z, %y : (tensor<?x?xi32>, tensor<?x?xi32>) -> tensor<?x?xi32>
  return %c : tensor<?x?xi32>
}

// RUN: rint-runner %s --entry=concat_repeated_by_none --input=5x2xi32=iota | FileCheck %s --check-prefix=REPEATED
// REPEATED: {{^}}1x0x6xi32=
func.func @concat_repeated_by_none(%x: tensor<5x2xi32>) -> tensor<?x?x?xi32> {
  %n = rint.repeat %x counts(1, 0, 1) : tensor<5x2xi32> -> tensor<?x?x?xi32>
  %c = tensor.concat dim(2) %n, %n, %n : (tensor<?x?x?xi32>, tensor<?x?x?xi32>, tensor<?x?x?xi32>) -> tensor<?x?x?xi32>
  return %c : tensor<?x?x?xi32>
}

// The 0 is known only once the slice has been lowered.
//
// RUN: rint-runner %s --entry=repeat_empty_slice --input=2xi16=[30,15] --input=index=3 --input=index=2 | FileCheck %s --check-prefix=SLICE-OF-NONE
// SLICE-OF-NONE: {{^}}0xi16=[]
func.func @repeat_empty_slice(%x: tensor<2xi16>, %r: tensor<index>, %n: index) -> tensor<?xi16> {
  %two = arith.constant 2 : index
  %zero = arith.constant 0 : index
  %size = arith.minsi %two, %zero : index
  %begin = arith.subi %two, %size : index
  %s = tensor.extract_slice %x[%begin] [%size] [1] : tensor<2xi16> to tensor<?xi16>
  %y = rint.repeat_interleave %s repeats(%r : tensor<index>) : tensor<?xi16> -> tensor<?xi16>
  %z = rint.repeat %y counts(%n) : tensor<?xi16> -> tensor<?xi16>
  return %z : tensor<?xi16>
}

// A slice of a slice that begins at the end. rint-opt verifies the module after each pass,
// and so sees what the runner would let pass.
//
// RUN: rint-opt --rint-to-llvm %s -o /dev/null
// RUN: rint-runner %s --entry=slice_of_empty_slice --input=4x1xi8=iota --input=index=2 --input=index=0 | FileCheck %s --check-prefix=SLICE-OF-SLICE
// SLICE-OF-SLICE: {{^}}2x0xi8=
func.func @slice_of_empty_slice(%x: tensor<4x1xi8>, %n: index, %m: index) -> tensor<?x?xi8> {
  %one = arith.constant 1 : index
  %zero = arith.constant 0 : index
  %size = arith.minsi %one, %zero : index
  %begin = arith.subi %one, %size : index
  %rows = arith.constant 4 : index
  %s = tensor.extract_slice %x[0, %begin] [%rows, %size] [1, 1] : tensor<4x1xi8> to tensor<?x?xi8>
  %t = tensor.extract_slice %s[2, 0] [%n, %m] [1, 1] : tensor<?x?xi8> to tensor<?x?xi8>
  return %t : tensor<?x?xi8>
}

// RUN: rint-runner %s --entry=view_of_empty_view --input=4x1xi8=iota --input=index=2 --input=index=0 | FileCheck %s --check-prefix=VIEW-OF-VIEW
// VIEW-OF-VIEW: {{^}}2x0xi8=
func.func @view_of_empty_view(%x: tensor<4x1xi8>, %n: index, %m: index) -> tensor<?x?xi8> {
  %one = arith.constant 1 : index
  %zero = arith.constant 0 : index
  %rows = arith.constant 4 : index
  %b = bufferization.to_buffer %x read_only : tensor<4x1xi8> to memref<4x1xi8>
  %s = memref.subview %b[0, %one] [%rows, %zero] [1, 1] : memref<4x1xi8> to memref<?x?xi8, strided<[1, 1], offset: ?>>
  %t = memref.subview %s[2, 0] [%n, %m] [1, 1] : memref<?x?xi8, strided<[1, 1], offset: ?>> to memref<?x?xi8, strided<[1, 1], offset: ?>>
  %c = memref.alloc(%n, %m) : memref<?x?xi8>
  memref.copy %t, %c : memref<?x?xi8, strided<[1, 1], offset: ?>> to memref<?x?xi8>
  %y = bufferization.to_tensor %c restrict : memref<?x?xi8> to tensor<?x?xi8>
  return %y : tensor<?x?xi8>
}
