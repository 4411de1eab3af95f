# Random broadcasts, in the forms that frontends write, with a reshape that merges
# random neighbours: the values before and after --convert-linalg-to-rint against
# NumPy, for known and unknown sizes, sizes of 0 and 1, and several element types.
#
# RUN: %python %s

import numpy as np

import raising

TYPES = {"f32": np.float32, "i8": np.int8, "i64": np.int64}


class Broadcast:
    """A source whose dimensions stand among copies, and what is merged."""

    def __init__(self, random):
        self.element = random.choice(list(TYPES))
        rank = random.integers(1, 4)
        sizes = random.choice([0, 1, 2, 3, 4], size=rank, p=[.05, .2, .3, .3, .15])
        self.source = [int(size) for size in sizes]
        # The source's dimensions in order, and copies between them.
        self.parts = [("source", i) for i in range(rank)]
        for _ in range(random.integers(1, 4)):
            self.parts.insert(random.integers(0, len(self.parts) + 1),
                              ("copies", int(random.integers(0, 5))))
        self.sizes = [self.source[n] if kind == "source" else n for kind, n in self.parts]
        cuts = [0, *(i for i in range(1, len(self.parts)) if random.random() < .4),
                len(self.parts)]
        self.groups = [list(range(a, b)) for a, b in zip(cuts, cuts[1:])]
        self.dynamic = [random.random() < .5 for _ in self.parts]
        self.form = random.choice(["named", "generic", "extract"])
        self.reshape = random.choice(["collapse", "reshape"])

    def dims(self, sizes, dynamic):
        return "".join(f"{'?' if d else s}x" for s, d in zip(sizes, dynamic)) + self.element

    def merged(self, values, combine):
        return [combine([values[i] for i in group]) for group in self.groups]

    def lines(self, name):
        """The body of a function of the source %x and the sizes %n0, %n1, ..."""
        rank = len(self.parts)
        at = [i for i, (kind, _) in enumerate(self.parts) if kind == "source"]
        self.source_type = "tensor<" + self.dims(self.source, [self.dynamic[i] for i in at]) + ">"
        wide = "tensor<" + self.dims(self.sizes, self.dynamic) + ">"
        merged_sizes = self.merged(self.sizes, np.prod)
        merged_dynamic = self.merged(self.dynamic, any)
        self.type = "tensor<" + self.dims([int(s) for s in merged_sizes], merged_dynamic) + ">"
        operands = ", ".join(f"%{name}n{i}" for i in range(rank) if self.dynamic[i])
        # Sizes of the source are read, those of copies are arguments.
        for i, (kind, n) in enumerate(self.parts):
            if kind == "source":
                yield f"%{name}c{i} = arith.constant {n} : index"
                yield f"%{name}n{i} = tensor.dim %{name}, %{name}c{i} : {self.source_type}"
        yield f"%{name}e = tensor.empty({operands}) : {wide}"
        added = [i for i in range(rank) if i not in at]
        loops = ", ".join(f"d{i}" for i in range(rank))
        out = f"affine_map<({loops}) -> ({loops})>"
        kinds = ", ".join(['"parallel"'] * rank)
        if self.form == "named":
            yield (f"%{name}b = linalg.broadcast ins(%{name} : {self.source_type}) "
                   f"outs(%{name}e : {wide}) dimensions = {added}")
        elif self.form == "generic":
            read = ", ".join(f"d{i}" for i in at)
            yield (f"%{name}b = linalg.generic {{indexing_maps = [affine_map<({loops}) -> ({read})>, "
                   f"{out}], iterator_types = [{kinds}]}} ins(%{name} : {self.source_type}) "
                   f"outs(%{name}e : {wide}) {{")
            yield f"^bb0(%a: {self.element}, %o: {self.element}):"
            yield f"  linalg.yield %a : {self.element}"
            yield f"}} -> {wide}"
        else:
            yield f"%{name}zero = arith.constant 0 : index"
            yield f"%{name}one = arith.constant 1 : index"
            yield (f"%{name}b = linalg.generic {{indexing_maps = [{out}], "
                   f"iterator_types = [{kinds}]}} outs(%{name}e : {wide}) {{")
            yield f"^bb0(%o: {self.element}):"
            for i in at:
                yield f"  %i{i} = linalg.index {i} : index"
                yield f"  %u{i} = arith.cmpi eq, %{name}n{i}, %{name}one : index"
                yield f"  %s{i} = arith.select %u{i}, %{name}zero, %i{i} : index"
            index = ", ".join(f"%s{i}" for i in at)
            yield f"  %a = tensor.extract %{name}[{index}] : {self.source_type}"
            yield f"  linalg.yield %a : {self.element}"
            yield f"}} -> {wide}"
        if self.reshape == "collapse":
            yield (f"%{name}y = tensor.collapse_shape %{name}b {self.groups} : "
                   f"{wide} into {self.type}")
            return
        products = []
        for g, group in enumerate(self.groups):
            factor = f"%{name}p{g}"
            yield f"{factor} = arith.constant 1 : index"
            for i in group:
                size = f"%{name}n{i}"
                if not self.dynamic[i]:
                    size = f"%{name}k{i}"
                    yield f"{size} = arith.constant {self.sizes[i]} : index"
                yield f"{factor}_{i} = arith.muli {factor}, {size} : index"
                factor = f"{factor}_{i}"
            products.append(factor)
        shape = f"tensor<{len(products)}xindex>"
        yield f"%{name}s = tensor.from_elements {', '.join(products)} : {shape}"
        yield (f"%{name}y = tensor.reshape %{name}b(%{name}s) : "
               f"({wide}, {shape}) -> {self.type}")

    def arguments(self, name):
        yield f"%{name}: {self.source_type}"
        for i, (kind, n) in enumerate(self.parts):
            if kind == "copies":
                yield f"%{name}n{i}: index"

    def values(self, random):
        dtype = TYPES[self.element]
        self.x = random.integers(-100, 100, size=self.source).astype(dtype)
        return [self.x, *(f"index={n}" for kind, n in self.parts if kind == "copies")]

    def expected(self):
        shape = [n if kind == "copies" else self.source[n] for kind, n in self.parts]
        ones = [1 if kind == "copies" else self.source[n] for kind, n in self.parts]
        wide = np.broadcast_to(self.x.reshape(ones), shape)
        return wide.reshape([int(np.prod(shape[g[0]:g[-1] + 1])) for g in self.groups])

    def is_repeat(self):
        return any({self.parts[i][0] for i in group} == {"source", "copies"} and
                   any(self.parts[i][0] == "copies" and
                       (self.dynamic[i] or self.sizes[i] != 1) for i in group)
                   for group in self.groups)


