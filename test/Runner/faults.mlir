// Programs that would end in a signal end in an error.
//
// RUN: not rint-runner %s --entry=divide --input=i64=1 --input=i64=0 2>&1 | FileCheck %s --check-prefix=DIVIDE
// DIVIDE: {{^.*}}faults.mlir:[[#@LINE+1]]:1: error: arithmetic fault, such as an integer division by zero, while running 'divide'{{$}}
func.func @divide(%a: i64, %b: i64) -> i64 {
  %c = arith.divsi %a, %b : i64
  return %c : i64
}

// RUN: not rint-runner %s --entry=assert --input=i1=false 2>&1 | FileCheck %s --check-prefix=ASSERT
// RUN: rint-runner %s --entry=assert --input=i1=true | FileCheck %s --check-prefix=TRUE
// ASSERT: {{^.*}}faults.mlir:[[#@LINE+3]]:3: error: 100 % of {0} must hold{{$}}
// TRUE: {{^}}i1=true{{$}}
func.func @assert(%a: i1) -> i1 {
  cf.assert %a, "100 % of {0} must hold"
  return %a : i1
}

// RUN: not rint-runner %s --entry=recurse --input=i64=1 2>&1 | FileCheck %s --check-prefix=RECURSE
// RECURSE: {{^.*}}faults.mlir:[[#@LINE+1]]:1: error: invalid memory access or stack overflow while running 'recurse'{{$}}
func.func @recurse(%a: i64) -> i64 {
  %one = arith.constant 1 : i64
  %next = arith.addi %a, %one : i64
  %b = call @recurse(%next) : (i64) -> i64
  %c = call @recurse(%b) : (i64) -> i64
  return %c : i64
}

// Memory that is not there.
// RUN: not rint-runner %s --entry=splat --input=index=100000000000000 2>&1 | FileCheck %s --check-prefix=MEMORY
// MEMORY: {{^.*}}faults.mlir:[[#@LINE+1]]:1: error: expected a buffer to fit in memory, but got {{[0-9]+}} bytes{{$}}
func.func @splat(%n: index) -> tensor<?xf32> {
  %c = arith.constant 1.0 : f32
  %x = tensor.splat %c[%n] : tensor<?xf32>
  return %x : tensor<?xf32>
}

// RUN: not rint-runner %s --entry=missing 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: {{^.*}}faults.mlir:[[#@LINE+1]]:1: error: expected 'nowhere' to be defined in the module or in a library given by --shared-libs, but got a declaration only{{$}}
func.func private @nowhere() -> i64
func.func @missing() -> i64 {
  %c = call @nowhere() : () -> i64
  return %c : i64
}
// RUN: not rint-runner %s --entry=missing --shared-libs=%t.so 2>&1 | FileCheck %s --check-prefix=LIBRARY
// LIBRARY: {{^.*}}faults.mlir:0:0: error: expected a shared library, but got '{{.*}}.so': {{.*}}: cannot open shared object file: No such file or directory{{$}}
