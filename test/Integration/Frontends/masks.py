# Sums over masks of ends, as frontends write them, and gathers behind them: the
# values before and after --convert-linalg-to-rint against NumPy, for all ways to
# compare, ends that are sorted and ends that are not, negative ones, ones past the
# last position, and sizes of 0.
#
# RUN: %python %s

import operator

import numpy as np

import raising

DTYPES = {"i32": np.int32, "i64": np.int64, "i8": np.int8}
# Predicate: what it says, and whether the numbers are unsigned.
PREDICATES = {
    "slt": (operator.lt, False), "sle": (operator.le, False),
    "sgt": (operator.gt, False), "sge": (operator.ge, False),
    "ult": (operator.lt, True), "ule": (operator.le, True),
    "ugt": (operator.gt, True), "uge": (operator.ge, True),
}
MAPS = """#v = affine_map<(d0) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
#first = affine_map<(d0, d1) -> (d0)>
#second = affine_map<(d0, d1) -> (d1)>
#swapped = affine_map<(d0, d1) -> (d1, d0)>
#column = affine_map<(d0, d1) -> (d0, 0)>
#row = affine_map<(d0, d1) -> (0, d1)>
"""
PP = 'iterator_types = ["parallel", "parallel"]'


def program(*, n, m, type="i64", predicate="sge", ends_first=False, style="torch",
            one="extui", axis=0, sum_type=None, gather=None):
    """A function of the ends, n of them (None: unknown), that returns how many of
    them are before each of m positions (None: an argument tells). With `gather`, of
    the rows of a matrix, too, and it returns those that the sums are the indices of;
    it is "clamped" or "plain"."""
    N, M = n if n is not None else "?", m if m is not None else "?"
    sum_type = sum_type or type
    size = "" if m is not None else "%m"
    both = ", ".join(["%n"] * (n is None) + ["%m"] * (m is None))
    arguments = f"%ends: tensor<{N}x{type}>"
    if m is None:
        arguments += ", %m: index"
    if gather:
        arguments += f", %x: tensor<{N}x2xf32>"
    result = f"tensor<{M}x2xf32>" if gather else f"tensor<{M}x{sum_type}>"
    lines = [f"func.func @main({arguments}) -> {result} {{",
             "%c0 = arith.constant 0 : index", "%c1 = arith.constant 1 : index",
             f"%zero = arith.constant 0 : {sum_type}", f"%unit = arith.constant 1 : {sum_type}",
             "%true = arith.constant true"]
    if n is None:
        lines.append(f"%n = tensor.dim %ends, %c0 : tensor<{N}x{type}>")
    lines.append(f"""%je = tensor.empty({size}) : tensor<{M}x{type}>
%j = linalg.generic {{indexing_maps = [#v], iterator_types = ["parallel"]}} outs(%je : tensor<{M}x{type}>) {{
^bb0(%o: {type}):
  %i = linalg.index 0 : index
  %c = arith.index_cast %i : index to {type}
  linalg.yield %c : {type}
}} -> tensor<{M}x{type}>
%me = tensor.empty({both}) : tensor<{N}x{M}xi1>""")
    position, end = ("%p", "%e")
    compared = f"arith.cmpi {predicate}, " + (
        f"{end}, {position}" if ends_first else f"{position}, {end}") + f" : {type}"
    if style == "torch":
        # Dimensions of one element, broadcast by the maps.
        ends_shape = "[%n, 1]" if n is None else f"[{n}, 1]"
        j_shape = "[1, %m]" if m is None else f"[1, {m}]"
        lines.append(f"""%ec = tensor.expand_shape %ends [[0, 1]] output_shape {ends_shape} : tensor<{N}x{type}> into tensor<{N}x1x{type}>
%jr = tensor.expand_shape %j [[0, 1]] output_shape {j_shape} : tensor<{M}x{type}> into tensor<1x{M}x{type}>
%mask = linalg.generic {{indexing_maps = [#row, #column, #id], {PP}}} ins(%jr, %ec : tensor<1x{M}x{type}>, tensor<{N}x1x{type}>) outs(%me : tensor<{N}x{M}xi1>) {{
^bb0(%p: {type}, %e: {type}, %o: i1):
  %q = {compared}
  linalg.yield %q : i1
}} -> tensor<{N}x{M}xi1>""")
    else:
        # Every broadcast an op of its own.
        lines.append(f"""%we = tensor.empty({both}) : tensor<{N}x{M}x{type}>
%ew = linalg.broadcast ins(%ends : tensor<{N}x{type}>) outs(%we : tensor<{N}x{M}x{type}>) dimensions = [1]
%jw = linalg.generic {{indexing_maps = [#second, #id], {PP}}} ins(%j : tensor<{M}x{type}>) outs(%we : tensor<{N}x{M}x{type}>) {{
^bb0(%a: {type}, %o: {type}):
  linalg.yield %a : {type}
}} -> tensor<{N}x{M}x{type}>
%mask = linalg.generic {{indexing_maps = [#id, #id, #id], {PP}}} ins(%jw, %ew : tensor<{N}x{M}x{type}>, tensor<{N}x{M}x{type}>) outs(%me : tensor<{N}x{M}xi1>) {{
^bb0(%p: {type}, %e: {type}, %o: i1):
  %q = {compared}
  linalg.yield %q : i1
}} -> tensor<{N}x{M}xi1>""")
    counted = {"extui": f"%k = arith.extui %b : i1 to {sum_type}",
               "select": f"%k = arith.select %b, %unit, %zero : {sum_type}",
               "negated": f"%k = arith.select %b, %zero, %unit : {sum_type}",
               "inverted": f"""%not = arith.xori %b, %true : i1
  %k = arith.extui %not : i1 to {sum_type}"""}[one]
    # Sums over the first dimension, or over the second of a loop nest turned round.
    maps, kinds = [("#id, #second", '"reduction", "parallel"'),
                   ("#swapped, #first", '"parallel", "reduction"')][axis]
    lines.append(f"""%se = tensor.empty({size}) : tensor<{M}x{sum_type}>
%s0 = linalg.fill ins(%zero : {sum_type}) outs(%se : tensor<{M}x{sum_type}>) -> tensor<{M}x{sum_type}>
%sum = linalg.generic {{indexing_maps = [{maps}], iterator_types = [{kinds}]}} ins(%mask : tensor<{N}x{M}xi1>) outs(%s0 : tensor<{M}x{sum_type}>) {{
^bb0(%b: i1, %o: {sum_type}):
  {counted}
  %t = arith.addi {"%k, %o" if axis else "%o, %k"} : {sum_type}
  linalg.yield %t : {sum_type}
}} -> tensor<{M}x{sum_type}>""")
    if not gather:
        lines.append(f"return %sum : {result}")
    else:
        last = (f"%last = arith.constant {n - 1} : index" if n is not None else
                f"%xn = tensor.dim %x, %c0 : tensor<{N}x2xf32>\n"
                "%last = arith.subi %xn, %c1 : index")
        index = ("%l = arith.maxsi %u, %c0 : index\n  %h = arith.minsi %l, %last : index"
                 if gather == "clamped" else "%h = arith.addi %u, %c0 : index")
        lines.append(f"""{last}
%ge = tensor.empty({size}) : tensor<{M}x2xf32>
%g = linalg.generic {{indexing_maps = [#first, #id], {PP}}} ins(%sum : tensor<{M}x{sum_type}>) outs(%ge : tensor<{M}x2xf32>) {{
^bb0(%v: {sum_type}, %o: f32):
  %u = arith.index_cast %v : {sum_type} to index
  {index}
  %d = linalg.index 1 : index
  %a = tensor.extract %x[%h, %d] : tensor<{N}x2xf32>
  linalg.yield %a : f32
}} -> tensor<{M}x2xf32>
return %g : tensor<{M}x2xf32>""")
    return MAPS + "\n".join(lines) + "\n}\n"


