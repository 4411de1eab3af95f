// The torch dialect in generic form, as torch-mlir-opt --mlir-print-op-generic
// prints it.
//
// RUN: rint-opt %s --allow-unregistered-dialect --convert-torch-to-rint \
// RUN:   --split-input-file | FileCheck %s

// CHECK-LABEL: @one_count
// CHECK-NEXT:    %[[X:.*]] = "torch_c.to_builtin_tensor"(%arg0) : (!torch.vtensor<[?,4],f32>) -> tensor<?x4xf32>
// CHECK-NEXT:    %[[Y:.*]] = rint.repeat_interleave %[[X]] repeats(2) dim(-1) : tensor<?x4xf32> -> tensor<?x8xf32>
// CHECK-NEXT:    %[[Z:.*]] = "torch_c.from_builtin_tensor"(%[[Y]]) : (tensor<?x8xf32>) -> !torch.vtensor<[?,8],f32>
// CHECK-NEXT:    return %[[Z]]
func.func @one_count(%x: !torch.vtensor<[?,4],f32>) -> !torch.vtensor<[?,8],f32> {
  %two = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %dim = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  %y = "torch.aten.repeat_interleave.self_int"(%x, %two, %dim, %none) : (!torch.vtensor<[?,4],f32>, !torch.int, !torch.int, !torch.none) -> !torch.vtensor<[?,8],f32>
  return %y : !torch.vtensor<[?,8],f32>
}

// -----

// A count that only the run knows, of the flattened input, and a stated size.
// CHECK-LABEL: @count_of_the_run
// CHECK-SAME:    %[[X:.*]]: !torch.vtensor<[3,4],bf16>, %[[R:.*]]: !torch.int, %[[M:.*]]: !torch.int
// CHECK-DAG:     %[[C:.*]] = "torch_c.to_i64"(%[[R]]) : (!torch.int) -> i64
// CHECK-DAG:     %[[RI:.*]] = arith.index_cast %[[C]] : i64 to index
// CHECK-DAG:     %[[S:.*]] = "torch_c.to_i64"(%[[M]]) : (!torch.int) -> i64
// CHECK-DAG:     %[[MI:.*]] = arith.index_cast %[[S]] : i64 to index
// CHECK:         rint.repeat_interleave %{{.*}} repeats(%[[RI]] : index) output_size(%[[MI]]) : tensor<3x4xbf16> -> tensor<?xbf16>
func.func @count_of_the_run(%x: !torch.vtensor<[3,4],bf16>, %r: !torch.int, %m: !torch.int) -> !torch.vtensor<[?],bf16> {
  %none = "torch.constant.none"() : () -> !torch.none
  %y = "torch.aten.repeat_interleave.self_int"(%x, %r, %none, %m) : (!torch.vtensor<[3,4],bf16>, !torch.int, !torch.none, !torch.int) -> !torch.vtensor<[?],bf16>
  return %y : !torch.vtensor<[?],bf16>
}

// -----

// A count for each slice, and the assertion that torch.export makes of the size.
// CHECK-LABEL: @counts
// CHECK-DAG:     %[[R:.*]] = "torch_c.to_builtin_tensor"(%arg1) : (!torch.vtensor<[3],si32>) -> tensor<3xi32>
// CHECK-DAG:     %[[X:.*]] = "torch_c.to_builtin_tensor"(%arg0) : (!torch.vtensor<[3,4],ui8>) -> tensor<3x4xi8>
// CHECK-NEXT:    %[[Y:.*]] = rint.repeat_interleave %[[X]] repeats(%[[R]] : tensor<3xi32>) dim(0) : tensor<3x4xi8> -> tensor<?x4xi8>
// CHECK-NEXT:    %[[Z:.*]] = "torch_c.from_builtin_tensor"(%[[Y]]) : (tensor<?x4xi8>) -> !torch.vtensor<[?,4],ui8>
// CHECK-NEXT:    return %[[Z]]
func.func @counts(%x: !torch.vtensor<[3,4],ui8>, %r: !torch.vtensor<[3],si32>) -> !torch.vtensor<[?,4],ui8> {
  %zero = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  %y = "torch.operator"(%x, %r, %zero, %none) <{name = "torch.aten.repeat_interleave.self_Tensor"}> : (!torch.vtensor<[3,4],ui8>, !torch.vtensor<[3],si32>, !torch.int, !torch.none) -> !torch.vtensor<[?,4],ui8>
  %n = "torch.aten.size.int"(%y, %zero) : (!torch.vtensor<[?,4],ui8>, !torch.int) -> !torch.int
  %ge = "torch.aten.ge.int"(%n, %zero) : (!torch.int, !torch.int) -> !torch.bool
  %i = "torch.aten.Int.bool"(%ge) : (!torch.bool) -> !torch.int
  %text = "torch.constant.str"() <{value = "Runtime assertion failed for expression u0 >= 0"}> : () -> !torch.str
  "torch.aten._assert_scalar"(%i, %text) : (!torch.int, !torch.str) -> ()
  return %y : !torch.vtensor<[?,4],ui8>
}

