#!/usr/bin/env bash
# test_messages.sh SOURCE: every message of the sources has a Chinese text in po/zh_CN.po, none
# is left over, and each text keeps the arguments of its message in their order.
set -euo pipefail
source_dir=$1
command -v xgettext >/dev/null || { echo "SKIP: no xgettext"; exit 77; }
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

"$source_dir/tools/messages.sh" "$source_dir" >"$folder/guidang.pot" 2>"$folder/said" ||
  { cat "$folder/said" >&2; exit 1; }
[ "$(grep -c '^msgid' "$folder/guidang.pot")" -gt 300 ] || { echo "too few messages found" >&2; exit 1; }
msgcmp "$source_dir/po/zh_CN.po" "$folder/guidang.pot"
msgcomm --less-than=2 --no-wrap "$source_dir/po/zh_CN.po" "$folder/guidang.pot" >"$folder/alone" 2>/dev/null
if grep -q '^msgid "..*"' "$folder/alone"; then
  echo "in po/zh_CN.po only:" >&2
  grep '^msgid "..*"' "$folder/alone" >&2
  exit 1
fi

# order [FILE]: messages whose directives differ from those of their text.
order() {
  msgexec -i "$1" sh -c '
    ids=$(printf "%s" "$MSGEXEC_MSGID" | grep -oE "%[0-9.]*[lz]*[sducgfi%]")
    texts=$(grep -oE "%[0-9.\$]*[lz]*[sducgfi%]")
    [ "$ids" = "$texts" ] || printf "%s\n" "$MSGEXEC_MSGID"' 2>/dev/null
}
wrong=$(msgattrib --translated "$source_dir/po/zh_CN.po" | sed '1,/^$/d' >"$folder/body.po"; order "$folder/body.po")
[ -z "$wrong" ] || { printf 'arguments differ:\n%s\n' "$wrong" >&2; exit 1; }

# The check finds what is missing, and what is out of order.
grep -v '^msgstr "未读取' "$source_dir/po/zh_CN.po" | sed 's/^msgstr "页面未读取"/msgstr ""/' >"$folder/less.po"
if msgcmp "$folder/less.po" "$folder/guidang.pot" 2>/dev/null; then
  echo "accepted a missing text" >&2
  exit 1
fi
sed 's/第 %u 页未读取：%s/%s：第 %u 页未读取/' "$folder/body.po" >"$folder/turned.po"
[ -n "$(order "$folder/turned.po")" ] || { echo "accepted arguments in another order" >&2; exit 1; }
echo "messages: all in Chinese"
