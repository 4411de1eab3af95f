#!/usr/bin/env bash
# Says which lines and branches of lib/ and tools/ the tests run: a table on the
# terminal and pages with the code. By hand; the build and the suite take about twice
# as long as usual.
#
#   scripts/coverage.sh                    all tests
#   scripts/coverage.sh -R rint-lit-runner     arguments go to ctest
#
# Tests that fail are reported, and what they ran counts all the same. Compiled
# programs have no share in the figures, only the code that compiles and calls them.

[[ ${1:-} != --help ]] || { sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0; }
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}" "${test_packages[@]}" \
  "${sanitizer_packages[@]}"

readonly folder=build-coverage
build coverage
rm -rf "$folder/profiles"
scripts/fetch-torch-mlir.sh || say "Without the tests that need torch-mlir"
say "Testing"
ctest --preset coverage "$@" || say "Some tests failed; the figures count them"

say "Adding up"
"$llvm_bin/llvm-profdata" merge --sparse "$folder"/profiles/*.profraw \
  --output="$folder/coverage.profdata"
# Whatever was built and may have counted: programs, libraries, unit tests.
objects=()
while IFS= read -r binary; do
  objects+=(--object="$binary")
done < <(find "$folder"/{bin,lib,unittests} -type f -executable | sort)
readonly options=(--instr-profile="$folder/coverage.profdata"
  --ignore-filename-regex="^$PWD/($folder|unittests|test|fuzz)/|^/usr/")
"$llvm_bin/llvm-cov" show "${objects[@]}" "${options[@]}" --format=html \
  --show-branches=count --output-dir="$folder/coverage"
"$llvm_bin/llvm-cov" report "${objects[@]}" "${options[@]}" --show-region-summary=false
say "The code with its counts: $folder/coverage/index.html"
