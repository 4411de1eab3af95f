"""Helpers for tests that drive rint-runner from Python."""

import os
import subprocess
import tempfile

RUNNER = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-runner")


class Scratch:
    """A directory with the module `test.mlir`, in which rint-runner runs."""

    def __init__(self, module=""):
        self._directory = tempfile.TemporaryDirectory()
        self.write(module)

    def path(self, name):
        return os.path.join(self._directory.name, name)

    def write(self, module):
        with open(self.path("test.mlir"), "w") as file:
            file.write(module)

    def run(self, *arguments, file="test.mlir", stdout=subprocess.PIPE, **options):
        return subprocess.run(
            [RUNNER, file, *arguments],
            cwd=self._directory.name,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def expect(self, stdout, *arguments, **options):
        """Runs the module and compares what it prints."""
        process = self.run(*arguments, **options)
        got = (process.returncode, process.stdout, process.stderr)
        assert got == (0, stdout, ""), f"{arguments}:\n got {got}\nwant {stdout!r}"

    def expect_error(self, line, *arguments, **options):
        """Expects status 1, nothing on stdout and one line on stderr."""
        process = self.run(*arguments, **options)
        got = (process.returncode, process.stdout, process.stderr)
        assert got == (1, "", line + "\n"), f"{arguments}:\n got {got}\nwant {line!r}"


def identity(type):
    """A module whose entry returns its argument."""
    return f"func.func @main(%x: {type}) -> {type} {{\n  return %x : {type}\n}}\n"
