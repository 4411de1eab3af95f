"""Draws random programs; see rint_programs.py.

Statements are drawn one by one and executed at once on the values at hand, which
says what fits next: which tensors have equal sizes, how long counts must be. In
loops and helper functions these are the values of one round, or of one call, so
that there nothing is said about sizes that may be others the next time.
"""

import numpy as np

import rint_random
from rint_elements import COUNT_TYPES, ELEMENTS, from_integers, random_bits, tensor_type
from rint_programs import (
    FLOATS, INTEGERS, NATURAL, Block, Call, Choice, Function, Loop, Machine, Program,
    Rint, RuleBroken, Statement, Undefined, Value, dense, dtype_of, raw,
)

#: What can be left out, and what it stands for.
KINDS = {
    "sizes": "scf.if, cf.cond_br and arith.select between tensors of other sizes",
    "slices": "slices handed to calls or returned by them",
    "float8": "arithmetic from and to 8-bit floats",
    "block-loops": "loops of blocks that carry tensors",
    "buffers": "tensors written and read through memrefs",
    "forall": "scf.forall",
    "wide": "complex numbers, odd widths and others that have no arithmetic",
}
#: What gives a buffer of its own.
NEW = ("rint", "generate", "concat", "empty", "constant", "pad", "dim", "scalar")
SOME = ["i8", "i16", "i32", "i32", "i64", "f16", "f32", "f32", "f64", "index"]


class Scope:
    """What is visible. `exact`: the values at hand are the only ones."""

    def __init__(self, function, block, env, visible, exact, blocks_allowed):
        self.function, self.block, self.env = function, block, env
        self.visible, self.exact = list(visible), exact
        self.blocks_allowed = blocks_allowed

    def inner(self, block, exact=None, blocks_allowed=False):
        return Scope(self.function, block, self.env, self.visible + block.arguments,
                     self.exact if exact is None else exact, blocks_allowed)


