// Which function is run.
//
// RUN: split-file %s %t
// RUN: rint-runner %t/main.mlir | FileCheck %s --check-prefix=MAIN
// MAIN: {{^}}i64=1{{$}}
// RUN: rint-runner %t/main.mlir --entry=other | FileCheck %s --check-prefix=OTHER
// OTHER: {{^}}i64=2{{$}}
// A function that is asked for by name need not be public.
// RUN: rint-runner %t/main.mlir --entry=hidden | FileCheck %s --check-prefix=HIDDEN
// HIDDEN: {{^}}i64=3{{$}}
// RUN: rint-runner %t/only.mlir | FileCheck %s --check-prefix=MAIN
//
// RUN: not rint-runner %t/main.mlir --entry=nobody 2>&1 | FileCheck %s --check-prefix=NOBODY
// NOBODY: {{^.*}}main.mlir:0:0: error: expected a function called 'nobody', but got none{{$}}
// RUN: not rint-runner %t/main.mlir --entry=declared 2>&1 | FileCheck %s --check-prefix=DECLARED
// DECLARED: {{^.*}}main.mlir:13:1: error: expected 'declared' to have a body, but got a declaration{{$}}
// RUN: not rint-runner %t/two.mlir 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: {{^.*}}two.mlir:0:0: error: expected a function called 'main', only one public function, or --entry, but got 2 public functions{{$}}
// RUN: not rint-runner %t/none.mlir 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: {{^.*}}none.mlir:0:0: error: expected a function called 'main', only one public function, or --entry, but got 0 public functions{{$}}
// RUN: not rint-runner %t/explicit.mlir 2>&1 | FileCheck %s --check-prefix=EXPLICIT
// EXPLICIT: {{^.*}}explicit.mlir:2:1: error: expected a function called 'main', only one public function, or --entry, but got 0 public functions{{$}}

//--- main.mlir
func.func @main() -> i64 {
  %c = arith.constant 1 : i64
  return %c : i64
}
func.func @other() -> i64 {
  %c = arith.constant 2 : i64
  return %c : i64
}
func.func private @hidden() -> i64 {
  %c = arith.constant 3 : i64
  return %c : i64
}
func.func private @declared()

//--- only.mlir
func.func private @helper() -> i64 {
  %c = arith.constant 1 : i64
  return %c : i64
}
func.func @anything() -> i64 {
  %c = call @helper() : () -> i64
  return %c : i64
}
func.func private @printNewline()

//--- two.mlir
func.func @a() {
  return
}
func.func @b() {
  return
}

//--- none.mlir
func.func private @a() {
  return
}

//--- explicit.mlir

module {
}
