"""Draws ops that cut, join and reshape tensors for random programs."""

import numpy as np

from rint_draw import Drawing
from rint_programs import FLOATS, Statement, Undefined, Value


class ShapeOps(Drawing):
    def draw_cast(self):
        value = self.some_tensor()
        return value and self.cast(value)

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
                most = max((size - start + step - 1) // step, 1)
                length = self.pick(1, self.integer(1, most), self.integer(1, most))
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
        return value and self.draw_slice_of(value)

    def some_dropped(self, lengths):
        """Dimensions of one element that a slice leaves out."""
        return tuple(at for at, length in enumerate(lengths)
                     if length == "1" and self.chance(0.4))

    def slice_of(self, value, part, dropped):
        texts, operands, dims = part
        text = "tensor.extract_slice {0}[%s] [%s] [%s] : {t[0]} to {r}" % tuple(
            ", ".join(listed) for listed in texts)
        kept = [n for at, n in enumerate(dims) if at not in dropped]
        return self.emit("slice", text, [value] + operands, value.element, kept,
                         lambda a, *given: self.take(
                             texts, value.dims, a, given).squeeze(dropped))

    def draw_slice_of(self, value):
        part = self.part(value)
        return self.slice_of(value, part, self.some_dropped(part[0][1]))

    def draw_insert(self):
        """A part of a tensor, changed and put back elsewhere or where it was."""
        value = self.some_tensor(lambda v: v.dims and self.computes(v))
        if value is None:
            return None
        texts, operands, _ = part = self.part(value)
        dropped = self.some_dropped(texts[1])
        taken = self.slice_of(value, part, dropped)
        op, compute = self.arithmetic(value.element)
        new = self.emit("arith", op + " {0}, {0} : {t[0]}", [taken], value.element,
                        taken.dims, lambda a: compute(a, a))
        count = len(operands) + 1
        text = "tensor.insert_slice {%d} into {0}[%s] [%s] [%s] : {t[%d]} into {r}" % (
            count, *(", ".join(listed) for listed in texts), count)

        def insert(array, *given):
            changed = array.copy()
            changed[self.slices(texts, given)[0]] = np.expand_dims(given[-1], dropped)
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
        return self.concat(a, b, at)

    def concat(self, a, b, at):
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
