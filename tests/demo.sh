#!/bin/sh
# demo.sh: shows what the program does.  Comes in: the web pages of fixtures/seeds.  Goes out: parts of them before and
# after, with a sentence on each.  Never: writes a file, or shows anything that the program did not do just now.
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C
pages=fixtures/seeds

# show TITLE PAGE PART OPTION...: the first text of the page that matches PART, before and after.
show() {
    title=$1 page=$2 part=$3; shift 3
    before=$(grep -o -e "$part" "$pages/$page.txt" | head -n 1)
    printf '%s\n  before  %s\n  after   %s\n\n' "$title" "$before" "$(printf '%s\n' "$before" | ./unbake "$@")"
}

echo
echo 'Parts of web pages whose publisher took Chinese text for bytes (fixtures/seeds).'
echo
show 'Pinyin was put in behind many characters: 會 became 會(huì).' \
    004_bdd53847d209804f '^市政府召開.*'
show 'The gloss of 請 was put in where its two bytes met across 日報, and the reader lost a byte.' \
    004_bdd53847d209804f '來源:[^ ]*bào)'
show 'The text was cut at the bytes of ！, which are half of 保 and half of the quotation mark.' \
    000_d516b12672c5256e '要嚴(yán)格落實生態.*責(zé)”要求'
show 'The text was cut at the bytes of ；, and what was left was read one byte out of step.' \
    004_bdd53847d209804f '要緊盯.*非煤礦山'
show 'The same, and written in simplified characters (unbake --simplify).' \
    001_2880c976c9831ffa '這暴露出.*薄弱環(huán)節(jié)' --simplify

# verdict SEED: what became of a page, next to the text that a person worked out for it.
verdict() {
    lines=$(./unbake <"$1.txt" | diff -a "$1.txt" - | grep -c '^>')
    wrong=$(./unbake <"$1.txt" | diff -a - "$1.repaired.txt" | grep -c '^>')
    printf '  %s  %2d of %3d lines repaired, %d not as a person would have it\n' "${1##*/}" "$lines" \
        "$(grep -c '' <"$1.txt")" "$wrong"
}

echo 'The five whole pages.  Two have no damage and must stay byte for byte.'
for expected in "$pages"/*.repaired.txt; do
    verdict "${expected%.repaired.txt}"
done
