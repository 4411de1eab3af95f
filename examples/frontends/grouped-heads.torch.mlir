// The scores of an attention with grouped heads: 2 heads of keys serve 6 of queries.
// In PyTorch
//
//   def main(q, k):                                     # [b, 6, s, 8], [b, 2, s, 8]
//       b, h, s, d = k.shape
//       k = k[:, :, None].expand(b, h, 3, s, d).reshape(b, h * 3, s, d)
//       return q @ k.transpose(2, 3)
//
// of unknown batch and length.
module {
  func.func @main(%q: !torch.vtensor<[?,6,?,8],f32>, %k: !torch.vtensor<[?,2,?,8],f32>) -> !torch.vtensor<[?,6,?,?],f32> {
    %int0 = torch.constant.int 0
    %int2 = torch.constant.int 2
    %int3 = torch.constant.int 3
    %int6 = torch.constant.int 6
    %int8 = torch.constant.int 8
    %false = torch.constant.bool false
    %b = torch.aten.size.int %k, %int0 : !torch.vtensor<[?,2,?,8],f32>, !torch.int -> !torch.int
    %s = torch.aten.size.int %k, %int2 : !torch.vtensor<[?,2,?,8],f32>, !torch.int -> !torch.int
    %0 = torch.aten.unsqueeze %k, %int2 : !torch.vtensor<[?,2,?,8],f32>, !torch.int -> !torch.vtensor<[?,2,1,?,8],f32>
    %1 = torch.prim.ListConstruct %b, %int2, %int3, %s, %int8 : (!torch.int, !torch.int, !torch.int, !torch.int, !torch.int) -> !torch.list<int>
    %2 = torch.aten.expand %0, %1, %false : !torch.vtensor<[?,2,1,?,8],f32>, !torch.list<int>, !torch.bool -> !torch.vtensor<[?,2,3,?,8],f32>
    %3 = torch.prim.ListConstruct %b, %int6, %s, %int8 : (!torch.int, !torch.int, !torch.int, !torch.int) -> !torch.list<int>
    %4 = torch.aten.reshape %2, %3 : !torch.vtensor<[?,2,3,?,8],f32>, !torch.list<int> -> !torch.vtensor<[?,6,?,8],f32>
    %5 = torch.aten.transpose.int %4, %int2, %int3 : !torch.vtensor<[?,6,?,8],f32>, !torch.int, !torch.int -> !torch.vtensor<[?,6,8,?],f32>
    %6 = torch.aten.matmul %q, %5 : !torch.vtensor<[?,6,?,8],f32>, !torch.vtensor<[?,6,8,?],f32> -> !torch.vtensor<[?,6,?,?],f32>
    return %6 : !torch.vtensor<[?,6,?,?],f32>
  }
}
