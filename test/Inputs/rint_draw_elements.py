"""Draws ops that compute elements for random programs: arith, linalg, vector."""

import numpy as np

from rint_draw import Drawing
from rint_programs import FLOATS, INTEGERS, Statement, Undefined, Value, dtype_of


def of_equal_sizes(compute):
    def checked(a, b):
        if a.shape != b.shape:
            raise Undefined("%s and %s" % (a.shape, b.shape))
        return compute(a, b)

    return checked


class ElementOps(Drawing):
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

    def draw_elementwise(self):
        a = self.some_tensor(self.computes)
        if a is None:
            return None
        b = self.some_tensor(lambda v: v.type == a.type and (
            v is a or self.scope.exact and self.at_hand(v).shape == self.at_hand(a).shape))
        op, compute = self.arithmetic(a.element)
        compute = of_equal_sizes(compute)
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
