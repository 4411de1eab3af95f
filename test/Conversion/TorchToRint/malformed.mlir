// Ops that are no ops of the torch dialect, though named so: with operands or results
// too few, or of sizes that contradict each other. They stay.
//
// RUN: rint-opt %s --allow-unregistered-dialect --convert-torch-to-rint | FileCheck %s \
// RUN:   --implicit-check-not='= rint.'

// CHECK-LABEL: @assertions
// CHECK-COUNT-3: "torch.aten._assert_scalar"
func.func @assertions(%n: !torch.int) {
  %ge = "torch.aten.ge.int"(%n) : (!torch.int) -> !torch.bool
  %i = "torch.aten.Int.bool"(%ge) : (!torch.bool) -> !torch.int
  %j = "torch.aten.Int.bool"() : () -> !torch.int
  "torch.aten._assert_scalar"(%i) : (!torch.int) -> ()
  "torch.aten._assert_scalar"(%j) : (!torch.int) -> ()
  "torch.aten._assert_scalar"() : () -> ()
  return
}

// CHECK-LABEL: @views
// CHECK-COUNT-5: "torch.aten.view"
func.func @views(%x: !torch.vtensor<[2,1],f32>, %s: !torch.int) -> (!torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>) {
  %1 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %2 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %4 = "torch.constant.int"() <{value = 4 : i64}> : () -> !torch.int
  %8 = "torch.constant.int"() <{value = 8 : i64}> : () -> !torch.int
  %m = "torch.prim.ListConstruct"(%8) : (!torch.int) -> !torch.list<int>
  %k = "torch.prim.ListConstruct"(%2, %4) : (!torch.int, !torch.int) -> !torch.list<int>
  %e0 = "torch.aten.expand"() : () -> !torch.vtensor<[2,4],f32>
  %y0 = "torch.aten.view"(%e0, %m) : (!torch.vtensor<[2,4],f32>, !torch.list<int>) -> !torch.vtensor<[8],f32>
  %e1 = "torch.aten.repeat"(%x) : (!torch.vtensor<[2,1],f32>) -> !torch.vtensor<[2,4],f32>
  %y1 = "torch.aten.view"(%e1, %m) : (!torch.vtensor<[2,4],f32>, !torch.list<int>) -> !torch.vtensor<[8],f32>
  %c2 = "torch.aten.clone"() : () -> !torch.vtensor<[2,4],f32>
  %y2 = "torch.aten.view"(%c2, %m) : (!torch.vtensor<[2,4],f32>, !torch.list<int>) -> !torch.vtensor<[8],f32>
  // One element is added, and one more than that is there.
  %u3 = "torch.aten.unsqueeze"(%x, %2) : (!torch.vtensor<[2,1],f32>, !torch.int) -> !torch.vtensor<[2,1,1,4],f32>
  %k3 = "torch.prim.ListConstruct"(%2, %1, %1, %4) : (!torch.int, !torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %e3 = "torch.aten.expand"(%u3, %k3) : (!torch.vtensor<[2,1,1,4],f32>, !torch.list<int>) -> !torch.vtensor<[2,1,1,4],f32>
  %y3 = "torch.aten.view"(%e3, %m) : (!torch.vtensor<[2,1,1,4],f32>, !torch.list<int>) -> !torch.vtensor<[8],f32>
  // A list with a size for one dimension of two.
  %e5 = "torch.aten.expand"(%x, %m) : (!torch.vtensor<[2,1],f32>, !torch.list<int>) -> !torch.vtensor<[2,4],f32>
  %y5 = "torch.aten.view"(%e5, %m) : (!torch.vtensor<[2,4],f32>, !torch.list<int>) -> !torch.vtensor<[8],f32>
  return %y0, %y1, %y2, %y3, %y5 : !torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>, !torch.vtensor<[8],f32>
}

// A view with sizes for two dimensions and one in its type, and one of an unknown type.
// CHECK-LABEL: @list_of_another_rank
// CHECK-COUNT-2: "torch.aten.view"
func.func @list_of_another_rank(%x: !torch.vtensor<[2,1],f32>) -> (!torch.vtensor<[8],f32>, !torch.vtensor<[2,4],f32>) {
  %2 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %4 = "torch.constant.int"() <{value = 4 : i64}> : () -> !torch.int
  %k = "torch.prim.ListConstruct"(%2, %4) : (!torch.int, !torch.int) -> !torch.list<int>
  %e = "torch.aten.expand"(%x, %k) : (!torch.vtensor<[2,1],f32>, !torch.list<int>) -> !torch.vtensor<[2,4],f32>
  %y = "torch.aten.view"(%e, %k) : (!torch.vtensor<[2,4],f32>, !torch.list<int>) -> !torch.vtensor<[8],f32>
  %f = "torch.aten.expand"(%x, %k) : (!torch.vtensor<[2,1],f32>, !torch.list<int>) -> !torch.vtensor<*,f32>
  %z = "torch.aten.view"(%f, %k) : (!torch.vtensor<*,f32>, !torch.list<int>) -> !torch.vtensor<[2,4],f32>
  return %y, %z : !torch.vtensor<[8],f32>, !torch.vtensor<[2,4],f32>
}

// What is no unsqueeze is a tensor like any other.
// CHECK-LABEL: @unknown_source
// CHECK:         "torch.aten.unsqueeze"(%{{.*}}) :
// CHECK:         rint.repeat_interleave %{{.*}} repeats(4) dim(0) : tensor<2xf32> -> tensor<8xf32>
func.func @unknown_source(%x: !torch.vtensor<[2,1],f32>) -> !torch.vtensor<[8],f32> {
  %1 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %2 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %4 = "torch.constant.int"() <{value = 4 : i64}> : () -> !torch.int
  %8 = "torch.constant.int"() <{value = 8 : i64}> : () -> !torch.int
  %m = "torch.prim.ListConstruct"(%8) : (!torch.int) -> !torch.list<int>
  %u4 = "torch.aten.unsqueeze"(%x) : (!torch.vtensor<[2,1],f32>) -> !torch.vtensor<[2,1,1],f32>
  %k4 = "torch.prim.ListConstruct"(%2, %1, %4) : (!torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %e4 = "torch.aten.expand"(%u4, %k4) : (!torch.vtensor<[2,1,1],f32>, !torch.list<int>) -> !torch.vtensor<[2,1,4],f32>
  %y4 = "torch.aten.view"(%e4, %m) : (!torch.vtensor<[2,1,4],f32>, !torch.list<int>) -> !torch.vtensor<[8],f32>
  return %y4 : !torch.vtensor<[8],f32>
}

// CHECK-LABEL: @no_results
// CHECK-NEXT:    "torch.aten.repeat_interleave.self_int"
// CHECK-NEXT:    "torch.aten.repeat_interleave.Tensor"
// CHECK-NEXT:    "torch.aten.index_select"
// CHECK-NEXT:    "torch.aten.repeat"
// CHECK-NEXT:    "torch.aten.view"
func.func @no_results(%x: !torch.vtensor<[2,1],f32>, %r: !torch.vtensor<[2],si64>, %n: !torch.int) {
  "torch.aten.repeat_interleave.self_int"(%x, %n, %n, %n) : (!torch.vtensor<[2,1],f32>, !torch.int, !torch.int, !torch.int) -> ()
  "torch.aten.repeat_interleave.Tensor"(%r, %n) : (!torch.vtensor<[2],si64>, !torch.int) -> ()
  "torch.aten.index_select"(%x, %n, %r) : (!torch.vtensor<[2,1],f32>, !torch.int, !torch.vtensor<[2],si64>) -> ()
  "torch.aten.repeat"(%x, %n) : (!torch.vtensor<[2,1],f32>, !torch.int) -> ()
  "torch.aten.view"(%x, %n) : (!torch.vtensor<[2,1],f32>, !torch.int) -> ()
  return
}
