#!/usr/bin/env bash
# Builds rint and runs all of its tests, each with a line of its own. Arguments go
# to ctest.

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}" "${test_packages[@]}"
build
say "Fetching torch-mlir, for whole programs of PyTorch and JAX"
scripts/fetch-torch-mlir.sh ||
  say "Without torch-mlir: the tests of whole programs are skipped"
say "Testing"
exec ctest --preset default --verbose "$@"
