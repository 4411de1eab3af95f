#!/usr/bin/env bash
# Fails where clang-format would change a C++ file. With --fix, changes it.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/llvm-release.sh

mode=(--dry-run -Werror)
[[ ${1:-} != --fix ]] || mode=(-i)
find . -path './build*' -prune -o \( -name '*.cpp' -o -name '*.h' \) -print0 |
  xargs -0 --no-run-if-empty "clang-format-$llvm_major" "${mode[@]}"
