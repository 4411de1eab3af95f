// The length regulator of a speech model: the state of each phoneme for as many
// frames as it lasts. In PyTorch
//
//   def main(states, durations):
//       return torch.repeat_interleave(states.relu(), durations, dim=0).tanh()
//
// with an unknown number of phonemes, in the ops that torch.export makes of it.
module {
  func.func @main(%states: !torch.vtensor<[?,4],f32>, %durations: !torch.vtensor<[?],si64>) -> !torch.vtensor<[?,4],f32> {
    %n = torch.symbolic_int "s0" {min_val = 2, max_val = 9223372036854775806} : !torch.int
    torch.bind_symbolic_shape %states, [%n], affine_map<()[s0] -> (s0, 4)> : !torch.vtensor<[?,4],f32>
    torch.bind_symbolic_shape %durations, [%n], affine_map<()[s0] -> (s0)> : !torch.vtensor<[?],si64>
    %x = torch.aten.relu %states : !torch.vtensor<[?,4],f32> -> !torch.vtensor<[?,4],f32>
    torch.bind_symbolic_shape %x, [%n], affine_map<()[s0] -> (s0, 4)> : !torch.vtensor<[?,4],f32>
    %none = torch.constant.none
    %int0 = torch.constant.int 0
    %indices = torch.aten.repeat_interleave.Tensor %durations, %none : !torch.vtensor<[?],si64>, !torch.none -> !torch.vtensor<[?],si64>
    %size = torch.aten.size.int %indices, %int0 : !torch.vtensor<[?],si64>, !torch.int -> !torch.int
    %ge = torch.aten.ge.int %size, %int0 : !torch.int, !torch.int -> !torch.bool
    %ok = torch.aten.Int.bool %ge : !torch.bool -> !torch.int
    %text = torch.constant.str "Runtime assertion failed for expression u0 >= 0 on node 'ge'"
    torch.aten._assert_scalar %ok, %text : !torch.int, !torch.str
    %frames = torch.aten.index_select %x, %int0, %indices : !torch.vtensor<[?,4],f32>, !torch.int, !torch.vtensor<[?],si64> -> !torch.vtensor<[?,4],f32>
    %y = torch.aten.tanh %frames : !torch.vtensor<[?,4],f32> -> !torch.vtensor<[?,4],f32>
    return %y : !torch.vtensor<[?,4],f32>
  }
}
