"""Which front a call goes to, and that no framework is imported for it."""

import subprocess
import sys
import types

import numpy as np
import pytest

import rint


def run(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True,
                          text=True, check=True).stdout.split()


def test_no_framework_is_imported():
    loaded = run(
        "import sys, numpy, rint\n"
        "rint.repeat_interleave(numpy.arange(3), 2)\n"
        "rint.repeat_interleave([1, 2], [1, 2])\n"
        "print(*sys.modules)")
    assert "rint" in loaded
    assert not {"torch", "jax", "jaxlib", "rint.torch", "rint.jax"} & set(loaded)


@pytest.mark.parametrize("framework, kind", [("torch", "Tensor"), ("jax", "Array")])
def test_arrays_of_a_framework_go_to_its_front(monkeypatch, framework, kind):
    """With stand-ins for the framework and its front."""
    array = type(kind, (), {})
    calls = []

    def record(name):
        def function(*arguments, **options):
            calls.append((name, arguments, options))
            return name
        return function

    front = types.ModuleType(f"rint.{framework}")
    for name in ("repeat_interleave", "repeat_indices", "offsets", "tile",
                 "segment_reduce"):
        setattr(front, name, record(name))
    stand_in = types.ModuleType(framework)
    setattr(stand_in, kind, array)
    monkeypatch.setitem(sys.modules, framework, stand_in)
    monkeypatch.setitem(sys.modules, f"rint.{framework}", front)
    monkeypatch.setattr(rint, framework, front, raising=False)

    x = array()
    assert rint.repeat_interleave(x, 2, 1, out=3) == "repeat_interleave"
    assert rint.repeat(x, 2, axis=1) == "repeat_interleave"
    assert rint.repeat_indices(x, output_size=4) == "repeat_indices"
    assert rint.offsets(x) == "offsets"
    assert rint.tile(x, 2) == "tile"
    assert rint.segment_reduce(x, offsets=5, kind="max") == "segment_reduce"
    unused = {"output_size": None, "offsets": None}
    assert calls == [
        ("repeat_interleave", (x, 2, 1), unused | {"out": 3}),
        ("repeat_interleave", (x, 2, 1), unused | {"out": None}),
        ("repeat_indices", (x,), {"output_size": 4, "dtype": None}),
        ("offsets", (x,), {}),
        ("tile", (x, 2), {}),
        ("segment_reduce", (x, None), {"offsets": 5, "kind": "max", "dim": 0}),
    ]
    # NumPy's arrays go where they went before.
    assert rint.repeat_interleave(np.arange(2), 1).tolist() == [0, 1]


def test_a_framework_that_is_being_imported_has_no_arrays(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", types.ModuleType("torch"))
    assert rint.repeat_interleave([1], 2).tolist() == [1, 1]


def test_other_names_are_unknown():
    with pytest.raises(AttributeError, match="no attribute 'tensorflow'"):
        rint.tensorflow


def test_the_configuration():
    config = rint.show_config("dicts")
    assert config["version"] == rint.__version__
    assert config["kernels"]
    printed = run("import rint; rint.show_config()")
    assert f"{config['version']}" in printed
