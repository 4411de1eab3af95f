# The example of many processes: the parts of 1, 2 and 4 of them make the result of
# NumPy, a bad count on one of them ends all, and its README says what is printed.
#
# REQUIRES: mpi
# UNSUPPORTED: sanitizer
# RUN: %python %s %rint_src_root

import os
import re
import subprocess
import sys
import tempfile

import numpy as np

EXAMPLE = os.path.join(sys.argv[1], "examples", "spmd")
TOOLS = os.environ["RINT_TOOLS_DIR"]

# Tests may run as root, and on fewer cores than processes.
os.environ.update(
    OMPI_ALLOW_RUN_AS_ROOT="1",
    OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
    OMPI_MCA_rmaps_base_oversubscribe="1",
    OMPI_MCA_mpi_yield_when_idle="1",
    PATH=os.pathsep.join([TOOLS, os.environ["PATH"]]),
)


def run(command, directory):
    return subprocess.run(
        command, shell=True, cwd=directory, capture_output=True, text=True, timeout=300
    )


def check_readme(directory):
    """`...` stands for what mpirun has to say."""
    with open(os.path.join(EXAMPLE, "README.md"), encoding="utf-8") as file:
        blocks = re.findall(r"^```console\n(.*?)^```$", file.read(), re.M | re.S)
    commands = 0
    for command, wanted in re.findall(r"^\$ (.*)\n((?:[^$].*\n)*)", "".join(blocks), re.M):
        result = run(command, directory)
        if wanted.endswith("...\n"):
            assert result.returncode != 0, result
            assert result.stderr.startswith(wanted[: -len("...\n")]), result
        else:
            assert (result.returncode, result.stderr) == (0, ""), result
            assert result.stdout == wanted, result
        commands += 1
    assert commands == 6, f"expected the README to have 6 commands, but got {commands}"


def check_parts(directory, processes):
    rng = np.random.default_rng(processes)
    x = rng.standard_normal(1003).astype(np.float32)
    # The first processes make nothing, and the last ones most.
    repeats = np.concatenate([np.zeros(300, np.int64), rng.integers(0, 9, 703)])
    np.save(os.path.join(directory, "x.npy"), x)
    np.save(os.path.join(directory, "repeats.npy"), repeats)
    outputs = " ".join(
        f"--output=@{name}-$OMPI_COMM_WORLD_RANK.npy" for name in ("part", "begin", "total")
    )
    result = run(
        f"mpirun -n {processes} sh -c 'rint-runner repeat.mlir"
        f" --shared-libs=./libspmd.so --input=@x.npy --input=@repeats.npy {outputs}'",
        directory,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", ""), result

    want = np.repeat(x, repeats)
    covered = 0
    for rank in range(processes):
        part, begin, total = (
            np.load(os.path.join(directory, f"{name}-{rank}.npy"))
            for name in ("part", "begin", "total")
        )
        assert begin == covered and total == len(want), (rank, begin, total)
        np.testing.assert_array_equal(part, want[begin : begin + len(part)])
        covered += len(part)
    assert covered == len(want)


with tempfile.TemporaryDirectory() as directory:
    for name in ("repeat.mlir", "spmd.c"):
        os.symlink(os.path.join(EXAMPLE, name), os.path.join(directory, name))
    check_readme(directory)
    for processes in (1, 2, 4):
        check_parts(directory, processes)
