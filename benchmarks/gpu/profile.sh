#!/usr/bin/env bash
# Asks Nsight Compute what bounds each of rint's kernels.
#
#   profile.sh BUILD CHIP CASE SIZE

set -euo pipefail
folder=$(dirname "${BASH_SOURCE[0]}")
[[ $# -eq 4 ]] || {
  sed -n 's/^#   //p' "${BASH_SOURCE[0]}" >&2
  exit 1
}
command -v ncu >/dev/null || {
  echo "error: expected Nsight Compute's ncu on the path, but got none" >&2
  exit 1
}
exec ncu --set full --kernel-name 'regex:^(broadcast|scan|expand)_' \
  --launch-skip 12 --launch-count 6 \
  python3 "$folder/compare.py" --only-rint --build "$1" --chip "$2" \
  --cases "$3" --sizes "$4" --repetitions 3
