#!/usr/bin/env python3
"""Times programs as frontends write them, before and after --convert-linalg-to-rint.

The programs are what torch-mlir and JAX make of them, at the sizes of the table in
docs/frontends.md, which this prints. Each runs by itself in one thread; the figures
are medians of the CPU time that rint-runner --benchmark measures, which a busy machine
changes less than the time on the clock.

    benchmarks/frontends.py [--tools=build/bin]
"""

import argparse
import json
import os
import subprocess
import tempfile

MAPS = """#v = affine_map<(d0) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
#first = affine_map<(d0, d1) -> (d0)>
#second = affine_map<(d0, d1) -> (d1)>
#window = affine_map<(d0, d1) -> (d0 + d1)>
"""
PARALLEL = 'iterator_types = ["parallel", "parallel"]'


def window_sums(n, type):
    """JAX's cumsum of %counts."""
    return f"""%pad = tensor.pad %counts low[{n - 1}] high[0] {{
  ^bb0(%i: index):
    tensor.yield %zero : {type}
  }} : tensor<{n}x{type}> to tensor<{2 * n - 1}x{type}>
  %pe = tensor.empty() : tensor<{n}x{type}>
  %p0 = linalg.fill ins(%zero : {type}) outs(%pe : tensor<{n}x{type}>) -> tensor<{n}x{type}>
  %w = tensor.empty() : tensor<{n}xf32>
  %ends = linalg.generic {{indexing_maps = [#window, #second, #first], iterator_types = ["parallel", "reduction"]}}
      ins(%pad, %w : tensor<{2 * n - 1}x{type}>, tensor<{n}xf32>) outs(%p0 : tensor<{n}x{type}>) {{
  ^bb0(%a: {type}, %b: f32, %o: {type}):
    %t = arith.addi %o, %a : {type}
    linalg.yield %t : {type}
  }} -> tensor<{n}x{type}>
  """


def scan(n, type):
    """torch-mlir's cumsum of %counts, as loops."""
    return f"""%c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %cn = arith.constant {n} : index
  %pe = tensor.empty() : tensor<{n}x{type}>
  %ends, %last = scf.for %i = %c0 to %cn step %c1 iter_args(%t = %pe, %s = %zero) -> (tensor<{n}x{type}>, {type}) {{
    %a = tensor.extract %counts[%i] : tensor<{n}x{type}>
    %u = arith.addi %s, %a : {type}
    %v = tensor.insert %u into %t[%i] : tensor<{n}x{type}>
    scf.yield %v, %u : tensor<{n}x{type}>, {type}
  }}
  """


def compared(n, m, type):
    """The mask of %ends that are before each of m positions, as torch-mlir does it."""
    return f"""%ce = tensor.empty() : tensor<{n}x{m}xi1>
  %mask = linalg.generic {{indexing_maps = [#first, #id], {PARALLEL}}} ins(%ends : tensor<{n}x{type}>) outs(%ce : tensor<{n}x{m}xi1>) {{
  ^bb0(%e: {type}, %o: i1):
    %i = linalg.index 1 : index
    %j = arith.index_cast %i : index to {type}
    %q = arith.cmpi sge, %j, %e : {type}
    linalg.yield %q : i1
  }} -> tensor<{n}x{m}xi1>
  """


def compared_by_jax(n, m, type):
    """The same with every broadcast as an op."""
    return f"""%ce = tensor.empty() : tensor<{n}x{m}xi1>
  %we = tensor.empty() : tensor<{n}x{m}x{type}>
  %je = tensor.empty() : tensor<{m}x{type}>
  %j = linalg.generic {{indexing_maps = [#v], iterator_types = ["parallel"]}} outs(%je : tensor<{m}x{type}>) {{
  ^bb0(%o: {type}):
    %i = linalg.index 0 : index
    %q = arith.index_cast %i : index to {type}
    linalg.yield %q : {type}
  }} -> tensor<{m}x{type}>
  %jw = linalg.broadcast ins(%j : tensor<{m}x{type}>) outs(%we : tensor<{n}x{m}x{type}>) dimensions = [0]
  %ew = linalg.broadcast ins(%ends : tensor<{n}x{type}>) outs(%we : tensor<{n}x{m}x{type}>) dimensions = [1]
  %mask = linalg.generic {{indexing_maps = [#id, #id, #id], {PARALLEL}}} ins(%ew, %jw : tensor<{n}x{m}x{type}>, tensor<{n}x{m}x{type}>) outs(%ce : tensor<{n}x{m}xi1>) {{
  ^bb0(%e: {type}, %p: {type}, %o: i1):
    %q = arith.cmpi sle, %e, %p : {type}
    linalg.yield %q : i1
  }} -> tensor<{n}x{m}xi1>
  """


def sums(n, m, type):
    """How many are in each column of %mask."""
    return f"""%ne = tensor.empty() : tensor<{n}x{m}x{type}>
  %numbers = linalg.generic {{indexing_maps = [#id, #id], {PARALLEL}}} ins(%mask : tensor<{n}x{m}xi1>) outs(%ne : tensor<{n}x{m}x{type}>) {{
  ^bb0(%b: i1, %o: {type}):
    %z = arith.extui %b : i1 to {type}
    linalg.yield %z : {type}
  }} -> tensor<{n}x{m}x{type}>
  %se = tensor.empty() : tensor<{m}x{type}>
  %s0 = linalg.fill ins(%zero : {type}) outs(%se : tensor<{m}x{type}>) -> tensor<{m}x{type}>
  %sum = linalg.generic {{indexing_maps = [#id, #second], iterator_types = ["reduction", "parallel"]}} ins(%numbers : tensor<{n}x{m}x{type}>) outs(%s0 : tensor<{m}x{type}>) {{
  ^bb0(%z: {type}, %o: {type}):
    %t = arith.addi %z, %o : {type}
    linalg.yield %t : {type}
  }} -> tensor<{m}x{type}>
  """


