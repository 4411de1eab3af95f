// RUN: rint-opt %s --rint-annotate-entry-points | FileCheck %s
// RUN: rint-opt %s --rint-annotate-entry-points --rint-annotate-entry-points | FileCheck %s
// RUN: rint-opt %s --rint-to-llvm | FileCheck %s --check-prefix=LLVM

// A public function with a body gets a C interface and keeps its type.
// CHECK: func.func @main(%{{.*}}: tensor<?xf32>, %{{.*}}: i64) -> tensor<?xf32> attributes {llvm.emit_c_interface, rint.signature = (tensor<?xf32>, i64) -> tensor<?xf32>} {
// LLVM: llvm.func @main({{.*}}rint.signature = (tensor<?xf32>, i64) -> tensor<?xf32>
// LLVM: llvm.func @_mlir_ciface_main(
func.func @main(%x: tensor<?xf32>, %n: i64) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}

// CHECK: func.func @nothing() attributes {llvm.emit_c_interface, rint.signature = () -> ()} {
func.func @nothing() {
  return
}

// Others do not.
// CHECK: func.func private @helper(%{{.*}}: tensor<?xf32>) {
func.func private @helper(%x: tensor<?xf32>) {
  return
}

// CHECK: func.func private @declared(tensor<?xf32>){{$}}
func.func private @declared(tensor<?xf32>)
