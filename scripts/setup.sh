# How the scripts that users run install what is missing on Debian 12 and build.
#
# To be sourced. Each step looks first whether there is anything to do, so that a
# machine which is ready starts at once.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source scripts/llvm-release.sh

must_configure=
readonly build_packages=(
  g++ cmake ninja-build {clang,lld}-"$llvm_major" ccache python3
  libmlir-"$llvm_major"-dev mlir-"$llvm_major"-tools llvm-"$llvm_major"-dev
  libomp-"$llvm_major"-dev libbenchmark-dev libgtest-dev libgmock-dev
  libvulkan-dev libvulkan-volk-dev spirv-headers)
# What the package for Python is built with.
readonly python_packages=(python3-dev python3-venv)
readonly test_packages=(
  "${python_packages[@]}"
  {clang-format,clang-tidy}-"$llvm_major" python3-numpy python3-pip
  mesa-vulkan-drivers spirv-tools vulkan-validationlayers chromium mkdocs-material
  openmpi-bin libopenmpi-dev)
# What the fuzzers and the sanitizers of clang need besides.
readonly sanitizer_packages=(libclang-rt-"$llvm_major"-dev)

say() { printf '== %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "expected to run as root or with sudo to install packages, but got" \
      "user $(id -un) and no sudo; as root, run: apt-get install" \
      "--no-install-recommends ${missing[*]}"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# Packages of the list given that are not installed, one a line.
missing_of() {
  comm -23 \
    <(printf '%s\n' "$@" | sort -u) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
      sed -n 's/^installed //p' | sort -u)
}

# Packages of the list given that apt has no version of, one a line.
unavailable_of() {
  local package
  for package in "$@"; do
    apt-cache show --no-all-versions "$package" >/dev/null 2>&1 ||
      printf '%s\n' "$package"
  done
}

require_debian_12() {
  local name=unknown
  [[ -r /etc/os-release ]] && name=$(. /etc/os-release && echo "$PRETTY_NAME")
  [[ $name == "Debian GNU/Linux 12 "* ]] || fail "expected Debian 12, but got" \
    "$name; elsewhere, install what ${BASH_SOURCE[0]} names and set" \
    "RINT_SKIP_INSTALL=1"
}

# Installs those of the packages given that are missing.
install_packages() {
  [[ -z ${RINT_SKIP_INSTALL:-} ]] || return 0
  require_debian_12
  local missing unavailable
  mapfile -t missing < <(missing_of "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0

  say "Installing ${missing[*]}"
  # Whatever matters about a failed update shows in what can be installed.
  apt_get -q update || true
  mapfile -t unavailable < <(unavailable_of "${missing[@]}")
  [[ ${#unavailable[@]} -eq 0 ]] || fail "expected apt to offer" \
    "${unavailable[*]}, but got no such package; is the network up, and are" \
    "bookworm and bookworm-security of Debian among the apt sources?"
  apt_get -q install -y --no-install-recommends "${missing[@]}" ||
    fail "expected apt-get to install ${missing[*]}, but it failed; its" \
      "message is above"
  # What a configured build looked for in vain may be there now.
  must_configure=yes
}

# Configures, where that is due, and builds the preset given, or the default one.
# Further arguments go to cmake --build.
build() {
  local preset=${1:-default}
  local ninja=build-$preset/build.ninja
  [[ $preset != default ]] || ninja=build/build.ninja
  # The build itself configures again when a CMakeLists.txt changed.
  if [[ -n $must_configure || ! -e $ninja || CMakePresets.json -nt $ninja ]]; then
    say "Configuring $preset"
    cmake --preset "$preset"
  fi
  say "Building $preset"
  cmake --build --preset "$preset" "${@:2}"
}
