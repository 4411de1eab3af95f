"""Programs around the rint ops: how they are written, and what they come to.

A program is a tree of statements. Each statement writes itself as MLIR and computes
its results with NumPy, so that the same tree gives the text for the tools and the
answer to compare with: the values that it returns, or the first op that breaks a
rule. Because the answer is computed anew from the tree, statements may be taken out
of it (see rint_reduce.py).
"""

import copy
import itertools

import numpy as np

import rint_random
from rint_elements import COUNT_TYPES, ELEMENTS, WIDE, literal, tensor_type

#: Types that programs compute with. All others are moved as raw bits.
NATURAL = {
    "i8": "i1", "i16": "<i2", "i32": "<i4", "i64": "<i8", "index": "<i8",
    "f16": "<f2", "f32": "<f4", "f64": "<f8",
}
INTEGERS = ("i8", "i16", "i32", "i64")
FLOATS = ("f16", "f32", "f64")
LARGEST = 1 << 14  # Elements of a tensor.
MOST_STEPS = 4000  # Statements that are executed.


class RuleBroken(Exception):
    def __init__(self, statement, rules, counts):
        super().__init__("rules %s" % rules)
        self.statement, self.rules, self.counts = statement, rules, counts


class Undefined(Exception):
    """The program does what upstream leaves undefined, or is too large."""


def dtype_of(element):
    return np.dtype(NATURAL.get(element) or ELEMENTS[element][1])


def raw(element, array):
    return np.ascontiguousarray(array).reshape(array.shape).view(ELEMENTS[element][1])


def to_integers(element, array):
    """The integers that an array of raw bits stands for."""
    bits, dtype = ELEMENTS[element]
    values = []
    for value in array.reshape(-1):
        if dtype is WIDE:
            value = int(value["low"]) | int(value["high"]) << 64
        value = int(value)
        if COUNT_TYPES[element][0] < 0 and value >> (bits - 1):
            value -= 1 << bits
        values.append(value)
    return values


class Value:
    """`dims` has None where a size is not known; it is None for a scalar."""

    def __init__(self, element, dims=None):
        self.element, self.dims = element, None if dims is None else tuple(dims)
        self.is_view = False  # Whether it may be a part of another tensor.

    @property
    def is_tensor(self):
        return self.dims is not None

    @property
    def type(self):
        return tensor_type(self.dims, self.element) if self.is_tensor else self.element


class Block:
    def __init__(self, arguments=()):
        self.arguments, self.statements, self.yields = list(arguments), [], []

    def run(self, env, machine):
        for statement in self.statements:
            machine.step()
            statement.run(env, machine)
        return [env[value] for value in self.yields]


class Machine:
    """Counts what is executed, so that no program runs for long."""

    def __init__(self):
        self.steps = 0

    def step(self):
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Undefined("too many steps")


class Statement:
    """One op: `text` is a format of operands {0}, their types {t[0]}, the type of
    the result {r} and a name of its own {u}."""

    blocks = ()
    callee = None

    def __init__(self, kind, text, operands, results, compute):
        self.kind, self.text, self.compute = kind, text, compute
        self.operands, self.results = list(operands), list(results)

    def run(self, env, machine):
        values = self.compute(*[env[value] for value in self.operands])
        self.define(env, [values] if len(self.results) == 1 else values or [])

    def define(self, env, values):
        for result, value in zip(self.results, values):
            if result.is_tensor:
                if value.size > LARGEST:
                    raise Undefined("too large")
                sizes = zip(result.dims, value.shape)
                if any(d not in (None, n) for d, n in sizes):
                    raise Undefined("%s is not %s" % (value.shape, result.type))
            env[result] = value

    def write(self, out):
        names = [out.name(value) for value in self.operands]
        text = self.text.format(
            *names, t=[value.type for value in self.operands],
            r=self.results[0].type if self.results else "", u=out.unique())
        left = ", ".join(out.name(value) for value in self.results)
        out.line((left + " = " if left else "") + text, self)


