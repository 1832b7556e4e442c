#!/usr/bin/env bash
# install-packages.sh LIST…: installs the Debian packages of the lists that are
# absent. Needs neither network nor root when nothing is. Where a command stands behind a
# package, the package is not needed if there is that command from elsewhere.
set -euo pipefail

if ! command -v dpkg-query >/dev/null; then
  echo "Not a Debian system: please see to it that these are installed:" "$@" >&2
  exit 0
fi

missing=()
while read -r package command; do
  [ -z "$command" ] || ! command -v "$command" >/dev/null || continue
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done < <(grep -hvE '^[[:space:]]*(#|$)' "$@")
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "Run this as root, or install by hand: apt-get install ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi

echo "Installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
