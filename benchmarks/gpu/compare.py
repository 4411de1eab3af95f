#!/usr/bin/env python3
"""Compares rint with torch, CuPy, JAX and a copy on an NVIDIA GPU.

See README.md. All work is timed by CUDA events on torch's current stream or, for
rint, on the stream of its run-time library, which waits at the end of a call.
"""

import argparse
import csv
import ctypes
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]

TYPES = {torch.float32: "f32", torch.float16: "f16", torch.int64: "i64"}


class Case:
    """A source, counts (a number or a tensor) and a dim."""

    def __init__(self, name, source, repeats, dim):
        self.name, self.source = name, source
        self.repeats, self.dim = repeats, dim
        self.is_vector = isinstance(repeats, torch.Tensor)

    def least_bytes(self, result):
        total = sum(t.numel() * t.element_size() for t in (self.source, result))
        if self.is_vector:
            total += self.repeats.numel() * self.repeats.element_size()
        return total


def make_case(name, bytes_):
    """A case whose result has about that many bytes."""
    numbers = np.random.default_rng(0)

    def elements(n):
        return torch.arange(max(n, 1), dtype=torch.float32, device="cuda")

    def counts(values):
        return torch.as_tensor(values.astype(np.int64), device="cuda")

    n = bytes_ // 4
    if name == "scalar":
        return Case(name, elements(n // 4), 4, 0)
    if name == "rows":
        return Case(name, elements(n // 4 // 64 * 64).reshape(-1, 64), 4, 0)
    if name == "gqa":
        rows = max(bytes_ // 2 // 4 // 8 // 128, 1)
        source = torch.randn(1, 8, rows, 128, device="cuda", dtype=torch.float16)
        return Case(name, source, 4, 1)
    if name == "vector-uniform":
        return Case(name, elements(n // 4), counts(numbers.integers(0, 9, n // 4)), 0)
    if name == "vector-zipf":
        values = np.minimum(numbers.zipf(1.5, n // 4), n // 16)
        keep = np.searchsorted(np.cumsum(values), n) + 1
        return Case(name, elements(len(values[:keep])), counts(values[:keep]), 0)
    if name == "vector-giant":
        values = np.zeros(n // 4)
        values[len(values) // 2] = n
        return Case(name, elements(n // 4), counts(values), 0)
    raise ValueError(name)


class Rint:
    """A compiled case. Its functions take and return memory of the device."""

    def __init__(self, case, build, chip, with_size, scratch):
        self.case, self.with_size = case, with_size
        rank = case.source.dim()
        element = TYPES[case.source.dtype]
        tensor = "tensor<%s%s>" % ("?x" * rank, element)
        repeats = "%rs : tensor<?xi64>" if case.is_vector else "%rs : index"
        parameters = ["%%x: %s" % tensor, repeats.replace(" :", ":")]
        size = ""
        if with_size:
            parameters.append("%n: index")
            size = " output_size(%n)"
        source = """func.func @main(%s) -> %s {
  %%y = rint.repeat_interleave %%x repeats(%s) dim(%d)%s : %s -> %s
  return %%y : %s
}
""" % (", ".join(parameters), tensor, repeats, case.dim, size, tensor, tensor, tensor)
        self.rank = rank
        self.library = compile_library(source, build, chip, scratch)
        self.free = ctypes.CDLL(os.path.join(build, "lib", "librint_cuda_runtime.so"),
                                mode=ctypes.RTLD_GLOBAL).mgpuMemFree
        self.free.argtypes = [ctypes.c_void_p, ctypes.c_void_p]

    def call(self, total):
        arguments = [describe(self.case.source)]
        if self.case.is_vector:
            arguments.append(describe(self.case.repeats))
        else:
            arguments.append(ctypes.c_int64(self.case.repeats))
        if self.with_size:
            arguments.append(ctypes.c_int64(total))
        result = descriptor(self.rank)()
        passed = [ctypes.byref(a) if isinstance(a, ctypes.Structure) else a
                  for a in arguments]
        self.library._mlir_ciface_main(ctypes.byref(result), *passed)
        return result

    def release(self, result):
        self.free(result.allocated, None)


def descriptor(rank):
    class MemRef(ctypes.Structure):
        _fields_ = [("allocated", ctypes.c_void_p), ("aligned", ctypes.c_void_p),
                    ("offset", ctypes.c_int64), ("sizes", ctypes.c_int64 * rank),
                    ("strides", ctypes.c_int64 * rank)]

    return MemRef


def describe(tensor):
    result = descriptor(tensor.dim())()
    result.allocated = result.aligned = tensor.data_ptr()
    result.sizes[:] = tensor.shape
    result.strides[:] = tensor.stride()
    return result


def compile_library(source, build, chip, scratch):
    stem = tempfile.mktemp(dir=scratch)
    release = (ROOT / "cmake/llvm-release.txt").read_text().split(".")[0]
    llvm = os.environ.get("LLVM_BIN", f"/usr/lib/llvm-{release}/bin")
    runtime = os.path.join(build, "lib")

    def run(*command, text=None):
        done = subprocess.run(command, input=text, capture_output=True, text=True)
        if done.returncode:
            sys.exit("%s: %s" % (" ".join(command), done.stderr))
        return done.stdout

    pipeline = "--rint-to-nvvm=chip=%s device-tensors" % chip
    ir = run(os.path.join(build, "bin", "rint-opt"), pipeline, text=source)
    ir = run(llvm + "/mlir-translate", "--mlir-to-llvmir", text=ir)
    with open(stem + ".ll", "w") as file:
        file.write(ir)
    run(llvm + "/clang", "-w", "-O2", "-shared", "-fPIC", stem + ".ll", "-o",
        stem + ".so", "-L" + runtime, "-Wl,-rpath," + runtime, "-lrint_cuda_runtime")
    return ctypes.CDLL(stem + ".so")


def time_call(call, repetitions):
    """The median of milliseconds by CUDA events, which cover the host's part, too,
    as calls that wait for the device are timed one by one."""
    for _ in range(3):
        call()
    times = []
    for _ in range(repetitions):
        begin = torch.cuda.Event(enable_timing=True)
        end = torch.cuda.Event(enable_timing=True)
        torch.cuda.synchronize()
        begin.record()
        call()
        end.record()
        end.synchronize()
        times.append(begin.elapsed_time(end))
    return float(np.median(times))


def check_rint(rint, wanted):
    result = rint.call(wanted.shape[rint.case.dim])
    assert list(result.sizes) == list(wanted.shape), (list(result.sizes), wanted.shape)
    got = torch.empty_like(wanted)
    bytes_ = got.numel() * got.element_size()
    cudart = torch.cuda.cudart()
    status = ctypes.CDLL("libcuda.so.1").cuMemcpy(
        ctypes.c_uint64(got.data_ptr()), ctypes.c_uint64(result.aligned),
        ctypes.c_size_t(bytes_))
    assert status == 0 and cudart is not None, status
    assert torch.equal(got, wanted), "rint's result differs from torch's"
    rint.release(result)


def contenders(case, wanted, options, scratch):
    """Pairs of a name and a call; what cannot be imported is left out."""
    total = wanted.shape[case.dim]
    for name, with_size in ("rint", False), ("rint, output_size", True):
        rint = Rint(case, options.build, options.chip, with_size, scratch)
        check_rint(rint, wanted)
        yield name, lambda: rint.release(rint.call(total))

    def eager(source=case.source, repeats=case.repeats, **more):
        return torch.repeat_interleave(source, repeats, dim=case.dim, **more)

    yield "torch", eager
    if case.is_vector:
        yield "torch, output_size", lambda: eager(output_size=total)
    compiled = torch.compile(lambda x, r: torch.repeat_interleave(
        x, r, dim=case.dim, output_size=total))
    yield "torch.compile", lambda: compiled(case.source, case.repeats)
    try:
        import cupy
        source = cupy.asarray(case.source)
        repeats = case.repeats.tolist() if case.is_vector else case.repeats
        yield "cupy", lambda: cupy.repeat(source, repeats, axis=case.dim)
    except ImportError:
        print("no CuPy here", file=sys.stderr)
    try:
        import jax
        x = jax.dlpack.from_dlpack(case.source)
        r = jax.dlpack.from_dlpack(case.repeats) if case.is_vector else case.repeats
        repeat = jax.jit(lambda x, r: jax.numpy.repeat(
            x, r, axis=case.dim, total_repeat_length=total))
        yield "jax", lambda: repeat(x, r).block_until_ready()
    except ImportError:
        print("no JAX here", file=sys.stderr)


def copy_speed(bytes_, repetitions):
    source = torch.empty(bytes_ // 2, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    return bytes_ / time_call(lambda: target.copy_(source), repetitions) / 1e6


def parse_size(text):
    for unit, factor in ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30):
        if text.endswith(unit):
            return int(text[: -len(unit)]) * factor
    return int(text)


def main():
    cases = ["scalar", "rows", "gqa", "vector-uniform", "vector-zipf", "vector-giant"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build")
    parser.add_argument("--chip", default="sm_75")
    parser.add_argument("--sizes", default="1MiB,64MiB,1GiB")
    parser.add_argument("--cases", default=",".join(cases))
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--csv")
    parser.add_argument("--only-rint", action="store_true", help="for profilers")
    options = parser.parse_args()
    rows = [["case", "bytes", "who", "ms", "GB/s", "of copy"]]
    print(torch.cuda.get_device_name(), "torch", torch.__version__)
    with tempfile.TemporaryDirectory() as scratch:
        for size in map(parse_size, options.sizes.split(",")):
            copy = copy_speed(size, options.repetitions)
            print("%12d bytes: a copy runs at %.0f GB/s" % (size, copy))
            for case in (make_case(n, size) for n in options.cases.split(",")):
                wanted = torch.repeat_interleave(case.source, case.repeats, case.dim)
                for name, call in contenders(case, wanted, options, scratch):
                    if options.only_rint and not name.startswith("rint"):
                        break
                    ms = time_call(call, options.repetitions)
                    speed = case.least_bytes(wanted) / ms / 1e6
                    row = [case.name, size, name, "%.4f" % ms, "%.0f" % speed,
                           "%.0f %%" % (100 * speed / copy)]
                    rows.append(row)
                    print("  %-16s %12s  %-18s %10s ms %6s GB/s %6s" % tuple(row))
    if options.csv:
        with open(options.csv, "w", newline="") as file:
            csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
