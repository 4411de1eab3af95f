"""The tutorial in Python beside the tutorial in MLIR: examples/tutorial/*.mlir.

Each example has a call for every result, in lines that begin with PYTHON. What
they return has to be what rint-runner prints.
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess

import numpy as np
import pytest

import rint
from conftest import same_bits

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples/tutorial").glob("*.mlir"))
RUNNER = (
    os.environ.get("RINT_RUNNER")
    or shutil.which("rint-runner")
    or shutil.which(ROOT / "build/bin/rint-runner")
)
NAMES = {"true": True, "false": False, "inf": np.inf, "nan": np.nan}
KINDS = {"i1": "bool", "index": "int64", "f32": "float32", "f64": "float64"}


def read_array(line):
    """What `rint-runner` prints for a tensor: 2x2xi64=[[1, 2], [3, 4]]."""
    declared, values = line.split("=", 1)
    *shape, kind = declared.split("x") if "index" not in declared else (
        *declared.removesuffix("xindex").split("x"), "index")
    kind = KINDS.get(kind, kind.replace("i", "int"))
    return np.array(eval(values, NAMES), kind).reshape([int(size) for size in shape])


def lines_of(example, tag):
    text = example.read_text()
    return re.findall(rf"^// {tag}: (.*)$", text, re.MULTILINE)


def run_mlir(example):
    """The results, or the text of the error, of each command of an example."""
    for line in lines_of(example, "RUN"):
        command = line.split(" | ")[0].removesuffix(" 2>&1").removeprefix("not ")
        arguments = shlex.split(command.replace("%s", str(example)))
        done = subprocess.run([RUNNER, *arguments[1:]], capture_output=True, text=True)
        if done.returncode:
            yield done.stderr.splitlines()[0].split(" op ", 1)[1]
        else:
            yield from map(read_array, done.stdout.splitlines())


def run_python(example):
    names = {"np": np, "rint": rint}
    for line in lines_of(example, "PYTHON"):
        *statements, expression = line.split("; ")
        exec("\n".join(statements), names)
        try:
            yield eval(expression, names)
        except ValueError as error:
            yield str(error)


def test_there_is_a_tutorial():
    assert len(EXAMPLES) > 15


@pytest.mark.skipif(not RUNNER, reason="rint-runner is not on the path or in build/bin")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_example(example):
    got, want = list(run_python(example)), list(run_mlir(example))
    assert len(got) == len(want)
    for ours, theirs in zip(got, want):
        if isinstance(theirs, str):
            assert ours == theirs
        else:
            assert same_bits(ours, theirs)
