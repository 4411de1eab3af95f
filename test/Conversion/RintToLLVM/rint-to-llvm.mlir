// Checks become a branch to a cold block that words the message, and the module
// carries weak definitions of the hooks.
//
// RUN: rint-opt %s --convert-rint-to-llvm --split-input-file --mlir-print-debuginfo=false | FileCheck %s
// RUN: rint-opt %s --convert-to-llvm --reconcile-unrealized-casts --split-input-file | FileCheck %s

// Percent signs are text; values may stand in any order, and more than once. What
// is no placeholder stays.
// CHECK-LABEL: @check(
// CHECK-SAME: %[[OK:.*]]: i1, %[[U:.*]]: {{i8|ui8}}, %[[N:.*]]: i64)
// CHECK: llvm.cond_br %[[OK]], ^[[GOOD:.*]], ^[[BAD:.*]]{{$}}
// CHECK: ^[[GOOD]]:
// CHECK: return
// CHECK: ^[[BAD]]:
// CHECK-DAG: %[[FORMAT:.*]] = llvm.mlir.addressof @[[TEXT:rint_text_[0-9a-f]+]]
// CHECK-DAG: %[[SIZE:.*]] = llvm.mlir.constant({{[0-9]+}} : i64)
// CHECK-DAG: %[[WIDE:.*]] = llvm.zext %{{.*}} : i8 to i64
// CHECK: llvm.call @rint_report_3(%[[FORMAT]], %[[SIZE]], %[[N]], %[[WIDE]], %[[N]])
// CHECK: llvm.unreachable
func.func @check(%ok: i1, %u: ui8, %n: i64) {
  rint.check %ok, "100% {2} {x} {1}, {0}, {1}" (%u, %n : ui8, i64)
  return
}

// CHECK: llvm.func weak @rintReportError(%[[MESSAGE:.*]]: !llvm.ptr) {
// CHECK: llvm.call @dprintf(%{{.*}}, %{{.*}}, %[[MESSAGE]])
// CHECK: llvm.call @exit(
// CHECK: llvm.unreachable

// What all checks with three values share.
// CHECK: llvm.mlir.global internal constant @[[TEXT]]("{{.*}}rint-to-llvm.mlir:{{[0-9]+}}:3: error: 100%% {{[{]}}2} {x} %lld, %llu, %lld{{[^"]*}}\00")
// CHECK: llvm.func internal @rint_report_3(%[[FORMAT:.*]]: !llvm.ptr, %[[SIZE:.*]]: i64, %[[A:.*]]: i64, %[[B:.*]]: i64, %[[C:.*]]: i64)
// CHECK: %[[BUFFER:.*]] = llvm.alloca %[[SIZE]] x i8
// CHECK: llvm.call @snprintf(%[[BUFFER]], %[[SIZE]], %[[FORMAT]], %[[A]], %[[B]], %[[C]])
// CHECK: llvm.call @rintReportError(%[[BUFFER]])
// CHECK: llvm.unreachable

// -----

// Equal texts are one; the hooks are defined once.
// CHECK-LABEL: @twice(
// CHECK-COUNT-2: llvm.call @rint_report_0
// CHECK-COUNT-1: llvm.func weak @rintReportError
// CHECK-NOT: llvm.func weak @rintReportError
// CHECK: llvm.mlir.global internal constant @rint_text_{{[0-9a-f]+}}("{{.*}}twice
// CHECK-NOT: {{twice|llvm.func weak @rintReportError}}
func.func @twice(%ok: i1, %fine: i1) {
  rint.check %ok, "twice" loc("file.mlir":1:2)
  rint.check %fine, "twice" loc("file.mlir":1:2)
  return
}

// -----

// A place in a caller, or under a name, is still a place. Without any, the
// message is all there is.
// CHECK-LABEL: @places(
// CHECK-DAG: "error: nowhere\00"
// CHECK-DAG: "callee.mlir:3:4: error: called\00"
// CHECK-DAG: "a{0}%%.mlir:5:6: error: named %lld\00"
func.func @places(%ok: i1, %n: i64) {
  rint.check %ok, "nowhere" loc(unknown)
  rint.check %ok, "called" loc(callsite("callee.mlir":3:4 at "caller.mlir":1:2))
  rint.check %ok, "named {0}" (%n : i64) loc("name"("a{0}%.mlir":5:6))
  return
}

// -----

// Up to 64 MiB need no question.
// CHECK-LABEL: @fits_memory(
// CHECK: %[[MOST:.*]] = llvm.mlir.constant(67108864 : i64) : i64
// CHECK: %[[SMALL:.*]] = llvm.icmp "sle" %[[BYTES:.*]], %[[MOST]] : i64
// CHECK: llvm.cond_br %[[SMALL]], ^[[NEXT:.*]](%[[SMALL]] : i1), ^[[ASK:.*]]{{$}}
// CHECK: ^[[ASK]]:
// CHECK: %[[ANSWER:.*]] = llvm.call @rintFitsMemory(%[[BYTES]]) : (i64) -> i1
// CHECK: llvm.br ^[[NEXT]](%[[ANSWER]] : i1)
// CHECK: llvm.func weak @rintFitsMemory(%{{.*}}: i64) -> i1
func.func @fits_memory(%bytes: index) -> i1 {
  %0 = rint.fits_memory %bytes
  return %0 : i1
}

// -----

// CHECK-LABEL: @fits_device(
// CHECK: llvm.call @rintFitsDeviceMemory(%{{.*}}) : (i64) -> i1
// CHECK: llvm.func weak @rintFitsDeviceMemory(%{{.*}}: i64) -> i1
// CHECK: llvm.return %{{.*}} : i1
func.func @fits_device(%bytes: index) -> i1 {
  %0 = rint.fits_memory %bytes on_device
  return %0 : i1
}

// -----

// A module that brings its own hook keeps it.
// CHECK: llvm.func @rintReportError(!llvm.ptr)
// CHECK-NOT: llvm.func weak @rintReportError
// CHECK-LABEL: @own_hook(
// CHECK: llvm.call @rintReportError
// CHECK-NOT: llvm.func weak @rintReportError
llvm.func @rintReportError(!llvm.ptr)
func.func @own_hook(%ok: i1) {
  rint.check %ok, "own"
  return
}
