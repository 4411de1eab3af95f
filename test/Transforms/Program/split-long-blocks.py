"""A long block ends behind each check and each op with regions; a short one stays.

RUN: %python %s
"""

import rint_native

OPS = """  rint.check %k, "no"
  %r{0} = scf.if %k -> (index) {{
    scf.yield %x : index
  }} else {{
    scf.yield %y : index
  }}
  %b{0} = rint.fits_memory %x
  %s{0} = arith.addi %x, %r{0} : index
"""


def split(count):
    """Blocks of the function, and the ops that stand before a branch."""
    text = "func.func @f(%k: i1, %x: index, %y: index) {\n" + "".join(
        OPS.format(i) for i in range(count)) + "  return\n}\n"
    lines = rint_native.check_tool(["rint-opt", "--rint-split-long-blocks"], text)
    lines = [line.strip() for line in lines.splitlines()]
    before = [lines[i - 1] for i, line in enumerate(lines) if "cf.br" in line]
    return sum(line.startswith("^bb") for line in lines), before


assert split(100) == (0, [])
blocks, before = split(200)
assert blocks == 600, blocks
assert all(line.startswith(("rint.check", "}")) or "rint.fits_memory" in line
           for line in before), before
