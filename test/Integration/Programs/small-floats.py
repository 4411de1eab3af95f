# RUN: %python %s

# Conversions of floats of up to 8 bits: every number of every type to f64, and
# back from all numbers where rounding changes its mind, their neighbours and
# what is special. The oracle is the definition: the nearest number of the type,
# of two that are equally near the one with an even pattern.

import math
import sys

import numpy as np

from runner import Scratch

# Exponent bits, mantissa bits, bias, and what the largest patterns are.
FORMATS = {
    "f8E5M2": (5, 2, 15, "ieee"),
    "f8E4M3": (4, 3, 7, "ieee"),
    "f8E3M4": (3, 4, 3, "ieee"),
    "f8E4M3FN": (4, 3, 7, "nan"),
    "f8E5M2FNUZ": (5, 2, 16, "unsigned zero"),
    "f8E4M3FNUZ": (4, 3, 8, "unsigned zero"),
    "f8E4M3B11FNUZ": (4, 3, 11, "unsigned zero"),
}


def decode(pattern, format):
    exponent_bits, mantissa_bits, bias, kind = format
    sign = pattern >> 7
    exponent = (pattern & 127) >> mantissa_bits
    mantissa = pattern & ((1 << mantissa_bits) - 1)
    if kind == "ieee" and exponent == (1 << exponent_bits) - 1:
        value = math.nan if mantissa else math.inf
    elif kind == "nan" and pattern & 127 == 127:
        value = math.nan
    elif kind == "unsigned zero" and pattern == 128:
        return math.nan
    elif exponent == 0:
        value = math.ldexp(mantissa, 1 - bias - mantissa_bits)
    else:
        value = math.ldexp(
            mantissa + (1 << mantissa_bits), exponent - bias - mantissa_bits
        )
    return -value if sign else value


def encode(value, format):
    """The value of the pattern that `value` rounds to."""
    kind = format[3]
    if math.isnan(value):
        return math.nan
    finite = [decode(pattern, format) for pattern in range(128)]
    finite = [number for number in finite if math.isfinite(number)]
    # Where the number after the largest one would be.
    step = finite[-1] - finite[-2]
    size = abs(value)
    if size - finite[-1] > step / 2 or (
        size - finite[-1] == step / 2 and len(finite) % 2 == 0
    ):
        beyond = math.inf if kind == "ieee" else math.nan
        return math.copysign(beyond, value)
    best = min(
        range(len(finite)), key=lambda i: (abs(finite[i] - size), i % 2)
    )
    if finite[best] == 0 and kind == "unsigned zero":
        return 0.0
    return math.copysign(finite[best], value)


def interesting(format):
    numbers = sorted({abs(decode(p, format)) for p in range(256)} - {math.inf})
    numbers = [number for number in numbers if math.isfinite(number)]
    numbers.append(2 * numbers[-1] - numbers[-2])
    middles = [(a + b) / 2 for a, b in zip(numbers, numbers[1:])]
    values = numbers + middles
    values += [math.nextafter(v, math.inf) for v in middles]
    values += [math.nextafter(v, 0) for v in middles]
    values += [1e-300, 1e300, 3e38, math.inf, math.nan]
    return values + [-value for value in values]


def same(a, b):
    return (np.isnan(a) & np.isnan(b)) | (
        (a == b) & (np.signbit(a) == np.signbit(b))
    )


MODULE = """
func.func @extend(%b: tensor<256xi8>) -> tensor<256xf64> {{
  %x = tensor.bitcast %b : tensor<256xi8> to tensor<256x{0}>
  %y = arith.extf %x : tensor<256x{0}> to tensor<256xf64>
  return %y : tensor<256xf64>
}}
func.func @truncate64(%x: tensor<?xf64>) -> tensor<?xf64> {{
  %y = arith.truncf %x : tensor<?xf64> to tensor<?x{0}>
  %z = arith.extf %y : tensor<?x{0}> to tensor<?xf64>
  return %z : tensor<?xf64>
}}
func.func @truncate32(%x: tensor<?xf32>) -> tensor<?xf64> {{
  %y = arith.truncf %x : tensor<?xf32> to tensor<?x{0}>
  %z = arith.extf %y : tensor<?x{0}> to tensor<?xf64>
  return %z : tensor<?xf64>
}}
"""


def run(scratch, entry, values):
    np.save(scratch.path("x.npy"), values)
    process = scratch.run(
        f"--entry={entry}", "--input=@x.npy", "--output=@y.npy"
    )
    assert process.returncode == 0, process.stderr
    return np.load(scratch.path("y.npy"))


def check(name, entry, values, got, want):
    for value, a, b in zip(values, got, want):
        if not same(a, b):
            sys.exit(f"{name} {entry} {value}: expected {b}, but got {a}")


for name, format in FORMATS.items():
    scratch = Scratch(MODULE.format(name))
    patterns = np.arange(256).astype(np.uint8).view(np.int8)
    want = np.array([decode(p, format) for p in range(256)])
    check(name, "extend", range(256), run(scratch, "extend", patterns), want)
    for entry, dtype in (("truncate64", np.float64), ("truncate32", np.float32)):
        with np.errstate(over="ignore", under="ignore"):
            values = np.array(interesting(format)).astype(dtype)
        want = np.array([encode(float(value), format) for value in values])
        check(name, entry, values, run(scratch, entry, values), want)
