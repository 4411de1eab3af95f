"""Random calls of the rint ops, and what they must come to.

`Generator` draws a call; `Call.text` writes it as a function; `Call.expect` says
what the specification and NumPy make of it: an array, or the rules it breaks.
Everything is drawn from one seed.
"""

import re

import numpy as np

from rint_elements import (
    COUNT_TYPES,
    ELEMENTS,
    from_integers,
    literal,
    random_bits,
    size_in_bytes,
    tensor_type,
)

MAX63 = 2**63 - 1
#: What checking-allocator.ll calls all of memory.
MEMORY = 2**32
LARGEST_RESULT = 1 << 14

ERROR = re.compile(r"^(.*):(\d+):(\d+): error: '(rint\.\w+)' op (.*)$")


def names_negative(counts, message):
    """Whether a message of C5 names the first negative count and its value."""
    at = next(i for i, count in enumerate(counts) if count < 0)
    shown = max(counts[at], -(2**63))
    place = re.search(r"\[(\d+)\]", message)
    return (not place or int(place.group(1)) == at) and message.endswith(
        "but got %d" % shown
    )


class Tensor:
    """A tensor operand: its value, and how it comes to the op."""

    def __init__(self, element, array, origin, mask, hidden):
        self.element, self.array = element, array
        self.origin = origin  # "argument" or "constant"
        self.mask = mask  # Which extents are static where the op sees it.
        self.hidden = hidden  # Whether a cast stands in between.

    @property
    def type(self):
        return tensor_type(
            [n if s else None for n, s in zip(self.array.shape, self.mask)],
            self.element,
        )

    @property
    def full_type(self):
        return tensor_type(self.array.shape, self.element)


class Writer:
    """Writes the body of a function and keeps its arguments."""

    def __init__(self):
        self.parameters, self.arguments, self.lines = [], [], []

    def argument(self, type_, value):
        name = "%%a%d" % len(self.parameters)
        self.parameters.append("%s: %s" % (name, type_))
        self.arguments.append(value)
        return name

    def op(self, text):
        name = "%%v%d" % len(self.lines)
        self.lines.append("%s = %s" % (name, text))
        return name

    def tensor(self, tensor):
        if tensor.origin == "constant":
            text = literal(tensor.element, tensor.array)
            name = self.op("arith.constant %s : %s" % (text, tensor.full_type))
            before = tensor.full_type
        else:
            before = tensor.full_type if tensor.hidden else tensor.type
            name = self.argument(before, tensor.array)
        if before != tensor.type:
            cast = "tensor.cast %s : %s to %s" % (name, before, tensor.type)
            name = self.op(cast)
        return name

    def index(self, value, origin):
        if origin == "constant":
            return self.op("arith.constant %d : index" % value)
        return self.argument("index", int(value))


