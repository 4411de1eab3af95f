#!/usr/bin/env bash
# The checks that take too long for every change: the whole suite with g++, with
# the address, leak and undefined behaviour sanitizers, threads under the thread
# sanitizer, clang-tidy, the reference of ops and passes, and a minute of fuzzing
# for each thing that is read. A release needs all of them.

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}" "${test_packages[@]}" \
  "${sanitizer_packages[@]}"

for preset in gcc asan; do
  build "$preset"
  say "Testing $preset"
  ctest --preset "$preset"
done

# OpenMP's library is not instrumented, and compiled code is not either: what is
# checked is the run time and the engine.
build tsan
say "Testing tsan"
ctest --preset tsan -R rint-unit

scripts/check-limits.sh
scripts/run-clang-tidy.sh
scripts/fuzz-bytes.sh
