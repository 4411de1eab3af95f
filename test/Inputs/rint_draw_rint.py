"""Draws the ops of rint for random programs."""

import numpy as np

import rint_random
from rint_draw import Drawing, Kept
from rint_programs import Rint, RuleBroken, Value, dtype_of


class RintOps(Drawing):
    def draw_rint(self):
        kind = self.pick(*["interleave"] * 6, "indices", "offsets", *["repeat"] * 2)
        return getattr(self, "draw_rint_" + kind)()

    def draw_rint_interleave(self, source=None):
        source = source or self.some_tensor(lambda v: self.at_hand(v).size < 2000)
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

    def draw_repeat_parts(self):
        """A repeat, or two, of which nothing is used but slices, or what is joined with
        another one like it."""
        value = self.pick(self.draw_rint_interleave, self.draw_rint_repeat)()
        if value is None or not value.dims:
            return value
        if self.chance(0.3) and self.at_hand(value).size < 2000:
            value = self.draw_rint_interleave(value)
        if self.chance(0.3):
            return self.draw_joined(self.scope.block.statements[-1])
        *others, last = [self.draw_slice_of(value) for _ in range(self.pick(1, 1, 1, 2))]
        for other in others:
            self.keep(other)
        return last

    def draw_joined(self, first):
        """What `first` repeats and another tensor like that, by the same counts."""
        source, rest = first.operands[0], first.operands[1:]
        other = source
        if self.computes(source) and self.chance(0.8):
            op, compute = self.arithmetic(source.element)
            other = self.emit("arith", op + " {0}, {0} : {t[0]}", [source],
                              source.element, source.dims, lambda a: compute(a, a))
        result = first.results[0]
        second = Rint(first.template, first.text, [other, *rest],
                      [Value(result.element, result.dims)], first.roles)
        return self.concat(result, self.add(second), self.integer(0, len(result.dims) - 1))

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
        if source.element in ("i8", "i16", "i32", "i64", "index") and self.chance(0.6):
            results.append(self.segments(results[1], *counts))
        for result in results[:-1]:
            self.keep(result)
        return results[-1]

    def segments(self, source, counts, dim):
        """The sums of the copies that `counts` made, by the same plan."""
        def sums(array, sizes):
            ends = np.cumsum(sizes.astype(np.int64))
            shape = list(array.shape)
            shape[dim] = len(ends)
            result = np.zeros(shape, array.dtype)
            for i, (end, size) in enumerate(zip(ends, sizes)):
                part = array.take(range(end - size, end), dim)
                result[(slice(None),) * dim + (i,)] = part.sum(dim, dtype=array.dtype)
            return result

        text = "rint.segment_reduce sum {0} repeats({1} : {t[1]}) dim(%d)" % dim
        return self.emit("segments", text + " : {t[0]} -> {r}", [source, counts],
                         source.element, [None] * len(source.dims), sums)

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
