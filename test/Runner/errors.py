# Whatever goes wrong ends in status 1, one line on stderr, and no results.
#
# RUN: %python %s

import os

import numpy as np
from runner import Scratch, identity

scratch = Scratch()
LOC = "test.mlir:1:17: error: "


def argument_error(type, spec, text):
    """The error of an --input for the argument %x of a type."""
    scratch.write(identity(type))
    line = f"{LOC}argument 1 (%x : {type}): {text}"
    scratch.expect_error(line, f"--input={spec}")


# Malformed text.
for spec, text in {
    "": "expected TYPE=VALUE or @FILE, but got ''",
    "3xi64": "expected TYPE=VALUE or @FILE, but got '3xi64'",
    "=5": "expected an integer, index, floating-point or complex type, but got ''",
    "3xfoo=1": "expected an integer, index, floating-point or complex type, but got 'foo'",
    "3xi64 x=1": "expected an integer, index, floating-point or complex type, but got 'i64 x'",
    "tensor<3xi64>=1": "expected an integer, index, floating-point or complex type, but got 'tensor<3xi64>'",
    "complex<complex<i64>>=1": "expected an integer, index, floating-point or complex type, but got 'complex<complex<i64>>'",
    "(" * 60000 + "=1": f"expected an integer, index, floating-point or complex type, but got '{'(' * 60000}'",
    "3xvector<2xi64>=1": "expected an integer, index, floating-point or complex type, but got 'vector<2xi64>'",
    "?xi64=1": "expected a size of at most 63 bits and 'x', but got '?xi64'",
    "3i64=1": "expected a size of at most 63 bits and 'x', but got '3i64'",
    "-3xi64=1": "expected an integer, index, floating-point or complex type, but got '-3xi64'",
    "9223372036854775808xi64=1": "expected a size of at most 63 bits and 'x', but got '9223372036854775808xi64'",
    "3xi64=": "expected an integer, but got ''",
    "3xi64=x": "expected an integer, but got 'x'",
    "3xi64=1.5": "expected an integer, but got '1.5'",
    "3xi64=+1": "expected an integer, but got '+1'",
    "3xi64=[1, 2": "expected ',' or ']', but got the end",
    "3xi64=[1, 2]": "expected 3 entries in each list of dimension 0, but got 2",
    "3xi64=[1, 2, 3, 4]": "expected 3 elements, but got more",
    "3xi64=[1, 2, 3] 4": "expected nothing after the value, but got '4'",
    "3xi64=[1, , 3]": "expected an integer, but got ''",
    "3xi64=[1, 2, 3,]": "expected 3 elements, but got more",
    "3xi64=[[1], 2, 3]": "expected lists nested 1 deep, but got more",
    "3xi64=[]": "expected 3 entries in each list of dimension 0, but got 0",
    "3xi64=[1 2 3]": "expected an integer, but got '1 2 3'",
    "3xi64=[true, 1, 2]": "expected an integer, but got 'true'",
    "1xi64=[99999999999999999999]": "expected a value that i64 can hold, but got 99999999999999999999",
    "3xi64=iotas": "expected an integer, but got 'iotas'",
    "3xi64=random": "expected an integer, but got 'random'",
    "3xi64=random:1:2": "expected random:LO:HI:SEED with integers of 64 bits, but got 'random:1:2'",
    "3xi64=random:1:2:-1": "expected random:LO:HI:SEED with integers of 64 bits, but got 'random:1:2:-1'",
    "3xi64=random:0:1e3:1": "expected random:LO:HI:SEED with integers of 64 bits, but got 'random:0:1e3:1'",
    "3xi64=random:5:5:1": "expected LO of random:LO:HI:SEED to be less than HI, but got 5 and 5",
}.items():
    argument_error("tensor<?xi64>", spec, text)

