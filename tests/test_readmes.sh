#!/usr/bin/env bash
# test_readmes.sh SOURCE GUIDANG: README.md and README.zh-CN.md name the same commands, options,
# files and statuses; all commands of the program stand in both; what they link to is there.
set -euo pipefail
export LC_ALL=C.UTF-8
source_dir=$1 guidang=$2
english=${3:-$source_dir/README.md}
chinese=${4:-$source_dir/README.zh-CN.md}
failures=0

# same WHAT A B: both lists are equal.
same() {
  local apart
  apart=$(diff <(echo "$2") <(echo "$3") | grep '^[<>]' || true)
  [ -n "$apart" ] || return 0
  printf '%s: < first only, > second only\n%s\n' "$1" "$apart" >&2
  failures=$((failures + 1))
}

# Indented commands, without what is said behind them and without --lang.
commands() { sed -nE 's/^    ((build|make|apt).*)/\1/p' "$1" | sed -E 's/ +#.*//; s/ --lang zh//'; }
# Words in `code`, sorted.
codes() { grep -oE '`[^`]+`' "$1" | tr -d '`' | sed 's/ --lang zh//' | sort -u; }
long_options() { grep -oE -- '--[a-z][a-z0-9-]*' | sort -u; }
# Pages and pictures that are linked, of either language.
links() { grep -oE '\]\([^)]*\)' "$1" | tr -d '])(' | sed -E 's/\.(en|zh)\.jpg/.jpg/; s/README(\.zh-CN)?\.md/README/' | sort; }
listed() { sed -nE 's/^\| `guidang ([a-z]+) .*/\1/p' "$1" | sort; }

[ "$(commands "$english" | wc -l)" -gt 5 ] || { echo "no commands found in $english" >&2; exit 1; }
same "commands" "$(commands "$english")" "$(commands "$chinese")"
# The Chinese one names two option values more, which English readers find in the table.
same "code" "$(codes "$english")" "$(codes "$chinese" | grep -vxF -e '--headers zh' -e '--encoding gb18030')"
same "options" "$(long_options <"$english")" "$(long_options <"$chinese")"
same "links" "$(links "$english")" "$(links "$chinese")"
same "headings" "$(grep -c '^## ' "$english")" "$(grep -c '^## ' "$chinese")"
same "commands of the program" "$("$guidang" --help | sed -nE 's/^  ([a-z]+) .*/\1/p' | sort)" "$(listed "$english")"
for readme in "$english" "$chinese"; do
  while read -r link; do
    [ -e "$source_dir/${link%%#*}" ] || { echo "$readme: no $link" >&2; failures=$((failures + 1)); }
  done < <(grep -oE '\]\([^)]*\)' "$readme" | tr -d '])(')
done
[ "$failures" -eq 0 ] || exit 1
[ $# -lt 3 ] || exit 0

# The check finds a command, an option and a link that only one of them has.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for change in 's/make deb  /make dab  /' 's/`--xlsx`/`--xls`/' 's/pictures\/review.jpg/pictures\/none.jpg/'; do
  sed "$change" "$chinese" >"$folder/README.zh-CN.md"
  if "$0" "$source_dir" "$guidang" "$english" "$folder/README.zh-CN.md" 2>/dev/null; then
    echo "accepted: $change" >&2
    exit 1
  fi
done
echo "both READMEs in step"