def mask(n, m, type):
    return compared(n, m, type) + sums(n, m, type)


def gather(n, m, d, type, element):
    """Rows of %x at %sum, clamped."""
    return f"""%zi = arith.constant 0 : index
  %li = arith.constant {n - 1} : index
  %ge = tensor.empty() : tensor<{m}x{d}x{element}>
  %y = linalg.generic {{indexing_maps = [#first, #id], {PARALLEL}}} ins(%sum : tensor<{m}x{type}>) outs(%ge : tensor<{m}x{d}x{element}>) {{
  ^bb0(%r: {type}, %o: {element}):
    %i = arith.index_cast %r : {type} to index
    %l = arith.maxsi %i, %zi : index
    %h = arith.minsi %l, %li : index
    %k = linalg.index 1 : index
    %a = tensor.extract %x[%h, %k] : tensor<{n}x{d}x{element}>
    linalg.yield %a : {element}
  }} -> tensor<{m}x{d}x{element}>
  """


def function(arguments, result, value, body, type):
    return (MAPS + f"func.func @main({arguments}) -> {result} {{\n"
            f"  %zero = arith.constant 0 : {type}\n  {body}return {value} : {result}\n}}\n")


def label_spreading(n, m):
    body = window_sums(n, "i32") + compared_by_jax(n, m, "i32") + sums(n, m, "i32")
    body += gather(n, m, 1, "i32", "i32")
    return (function(f"%x: tensor<{n}x1xi32>, %counts: tensor<{n}xi32>", f"tensor<{m}x1xi32>",
                     "%y", body, "i32"),
            [f"{n}x1xi32=iota", f"{n}xi32=random:0:9:1"])


def mask_alone(n, m):
    return (function(f"%ends: tensor<{n}xi64>", f"tensor<{m}xi64>", "%sum", mask(n, m, "i64"),
                     "i64"),
            [f"{n}xi64=iota"])


def length_regulator(n, m, d):
    body = scan(n, "i64") + mask(n, m, "i64") + gather(n, m, d, "i64", "f32")
    return (function(f"%x: tensor<{n}x{d}xf32>, %counts: tensor<{n}xi64>",
                     f"tensor<{m}x{d}xf32>", "%y", body, "i64"),
            [f"{n}x{d}xf32=iota", f"{n}xi64=random:0:17:1"])


def jagged_batch(n, m, d):
    body = scan(n, "i64") + mask(n, m, "i64") + gather(n, m, d, "i64", "f32")
    body += f"""%added = linalg.add ins(%tokens, %y : tensor<{m}x{d}xf32>, tensor<{m}x{d}xf32>) outs(%ge : tensor<{m}x{d}xf32>) -> tensor<{m}x{d}xf32>
  """
    return (function(f"%x: tensor<{n}x{d}xf32>, %counts: tensor<{n}xi64>, "
                     f"%tokens: tensor<{m}x{d}xf32>", f"tensor<{m}x{d}xf32>", "%added", body,
                     "i64"),
            [f"{n}x{d}xf32=iota", f"{n}xi64=random:0:129:1", f"{m}x{d}xf32=iota"])


PROGRAMS = [
    ("label spreading (JAX): n = 4096, M = 16384", label_spreading(4096, 16384)),
    ("the mask alone: n = 4096, M = 16384", mask_alone(4096, 16384)),
    ("length regulator: 512 states of 384 f32, 4096 frames", length_regulator(512, 4096, 384)),
    ("jagged batch: 256 sequences, 16384 tokens of 64 f32", jagged_batch(256, 16384, 64)),
]


def median(tools, text, inputs):
    """Microseconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".mlir") as file:
        file.write(text)
        file.flush()
        run = subprocess.run(
            [os.path.join(tools, "rint-runner"), file.name, "--threads=1",
             *(f"--input={spec}" for spec in inputs), "--benchmark",
             "--benchmark_format=json", "--benchmark_repetitions=5",
             "--benchmark_report_aggregates_only=true"],
            stdout=subprocess.PIPE, text=True, check=True)
    [found] = [b for b in json.loads(run.stdout)["benchmarks"]
               if b.get("aggregate_name") == "median"]
    return found["cpu_time"] * {"ns": 1e-3, "us": 1, "ms": 1e3, "s": 1e6}[found["time_unit"]]


def show(microseconds):
    return (f"{microseconds / 1e3:.3g} ms" if microseconds >= 1e3 else f"{microseconds:.3g} us")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tools", default="build/bin")
    options = parser.parse_args()
    print("| program | before | after | ratio |\n|---|---:|---:|---:|")
    for name, (text, inputs) in PROGRAMS:
        raised = subprocess.run(
            [os.path.join(options.tools, "rint-opt"), "-", "--convert-linalg-to-rint",
             "--canonicalize", "--cse"], input=text, stdout=subprocess.PIPE, text=True,
            check=True).stdout
        before = median(options.tools, text, inputs)
        after = median(options.tools, raised, inputs)
        print(f"| {name} | {show(before)} | {show(after)} | {before / after:.3g} |", flush=True)
    print("\nLoad (1, 5, 15 minutes):", *(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
