# private_use.sh: private-use characters as a user meets them.  Comes in: lines of several origins, and what another
# repair left of a line.  Goes out: whether what is told of them is as promised.  Never: looks at every row of a table;
# unit/private_use does.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1

printf '\357\202\267 first\n' >bullet
same 'names of what replaced them' "$($unbake --explain bullet 2>&1 >/dev/null | sed 's/[0-9]*% sure/N% sure/')" \
    'bullet:1:1: private-use: "\u{F0B7}" -> "•" (Symbol font: its codes at U+F000) [U+F0B7 -> U+2022 BULLET] [byte 0, N% sure]'
same 'JSON has the characters themselves' "$($unbake --explain=jsonl bullet 2>&1 >/dev/null | grep -c 'BULLET')" 0
same 'nothing is named of other repairs' "$(echo 'caf횄짤 Ã©tÃ©' | $unbake --explain 2>&1 >/dev/null | grep -c 'U+')" 0
same 'half a lost character after UTF-8 read as GBK stays' "$(printf '鎵撳嵃缁熻\356\241\243\n' | $unbake)" \
    "$(printf '打印缁熻\356\241\243')"
finish