# Values of other types.
for type, spec, text in [
    ("tensor<?xi1>", "1xi1=[2]", "expected a value that i1 can hold, but got 2"),
    ("tensor<?xi1>", "1xi1=[yes]", "expected true or false, but got 'yes'"),
    ("tensor<?xi1>", "1xi1=[-1]", "expected a value that i1 can hold, but got -1"),
    ("tensor<?xi8>", "1xi8=[300]", "expected a value that i8 can hold, but got 300"),
    ("tensor<?xi8>", "1xi8=300", "expected a value that i8 can hold, but got 300"),
    ("tensor<?xi8>", "1xi8=random:0:300:1", "expected a value that i8 can hold, but got 299"),
    ("tensor<?xi8>", "1xi8=random:-129:3:1", "expected a value that i8 can hold, but got -129"),
    ("tensor<?xf16>", "1xf16=random:0:99999:1", "expected a value that f16 can hold, but got 99998"),
    ("tensor<?xf16>", "1xf16=[65520]", "expected a value that f16 can hold, but got 65520"),
    ("tensor<?xf32>", "1xf32=[1e39]", "expected a value that f32 can hold, but got 1e39"),
    ("tensor<?xf32>", "1xf32=[1e999999999999]", "expected a value that f32 can hold, but got 1e999999999999"),
    ("tensor<?xf32>", "1xf32=[1.2.3]", "expected a number, but got '1.2.3'"),
    ("tensor<?xf32>", "1xf32=[0x10]", "expected a number, but got '0x10'"),
    ("tensor<?xf32>", "1xf32=[infinity]", "expected a number, but got 'infinity'"),
    ("tensor<?xf32>", "1xf32=[.]", "expected a number, but got '.'"),
    ("tensor<?xf32>", "1xf32=[1e]", "expected a number, but got '1e'"),
    ("tensor<?xf32>", "1xf32=[nan(0x1)]", "expected the bits of a NaN of type f32, but got 'nan(0x1)'"),
    ("tensor<?xf8E4M3FN>", "1xf8E4M3FN=[inf]", "expected a value that f8E4M3FN can hold, but got inf"),
    ("tensor<?xf4E2M1FN>", "1xf4E2M1FN=[nan]", "expected a value that f4E2M1FN can hold, but got nan"),
    ("complex<f32>", "complex<f32>=(1)", "expected a complex number (re, im), but got '(1)'"),
    ("complex<f32>", "complex<f32>=(1, 2", "expected a complex number (re, im), but got '(1, 2'"),
    ("complex<f32>", "complex<f32>=(1, x)", "expected a number, but got 'x'"),
    ("complex<i8>", "complex<i8>=(1, 128)", "expected a value that i8 can hold, but got 128"),
    ("tensor<2x2xi64>", "2x2xi64=[[1, 2], [3]]", "expected 2 entries in each list of dimension 1, but got 1"),
    ("tensor<2x2xi64>", "2x2xi64=[[1, 2, 3], [4]]", "expected 2 entries in each list of dimension 1, but got 3"),
    ("tensor<2x2xi64>", "2x2xi64=[1, 2, 3, 4]", "expected lists nested 2 deep, but got '1, 2, 3, 4]'"),
]:
    argument_error(type, spec, text)

# Types that do not fit the argument.
for type, spec, text in [
    ("tensor<?xi64>", "3xi32=1", "expected the element type to be i64, but got i32"),
    ("tensor<?xi64>", "3xsi64=1", "expected the element type to be i64, but got si64"),
    ("tensor<?xi64>", "3xindex=1", "expected the element type to be i64, but got index"),
    ("tensor<?xi64>", "i64=1", "expected the rank to be 1, but got 0"),
    ("tensor<?xi64>", "1x3xi64=1", "expected the rank to be 1, but got 2"),
    ("tensor<?x4xi64>", "3x3xi64=1", "expected dimension 1 to be 4, but got 3"),
    ("i64", "1xi64=[1]", "expected the rank to be 0, but got 1"),
    ("i64", "i64=[1]", "expected lists nested 0 deep, but got more"),
    ("index", "i64=1", "expected the element type to be index, but got i64"),
    ("tensor<i64>", "1xi64=1", "expected the rank to be 0, but got 1"),
]:
    argument_error(type, spec, text)

# More than memory, or the arithmetic of sizes, holds.
for spec, text in {
    "1000000000000xf32=iota": "expected 1000000000000xf32 to fit in memory, but got 4000000000000 bytes",
    "4294967296x4294967296xf32=1": "expected the byte size of 4294967296x4294967296xf32 to fit 63 bits, but got an overflow",
    "9000000000000000000xf32=1": "expected the byte size of 9000000000000000000xf32 to fit 63 bits, but got an overflow",
}.items():
    type = "tensor<?x?xf32>" if spec.count("x") > 1 else "tensor<?xf32>"
    argument_error(type, spec, text)
# No elements, so no bytes either.
scratch.write(identity("tensor<?x?x?xf32>"))
spec = "9000000000000000000x0x9000000000000000000xf32=[]"
scratch.expect(spec + "\n", f"--input={spec}")

# Files.
np.save(scratch.path("i32.npy"), np.arange(6, dtype=np.int32).reshape(2, 3))
whole = open(scratch.path("i32.npy"), "rb").read()


def write_bytes(name, data):
    with open(scratch.path(name), "wb") as file:
        file.write(data)


def with_header(header):
    text = header.encode() + b"\n"
    return whole[:8] + len(text).to_bytes(2, "little") + text + whole[128:]


