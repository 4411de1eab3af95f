"""Compiles rint functions to a shared object and calls them through ctypes."""

import ctypes
import os
import pathlib
import subprocess

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
LLVM = pathlib.Path(os.environ.get("RINT_LLVM_BIN", "/usr/lib/llvm-22/bin"))

TYPES = {"i8": np.uint8, "f16": np.float16, "f32": np.float32,
         "f64": np.float64, "i64": np.int64}


class Descriptor(ctypes.Structure):
    """A memref of rank up to 4."""

    _fields_ = [("allocated", ctypes.c_void_p), ("aligned", ctypes.c_void_p),
                ("rest", ctypes.c_int64 * 9)]


def describe(array):
    strides = [s // array.itemsize for s in array.strides]
    words = [0, *array.shape, *strides]
    rest = (ctypes.c_int64 * 9)(*words, *[0] * (9 - len(words)))
    return Descriptor(array.ctypes.data, array.ctypes.data, rest)


def run(command, **kwargs):
    return subprocess.run([str(c) for c in command], check=True, **kwargs)


class Library:
    """The functions of a module; memory comes from the runner's pool."""

    def __init__(self, text, folder, threads):
        folder.mkdir(parents=True, exist_ok=True)
        source, code, obj, lib = (folder / f"kernels-{threads}.{e}"
                                  for e in ("mlir", "ll", "o", "so"))
        source.write_text(text)
        lowered = run([ROOT / "build/bin/rint-opt", source,
                       f"--rint-to-llvm=threads={threads}"],
                      stdout=subprocess.PIPE).stdout
        run([LLVM / "mlir-translate", "--mlir-to-llvmir", "-o", code],
            input=lowered)
        run([LLVM / "clang", "-Wno-override-module", "-O3", "-march=native",
             "-fPIC", "-c", code, "-o", obj])
        run([LLVM / "llvm-objcopy", "--redefine-sym=malloc=rintPoolAllocate",
             "--redefine-sym=free=rintPoolFree", obj])
        libraries = [f"-L{LLVM.parent}/lib", f"-Wl,-rpath,{LLVM.parent}/lib",
                     "-lomp"] if threads > 1 else []
        run([LLVM / "clang++", "-O3", "-march=native", "-fPIC", "-shared", obj,
             ROOT / "lib/ExecutionEngine/BufferPool.cpp",
             ROOT / "benchmarks/harness.cpp", "-o", lib, *libraries])
        self.lib = ctypes.CDLL(str(lib))
        self.lib.timeCalls.restype = ctypes.c_double
        self.lib.timeCalls.argtypes = [ctypes.c_void_p, ctypes.c_int,
                                       ctypes.POINTER(ctypes.c_void_p),
                                       ctypes.c_long, ctypes.c_bool]
        for limit in ("timeCopy", "timeStreamedCopy", "timeFill"):
            function = getattr(self.lib, limit)
            function.restype = ctypes.c_double
            function.argtypes = [ctypes.c_void_p, ctypes.c_void_p,
                                 ctypes.c_size_t, ctypes.c_long]

    def caller(self, name, arrays, keeps=True):
        """A function of the number of calls that returns the seconds they took.
        Results are freed at once, into the pool if `keeps`."""
        descriptors = [describe(a) for a in arrays]
        addresses = [ctypes.addressof(d) for d in descriptors]
        arguments = (ctypes.c_void_p * 4)(*addresses)
        address = ctypes.cast(getattr(self.lib, "_mlir_ciface_" + name),
                              ctypes.c_void_p)

        def call(times):
            assert descriptors
            return self.lib.timeCalls(address, len(arrays), arguments, times,
                                      keeps)

        return call

    def result(self, name, arrays, dtype, shape):
        """The result of one call, to be checked."""
        descriptors = [describe(a) for a in arrays]
        out = Descriptor()
        getattr(self.lib, "_mlir_ciface_" + name)(
            ctypes.byref(out), *[ctypes.byref(d) for d in descriptors])
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        buffer = (ctypes.c_char * size).from_address(out.aligned)
        array = np.frombuffer(buffer, dtype=dtype).reshape(shape).copy()
        self.lib.rintPoolFree(ctypes.c_void_p(out.allocated))
        return array
