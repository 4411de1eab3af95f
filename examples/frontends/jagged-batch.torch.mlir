// A jagged batch: sequences of different lengths, one behind the other, and what
// each sequence has of its own added to all of its tokens. In PyTorch
//
//   def main(tokens, of_sequence, lengths):
//       return tokens + torch.repeat_interleave(of_sequence, lengths, dim=0)
//
// without the decompositions of torch.export, which keeps the op.
module {
  func.func @main(%tokens: !torch.vtensor<[?,4],f32>, %of_sequence: !torch.vtensor<[3,4],f32>, %lengths: !torch.vtensor<[3],si64>) -> !torch.vtensor<[?,4],f32> {
    %int0 = torch.constant.int 0
    %int1 = torch.constant.int 1
    %none = torch.constant.none
    %of_token = torch.operator "torch.aten.repeat_interleave.self_Tensor"(%of_sequence, %lengths, %int0, %none) : (!torch.vtensor<[3,4],f32>, !torch.vtensor<[3],si64>, !torch.int, !torch.none) -> !torch.vtensor<[?,4],f32>
    %y = torch.aten.add.Tensor %tokens, %of_token, %int1 : !torch.vtensor<[?,4],f32>, !torch.vtensor<[?,4],f32>, !torch.int -> !torch.vtensor<[?,4],f32>
    return %y : !torch.vtensor<[?,4],f32>
  }
}
