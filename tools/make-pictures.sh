#!/usr/bin/env bash
# make-pictures.sh [BUILD]: makes docs/pictures/ anew, from the samples, by the program and the
# degrader of BUILD (default build/check) and Chromium (make browser).
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/check}
guidang=$PWD/$build/guidang
CHROMIUM=$(command -v chromium)
export CHROMIUM GUIDANG_BROWSER=$PWD/build/browser
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
mkdir -p docs/pictures

picture() { node tests/browser/picture.mjs "$@"; }

# A scan of a sample, skewed, and sent by fax: of better ones no cell is doubtful.
"$build/tests/degrade" --level fax --seed 4 --set rotate=1.2 samples/report-2021.pdf "$folder/scan.pdf"
cp samples/report-2021.pdf samples/report-scan.pdf "$folder"
(
  cd "$folder"
  "$guidang" convert report-scan.pdf -o out --quiet || test $? -eq 1
  for lang in en zh; do
    for name in report-2021 scan; do
      "$guidang" inspect $name.pdf --lang $lang -o $name.$lang.html >/dev/null
    done
  done
)
for lang in en zh; do
  picture "$folder/report-2021.$lang.html" docs/pictures/inspect.$lang.jpg 1240 760 \
    '#page-2 .cells path:nth-child(40)' '#page-2 .cells path:nth-child(40)'
  picture "$folder/scan.$lang.html" docs/pictures/inspect-scan.$lang.jpg 1240 760 \
    '#page-2 .s-doubtful' '#page-2 .s-doubtful' words
done
# Cells under a seal.
picture "$(ls "$folder"/out/documents/report-scan-*/review.html)" docs/pictures/review.jpg 1000 700 \
  'section[id$="processed/legal_service"]' ''
ls -l docs/pictures