class ProgramGenerator:
    def __init__(self, seed, bad_share=0.5, without=()):
        self.rng = np.random.default_rng(seed)
        self.without = set(without)
        self.bad_share = bad_share
        self.calls = rint_random.Generator(seed, 0.0)
        self.calls.rng = self.rng

    def chance(self, probability):
        return self.rng.random() < probability

    def pick(self, *choices):
        return choices[self.rng.integers(len(choices))]

    def integer(self, low, high):
        return int(self.rng.integers(low, high + 1))

    def has(self, kind):
        return kind not in self.without

    # Programs.

    def program(self):
        """One that runs without anything that is undefined."""
        while True:
            program = self.draw_program()
            try:
                program.expect()
            except Undefined:
                continue
            return program

    def draw_program(self):
        self.result = Program()
        self.spoils = self.chance(self.bad_share)
        self.calls.bad_share = 0.0
        for _ in range(self.pick(0, 0, 1, 2)):
            self.draw_helper()
        main = self.result.main
        self.scope = Scope(main, main.block, self.result.values, [], True, True)
        for _ in range(self.integer(1, 3)):
            self.new_source()
        for _ in range(self.integer(3, 9)):
            self.draw_statement(depth=0)
        self.choose_results(main.block)
        return self.result

    def choose_results(self, block):
        tensors = [v for v in self.scope.visible if v.is_tensor]
        scalars = [v for v in self.scope.visible if v.type == "index"]
        # What is made last is the most worth looking at.
        chosen = tensors[-1:] + [v for v in tensors[:-1] if self.chance(0.3)][:5]
        if scalars and self.chance(0.3):
            chosen.append(self.pick(*scalars))
        block.yields = chosen

    def draw_helper(self):
        """A private function, drawn around values that a call may have."""
        helper, env = Function(), {}
        for _ in range(self.integer(1, 3)):
            element, rank = self.pick(*SOME), self.integer(1, 3)
            value = Value(element, [None] * rank)
            helper.block.arguments.append(value)
            env[value] = self.numbers(element, self.shape(rank))
        self.scope = Scope(helper, helper.block, env, helper.arguments, False, True)
        for _ in range(self.integer(1, 4)):
            self.draw_statement(depth=1)
        tensors = [v for v in self.scope.visible
                   if v.is_tensor and (self.has("slices") or not v.is_view)]
        helper.block.yields = [tensors[-1]] + [v for v in tensors if self.chance(0.2)]
        self.result.helpers.append(helper)

    # Values.

    def shape(self, rank):
        if rank == 1 and self.chance(0.2):
            return [self.pick(0, 17, 64, 100, 3000, self.integer(1, 300))]
        return [self.pick(0, 1, 1, 2, 5, 8) if self.chance(0.15)
                else self.integer(1, 5) for _ in range(rank)]

    def numbers(self, element, shape):
        if element in NATURAL:
            count = int(np.prod(shape))
            low, high = (0, 7) if element in ("f16", "index") else (-50, 50)
            return self.rng.integers(low, high, count).astype(
                dtype_of(element)).reshape(shape)
        return random_bits(self.rng, element, shape)

    def mask(self, shape):
        if not self.scope.exact:
            return [None] * len(shape)
        return [n if s else None for n, s in zip(shape, self.calls.mask(len(shape)))]

    def argument(self, element, value, dims=None):
        """A new argument of the main function."""
        argument = Value(element, dims)
        self.result.main.arguments.append(argument)
        self.result.values[argument] = value
        self.scope.env[argument] = value
        return argument

    def is_main(self):
        return self.scope.function is self.result.main

    def tensor(self, element, array):
        """An array of given values, from an argument or a constant."""
        if self.is_main() and (array.size > 30 or self.chance(0.75)):
            return self.argument(element, array, self.mask(array.shape))
        if 0 in array.shape:
            return self.emit("constant", "tensor.empty() : {r}", [], element,
                             array.shape, lambda: array)
        value = self.emit("constant", "arith.constant " + escape(dense(element, array)),
                          [], element, array.shape, lambda: array)
        return self.cast(value) if self.chance(0.4) else value

    def new_source(self):
        wide = self.has("wide") and self.chance(0.25)
        element = self.pick(*ELEMENTS) if wide else self.pick(*SOME)
        rank = self.pick(0, 1, 1, 2, 2, 2, 3, 4)
        value = self.argument(element, None, None)
        array = self.numbers(element, self.shape(rank))
        value.dims = tuple(self.mask(array.shape))
        self.result.values[value] = array
        self.scope.visible.append(value)

    def index(self, value):
        value = int(value)
        if self.is_main() and self.chance(0.5):
            return self.argument("index", np.int64(value))
        return self.constant(value)

    def constant(self, value):
        return self.emit("constant", "arith.constant %d : index" % value, [], "index",
                         None, lambda: np.int64(value))

    def condition(self):
        if self.is_main() and self.chance(0.7):
            return self.argument("i1", np.int64(self.integer(0, 1)))
        scalar = self.some_index()
        bound = self.constant(self.integer(0, 4))
        return self.emit("scalar", "arith.cmpi %s, {0}, {1} : index" % "slt",
                         [scalar, bound], "i1", None, lambda a, b: np.int64(a < b))

    def some_index(self):
        scalars = [v for v in self.scope.visible if v.type == "index"]
        if scalars and self.chance(0.5):
            return self.pick(*scalars)
        tensors = [v for v in self.scope.visible if v.is_tensor and v.dims]
        if tensors and self.chance(0.7):
            value = self.pick(*tensors)
            return self.dim(value, self.integer(0, len(value.dims) - 1))
        return self.index(self.integer(0, 4))

    def some_tensor(self, test=lambda value: True):
        """One that is visible, the later the likelier; None if there is none."""
        fitting = [v for v in self.scope.visible if v.is_tensor and test(v)]
        if not fitting:
            return None
        at = int(len(fitting) * (1 - self.rng.random() ** 2))
        return fitting[min(at, len(fitting) - 1)]

    def at_hand(self, value):
        return self.scope.env[value]

    # Statements.

    def emit(self, kind, text, operands, element, dims, compute):
        """Adds a statement of one result and executes it."""
        result = Value(element, dims)
        return self.add(Statement(kind, text, operands, [result], compute))

    def add(self, statement):
        with np.errstate(all="ignore"):
            statement.run(self.scope.env, Machine())
        is_view = statement.kind == "slice" or statement.kind not in NEW and any(
            value.is_view for value in statement.operands)
        for value in statement.results:
            value.is_view = is_view or statement.kind in ("choice", "loop", "call")
        self.scope.block.statements.append(statement)
        return statement.results[0]

    def keep(self, value):
        if value is not None:
            self.scope.visible.append(value)

    def draw_statement(self, depth):
        ways = ["rint"] * 8 + [
            "elementwise", "elementwise", "slice", "slice", "insert", "concat",
            "collapse", "expand", "pad", "generate", "transpose", "reduce", "select",
            "select_counts", "vector", "cast", "extract", "convert", "broadcast",
            "reuse_as_counts"]
        if self.has("buffers"):
            ways.append("buffer")
        if self.has("forall"):
            ways += ["forall"] * 2
        if self.has("float8"):
            ways.append("float8")
        if depth < 3:
            ways += ["choice"] * 4 + ["loop"] * 4
        if self.is_main() and self.result.helpers:
            ways += ["call"] * 4
        before = len(self.scope.block.statements)
        try:
            way = self.pick(*ways)
            if way in ("choice", "loop"):
                self.keep(getattr(self, "draw_" + way)(depth))
            else:
                self.keep(getattr(self, "draw_" + way)())
        except Kept:
            pass
        except (RuleBroken, Undefined):
            # It is not drawn again: the next one may fit.
            del self.scope.block.statements[before:]

    # The ops of rint.

    def draw_rint(self):
        kind = self.pick(*["interleave"] * 6, "indices", "offsets", *["repeat"] * 2)
        return getattr(self, "draw_rint_" + kind)()

    def draw_rint_interleave(self):
        source = self.some_tensor(lambda v: self.at_hand(v).size < 2000)
        if source is None:
            return None
        array = self.at_hand(source)
        call = rint_random.Call()
        call.kind, call.result_element = "repeat_interleave", source.element
        if array.ndim and self.chance(0.75):
            call.dim = self.integer(-array.ndim, array.ndim - 1)
        slices = array.size if call.dim is None else array.shape[call.dim]
        copies = array.size // slices if slices else 1
        self.draw_clause(call, slices, copies * 4)
        total = self.calls.total(call, slices)
        self.calls.draw_output_size(call, total)
        spoiled = self.spoil(call, slices)
        shape = [total] if call.dim is None else list(array.shape)
        shape[call.dim or 0] = total
        text = "rint.repeat_interleave {0} %s"
        if call.dim is not None:
            text += " dim(%d)" % call.dim
        return self.add_rint(call, text, [source], ["source"], shape, spoiled)

    def draw_clause(self, call, slices, copies, vector_only=False):
        """Of rint_random; lists do not fit where sizes change."""
        self.calls.draw_clause(call, slices, copies, vector_only)
        while call.form == "list" and not self.scope.exact and self.chance(0.8):
            self.calls.draw_clause(call, slices, copies, vector_only)

    def spoil(self, call, slices):
        """Makes it bad now and then, in a way that only the run can see."""
        if not (self.spoils and self.is_main() and self.chance(0.5)):
            return False
        if call.form not in ("literal", "list"):
            ways = [self.calls.spoil_counts]
            if call.form in ("tensor", "offsets"):
                ways.append(self.calls.spoil_length)
            self.pick(*ways)(call)
        if call.form != "offsets" and self.chance(0.4):
            call.output_size = (self.pick(-1, 0, slices + 9), "argument")
        return True

    def add_rint(self, call, text, operands, roles, shape, spoiled):
        operands, roles = list(operands), list(roles)
        clause = self.clause(call, operands, roles, spoiled)
        text = text % clause + self.output_size(call, operands, roles, spoiled)
        dims = self.mask(shape)
        if spoiled and self.chance(0.2) and call.form not in ("literal", "list"):
            at = call.dim or 0
            dims[at] = shape[at] + 1 if shape[at] else None
        text += " : {t[0]} -> {r}" if "source" in roles else " : {r}"
        statement = Rint(call, text, operands, [Value(call.result_element, dims)], roles)
        return self.add_spoiled(statement) if spoiled else self.add(statement)

    def output_size(self, call, operands, roles, spoiled):
        if not call.output_size:
            return ""
        value, origin = call.output_size
        if spoiled or (origin != "literal" and self.is_main()):
            operands.append(self.argument("index", np.int64(value)))
            roles.append("output_size")
            return " output_size({%d})" % (len(operands) - 1)
        if self.scope.exact:
            return " output_size(%d)" % value
        call.output_size = None
        return ""

    def add_spoiled(self, statement):
        try:
            return self.add(statement)
        except RuleBroken:
            self.scope.block.statements.append(statement)
            raise Kept from None

    def clause(self, call, operands, roles, spoiled):
        form = call.form
        if form == "literal":
            return "repeats(%d)" % call.counts[0]
        if form == "list":
            return "repeats([%s])" % ", ".join(map(str, call.counts))
        if form == "scalar":
            element = "index" if self.chance(0.6) else "i64"
            count = max(min(call.counts[0], 2**63 - 1), -(2**63))
            operand = self.scalar_count(element, count, spoiled)
            call.counts, role = [], "count"
        else:
            given = call.counts_operand
            array = given.array.view(dtype_of(given.element)).reshape(given.array.shape)
            if spoiled:
                operand = self.argument(given.element, array, [None] * array.ndim)
            else:
                operand = self.tensor(given.element, array)
            role = "counts"
        call.counts_operand = None
        operands.append(operand)
        roles.append(role)
        name = "offsets" if form == "offsets" else "repeats"
        at = len(operands) - 1
        return "%s({%d} : {t[%d]})" % (name, at, at)

    def scalar_count(self, element, count, spoiled):
        if element == "index" and not spoiled:
            return self.index(count)
        if spoiled:
            value = self.argument("index", np.int64(count))
        else:
            value = self.index(count)
        if element == "index":
            return value
        return self.emit("scalar", "arith.index_cast {0} : index to i64", [value],
                         "i64", None, lambda a: a)

    def draw_rint_indices(self):
        call = rint_random.Call()
        call.kind = "repeat_indices"
        slices = self.pick(self.integer(0, 8), self.integer(0, 60))
        self.draw_clause(call, slices, 4, vector_only=True)
        call.result_element = self.pick("i32", "i64", "index")
        total = self.calls.total(call, slices)
        self.calls.draw_output_size(call, total)
        spoiled = self.spoil(call, slices)
        return self.add_rint(call, "rint.repeat_indices %s", [], [], [total], spoiled)

    def draw_rint_offsets(self):
        call = rint_random.Call()
        call.kind, call.result_element = "offsets", "index"
        slices = self.pick(self.integer(0, 8), self.integer(0, 60))
        self.draw_clause(call, slices, 4, vector_only=True)
        while call.form == "offsets":
            self.draw_clause(call, slices, 4, vector_only=True)
        spoiled = self.spoil(call, slices)
        call.output_size = None
        return self.add_rint(
            call, "rint.offsets %s", [], [], [len(call.counts) + 1], spoiled)

    def draw_rint_repeat(self):
        source = self.some_tensor(lambda v: self.at_hand(v).size < 500)
        if source is None:
            return None
        array = self.at_hand(source)
        call = rint_random.Call()
        call.kind, call.result_element = "repeat", source.element
        call.form = "literal"
        rank = array.ndim + self.pick(0, 0, 1)
        counts = [self.pick(0, 1, 2, 3) if self.chance(0.3) else self.integer(1, 2)
                  for _ in range(rank)]
        spoiled = self.spoils and self.is_main() and self.chance(0.3) and rank > 0
        if spoiled:
            counts[self.integer(0, rank - 1)] = -1
        extents = (1,) * (rank - array.ndim) + array.shape
        shape = [n * max(r, 0) for n, r in zip(extents, counts)]
        operands, names = [source], []
        if spoiled or self.chance(0.6):
            for r in counts:
                names.append("{%d}" % len(operands))
                operands.append(self.argument("index", np.int64(r)) if spoiled
                                else self.index(r))
        else:
            call.counts, names = counts, [str(r) for r in counts]
        roles = ["source"] + ["count"] * (len(operands) - 1)
        text = "rint.repeat {0} counts(%s) : {t[0]} -> {r}" % ", ".join(names)
        statement = Rint(call, text, operands,
                         [Value(source.element, self.mask(shape))], roles)
        return self.add_spoiled(statement) if spoiled else self.add(statement)

    def draw_reuse_as_counts(self):
        """Counts that are computed, and used for two ops."""
        source = self.some_tensor(
            lambda v: v.dims and 0 < self.at_hand(v).size < 300)
        if source is None:
            return None
        counts = self.small_counts(source, self.integer(0, len(source.dims) - 1))
        results = []
        for _ in range(2):
            call = rint_random.Call()
            call.kind, call.form = "repeat_interleave", "tensor"
            call.dim, call.result_element = counts[1], source.element
            rank = len(source.dims)
            text = "rint.repeat_interleave {0} repeats({1} : {t[1]}) dim(%d)" % call.dim
            dims = [None] * rank
            results.append(self.add(Rint(
                call, text + " : {t[0]} -> {r}", [source, counts[0]],
                [Value(source.element, dims)], ["source", "counts"])))
        self.keep(results[0])
        return results[1]

    def small_counts(self, source, dim):
        """As many small counts as a dim has slices, whatever the size."""
        size = self.dim(source, dim)
        element = self.pick("i8", "i32", "i64", "index")
        inner = "%j{u} = arith.constant 3 : index %k{u} = arith.andi %i{u}, %j{u} : index "
        if element == "index":
            last = "tensor.yield %k{u} : index"
        else:
            last = ("%l{u} = arith.index_cast %k{u} : index to " + element
                    + " tensor.yield %l{u} : " + element)
        text = "tensor.generate {0} {{ ^bb0(%i{u}: index): " + inner + last + " }} : {r}"
        return self.emit("generate", text, [size], element, [None], lambda n: (
            np.arange(int(n)) & 3).astype(dtype_of(element))), dim

    # Ops of others.

    def dim(self, value, at):
        if value.dims[at] is not None and self.chance(0.7):
            return self.constant(value.dims[at])
        place = self.constant(at)
        return self.emit("dim", "tensor.dim {0}, {1} : {t[0]}", [value, place], "index",
                         None, lambda a, i: np.int64(a.shape[int(i)]))

    def cast(self, value):
        """To a type that says less, or more where that is sure to hold."""
        return self.emit("cast", "tensor.cast {0} : {t[0]} to {r}", [value],
                         value.element, self.mask(self.at_hand(value).shape), np.copy)

    def draw_cast(self):
        value = self.some_tensor()
        return value and self.cast(value)

    def draw_extract(self):
        """A size that depends on data: an element between 0 and 3."""
        value = self.some_tensor(lambda v: v.dims and v.element in ("i32", "i64")
                                 and self.scope.exact and self.at_hand(v).size)
        if value is None:
            return None
        place = [self.integer(0, n - 1) for n in self.at_hand(value).shape]
        names = [self.constant(i) for i in place]
        listed = ", ".join("{%d}" % (i + 1) for i in range(len(names)))
        element = self.emit("extract", "tensor.extract {0}[%s] : {t[0]}" % listed,
                            [value] + names, value.element, None,
                            lambda a, *at: a[tuple(int(i) for i in at)])
        index = self.emit("scalar", "arith.index_cast {0} : {t[0]} to index", [element],
                          "index", None, np.int64)
        return self.emit("scalar", "arith.andi {0}, {1} : index",
                         [index, self.constant(3)], "index", None, lambda a, b: a & b)

    def arithmetic(self, element):
        """Name and meaning of an op that gives the same bits everywhere."""
        if element in FLOATS:
            return self.pick(("arith.addf", np.add), ("arith.subf", np.subtract),
                             ("arith.maximumf", np.maximum))
        return self.pick(("arith.addi", np.add), ("arith.muli", np.multiply),
                         ("arith.maxsi", np.maximum), ("arith.subi", np.subtract),
                         ("arith.xori", np.bitwise_xor))

    def computes(self, value):
        return value.element in NATURAL

    def draw_elementwise(self):
        a = self.some_tensor(self.computes)
        if a is None:
            return None
        b = self.some_tensor(lambda v: v.type == a.type and (
            v is a or self.scope.exact and self.at_hand(v).shape == self.at_hand(a).shape))
        op, compute = self.arithmetic(a.element)
        if self.chance(0.5):
            return self.emit("arith", op + " {0}, {1} : {t[0]}", [a, b], a.element,
                             a.dims, compute)
        maps = ", ".join(["affine_map<(%s) -> (%s)>" % ((self.dims(len(a.dims)),) * 2)] * 3)
        iterators = ", ".join(['"parallel"'] * len(a.dims))
        e = a.element
        text = (
            "linalg.generic {{indexing_maps = [" + maps + "], iterator_types = ["
            + iterators + "]}} ins({0}, {1} : {t[0]}, {t[1]}) outs({0} : {t[0]}) {{ "
            "^bb0(%a{u}: E, %b{u}: E, %c{u}: E): %d{u} = OP %a{u}, %b{u} : E "
            "linalg.yield %d{u} : E }} -> {r}").replace("OP", op).replace("E", e)
        return self.emit("linalg", text, [a, b], e, a.dims, compute)

    @staticmethod
    def dims(rank):
        return ", ".join("d%d" % i for i in range(rank))

    def draw_convert(self):
        """An elementwise op that changes the type."""
        a = self.some_tensor(lambda v: v.element in INTEGERS)
        if a is None:
            return None
        to = self.pick(*[t for t in INTEGERS if t != a.element], "index", "f64")
        wider = int(a.element[1:]) < int(to[1:]) if to in INTEGERS else None
        op = "arith.sitofp" if to == "f64" else "arith.index_cast" if (
            to == "index") else "arith.extsi" if wider else "arith.trunci"
        return self.emit("arith", op + " {0} : {t[0]} to {r}", [a], to, a.dims,
                         lambda x: x.astype(dtype_of(to)))

    def draw_float8(self):
        """f8E5M2 is the upper half of an f16."""
        bits = (self.rng.integers(1, 0x78, self.shape(2))
                + 128 * self.rng.integers(0, 2)).astype("u1")
        a = self.tensor("f8E5M2", bits)
        to = self.pick("f16", "f32")
        self.keep(a)
        return self.emit("arith", "arith.extf {0} : {t[0]} to {r}", [a], to, a.dims,
                         lambda x: (x.astype("u2") << 8).view("f2").astype(dtype_of(to)))

    def part(self, value):
        """Offsets, lengths and steps within a tensor, as texts, operands and a
        function that makes slices of them, and the lengths that types know."""
        texts, operands, dims = ([], [], []), [], []
        plan = []
        for at, size in enumerate(self.at_hand(value).shape):
            # All, the first few, or the last few.
            way = self.pick("all", "first", "last", "some")
            if way == "some" and not (self.scope.exact and size):
                way = "all"
            if way == "some":
                start = self.integer(0, size - 1)
                step = self.pick(1, 1, 2)
                length = self.integer(1, max((size - start + step - 1) // step, 1))
                is_static = self.chance(0.5)
                for list_, number in zip(texts, (start, length, step)):
                    if is_static or number == 1:
                        list_.append(str(number))
                    else:
                        list_.append("{%d}" % (len(operands) + 1))
                        operands.append(self.index(number))
                dims.append(int(texts[1][-1]) if texts[1][-1].isdigit() else None)
                plan.append((start, length, step))
                continue
            if way == "all" and value.dims[at] is not None:
                length = self.constant(value.dims[at])
                texts[1].append(str(value.dims[at]))
                dims.append(value.dims[at])
            else:
                extent = self.dim(value, at)
                length = extent
                if way != "all":
                    bound = self.constant(self.integer(0, 4))
                    length = self.emit("scalar", "arith.minsi {0}, {1} : index",
                                       [extent, bound], "index", None, min)
                texts[1].append("{%d}" % (len(operands) + 1))
                operands.append(length)
                dims.append(None)
            start = "0"
            if way == "last":
                start = "{%d}" % (len(operands) + 1)
                operands.append(self.emit(
                    "scalar", "arith.subi {0}, {1} : index", [extent, length],
                    "index", None, lambda a, b: a - b))
            texts[0].append(start)
            texts[2].append("1")
            plan.append(None)
        return texts, operands, dims

    @staticmethod
    def slices(texts, given):
        def number(text):
            return int(given[int(text[1:-1]) - 1]) if text[0] == "{" else int(text)

        found = []
        for start, length, step in zip(*texts):
            start, length, step = number(start), number(length), number(step)
            found.append(slice(start, start + length * step, step))
        return tuple(found), [number(text) for text in texts[1]]

    def take(self, texts, dims, array, given):
        found, lengths = self.slices(texts, given)
        if any(part.start > size for part, size in zip(found, array.shape)):
            raise Undefined("an offset out of bounds")
        # Upstream's verifier refuses an offset that is the size, also for nothing.
        if any(start.isdigit() and size is not None and int(start) >= size
               for start, size in zip(texts[0], dims)):
            raise Undefined("an offset out of bounds")
        result = array[found]
        if list(result.shape) != lengths:
            raise Undefined("a slice out of bounds")
        return result

    def draw_slice(self):
        value = self.some_tensor(lambda v: v.dims)
        if value is None:
            return None
        texts, operands, dims = self.part(value)
        text = "tensor.extract_slice {0}[%s] [%s] [%s] : {t[0]} to {r}" % tuple(
            ", ".join(part) for part in texts)
        return self.emit("slice", text, [value] + operands, value.element, dims,
                         lambda a, *given: self.take(texts, value.dims, a, given))

    def draw_insert(self):
        """A part of a tensor, changed and put back elsewhere or where it was."""
        value = self.some_tensor(lambda v: v.dims and self.computes(v))
        if value is None:
            return None
        texts, operands, dims = self.part(value)
        listed = tuple(", ".join(part) for part in texts)
        part = self.emit(
            "slice", "tensor.extract_slice {0}[%s] [%s] [%s] : {t[0]} to {r}" % listed,
            [value] + operands, value.element, dims,
            lambda a, *given: self.take(texts, value.dims, a, given))
        op, compute = self.arithmetic(value.element)
        new = self.emit("arith", op + " {0}, {0} : {t[0]}", [part], value.element, dims,
                        lambda a: compute(a, a))
        count = len(operands) + 1
        text = "tensor.insert_slice {%d} into {0}[%s] [%s] [%s] : {t[%d]} into {r}" % (
            count, *listed, count)

        def insert(array, *given):
            changed = array.copy()
            changed[self.slices(texts, given)[0]] = given[-1]
            return changed

        return self.emit("insert", text, [value] + operands + [new], value.element,
                         value.dims, insert)

    def draw_concat(self):
        a = self.some_tensor(lambda v: v.dims and self.at_hand(v).size < 1000)
        if a is None:
            return None
        at = self.integer(0, len(a.dims) - 1)

        def fits(v):
            if v is a:
                return True
            if not self.scope.exact or v.element != a.element or not v.dims:
                return False
            shapes = [list(self.at_hand(x).shape) for x in (a, v)]
            return len(shapes[0]) == len(shapes[1]) and all(
                i == at or m == n for i, (m, n) in enumerate(zip(*shapes)))

        b = self.some_tensor(fits)
        dims = [m if m is not None else n for m, n in zip(a.dims, b.dims)]
        dims[at] = None
        if None not in (a.dims[at], b.dims[at]):
            dims[at] = a.dims[at] + b.dims[at]
        text = "tensor.concat dim(%d) {0}, {1} : ({t[0]}, {t[1]}) -> {r}" % at
        return self.emit("concat", text, [a, b], a.element, dims,
                         lambda x, y: np.concatenate([x, y], at))

    def draw_collapse(self):
        value = self.some_tensor(lambda v: len(v.dims) > 1)
        if value is None:
            return None
        dims = list(value.dims)
        at = self.integer(0, len(dims) - 2)
        groups = [[i] if i < at else [i + 1] for i in range(len(dims) - 1)]
        groups[at] = [at, at + 1]
        pair = dims[at : at + 2]
        dims[at : at + 2] = [None if None in pair else pair[0] * pair[1]]
        text = "tensor.collapse_shape {0} %s : {t[0]} into {r}" % groups

        def collapse(a):
            shape = list(a.shape)
            shape[at : at + 2] = [shape[at] * shape[at + 1]]
            return a.reshape(shape)

        return self.emit("reshape", text, [value], value.element, dims, collapse)

    def draw_expand(self):
        """A dim of size 1 in front of a dim."""
        value = self.some_tensor(lambda v: v.dims and len(v.dims) < 4)
        if value is None:
            return None
        rank, at = len(value.dims), self.integer(0, len(value.dims) - 1)
        groups = [[i] if i < at else [i + 1] for i in range(rank)]
        groups[at] = [at, at + 1]
        dims = list(value.dims[:at]) + [1] + list(value.dims[at:])
        operands, shape = [value], []
        for i in range(rank):
            if i == at:
                shape.append("1")
            if value.dims[i] is not None:
                shape.append(str(value.dims[i]))
            else:
                place = self.constant(i)
                shape.append("{%d}" % len(operands))
                operands.append(self.emit(
                    "dim", "tensor.dim {0}, {1} : {t[0]}", [value, place], "index",
                    None, lambda a, i: np.int64(a.shape[int(i)])))
        text = "tensor.expand_shape {0} %s output_shape [%s] : {t[0]} into {r}" % (
            groups, ", ".join(shape))
        return self.emit("reshape", text, operands, value.element, dims,
                         lambda a, *_: np.expand_dims(a, at))

    def draw_pad(self):
        value = self.some_tensor(lambda v: v.dims and self.computes(v))
        if value is None:
            return None
        e = value.element
        low, high = ([self.integer(0, 2) for _ in value.dims] for _ in range(2))
        dims = [None if n is None else n + a + b
                for n, a, b in zip(value.dims, low, high)]
        indices = ", ".join("%%i{u}_%d: index" % i for i in range(len(dims)))
        number = "7.0" if e in FLOATS else "7"
        text = ("tensor.pad {0} low%s high%s {{ ^bb0(%s): %%p{u} = arith.constant %s : %s "
                "tensor.yield %%p{u} : %s }} : {t[0]} to {r}" % (
                    low, high, indices, number, e, e))
        return self.emit("pad", text, [value], e, dims, lambda a: np.pad(
            a, list(zip(low, high)), constant_values=7))

    def draw_generate(self):
        size = self.some_index()
        bound = self.constant(6)
        size = self.emit("scalar", "arith.minui {0}, {1} : index", [size, bound], "index",
                         None, lambda a, b: np.int64(min(int(a) % 2**64, int(b))))
        text = ("tensor.generate {0} {{ ^bb0(%i{u}: index): %l{u} = arith.index_cast "
                "%i{u} : index to i32 tensor.yield %l{u} : i32 }} : {r}")
        return self.emit("generate", text, [size], "i32", [None],
                         lambda n: np.arange(int(n), dtype="i4"))

    def draw_transpose(self):
        value = self.some_tensor(lambda v: len(v.dims) > 1)
        if value is None:
            return None
        order = [int(i) for i in self.rng.permutation(len(value.dims))]
        dims = [value.dims[i] for i in order]
        sizes = [self.dim(value, i) for i in order if value.dims[i] is None]
        empty = self.empty(value.element, dims, sizes)
        return self.emit(
            "linalg", "linalg.transpose ins({0} : {t[0]}) outs({1} : {t[1]}) "
            "permutation = %s" % order, [value, empty], value.element, dims,
            lambda a, _: np.transpose(a, order))

    def empty(self, element, dims, sizes):
        listed = ", ".join("{%d}" % i for i in range(len(sizes)))
        return self.emit("empty", "tensor.empty(%s) : {r}" % listed, sizes, element, dims,
                         lambda *given: np.zeros(full_shape(dims, given), dtype_of(element)))

    def draw_reduce(self):
        value = self.some_tensor(lambda v: v.dims and v.element in INTEGERS)
        if value is None:
            return None
        e, at = value.element, self.integer(0, len(value.dims) - 1)
        dims = list(value.dims[:at]) + list(value.dims[at + 1 :])
        sizes = [self.dim(value, i) for i in range(len(value.dims))
                 if i != at and value.dims[i] is None]
        zero = self.emit("constant", "arith.constant 0 : " + e, [], e, None,
                         lambda: dtype_of(e).type(0))
        empty = self.empty(e, dims, sizes)
        start = self.emit("linalg", "linalg.fill ins({0} : {t[0]}) outs({1} : {t[1]}) "
                          "-> {r}", [zero, empty], e, dims,
                          lambda z, a: np.zeros_like(a))
        text = ("linalg.reduce {{ arith.addi }} ins({0} : {t[0]}) outs({1} : {t[1]}) "
                "dimensions = [%d]" % at)
        return self.emit("linalg", text, [value, start], e, dims,
                         lambda a, z: a.sum(at, dtype=a.dtype))

    def draw_broadcast(self):
        value = self.some_tensor(lambda v: len(v.dims) < 3
                                 and self.at_hand(v).size < 500)
        if value is None:
            return None
        at, count = self.integer(0, len(value.dims)), self.integer(0, 3)
        dims = list(value.dims[:at]) + [count] + list(value.dims[at:])
        sizes = [self.dim(value, i) for i, n in enumerate(value.dims) if n is None]
        empty = self.empty(value.element, dims, sizes)
        text = ("linalg.broadcast ins({0} : {t[0]}) outs({1} : {t[1]}) "
                "dimensions = [%d]" % at)
        return self.emit("linalg", text, [value, empty], value.element, dims,
                         lambda a, z: np.broadcast_to(np.expand_dims(a, at), z.shape))

    def draw_vector(self):
        value = self.some_tensor(
            lambda v: len(v.dims) == 1 and v.element in ("i32", "f32", "i64"))
        if value is None:
            return None
        e = value.element
        zero = "0.0" if e == "f32" else "0"
        pad = self.emit("constant", "arith.constant %s : %s" % (zero, e), [], e, None,
                        lambda: dtype_of(e).type(0))
        place = self.constant(self.integer(0, 3))
        vector = Value("vector<4x%s>" % e)

        def read(a, i, p):
            part = np.zeros(4, a.dtype)
            found = a[int(i) : int(i) + 4]
            part[: len(found)] = found
            return part

        self.add(Statement("vector", "vector.transfer_read {0}[{1}], {2} {{in_bounds = "
                           "[false]}} : {t[0]}, vector<4x%s>" % e, [value, place, pad],
                           [vector], read))

        def write(v, a, i):
            changed = a.copy()
            room = max(len(a) - int(i), 0)
            changed[int(i) : int(i) + 4] = (v + v)[:room]
            return changed

        double = Value(vector.element)
        op = "arith.addf" if e == "f32" else "arith.addi"
        self.add(Statement("vector", op + " {0}, {0} : {t[0]}", [vector], [double],
                           lambda v: v))
        return self.emit("vector", "vector.transfer_write {0}, {1}[{2}] {{in_bounds = "
                         "[false]}} : {t[0]}, {t[1]}", [double, value, place], e,
                         value.dims, write)

    def draw_buffer(self):
        """Out through a buffer and in again."""
        value = self.some_tensor(lambda v: v.dims and self.computes(v))
        if value is None:
            return None
        sizes = [self.dim(value, i) for i, n in enumerate(value.dims) if n is None]
        of_buffer = value.type.replace("tensor<", "memref<")
        buffer = Value(of_buffer)
        listed = ", ".join("{%d}" % i for i in range(len(sizes)))
        self.add(Statement("buffer", "memref.alloc(%s) : %s" % (listed, of_buffer), sizes,
                           [buffer], lambda *_: 0))
        self.scope.block.statements.append(Statement(
            "buffer", "bufferization.materialize_in_destination {0} in restrict writable "
            "{1} : ({t[0]}, {t[1]}) -> ()", [value, buffer], [], lambda *_: None))
        result = self.emit("buffer", "bufferization.to_tensor {0} restrict : {t[0]} to {r}",
                           [buffer, value], value.element, value.dims, lambda _, a: a)
        return result

    def draw_forall(self):
        """Each row, repeated by itself."""
        value = self.some_tensor(lambda v: len(v.dims) == 2
                                 and self.at_hand(v).size < 1000)
        if value is None:
            return None
        rows, columns = self.dim(value, 0), self.dim(value, 1)
        count = self.index(self.integer(0, 3))
        wide = self.emit("scalar", "arith.muli {0}, {1} : index", [columns, count],
                         "index", None, lambda a, b: a * b)
        e = value.element
        empty = self.emit(
            "empty", "tensor.empty({0}, {1}) : {r}", [rows, wide], e, [None, None],
            lambda a, b: np.zeros((int(a), int(b)), dtype_of(e)))
        text = (
            "scf.forall (%i{u}) in ({1}) shared_outs(%o{u} = {4}) -> ({r}) {{ "
            "%s{u} = tensor.extract_slice {0}[%i{u}, 0] [1, {2}] [1, 1] : {t[0]} to "
            "tensor<1x?xE> %y{u} = rint.repeat_interleave %s{u} repeats({3} : index) "
            "dim(1) : tensor<1x?xE> -> tensor<1x?xE> scf.forall.in_parallel {{ "
            "tensor.parallel_insert_slice %y{u} into %o{u}[%i{u}, 0] [1, {5}] [1, 1] : "
            "tensor<1x?xE> into {r} }} }}").replace("E", e)
        if value.dims[1] == 0:
            raise Undefined("an offset out of bounds")
        return self.emit("forall", text, [value, rows, columns, count, empty, wide], e,
                         [None, None], rows_repeated)

    # Choices, loops, calls.

    def draw_select(self):
        a = self.some_tensor()
        if a is None:
            return None
        same = self.chance(0.4) or not self.has("sizes")
        b = self.some_tensor(lambda v: v.element == a.element
                             and len(v.dims) == len(a.dims) and (not same or (
                                 self.scope.exact or v is a)
                                 and self.at_hand(v).shape == self.at_hand(a).shape))
        condition = self.condition()
        if b.type != a.type:
            a, b = self.open(a), self.open(b)
        return self.emit("select", "arith.select {0}, {1}, {2} : {t[1]}",
                         [condition, a, b], a.element, a.dims,
                         lambda c, x, y: x if c else y)

    def draw_select_counts(self):
        """One of two scalars."""
        a, b = self.index(self.integer(0, 3)), self.index(self.integer(0, 3))
        return self.emit("scalar", "arith.select {0}, {1}, {2} : index",
                         [self.condition(), a, b], "index", None,
                         lambda c, x, y: x if c else y)

    def open(self, value):
        """The same tensor with nothing said about its sizes."""
        if all(n is None for n in value.dims):
            return value
        return self.emit("cast", "tensor.cast {0} : {t[0]} to {r}", [value],
                         value.element, [None] * len(value.dims), np.copy)

    def inside(self, scope, action):
        outer, self.scope = self.scope, scope
        try:
            return action()
        finally:
            self.scope = outer

    def draw_choice(self, depth):
        condition = self.condition()
        chosen = self.some_tensor()
        if chosen is None:
            return None
        blocks = [Block(), Block()]
        style = "cf" if self.scope.blocks_allowed and self.chance(0.4) else "scf"
        wanted = self.at_hand(chosen).shape
        for block in blocks:
            scope = self.scope.inner(block, blocks_allowed=style == "cf")
            self.inside(scope, lambda: self.fill(block, depth, chosen, wanted))
        result = Value(chosen.element, [None] * len(chosen.dims))
        return self.add(Choice(condition, blocks, [result], style))

    def fill(self, block, depth, like, shape=None):
        """Statements, and a tensor like another to end with."""
        for _ in range(self.integer(0, 3)):
            self.draw_statement(depth + 1)

        def fits(v):
            if v is like:
                return True
            if not self.has("sizes") and self.at_hand(v).shape != shape:
                return False
            return (v.element == like.element and len(v.dims) == len(like.dims)
                    and v in self.scope.env)

        block.yields = [self.open(self.some_tensor(fits))]

    def draw_loop(self, depth):
        start = self.some_tensor(lambda v: self.at_hand(v).size < 300)
        if start is None:
            return None
        start = self.open(start)
        style = self.pick("for", "for", "while")
        if self.scope.blocks_allowed and self.has("block-loops") and self.chance(0.3):
            style = "cf"
        rounds = self.index(self.integer(0, 4))
        block = Block([Value("index"), Value(start.element, start.dims)])
        self.scope.env[block.arguments[0]] = np.int64(0)
        self.scope.env[block.arguments[1]] = self.at_hand(start)
        scope = self.scope.inner(block, exact=False, blocks_allowed=style == "cf")
        self.inside(scope, lambda: self.fill(
            block, depth, block.arguments[1], self.at_hand(start).shape))
        result = Value(start.element, start.dims)
        return self.add(Loop([rounds, start], block, [result], style))

    def draw_call(self):
        helper = self.pick(*self.result.helpers)
        operands = []
        for parameter in helper.arguments:
            value = self.some_tensor(lambda v: v.element == parameter.element
                                     and len(v.dims) == len(parameter.dims)
                                     and (self.has("slices") or not v.is_view))
            if value is None:
                array = self.numbers(parameter.element, self.shape(len(parameter.dims)))
                value = self.tensor(parameter.element, array)
            operands.append(self.open(value))
        results = [Value(v.element, v.dims) for v in helper.block.yields]
        # The helper's results may say more than a call can know.
        first = self.add(Call(helper, operands, results))
        for value in results[1:]:
            self.keep(value)
        return first


class Kept(RuleBroken):
    """A statement that breaks a rule on purpose is in the program now."""

    def __init__(self):
        Exception.__init__(self)


def rows_repeated(array, rows, columns, count, *_):
    return np.repeat(array, int(count), 1)


def escape(text):
    return text.replace("{", "{{").replace("}", "}}")


def full_shape(dims, given):
    given = iter(given)
    return [int(next(given)) if n is None else n for n in dims]
