#!/bin/sh
# man_text.sh: prints the names of files LANGUAGE.txt for the accuracy suite.  Comes in: a folder to make them in, and
# how many lines each may have.  Goes out: lines of running text from the man pages installed for each language, and
# the clean lines of the fixtures.  Never: text on which a table was trained, or a line that still holds markup.
set -eu
export LC_ALL=C
folder=${1:?usage: man_text.sh FOLDER [LINES]}
most=${2:-2000}
mkdir -p "$folder"
rm -f "$folder"/*.txt
cp fixtures/mojibake/clean.txt "$folder/fixtures.txt"

# Translations hold letters beyond ASCII, which the originals lack; a backslash that is left is markup.  Some installed
# pages are damaged themselves (fakeroot's Spanish one): lines with C1 controls, or Ã, Â or â before such a byte, go.
text_of() {
    find "$1"/man[1-8]* -name '*.gz' -type f 2>/dev/null | sort | head -400 | xargs -r zcat 2>/dev/null |
        sed "/^[.']/d; s/\\\\f\\[[A-Z]*\\]//g; s/\\\\f[A-Z]//g; s/\\\\-/-/g; s/\\\\&//g; /\\\\/d; s/^ *//; /^\$/d" |
        iconv -f UTF-8 -t UTF-8 2>/dev/null | awk 'length >= 4 && length < 1500 && /[\200-\377]/ &&
                !/\302[\200-\237]|\303[\202\203\242]\302|\303\242\342\202\254/ && !seen[$0]++'
}

for pages in /usr/share/man/*/; do
    language=$(basename "$pages")
    case $language in man[0-9]*) continue ;; esac
    lines=$folder/${language%%.*}.txt
    text_of "$pages" | awk -v most="$most" '{ line[NR] = $0 } END { step = NR > most ? NR / most : 1
        for (i = 1; i <= NR; i += step) print line[int(i)] }' >"$lines"
    [ "$(wc -l <"$lines")" -ge 30 ] || rm "$lines"
done
ls "$folder"/*.txt
