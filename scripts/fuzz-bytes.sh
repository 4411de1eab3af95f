#!/usr/bin/env bash
# Feeds what rint reads - modules, arguments, NumPy files - with bytes that
# libFuzzer makes up, for so many seconds each (60). An input that crashes is
# left in build-fuzz/found/; one that was mended belongs to fuzz/seeds/.

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}" "${sanitizer_packages[@]}"
readonly seconds=${1:-60}
build fuzz

# libMLIR is not instrumented, so containers that it fills look overrun.
export ASAN_OPTIONS=detect_container_overflow=0:allocator_may_return_null=1
for name in spec npy module; do
  say "Fuzzing $name for $seconds s"
  corpus=build-fuzz/corpus/$name
  mkdir -p "$corpus" build-fuzz/found
  "build-fuzz/bin/fuzz-$name" -max_total_time="$seconds" -timeout=20 \
    -rss_limit_mb=4096 -malloc_limit_mb=65536 -print_final_stats=1 \
    -artifact_prefix="build-fuzz/found/$name-" "$corpus" "fuzz/seeds/$name" \
    >"build-fuzz/$name.log" 2>&1 ||
    fail "expected fuzz-$name to end well, but got $(tail -n 40 "build-fuzz/$name.log")"
  grep -E "^(stat::number_of_executed_units|Done)" "build-fuzz/$name.log"
done