// -----

// CHECK-LABEL: @indices
// CHECK:         rint.repeat_indices repeats(%{{.*}} : tensor<3xi64>) output_size(6) : tensor<6xi64>
// CHECK-NOT:     torch.aten
func.func @indices(%r: !torch.vtensor<[3],si64>) -> !torch.vtensor<[6],si64> {
  %six = "torch.constant.int"() <{value = 6 : i64}> : () -> !torch.int
  %y = "torch.aten.repeat_interleave.Tensor"(%r, %six) : (!torch.vtensor<[3],si64>, !torch.int) -> !torch.vtensor<[6],si64>
  return %y : !torch.vtensor<[6],si64>
}

// -----

// The decomposition of repeat_interleave: indices, their assertion, a selection.
// CHECK-LABEL: @decomposed
// CHECK-COUNT-2: torch_c.to_builtin_tensor
// CHECK-NEXT:    rint.repeat_interleave %{{.*}} repeats(%{{.*}} : tensor<3xi64>) dim(1) : tensor<2x3xf32> -> tensor<2x?xf32>
// CHECK-NEXT:    torch_c.from_builtin_tensor
// CHECK-NEXT:    return
func.func @decomposed(%x: !torch.vtensor<[2,3],f32>, %r: !torch.vtensor<[3],si64>) -> !torch.vtensor<[2,?],f32> {
  %zero = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %dim = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  %j = "torch.aten.repeat_interleave.Tensor"(%r, %none) : (!torch.vtensor<[3],si64>, !torch.none) -> !torch.vtensor<[?],si64>
  %n = "torch.aten.size.int"(%j, %zero) : (!torch.vtensor<[?],si64>, !torch.int) -> !torch.int
  %ge = "torch.aten.ge.int"(%n, %zero) : (!torch.int, !torch.int) -> !torch.bool
  %i = "torch.aten.Int.bool"(%ge) : (!torch.bool) -> !torch.int
  %text = "torch.constant.str"() <{value = "Runtime assertion failed for expression u0 >= 0"}> : () -> !torch.str
  "torch.aten._assert_scalar"(%i, %text) : (!torch.int, !torch.str) -> ()
  %y = "torch.aten.index_select"(%x, %dim, %j) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.vtensor<[?],si64>) -> !torch.vtensor<[2,?],f32>
  return %y : !torch.vtensor<[2,?],f32>
}

// -----

// Both sizes are bound to one symbol.
// CHECK-LABEL: @bound_sizes
// CHECK:         rint.repeat_interleave %{{.*}} repeats(%{{.*}} : tensor<?xi64>) dim(0) output_size(%{{.*}}) : tensor<?x4xf32> -> tensor<?x4xf32>
// CHECK-NOT:     torch.aten.index_select
// CHECK-NOT:     symbolic
func.func @bound_sizes(%x: !torch.vtensor<[?,4],f32>, %r: !torch.vtensor<[?],si64>, %m: !torch.int) -> !torch.vtensor<[?,4],f32> {
  %s = "torch.symbolic_int"() <{max_val = 1000 : i64, min_val = 2 : i64, symbol_name = "s0"}> : () -> !torch.int
  "torch.bind_symbolic_shape"(%x, %s) <{shape_expressions = affine_map<()[s0] -> (s0, 4)>}> : (!torch.vtensor<[?,4],f32>, !torch.int) -> ()
  "torch.bind_symbolic_shape"(%r, %s) <{shape_expressions = affine_map<()[s0] -> (s0)>}> : (!torch.vtensor<[?],si64>, !torch.int) -> ()
  %zero = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %j = "torch.aten.repeat_interleave.Tensor"(%r, %m) : (!torch.vtensor<[?],si64>, !torch.int) -> !torch.vtensor<[?],si64>
  %y = "torch.aten.index_select"(%x, %zero, %j) : (!torch.vtensor<[?,4],f32>, !torch.int, !torch.vtensor<[?],si64>) -> !torch.vtensor<[?,4],f32>
  return %y : !torch.vtensor<[?,4],f32>
}

