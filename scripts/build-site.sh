#!/usr/bin/env bash
# Builds the documentation as a static site: the pages of docs/, the reference of ops
# and passes, the benchmark's pictures and the tutorial with every example explained.
# All but the search works from the folder, without a server.
#
#   scripts/build-site.sh [DIRECTORY]       default: build/site
#   scripts/build-site.sh && xdg-open build/site/index.html

[[ ${1:-} != -* ]] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0; }
site=$(realpath -m "${1:-$(dirname "${BASH_SOURCE[0]}")/../build/site}")
readonly site

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}" mkdocs-material
build
cmake --build build --target mlir-doc | tail -n 1

say "Running the tutorial"
/usr/bin/python3 docs/site/gather.py --build=build --to=build/site-pages

say "Writing the pages"
mkdocs --quiet build --config-file build/site-pages/mkdocs.yml --site-dir "$site"
say "The site is in $site: open index.html, or run" \
  "python3 -m http.server --directory $site to be able to search"
