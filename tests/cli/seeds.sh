# seeds.sh: five whole web pages.  Three are damaged by byte slip and glosses, two are clean.  Each must come out as the
# text beside it, repaired alone and simplified besides, however the bytes arrive.
. "$(dirname "$0")/../lib.sh"
seeds=$root/fixtures/seeds

# equal NAME GOT WANT: passes when two files hold the same bytes; shows the first lines that differ.
equal() {
    if cmp -s "$2" "$3"; then printf 'ok - %s\n' "$1"; return; fi
    printf 'not ok - %s\n' "$1"
    diff -a "$2" "$3" | head -4 | sed 's/^/#   /'
    failures=$((failures + 1))
}

for expected in "$seeds"/*.repaired.txt; do
    seed=${expected%.repaired.txt}
    name=${seed##*/}
    $unbake <"$seed.txt" >"$tmp/repaired"
    equal "$name repaired" "$tmp/repaired" "$expected"
    $unbake --simplify <"$seed.txt" >"$tmp/simplified"
    equal "$name simplified" "$tmp/simplified" "$seed.simplified.txt"
    dd if="$seed.txt" bs=7 2>/dev/null | $unbake >"$tmp/cut"
    equal "$name in pieces of 7 bytes" "$tmp/cut" "$expected"
    $unbake <"$tmp/repaired" >"$tmp/twice"
    equal "$name twice is once" "$tmp/twice" "$tmp/repaired"
    $unbake --simplify <"$tmp/repaired" >"$tmp/later"
    equal "$name simplified later" "$tmp/later" "$seed.simplified.txt"
done
same 'all five were there' "$(ls "$seeds"/*.repaired.txt | wc -l)" 5
finish
