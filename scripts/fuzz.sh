#!/usr/bin/env bash
# Runs random programs and random calls against NumPy for as long as it is told, or
# all small inputs: see docs/robustness.md.
#
#   scripts/fuzz.sh --minutes=N [--seed=S] [--keep=FOLDER] [OPTION...]
#   scripts/fuzz.sh --small [OPTION...]
#
# RINT_TOOLS_DIR says where rint-opt and rint-runner are, build/bin unless it is set.
# Other options go to test/Integration/Random/Inputs/random-programs.py (or
# all-small.py), whose --help lists them.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/llvm-release.sh

export RINT_TOOLS_DIR=${RINT_TOOLS_DIR:-$PWD/build/bin}
export PATH=$RINT_TOOLS_DIR:${LLVM_BIN:-$llvm_bin}:$PATH
export PYTHONPATH=$PWD/test/Inputs PYTHONDONTWRITEBYTECODE=1
readonly python=${PYTHON:-/usr/bin/python3}
readonly programs=test/Integration/Random/Inputs/random-programs.py
readonly calls=test/Integration/CPU/Inputs/random-differential.py

minutes=
seed=$(date +%s)
keep=build/fuzz
small=
options=()
for argument in "$@"; do
  case $argument in
    --minutes=*) minutes=${argument#*=} ;;
    --seed=*) seed=${argument#*=} ;;
    --keep=*) keep=${argument#*=} ;;
    --small) small=1 ;;
    --help) sed -n '2,/^$/s/^# \?//p' "$0"; exit ;;
    *) options+=("$argument") ;;
  esac
done

if [[ ! -x $RINT_TOOLS_DIR/rint-opt ]]; then
  echo "error: expected rint-opt in $RINT_TOOLS_DIR, but found none" >&2
  exit 1
fi
if [[ -n $small ]]; then
  exec "$python" test/Integration/Random/Inputs/all-small.py --progress \
    ${options[@]+"${options[@]}"}
fi
if [[ ! $minutes =~ ^[0-9]+$ ]]; then
  echo "error: expected --minutes=N, but got '$*'" >&2
  exit 1
fi

# Each round is a process of its own, so that nothing adds up. A round goes once
# through all modes.
readonly end=$((SECONDS + 60 * minutes))
readonly batches=33
failed=0
for ((round = 0; SECONDS < end; ++round)); do
  first=$((round * batches))
  echo "== seed $seed, batches $first to $((first + batches - 1))," \
    "$(((end - SECONDS) / 60)) minutes left, $failed rounds with failures"
  "$python" $programs --seed="$seed" --batches="$first-$((first + batches - 1))" \
    --seconds=$((end - SECONDS)) --keep="$keep" --progress --size=60 \
    ${options[@]+"${options[@]}"} || failed=$((failed + 1))
  if ((SECONDS < end)); then
    "$python" $calls --seed="$seed" --batches="$round-$round" ||
      failed=$((failed + 1))
  fi
done
echo "== $round rounds, $failed with failures; what fails is in $keep"
exit $((failed > 0))
