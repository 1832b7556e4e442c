#!/usr/bin/env bash
# prove-bundle-in-chroot.sh TAR SAMPLES [ROOT]: unpacks the bundle in a fresh Debian 12 (made by
# debootstrap in ROOT unless it is there; root and a network are needed for that), cuts the
# network off, installs, and converts the samples. A damaged bundle must be refused.
set -euo pipefail
tar=$(realpath "$1") samples=$(realpath "$2") root=${3:-$(mktemp -d)/bookworm}

[ -x "$root/bin/sh" ] || debootstrap --variant=minbase bookworm "$root" http://deb.debian.org/debian
rm -rf "$root/var/lib/apt/lists" "$root/root/try" "$root/root/bundle here"
mkdir -p "$root/root/try" "$root/root/bundle here" "$root/var/lib/apt/lists/partial"
: >"$root/etc/apt/sources.list"
cp "$samples"/*.pdf "$root/root/try/"
tar -C "$root/root/bundle here" -xf "$tar"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT

# A network of its own that leads nowhere.
in_root() {
  unshare --net env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$root" sh -ec "$1"
}

if in_root 'command -v guidang'; then
  echo "guidang is there already: this root is not fresh" >&2
  exit 1
fi
in_root 'cd "/root/bundle here"/guidang-*; cp Packages /root/Packages; echo >>Packages
  if ./install.sh; then echo "accepted a damaged bundle" >&2; exit 1; fi; cp /root/Packages Packages'
in_root '"/root/bundle here"/guidang-*/install.sh'
in_root 'cd /root/try; guidang convert . -o out --lang zh --headers zh --xlsx || test $? -eq 1
  ls out; test -s out/disclosure-report-2021.csv; test -s out/guidang.xlsx
  guidang inspect report-2021.pdf --lang zh; grep -c "class=\"cell s-ok\"" report-2021.inspect.html'
in_root '"/root/bundle here"/guidang-*/install.sh' # again: nothing to do, and no error
echo "installed without a network, converted: all well"
