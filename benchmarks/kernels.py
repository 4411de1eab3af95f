"""Compiles rint functions to shared objects and calls them through ctypes."""

import concurrent.futures
import ctypes
import os
import pathlib
import subprocess

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = pathlib.Path(os.environ.get("RINT_TOOLS_DIR", ROOT / "build/bin"))
RELEASE = (ROOT / "cmake/llvm-release.txt").read_text().split(".")[0]
LLVM = pathlib.Path(os.environ.get("RINT_LLVM_BIN", f"/usr/lib/llvm-{RELEASE}/bin"))

TYPES = {"i8": np.uint8, "f16": np.float16, "f32": np.float32,
         "f64": np.float64, "i64": np.int64}

# The pipeline's options for each way of compiling the same functions.
VARIANTS = {"1 thread": "threads=1", "2 threads": "threads=2",
            "no checks": "threads=1 checks=false"}


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


def permute_bytes():
    """The widest vectors that this machine permutes in registers."""
    flags = pathlib.Path("/proc/cpuinfo").read_text().split()
    if "avx512vbmi" in flags:
        return 64
    return 16 if "ssse3" in flags or "asimd" in flags else 0


class Arguments:
    """What a C interface is passed: addresses of descriptors, and numbers."""

    def __init__(self, values):
        self.values = values
        self.descriptors = [describe(v) if isinstance(v, np.ndarray) else None
                            for v in values]
        self.words = (ctypes.c_void_p * 4)(
            *(ctypes.addressof(d) if d else int(v)
              for v, d in zip(values, self.descriptors)))


class Harness:
    """The loops around what is timed, and the runner's pool of buffers."""

    def __init__(self, folder):
        self.path = folder / "libharness.so"
        run([LLVM / "clang++", "-std=c++17", "-O3", "-march=native", "-fPIC",
             "-shared", "-I", ROOT / "include", ROOT / "benchmarks/harness.cpp",
             TOOLS.parent / "lib/libRintBufferPool.a", "-o", self.path])
        self.lib = ctypes.CDLL(str(self.path), mode=ctypes.RTLD_GLOBAL)
        pointer, size, count = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long
        for name, arguments in {
                "timeCalls": [pointer, pointer, count, ctypes.c_bool],
                "timeCopy": [pointer, pointer, size, count],
                "timeStreamedCopy": [pointer, pointer, size, count],
                "timeFill": [pointer, pointer, size, count]}.items():
            function = getattr(self.lib, name)
            function.restype = ctypes.c_double
            function.argtypes = arguments


class Library:
    """The functions of a module, compiled in one way by the rint-opt in `tools`."""

    def __init__(self, harness, folder, text, variant, tools=TOOLS):
        self.harness = harness.lib
        stem = folder / f"kernels-{variant.replace(' ', '-')}"
        source, code, obj, lib = (stem.with_suffix(f".{e}")
                                  for e in ("mlir", "ll", "o", "so"))
        source.write_text(text)
        lowered = run([tools / "rint-opt", source,
                       f"--rint-to-llvm={VARIANTS[variant]} "
                       f"permute-bytes={permute_bytes()}"],
                      stdout=subprocess.PIPE).stdout
        run([LLVM / "mlir-translate", "--mlir-to-llvmir", "-o", code],
            input=lowered)
        run([LLVM / "clang", "-Wno-override-module", "-O3", "-march=native",
             "-fPIC", "-c", code, "-o", obj])
        # Memory comes from the runner's pool.
        run([LLVM / "llvm-objcopy", "--redefine-sym=malloc=rintPoolAllocate",
             "--redefine-sym=free=rintPoolFree", obj])
        openmp = [f"-L{LLVM.parent}/lib", f"-Wl,-rpath,{LLVM.parent}/lib",
                  "-lomp"] if variant == "2 threads" else []
        run([LLVM / "clang", "-shared", obj, harness.path,
             f"-Wl,-rpath,{folder.resolve()}", "-o", lib, *openmp])
        self.lib = ctypes.CDLL(str(lib))

    def address(self, case):
        return ctypes.cast(getattr(self.lib, "_mlir_ciface_" + case.function),
                           ctypes.c_void_p)

    def caller(self, case, keeps=True):
        """A function of the number of calls that returns the seconds they took.
        Results are freed at once, into the pool if `keeps`."""
        arguments = Arguments(case.arguments)
        address = self.address(case)

        def call(times, keeps=keeps):
            return self.harness.timeCalls(address, arguments.words, times, keeps)

        def call_and_refill(times):
            # The next candidate should not pay for the pages.
            seconds = call(times)
            call(1, keeps=True)
            return seconds

        return call if keeps else call_and_refill

    def result(self, case, expected):
        """The result of one call, as an array like `expected`."""
        arguments = Arguments(case.arguments)
        out = Descriptor()
        self.harness.callOnce(self.address(case), ctypes.byref(out),
                              arguments.words)
        buffer = (ctypes.c_char * expected.nbytes).from_address(out.aligned)
        array = np.frombuffer(buffer, dtype=expected.dtype)
        sizes = tuple(out.rest[1:1 + expected.ndim])
        if sizes != expected.shape:
            raise SystemExit(f"expected a result of the sizes {expected.shape} "
                             f"in {case.name}, but got {sizes}")
        array = array.reshape(expected.shape).copy()
        # The next result may be given this buffer, and must not find its values.
        ctypes.memset(out.aligned, 0xA5, expected.nbytes)
        self.harness.rintPoolFree(ctypes.c_void_p(out.allocated))
        return array


def compile_cases(cases, folder):
    """The libraries of the cases by how they were compiled. Functions that the
    checks can cost something are in all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    harness = Harness(folder)
    texts = {case.function: case.text() for case in cases}
    checked = {case.function for case in cases if case.dynamic}

    def compile(variant):
        chosen = [text for name, text in texts.items()
                  if variant != "no checks" or name in checked]
        return Library(harness, folder, "".join(chosen), variant)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return harness, dict(zip(VARIANTS, pool.map(compile, VARIANTS)))
