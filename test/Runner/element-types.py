# Every element type: the limits of integers, every bit pattern of the narrow
# floats and samples of the wide ones, to text and back.
#
# RUN: %python %s

import math
import struct

import numpy as np
from runner import Scratch, identity

scratch = Scratch()


def echo(type, *literals):
    """Passes elements through a program and returns how they are printed."""
    scratch.write(identity(f"tensor<?x{type}>"))
    spec = f"{len(literals)}x{type}=[{', '.join(literals)}]"
    process = scratch.run(f"--input={spec}", "--print-all")
    assert process.returncode == 0, process.stderr
    head, body = process.stdout.split("=")
    assert head == f"{len(literals)}x{type}", head
    assert body[0] == "[" and body[-2:] == "]\n", body
    return body[1:-2].split(", ")


# Integers: the least and the greatest value, all types in one program.
LIMITS = {"index": (-(1 << 63), (1 << 63) - 1)}
for bits in [1, 2, 3, 4, 7, 8, 9, 16, 24, 31, 32, 33, 63, 64, 65, 100, 128, 129, 256]:
    signed = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    LIMITS[f"si{bits}"] = signed
    LIMITS[f"ui{bits}"] = (0, (1 << bits) - 1)
    if bits > 1:  # i1 has a form of its own, see inputs.mlir.
        LIMITS[f"i{bits}"] = signed
types = ", ".join(f"tensor<?x{type}>" for type in LIMITS)
names = ", ".join(f"%{type}" for type in LIMITS)
arguments = ", ".join(f"%{type}: tensor<?x{type}>" for type in LIMITS)
scratch.write(
    f"func.func @main({arguments}) -> ({types}) {{ return {names} : {types} }}"
)
specs = [f"3x{type}=[{low}, {high}, 0]" for type, (low, high) in LIMITS.items()]
scratch.expect("\n".join(specs) + "\n", *(f"--input={spec}" for spec in specs))

for type in ["i4", "i8", "si8", "ui8", "i64", "ui64", "i128", "index", "ui1"]:
    low, high = LIMITS[type]
    scratch.write(identity(f"tensor<?x{type}>"))
    for value in [low - 1, high + 1]:
        scratch.expect_error(
            f"test.mlir:1:17: error: argument 1 (%x : tensor<?x{type}>): expected "
            f"a value that {type} can hold, but got {value}",
            f"--input=1x{type}=[{value}]",
        )

assert echo("complex<i16>", "(1, -2)", "(-32768, 32767)") == [
    "(1",
    "-2)",
    "(-32768",
    "32767)",
]


# Floats of up to 16 bits: every bit pattern, passed as the bits that a .npy file
# holds, is printed as a number that is nearest to it, and read back as itself.
def decode(bits, exponent_bits, mantissa_bits, bias, kind):
    """The value of a bit pattern; `kind` says what the top exponent means."""
    sign = -1.0 if bits >> (exponent_bits + mantissa_bits) else 1.0
    exponent = (bits >> mantissa_bits) & ((1 << exponent_bits) - 1)
    mantissa = bits & ((1 << mantissa_bits) - 1)
    top = (1 << exponent_bits) - 1
    if kind == "ieee" and exponent == top:
        return math.nan if mantissa else sign * math.inf
    if kind == "fn" and exponent == top and mantissa == (1 << mantissa_bits) - 1:
        return math.nan
    if kind == "fnuz" and sign < 0 and exponent == 0 and mantissa == 0:
        return math.nan
    if exponent == 0:
        return sign * math.ldexp(mantissa, 1 - bias - mantissa_bits)
    return sign * math.ldexp(mantissa + (1 << mantissa_bits), exponent - bias - mantissa_bits)


