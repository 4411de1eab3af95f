"""Compiles modules of many functions to native code and calls them.

Going through one shared library makes thousands of calls affordable, and puts an
allocator of the tests' own below the compiled code, which sees leaks and writes
past the end. The calls are made in a process of their own, which a crash or a
failed run-time check ends; another takes over for what is left.
"""

import ctypes
import math
import mmap
import os
import pickle
import select
import shutil
import signal
import subprocess
import sys
import time

import numpy as np

import rint_elements

ALLOCATOR = os.path.join(os.path.dirname(__file__), "checking-allocator.ll")


def run_tool(arguments, stdin=None, timeout=600):
    return subprocess.run(
        arguments, input=stdin, capture_output=True, text=True, timeout=timeout
    )


def check_tool(arguments, stdin=None):
    done = run_tool(arguments, stdin)
    if done.returncode:
        raise ToolError(arguments, done)
    return done.stdout


class ToolError(Exception):
    def __init__(self, arguments, done):
        self.stderr = done.stderr
        super().__init__(
            "%s: exit status %d\n%s"
            % (" ".join(arguments), done.returncode, done.stderr[:4000])
        )


def strategies():
    """The names that the option `strategy` takes, which an unknown one lists."""
    done = run_tool(["rint-opt", "--convert-rint-to-vector=strategy=?"], "module {}")
    names = done.stderr.split("one of ", 1)[1].split(", but got")[0]
    return names.split(", ")


def compile_library(
    source, stem, pipeline=("--rint-to-llvm",), libraries=(), optimize=True, extra=()
):
    """Compiles the MLIR in `source` and returns the path of a library. `extra` are
    files of LLVM IR to link with it."""
    ir = check_tool(["rint-opt", *pipeline, source])
    ir = check_tool(["mlir-translate", "--mlir-to-llvmir"], ir)
    if optimize:
        ir = check_tool(["opt", "-O1", "-S"], ir)
    modules = [(ir, stem)]
    for at, path in enumerate([ALLOCATOR, *extra]):
        with open(path) as file:
            modules.append((file.read(), "%s.extra%d" % (stem, at)))
    for text, name in modules:
        level = "-O1" if optimize else "-O0"
        flags = [level, "-relocation-model=pic", "-filetype=obj"]
        check_tool(["llc", *flags, "-o", name + ".o"], text)
    wraps = ["--wrap=malloc", "--wrap=free"]
    library = stem + ".so"
    # Upstream's lowerings call memrefCopy.
    tools = os.path.dirname(os.path.realpath(shutil.which("opt")))
    folder = os.path.join(os.path.dirname(tools), "lib")
    runtime = ["-L" + folder, "-rpath=" + folder, "-lmlir_c_runner_utils"]
    runtime += ["-l" + library for library in libraries]
    objects = [name + ".o" for _, name in modules]
    check_tool(["ld.lld", "-shared", *wraps, "-o", library, *objects, *runtime])
    return library


def descriptor_type(rank):
    class Descriptor(ctypes.Structure):
        _fields_ = [
            ("allocated", ctypes.c_void_p),
            ("aligned", ctypes.c_void_p),
            ("offset", ctypes.c_int64),
            ("sizes", ctypes.c_int64 * rank),
            ("strides", ctypes.c_int64 * rank),
        ]

    return Descriptor


