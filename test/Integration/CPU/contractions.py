# Contractions on vectors round each summand as plain loops do: the bits are those
# of NumPy, summand by summand, for element types, layouts and sizes that fill
# vectors and rows or do not, known and not.
#
# RUN: %python %s

import numpy as np

from runner import Scratch

NUMPY = {"f16": np.float16, "f32": np.float32, "f64": np.float64, "i8": np.int8,
         "i16": np.int16, "i32": np.int32, "i64": np.int64}

# Name: the maps of both operands over (b, m, n, k).
LAYOUTS = {
    "rows": ("b, m, k", "b, k, n"),
    "columns": ("b, m, k", "b, n, k"),
    "transposed": ("b, k, m", "b, k, n"),
    "shared": ("m, k", "b, n, k"),
    "vector": ("b, k", "b, n, k"),
}


def shape_of(dims, sizes):
    return [sizes[d] for d in dims.split(", ")]


def tensor(shape, element, is_dynamic):
    return "tensor<" + "".join(f"{'?' if is_dynamic else n}x" for n in shape) + f"{element}>"


def body(element, result):
    kind = "f" if element[0] == "f" else "i"
    extend = ""
    a, b = "%a", "%b"
    if element != result:
        op = "arith.extf" if kind == "f" else "arith.extsi"
        extend = (f"    %u = {op} %a : {element} to {result}\n"
                  f"    %v = {op} %b : {element} to {result}\n")
        a, b = "%u", "%v"
    return (f"  ^bb0(%a: {element}, %b: {element}, %c: {result}):\n{extend}"
            f"    %p = arith.mul{kind} {a}, {b} : {result}\n"
            f"    %s = arith.add{kind} %c, %p : {result}\n"
            f"    linalg.yield %s : {result}\n")


def module(layout, sizes, element, result, is_dynamic):
    lhs, rhs = LAYOUTS[layout]
    out = "b, n" if layout == "vector" else "b, m, n"
    loops = "b, n, k" if layout == "vector" else "b, m, n, k"
    kinds = ", ".join('"reduction"' if d == "k" else '"parallel"' for d in loops.split(", "))
    types = [tensor(shape_of(lhs, sizes), element, is_dynamic),
             tensor(shape_of(rhs, sizes), element, is_dynamic),
             tensor(shape_of(out, sizes), result, is_dynamic)]
    maps = ", ".join(f"affine_map<({loops}) -> ({dims})>" for dims in (lhs, rhs, out))
    return (f"func.func @main(%x: {types[0]}, %y: {types[1]}, %z: {types[2]}) -> {types[2]} {{\n"
            f"  %r = linalg.generic {{indexing_maps = [{maps}], iterator_types = [{kinds}]}}"
            f" ins(%x, %y : {types[0]}, {types[1]}) outs(%z : {types[2]}) {{\n"
            f"{body(element, result)}  }} -> {types[2]}\n  return %r : {types[2]}\n}}\n")


def expect(layout, x, y, z):
    """Summand by summand, in the type of the result."""
    lhs, rhs = (dims.replace(", ", "") for dims in LAYOUTS[layout])
    out = "bn" if layout == "vector" else "bmn"
    sums = z.copy()
    lhs_k, rhs_k = lhs.index("k"), rhs.index("k")
    for k in range(x.shape[lhs_k]):
        a = np.take(x, k, lhs_k).astype(z.dtype)
        b = np.take(y, k, rhs_k).astype(z.dtype)
        products = np.einsum(
            f"{lhs.replace('k', '')},{rhs.replace('k', '')}->{out}", a, b)
        sums = (sums + products).astype(z.dtype)
    return sums


def draw(rng, shape, element):
    dtype = NUMPY[element]
    if element[0] == "f":
        return rng.standard_normal(shape).astype(dtype)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    return rng.integers(low, high, shape, dtype, endpoint=True)


def check(scratch, rng, layout, sizes, element, result, is_dynamic, modes=()):
    lhs, rhs = LAYOUTS[layout]
    out = "b, n" if layout == "vector" else "b, m, n"
    scratch.write(module(layout, sizes, element, result, is_dynamic))
    arguments = [draw(rng, shape_of(lhs, sizes), element),
                 draw(rng, shape_of(rhs, sizes), element),
                 draw(rng, shape_of(out, sizes), result)]
    flags = []
    for i, argument in enumerate(arguments):
        np.save(scratch.path(f"{i}.npy"), argument)
        flags.append(f"--input=@{i}.npy")
    with np.errstate(over="ignore"):
        want = expect(layout, *arguments)
    process = scratch.run(*flags, *modes, "--output=@out.npy")
    case = (layout, sizes, element, result, is_dynamic)
    assert (process.returncode, process.stderr) == (0, ""), (case, process.stderr)
    got = np.load(scratch.path("out.npy"))
    assert got.dtype == want.dtype and got.shape == want.shape, case
    assert got.tobytes() == want.tobytes(), case


def main():
    scratch, rng = Scratch(), np.random.default_rng(5)
    names = "bmnk"
    sizes = [(2, 5, 37, 33), (1, 8, 64, 16), (3, 1, 100, 40), (2, 16, 16, 3),
             (2, 4, 0, 16), (2, 0, 32, 16), (2, 4, 32, 0), (1, 3, 5, 128)]
    for layout in LAYOUTS:
        for i, size in enumerate(sizes):
            is_dynamic = (i + len(layout)) % 2 == 0
            check(scratch, rng, layout, dict(zip(names, size)), "f32", "f32", is_dynamic)
    for element, result in (("f16", "f16"), ("f16", "f32"), ("f64", "f64"), ("i8", "i8"),
                            ("i8", "i32"), ("i16", "i16"), ("i32", "i32"), ("i64", "i64"),
                            ("f32", "f64")):
        for layout in ("rows", "columns"):
            check(scratch, rng, layout, dict(b=2, m=6, n=27, k=19), element, result,
                  layout == "columns")
    # A part for each thread, of the batches, of the rows or of the lanes.
    for b, n, is_dynamic in ((3, 70, True), (1, 1100, False), (1, 1100, True)):
        check(scratch, rng, "columns", dict(b=b, m=70, n=n, k=80), "f32", "f32", is_dynamic,
              ["--threads=2"])


main()
