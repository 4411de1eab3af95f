"""Draws choices, loops and calls for random programs."""

import numpy as np

from rint_draw import Drawing
from rint_programs import Block, Call, Choice, Loop, Undefined, Value, dtype_of


class ControlFlow(Drawing):
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


def rows_repeated(array, rows, columns, count, *_):
    return np.repeat(array, int(count), 1)