def oracle(ends, m, predicate, ends_first, one, sum_type, x=None):
    compare, is_unsigned = PREDICATES[predicate]
    values = ends.astype(np.int64).astype(object)
    if is_unsigned:
        values = np.array([int(v) % 2**(8 * ends.itemsize) for v in ends], object)
    sums = []
    for j in range(m):
        mask = [compare(v, j) if ends_first else compare(j, v) for v in values]
        sums.append(len(mask) - sum(mask) if one in ("negated", "inverted") else sum(mask))
    if x is None:
        return np.array(sums, np.int64).astype(DTYPES[sum_type])
    return x[np.minimum(np.array(sums, np.int64), len(x) - 1)]


def samples(random, n, m, dtype):
    """Ends of all kinds."""
    yield np.cumsum(random.integers(0, 3, size=n)).astype(dtype)
    yield random.integers(-2, m + 3, size=n).astype(dtype)
    info = np.iinfo(dtype)
    yield random.choice(np.array([info.min, -1, 0, 1, m - 1, m, m + 1, info.max], dtype), size=n)
    yield np.full(n, m, dtype)


def test_all_comparisons():
    random = np.random.default_rng(1)
    for i, predicate in enumerate(PREDICATES):
        for ends_first in False, True:
            options = dict(
                type=["i32", "i64"][(i + ends_first) % 2], predicate=predicate,
                ends_first=ends_first, style=["torch", "jax"][i // 2 % 2],
                one=["extui", "select", "negated", "inverted"][(i // 2 + 2 * ends_first) % 4], axis=i % 2)
            text = program(n=5, m=7, **options)
            calls = [([ends], oracle(ends, 7, predicate, ends_first, options["one"],
                                     options["type"]))
                     for ends in samples(random, 5, 7, DTYPES[options["type"]])]
            raising.check_all(text, calls, names=["rint.repeat_indices"], gone=["5x7"])


def test_unknown_sizes():
    random = np.random.default_rng(2)
    for n, m in (None, None), (None, 6), (4, None):
        for predicate, ends_first in ("sge", False), ("sge", True), ("ule", True):
            text = program(n=n, m=m, predicate=predicate, ends_first=ends_first,
                           style="jax" if n else "torch")
            calls = []
            for length, positions in (0, 3), (1, 1), (4, 6), (4, 0), (9, 6):
                if n not in (None, length) or m not in (None, positions):
                    continue
                arguments = [] if m is not None else [f"index={positions}"]
                for ends in samples(random, length, positions, np.int64):
                    expected = oracle(ends, positions, predicate, ends_first, "extui", "i64")
                    calls.append(([ends, *arguments], expected))
            raising.check_all(text, calls, names=["rint.repeat_indices"])


def test_sums_that_wrap():
    # 300 ends do not fit the type of the sum.
    ends = np.arange(300, dtype=np.int64) // 2
    text = program(n=300, m=170, sum_type="i8")
    raising.check(text, [ends], [oracle(ends, 170, "sge", False, "extui", "i8")],
                  names=["rint.repeat_indices"])
    text = program(n=None, m=170, sum_type="i8", ends_first=True)
    raising.check(text, [ends], [oracle(ends, 170, "sge", True, "extui", "i8")],
                  names=["rint.repeat_indices"])


def test_gathers():
    random = np.random.default_rng(3)
    for n, m, gather in (5, 7, "clamped"), (5, None, "clamped"), (5, 7, "plain"), (
            None, None, "plain"), (None, None, "clamped"):
        text = program(n=n, m=m, type="i32" if m else "i64", gather=gather)
        calls = []
        length, positions = n or 6, m or 9
        x = random.standard_normal((length, 2)).astype(np.float32)
        dtype = np.int32 if m else np.int64
        for ends in samples(random, length, positions, dtype):
            if gather == "plain":  # An index past the end has no meaning.
                ends[random.integers(length)] = positions + 1
            expected = oracle(ends, positions, "sge", False, "extui", "i64", x)
            arguments = [ends] + ([] if m else [f"index={positions}"]) + [x]
            calls.append((arguments, expected))
        raising.check_all(text, calls, names=["rint.repeat_interleave"],
                          gone=["%out: f32"])


def test_left_alone():
    # Positions of 32 bits wrap, where there may be more of them.
    text = program(n=5, m=None, type="i32")
    assert "rint." not in raising.raise_linalg(text)
    # Bits of a mask are not 1 when extended with their sign.
    text = program(n=5, m=7).replace("arith.extui", "arith.extsi")
    assert "rint." not in raising.raise_linalg(text)
    # A sum that does not begin with 0, and one of something else.
    text = program(n=5, m=7).replace("linalg.fill ins(%zero", "linalg.fill ins(%unit")
    assert "rint." not in raising.raise_linalg(text)
    text = program(n=5, m=7, predicate="eq")
    assert "rint." not in raising.raise_linalg(text)
    # Positions from 1 on.
    text = program(n=5, m=7).replace(
        "%c = arith.index_cast %i", "%i1 = arith.addi %i, %c1 : index\n  %c = arith.index_cast %i1")
    assert "rint." not in raising.raise_linalg(text)


def with_table(text, m, type, numbers, way):
    """The program with the positions as a constant of `numbers`, or as the first part
    of it, or reshaped, or cast."""
    start = text.index("%je = ")
    end = text.index(f"-> tensor<{m}x{type}>", start) + len(f"-> tensor<{m}x{type}>")
    size = len(numbers)
    shape = f"1x{size}" if way == "collapsed" else f"{size}"
    dense = [numbers] if way == "collapsed" else numbers
    table = f"%table = arith.constant dense<{dense}> : tensor<{shape}x{type}>\n"
    positions = {
        "whole": f"%j = arith.constant dense<{numbers}> : tensor<{m}x{type}>",
        "first": table + f"%j = tensor.extract_slice %table[0] [{m}] [1] : "
                         f"tensor<{size}x{type}> to tensor<{m}x{type}>",
        "collapsed": table + f"%j = tensor.collapse_shape %table [[0, 1]] : "
                             f"tensor<1x{size}x{type}> into tensor<{m}x{type}>",
        "cast": table + f"%cast = tensor.cast %table : tensor<{size}x{type}> to tensor<?x{type}>\n"
                        f"%j = tensor.cast %cast : tensor<?x{type}> to tensor<{m}x{type}>",
    }[way]
    return text[:start] + positions + text[end:]


def test_tables_of_positions():
    random = np.random.default_rng(6)
    for way, style, length in ("whole", "torch", 7), ("first", "jax", 9), (
            "collapsed", "torch", 7), ("cast", "jax", 7):
        text = with_table(program(n=5, m=7, type="i32", style=style), 7, "i32",
                          list(range(length)), way).replace("%me = ", "\n%me = ", 1)
        calls = [([ends], oracle(ends, 7, "sge", False, "extui", "i32"))
                 for ends in samples(random, 5, 7, np.int32)]
        raising.check_all(text, calls, names=["rint.repeat_indices"], gone=["5x7"])
    # Other numbers, of which one differs, and the last part of the positions.
    for numbers, way in ([0, 1, 2, 3, 4, 5, 7], "whole"), ([1, 1, 2, 3, 4, 5, 6], "collapsed"):
        text = with_table(program(n=5, m=7, type="i32"), 7, "i32", numbers, way)
        assert "rint." not in raising.raise_linalg(text)
    text = with_table(program(n=5, m=7, type="i32"), 7, "i32", list(range(9)), "first")
    assert "rint." not in raising.raise_linalg(text.replace("%table[0]", "%table[2]"))


def window_sums(n, type):
    """JAX's cumsum."""
    return f"""func.func @main(%r: tensor<{n}x{type}>) -> tensor<{n}x{type}> {{
  %zero = arith.constant 0 : {type}
  %p = tensor.pad %r low[{n - 1}] high[0] {{
  ^bb0(%i: index):
    tensor.yield %zero : {type}
  }} : tensor<{n}x{type}> to tensor<{2 * n - 1}x{type}>
  %e = tensor.empty() : tensor<{n}x{type}>
  %f = linalg.fill ins(%zero : {type}) outs(%e : tensor<{n}x{type}>) -> tensor<{n}x{type}>
  %w = tensor.empty() : tensor<{n}xf32>
  %s = linalg.generic {{indexing_maps = [affine_map<(d0, d1) -> (d0 + d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0)>],
      iterator_types = ["parallel", "reduction"]}}
      ins(%p, %w : tensor<{2 * n - 1}x{type}>, tensor<{n}xf32>) outs(%f : tensor<{n}x{type}>) {{
  ^bb0(%a: {type}, %b: f32, %o: {type}):
    %t = arith.addi %o, %a : {type}
    linalg.yield %t : {type}
  }} -> tensor<{n}x{type}>
  return %s : tensor<{n}x{type}>
}}
"""


def test_window_sums():
    random = np.random.default_rng(4)
    for n, type in (6, "i32"), (9, "i8"):
        text = window_sums(n, type)
        raised = raising.raise_linalg(text)
        assert "tensor.pad" not in raised and "scf.for" in raised, raised
        info = np.iinfo(DTYPES[type])
        values = random.integers(info.min, info.max, size=n).astype(DTYPES[type])
        raising.check(text, [values], [np.cumsum(values, dtype=values.dtype)], raised=raised)
    # Padded with something else, or elsewhere.
    for old, new in ("arith.constant 0", "arith.constant 1"), ("low[5] high[0]", "low[0] high[5]"):
        text = window_sums(6, "i32").replace(old, new)
        assert "tensor.pad" in raising.raise_linalg(text)



BY_COUNTS = MAPS + f"""func.func @main(%x: tensor<?x2xf32>, %r: tensor<?xi64>) -> tensor<?x2xf32> {{
  %c0 = arith.constant 0 : index
  %v = rint.repeat_indices repeats(%r : tensor<?xi64>) : tensor<?xi64>
  %m = tensor.dim %v, %c0 : tensor<?xi64>
  %e = tensor.empty(%m) : tensor<?x2xf32>
  %y = linalg.generic {{indexing_maps = [#first, #id], {PP}}} ins(%v : tensor<?xi64>) outs(%e : tensor<?x2xf32>) {{
  ^bb0(%a: i64, %o: f32):
    %i = arith.index_cast %a : i64 to index
    %d = linalg.index 1 : index
    %b = tensor.extract %x[%i, %d] : tensor<?x2xf32>
    linalg.yield %b : f32
  }} -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}}
"""


def test_gather_by_counts():
    # As many counts as slices, fewer, one, none, and more that are 0.
    x = np.arange(8, dtype=np.float32).reshape(4, 2)
    calls = []
    for counts in [2, 0, 3, 1], [1, 2], [3], [], [0, 0, 0, 0], [1, 1, 1, 1, 0, 0]:
        counts = np.array(counts, np.int64)
        calls.append(([x, counts], x[np.repeat(np.arange(len(counts)), counts)]))
    raising.check_all(BY_COUNTS, calls, names=["rint.repeat_interleave"], gone=["%out: f32"])
    # The error of a count stays at the op that makes the indices.
    for text in BY_COUNTS, raising.raise_linalg(BY_COUNTS):
        error = raising.run(text, [x, np.array([1, -2], np.int64)], 1)
        line = text.split("rint.", 1)[0].count("\n") + 1
        assert error.startswith(f"test.mlir:{line}:"), error
        assert error.endswith(" op expected repeats[1] to be non-negative, but got -2\n"), error


for name, test in list(globals().items()):
    if name.startswith("test_"):
        test()