class Call:
    """One call of one op. `broken` lists broken rules, lowest first."""

    def __init__(self):
        self.kind = None
        self.source = None
        self.form = None  # literal, list, scalar, tensor, offsets
        self.counts = []  # As Python integers.
        self.count_type = None
        self.counts_operand = None  # A Tensor, for the forms that have one.
        self.count_origin = "argument"
        self.dim = None
        self.output_size = None  # (value, "literal" | "constant" | "argument")
        self.result_element = None
        self.result_shape = None  # As declared.
        self.guard = None  # None, True or False: in a branch, taken or not.
        self.returns_dim = False
        self.broken = []
        self.is_left_to_machine = False
        self.value = self.shape = None  # The bytes and the shape of the result.

    # What the specification says.

    def expect(self):
        getattr(self, "expect_" + self.kind)()

    def break_rule(self, rule):
        if rule not in self.broken:
            self.broken.append(rule)

    def total_of(self, counts, slices):
        """C3 to C6 of counts for `slices` slices; None if there is no total."""
        if len(counts) not in (1, slices) and self.form in ("list", "tensor"):
            self.break_rule(3)
        if self.count_type and self.count_type not in COUNT_TYPES:
            self.break_rule(4)
        if any(count < 0 for count in counts):
            self.break_rule(5)
        total = sum(counts)
        if total > MAX63:
            self.break_rule(6)
        if len(counts) == 1:
            total *= slices
        if total > MAX63:
            self.break_rule(6)
        return None if self.broken else total

    def check_bytes(self, shape, element):
        elements = int(np.prod([int(n) for n in shape], dtype=object))
        if elements * size_in_bytes(element) > MEMORY:
            self.break_rule(6)
            # Only the machine knows how much memory there is.
            self.is_left_to_machine |= elements * size_in_bytes(element) <= MAX63

    def check_output_size(self, total):
        if self.output_size and self.output_size[0] != total:
            self.break_rule(7)

    def check_result(self, shape, element):
        if element is not None and self.result_element != element:
            self.break_rule(8)
        if len(self.result_shape) != len(shape):
            self.break_rule(8)
        elif any(d not in (None, n) for d, n in zip(self.result_shape, shape)):
            self.break_rule(8)

    def check_offsets(self, slices):
        offsets = self.counts
        if slices is not None and len(offsets) != slices + 1:
            self.break_rule(9)
        if not offsets or offsets[0] != 0:
            self.break_rule(9)
        if any(b < a for a, b in zip(offsets, offsets[1:])):
            self.break_rule(9)

    def expect_repeat_interleave(self):
        array = self.source.array
        if self.counts_operand and self.counts_operand.array.ndim > 1:
            self.break_rule(1)
        rank = array.ndim
        if self.dim is not None and not -rank <= self.dim < rank:
            self.break_rule(2)
        if self.broken:
            return
        slices = array.size if self.dim is None else array.shape[self.dim]
        if self.form == "offsets":
            total = max(self.counts[-1], 0) if self.counts else 0
        else:
            total = self.total_of(self.counts, slices)
        if total is None:
            return
        shape = [total] if self.dim is None else list(array.shape)
        shape[self.dim or 0] = total
        self.check_bytes(shape, self.source.element)
        self.check_output_size(total)
        self.check_result(shape, self.source.element)
        if self.form == "offsets":
            self.check_offsets(slices)
        counts = self.per_slice(slices)
        self.succeed(shape, lambda: np.repeat(array, counts, axis=self.dim))

    def succeed(self, shape, compute):
        """Notes the result if no rule is broken. NumPy takes its time for empty
        ones with large extents, so it is not asked for those."""
        if self.broken:
            return
        self.value = b""
        self.shape = tuple(shape)
        if 0 not in shape:
            array = compute()
            assert array.shape == self.shape
            self.value = array.tobytes()

    def per_slice(self, slices):
        if self.broken:
            return None
        if self.form == "offsets":
            return np.diff(np.array(self.counts, np.int64))
        counts = np.array(self.counts, np.int64)
        return np.broadcast_to(counts, (slices,)) if slices else counts[:0]

    def expect_repeat_indices(self):
        if self.form in ("literal", "scalar"):
            self.break_rule(1)
        if self.counts_operand and self.counts_operand.array.ndim != 1:
            self.break_rule(1)
        if self.broken:
            return
        if self.form == "offsets":
            total = max(self.counts[-1], 0) if self.counts else 0
            slices = max(len(self.counts) - 1, 0)
        else:
            slices = len(self.counts)
            total = self.total_of(self.counts, slices)
        if total is None:
            return
        is_integer = self.result_element in COUNT_TYPES
        self.check_bytes([total], self.result_element)
        self.check_output_size(total)
        self.check_result([total], None)
        if self.form == "offsets":
            self.check_offsets(None)
        if not is_integer or slices - 1 > COUNT_TYPES[self.result_element][1]:
            self.break_rule(11)
        counts = self.per_slice(slices)
        element = self.result_element
        self.succeed(
            [total],
            lambda: from_integers(element, np.repeat(np.arange(slices), counts)),
        )

    def expect_offsets(self):
        if self.form in ("literal", "scalar"):
            self.break_rule(1)
        if self.counts_operand and self.counts_operand.array.ndim != 1:
            self.break_rule(1)
        if self.broken:
            return
        if self.total_of(self.counts, len(self.counts)) is None:
            return
        shape = [len(self.counts) + 1]
        self.check_result(shape, None)
        sums = np.cumsum([0] + self.counts)
        self.succeed(shape, lambda: from_integers("index", sums))

    def expect_repeat(self):
        array = self.source.array
        if any(count < 0 for count in self.counts):
            self.break_rule(5)
        if len(self.counts) < array.ndim:
            self.break_rule(10)
        if self.broken:
            return
        added = len(self.counts) - array.ndim
        extents = (1,) * added + array.shape
        shape = [n * r for n, r in zip(extents, self.counts)]
        if any(size > MAX63 for size in shape):
            self.break_rule(6)
        self.check_bytes(shape, self.source.element)
        self.check_result(shape, self.source.element)
        self.succeed(
            shape, lambda: np.tile(array.reshape(extents), self.counts)
        )

    # How it is written.

    def is_decided(self):
        """Whether the verifier has all there is to know."""
        if self.is_left_to_machine:
            return False
        if self.source is not None and not all(self.source.mask):
            return False
        if self.output_size and self.output_size[1] != "literal":
            return False
        if self.kind == "repeat":
            return self.count_origin == "literal"
        return self.form in ("literal", "list")

    def write_counts(self, writer):
        if self.form == "literal":
            return "repeats(%d)" % self.counts[0]
        if self.form == "list":
            return "repeats([%s])" % ", ".join(map(str, self.counts))
        operand = self.counts_operand
        if self.form == "offsets":
            return "offsets(%s : %s)" % (writer.tensor(operand), operand.type)
        if self.form == "tensor":
            return "repeats(%s : %s)" % (writer.tensor(operand), operand.type)
        if self.count_type == "index":
            name = writer.index(self.counts[0], self.count_origin)
        else:
            name = writer.tensor(operand)
            name = writer.op("tensor.extract %s[] : %s" % (name, operand.type))
        return "repeats(%s : %s)" % (name, self.count_type)

    def write_op(self, writer):
        result = tensor_type(self.result_shape, self.result_element)
        if self.kind == "repeat":
            source = writer.tensor(self.source)
            counts = [
                str(count)
                if self.count_origin == "literal"
                else writer.index(count, self.count_origin)
                for count in self.counts
            ]
            text = "rint.repeat %s counts(%s)" % (source, ", ".join(counts))
            return text + " : %s -> %s" % (self.source.type, result), result
        text = "rint." + self.kind
        if self.source is not None:
            text += " " + writer.tensor(self.source)
        text += " " + self.write_counts(writer)
        if self.dim is not None:
            text += " dim(%d)" % self.dim
        if self.output_size:
            value, origin = self.output_size
            stated = (
                str(value) if origin == "literal" else writer.index(value, origin)
            )
            text += " output_size(%s)" % stated
        if self.source is not None:
            return text + " : %s -> %s" % (self.source.type, result), result
        return text + " : " + result, result

    def write(self, name):
        """The text of a function; sets `arguments` and `results`."""
        writer = Writer()
        text, result = self.write_op(writer)
        returned, types = [], [result]
        if self.guard is None:
            returned.append(writer.op(text))
        else:
            returned.append(self.write_guarded(writer, text, result))
        self.results = [(len(self.result_shape), self.result_element)]
        if self.returns_dim and self.result_shape:
            last = writer.op("arith.constant %d : index" % (len(self.result_shape) - 1))
            dim = "tensor.dim %s, %s : %s" % (returned[0], last, result)
            returned.append(writer.op(dim))
            types.append("index")
            self.results.append(None)
        self.arguments = writer.arguments
        lines = ["func.func @%s(%s) -> (%s) {" % (
            name, ", ".join(writer.parameters), ", ".join(types))]
        lines += ["  " + line for line in writer.lines]
        lines += ["  return %s : %s" % (", ".join(returned), ", ".join(types)), "}"]
        return "\n".join(lines) + "\n"

    def write_guarded(self, writer, text, result):
        flag = writer.argument("index", int(self.guard))
        zero = writer.op("arith.constant 0 : index")
        taken = writer.op("arith.cmpi ne, %s, %s : index" % (flag, zero))
        dynamic = [zero for size in self.result_shape if size is None]
        empty = "tensor.empty(%s) : %s" % (", ".join(dynamic), result)
        return writer.op(
            "scf.if %s -> (%s) {\n    %%then = %s\n    scf.yield %%then : %s\n"
            "  } else {\n    %%else = %s\n    scf.yield %%else : %s\n  }"
            % (taken, result, text, result, empty, result)
        )


