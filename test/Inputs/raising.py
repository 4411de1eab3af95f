"""Helpers for tests of passes that raise what frontends write to rint ops: the
program runs as it is and raised, and both have to print the oracle's values."""

import os
import re
import subprocess

import numpy as np

import runner

OPT = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-opt")


def opt(text, *passes):
    """The module after `passes`."""
    process = subprocess.run([OPT, "-", *passes], input=text, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr[-3000:] + text
    return process.stdout


def raise_linalg(text):
    return opt(text, "--allow-unregistered-dialect", "--convert-linalg-to-rint")


def run(text, arguments, count):
    """The `count` results of the module for NumPy arrays and specifications; a
    string that is the error where the run ends in one."""
    scratch = runner.Scratch(text)
    specs = []
    for i, argument in enumerate(arguments):
        if isinstance(argument, np.ndarray):
            np.save(scratch.path(f"{i}.npy"), argument)
            argument = f"@{i}.npy"
        specs.append(f"--input={argument}")
    outputs = [f"out{i}.npy" for i in range(count)]
    process = scratch.run(*specs, *(f"--output=@{path}" for path in outputs))
    if process.returncode:
        assert process.returncode == 1, (process, text)
        return process.stderr
    return [np.load(scratch.path(path)) for path in outputs]


def batch(text, count):
    """The module with a main function that calls the one of `text` `count` times,
    for as many sets of arguments: running it once takes less time."""
    arguments, result = re.search(r"@main\((.*)\) -> (.*) {", text).groups()
    types = [a.split(": ", 1)[1] for a in arguments.split(", %")]
    names = [[f"%a{i}_{j}" for j in range(len(types))] for i in range(count)]
    outer = ", ".join(f"{n}: {t}" for call in names for n, t in zip(call, types))
    calls = "".join(
        f"  %r{i} = call @once({', '.join(call)}) : ({', '.join(types)}) -> {result}\n"
        for i, call in enumerate(names))
    results = ", ".join([result] * count)
    return (text.replace("func.func @main", "func.func private @once")
            + f"func.func @main({outer}) -> ({results}) {{\n{calls}  return "
            + ", ".join(f"%r{i}" for i in range(count)) + f" : {results}\n}}\n")


def check_all(text, calls, **options):
    """Checks `text` for `calls`, pairs of arguments and the expected result."""
    arguments = [argument for call, _ in calls for argument in call]
    check(batch(text, len(calls)), arguments, [want for _, want in calls], **options)


def check(text, arguments, expected, *, names=(), gone=(), before=True,
          raised=None):
    """Both `text` and what raising makes of it return `expected`. `names` are ops
    that the raised text has, `gone` what it has not. `before` is false for text that cannot run as it is."""
    raised = raised or raise_linalg(text)
    for name in names:
        assert name in raised, f"expected {name} in\n{raised}"
    for name in gone:
        assert name not in raised, f"expected no {name} in\n{raised}"
    for program in [text] * before + [raised]:
        got = run(program, arguments, len(expected))
        assert not isinstance(got, str), got + program
        for i, (have, want) in enumerate(zip(got, expected)):
            assert have.shape == want.shape and np.array_equal(have, want), (
                f"result {i} of {[str(a) for a in arguments]}:\n got {have}\n"
                f"want {want}\n{program}")
