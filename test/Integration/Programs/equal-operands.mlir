// Upstream folds these to constants, also where nothing says how many elements
// they have.

// RUN: rint-runner %s --entry=bits --input=2xi32=[5,6] | FileCheck %s --check-prefix=BITS
// RUN: rint-opt %s --canonicalize | rint-runner - --entry=bits --input=2xi32=[5,6] | FileCheck %s --check-prefix=BITS
// BITS: 4xi32=[0, 0, 0, 0]
// BITS: 2xi1=[true, true]
// BITS: 2xi1=[false, false]
// BITS: 2xi32=[0, 0]
func.func @bits(%x: tensor<?xi32>) -> (tensor<?xi32>, tensor<?xi1>, tensor<?xi1>, tensor<?xi32>) {
  %a = arith.xori %x, %x : tensor<?xi32>
  %r = rint.repeat_interleave %a repeats(2) : tensor<?xi32> -> tensor<?xi32>
  %b = arith.cmpi eq, %x, %x : tensor<?xi32>
  %c = arith.cmpi ult, %x, %x : tensor<?xi32>
  %d = arith.subi %x, %x : tensor<?xi32>
  return %r, %b, %c, %d : tensor<?xi32>, tensor<?xi1>, tensor<?xi1>, tensor<?xi32>
}

// Two operands that become the same.
// RUN: rint-runner %s --entry=merged --input=2x1xi32=[[5],[6]] | FileCheck %s --check-prefix=MERGED
// RUN: rint-opt %s --cse --canonicalize | rint-runner - --entry=merged --input=2x1xi32=[[5],[6]] | FileCheck %s --check-prefix=MERGED
// MERGED: 2x1xi32=[{{\[}}0], [0]]
func.func @merged(%x: tensor<?x1xi32>) -> tensor<?x1xi32> {
  %a = arith.addi %x, %x : tensor<?x1xi32>
  %b = arith.addi %x, %x : tensor<?x1xi32>
  %c = arith.xori %a, %b : tensor<?x1xi32>
  return %c : tensor<?x1xi32>
}

// Upstream makes it 0 - y, with a constant.
// RUN: rint-runner %s --entry=difference --input=2xi32=[5,6] --input=2xi32=[1,2] | FileCheck %s --check-prefix=DIFFERENCE
// RUN: rint-opt %s --canonicalize | rint-runner - --entry=difference --input=2xi32=[5,6] --input=2xi32=[1,2] | FileCheck %s --check-prefix=DIFFERENCE
// DIFFERENCE: 2xi32=[-1, -2]
func.func @difference(%x: tensor<?xi32>, %y: tensor<?xi32>) -> tensor<?xi32> {
  %a = arith.subi %x, %y : tensor<?xi32>
  %b = arith.subi %a, %x : tensor<?xi32>
  return %b : tensor<?xi32>
}
