"""The examples of the documentation, and the stubs."""

import doctest
import importlib.util
import pathlib
import subprocess
import sys

import pytest

import rint
import rint._config

PYTHON = pathlib.Path(__file__).resolve().parents[1]
PAGE = PYTHON.parent / "docs/python.md"


@pytest.mark.parametrize("module", [rint, rint._config], ids=lambda m: m.__name__)
def test_docstrings(module):
    failed, tried = doctest.testmod(module, extraglobs={"rint": rint})
    assert failed == 0 and tried > 0


def test_page():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert failed == 0 and tried > 0


def test_every_function_is_documented():
    page = PAGE.read_text()
    for name in rint.__all__:
        assert getattr(rint, name).__doc__
        assert f"{name}(" in page


def test_stubs():
    if not importlib.util.find_spec("mypy"):
        pytest.skip("mypy is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "rint",
         "--mypy-config-file", PYTHON / "pyproject.toml",
         "--allowlist", PYTHON / "tests/stubtest-allowlist.txt",
         "--ignore-unused-allowlist"],
        capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
