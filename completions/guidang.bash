# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of guidang for bash. tests/test_options_in_step.sh compares it with --help.
# shellcheck shell=bash

# Options of a command; none: those of guidang itself, and its commands.
_guidang_words() {
  case $1 in
    convert)
      echo --out --password --jobs --forms --encoding --headers --xlsx --tables-only --lang --json --quiet --force --help
      ;;
    apply | check)
      echo --forms --lang --quiet --help
      ;;
    sample)
      echo --rate --seed --forms --lang --quiet --help
      ;;
    forms)
      echo --forms --lang --help
      ;;
    inspect)
      echo --out --svg --text --page --password --forms --lang --help
      ;;
    *)
      echo convert apply check inspect sample forms --help --version
      ;;
  esac
}

_guidang() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=""
  if ((COMP_CWORD > 1)); then command=${COMP_WORDS[1]}; fi
  # --name=word arrives as three words
  if [[ $word == "=" ]]; then
    word=""
  elif [[ $before == "=" ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  case $before in
    --encoding) mapfile -t COMPREPLY < <(compgen -W "utf-8 gb18030" -- "$word") ;;
    --headers | --lang) mapfile -t COMPREPLY < <(compgen -W "en zh" -- "$word") ;;
    --out | -o)
      if [[ $command == inspect ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
      else
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
      fi
      ;;
    --forms) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    --password | --jobs | -j | --rate | --seed | --page) ;;
    *)
      if [[ -z $command || $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_guidang_words "$command")" -- "$word")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
      fi
      ;;
  esac
}

complete -o filenames -F _guidang guidang
