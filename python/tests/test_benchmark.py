"""benchmarks/python.py checks values and writes its table; times are not looked at."""

import pathlib
import re
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "benchmarks/python.py"


def test_a_case(tmp_path):
    subprocess.run(
        [sys.executable, PROGRAM, "--cases=^(int8, r = 4|float32, counts), 10 el",
         "--turns=1", f"--output={tmp_path}"], check=True, capture_output=True)
    page = (tmp_path / "python.md").read_text()
    rows = re.findall(r"^\| (int8, r = 4|float32, counts)( †)? \|", page, re.MULTILINE)
    assert len(rows) == 2
    assert re.search(r"rint [0-9.]+ \(.*\), NumPy [0-9.]+", page)