class Generator:
    def __init__(self, seed, bad_share=0.25):
        self.rng = np.random.default_rng(seed)
        self.bad_share = bad_share

    def chance(self, probability):
        return self.rng.random() < probability

    def pick(self, *choices):
        return choices[self.rng.integers(len(choices))]

    def integer(self, low, high):
        """A number in [low, high]."""
        return int(self.rng.integers(low, high + 1))

    def call(self):
        call = Call()
        call.kind = self.pick(
            *["repeat_interleave"] * 6, "repeat_indices", "offsets", *["repeat"] * 2
        )
        getattr(self, "draw_" + call.kind)(call)
        call.guard = self.pick(None, None, None, True, False)
        call.returns_dim = self.chance(0.2)
        if self.chance(self.bad_share):
            self.spoil(call)
        self.declare(call)
        if any((size or 0) > LARGEST_RESULT for size in call.result_shape):
            call.guard = None  # The other branch could not make a tensor of it.
        call.expect()
        return call

    # Operands.

    def mask(self, rank):
        style = self.pick("static", "dynamic", "mixed")
        if style == "mixed":
            return [self.chance(0.5) for _ in range(rank)]
        return [style == "static"] * rank

    def tensor(self, element, array, constants=0.2):
        small = array.size <= 64
        origin = "constant" if small and self.chance(constants) else "argument"
        return Tensor(
            element, array, origin, self.mask(array.ndim), self.chance(0.3)
        )

    def draw_source(self, call, max_rank=5):
        rank = self.integer(0, max_rank)
        shape = [self.pick(0, 1, 1, 2, 3, 4, 5, 7) if self.chance(0.1)
                 else self.integer(1, 5) for _ in range(rank)]
        if rank == 1 and self.chance(0.3):
            shape = [self.integer(0, 300)]
        element = self.pick(*ELEMENTS)
        bits = random_bits(self.rng, element, shape)
        call.source = self.tensor(element, bits)

    def draw_counts(self, slices, most):
        """`slices` counts with a total of about `most` at the largest."""
        skew = self.pick("small", "zipf", "giant", "one", "zero", "same")
        if skew == "small":
            return [self.integer(0, 4) for _ in range(slices)]
        if skew == "zipf":
            drawn = self.rng.zipf(1.5, slices)
            return [int(min(n - 1, max(most // max(slices, 1), 1))) for n in drawn]
        counts = [0] * slices
        if skew == "same":
            return [self.integer(0, 5)] * slices
        if slices and skew in ("giant", "one"):
            large = max(most // 2, 1) if skew == "giant" else 1
            counts[self.integer(0, slices - 1)] = large
            if skew == "giant":
                counts = [max(c, self.integer(0, 2)) for c in counts]
        return counts

    def clamp(self, counts, type_):
        return [min(count, COUNT_TYPES[type_][1]) for count in counts]

    def counts_tensor(self, call, counts, rank=1):
        array = from_integers(call.count_type, counts, () if rank == 0 else None)
        return self.tensor(call.count_type, array, constants=0.25)

    def draw_clause(self, call, slices, copies, vector_only=False):
        """`copies`: how many elements a slice has."""
        most = max(LARGEST_RESULT // max(copies, 1), 4)
        call.form = self.pick("list", "tensor", "tensor", "tensor", "offsets")
        if not vector_only and self.chance(0.4):
            call.form = self.pick("literal", "scalar", "tensor0", "tensor1", "list1")
        if call.form == "list" and slices > 40:
            call.form = "tensor"
        if call.form in ("literal", "scalar", "tensor0", "tensor1", "list1"):
            limit = min(9, max(most // max(slices, 1), 1))
            call.counts = [self.pick(0, 1, self.integer(0, limit))]
        else:
            call.counts = self.draw_counts(slices, most)
        if call.form == "list1":
            call.form = "list"
        elif call.form == "offsets":
            call.count_type = "index"
            call.counts = [0] + [int(n) for n in np.cumsum(call.counts)]
            call.counts_operand = self.counts_tensor(call, call.counts)
        elif call.form not in ("literal", "list"):
            call.count_type = self.pick(*COUNT_TYPES)
            call.counts = self.clamp(call.counts, call.count_type)
            call.count_origin = self.pick("argument", "argument", "constant")
            rank = 0 if call.form in ("scalar", "tensor0") else 1
            call.counts_operand = self.counts_tensor(call, call.counts, rank)
            if call.form in ("tensor0", "tensor1"):
                call.form = "tensor"

    def draw_output_size(self, call, total):
        if call.form != "offsets" and self.chance(0.3):
            origin = self.pick("literal", "constant", "argument")
            call.output_size = (total, origin)

    def draw_repeat_interleave(self, call):
        self.draw_source(call)
        array = call.source.array
        if array.ndim and self.chance(0.75):
            call.dim = self.integer(-array.ndim, array.ndim - 1)
        slices = array.size if call.dim is None else array.shape[call.dim]
        copies = array.size // slices if slices else 1
        self.draw_clause(call, slices, copies)
        call.result_element = call.source.element
        self.draw_output_size(call, self.total(call, slices))

    def total(self, call, slices):
        if call.form == "offsets":
            return call.counts[-1]
        return sum(call.counts) * (slices if len(call.counts) == 1 else 1)

    def draw_repeat_indices(self, call):
        slices = self.pick(self.integer(0, 8), self.integer(0, 200))
        self.draw_clause(call, slices, 1, vector_only=True)
        fitting = [t for t, (_, most) in COUNT_TYPES.items() if slices - 1 <= most]
        call.result_element = self.pick(*fitting)
        self.draw_output_size(call, self.total(call, slices))

    def draw_offsets(self, call):
        slices = self.pick(self.integer(0, 8), self.integer(0, 200))
        self.draw_clause(call, slices, 1, vector_only=True)
        while call.form == "offsets":
            self.draw_clause(call, slices, 1, vector_only=True)
        call.result_element = "index"

    def draw_repeat(self, call):
        self.draw_source(call, max_rank=4)
        added = self.pick(0, 0, 1, 2)
        rank = call.source.array.ndim + added
        call.counts = [self.pick(0, 1, 1, 2, 3) if self.chance(0.5)
                       else self.integer(1, 3) for _ in range(rank)]
        call.count_origin = self.pick("literal", "constant", "argument")
        call.result_element = call.source.element

    # Bad input.

    def spoil(self, call):
        ways = [self.spoil_counts, self.spoil_counts, self.spoil_huge]
        if call.kind in ("repeat_interleave", "repeat_indices"):
            ways.append(self.spoil_output_size)
        if call.kind == "repeat_interleave":
            ways += [self.spoil_dim, self.spoil_rank]
        if call.kind != "repeat":
            ways.append(self.spoil_length)
        for _ in range(self.pick(1, 1, 2)):
            self.pick(*ways)(call)

    def replace_counts(self, call, counts):
        call.counts = counts
        if call.counts_operand is not None:
            old = call.counts_operand
            rank = min(old.array.ndim, 1)
            array = from_integers(call.count_type, counts, () if rank == 0 else None)
            call.counts_operand = Tensor(
                old.element, array, old.origin, old.mask[:rank], old.hidden
            )

    def range_of_counts(self, call):
        if call.count_type in COUNT_TYPES:
            return COUNT_TYPES[call.count_type]
        return COUNT_TYPES["i64"]

    def spoil_counts(self, call):
        low, _ = self.range_of_counts(call)
        if not call.counts:
            return
        counts = list(call.counts)
        at = self.integer(0, len(counts) - 1)
        counts[at] = self.pick(low, -1, -1) if low < 0 else counts[at]
        if call.form in ("literal", "list") or call.kind == "repeat":
            # The parser refuses the smallest number by itself.
            counts[at] = max(counts[at], low + 1)
        if low < 0 and self.chance(0.3) and len(counts) > 1:
            counts[at - 1] = 1 if self.chance(0.5) else counts[at - 1]
        self.replace_counts(call, counts)

    def spoil_huge(self, call):
        _, high = self.range_of_counts(call)
        if not call.counts or high < 2**40:
            return
        counts = list(call.counts)
        huge = self.pick(high, 2**62, 2**40, MAX63)
        at = self.integer(0, len(counts) - 1)
        if call.form == "offsets":
            at = len(counts) - 1
        counts[at] = min(huge, high)
        if len(counts) > 1 and self.chance(0.3) and call.form != "offsets":
            counts[at - 1] = min(huge, high)
        self.replace_counts(call, counts)

    def spoil_output_size(self, call):
        if call.form == "offsets" or not call.counts:
            return
        value = self.pick(-1, 0, sum(call.counts) + 1, 2**62, -(2**63) + 1)
        value = max(min(value, MAX63), -MAX63)
        call.output_size = (value, self.pick("literal", "constant", "argument"))

    def spoil_dim(self, call):
        rank = call.source.array.ndim
        call.dim = self.pick(rank, -rank - 1, 2**40, -(2**62))

    def spoil_rank(self, call):
        if call.form == "tensor":
            array = call.counts_operand.array
            array = array.reshape(self.pick((1, array.size), (array.size, 1, 1)))
            call.counts_operand = self.tensor(call.count_type, array)

    def spoil_length(self, call):
        counts = list(call.counts)
        if call.form in ("literal", "scalar"):
            return
        if call.counts_operand is not None and call.counts_operand.array.ndim != 1:
            return
        if counts and self.chance(0.5):
            counts.pop()
        elif call.kind in ("repeat_interleave",) or call.form != "offsets":
            counts.append(counts[-1] if call.form == "offsets" and counts else 1)
        self.replace_counts(call, counts)

    # The declared result.

    def true_shape(self, call):
        """The shape of the result, with None where there is none."""
        def limited(size):
            return size if 0 <= size <= MAX63 else None

        if call.kind == "repeat":
            added = max(len(call.counts) - call.source.array.ndim, 0)
            extents = (1,) * added + call.source.array.shape
            return [limited(n * r) for n, r in zip(extents, call.counts)]
        if call.kind == "offsets":
            return [len(call.counts) + 1]
        if call.kind == "repeat_indices":
            slices = len(call.counts)
            return [limited(self.total(call, slices)) if call.counts else 0]
        array = call.source.array
        if call.dim is None:
            slices = array.size
        elif -array.ndim <= call.dim < array.ndim:
            slices = array.shape[call.dim]
        else:
            return [None] * max(array.ndim, 1)
        total = limited(self.total(call, slices)) if call.counts else None
        shape = [total] if call.dim is None else list(array.shape)
        shape[call.dim or 0] = total
        return shape

    def declare(self, call):
        shape = self.true_shape(call)
        mask = self.mask(len(shape))
        call.result_shape = [n if s else None for n, s in zip(shape, mask)]
        if self.chance(self.bad_share * 0.15) and shape:
            at = self.integer(0, len(shape) - 1)
            call.result_shape[at] = (shape[at] or 0) + 1
            if call.result_shape[at] > MAX63:
                call.result_shape[at] = 5
        if call.kind == "repeat_indices" and self.chance(self.bad_share * 0.3):
            call.result_element = self.pick("i1", "i4", "i8", "ui8", "f32")
