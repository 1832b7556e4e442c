#!/usr/bin/env bash
# format.sh ROOT: fails when a source is not formatted as .clang-format says.
set -euo pipefail
cd "$1"
find models raster ingest ocr tables fields export cli tests bench \
  -name '*.[ch]' -o -name '*.cc' | sort | xargs clang-format --dry-run -Werror
