#!/bin/sh
# simplify.sh: how well traditional Chinese is simplified, beside opencc and uconv where they are installed.  Comes in: a
# folder with zh_CN.txt, ja.txt and ko.txt (man_text.sh makes them), in SIMPLIFIED_TEXT more files of simplified text,
# and in OPENCC_CASES the testcases.json of OpenCC's source.  Goes out: round trips, stability and cases, in figures.
# Never: judges by text that a table was made from.
set -eu
folder=${1:?usage: simplify.sh FOLDER COUNTER}
counter=${2:?usage: simplify.sh FOLDER COUNTER}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unbake='./unbake -r none -n none'

# convert CONF FROM: by each converter there is, into $work/NAME.
convert() {
    $unbake --simplify="$1" "$2" >"$work/unbake"
    set_of=unbake
    command -v opencc >/dev/null && opencc -c "$1.json" -i "$2" -o "$work/opencc" && set_of="$set_of opencc"
    command -v uconv >/dev/null && uconv -x Hant-Hans "$2" >"$work/uconv" && set_of="$set_of uconv"
}

# count RIGHT [-l]: what convert made.
count() {
    # shellcheck disable=SC2046,SC2086
    "$counter" ${2:-} "$1" $(for name in $set_of; do echo "$work/$name"; done)
}

# round_trips FILE: made traditional by opencc, and simplified again.
round_trips() {
    command -v opencc >/dev/null || return 0
    for way in s2t:t2s s2tw:tw2s s2hk:hk2s; do
        opencc -c "${way%:*}.json" -i "$1" -o "$work/traditional"
        echo "round trip of $(basename "$1"), ${way%:*} and ${way#*:}:"
        convert "${way#*:}" "$work/traditional"
        count "$1"
    done
}

# stays FILE: what a conversion changes in it, in characters and in lines.
stays() {
    echo "$(basename "$1"), which should stay:"
    convert t2s "$1"
    count "$1"
    count "$1" -l
}

for text in "$folder/zh_CN.txt" ${SIMPLIFIED_TEXT:-}; do
    [ -s "$text" ] || continue
    round_trips "$text"
    stays "$text"
done
for language in ja ko; do
    [ ! -s "$folder/$language.txt" ] || stays "$folder/$language.txt"
done
for conf in t2s tw2s hk2s tw2sp hk2sp; do
    [ -s "${OPENCC_CASES:-}" ] || break
    awk -v conf="\"$conf\":" '/"input":/ { input = $0; sub(/^[^:]*: *"/, "", input); sub(/",? *$/, "", input) }
        index($0, conf) { right = $0; sub(/^[^:]*: *"/, "", right); sub(/",? *$/, "", right); print input "\t" right }' \
        "$OPENCC_CASES" >"$work/cases"
    cut -f1 "$work/cases" >"$work/input"
    cut -f2 "$work/cases" >"$work/right"
    echo "OpenCC's cases, $conf:"
    convert "$conf" "$work/input"
    count "$work/right" -l
done
