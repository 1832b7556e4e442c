#!/usr/bin/env bash
# make-bundle.sh DEB FOLDER: puts the package and all packages that it depends on, as Debian has
# them today, into FOLDER/guidang-VERSION-ARCH-offline.tar, with an install script. Needs a
# network and apt, not root: apt is shown an empty system of its own, so that nothing is taken
# as installed already.
set -euo pipefail
deb=$(realpath "$1") folder=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
name=guidang-$(dpkg-deb -f "$deb" Version)-$(dpkg-deb -f "$deb" Architecture)-offline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bundle=$work/$name
mkdir -p "$bundle/packages/partial" "$work/lists/partial" "$work/state"
: >"$work/status"

apt=(apt-get -qq -o "Dir::State=$work/state" -o "Dir::State::status=$work/status"
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache::archives=$bundle/packages"
  -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache=" -o Debug::NoLocking=1
  -o APT::Sandbox::User= -o APT::Install-Recommends=0 -o Acquire::Languages=none)
"${apt[@]}" update
"${apt[@]}" install --yes --download-only "$deb" >/dev/null
rm -rf "$bundle/packages/partial" "$bundle/packages/lock"
cp "$deb" "$bundle/packages/"

(cd "$bundle" && dpkg-scanpackages --multiversion packages >Packages 2>"$work/said") ||
  { cat "$work/said" >&2; exit 1; }
install -m 755 "$here/install-offline.sh" "$bundle/install.sh"
(cd "$bundle" && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z |
  xargs -0 sha256sum >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(stat -c %Y "$deb")" \
  -C "$work" -cf "$folder/$name.tar" "$name"
echo "$folder/$name.tar: $(find "$bundle/packages" -name '*.deb' | wc -l) packages, $(du -m "$folder/$name.tar" | cut -f1) MB"
