"""Reductions of segments as the specification defines them, in NumPy.

Values are small integers and powers of two, which all sums and products hold
exactly, so that results are compared bit for bit whatever the order of the terms.
"""

import numpy as np

KINDS = ["sum", "mean", "max", "min", "prod"]

#: MLIR type -> (how its bits are stored, how NumPy computes on it). A type that
#: NumPy does not have is converted by hand.
TYPES = {
    "i1": ("u1", "u1"), "i4": ("u1", "i1"), "i8": ("i1", "i1"), "ui8": ("u1", "u1"),
    "i16": ("i2", "i2"), "ui16": ("u2", "u2"), "si32": ("i4", "i4"),
    "i32": ("i4", "i4"), "ui32": ("u4", "u4"), "i64": ("i8", "i8"),
    "ui64": ("u8", "u8"), "index": ("i8", "i8"), "i24": ("u4", "i4"),
    "f16": ("f2", "f4"), "bf16": ("u2", "f4"), "f8E5M2": ("u1", "f4"),
    "f8E4M3FN": ("u1", "f4"), "f32": ("f4", "f4"), "f64": ("f8", "f8"),
    "complex<f32>": ("c8", "c8"), "complex<f64>": ("c16", "c16"),
}

#: The width of the integers, and whether they have a sign.
_BITS = {"i1": 1, "i4": 4, "i24": 24}
#: The largest magnitude of what has no infinity.
_LARGEST = {"f8E4M3FN": 448.0}
#: Small floats: bits of the mantissa, bias, what lies beyond the largest.
_SMALL = {"f8E5M2": (2, 15, 0x7C), "f8E4M3FN": (3, 7, 0x7F)}


def kinds_of(element):
    if element.startswith("complex"):
        return ["sum", "mean", "prod"]
    if is_float(element):
        return KINDS
    return ["sum", "max", "min", "prod"]


def is_float(element):
    return element.startswith(("f", "bf", "complex"))


def _small_values(element):
    """The value of every pattern of the bits of a small float."""
    mantissa, bias, beyond = _SMALL[element]
    bits = np.arange(256)
    magnitude = bits & 127
    exponent, fraction = magnitude >> mantissa, magnitude & ((1 << mantissa) - 1)
    value = np.where(exponent == 0, fraction / (1 << mantissa) * 2.0 ** (1 - bias),
                     (1 + fraction / (1 << mantissa)) * 2.0 ** (exponent - bias))
    value[magnitude > beyond] = np.nan
    value[magnitude == beyond] = np.inf if element == "f8E5M2" else np.nan
    return np.where(bits & 128, -value, value)


def decode(element, stored):
    """Stored elements as numbers that NumPy computes on."""
    compute = np.dtype(TYPES[element][1])
    if element == "bf16":
        return (stored.astype("u4") << 16).view("f4")
    if element in _SMALL:
        return _small_values(element)[stored].astype(compute)
    if element in _BITS and element != "i1":
        bits = _BITS[element]
        wide = stored.astype("i8")
        return np.where(wide >> (bits - 1) & 1, wide - (1 << bits), wide).astype(compute)
    return stored.astype(compute)


def encode(element, numbers):
    """Numbers that NumPy computed as stored elements, rounded to nearest even."""
    stored = np.dtype(TYPES[element][0])
    if element == "bf16":
        bits = np.asarray(numbers, "f4").view("u4").astype("u8")
        rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16
        return np.where(np.isnan(numbers), 0x7FC0, rounded).astype("u2")
    if element in _SMALL:
        values = _small_values(element)[:128]
        finite = np.isfinite(values)
        magnitude = np.abs(np.asarray(numbers, "f8"))
        with np.errstate(invalid="ignore"):
            nearest = np.abs(magnitude[..., None] - np.where(finite, values, np.inf))
        even = np.arange(128) & 1
        order = np.lexsort((np.broadcast_to(even, nearest.shape), nearest))[..., 0]
        last = np.nonzero(finite)[0][-1]
        limit = values[last] + (values[last] - values[last - 1]) / 2
        beyond = _SMALL[element][2]
        order = np.where(magnitude >= limit, beyond, order)
        order = np.where(np.isnan(numbers), 127, order)
        return (order | np.where(np.signbit(numbers), 128, 0)).astype("u1")
    if element in _BITS:
        return (np.asarray(numbers, "i8") & ((1 << _BITS[element]) - 1)).astype(stored)
    with np.errstate(over="ignore"):
        return np.asarray(numbers).astype(stored)


