#!/usr/bin/env bash
# Builds the Python package and measures it beside NumPy, PyTorch and JAX. Arguments
# go to python.py (--cases=REGEX, --turns=N, --output=FOLDER). A library that cannot
# be installed is left out.

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/setup.sh"
install_packages "${build_packages[@]}" "${python_packages[@]}"
if [[ -z ${RINT_SKIP_BUILD:-} ]]; then
  build default --target rint-opt
fi

venv=${RINT_BENCH_VENV:-build/bench-venv}
[[ -x $venv/bin/python ]] || "${PYTHON:-python3}" -m venv "$venv"
for library in numpy torch jax; do
  "$venv/bin/python" -c "import $library" 2>/dev/null && continue
  say "Installing $library"
  "$venv/bin/pip" install --quiet "$library" || say "Without $library"
done
if [[ -z ${RINT_SKIP_BUILD:-} ]]; then
  say "Installing the package"
  "$venv/bin/pip" install --quiet --no-deps --force-reinstall ./python
fi
exec "$venv/bin/python" benchmarks/python.py "$@"
