"""What all parts of the generator of random programs use: chance, values, statements.

Statements are executed at once on the values at hand, which says what fits next:
which tensors have equal sizes, how long counts must be. In loops and helper
functions these are the values of one round, or of one call, so that there nothing
is said about sizes that may be others the next time.
"""

import numpy as np

import rint_random
from rint_elements import ELEMENTS, random_bits
from rint_programs import (
    NATURAL, Machine, RuleBroken, Statement, Value, dense, dtype_of,
)

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


class Kept(RuleBroken):
    """A statement that breaks a rule on purpose is in the program now."""

    def __init__(self):
        Exception.__init__(self)


class Drawing:
    """`result` is the program, and `scope` where the next statement goes."""

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

    def computes(self, value):
        return value.element in NATURAL

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

    def open(self, value):
        """The same tensor with nothing said about its sizes."""
        if all(n is None for n in value.dims):
            return value
        return self.emit("cast", "tensor.cast {0} : {t[0]} to {r}", [value],
                         value.element, [None] * len(value.dims), np.copy)

    def empty(self, element, dims, sizes):
        listed = ", ".join("{%d}" % i for i in range(len(sizes)))
        return self.emit("empty", "tensor.empty(%s) : {r}" % listed, sizes, element, dims,
                         lambda *given: np.zeros(full_shape(dims, given), dtype_of(element)))

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


def escape(text):
    return text.replace("{", "{{").replace("}", "}}")


def full_shape(dims, given):
    given = iter(given)
    return [int(next(given)) if n is None else n for n in dims]