// -----

// CHECK-LABEL: @copies_of_the_whole
// CHECK:         rint.repeat %{{.*}} counts(5, 2, %{{.*}}) : tensor<3x4xf32> -> tensor<5x6x?xf32>
// CHECK:         rint.repeat %{{.*}} counts(1, 2) : tensor<3x4xf32> -> tensor<3x8xf32>
// CHECK-NOT:     torch.aten
func.func @copies_of_the_whole(%x: !torch.vtensor<[3,4],f32>, %n: !torch.int) -> (!torch.vtensor<[5,6,?],f32>, !torch.vtensor<[3,8],f32>) {
  %two = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %five = "torch.constant.int"() <{value = 5 : i64}> : () -> !torch.int
  %all = "torch.prim.ListConstruct"(%five, %two, %n) : (!torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %y = "torch.aten.repeat"(%x, %all) : (!torch.vtensor<[3,4],f32>, !torch.list<int>) -> !torch.vtensor<[5,6,?],f32>
  %last = "torch.prim.ListConstruct"(%two) : (!torch.int) -> !torch.list<int>
  %z = "torch.aten.tile"(%x, %last) : (!torch.vtensor<[3,4],f32>, !torch.list<int>) -> !torch.vtensor<[3,8],f32>
  return %y, %z : !torch.vtensor<[5,6,?],f32>, !torch.vtensor<[3,8],f32>
}

// -----

// Grouped heads as transformers writes them, of unknown batch and length, with a
// clone on the way.
// CHECK-LABEL: @repeat_kv
// CHECK-NEXT:    %[[X:.*]] = "torch_c.to_builtin_tensor"(%arg0)
// CHECK-NEXT:    %[[Y:.*]] = rint.repeat_interleave %[[X]] repeats(4) dim(1) : tensor<?x8x?x64xf32> -> tensor<?x32x?x64xf32>
// CHECK-NEXT:    %[[Z:.*]] = "torch_c.from_builtin_tensor"(%[[Y]])
// CHECK-NEXT:    return %[[Z]]
func.func @repeat_kv(%x: !torch.vtensor<[?,8,?,64],f32>) -> !torch.vtensor<[?,32,?,64],f32> {
  %0 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %2 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %4 = "torch.constant.int"() <{value = 4 : i64}> : () -> !torch.int
  %8 = "torch.constant.int"() <{value = 8 : i64}> : () -> !torch.int
  %32 = "torch.constant.int"() <{value = 32 : i64}> : () -> !torch.int
  %64 = "torch.constant.int"() <{value = 64 : i64}> : () -> !torch.int
  %false = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
  %none = "torch.constant.none"() : () -> !torch.none
  %b = "torch.aten.size.int"(%x, %0) : (!torch.vtensor<[?,8,?,64],f32>, !torch.int) -> !torch.int
  %s = "torch.aten.size.int"(%x, %2) : (!torch.vtensor<[?,8,?,64],f32>, !torch.int) -> !torch.int
  %u = "torch.aten.unsqueeze"(%x, %2) : (!torch.vtensor<[?,8,?,64],f32>, !torch.int) -> !torch.vtensor<[?,8,1,?,64],f32>
  %l = "torch.prim.ListConstruct"(%b, %8, %4, %s, %64) : (!torch.int, !torch.int, !torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %e = "torch.aten.expand"(%u, %l, %false) : (!torch.vtensor<[?,8,1,?,64],f32>, !torch.list<int>, !torch.bool) -> !torch.vtensor<[?,8,4,?,64],f32>
  %c = "torch.aten.clone"(%e, %none) : (!torch.vtensor<[?,8,4,?,64],f32>, !torch.none) -> !torch.vtensor<[?,8,4,?,64],f32>
  %m = "torch.prim.ListConstruct"(%b, %32, %s, %64) : (!torch.int, !torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %y = "torch.aten.view"(%c, %m) : (!torch.vtensor<[?,8,4,?,64],f32>, !torch.list<int>) -> !torch.vtensor<[?,32,?,64],f32>
  return %y : !torch.vtensor<[?,32,?,64],f32>
}

// -----

// A repeat of an added dimension, and sizes that are inferred.
// CHECK-LABEL: @repeat_of_unsqueezed
// CHECK:         rint.repeat_interleave %{{.*}} repeats(%{{.*}} : index) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
// CHECK-NOT:     torch.aten
func.func @repeat_of_unsqueezed(%x: !torch.vtensor<[?,4],f32>, %r: !torch.int) -> !torch.vtensor<[?,4],f32> {
  %1 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %4 = "torch.constant.int"() <{value = 4 : i64}> : () -> !torch.int
  %any = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
  %u = "torch.aten.unsqueeze"(%x, %1) : (!torch.vtensor<[?,4],f32>, !torch.int) -> !torch.vtensor<[?,1,4],f32>
  %l = "torch.prim.ListConstruct"(%1, %r, %1) : (!torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %e = "torch.aten.repeat"(%u, %l) : (!torch.vtensor<[?,1,4],f32>, !torch.list<int>) -> !torch.vtensor<[?,?,4],f32>
  %m = "torch.prim.ListConstruct"(%any, %4) : (!torch.int, !torch.int) -> !torch.list<int>
  %y = "torch.aten.reshape"(%e, %m) : (!torch.vtensor<[?,?,4],f32>, !torch.list<int>) -> !torch.vtensor<[?,4],f32>
  return %y : !torch.vtensor<[?,4],f32>
}

// -----

// Sizes that only types tell, and an added dimension that stays one.
// CHECK-LABEL: @sizes_of_types
// CHECK:         rint.repeat_interleave %{{.*}} repeats(3) dim(0) : tensor<2x4xf32> -> tensor<6x4xf32>
// CHECK-NOT:     torch.aten
func.func @sizes_of_types(%x: !torch.vtensor<[2,4],f32>, %n: !torch.int) -> !torch.vtensor<[6,4],f32> {
  %1 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %3 = "torch.constant.int"() <{value = 3 : i64}> : () -> !torch.int
  %u = "torch.aten.unsqueeze"(%x, %1) : (!torch.vtensor<[2,4],f32>, !torch.int) -> !torch.vtensor<[2,1,4],f32>
  %v = "torch.aten.unsqueeze"(%u, %1) : (!torch.vtensor<[2,1,4],f32>, !torch.int) -> !torch.vtensor<[2,1,1,4],f32>
  %l = "torch.prim.ListConstruct"(%n, %3, %1, %n) : (!torch.int, !torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %e = "torch.aten.broadcast_to"(%v, %l) : (!torch.vtensor<[2,1,1,4],f32>, !torch.list<int>) -> !torch.vtensor<[2,3,1,4],f32>
  %m = "torch.prim.ListConstruct"(%n, %n) : (!torch.int, !torch.int) -> !torch.list<int>
  %y = "torch.aten.view"(%e, %m) : (!torch.vtensor<[2,3,1,4],f32>, !torch.list<int>) -> !torch.vtensor<[6,4],f32>
  return %y : !torch.vtensor<[6,4],f32>
}

// -----

// The assertion as torch.export writes it of a symbolic size.
// CHECK-LABEL: @symbolic_size
// CHECK-NOT:     torch.aten._assert_scalar
func.func @symbolic_size(%x: !torch.vtensor<[?],f32>) {
  %zero = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %text = "torch.constant.str"() <{value = "no"}> : () -> !torch.str
  %n = "torch.operator"(%x, %zero) <{name = "torch.aten.sym_size.int"}> : (!torch.vtensor<[?],f32>, !torch.int) -> !torch.int
  %ge = "torch.aten.ge.int"(%n, %zero) : (!torch.int, !torch.int) -> !torch.bool
  %i = "torch.aten.Int.bool"(%ge) : (!torch.bool) -> !torch.int
  "torch.aten._assert_scalar"(%i, %text) : (!torch.int, !torch.str) -> ()
  return
}
