// RUN: rint-opt --rint-verify-symbols --split-input-file --verify-diagnostics %s

// expected-error @below {{expected symbols of the program to have other names than functions that compiled code calls, but got 'malloc'}}
func.func private @malloc(%n: index) -> tensor<?xf32> {
  %0 = tensor.empty(%n) : tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// expected-error @below {{expected symbols of the program to have other names than functions that compiled code calls, but got 'rintReportError'}}
func.func private @rintReportError(%x: i32) -> i32 {
  return %x : i32
}

// -----

// expected-error @below {{but got 'memrefCopy'}}
memref.global "private" @memrefCopy : memref<4xf32>

// -----

// expected-error @below {{but got 'free'}}
func.func private @free(i32)

// -----

// Declarations of the right type are what compiled code calls, too.
func.func private @malloc(i64) -> !llvm.ptr
func.func private @free(!llvm.ptr)
llvm.func @dprintf(i32, !llvm.ptr, ...) -> i32

// -----

// A function of the LLVM dialect may take the place of the run-time's.
llvm.func @rintReportError(%text: !llvm.ptr) {
  llvm.return
}

// -----

// expected-error @below {{but got '_mlir_ciface_main'}}
func.func @_mlir_ciface_main() {
  return
}

// -----

// expected-error @below {{but got 'expf'}}
func.func private @expf(%x: f32) -> f32 {
  return %x : f32
}
func.func @main(%x: f32) -> f32 {
  %0 = math.exp %x : f32
  return %0 : f32
}

// -----

// Nothing calls it by its name.
func.func private @expf(%x: f32) -> f32 {
  return %x : f32
}
