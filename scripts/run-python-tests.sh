#!/usr/bin/env bash
# Installs the Python package in an environment of its own and runs its tests, with
# the python3 on the path or the one that PYTHON names. With --frameworks, PyTorch
# and JAX are installed for the tests of their fronts. Other arguments go to pytest.
#
# Where RINT_LIBRARY names a librint.so, that is tested, and nothing else is built;
# RINT_PYTHON_BUILD is where the environment is, and RINT_RUNNER the rint-runner that
# the tutorial is compared with.

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

requirements=(-r python/tests/requirements.txt)
venv=$(realpath --canonicalize-missing "${RINT_PYTHON_BUILD:-build/python}")/venv
if [[ ${1:-} == --frameworks ]]; then
  shift
  requirements+=(-r python/tests/requirements-frameworks.txt)
  venv+=-frameworks
fi

if [[ -z ${RINT_LIBRARY:-} ]]; then
  install_packages "${build_packages[@]}" "${python_packages[@]}"
  build default --target rint-opt
fi

[[ -x $venv/bin/pip ]] || "${PYTHON:-python3}" -m venv "$venv"
export PATH="$venv/bin:$PATH" PIP_DISABLE_PIP_VERSION_CHECK=1
# ctest takes 77 for a test that is skipped.
if ! pip install --quiet "${requirements[@]}"; then
  say "Without the packages above: the tests of the Python package are skipped"
  exit 77
fi

say "Installing the package"
options=(--config-settings=build-dir="$venv-build")
[[ -z ${RINT_LIBRARY:-} ]] ||
  options+=(--config-settings=cmake.define.RINT_LIBRARY="$RINT_LIBRARY")
CMAKE_CXX_COMPILER_LAUNCHER=$(command -v ccache || true) \
  pip install --quiet --no-deps --no-build-isolation --force-reinstall \
  "${options[@]}" ./python

say "Testing the package"
cd python
exec python -m pytest "$@"
