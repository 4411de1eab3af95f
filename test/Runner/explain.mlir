// The page of --explain: every stage beside the stage before, the assembly, the
// result. What is printed stays the same.

// RUN: rint-runner %s "--input=3xf32=[10, 20, 30]" "--input=3xi64=[1, 3, 2]" --explain=%t.html | FileCheck %s
// CHECK: {{^}}6xf32=[10, 20, 20, 20, 30, 30]{{$}}
// RUN: FileCheck %s --check-prefix=PAGE --input-file=%t.html
// RUN: FileCheck %s --check-prefix=CHECKS --input-file=%t.html

// Stages in their order, with their times, and the parts around them.
// PAGE-LABEL: <nav
// PAGE: href="#file"
// PAGE: href="#program"
// PAGE: <li class="on"><a href="#checks">Checks
// PAGE-SAME: {{[0-9.]+ ms}}
// PAGE-NOT: href="#upstream"
// PAGE: href="#plan"
// PAGE-SAME: {{[0-9.]+ ms}}
// PAGE: href="#destinations"
// PAGE: href="#buffers"
// PAGE: href="#ownership"
// PAGE: href="#kernels"
// PAGE: href="#loops"
// PAGE: href="#blocks"
// PAGE: href="#llvm"
// PAGE: href="#assembly"
// PAGE: href="#result"
// PAGE-LABEL: <section id=assembly
// PAGE: <code>main</code>
// PAGE-LABEL: <section id=result
// PAGE: %x : tensor&lt;3xf32&gt;
// PAGE-SAME: 3xf32=[10, 20, 30]
// PAGE-SAME: %counts : tensor&lt;3xi64&gt;
// PAGE-SAME: <dd>6xf32=[10, 20, 20, 20, 30, 30]</dd>

// Without checks at first, with them when asked for.
// CHECKS: <input type=checkbox id=checks>
// CHECKS: <section id=checks class="on">
// CHECKS: <i class=o>rint.check</i>
// CHECKS: <section id=destinations class="">
// CHECKS: <div class=on><details class="sym changed" open><summary><code>main</code>
// CHECKS: <i class=o>rint.check</i>
// CHECKS: <div class=off><details class="sym changed" open><summary><code>main</code>
// CHECKS-NOT: <i class=o>rint.check</i>
// CHECKS: <section id=buffers

// There is one version of a program that is run without checks.
// RUN: rint-runner %s "--input=3xf32=[10, 20, 30]" "--input=3xi64=[1, 3, 2]" --checks=off --explain=%t.off.html | FileCheck %s
// RUN: FileCheck %s --check-prefix=NAMES --input-file=%t.off.html
// RUN: FileCheck %s --check-prefix=OFF --input-file=%t.off.html "--implicit-check-not=<input type=checkbox id=checks" "--implicit-check-not=<div class=o"
// OFF: <section id=plan class="">

// What the user called %r is %r from the program to the LLVM dialect, and only
// that; %x and %counts are the arguments. Lines know the line of the file.
// NAMES-LABEL: <section id=plan
// NAMES: <pre class="b"><span class="l i2 s[[#LINE:]]"> <i class=v>%result</i> = <i class=o>rint.repeat_interleave</i> <i class=v>%x</i> repeats(<i class=v>%counts</i>
// NAMES: <pre class="a"><span class="l i2 s[[#LINE]]"> <i class=v>%0</i> = <i class=o>rint.offsets</i> repeats(<i class=v>%counts</i>
// NAMES: <span class="l i2 s[[#LINE]]"> <i class=v>%result</i> = <i class=o>rint.repeat_interleave</i> <i class=v>%x</i> offsets(<i class=v>%0</i>
// NAMES-LABEL: <section id=buffers
// NAMES: <pre class="a">
// NAMES: <i class=v>%result</i> = <i class=o>memref.alloc</i>
// NAMES-LABEL: <section id=llvm
// NAMES: <i class=v>%result</i> = <i class=o>llvm.insertvalue</i>
// NAMES: <i class=o>llvm.return</i> <i class=v>%result</i>
func.func @main(%x: tensor<3xf32>, %counts: tensor<3xi64>) -> tensor<?xf32> {
  %result = rint.repeat_interleave %x repeats(%counts : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %result : tensor<?xf32>
}