os.mkdir(scratch.path("directory"))
write_bytes("empty.npy", b"")
write_bytes("text.npy", b"hello, world\n")
write_bytes("magic.npy", whole[:6])
write_bytes("length.npy", whole[:9])
write_bytes("head.npy", whole[:40])
write_bytes("short.npy", whole[:-1])
write_bytes("long.npy", whole + b"x")
write_bytes("version.npy", whole[:6] + b"\x09" + whole[7:])
np.save(scratch.path("big.npy"), np.arange(3, dtype=">i4"))
np.save(scratch.path("object.npy"), np.array([{}, 1], dtype=object), allow_pickle=True)
np.save(scratch.path("fields.npy"), np.zeros(2, dtype=[("a", "<i4"), ("b", "<f4")]))
np.save(scratch.path("text-dtype.npy"), np.array(["ab"]))
DICTIONARY = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }"
for name, old, new in [
    ("keys", "'shape'", "'shapes'"),
    ("missing", ", 'shape': (2, 3), ", ""),
    ("order", "False", "Maybe"),
    ("negative", "(2, 3)", "(2, -3)"),
    ("list", "(2, 3)", "[2, 3]"),
    ("unclosed", "}", ""),
    ("garbage", "}", "} + 1"),
    ("quote", "'<i4'", "'<i4"),
    ("no-dtype", "'<i4'", "''"),
    ("line-break", "'<i4'", "'<i4\n'"),
    ("escape", "'<i4'", "'\x1b[31m'"),
    ("dtype-twice", "'<i4'", "'<i4', 'descr': '<i4'"),
    ("order-twice", "False", "False, 'fortran_order': False"),
    ("shape-twice", "'shape': (2, 3)", "'shape': (2,), 'shape': (3,)"),
    ("number", "(2, 3)", "(6)"),
    ("no-sizes", "(2, 3)", "(,)"),
    ("two-commas", "(2, 3)", "(2,, 3)"),
    ("deep", "(2, 3)", "(" * 10000),
    ("float-size", "(2, 3)", "(2, 3.0)"),
    ("wide-size", "(2, 3)", "(2, 99999999999999999999)"),
]:
    write_bytes(name + ".npy", with_header(DICTIONARY.replace(old, new)))
write_bytes("huge.npy", with_header(DICTIONARY.replace("(2, 3)", "(1000000, 1000000000)")))
write_bytes("overflow.npy", with_header(DICTIONARY.replace("(2, 3)", "(4611686018427387904, 4)")))

HEADER = "expected a header with a simple dtype, an order and a shape"
TRUNCATED = "expected a whole NumPy file, but got a truncated one"
FILES = {
    "empty": "expected a NumPy file, but got something else",
    "text": "expected a NumPy file, but got something else",
    "magic": TRUNCATED,
    "length": TRUNCATED,
    "head": TRUNCATED,
    "short": "expected 24 bytes of elements, but got 23",
    "long": "expected 24 bytes of elements, but got 25",
    "version": "expected version 1, 2 or 3 of the NumPy format, but got 9",
    "big": "expected dtype '<i4' for i32, but got '>i4'",
    "object": "expected dtype '<i4' for i32, but got '|O'",
    "fields": HEADER,
    "text-dtype": "expected dtype '<i4' for i32, but got '<U2'",
    "keys": HEADER,
    "missing": HEADER,
    "order": HEADER,
    "negative": HEADER,
    "list": HEADER,
    "unclosed": HEADER,
    "garbage": HEADER,
    "quote": HEADER,
    "no-dtype": "expected dtype '<i4' for i32, but got ''",
    "line-break": HEADER,
    "escape": HEADER,
    "dtype-twice": HEADER,
    "order-twice": HEADER,
    "shape-twice": HEADER,
    "number": HEADER,
    "no-sizes": HEADER,
    "two-commas": HEADER,
    "deep": HEADER,
    "float-size": HEADER,
    "wide-size": HEADER,
    "huge": "expected 1000000x1000000000xi32 to fit in memory, but got 4000000000000000 bytes",
    "overflow": "expected the byte size of 4611686018427387904x4xi32 to fit 63 bits, but got an overflow",
}
scratch.write(identity("tensor<?x?xi32>"))
for name, text in FILES.items():
    line = f"{LOC}argument 1 (%x : tensor<?x?xi32>): '{name}.npy': {text}"
    scratch.expect_error(line, f"--input=@{name}.npy")
UNREADABLE = "argument 1 (%x : tensor<?x?xi32>): expected a readable file, but got"
scratch.expect_error(f"{LOC}{UNREADABLE} 'none.npy': No such file or directory", "--input=@none.npy")
scratch.expect_error(f"{LOC}{UNREADABLE} 'directory': Is a directory", "--input=@directory")
scratch.expect_error(f"{LOC}{UNREADABLE} '': No such file or directory", "--input=@")
scratch.expect_error(f"{LOC}{UNREADABLE} '/dev/zero': Is a device", "--input=@/dev/zero")