class Rint(Statement):
    """A rint op. `template` is a call of rint_random without its values."""

    def __init__(self, template, text, operands, results, roles):
        super().__init__("rint", text, operands, results, None)
        self.template, self.roles = template, roles

    def run(self, env, machine):
        call = copy.copy(self.template)
        call.broken = []
        call.counts = list(call.counts)
        for role, value in zip(self.roles, self.operands):
            self.place(call, role, value, env[value])
        call.result_shape = list(self.results[0].dims)
        call.expect()
        if call.broken:
            raise RuleBroken(self, call.broken, call.counts)
        element = self.results[0].element
        array = np.zeros(call.shape, dtype_of(element))
        if array.size > LARGEST:
            raise Undefined("too large")
        if call.value:
            array = np.frombuffer(call.value, array.dtype).reshape(call.shape)
        self.define(env, [array])

    @staticmethod
    def place(call, role, value, given):
        if role == "source":
            call.source = rint_random.Tensor(
                value.element, raw(value.element, given), "argument", (), False)
        elif role == "output_size":
            call.output_size = (int(given), "argument")
        elif role == "count":  # One of rint.repeat, or a scalar.
            call.counts = call.counts + [int(given)]
        else:
            bits = raw(value.element, given)
            call.counts = to_integers(value.element, bits)
            call.counts_operand = rint_random.Tensor(
                value.element, bits, "argument", (), False)


class Choice(Statement):
    """scf.if, or two blocks and a conditional branch."""

    def __init__(self, condition, blocks, results, style):
        super().__init__("choice", "", [condition], results, None)
        self.blocks, self.style = list(blocks), style

    def run(self, env, machine):
        block = self.blocks[0 if env[self.operands[0]] else 1]
        self.define(env, block.run(env, machine))

    def write(self, out):
        getattr(self, "write_" + self.style)(out)

    def write_scf(self, out):
        types = ", ".join(value.type for value in self.results)
        left = ", ".join(out.name(value) for value in self.results)
        out.line("%s = scf.if %s -> (%s) {" % (left, out.name(self.operands[0]), types))
        out.block(self.blocks[0], "scf.yield")
        out.line("} else {")
        out.block(self.blocks[1], "scf.yield")
        out.line("}")

    def write_cf(self, out):
        first, second, after = (out.unique() for _ in range(3))
        out.line("cf.cond_br %s, ^b%s, ^b%s" % (
            out.name(self.operands[0]), first, second))
        for label, block in (first, self.blocks[0]), (second, self.blocks[1]):
            out.line("^b%s:" % label)
            out.block(block, "cf.br ^b%s" % after, is_branch=True)
        out.line("^b%s(%s):" % (after, out.parameters(self.results)))


class Loop(Statement):
    """A loop of as many rounds as the first operand says, that carries the others.
    The block takes the number of the round and what is carried."""

    def __init__(self, operands, block, results, style):
        super().__init__("loop", "", operands, results, None)
        self.blocks, self.style = [block], style

    def run(self, env, machine):
        rounds, *carried = [env[value] for value in self.operands]
        for i in range(int(rounds)):
            self.define_arguments(env, [np.int64(i), *carried])
            carried = self.blocks[0].run(env, machine)
        self.define(env, carried)

    def define_arguments(self, env, values):
        for argument, value in zip(self.blocks[0].arguments, values):
            env[argument] = value

    def write(self, out):
        zero, one = "%z" + out.unique(), "%o" + out.unique()
        out.line("%s = arith.constant 0 : index" % zero)
        out.line("%s = arith.constant 1 : index" % one)
        getattr(self, "write_" + self.style)(out, zero, one)

    def pairs(self, out, names):
        return ", ".join("%s = %s" % pair for pair in zip(
            names, [out.name(value) for value in self.operands[1:]]))

    def write_for(self, out, zero, one):
        arguments = [out.name(value) for value in self.blocks[0].arguments]
        out.line("%s = scf.for %s = %s to %s step %s iter_args(%s) -> (%s) {" % (
            ", ".join(map(out.name, self.results)), arguments[0], zero,
            out.name(self.operands[0]), one, self.pairs(out, arguments[1:]),
            ", ".join(value.type for value in self.results)))
        out.block(self.blocks[0], "scf.yield")
        out.line("}")

    def write_while(self, out, zero, one):
        block, types = self.blocks[0], [value.type for value in self.results]
        before = ["%%w%s" % out.unique() for _ in self.operands]
        more, left = out.unique(), "%q" + out.unique()
        out.line("%s, %s = scf.while (%s = %s, %s) : (%s) -> (%s) {" % (
            left, ", ".join(map(out.name, self.results)), before[0], zero,
            self.pairs(out, before[1:]), ", ".join(["index"] + types),
            ", ".join(["index"] + types)))
        out.line("%%m%s = arith.cmpi slt, %s, %s : index" % (
            more, before[0], out.name(self.operands[0])))
        out.line("scf.condition(%%m%s) %s : %s" % (
            more, ", ".join(before), ", ".join(["index"] + types)))
        out.line("} do {")
        out.line("^bb0(%s):" % out.parameters(block.arguments))
        out.next_round(block, one, "scf.yield %s : %s")
        out.line("}")

    def write_cf(self, out, zero, one):
        block, types = self.blocks[0], [value.type for value in self.results]
        head, body, after = (out.unique() for _ in range(3))
        listed = ", ".join(["index"] + types)
        start = [zero] + [out.name(value) for value in self.operands[1:]]
        out.line("cf.br ^b%s(%s : %s)" % (head, ", ".join(start), listed))
        out.line("^b%s(%s):" % (head, out.parameters(block.arguments)))
        more = "%m" + out.unique()
        now = [out.name(value) for value in block.arguments]
        out.line("%s = arith.cmpi slt, %s, %s : index" % (
            more, now[0], out.name(self.operands[0])))
        out.line("cf.cond_br %s, ^b%s, ^b%s(%s : %s)" % (
            more, body, after, ", ".join(now[1:]), ", ".join(types)))
        out.line("^b%s:" % body)
        out.next_round(block, one, "cf.br ^b" + head + "(%s : %s)")
        out.line("^b%s(%s):" % (after, out.parameters(self.results)))


