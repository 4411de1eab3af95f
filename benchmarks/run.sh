#!/usr/bin/env bash
# Builds rint and measures it beside NumPy, PyTorch, JAX, ONNX Runtime and the
# machine's limits, all in one process. Arguments go to bench.py (--quick, --full,
# --cases=REGEX, --output=FOLDER). A peer that cannot be installed is left out.

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/setup.sh"
install_packages "${build_packages[@]}" python3-venv
if [[ -z ${RINT_SKIP_BUILD:-} ]]; then
  build
fi

venv=${RINT_BENCH_VENV:-build/bench-venv}
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"
for peer in numpy matplotlib torch jax onnxruntime onnx; do
  "$venv/bin/python" -c "import importlib.util, sys
sys.exit(importlib.util.find_spec('$peer') is None)" && continue
  say "Installing $peer"
  "$venv/bin/pip" install --quiet "$peer" || say "Without $peer"
done
exec "$venv/bin/python" benchmarks/bench.py "$@"
