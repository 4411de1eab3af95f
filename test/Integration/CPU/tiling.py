# Tiles of the results of rint ops: aligned to the copies and not, larger than the
# result, along one dimension and several, in scf.for and scf.forall, and fused into
# a tiled consumer. The values against NumPy, and the errors of the untiled ops.
#
# RUN: %python %s

import itertools
import os
import re
import subprocess

import numpy as np

import runner

OPT = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-opt")
RUNS = "repeats(%rs : tensor<?xi32>)"


def tiling(tag, op, sizes, loop):
    """The schedule that tiles the op with the attribute `tag`."""
    match = (f'    %{tag} = transform.structured.match ops{{["{op}"]}} '
             f"attributes{{{tag}}} in %root : (!any) -> !any\n")
    sizes = ", ".join(map(str, sizes))
    if loop == "forall":
        return match + (f"    %{tag}t:2 = transform.structured.tile_using_forall "
                        f"%{tag} tile_sizes [{sizes}] : (!any) -> (!any, !any)\n")
    count = sum(s != "0" for s in sizes.split(", "))
    loops = ", ".join(["!any"] * count)
    name = "fuse" if loop == "fuse" else "tile_using_for"
    return match + (f"    %{tag}t:{count + 1} = transform.structured.{name} "
                    f"%{tag} tile_sizes [{sizes}] : (!any) -> (!any, {loops})\n")


def consumer(tag, value, type):
    """An op that doubles `value`, for a producer to be fused into."""
    text, sizes = "", []
    for i, size in enumerate(type[len("tensor<"):].split("x")[:-1]):
        if size == "?":
            sizes.append(f"%{tag}s{i}")
            text += (f"  %{tag}i{i} = arith.constant {i} : index\n"
                     f"  {sizes[-1]} = tensor.dim {value}, %{tag}i{i} : {type}\n")
    return text + (
        f"  %{tag}e = tensor.empty({', '.join(sizes)}) : {type}\n"
        f"  %{tag} = linalg.add {{{tag}}} ins({value}, {value} : {type}, {type})"
        f" outs(%{tag}e : {type}) -> {type}\n")


def build(form, arguments, variants):
    """A module that applies `form` once for each variant, a pair of tile sizes and
    the kind of loop, and returns all the results."""
    op = form.split()[0]
    type = form.split("->")[-1].split(" : ")[-1].strip()
    body, schedule, results = "", "", []
    for i, (sizes, loop) in enumerate(variants):
        tag = f"t{i}"
        if loop in ("fuse", "containing"):
            before, after = form.split(" : ")[:-1], form.split(" : ")[-1]
            body += f"  %p{i} = {' : '.join(before)} {{p{i}}} : {after}\n"
            body += consumer(tag, f"%p{i}", type)
            schedule += tiling(tag, "linalg.add", sizes,
                               "fuse" if loop == "fuse" else "forall")
            if loop == "containing":
                schedule += (
                    f"    %p{i} = transform.structured.match ops{{[\"{op}\"]}} "
                    f"attributes{{p{i}}} in %root : (!any) -> !any\n"
                    f"    %f{i}:2 = transform.structured.fuse_into_containing_op "
                    f"%p{i} into %{tag}t#1 : (!any, !any) -> (!any, !any)\n")
        else:
            before, after = form.split(" : ")[:-1], form.split(" : ")[-1]
            body += f"  %{tag} = {' : '.join(before)} {{{tag}}} : {after}\n"
            schedule += tiling(tag, op, sizes, loop)
        results.append("%" + tag)
    types = ", ".join([type] * len(results))
    return f"""!any = !transform.any_op
module attributes {{transform.with_named_sequence}} {{
func.func @main({arguments}) -> ({types}) {{
{body}  return {", ".join(results)} : {types}
}}
transform.named_sequence @__transform_main(%root: !any {{transform.readonly}}) {{
{schedule}    transform.yield
}}
}}
"""


