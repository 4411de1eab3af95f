#!/usr/bin/env bash
# Builds rint and measures it beside NumPy, PyTorch, JAX, IREE, ONNX Runtime and
# the machine's limits, all in one process. Arguments go to bench.py (--quick,
# --cases=REGEX, --output=FOLDER). A peer that cannot be installed is left out.

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/setup.sh"
install_packages "${build_packages[@]}" python3-venv
if [[ -z ${RINT_SKIP_BUILD:-} ]]; then
  build
fi

# What is imported, and the package it is in.
readonly peers=(
  numpy:numpy matplotlib:matplotlib torch:torch jax:jax
  onnxruntime:onnxruntime onnx:onnx
  iree.compiler:iree-base-compiler iree.runtime:iree-base-runtime)

venv=${RINT_BENCH_VENV:-build/bench-venv}
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"

has_module() {
  "$venv/bin/python" - "$1" <<'PYTHON'
import importlib.util, sys
try:
    sys.exit(importlib.util.find_spec(sys.argv[1]) is None)
except ModuleNotFoundError:
    sys.exit(1)
PYTHON
}

for peer in "${peers[@]}"; do
  has_module "${peer%%:*}" && continue
  say "Installing ${peer##*:}"
  "$venv/bin/pip" install --quiet "${peer##*:}" || say "Without ${peer##*:}"
done
exec "$venv/bin/python" benchmarks/bench.py "$@"
