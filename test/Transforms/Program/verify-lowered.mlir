// RUN: rint-opt --rint-verify-lowered --split-input-file --verify-diagnostics %s

llvm.func @lowered() {
  llvm.return
}

// -----

llvm.func @left() {
  // The cast is a consequence.
  %0 = llvm.mlir.constant(1 : i64) : i64
  %1 = builtin.unrealized_conversion_cast %0 : i64 to index
  // expected-error @below {{expected every op to have a lowering to the LLVM dialect, but got 'arith.addi'}}
  %2 = arith.addi %1, %1 : index
  llvm.return
}

// -----

llvm.func @cast(%x: i64) {
  // expected-error @below {{but got 'builtin.unrealized_conversion_cast'}}
  %0 = builtin.unrealized_conversion_cast %x : i64 to index
  llvm.return
}
