#!/usr/bin/env bash
# Fetches torch-mlir's tool, torch-mlir-opt, which lowers the text of PyTorch's and
# JAX's importers to linalg (docs/frontends.md). It comes from the wheel on PyPI, 80
# MB, and needs neither torch nor JAX. Nothing of rint's is built with it, and the
# tests that use it are skipped where it is not there.
#
#   scripts/fetch-torch-mlir.sh [DIRECTORY]       default: build/torch-mlir

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly version=20261001
readonly directory=${1:-build/torch-mlir}
readonly tool=$directory/torch_mlir/_mlir_libs/torch-mlir-opt

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

if [[ ! -x $tool ]]; then
  mkdir -p "$directory"
  # The tool is the same for every Python; one that the wheel exists for is named.
  python3 -m pip download --quiet --no-deps --dest "$directory" \
    --only-binary=:all: --python-version 3.11 --implementation cp \
    --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 \
    "torch-mlir==$version" ||
    fail "expected to download torch-mlir $version with 'python3 -m pip', but got" \
      "the error above"
  python3 -m zipfile -e "$directory"/torch_mlir-*.whl "$directory"
  rm "$directory"/torch_mlir-*.whl
  chmod +x "$tool"
fi
"$tool" --version >/dev/null || fail "expected $tool to run, but it failed"
printf '%s\n' "$tool"
