# The documentation cannot fall behind the code: the examples of the specification
# and of the op definitions are read by rint-opt, and the specification's table of
# messages is that of Messages.def.
#
# RUN: %python %s %rint_src_root

import os
import re
import subprocess
import sys

from rint_messages import MESSAGES

ROOT = sys.argv[1]
INCLUDE = os.path.join(ROOT, "include", "rint", "Dialect", "Rint", "IR")

# What the fragments of the op definitions take for given.
VALUES = {
    "%x": "tensor<3xi64>", "%y": "tensor<?x4xf32>", "%z": "tensor<1x3xf32>",
    "%w": "tensor<3xf32>", "%r": "index", "%n": "index", "%rs": "tensor<3xi32>",
    "%ok": "i1", "%bytes": "index", "%s": "tensor<6xi64>", "%ls": "tensor<?xi64>",
    "%o": "tensor<4xindex>",
}
# Where an op's own example means others by the same names.
OWN_VALUES = {
    "offsets": {"%rs": "tensor<3xi64>", "%r": "tensor<?xi8>"},
    "repeat_indices": {"%rs": "tensor<4xi64>", "%o": "tensor<5xindex>"},
    "scan_repeats": {"%rs": "tensor<?xi32>", "%e": "tensor<?xindex>"},
    "expand_runs": {"%x": "tensor<?x4xf32>", "%o": "tensor<?xindex>", "%e": "tensor<?x4xf32>"},
    "reduce_segments": {"%x": "tensor<?x4xf32>", "%o": "tensor<?xindex>", "%e": "tensor<?x4xf32>"},
    "flat_view": {"%x": "memref<?x4xf32>", "%y": "memref<?xcomplex<f64>>"},
    "expand_indices": {"%o": "tensor<?xindex>", "%e": "tensor<?xi32>"},
}


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def blocks(text):
    """The mlir examples of a text, without their indentation."""
    return re.findall(r"^ *```mlir\n(.*?)^ *```", text, re.S | re.M)


def parse(name, code):
    """Returns what rint-opt has against the code, or nothing."""
    tool = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-opt")
    run = subprocess.run([tool], input=code, capture_output=True, text=True)
    return f"{name}: {run.stderr}\n{code}" if run.returncode else None


def wrap(op, code):
    """A function around a fragment, with the values that it uses as arguments."""
    if op.startswith(("scan", "expand", "reduce")):  # Once on tensors, then on memrefs.
        code = code.split("\nrint.", 1)[0] + "\n"
    values = VALUES | OWN_VALUES.get(op, {})
    defined = set(re.findall(r"(%\w+) =", code))
    used = [v for v in dict.fromkeys(re.findall(r"%\w+", code)) if v not in defined]
    arguments = ", ".join(f"{value}: {values[value]}" for value in used)
    return f"func.func @example({arguments}) {{\n{code}  return\n}}\n"


def check_op_definitions():
    text = "".join(
        read(INCLUDE, name) for name in sorted(os.listdir(INCLUDE)) if name.endswith("Ops.td")
    )
    for op, body in re.findall(r'^def Rint_\w+Op : Rint_\w+<"(\w+)"(.*?)^}', text, re.S | re.M):
        examples = blocks(body)
        if not examples:
            yield f"rint.{op} has no example"
        for code in examples:
            code = re.sub(r"^    ", "", code, flags=re.M)
            yield parse(f"rint.{op}", wrap(op, code))


def check_specification():
    text = read(ROOT, "docs", "specification.md")
    for code in blocks(text):
        yield parse("specification.md", code)
    messages = set(MESSAGES.values())
    documented = {
        (int(rule), message)
        for rule, message in re.findall(r"^\| C(\d+) \| (expected .*?) \|$", text, re.M)
    }
    documented |= {(0, message) for message in re.findall(r"`(expected \{0\}.*?)`", text)}
    for message in sorted(messages ^ documented):
        yield f"only in one of Messages.def and specification.md: {message}"


def main():
    reports = [*check_op_definitions(), *check_specification()]
    wrong = [report for report in reports if report]
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
