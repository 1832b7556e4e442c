#!/usr/bin/env bash
# test_browser.sh SOURCE GUIDANG: pages that guidang writes, in headless Chromium. Exit
# status 77 (skipped) where Chromium, node or playwright-core is absent: `make browser`
# installs them.
set -euo pipefail
source_dir=$1 guidang=$2
export GUIDANG_BROWSER=${GUIDANG_BROWSER:-$source_dir/build/browser}
CHROMIUM=$(command -v chromium || true)
export CHROMIUM
if [ -z "$CHROMIUM" ] || ! command -v node >/dev/null ||
  [ ! -d "$GUIDANG_BROWSER/node_modules/playwright-core" ]; then
  echo "SKIP: no Chromium, node or playwright-core (make browser)"
  exit 77
fi

folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
"$guidang" inspect "$source_dir/samples/report-2021.pdf" -o "$folder/page.html" >/dev/null
first=$(awk -F, 'NR == 2 { print $5 }' "$source_dir/samples/report-2021.truth.csv")
node "$source_dir/tests/browser/inspect.mjs" "$folder/page.html" "reading: $first"

# The check fails where the script of the page may not run, or a layer does not switch.
sed 's/sha256-[^'"'"']*/sha256-AAAA/' "$folder/page.html" >"$folder/mute.html"
sed 's/#on-words:not(:checked)~main/#on-none:not(:checked)~main/' "$folder/page.html" >"$folder/stuck.html"
for broken in mute stuck; do
  if node "$source_dir/tests/browser/inspect.mjs" "$folder/$broken.html" "reading: $first" \
    >"$folder/said" 2>&1; then
    echo "accepted a page that is $broken" >&2
    exit 1
  fi
done
