#!/usr/bin/env bash
# messages.sh SOURCE: prints the template (.pot) of all that guidang says to people.
#
# - Arguments of the functions that take messages, and strings marked N_(), everywhere.
# - Where nearly all longer strings are messages (reasons, doubts, help): every string that has two
#   words of lower-case letters in a row.
set -euo pipefail
cd "$1"
options=(--from-code=UTF-8 --language=C --force-po --sort-output --no-location --no-wrap
  --package-name=guidang --add-comments=i18n:)
keywords=(--keyword --keyword=N_ --keyword=gd_tr:2 --keyword=gd_said:2 --keyword=gd_finding_new:4
  --keyword=gd_value_doubt:2 --keyword=g_set_error:4 --keyword=g_set_error_literal:4
  --keyword=g_error_new:3 --keyword=g_error_new_literal:3 --keyword=fail:2 --keyword=refuse:2)
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

# Where strings are mostly messages: not where HTML, CSS or JSON is written, nor where bytes
# are (xgettext cannot read strings that are no UTF-8).
mapfile -t prose < <(grep -LE '"[^"]*\\(x[89a-fA-F]|[23][0-7][0-7])' tables/*.[ch] fields/*.c ingest/*.c ingest/*.cc ocr/*.c raster/*.c \
  models/error.c models/form*.c models/json.c models/pattern.c \
  cli/*options.[ch] cli/cmd_*.c cli/scans*.c)
xgettext "${options[@]}" "${keywords[@]}" -o "$folder/marked.pot" po/others.txt {cli,export,fields,ingest,models,ocr,raster,tables}/*.c
xgettext "${options[@]}" --extract-all -o "$folder/all.pot" "${prose[@]}"
msggrep --force-po --no-wrap -K -E -e '(^|[^a-zA-Z_<"-])[a-z]+,? [a-z]+' "$folder/all.pot" -o "$folder/prose.pot"
msgcat --use-first --no-wrap --sort-output "$folder/marked.pot" "$folder/prose.pot" |
  msggrep --force-po --no-wrap -K -E -e '[a-zA-Z]{2}' | # not "%s: %s"
  msggrep --force-po --no-wrap -v -K -E -e '%$|^guidang forms$' | # numbers by macros cut a message
  sed -E '/^"(POT-Creation-Date|PO-Revision-Date)/d'
