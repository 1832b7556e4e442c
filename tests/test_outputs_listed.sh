#!/usr/bin/env bash
# test_outputs_listed.sh SOURCE [OUTPUTS.md]: docs/outputs.md has every column of the tables, every
# check of a finding, every status.
set -euo pipefail
export LC_ALL=C.UTF-8
source_dir=$1
outputs=${2:-$source_dir/docs/outputs.md}

columns=$(cat "$source_dir"/export/columns.c "$source_dir"/export/review_queue.c "$source_dir"/export/corrections*.c |
  grep -oE '(\{|COLUMN\(|FIELD\()"[a-z_0-9]+", "[^"]*[^ -~][^"]*"' | sed -E 's/^[^"]*"([^"]+)".*/\1/' | sort -u)
checks=$(cat "$source_dir"/tables/*.c "$source_dir"/fields/*.c | tr '\n' ' ' |
  grep -oE 'gd_finding_new\([^"(]*"[a-z ]+"|certain \? GD_SEVERITY_WARNING : GD_SEVERITY_ERROR, few \? "[a-z ]+" : "[a-z ]+"|#define CHECK "[a-z ]+"' |
  grep -oE '"[a-z ]+"' | tr -d '"' | sort -u)
statuses=$(grep -A3 'status_names\[' "$source_dir/models/value.c" | grep -oE '"[a-z]+"' | tr -d '"')
[ "$(echo "$columns" | wc -l)" -gt 50 ] || { echo "too few columns found" >&2; exit 1; }
[ "$(echo "$checks" | wc -l)" -gt 10 ] || { echo "too few checks found" >&2; exit 1; }
[ "$(echo "$statuses" | wc -w)" -eq 7 ] || { echo "not seven statuses" >&2; exit 1; }

# Words inside `code`, lists in it parted.
words=$(grep -oE '`[^`]+`' "$outputs" | tr -d '`' | tr ',' '\n' | sed 's/^ *//; s/ *$//' | sort -u)
failures=0
while read -r name; do
  grep -qxF -- "$name" <<<"$words" || { echo "docs/outputs.md does not tell of: $name" >&2; failures=1; }
done <<<"$columns"$'\n'"$checks"$'\n'"$statuses"
[ "$failures" -eq 0 ] || exit 1
[ $# -eq 1 ] || exit 0

# The check finds what is left out.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for name in table_label 'row repeated' repaired; do
  grep -vF "\`$name\`" "$source_dir/docs/outputs.md" >"$folder/outputs.md"
  if "$0" "$source_dir" "$folder/outputs.md" 2>/dev/null; then
    echo "accepted without $name" >&2
    exit 1
  fi
done
echo "docs/outputs.md: $(echo "$columns" | wc -l) columns, $(echo "$checks" | wc -l) checks"
