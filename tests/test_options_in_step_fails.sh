#!/usr/bin/env bash
# test_options_in_step_fails.sh CHECK SOURCE GUIDANG: the check finds an option that
# the manual or the completion lacks, and one that nobody else knows.
set -euo pipefail
check=$1 source_dir=$2 guidang=$3
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

# refused SED-MANUAL SED-COMPLETION PART: with these changes it fails and names PART.
refused() {
  sed "$1" "$source_dir/docs/guidang.1" >"$folder/guidang.1"
  sed "$2" "$source_dir/completions/guidang.bash" >"$folder/guidang.bash"
  local said
  if said=$("$check" "$source_dir" "$guidang" "$folder/guidang.1" "$folder/guidang.bash" 2>&1); then
    echo "accepted: $1 $2" >&2
    exit 1
  fi
  grep -qF -- "$3" <<<"$said" || { echo "did not name $3: $said" >&2; exit 1; }
}

refused 's/\\-\\-encoding/\\-\\-coding/' '' '< --encoding'
refused 's/\\-\\-encoding/\\-\\-coding/' '' '> --coding'
refused '' 's/password --jobs /password /' '< --jobs'
refused '' 's/password --jobs /password --jobs --more /' '> --more'
refused 's/"guidang convert/"guidang turn/' '' '< convert'
"$check" "$source_dir" "$guidang"