def check(seed, count):
    random = np.random.default_rng(seed)
    cases = [Broadcast(random) for _ in range(count)]
    bodies, arguments, values, results = [], [], [], []
    for i, case in enumerate(cases):
        bodies += case.lines(f"x{i}")
        arguments += case.arguments(f"x{i}")
        values += case.values(random)
        results.append(f"%x{i}y")
    types = ", ".join(case.type for case in cases)
    text = (f"func.func @main({', '.join(arguments)}) -> ({types}) {{\n  "
            + "\n  ".join(bodies)
            + f"\n  return {', '.join(results)} : {types}\n}}\n")
    raised = raising.raise_linalg(text)
    repeats = sum(case.is_repeat() for case in cases)
    found = raised.count("rint.repeat")
    assert found >= repeats * .9, f"{found} of {repeats} raised:\n{text}\n{raised}"
    raising.check(text, values, [case.expected() for case in cases], raised=raised)



TOSA = """func.func @main(%x: tensor<3x4xf32>, %z: tensor<?x4xi8>) -> (tensor<6x12xf32>, tensor<15x4xf32>, tensor<?x4xi8>) {
  %two_three = tosa.const_shape {values = dense<[2, 3]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %three_one_four = tosa.const_shape {values = dense<[3, 1, 4]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %any_one_four = tosa.const_shape {values = dense<[-1, 1, 4]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %five = tosa.const_shape {values = dense<[1, 5, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %any_four = tosa.const_shape {values = dense<[-1, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %a = tosa.tile %x, %two_three : (tensor<3x4xf32>, !tosa.shape<2>) -> tensor<6x12xf32>
  %b0 = tosa.reshape %x, %three_one_four : (tensor<3x4xf32>, !tosa.shape<3>) -> tensor<3x1x4xf32>
  %b1 = tosa.tile %b0, %five : (tensor<3x1x4xf32>, !tosa.shape<3>) -> tensor<3x5x4xf32>
  %b = tosa.reshape %b1, %any_four : (tensor<3x5x4xf32>, !tosa.shape<2>) -> tensor<15x4xf32>
  %c0 = tosa.reshape %z, %any_one_four : (tensor<?x4xi8>, !tosa.shape<3>) -> tensor<?x1x4xi8>
  %c1 = tosa.tile %c0, %five : (tensor<?x1x4xi8>, !tosa.shape<3>) -> tensor<?x5x4xi8>
  %c = tosa.reshape %c1, %any_four : (tensor<?x5x4xi8>, !tosa.shape<2>) -> tensor<?x4xi8>
  return %a, %b, %c : tensor<6x12xf32>, tensor<15x4xf32>, tensor<?x4xi8>
}
"""


def check_tosa(rows):
    x = np.arange(12, dtype=np.float32).reshape(3, 4)
    z = np.arange(4 * rows, dtype=np.int8).reshape(rows, 4)
    raising.check(TOSA, [x, z], [np.tile(x, (2, 3)), np.repeat(x, 5, axis=0),
                                 np.repeat(z, 5, axis=0)],
                  names=["rint.repeat ", "rint.repeat_interleave"], gone=["tosa.tile"])


for rows in 2, 0:
    check_tosa(rows)
for seed in range(8):
    check(seed, 8)
