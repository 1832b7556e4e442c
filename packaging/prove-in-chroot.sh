#!/usr/bin/env bash
# prove-in-chroot.sh DEB SAMPLES [ROOT]: installs the package with apt in a fresh
# Debian 12 (made by debootstrap in ROOT unless it is there; root and a network are
# needed), and converts the samples from several folders. Prints what came out.
set -euo pipefail
deb=$1 samples=$2 root=${3:-$(mktemp -d)/bookworm}
mirror=http://deb.debian.org/debian

[ -x "$root/bin/sh" ] || debootstrap --variant=minbase --include=ca-certificates,make \
  bookworm "$root" "$mirror"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT

rm -rf "$root/root/try" "$root/tmp/guidang.deb"
mkdir -p "$root/root/try"
cp "$deb" "$root/tmp/guidang.deb"
cp "$samples"/*.pdf "$samples"/*.truth.csv "$root/root/try/"

in_root() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$root" sh -ec "$1"; }

in_root 'apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /tmp/guidang.deb'
in_root 'guidang --version'
# from any folder, one that cannot be written among them
for folder in / /root/try /proc; do
  in_root "cd $folder; rm -rf /root/try/out
    guidang convert /root/try -o /root/try/out || test \$? -eq 1"
done
in_root 'cd /root/try/out && ls && head -c 400 documents.csv'

# Each printed number of the samples stands in values.csv under its cell, but for those in doubt.
in_root 'cd /root/try
  for truth in *.truth.csv; do
    stem=${truth%.truth.csv}
    tail -n +2 "$truth" | tr -d "\r" | awk -F, -v stem="$stem" "
      { cell = \$4 \",\" \$5 \",\" \$6 }
      FILENAME == ARGV[1] { if (index(\$1, stem \"-\") == 1) { value[cell] = \$10; status[cell] = \$12 }; next }
      { n++; cell = \$2 \",\" \$3 \",\" \$4; printed = \$6 == \"blank\" ? \"\" : \$5
        if (status[cell] == \"doubtful\") open++
        else if (!(cell in value) || value[cell] != printed) { bad++; print \"not found: \" \$0 } }
      END { print stem \": \" n \" cells, \" open + 0 \" in doubt, \" bad + 0 \" not found\"
        exit bad > 0 || n == 0 }" \
      out/values.csv -
  done'
in_root 'DEBIAN_FRONTEND=noninteractive apt-get remove -y -qq guidang >/dev/null
  test ! -e /usr/bin/guidang && test ! -e /usr/share/guidang'
echo "installed, converted, removed: all well"
