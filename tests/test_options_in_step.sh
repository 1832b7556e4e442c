#!/usr/bin/env bash
# test_options_in_step.sh SOURCE GUIDANG [MANUAL COMPLETION]: for each command that
# `guidang --help` lists, the same options stand in its help, in the manual and in
# the completion; and all that the option tables in cli/ hold stand in some help.
set -euo pipefail
export LC_ALL=C.UTF-8

source_dir=$1 guidang=$2
manual=${3:-$source_dir/docs/guidang.1}
completion=${4:-$source_dir/completions/guidang.bash}
failures=0

# same WHAT A B: both lists, one word a line, are equal.
same() {
  local apart
  apart=$(diff <(echo "$2" | sort -u) <(echo "$3" | sort -u) | grep '^[<>]' || true)
  [ -n "$apart" ] || return 0
  printf '%s: < help only, > there only\n%s\n' "$1" "$apart" >&2
  failures=$((failures + 1))
}

long_options() { grep -oE -- '--[a-z][a-z0-9-]*' | sort -u; }

# Options in a help text: those that begin a line, not those in its sentences.
help_options() {
  "$guidang" "$1" --help | sed -nE 's/^ +(-[a-zA-Z], )?(--[a-z][a-z0-9-]*).*/\2/p' | sort -u
}

# The tags (.TP and the line behind) of the manual between a heading and the next.
manual_options() {
  awk -v start="$1" '
    /^\.S[SH] / { inside = index($0, start) > 0; next }
    /^\.TP/ { tag = inside; next }
    tag { print; tag = 0 }' "$manual" | sed 's/\\-/-/g' | long_options
}

# What the completion offers behind the words given.
completed() {
  bash -c 'source "$1"; shift
    COMP_WORDS=(guidang "$@"); COMP_CWORD=$#
    _guidang; printf "%s\n" "${COMPREPLY[@]}"' - "$completion" "$@" | sort -u
}

commands=$("$guidang" --help | sed -nE 's/^  ([a-z]+) .*/\1/p')
[ -n "$commands" ] || { echo "guidang --help lists no commands" >&2; exit 1; }

all="--version"
for command in $commands; do
  options=$(help_options "$command")
  [ "$(echo "$options" | wc -l)" -gt 1 ] || { echo "$command: no options in its help" >&2; exit 1; }
  all+=$'\n'$options
  same "manual, guidang $command" "$options" "$(manual_options "\"guidang $command ")"
  same "completion, guidang $command" "$options" "$(completed "$command" --)"
done

# Rows of GOptionEntry tables: {"name", 'n' or 0, …
tables=$(cat "$source_dir"/cli/*.c | tr '\n' ' ' |
  grep -oE "\{\"[a-z][a-z0-9-]*\", +('.'|0), +[A-Z_0-9| ]+, +G_OPTION_ARG" |
  sed -E 's/^\{"([^"]*).*/--\1/')
same "option tables in cli/" "$all" "$tables"$'\n'"--version"

same "commands of the completion" "$commands" "$(completed "" | grep -v '^-')"
same "commands of the manual" "$commands" "$(sed -nE 's/^\.SS "guidang ([a-z]+) .*/\1/p' "$manual")"
same "options of guidang itself, manual" "--help"$'\n'"--version" "$(manual_options OPTIONS)"
same "options of guidang itself, completion" "--help"$'\n'"--version" "$(completed --)"

[ "$failures" -eq 0 ] || exit 1
echo "in step: $(echo "$commands" | wc -w) command(s), $(echo "$all" | sort -u | wc -l) options"
