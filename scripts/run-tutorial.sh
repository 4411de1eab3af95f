#!/usr/bin/env bash
# Builds rint and runs every example of the tutorial: its title, its ops, the
# command and what the command prints. The result is compared with the one that
# the example's comments promise.

source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_packages "${build_packages[@]}"
build
export PATH="$llvm_bin:$PATH"

# The commands of an example, one a line: `[not ]COMMAND [2>&1 ]| FileCheck ...`.
commands_of() {
  sed -n 's|^// RUN: ||p' "$1" | sed -e ':join' -e '/\\$/{N;s/ *\\\n */ /;b join' -e '}'
}

# Runs one command and shows it. Fails where its exit status or what it prints
# is not what the example says.
run_command() {
  local example=$1 line=${2//%s/$1} expected=0 status=0 output
  local command=${line%% | FileCheck*}
  local check="FileCheck${line##* | FileCheck}"
  [[ $command != "not "* ]] || expected=1
  command=build/bin/${command#not }
  command=${command% 2>&1}

  printf '  $ %s\n' "$command"
  output=$(eval "$command" 2>&1) || status=$?
  sed 's/^/  /' <<<"$output"
  if [[ $status -ne $expected ]]; then
    printf '  expected exit status %d, but got %d\n' "$expected" "$status"
    return 1
  fi
  eval "$check" <<<"$output"
}

total=0
wrong=()
for example in examples/tutorial/*.mlir; do
  printf '\n%s\n' "$(sed -n '1s|^// ||p' "$example")"
  sed -n 's/^ *\(.*= rint\.\)/  \1/p' "$example"
  while IFS= read -r line; do
    run_command "$example" "$line" || wrong+=("$example")
  done < <(commands_of "$example")
  total=$((total + 1))
done

echo
[[ ${#wrong[@]} -eq 0 ]] || fail "expected every example to do as it says, but" \
  "got other results from ${wrong[*]}"
say "All $total examples did what they say"
