#!/usr/bin/env bash
# Builds the wheel of the Python package, for the python3 on the path or the one that
# PYTHON names, and writes it to build/wheels. Installs what is missing and builds
# rint's compiler first. Arguments go to pip wheel.

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}" "${python_packages[@]}"
build default --target rint-opt

venv=build/wheel-venv
[[ -x $venv/bin/pip ]] || "${PYTHON:-python3}" -m venv "$venv"
say "Building the wheel"
"$venv/bin/pip" wheel --no-deps --wheel-dir build/wheels "$@" ./python
