// 7.3c Key and value heads for grouped-query attention
//
// 8 heads of keys serve 32 heads of queries, each of them 4 in a row: query heads
// 0 to 3 read key head 0, 4 to 7 read key head 1, and so on. Along dimension 1 of
// [batch, heads, tokens, features] that is repeat_interleave by 4.
//
// `@repeat_kv` is the whole of it. `@heads` runs it and keeps the first element
// of each of the 32 heads: with keys counted through from 0, key head h starts at
// h * 1024 * 128, and each of these has to come four times.
//
// PYTHON: rint.repeat_interleave(np.arange(1 << 20, dtype=np.int32).reshape(1, 8, 1024, 128), 4, dim=1)[0, :, 0, 0]
//
// RUN: rint-runner %s --entry=heads --input=1x8x1024x128xi32=iota | FileCheck %s
// CHECK: {{^}}32xi32=[0, 0, 0, 0, 131072, 131072, 131072, 131072,
// CHECK-SAME: {{^}} 262144, 262144, 262144, 262144, 393216, 393216, 393216, 393216,
// CHECK-SAME: {{^}} 524288, 524288, 524288, 524288, 655360, 655360, 655360, 655360,
// CHECK-SAME: {{^}} 786432, 786432, 786432, 786432, 917504, 917504, 917504, 917504]{{$}}

func.func @repeat_kv(%keys: tensor<?x8x?x128xf32>) -> tensor<?x32x?x128xf32> {
  %r = rint.repeat_interleave %keys repeats(4) dim(1) : tensor<?x8x?x128xf32> -> tensor<?x32x?x128xf32>
  return %r : tensor<?x32x?x128xf32>
}

func.func @heads(%keys: tensor<1x8x1024x128xi32>) -> tensor<32xi32> {
  %r = rint.repeat_interleave %keys repeats(4) dim(1) : tensor<1x8x1024x128xi32> -> tensor<1x32x1024x128xi32>
  %heads = tensor.extract_slice %r[0, 0, 0, 0] [1, 32, 1, 1] [1, 1, 1, 1] : tensor<1x32x1024x128xi32> to tensor<32xi32>
  return %heads : tensor<32xi32>
}
