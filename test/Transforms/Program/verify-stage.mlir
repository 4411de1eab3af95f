// RUN: not rint-opt %s --mlir-very-unsafe-disable-verifier-on-parsing \
// RUN:   --verify-each=false --rint-verify-stage 2>&1 | FileCheck %s

// CHECK: verify-stage.mlir:[[@LINE+2]]:{{[0-9]+}}: error: 'func.return' op has 1 operands, but enclosing function (@main) returns 0
func.func @main(%x: index) {
  "func.return"(%x) : (index) -> ()
}
