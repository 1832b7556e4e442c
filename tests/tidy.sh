#!/usr/bin/env bash
# tidy.sh ROOT BUILD: clang-tidy over every source that BUILD compiles, two at a time.
set -euo pipefail
cd "$1"
sed -nE 's/^ *"file": "(.*)",?$/\1/p' "$2/compile_commands.json" | sort -u |
  xargs -n 4 -P 2 clang-tidy --quiet -p "$2" --extra-arg=-Wno-unknown-warning-option
