#!/bin/sh
# install.sh: installs guidang from this folder on Debian 12, without a network. Run it as root.
# What is installed already, in these versions or later ones, stays as it is.
# 在 Debian 12 上离线安装 guidang。请以 root 身份运行；已安装的软件包（同版本或更新）不会改动。
set -eu
cd "$(dirname "$0")"
[ "$(id -u)" -eq 0 ] || { echo "Run this as root. 请以 root 身份运行。" >&2; exit 1; }
sha256sum --quiet --check SHA256SUMS || {
  echo "The bundle is damaged: carry it over again. 离线包已损坏，请重新拷贝。" >&2
  exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"
# apt takes spaces in a path of its lists badly
ln -s "$(pwd)" "$work/bundle"
echo "deb [trusted=yes] file:$work/bundle ./" >"$work/sources.list"
set -- -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- \
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache::archives=$work/archives" \
  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root \
  -o APT::Install-Recommends=0 -o Acquire::Languages=none
apt-get -qq "$@" update
DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" install --yes guidang
guidang --version
