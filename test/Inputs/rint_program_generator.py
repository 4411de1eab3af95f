"""Draws random programs; see rint_programs.py. The parts are in rint_draw*.py."""

from rint_draw import SOME, Kept, Scope
from rint_draw_control import ControlFlow
from rint_draw_elements import ElementOps
from rint_draw_rint import RintOps
from rint_draw_shapes import ShapeOps
from rint_programs import Function, Program, RuleBroken, Undefined, Value

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


class ProgramGenerator(RintOps, ElementOps, ShapeOps, ControlFlow):
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

    def draw_statement(self, depth):
        ways = ["rint"] * 8 + [
            "elementwise", "elementwise", "slice", "slice", "insert", "concat",
            "collapse", "expand", "pad", "generate", "transpose", "reduce", "select",
            "select_counts", "vector", "cast", "extract", "convert", "broadcast",
            "reuse_as_counts"] + ["repeat_parts"] * 3
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