NARROW = {
    "f8E5M2": (5, 2, 15, "ieee"),
    "f8E4M3": (4, 3, 7, "ieee"),
    "f8E3M4": (3, 4, 3, "ieee"),
    "f8E4M3FN": (4, 3, 7, "fn"),
    "f8E5M2FNUZ": (5, 2, 16, "fnuz"),
    "f8E4M3FNUZ": (4, 3, 8, "fnuz"),
    "f8E4M3B11FNUZ": (4, 3, 11, "fnuz"),
    "f16": (5, 10, 15, "ieee"),
    "bf16": (8, 7, 127, "ieee"),
    "f6E2M3FN": (2, 3, 1, "finite"),
    "f6E3M2FN": (3, 2, 3, "finite"),
    "f4E2M1FN": (2, 1, 1, "finite"),
}
for type, (exponent_bits, mantissa_bits, bias, kind) in NARROW.items():
    width = 1 + exponent_bits + mantissa_bits
    patterns = np.arange(1 << width, dtype=np.uint16 if width > 8 else np.uint8)
    values = [decode(int(p), exponent_bits, mantissa_bits, bias, kind) for p in patterns]
    stored = patterns.view(np.float16) if type == "f16" else patterns
    np.save(scratch.path("bits.npy"), stored)
    scratch.write(identity(f"tensor<?x{type}>"))
    process = scratch.run("--input=@bits.npy", "--print-all")
    assert process.returncode == 0, process.stderr
    texts = process.stdout.split("[")[1].rstrip("]\n").split(", ")
    assert len(texts) == len(values)

    finite = sorted({v for v in values if math.isfinite(v)})
    index = {value: i for i, value in enumerate(finite)}
    for text, value in zip(texts, values):
        if math.isnan(value):
            assert text.lstrip("-").startswith("nan"), (type, text)
            continue
        number = float(text)
        assert math.copysign(1, number) == math.copysign(1, value), (type, text, value)
        if number == value:
            continue
        # Nothing else that the type holds is as near.
        i = index[value]
        for other in finite[max(i - 1, 0) : i] + finite[i + 1 : i + 2]:
            # A tie goes to the even pattern.
            assert abs(number - value) <= abs(number - other), (type, text, value)
        assert not value.is_integer() or abs(value) > 1e16, (type, text, value)

    # Back again, also with the payloads of NaNs.
    for start in range(0, len(texts), 4096):
        part = texts[start : start + 4096]
        spec = f"--input={len(part)}x{type}=[{', '.join(part)}]"
        process = scratch.run(spec, "--output=@back.npy")
        assert process.returncode == 0, (type, process.stderr)
        back = np.load(scratch.path("back.npy"))
        assert back.tobytes() == stored[start : start + 4096].tobytes(), type

# A type without a zero and without a sign: powers of two and one NaN.
np.save(scratch.path("bits.npy"), np.arange(256, dtype=np.uint8))
scratch.write(identity("tensor<?xf8E8M0FNU>"))
process = scratch.run("--input=@bits.npy", "--print-all")
texts = process.stdout.split("[")[1].rstrip("]\n").split(", ")
powers = [2.0 ** (exponent - 127) for exponent in range(255)]
for text, power in zip(texts[:-1], powers, strict=True):
    assert min(powers, key=lambda p: abs(float(text) - p)) == power, (text, power)
assert texts[-1] == "nan"
scratch.expect_error(
    "test.mlir:1:17: error: argument 1 (%x : tensor<?xf8E8M0FNU>): expected a value "
    "that f8E8M0FNU can hold, but got 0",
    "--input=1xf8E8M0FNU=[0]",
)


# f32 and f64: as few digits as NumPy finds, and the same bits back.
rng = np.random.default_rng(3)
for type, float_type, bits_type in [("f32", np.float32, np.uint32), ("f64", np.float64, np.uint64)]:
    info = np.iinfo(bits_type)
    bits = rng.integers(0, info.max, 2000, dtype=bits_type, endpoint=True)
    values = bits.view(float_type)
    values = values[np.isfinite(values)]
    special = np.array(
        [0, -0.0, 1, 1.5, 0.1, 1e15, 1e16, 1e-4, 1e-5, 123456789, 2.0**100]
        + [np.finfo(float_type).max, np.finfo(float_type).tiny, np.finfo(float_type).smallest_subnormal],
        dtype=float_type,
    )
    values = np.concatenate([special, values])
    np.save(scratch.path("values.npy"), values)
    scratch.write(identity(f"tensor<?x{type}>"))
    process = scratch.run("--input=@values.npy", "--print-all")
    texts = process.stdout.split("[")[1].rstrip("]\n").split(", ")
    for text, value in zip(texts, values, strict=True):
        assert float_type(text).tobytes() == value.tobytes(), (text, value)
        # Python's style: in full from 1e-4 to below 1e16, else with an exponent
        # of at least two digits.
        shortest = np.format_float_scientific(value, unique=True, trim="-", exp_digits=2)
        exponent = int(shortest.split("e")[1])
        want = shortest
        if value == 0 or -4 <= exponent < 16:
            want = np.format_float_positional(value, unique=True, trim="-")
        assert text == want, (text, want)

# The bits of NaNs that arithmetic does not make.
assert echo("f32", "nan", "-nan", "nan(0x7fc00001)", "nan(0xff800001)") == [
    "nan",
    "-nan",
    "nan(0x7fc00001)",
    "nan(0xff800001)",
]

# Wider than f64.
assert echo("f80", "0.5", "1e4000", "-inf") == ["0.5", "1e+4000", "-inf"]
assert echo("f128", "0.5", "1e4000", "-inf") == ["0.5", "1e+4000", "-inf"]