class Call(Statement):
    def __init__(self, callee, operands, results):
        super().__init__("call", "", operands, results, None)
        self.callee = callee

    def run(self, env, machine):
        inner = dict(zip(self.callee.arguments, (env[v] for v in self.operands)))
        self.define(env, self.callee.block.run(inner, machine))

    def write(self, out):
        out.line("%s = func.call @%s(%s) : (%s) -> (%s)" % (
            ", ".join(map(out.name, self.results)), out.symbols[self.callee],
            ", ".join(map(out.name, self.operands)),
            ", ".join(value.type for value in self.operands),
            ", ".join(value.type for value in self.results)))


class Function:
    def __init__(self):
        self.block = Block()

    @property
    def arguments(self):
        return self.block.arguments


class Program:
    """The function to call, its helpers, and the values of its arguments."""

    def __init__(self):
        self.main, self.helpers, self.values = Function(), [], {}

    def expect(self):
        """Sets `error`, a RuleBroken or None, and `answer`."""
        self.error = self.answer = None
        env = dict(self.values)
        try:
            with np.errstate(all="ignore"):
                self.answer = self.main.block.run(env, Machine())
        except RuleBroken as error:
            self.error = error
        return env

    @property
    def inputs(self):
        return [self.values[value] for value in self.main.arguments]

    @property
    def results(self):
        return [(len(value.dims), value.element) if value.is_tensor else None
                for value in self.main.block.yields]

    def write(self, name, first_line=1):
        """Lines of MLIR; sets `places`, a line for each rint op."""
        out = Text(first_line)
        for i, helper in enumerate(self.helpers):
            out.symbols[helper] = "%s_helper%d" % (name, i)
        for helper in self.helpers:
            out.function("private @" + out.symbols[helper], helper)
        out.function("@" + name, self.main)
        self.places = out.places
        return out.lines


class Text:
    def __init__(self, first_line):
        self.first_line, self.lines, self.places = first_line, [], {}
        self.names, self.symbols, self.indent = {}, {}, ""
        self.numbers = itertools.count()

    def unique(self):
        return str(next(self.numbers))

    def name(self, value):
        return self.names.setdefault(value, "%%v%d" % len(self.names))

    def line(self, text, statement=None):
        if statement is not None:
            self.places[statement] = self.first_line + len(self.lines)
        self.lines.append("  " + text)

    def parameters(self, values):
        return ", ".join("%s: %s" % (self.name(v), v.type) for v in values)

    def listed(self, values):
        return "%s : %s" % (", ".join(map(self.name, values)),
                            ", ".join(value.type for value in values))

    def block(self, block, terminator, is_branch=False):
        for statement in block.statements:
            statement.write(self)
        form = "%s(%s)" if is_branch else "%s %s"
        self.line(form % (terminator, self.listed(block.yields)))

    def next_round(self, block, one, form):
        for statement in block.statements:
            statement.write(self)
        following = "%n" + self.unique()
        self.line("%s = arith.addi %s, %s : index" % (
            following, self.name(block.arguments[0]), one))
        names = [following] + [self.name(value) for value in block.yields]
        types = ["index"] + [value.type for value in block.yields]
        self.line(form % (", ".join(names), ", ".join(types)))

    def function(self, symbol, function):
        types = ", ".join(value.type for value in function.block.yields)
        self.lines.append("func.func %s(%s) -> (%s) {" % (
            symbol, self.parameters(function.arguments), types))
        for statement in function.block.statements:
            statement.write(self)
        self.line("return " + self.listed(function.block.yields))
        self.lines.append("}")


def dense(element, array):
    return "%s : %s" % (literal(element, raw(element, array)),
                        tensor_type(array.shape, element))