def guarded_copy(array):
    """A copy at the end of a page behind which nothing may be read."""
    if array.nbytes == 0:
        return np.copy(array)
    size = -(-array.nbytes // mmap.PAGESIZE) * mmap.PAGESIZE
    pages = mmap.mmap(-1, size + mmap.PAGESIZE)
    start = ctypes.addressof(ctypes.c_char.from_buffer(pages))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mprotect(ctypes.c_void_p(start + size), mmap.PAGESIZE, 0):
        raise OSError(ctypes.get_errno(), "mprotect")
    copy = np.frombuffer(pages, array.dtype, array.size, size - array.nbytes)
    copy = copy.reshape(array.shape)
    copy[...] = array
    return copy


def to_descriptor(array):
    result = descriptor_type(array.ndim)()
    result.allocated = result.aligned = array.ctypes.data
    result.sizes[:] = array.shape
    result.strides[:] = [step // array.itemsize for step in array.strides]
    return result


def to_bytes(descriptor, element):
    """The shape and the elements of a contiguous buffer."""
    shape = tuple(descriptor.sizes)
    if any(size < 0 for size in shape):
        raise ValueError("a result has the shape %s" % (shape,))
    if 0 in shape:
        return shape, b""
    dtype = np.dtype(rint_elements.ELEMENTS[element][1])
    start = descriptor.aligned + descriptor.offset * dtype.itemsize
    raw = ctypes.string_at(start, math.prod(shape) * dtype.itemsize)
    array = np.frombuffer(raw, dtype)
    return shape, rint_elements.mask(element, array).tobytes()


class Outcome:
    """What a call came to: shapes with bytes and integers, or an error."""

    def __init__(self, results=None, error=None, crash=None):
        self.results, self.error, self.crash = results, error, crash


def call_here(library, name, arguments, results, may_write=False):
    """Calls a function; `results` are pairs of rank and element, None for an
    index. Raises if memory is leaked or written past its end, or, unless it
    `may_write`, if an argument is changed. To read past the end of one is the
    end of the process."""
    fields = []
    for i, result in enumerate(results):
        kind = ctypes.c_int64 if result is None else descriptor_type(result[0])
        fields.append(("r%d" % i, kind))
    returned = type("Returned", (ctypes.Structure,), {"_fields_": fields})()
    function = getattr(library, "_mlir_ciface_" + name)
    function.restype = None
    inputs = [
        guarded_copy(a) if isinstance(a, np.ndarray) else a for a in arguments
    ]
    passed = [ctypes.byref(returned)]
    for argument in inputs:
        if isinstance(argument, np.ndarray):
            passed.append(ctypes.byref(to_descriptor(argument)))
        else:
            passed.append(ctypes.c_int64(argument))
    function(*passed)

    values, owned = [], set()
    arguments_at = {a.ctypes.data for a in inputs if isinstance(a, np.ndarray)}
    for (field, _), result in zip(fields, results):
        value = getattr(returned, field)
        if result is None:
            values.append(value)
            continue
        values.append(to_bytes(value, result[1]))
        if value.allocated not in arguments_at:
            owned.add(value.allocated)
    for before, after in zip(arguments, inputs):
        if may_write or not isinstance(before, np.ndarray):
            continue
        if before.tobytes() != after.tobytes():
            raise ValueError("an argument was written to")
    for pointer in owned:
        if pointer != 0xDEADBEEF:  # MLIR's address of a constant.
            library.__wrap_free(ctypes.c_void_p(pointer))
    live = ctypes.c_int64.in_dll(library, "live_allocations").value
    if live:
        raise ValueError("%d allocations leak" % live)
    damaged = ctypes.c_int64.in_dll(library, "damaged_allocations").value
    if damaged:
        raise ValueError("%d allocations were written past their end" % damaged)
    return values


class Job:
    """A call to make: see call_here()."""

    def __init__(self, name, arguments, results, may_write=False):
        self.name, self.arguments = name, arguments
        self.results, self.may_write = results, may_write


def call_all(library, jobs, timeout=20):
    """Makes the calls one after the other and yields an outcome for each. A
    process that ends before its time is replaced for what is left."""
    worker = None
    for at, job in enumerate(jobs):
        worker = worker or Worker(library, jobs[at:])
        outcome = worker.next_outcome(timeout)
        if worker.has_ended:
            worker = None
        yield outcome
    if worker:
        worker.end()


class Worker:
    """A process that makes calls and sends an outcome for each."""

    def __init__(self, library, jobs):
        sys.stdout.flush()
        sys.stderr.flush()
        self.has_ended = False
        self.answers, to_parent = os.pipe()
        self.errors, error_write = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.dup2(error_write, 2)
            with os.fdopen(to_parent, "wb", buffering=0) as pipe:
                for job in jobs:
                    answer = pickle.dumps(self.make(library, job))
                    pipe.write(len(answer).to_bytes(8, "little") + answer)
            os._exit(0)
        os.close(to_parent)
        os.close(error_write)

    @staticmethod
    def make(library, job):
        try:
            results = call_here(
                library, job.name, job.arguments, job.results, job.may_write
            )
            return Outcome(results)
        except Exception as error:  # The parent reports it.
            for counter in "live_allocations", "damaged_allocations":
                ctypes.c_int64.in_dll(library, counter).value = 0
            return Outcome(crash=repr(error))

    def next_outcome(self, timeout):
        deadline = time.monotonic() + timeout
        try:
            size = int.from_bytes(self.read(8, deadline), "little")
            return pickle.loads(self.read(size, deadline))
        except TimeoutError:
            os.kill(self.process, signal.SIGKILL)
            self.end()
            return Outcome(crash="no end within %d s" % timeout)
        except EOFError:
            status, text = self.end()
        if status == 1:
            return Outcome(error=text)
        return Outcome(crash="exit status %d\n%s" % (status, text))

    def read(self, size, deadline):
        data = b""
        while len(data) < size:
            left = max(0, deadline - time.monotonic())
            if not select.select([self.answers], [], [], left)[0]:
                raise TimeoutError
            chunk = os.read(self.answers, size - len(data))
            if not chunk:
                raise EOFError
            data += chunk
        return data

    def end(self):
        self.has_ended = True
        os.close(self.answers)
        with os.fdopen(self.errors, "rb") as errors:
            text = errors.read().decode()
        status = os.waitpid(self.process, 0)[1]
        return os.waitstatus_to_exitcode(status), text
