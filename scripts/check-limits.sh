#!/usr/bin/env bash
# Runs programs at the limits of what is promised: see docs/robustness.md. Takes
# most of an hour and 8 GiB of memory; a release needs it.
#
#   scripts/check-limits.sh [--quick] [--only=NAME]
#
# RINT_TOOLS_DIR says where rint-opt and rint-runner are, build/bin unless it is set.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export PATH=${RINT_TOOLS_DIR:-$PWD/build/bin}:$PATH PYTHONDONTWRITEBYTECODE=1
exec "${PYTHON:-/usr/bin/python3}" test/Integration/Limits/Inputs/limits.py "$@"
