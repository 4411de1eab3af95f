// Dimensions of size 1 around the repeated one must not be taken for it, whether
// their strides are static or not.
//
// RUN: rint-runner %s --entry=literal --input=1x2x3x2xi32=iota | FileCheck %s --check-prefix=LITERAL
// RUN: rint-runner %s --entry=offsets --input=1x3x1x1xi16=iota --input='2xindex=[0, 2]' | FileCheck %s --check-prefix=OFFSETS

// LITERAL: 1x2x1x2xi32={{\[\[\[\[}}4, 5]], {{\[\[}}10, 11]]]]
func.func @literal(%x: tensor<1x2x3x?xi32>) -> tensor<1x2x1x?xi32> {
  %y = rint.repeat_interleave %x repeats([0, 0, 1]) dim(2) : tensor<1x2x3x?xi32> -> tensor<1x2x1x?xi32>
  return %y : tensor<1x2x1x?xi32>
}

// OFFSETS: 1x3x2x1xi16={{\[\[\[\[}}0], [0]], {{\[\[}}1], [1]], {{\[\[}}2], [2]]]]
func.func @offsets(%x: tensor<1x?x?x?xi16>, %o: tensor<?xindex>) -> tensor<?x?x?x?xi16> {
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(2) : tensor<1x?x?x?xi16> -> tensor<?x?x?x?xi16>
  return %y : tensor<?x?x?x?xi16>
}
