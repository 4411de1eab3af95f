# --benchmark: the report of the Google Benchmark library, and the bytes that the
# rint ops read and write.
#
# RUN: %python %s

import json

from runner import Scratch

scratch = Scratch()
FAST = "--benchmark_min_time=0.01"


def benchmark(*arguments):
    process = scratch.run("--benchmark", "--benchmark_format=json", FAST, *arguments)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)["benchmarks"]


def bytes_per_run(run):
    assert run["time_unit"] == "ns"
    return run["bytes_per_second"] * run["real_time"] * 1e-9


def expect_bytes(expected, *arguments):
    (run,) = benchmark(*arguments)
    assert run["iterations"] > 0
    assert abs(bytes_per_run(run) / expected - 1) < 1e-6, (bytes_per_run(run), expected)


# One op: 3 elements of 8 bytes read, 6 written. The counts are literals.
scratch.write(
    """func.func @main(%x: tensor<3xi64>) -> tensor<6xi64> {
  %y = rint.repeat_interleave %x repeats([1, 3, 2]) : tensor<3xi64> -> tensor<6xi64>
  return %y : tensor<6xi64>
}
"""
)
expect_bytes((3 + 6) * 8, "--input=3xi64=iota")
(run,) = benchmark("--input=3xi64=iota")
assert run["name"] == "main/real_time"

# The sizes are known at run time only; counts are read as well.
scratch.write(
    """func.func @main(%x: tensor<?x4xf32>, %r: tensor<?xi32>) -> tensor<?x4xf32> {
  %y = rint.repeat_interleave %x repeats(%r : tensor<?xi32>) dim(0)
      : tensor<?x4xf32> -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
"""
)
arguments = ["--input=5x4xf32=iota", "--input=5xi32=[1, 0, 7, 2, 0]"]
expect_bytes(5 * 4 * 4 + 5 * 4 + 10 * 4 * 4, *arguments)

# Ops count as often as they are executed, in functions that are called, too;
# others do not count.
scratch.write(
    """func.func private @twice(%x: tensor<?xi8>) -> tensor<?xi8> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi8> -> tensor<?xi8>
  return %y : tensor<?xi8>
}
func.func @main(%x: tensor<?xi8>, %n: index) -> tensor<?xi8> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %y = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %x) -> tensor<?xi8> {
    %next = func.call @twice(%acc) : (tensor<?xi8>) -> tensor<?xi8>
    scf.yield %next : tensor<?xi8>
  }
  %z = arith.addi %y, %y : tensor<?xi8>
  return %z : tensor<?xi8>
}
"""
)
expect_bytes((10 + 20) + (20 + 40) + (40 + 80), "--input=10xi8=iota", "--input=index=3")

# Without rint ops: what goes in and comes out.
scratch.write(
    """func.func @main(%x: tensor<?xf64>, %c: f32) -> (tensor<?xf64>, i16) {
  %s = arith.constant 1 : i16
  return %x, %s : tensor<?xf64>, i16
}
"""
)
expect_bytes(10 * 8 + 4 + 10 * 8 + 2, "--input=10xf64=iota", "--input=f32=0")

# The flags of the library.
runs = benchmark("--input=10xf64=iota", "--input=f32=0", "--benchmark_repetitions=3")
assert [run["repetition_index"] for run in runs if run["run_type"] == "iteration"] == [0, 1, 2]
assert {run["aggregate_name"] for run in runs if run["run_type"] == "aggregate"} >= {"mean", "median", "stddev"}
# A time with its unit, as newer releases of the library write it.
benchmark("--input=10xf64=iota", "--input=f32=0", "--benchmark_min_time=0.02s")
for flag in ["--benchmark_nonsense", "--benchmark_min_time=long", "--benchmark_format=xml"]:
    scratch.expect_error(
        f"rint-runner: error: expected a flag of the Google Benchmark library, but got '{flag}'",
        "--benchmark", "--input=10xf64=iota", "--input=f32=0", flag,
    )

# A program that reports an error has no report.
scratch.write(
    """func.func @main(%x: tensor<?xi64>, %r: index) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(%r : index) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
"""
)
scratch.expect_error(
    "test.mlir:2:8: error: 'rint.repeat_interleave' op expected repeats to be non-negative, but got -1",
    "--benchmark", FAST, "--input=3xi64=iota", "--input=index=-1",
)