# Floats that NumPy knows as bytes have one more way to be wrong.
for name, dtype in [("no-dtype", ""), ("no-kind", "<"), ("big-bytes", ">V2"), ("long", "<V22")]:
    write_bytes(name + ".npy", with_header(DICTIONARY.replace("<i4", dtype)))
    argument_error(
        "tensor<?x?xbf16>", f"@{name}.npy",
        f"'{name}.npy': expected dtype '<u2' for bf16, but got '{dtype}'",
    )
for type, text in {
    "tensor<?x?xi64>": "'i32.npy': expected dtype '<i8' for i64, but got '<i4'",
    "tensor<?x?xf32>": "'i32.npy': expected dtype '<f4' for f32, but got '<i4'",
    "tensor<?x?xui32>": "'i32.npy': expected dtype '<u4' for ui32, but got '<i4'",
    "tensor<?xi32>": "expected the rank to be 1, but got 2",
    "tensor<2x2xi32>": "expected dimension 1 to be 2, but got 3",
    "i32": "expected the rank to be 0, but got 2",
}.items():
    argument_error(type, "@i32.npy", text)

# The number of inputs and outputs.
scratch.write(
    """func.func @main(%x: tensor<?xi64>,
                %repeats: tensor<?xi64>) -> tensor<?xi64> {
  return %x : tensor<?xi64>
}
"""
)
one = "--input=1xi64=1"
COUNT = "expected 2 --input for 'main', one for each argument, but got"
scratch.expect_error(f"{LOC}argument 1 (%x : tensor<?xi64>): {COUNT} 0")
scratch.expect_error(
    f"test.mlir:2:17: error: argument 2 (%repeats : tensor<?xi64>): {COUNT} 1", one
)
scratch.expect_error(f"test.mlir:1:1: error: argument 3: {COUNT} 3", one, one, one)
scratch.expect_error(
    "test.mlir:1:1: error: expected at most 1 --output for 'main', one for each result, but got 2",
    one, one, "--output=@a.npy", "--output=@b.npy",
)

# Outputs that cannot be written leave nothing behind.
scratch.write(
    """func.func @main() -> (i64, i64) {
  %c = arith.constant 1 : i64
  return %c, %c : i64, i64
}
"""
)
scratch.expect_error(
    "test.mlir:1:1: error: result 2: expected a file that can be written, but got "
    "'none/b.npy': No such file or directory",
    "--output=@a.npy", "--output=@none/b.npy",
)
assert not os.path.exists(scratch.path("a.npy"))
scratch.expect_error(
    "test.mlir:1:1: error: result 1: expected @FILE, but got 'a.npy'", "--output=a.npy"
)
if os.path.exists("/dev/full"):
    scratch.expect_error(
        "test.mlir:1:1: error: result 1: expected a file that can be written, but got "
        "'/dev/full': No space left on device",
        "--output=@/dev/full",
    )

    with open("/dev/full", "w") as full:
        process = scratch.run(stdout=full)
    assert process.returncode == 1
    assert process.stderr == "test.mlir:1:1: error: cannot write the results: No space left on device\n"

# A reader that has gone.
reader, writer = os.pipe()
os.close(reader)
process = scratch.run(stdout=writer)
assert process.returncode == 1
assert process.stderr == "test.mlir:1:1: error: cannot write the results: Broken pipe\n"

# The file of the module.
scratch.expect_error("none.mlir:0:0: error: expected a readable file, but got: No such file or directory", file="none.mlir")
scratch.expect_error("directory:0:0: error: expected a readable file, but got: Is a directory", file="directory")
scratch.expect_error(
    "<stdin>:1:1: error: custom op 'hello' is unknown (tried 'builtin.hello' as well)",
    file="-", input="hello\n",
)

# The command line.
scratch.expect_error("rint-runner: error: Unknown command line argument '--nonsense'", "--nonsense")
scratch.expect_error("rint-runner: error: Too many positional arguments specified!", "other.mlir")
scratch.expect_error("rint-runner: for the --checks option: Cannot find option named 'maybe'!", "--checks=maybe")
scratch.expect_error("rint-runner: for the --threads option: 'x' value invalid for uint argument!", "--threads=x")
scratch.expect_error("rint-runner: error: expected --threads to be at least 1, but got 0", "--threads=0")
scratch.expect_error("rint-runner: error: expected --target to be one of cpu, cuda, vulkan, but got 'tpu'", "--target=tpu")
scratch.expect_error("rint-runner: error: expected --benchmark with '--benchmark_format=json', but got none", "--benchmark_format=json")
