// What stands in the way of a call is an error, never a crash.
//
// RUN: rint-opt %s --convert-rint-to-llvm --split-input-file --verify-diagnostics

func.func @nested(%c: i1, %ok: i1) {
  scf.if %c {
    // expected-error@+1 {{failed to legalize operation 'rint.check' that was explicitly marked illegal}}
    rint.check %ok, "nested"
  }
  return
}

// -----

func.func private @exit(i32)
func.func @other_kind(%ok: i1) {
  // expected-error@+1 {{failed to legalize operation 'rint.check' that was explicitly marked illegal}}
  rint.check %ok, "exit is no llvm.func"
  return
}

// -----

llvm.mlir.global @rintFitsMemory(2 : i32) : i32
func.func @no_function(%n: index) -> i1 {
  // expected-error@+1 {{failed to legalize operation 'rint.fits_memory' that was explicitly marked illegal}}
  %0 = rint.fits_memory %n
  return %0 : i1
}
