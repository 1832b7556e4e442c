#!/usr/bin/env bash
# include_direction.sh ROOT: fails when a folder includes one that it may not
# (docs/architecture.md). Prints each wrong arrow.
set -euo pipefail
cd "$1"

declare -A may=(
  [models]="models"
  [raster]="raster models"
  [ingest]="ingest models raster"
  [ocr]="ocr models raster"
  [tables]="tables models"
  [fields]="fields models"
  [export]="export models"
  [cli]="cli models raster ingest ocr tables fields export"
)

wrong=0
checked=0
for folder in "${!may[@]}"; do
  [ -d "$folder" ] || continue
  while read -r file; do
    checked=$((checked + 1))
    while read -r included; do
      target=${included%%/*}
      if [ "$target" = "$included" ]; then
        echo "$file: \"$included\" is not written from the root of the project"
        wrong=1
      elif [[ " ${may[$folder]} " != *" $target "* ]]; then
        echo "$file: $folder must not include $target (\"$included\")"
        wrong=1
      fi
    done < <(sed -nE 's/^[[:space:]]*#[[:space:]]*include[[:space:]]+"([^"]+)".*/\1/p' "$file")
    while read -r included; do
      if [[ -n "${may[${included%%/*}]:-}" ]]; then
        echo "$file: <$included> is ours: write it with quotes"
        wrong=1
      fi
    done < <(sed -nE 's/^[[:space:]]*#[[:space:]]*include[[:space:]]+<([^>]+)>.*/\1/p' "$file")
    # The recipe that trains the models is no part of the program.
  done < <(find "$folder" -type f -not -path 'models/training/*' \( -name '*.[ch]' -o -name '*.cc' \) | sort)
done

[ "$checked" -gt 0 ] || { echo "no sources found in $1"; exit 1; }
echo "$checked files checked"
exit "$wrong"
