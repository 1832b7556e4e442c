#!/usr/bin/env bash
# count-skips.sh BUILD…: how many test cases the last CTest run of each build
# folder skipped for want of an input, and which.
set -euo pipefail

for build in "$@"; do
  log="$build/Testing/Temporary/LastTest.log"
  count=$(grep -cE '# SKIP|^SKIP' "$log" || true)
  echo "$build: $count cases skipped"
  grep -hoE '(# SKIP|^SKIP).*' "$log" | sort | uniq -c || true
done
