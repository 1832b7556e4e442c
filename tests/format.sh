#!/usr/bin/env bash
# format.sh ROOT: fails when a source is not formatted as .clang-format says.
set -euo pipefail
cd "$1"
find . \( -name 'build*' -o -name '.git' \) -prune -o \
  \( -name '*.[ch]' -o -name '*.cc' \) -print | sort | xargs clang-format --dry-run -Werror
