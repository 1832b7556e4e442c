#!/usr/bin/env bash
# test_readme_commands.sh SOURCE GUIDANG: a newcomer with README.md and nothing else. Each command
# of guidang that it gives is run as it stands there, in its order, on the samples; between
# convert and apply the queue is filled in by hand, as README tells, and what was to review is
# complete then. The same for README.zh-CN.md.
set -euo pipefail
export LC_ALL=C.UTF-8
source_dir=$(realpath "$1") guidang=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# One row of the queue for each open thing → the same rows, confirmed as printed.
fill() {
  awk -F, -v OFS=, '
    { sub(/\r$/, "") }
    NR == 1 { sub(/^\xef\xbb\xbf/, ""); for (i = 1; i <= NF; i++) at[$i] = NF - i; print; next }
    { # text in quotes may hold commas: the columns to fill in are counted from the end
      $(NF - at["value"]) = "as printed"; $(NF - at["by"]) = "newcomer"; print }' "$1"
}

statuses() { sed 1d out/documents.csv | grep -oE ',(complete|review|failed),' | tr -d , | sort | uniq -c | xargs; }

run_readme() {
  local readme=$1 n=0 command expected status
  rm -rf "$folder/try"
  mkdir -p "$folder/try/build/release" "$folder/try/more-reports"
  cd "$folder/try"
  ln -s "$guidang" build/release/guidang
  cp "$source_dir/samples/report-wrong-total.pdf" report.pdf
  cp "$source_dir"/samples/report-20*.pdf more-reports/
  while read -r command; do
    expected=0
    case $command in
      *" convert "*) expected=1 ;; # a printed total is wrong
      *" apply "*)
        [ "$(statuses)" = "2 complete 1 review" ] || { echo "$readme: $(statuses)" >&2; exit 1; }
        fill out/review.csv >filled.csv
        [ "$(wc -l <filled.csv)" -gt 1 ] || { echo "nothing to fill in" >&2; exit 1; }
        ;;
    esac
    status=0
    bash -c "$command" >said 2>&1 || status=$?
    [ "$status" -eq "$expected" ] || { echo "$readme: $command: status $status" >&2; cat said >&2; exit 1; }
    n=$((n + 1))
  done < <(sed -nE 's/^    (build\/release\/guidang [^#]*).*/\1/p' "$readme")
  [ "$n" -ge 5 ] || { echo "$readme: only $n commands found" >&2; exit 1; }
  [ "$(statuses)" = "3 complete" ] || { echo "$readme, after apply: $(statuses)" >&2; exit 1; }
  # every file that the table of outputs names
  local file
  for file in documents.csv values.csv disclosure-report-2021.csv findings.csv headers.csv review.csv \
    csv-metadata.json corrections.csv sample-1.html; do
    [ -s "out/$file" ] || { echo "$readme: no out/$file" >&2; exit 1; }
  done
  [ -s report.inspect.html ] || { echo "$readme: no report.inspect.html" >&2; exit 1; }
  echo "$(basename "$readme"): $n commands run, all documents complete"
}

run_readme "$source_dir/README.md"
run_readme "$source_dir/README.zh-CN.md"
