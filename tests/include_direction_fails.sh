#!/usr/bin/env bash
# include_direction_fails.sh CHECK: the include check must see each kind of wrong
# arrow, and none in a sound tree.
set -euo pipefail
check=$1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

try() { # try WANTED FILE LINE: puts LINE into FILE, expects the check to WANTED (pass, fail)
  rm -rf "${tree:?}"/*
  mkdir -p "$tree/models" "$tree/$(dirname "$2")"
  printf '#include <glib.h>\n' >"$tree/models/sound.h"
  printf '%s\n' "$3" >"$tree/$2"
  local got=pass
  "$check" "$tree" >"$tree/log" || got=fail
  [ "$got" = "$1" ] || { echo "$2: $3: wanted $1, got $got"; cat "$tree/log"; exit 1; }
}

try pass tables/a.c '#include "models/page.h"'
try pass cli/a.c '#include "export/export.h"'
try fail tables/a.c '#include "ingest/ingest.h"'
try fail models/a.h '#include "raster/rulings.h"'
try fail ingest/a.cc '# include "tables/tables.h"'
try fail ingest/deeper/a.h '#include "export/export.h"'
try fail export/a.c '#include <cli/run.h>'
try fail fields/a.c '#include "fields.h"'
echo ok
