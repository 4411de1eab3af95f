"""The examples of the page on PyTorch and JAX."""

import doctest
import pathlib

import pytest

pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("jax", reason="JAX is not installed")

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/python-frameworks.md"


def test_page():
    failed, tried = doctest.testfile(
        str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert failed == 0 and tried > 0