def transform(module, *passes):
    process = subprocess.run(
        [OPT, "-", "--transform-interpreter", *passes,
         "--resolve-shaped-type-result-dims", "--cse",
         # The schedule is of no use to the runner.
         "--symbol-privatize=exclude=main", "--symbol-dce"],
        input=module, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr[-3000:] + module[:1]
    return process.stdout


class Case:
    """A form tiled in all ways."""

    def __init__(self, form, arguments, variants, *passes):
        self.form, self.variants = form, variants
        op = form.split()[0]
        text = transform(build(form, arguments, variants), *passes)
        left = [line for line in text.splitlines() if f" = {op} " in line]
        # What is left of the op is a tile of it, in a loop; a plan stays whole.
        assert op == "rint.offsets" or all(line.startswith("      ") for line in left), text
        self.text = text
        self.scratch = runner.Scratch(text)

    def check(self, expected, *arguments):
        specs = []
        for i, argument in enumerate(arguments):
            if isinstance(argument, np.ndarray):
                path = self.scratch.path(f"{i}.npy")
                np.save(path, argument)
                argument = "@" + path
            specs.append(f"--input={argument}")
        outputs = [self.scratch.path(f"out{i}.npy")
                   for i in range(len(self.variants))]
        process = self.scratch.run(*specs,
                                   *(f"--output=@{path}" for path in outputs))
        assert process.returncode == 0, process.stderr + self.form + self.text
        for (sizes, loop), path in zip(self.variants, outputs):
            factor = 2 if loop in ("fuse", "containing") else 1
            got = np.load(path)
            assert (got.shape == expected.shape and
                    np.array_equal(got, expected * factor)), (
                f"{self.form} {sizes} {loop} {arguments}:\n"
                f" got {got}\nwant {expected * factor}")

    def check_error(self, line, *specs):
        process = self.scratch.run(*(f"--input={spec}" for spec in specs))
        got = (process.returncode, process.stdout, process.stderr.count("\n"))
        assert got == (1, "", 1) and line in process.stderr, (
            f"{self.form}: {got} {process.stderr}")


def variants(rank, dim, loops=("for", "forall", "fuse", "containing")):
    """Tile sizes that cut runs and that do not, along `dim` and all around."""
    for size, loop in zip((3, 4, 100), loops):
        yield [size if i == dim else 0 for i in range(rank)], loop
    yield [2 if i == dim else 3 for i in range(rank)], loops[-1]


def x(*shape):
    return np.arange(1, np.prod(shape) + 1, dtype=np.int32).reshape(shape)


def i32(*values):
    return np.array(values, np.int32)


def test_one_count():
    for dim in range(3):
        case = Case(f"rint.repeat_interleave %x repeats(%r : index) dim({dim})"
                    " : tensor<?x?x?xi32> -> tensor<?x?x?xi32>",
                    "%x: tensor<?x?x?xi32>, %r: index", list(variants(3, dim)))
        for shape, r in [((3, 2, 4), 2), ((1, 5, 1), 5), ((2, 3, 4), 0),
                         ((0, 2, 3), 3)]:
            case.check(np.repeat(x(*shape), r, axis=dim), x(*shape), f"index={r}")
        case.check_error("op expected repeats to be non-negative, but got -1",
                         "0x2x3xi32=[]", "index=-1")


def test_literals():
    for literal in "4", "[1, 3, 2]":
        counts = eval(literal)
        total = 3 * counts if isinstance(counts, int) else (
            sum(counts) if len(counts) == 3 else 3 * counts[0])
        for size in total, "?":
            case = Case(f"rint.repeat_interleave %x repeats({literal}) dim(0)"
                        f" : tensor<3x2xi32> -> tensor<{size}x2xi32>",
                        "%x: tensor<3x2xi32>", list(variants(2, 0)))
            case.check(np.repeat(x(3, 2), counts, axis=0), x(3, 2))


def test_flattened():
    flat = list(variants(1, 0))
    case = Case("rint.repeat_interleave %x repeats(3)"
                " : tensor<?x?xi32> -> tensor<?xi32>", "%x: tensor<?x?xi32>", flat)
    for shape in (2, 3), (0, 4), (1, 1):
        case.check(np.repeat(x(*shape), 3), x(*shape))
    case = Case(f"rint.repeat_interleave %x {RUNS}"
                " : tensor<2x3xi32> -> tensor<?xi32>",
                "%x: tensor<2x3xi32>, %rs: tensor<?xi32>", flat)
    counts = i32(0, 4, 1, 0, 2, 5)
    case.check(np.repeat(x(2, 3), counts), x(2, 3), counts)
    case.check(np.repeat(x(2, 3), 3), x(2, 3), i32(3))
    case = Case("rint.repeat_interleave %x repeats(5) : tensor<i32> -> tensor<5xi32>",
                "%x: tensor<i32>", flat)
    case.check(np.repeat(np.int32(7), 5), np.array(7, np.int32))


def test_runs():
    arguments = "%x: tensor<?x?xi32>, %rs: tensor<?xi32>"
    for dim in -1, 0:
        case = Case(f"rint.repeat_interleave %x {RUNS} dim({dim})"
                    " : tensor<?x?xi32> -> tensor<?x?xi32>", arguments,
                    list(variants(2, dim % 2)))
        for counts in (i32(2, 0, 3, 1, 4), i32(0, 0, 0, 0, 0), i32(0, 0, 9, 0, 0),
                       i32(1, 1, 1, 1, 1), i32(4)):
            source = x(5, 2) if dim == 0 else x(2, 5)
            case.check(np.repeat(source, counts, axis=dim), source, counts)
        case.check(np.repeat(x(0, 0), i32(), axis=dim), x(0, 0), i32())
        # No tile tells of these.
        case.check_error("expected repeats[1] to be non-negative, but got -4",
                         "2x2xi32=iota", "2xi32=[4, -4]")
        case.check_error("expected repeats[0] to be non-negative, but got -1",
                         "0x0xi32=[]", "1xi32=[-1]")
    case = Case(f"rint.repeat_interleave %x {RUNS} dim(0) output_size(6)"
                " : tensor<?xi32> -> tensor<6xi32>",
                "%x: tensor<?xi32>, %rs: tensor<?xi32>", list(variants(1, 0)))
    case.check(np.repeat(x(3), [1, 3, 2]), x(3), i32(1, 3, 2))
    case.check_error("expected output_size to be 7, the sum of repeats, but got 6",
                     "2xi32=[1, 2]", "2xi32=[3, 4]")


def test_offsets_clause():
    case = Case("rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(1)"
                " : tensor<2x?xi32> -> tensor<2x?xi32>",
                "%x: tensor<2x?xi32>, %o: tensor<?xindex>", list(variants(2, 1)))
    case.check(np.repeat(x(2, 3), [2, 0, 5], axis=1), x(2, 3),
               "4xindex=[0, 2, 2, 7]")
    case.check(x(2, 0), x(2, 0), "1xindex=[0]")
    case.check_error("expected offsets[2] to be at least 3, the entry before it, "
                     "but got 1", "2x2xi32=iota", "3xindex=[0, 3, 1]")


def test_indices():
    for element, dtype in [("i64", np.int64)]:
        case = Case(f"rint.repeat_indices {RUNS} : tensor<?x{element}>",
                    "%rs: tensor<?xi32>", list(variants(1, 0)))
        for counts in i32(0, 1, 2, 3, 0), i32(5), i32(), i32(0, 0):
            case.check(np.repeat(np.arange(len(counts), dtype=dtype), counts), counts)
        case.check_error("expected repeats[0] to be non-negative, but got -3",
                         "3xi32=[-3, 3, 0]")


def test_offsets():
    case = Case("rint.offsets repeats(%rs : tensor<?xi32>) : tensor<?xindex>",
                "%rs: tensor<?xi32>", list(variants(1, 0, ["for", "forall"])))
    case.check(np.array([0, 2, 2, 5]), i32(2, 0, 3))
    case.check(np.array([0]), i32())
    case.check_error("expected repeats[0] to be non-negative, but got -3",
                     "3xi32=[-3, 3, 0]")


def test_repeat():
    for dim in range(3):
        case = Case("rint.repeat %x counts(%a, %b, 3)"
                    " : tensor<?x?xi32> -> tensor<?x?x?xi32>",
                    "%x: tensor<?x?xi32>, %a: index, %b: index",
                    list(variants(3, dim)))
        for shape, a, b in [((3, 2), 2, 3), ((5, 1), 1, 4), ((0, 2), 2, 2),
                            ((4, 4), 3, 0)]:
            case.check(np.tile(x(*shape), (a, b, 3)), x(*shape),
                       f"index={a}", f"index={b}")
        case.check_error("expected counts[1] to be non-negative, but got -2",
                         "0x2xi32=[]", "index=0", "index=-2")
    case = Case("rint.repeat %x counts(2, 3) : tensor<4x6xi32> -> tensor<8x18xi32>",
                "%x: tensor<4x6xi32>",
                [([4, 3], "for"), ([2, 6], "containing"), ([8, 18], "for"),
                 ([3, 5], "for")])
    case.check(np.tile(x(4, 6), (2, 3)), x(4, 6))


def sums(source, counts, dim):
    return np.stack([source.take(range(end - n, end), dim).sum(dim, dtype=np.int32)
                     for n, end in zip(counts, np.cumsum(counts))]
                    or [source.sum(dim)], dim).take(range(len(counts)), dim)


def test_segments():
    for dim in 0, 1:
        case = Case(f"rint.segment_reduce sum %x {RUNS} dim({dim})"
                    " : tensor<?x?xi32> -> tensor<?x?xi32>",
                    "%x: tensor<?x?xi32>, %rs: tensor<?xi32>", list(variants(2, dim)))
        for counts in (i32(2, 0, 3, 1, 4), i32(0, 0, 0), i32(7), i32(1, 1, 1, 1, 1, 5)):
            total = int(counts.sum())
            source = x(total, 3) if dim == 0 else x(3, total)
            case.check(sums(source, counts, dim), source, counts)
        case.check_error("expected the segments to have 2 slices, those of the source, "
                         "but got 3", "2x2xi32=iota", "2xi32=[0, 3]")
    for clause, argument in ("repeats(%r : index)", ", %r: index"), ("repeats(3)", ""):
        case = Case(f"rint.segment_reduce sum %x {clause} dim(1)"
                    " : tensor<?x?xi32> -> tensor<?x?xi32>", "%x: tensor<?x?xi32>" + argument,
                    list(variants(2, 1)))
        for segments in 0, 1, 7:
            case.check(sums(x(2, 3 * segments), [3] * segments, 1), x(2, 3 * segments),
                       *(["index=3"] if argument else []))
    case = Case("rint.segment_reduce sum %x offsets(%o : tensor<?xindex>)"
                " : tensor<?x?xi32> -> tensor<?xi32>",
                "%x: tensor<?x?xi32>, %o: tensor<?xindex>", list(variants(1, 0)))
    case.check(sums(np.arange(1, 7, dtype=np.int32), [1, 0, 3, 2], 0), x(2, 3),
               "5xindex=[0, 1, 1, 4, 6]")


def test_segments_of_nothing():
    """There are as many as the result says, in every tile."""
    case = Case("rint.segment_reduce sum %x repeats(%r : index) dim(0)"
                " : tensor<?x2xi32> -> tensor<7x2xi32>", "%x: tensor<?x2xi32>, %r: index",
                list(variants(2, 0)))
    case.check(np.zeros((7, 2), np.int32), np.zeros((0, 2), np.int32), "index=0")
    case.check(sums(x(14, 2), [2] * 7, 0), x(14, 2), "index=2")
    case = Case("rint.segment_reduce sum %x repeats(0) dim(0)"
                " : tensor<0x2xi32> -> tensor<7x2xi32>", "%x: tensor<0x2xi32>",
                list(variants(2, 0)))
    case.check(np.zeros((7, 2), np.int32), np.zeros((0, 2), np.int32))


def test_reduce_segments():
    for clause, argument in (("offsets(%o : tensor<?xindex>)", "%o: tensor<?xindex>"),
                             ("count(%n)", "%n: index")):
        text = f"""!any = !transform.any_op
module attributes {{transform.with_named_sequence}} {{
func.func @main(%x: tensor<?x2xi32>, {argument}, %e: tensor<?x2xi32>)
    -> tensor<?x2xi32> {{
  %0 = rint.reduce_segments sum ins(%x : tensor<?x2xi32>) {clause}
      outs(%e : tensor<?x2xi32>) dim(0) -> tensor<?x2xi32>
  return %0 : tensor<?x2xi32>
}}
transform.named_sequence @__transform_main(%root: !any {{transform.readonly}}) {{
{tiling("t", "rint.reduce_segments", [3, 1], "for").replace("attributes{t} ", "")}
  transform.yield
}}
}}
"""
        scratch = runner.Scratch(transform(text))
        by_two = "index=2" if "count" in clause else "5xindex=[0, 2, 4, 6, 8]"
        scratch.expect("4x2xi32=[[2, 4], [10, 12], [18, 20], [26, 28]]\n",
                       "--input=8x2xi32=iota", f"--input={by_two}", "--input=4x2xi32=9")


def test_expand_runs():
    form = ("rint.expand_runs ins(%x, %o : tensor<?x2xi32>, tensor<?xindex>) "
            "outs(%e : tensor<?x2xi32>) dim(0) -> tensor<?x2xi32>")
    text = f"""!any = !transform.any_op
module attributes {{transform.with_named_sequence}} {{
func.func @main(%x: tensor<?x2xi32>, %o: tensor<?xindex>, %e: tensor<?x2xi32>)
    -> tensor<?x2xi32> {{
  %0 = {form}
  return %0 : tensor<?x2xi32>
}}
transform.named_sequence @__transform_main(%root: !any {{transform.readonly}}) {{
{tiling("t", "rint.expand_runs", [3, 1], "for").replace("attributes{t} ", "")}
  transform.yield
}}
}}
"""
    scratch = runner.Scratch(transform(text))
    scratch.expect("7x2xi32=[[0, 1], [0, 1], [4, 5], [4, 5], [4, 5], [4, 5], [4, 5]]\n",
                   "--input=3x2xi32=iota", "--input=4xindex=[0, 2, 2, 7]",
                   "--input=7x2xi32=0")
    scratch.expect("0x2xi32=[]\n", "--input=0x2xi32=[]", "--input=1xindex=[0]",
                   "--input=0x2xi32=[]")


def test_blocks():
    """The offsets of blocks of slices, and counts: one for each slice, or for all."""
    text = f"""!any = !transform.any_op
module attributes {{transform.with_named_sequence}} {{
func.func @main(%x: tensor<?x2xi32>, %rs: tensor<?xCOUNT>)
    -> (tensor<?x2xi32>, tensor<?x2xi32>) {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %block = arith.constant 4 : index
  %n = tensor.dim %x, %c0 : tensor<?x2xi32>
  %last = arith.ceildivui %n, %block : index
  %entries = arith.addi %last, %c1 : index
  %e = tensor.empty(%entries) : tensor<?xindex>
  %o = rint.scan_repeats ins(%rs : tensor<?xCOUNT>) slices(%n) block(4)
      outs(%e : tensor<?xindex>) -> tensor<?xindex>
  %total = tensor.extract %o[%last] : tensor<?xindex>
  %i = tensor.empty(%total) : tensor<?x2xi32>
  %y = rint.expand_runs ins(%x, %o : tensor<?x2xi32>, tensor<?xindex>)
      repeats(%rs : tensor<?xCOUNT>) block(4) outs(%i : tensor<?x2xi32>) dim(0)
      -> tensor<?x2xi32>
  %j = tensor.empty(%n) : tensor<?x2xi32>
  %s = rint.reduce_segments sum ins(%y : tensor<?x2xi32>)
      offsets(%o : tensor<?xindex>) repeats(%rs : tensor<?xCOUNT>) block(4)
      outs(%j : tensor<?x2xi32>) dim(0) -> tensor<?x2xi32>
  return %y, %s : tensor<?x2xi32>, tensor<?x2xi32>
}}
transform.named_sequence @__transform_main(%root: !any {{transform.readonly}}) {{
{tiling("t", "rint.expand_runs", [3, 1], "for").replace("attributes{t} ", "")}
{tiling("s", "rint.reduce_segments", [3, 1], "forall").replace("attributes{s} ", "")}
  transform.yield
}}
}}
"""
    random = np.random.default_rng(5)
    for count in "i64", "ui8":
        # Nothing is left of the untiled forms.
        code = transform(text.replace("COUNT", count))
        assert not re.search(r" repeats\(.* block\(", code), code
        scratch = runner.Scratch(code)
        for n in 0, 4, 11:
            for counts in random.integers(0, 4, n), [3]:
                if count == "ui8" and len(counts) > 1:
                    counts = [200] + list(counts[1:])
                np.save(scratch.path("x.npy"), x(n, 2))
                process = scratch.run(
                    "--input=@x.npy", f"--input={len(counts)}x{count}={list(map(int, counts))}",
                    "--output=@y.npy", "--output=@s.npy")
                assert process.returncode == 0, process.stderr
                wide = np.broadcast_to(counts, n).astype(int)
                y, s = np.load(scratch.path("y.npy")), np.load(scratch.path("s.npy"))
                assert np.array_equal(y, np.repeat(x(n, 2), wide, 0)), (n, counts, y)
                assert np.array_equal(s, x(n, 2) * wide[:, None]), (n, counts, s)


for name, test in list(globals().items()):
    if name.startswith("test_"):
        test()
