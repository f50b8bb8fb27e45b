#!/bin/sh
# guess.sh: how often --from=auto knows an encoding.  Comes in: a folder of files LANGUAGE.txt that no table was made from,
# and the program.  Goes out: for texts of one, five and 20 lines, how many of 20 from each language and encoding came
# back, were refused, and came back as something else.  Never: text that an encoding cannot hold, or that is all ASCII.
set -u
export LC_ALL=C
folder=${1:?usage: guess.sh FOLDER UNBAKE}
unbake=${2:?usage: guess.sh FOLDER UNBAKE}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

pairs='cs CP1250 cs ISO-8859-2 cs CP852 da CP1252 de CP1252 de CP850 de UTF-16LE el CP1253 es CP1252 fi CP1252 fr CP1252
fr CP850 fr MACINTOSH hu CP1250 it CP1252 ja CP932 ja EUC-JP ja ISO-2022-JP ko CP949 nl CP1252 pl CP1250 pl ISO-8859-2
pl CP852 pt CP1252 pt_BR CP1252 ro CP1250 ru CP1251 ru KOI8-R ru CP866 ru ISO-8859-5 sr CP1251 sv CP1252 tr CP1254 uk CP1251
uk KOI8-U vi CP1258 zh_CN GB18030 zh_TW CP950'

# try LANGUAGE ENCODING LINES: prints "right", "refused" or "wrong" for each text.
try() {
    total=$(wc -l <"$folder/$1.txt")
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        from=$((1 + (total - $3) * i / 21))
        sed -n "$from,$((from + $3 - 1))p" "$folder/$1.txt" >"$tmp/text"
        iconv -f UTF-8 -t "$2" "$tmp/text" >"$tmp/other" 2>/dev/null && ! cmp -s "$tmp/text" "$tmp/other" || continue
        if ! "$unbake" -r none -n none -f auto "$tmp/other" >"$tmp/out" 2>/dev/null; then echo refused
        elif cmp -s "$tmp/text" "$tmp/out"; then echo right
        else echo wrong; echo "$1 $2" >>"$tmp/wrong"; fi
    done
}

for lines in 1 5 20; do
    # shellcheck disable=SC2086
    set -- $pairs
    : >"$tmp/wrong"
    while [ $# -gt 0 ]; do
        [ -e "$folder/$1.txt" ] && try "$1" "$2" $lines
        shift 2
    done | sort | uniq -c | awk -v lines=$lines '{ n[$2] = $1; all += $1 } END {
        printf "guessed from %2d lines: %d of %d right, %d refused, %d wrong\n", lines, n["right"], all, n["refused"], n["wrong"] }'
    sort "$tmp/wrong" | uniq -c | sed 's/^/   wrong:/'
done
