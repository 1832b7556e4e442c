#!/usr/bin/env bash
# make.sh TYPESET: typesets the samples anew (see README.md), and scans one. TYPESET is the
# program that the build puts at tests/typeset; tests/degrade stands beside it.
set -euo pipefail
typeset=$(realpath "$1")
degrade=$(dirname "$typeset")/degrade
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -r "$out"' EXIT

# NAME SEED FORM parameters…
sample() {
  local name=$1 seed=$2 form=$3
  shift 3
  "$typeset" --seed "$seed" --form "$form" --out "$out" --set page=a4 --set rotate=0 \
    --set crop=no --set reports=1 --set mixed=no --set cramped=no --set head_damage=no \
    --set twice=no --set misprints=0 --set size=9 --set number_size=1 --set pad_y=4 \
    --set prose_size=13 --set prose_length=4 --set background=no --set margin_x=70 --set blank_totals=no --set valign=middle \
    --set digits=ascii --set thousands=no --set spaced=no --set brackets=own \
    --set cell_units=no --set cell_notes=no --set label_notes=no "$@"
  mv "$out/$seed.pdf" "$name.pdf"
  mv "$out/$seed.truth.csv" "$name.truth.csv"
}

sample report-2021 1001 disclosure-report-2021 --set lines=grid --set shade=headings \
  --set zeros=digit --set wrong_totals=0 --set break=row --set group_label=chars \
  --set title=agency-one --set red_head=no --set unknown_row=no --set signature=both
sample report-2019 1002 disclosure-report-2019 --set lines=grid --set shade=no \
  --set zeros=digit --set wrong_totals=0 --set break=label --set cut_label=split \
  --set red_head=signer --set title=agency-two --set imprint=yes --set signature=both \
  --set date_style=chinese --set unknown_row=no
sample report-wrong-total 1003 disclosure-report-2021 --set lines=double --set shade=both \
  --set zeros=digit --set wrong_totals=1 --set break=inside --set cut_rule=yes \
  --set red_head=centred --set title=agency-one --set signature=both --set unknown_row=no
sample report-scan 1005 disclosure-report-2021 --set lines=grid --set shade=no \
  --set zeros=digit --set wrong_totals=0 --set prose_length=2 --set red_head=no \
  --set title=agency-one --set signature=both --set unknown_row=no
"$degrade" --level office --seed 30 --set colour=bilevel --set dpi=300 report-scan.pdf "$out/scan.pdf"
mv "$out/scan.pdf" report-scan.pdf