def _wrap(element, numbers):
    """Integers of 64 bits as those of the type."""
    if element == "i1":
        return numbers & 1
    if element in _BITS:
        bits = _BITS[element]
        low = numbers & ((1 << bits) - 1)
        return np.where(low >> (bits - 1), low - (1 << bits), low)
    return numbers


def _extreme(element, compute, least):
    if is_float(element):
        value = _LARGEST.get(element, np.inf)
        return -value if least else value
    if element in _BITS:
        bits = _BITS[element]
        if element == "i1":
            return 0 if least else 1
        return -(1 << bits - 1) if least else (1 << bits - 1) - 1
    return np.iinfo(compute).min if least else np.iinfo(compute).max


def _divide(total, count):
    """The parts of complex numbers are divided one by one."""
    parts = total.view(total.real.dtype)
    result = parts / parts.dtype.type(count) if count else np.full_like(parts, np.nan)
    return result.view(total.dtype)


def reduce(element, kind, stored, offsets, axis):
    """The stored result of the segments of an array of stored elements."""
    compute = np.dtype(TYPES[element][1])
    x = np.moveaxis(decode(element, stored), axis, 0)
    rows = np.empty((len(offsets) - 1, *x.shape[1:]), compute)
    for i, (begin, end) in enumerate(zip(offsets, offsets[1:])):
        part = x[begin:end]
        with np.errstate(all="ignore"):
            if kind in ("sum", "mean"):
                # -0 is what changes no number; a sum of nothing is +0 all the same.
                start = -0.0 if is_float(element) and end > begin else 0
                if element.startswith("complex"):
                    start = complex(start, start)
                rows[i] = _wrap(element, np.add.reduce(part, 0, dtype=compute, initial=start))
                if kind == "mean":
                    rows[i] = _divide(rows[i], end - begin)
            elif kind == "prod":
                rows[i] = _wrap(element, np.multiply.reduce(part, 0, dtype=compute))
            else:
                least = kind == "max"
                function = np.maximum if least else np.minimum
                rows[i] = function.reduce(part, 0, initial=_extreme(element, compute, least))
                if is_float(element) and end > begin:  # -0 is less than +0.
                    zeros = (part == 0) & (np.signbit(part) != least)
                    rows[i] = np.where((rows[i] == 0) & zeros.any(0), 0.0 if least else -0.0, rows[i])
    return np.ascontiguousarray(np.moveaxis(encode(element, rows), 0, axis))


def same(element, got, wanted):
    """Where two arrays of stored elements are the same, NaNs whatever their bits."""
    if not is_float(element):
        return got == wanted
    a, b = decode(element, got), decode(element, wanted)
    parts = [(a.real, b.real), (a.imag, b.imag)] if np.iscomplexobj(a) else [(a, b)]
    return np.all([(x == y) & (np.signbit(x) == np.signbit(y)) | np.isnan(x) & np.isnan(y)
                   for x, y in parts], axis=0)


def numbers(rng, element, kind, shape, special=False):
    """Stored elements whose sums and products are exact; with `special`, NaNs,
    infinities and zeros of both signs among floats."""
    if not is_float(element):
        if element == "i1":
            return rng.integers(0, 2, shape).astype("u1")
        raw = rng.integers(-128, 128, shape)
        return encode(element, raw) if element in _BITS else raw.astype(TYPES[element][0])
    choice = [-1.0, 1.0, 2.0, 0.5] if kind == "prod" else [-3.0, -1.0, 0.5, 1.0, 2.0, 4.0]
    if special:
        choice += [np.nan, np.inf, -0.0, 0.0] if kind in ("max", "min") else [-0.0]
    values = rng.choice(choice, shape)
    if element.startswith("complex"):
        values = rng.choice([1, -1, 1j, -1j], shape)
    return encode(element, values.astype(TYPES[element][1]))
