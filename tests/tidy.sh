#!/usr/bin/env bash
# tidy.sh ROOT BUILD: clang-tidy over every source that BUILD compiles, two at a time.
set -euo pipefail
cd "$1"
sources() { sed -nE "s/^ *\"file\": \"(.*\\.$1)\",?\$/\\1/p" "$2/compile_commands.json" | sort -u; }
sources c "$2" | xargs -n 4 -P 2 clang-tidy --quiet -p "$2"
# CMake names no standard that is the default of the compiler at hand; clang-tidy's may differ.
sources cc "$2" | xargs -r clang-tidy --quiet -p "$2" --extra-arg=-std=gnu++17
