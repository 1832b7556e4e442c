#!/usr/bin/env bash
# test_install.sh BUILD SOURCE: what is installed below a prefix works from any folder
# and takes its data from there, not from the source tree.
set -euo pipefail
build=$1 source_dir=$2
unset GUIDANG_DATA_DIR
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cmake --install "$build" --prefix "$folder/opt" >/dev/null
for file in bin/guidang share/man/man1/guidang.1.gz share/doc/guidang/copyright \
  share/bash-completion/completions/guidang share/locale/zh_CN/LC_MESSAGES/guidang.mo; do
  [ -s "$folder/opt/$file" ] || { echo "not installed: $file" >&2; exit 1; }
done
for kind in forms fields tessdata; do
  diff -r "$source_dir/models/$kind" "$folder/opt/share/guidang/$kind"
done

cd /
"$folder/opt/bin/guidang" convert "$source_dir/samples/report-2021.pdf" -o "$folder/out" --quiet
[ -s "$folder/out/disclosure-report-2021.csv" ]

# Without its form there, the program does not know it.
rm "$folder/opt/share/guidang/forms/disclosure-report-2021.json"
"$folder/opt/bin/guidang" convert "$source_dir/samples/report-2021.pdf" -o "$folder/without" \
  --quiet || true
[ -s "$folder/without/documents.csv" ]
[ ! -e "$folder/without/disclosure-report-2021.csv" ]
