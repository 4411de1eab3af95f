#!/usr/bin/env bash
# Takes a program of PyTorch or JAX, as torch-mlir's importer or JAX print it, to
# linalg with rint's ops for its repeats, ready for rint-runner (docs/frontends.md).
#
#   scripts/frontend-to-rint.sh FILE.mlir >OUTPUT.mlir
#
# TORCH_MLIR_OPT names torch-mlir-opt, by default what scripts/fetch-torch-mlir.sh
# has fetched; RINT_OPT names rint-opt.

set -euo pipefail
root=$(dirname "${BASH_SOURCE[0]}")/..

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

[[ $# -eq 1 ]] || fail "expected one file, but got $#"
readonly file=$1
readonly rint_opt=${RINT_OPT:-$root/build/bin/rint-opt}
readonly fetched=$root/build/torch-mlir/torch_mlir/_mlir_libs/torch-mlir-opt
readonly torch_mlir_opt=${TORCH_MLIR_OPT:-$fetched}
[[ -r $file ]] || fail "expected a file that can be read, but got $file"
[[ -x $torch_mlir_opt ]] || fail "expected torch-mlir-opt at $torch_mlir_opt;" \
  "scripts/fetch-torch-mlir.sh fetches it"

# Places in the program go all the way, so that errors of the run name them.
torch_mlir() { "$torch_mlir_opt" --mlir-print-debuginfo "$@"; }
rint() {
  "$rint_opt" --allow-unregistered-dialect --mlir-print-debuginfo "$@"
}

readonly torch_to_linalg='builtin.module(
  func.func(torch-decompose-complex-ops, canonicalize, cse,
            convert-torch-to-tmtensor, convert-torch-to-linalg,
            convert-torch-to-scf, convert-torch-to-arith,
            convert-torch-to-tensor, canonicalize, cse),
  torch-func-backend-type-conversion,
  func.func(canonicalize, torch-finalizing-backend-type-conversion))'

raise() { rint --convert-linalg-to-rint --canonicalize --cse; }

if grep -q '\bstablehlo\.' "$file"; then
  torch_mlir "$file" --inline --symbol-dce --stablehlo-legalize-to-linalg \
    --canonicalize --cse | raise
else
  # Twice in generic form: what rint-opt does not know, and what torch-mlir-opt
  # does not.
  torch_mlir "$file" --mlir-print-op-generic |
    rint --convert-torch-to-rint --mlir-print-op-generic |
    torch_mlir - --allow-unregistered-dialect --mlir-print-op-generic \
      --pass-pipeline="$torch_to_linalg" | raise
fi
