#!/usr/bin/env bash
# Fails where a file other than cmake/llvm-release.txt says which release of LLVM
# rint is written for, and where a text says another one than that file.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/llvm-release.sh

fail() {
  printf 'error: %s:\n%s\n' "$1" "$2" >&2
  exit 1
}

# Programs and settings read the file; prose may name the release.
strays=$(git ls-files -- . ':!*.md' ':!docs' ':!LICENSE' ':!cmake/llvm-release.txt' |
  xargs grep -nE "(llvm|clang|clang\+\+|lld|libmlir|libomp)-?$llvm_major\\b|\\b${llvm_release//./\\.}\\b" || true)
[[ -z $strays ]] || fail "expected only cmake/llvm-release.txt to say LLVM $llvm_release, but got" "$strays"

others=$(git ls-files -- '*.md' ':!docs/benchmark' |
  xargs grep -nEo "(LLVM and MLIR|MLIR|LLVM) [0-9]+\.[0-9]+|/llvm-[0-9]+/" |
  grep -vE "(MLIR|LLVM) ${llvm_release//./\\.}$|/llvm-$llvm_major/$" || true)
[[ -z $others ]] || fail "expected the documentation to name LLVM $llvm_release, but got" "$others"
