"""Element types of MLIR as raw bits in NumPy.

rint moves elements bit for bit, so the tests never need their values: an element
is an unsigned integer of the size that it has in a buffer, and NaNs and types
that NumPy does not know are compared like all others.
"""

import numpy as np

#: Two 64-bit halves, for elements of 16 bytes.
WIDE = np.dtype([("low", "<u8"), ("high", "<u8")])

#: MLIR type -> (bits that count, dtype of an element in a buffer).
ELEMENTS = {
    "i1": (1, "u1"),
    "i4": (4, "u1"),
    "i8": (8, "u1"),
    "i16": (16, "<u2"),
    "i24": (24, "<u4"),
    "i32": (32, "<u4"),
    "i64": (64, "<u8"),
    "i128": (128, WIDE),
    "si8": (8, "u1"),
    "si32": (32, "<u4"),
    "si64": (64, "<u8"),
    "ui8": (8, "u1"),
    "ui16": (16, "<u2"),
    "ui32": (32, "<u4"),
    "ui64": (64, "<u8"),
    "index": (64, "<u8"),
    "f8E5M2": (8, "u1"),
    "f8E4M3FN": (8, "u1"),
    "bf16": (16, "<u2"),
    "f16": (16, "<u2"),
    "f32": (32, "<u4"),
    "f64": (64, "<u8"),
    "complex<f32>": (64, "<u8"),
    "complex<f64>": (128, WIDE),
    "complex<i16>": (32, "<u4"),
}

#: Types that a repeat may have, and what they can hold.
COUNT_TYPES = {
    "i1": (0, 1),
    "i4": (-8, 7),
    "i8": (-128, 127),
    "i16": (-(2**15), 2**15 - 1),
    "i32": (-(2**31), 2**31 - 1),
    "i64": (-(2**63), 2**63 - 1),
    "i128": (-(2**127), 2**127 - 1),
    "si8": (-128, 127),
    "si64": (-(2**63), 2**63 - 1),
    "ui8": (0, 2**8 - 1),
    "ui16": (0, 2**16 - 1),
    "ui32": (0, 2**32 - 1),
    "ui64": (0, 2**64 - 1),
    "index": (-(2**63), 2**63 - 1),
}


def size_in_bytes(element):
    return np.dtype(ELEMENTS[element][1]).itemsize


def mask(element, array):
    """Clears the bits of a buffer that belong to no element."""
    bits, dtype = ELEMENTS[element]
    if dtype is WIDE or bits == np.dtype(dtype).itemsize * 8:
        return array
    return np.asarray(array & np.array((1 << bits) - 1, dtype))


def random_bits(rng, element, shape):
    dtype = np.dtype(ELEMENTS[element][1])
    count = int(np.prod(shape, dtype=np.int64))
    raw = rng.integers(0, 256, count * dtype.itemsize, dtype=np.uint8)
    return mask(element, raw.view(dtype).reshape(shape))


def from_integers(element, values, shape=None):
    """Integers of any size as elements."""
    bits, dtype = ELEMENTS[element]
    values = [int(value) % (1 << bits) for value in values]
    if dtype is WIDE:
        pairs = [(v & (2**64 - 1), v >> 64) for v in values]
        array = np.array(pairs, dtype)
    else:
        array = np.array(values, dtype)
    return array.reshape(len(values) if shape is None else shape)


def literal(element, array):
    """The text of `dense<...>` for an array of raw bits."""

    def scalar(value):
        bits, dtype = ELEMENTS[element]
        if dtype is WIDE:
            value = int(value["low"]) | int(value["high"]) << 64
        value = int(value)
        if element.startswith("complex"):
            part = element[len("complex<") : -1]
            half = bits // 2
            halves = (value & ((1 << half) - 1), value >> half)
            return "(%s)" % ", ".join(number(part, half, v) for v in halves)
        return number(element, bits, value)

    def number(kind, bits, value):
        if kind == "i1":
            return "true" if value else "false"
        if kind.startswith(("f", "bf")):
            return "0x%0*X" % (bits // 4, value)
        if not kind.startswith("ui") and value >> (bits - 1):
            value -= 1 << bits
        return str(value)

    def nest(part):
        if part.ndim == 0:
            return scalar(part[()])
        return "[%s]" % ", ".join(nest(row) for row in part)

    if array.size == 0:
        return "dense<>"
    return "dense<%s>" % nest(array)


def tensor_type(shape, element):
    """`shape` has None for a dynamic extent."""
    sizes = "".join("%sx" % ("?" if size is None else size) for size in shape)
    return "tensor<%s%s>" % (sizes, element)
