// Ops of the torch dialect that are not known well enough, or are no repeats.
//
// RUN: rint-opt %s --allow-unregistered-dialect --convert-torch-to-rint \
// RUN:   --split-input-file | FileCheck %s --implicit-check-not=rint.repeat_interleave

// CHECK-LABEL: @unknown_types
// CHECK:         "torch.aten.repeat_interleave.self_int"(%arg0
// CHECK:         "torch.aten.repeat_interleave.self_int"(%arg1
// CHECK:         "torch.aten.repeat_interleave.self_int"(%arg4
// CHECK:         "torch.operator"
func.func @unknown_types(%x: !torch.vtensor<*,f32>, %y: !torch.vtensor<[2],unk>, %z: !torch.vtensor<[2],f32>, %r: !torch.vtensor<[2],ui8>, %v: !torch.vtensor<[2],someday>) {
  %two = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  %0 = "torch.aten.repeat_interleave.self_int"(%x, %two, %none, %none) : (!torch.vtensor<*,f32>, !torch.int, !torch.none, !torch.none) -> !torch.vtensor<[?],f32>
  %1 = "torch.aten.repeat_interleave.self_int"(%y, %two, %none, %none) : (!torch.vtensor<[2],unk>, !torch.int, !torch.none, !torch.none) -> !torch.vtensor<[4],unk>
  %3 = "torch.aten.repeat_interleave.self_int"(%v, %two, %none, %none) : (!torch.vtensor<[2],someday>, !torch.int, !torch.none, !torch.none) -> !torch.vtensor<[4],someday>
  // The counts are signed in torch.
  %2 = "torch.operator"(%z, %r, %none, %none) <{name = "torch.aten.repeat_interleave.self_Tensor"}> : (!torch.vtensor<[2],f32>, !torch.vtensor<[2],ui8>, !torch.none, !torch.none) -> !torch.vtensor<[?],f32>
  return
}

// -----

// What may be no int, a dim that only the run knows, a list from elsewhere, and an
// operator of another name.
// CHECK-LABEL: @unknown_operands
// CHECK-COUNT-2: "torch.aten.repeat_interleave.self_int"
// CHECK:         "torch.aten.repeat"
// CHECK:         "torch.operator"
func.func @unknown_operands(%x: !torch.vtensor<[2],f32>, %r: !torch.optional<int>, %d: !torch.int, %l: !torch.list<int>) {
  %two = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  %0 = "torch.aten.repeat_interleave.self_int"(%x, %r, %none, %none) : (!torch.vtensor<[2],f32>, !torch.optional<int>, !torch.none, !torch.none) -> !torch.vtensor<[?],f32>
  %1 = "torch.aten.repeat_interleave.self_int"(%x, %two, %d, %none) : (!torch.vtensor<[2],f32>, !torch.int, !torch.int, !torch.none) -> !torch.vtensor<[?],f32>
  %2 = "torch.aten.repeat"(%x, %l) : (!torch.vtensor<[2],f32>, !torch.list<int>) -> !torch.vtensor<[?],f32>
  %3 = "torch.operator"(%x, %two, %none, %none) <{name = "custom.repeat_interleave"}> : (!torch.vtensor<[2],f32>, !torch.int, !torch.none, !torch.none) -> !torch.vtensor<[?],f32>
  return
}

// -----

// One count would serve all slices of a repeat, but names the first in an index.
// The indices are rint's all the same.
// CHECK-LABEL: @sizes_that_may_differ
// CHECK:         rint.repeat_indices
// CHECK:         "torch.aten.index_select"
func.func @sizes_that_may_differ(%x: !torch.vtensor<[?,4],f32>, %r: !torch.vtensor<[?],si64>) -> !torch.vtensor<[?,4],f32> {
  %zero = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  %j = "torch.aten.repeat_interleave.Tensor"(%r, %none) : (!torch.vtensor<[?],si64>, !torch.none) -> !torch.vtensor<[?],si64>
  %y = "torch.aten.index_select"(%x, %zero, %j) : (!torch.vtensor<[?,4],f32>, !torch.int, !torch.vtensor<[?],si64>) -> !torch.vtensor<[?,4],f32>
  return %y : !torch.vtensor<[?,4],f32>
}

// -----

// An expand of a size that may be 1, and a view that may cut the rows anew.
// CHECK-LABEL: @other_views
// CHECK-COUNT-2: "torch.aten.view"
func.func @other_views(%x: !torch.vtensor<[?,4],f32>, %n: !torch.int, %p: !torch.int, %q: !torch.int) -> (!torch.vtensor<[?,4],f32>, !torch.vtensor<[?,?],f32>) {
  %1 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %2 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %4 = "torch.constant.int"() <{value = 4 : i64}> : () -> !torch.int
  %any = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
  %false = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
  %u = "torch.aten.unsqueeze"(%x, %1) : (!torch.vtensor<[?,4],f32>, !torch.int) -> !torch.vtensor<[?,1,4],f32>
  %l = "torch.prim.ListConstruct"(%n, %2, %4) : (!torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %e = "torch.aten.expand"(%u, %l, %false) : (!torch.vtensor<[?,1,4],f32>, !torch.list<int>, !torch.bool) -> !torch.vtensor<[?,2,4],f32>
  %m = "torch.prim.ListConstruct"(%any, %4) : (!torch.int, !torch.int) -> !torch.list<int>
  %y = "torch.aten.view"(%e, %m) : (!torch.vtensor<[?,2,4],f32>, !torch.list<int>) -> !torch.vtensor<[?,4],f32>
  %k = "torch.prim.ListConstruct"(%any, %2, %4) : (!torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %f = "torch.aten.expand"(%u, %k, %false) : (!torch.vtensor<[?,1,4],f32>, !torch.list<int>, !torch.bool) -> !torch.vtensor<[?,2,4],f32>
  %o = "torch.prim.ListConstruct"(%p, %q) : (!torch.int, !torch.int) -> !torch.list<int>
  %z = "torch.aten.view"(%f, %o) : (!torch.vtensor<[?,2,4],f32>, !torch.list<int>) -> !torch.vtensor<[?,?],f32>
  return %y, %z : !torch.vtensor<[?,4],f32>, !torch.vtensor<[?,?],f32>
}

// -----

// Assertions of something else.
// CHECK-LABEL: @assertions
// CHECK-COUNT-2: "torch.aten._assert_scalar"
func.func @assertions(%x: !torch.vtensor<[?],f32>, %n: !torch.int) {
  %zero = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %one = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %text = "torch.constant.str"() <{value = "no"}> : () -> !torch.str
  %s = "torch.aten.size.int"(%x, %zero) : (!torch.vtensor<[?],f32>, !torch.int) -> !torch.int
  %ge1 = "torch.aten.ge.int"(%s, %one) : (!torch.int, !torch.int) -> !torch.bool
  %i1 = "torch.aten.Int.bool"(%ge1) : (!torch.bool) -> !torch.int
  "torch.aten._assert_scalar"(%i1, %text) : (!torch.int, !torch.str) -> ()
  %ge0 = "torch.aten.ge.int"(%n, %zero) : (!torch.int, !torch.int) -> !torch.bool
  %i0 = "torch.aten.Int.bool"(%ge0) : (!torch.bool) -> !torch.int
  "torch.aten._assert_scalar"(%i0, %text) : (!torch.int, !torch.str) -> ()
  return
}
