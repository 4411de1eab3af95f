#!/usr/bin/env bash
# Builds rint and runs clang-tidy over its C++ files, or over those whose path
# matches the regular expressions given.

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}" "${test_packages[@]}"
build
say "Running clang-tidy"
[[ $# -gt 0 ]] || set -- "^$PWD/(lib|tools|unittests|benchmarks)/"
exec "run-clang-tidy-$llvm_major" -quiet -p build "$@"
