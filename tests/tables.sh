# tables.sh: makes the generated tables again, in $BUILD/tables, and compares them with src/tables.  Goes out: one
# result per table, and the command that mends a difference.  Never: writes into src.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 1
BUILD=${BUILD:-.build}
mkdir -p "$BUILD/tables"

# The programs and files that a maker reads besides the libraries.
sources_of() {
    case $1 in
    make_pinyin)
        echo /usr/share/unicode/Unihan_Readings.txt.bz2 ;;
    make_han_simplified)
        echo "${OPENCC_DICTIONARY:-OPENCC_DICTIONARY}/TSPhrases.txt" /usr/share/unicode/Unihan_Variants.txt.bz2 ;;
    esac
}

# The command whose output a maker reads on standard input.
input_of() {
    case $1 in make_pinyin) echo 'bzcat /usr/share/unicode/Unihan_Readings.txt.bz2' ;; *) echo true ;; esac
}

# table MAKER: compares MAKER's output with the table named after it.
table() {
    made=$BUILD/tables/${1#make_}.inc
    checked_in=src/tables/${1#make_}.inc
    for source in $(sources_of "$1"); do
        [ -e "$source" ] && continue
        printf 'skipped - %s: %s is missing (package unicode-data; the source of OpenCC)\n' "$1" "$source"
        return
    done
    ok "$1 runs" sh -c '$3 | "$1" >"$2"' sh "$BUILD/makers/$1" "$made" "$(input_of "$1")"
    ok "$checked_in is what $1 makes" cmp -s "$made" "$checked_in"
    cmp -s "$made" "$checked_in" ||
        printf '#   if the change is meant: cp %s %s && make && make check-tables\n' "$made" "$checked_in"
}

table make_han_simplified
table make_characters
table make_compositions
table make_pinyin
table make_private_use
finish
