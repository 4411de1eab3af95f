// Rules that a torch program breaks, with the place that it has there.
//
// RUN: rint-opt %s --allow-unregistered-dialect --convert-torch-to-rint \
// RUN:   --split-input-file --verify-diagnostics

func.func @negative(%x: !torch.vtensor<[3,4],f32>) -> !torch.vtensor<[?,4],f32> {
  %r = "torch.constant.int"() <{value = -2 : i64}> : () -> !torch.int
  %d = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  // expected-error @below {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -2}}
  %y = "torch.aten.repeat_interleave.self_int"(%x, %r, %d, %none) : (!torch.vtensor<[3,4],f32>, !torch.int, !torch.int, !torch.none) -> !torch.vtensor<[?,4],f32>
  return %y : !torch.vtensor<[?,4],f32>
}

// -----

func.func @dim(%x: !torch.vtensor<[3,4],f32>) -> !torch.vtensor<[3,4],f32> {
  %r = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %d = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  // expected-error @below {{'rint.repeat_interleave' op expected dim to be at least -2 and less than 2, but got 2}}
  %y = "torch.aten.repeat_interleave.self_int"(%x, %r, %d, %none) : (!torch.vtensor<[3,4],f32>, !torch.int, !torch.int, !torch.none) -> !torch.vtensor<[3,4],f32>
  return %y : !torch.vtensor<[3,4],f32>
}

// -----

func.func @counts(%x: !torch.vtensor<[3,4],f32>, %r: !torch.vtensor<[2],si64>) -> !torch.vtensor<[?,4],f32> {
  %d = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
  %none = "torch.constant.none"() : () -> !torch.none
  // expected-error @below {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2}}
  %y = "torch.operator"(%x, %r, %d, %none) <{name = "torch.aten.repeat_interleave.self_Tensor"}> : (!torch.vtensor<[3,4],f32>, !torch.vtensor<[2],si64>, !torch.int, !torch.none) -> !torch.vtensor<[?,4],f32>
  return %y : !torch.vtensor<[?,4],f32>
}

// -----

func.func @too_few(%x: !torch.vtensor<[3,4],f32>) -> !torch.vtensor<[?],f32> {
  %two = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %l = "torch.prim.ListConstruct"(%two) : (!torch.int) -> !torch.list<int>
  // expected-error @below {{'rint.repeat' op expected counts to have at least 2 entries, one for each dimension of the input, but got 1}}
  %y = "torch.aten.repeat"(%x, %l) : (!torch.vtensor<[3,4],f32>, !torch.list<int>) -> !torch.vtensor<[?],f32>
  return %y : !torch.vtensor<[?],f32>
}
