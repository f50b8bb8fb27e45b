# slip.sh: sixty lines that look like slips and glosses and are none, and fifty lines of damage made by its mechanism.
# The first must stay to the byte; of the second, at least as many as in the last measurement must come back exactly.
. "$(dirname "$0")/../lib.sh"
slip=$root/fixtures/slip
least_exact=33

$unbake <"$slip/kept.txt" >"$tmp/kept"
number=0
while IFS= read -r want <&3 && IFS= read -r got <&4; do
    number=$((number + 1))
    same "kept.txt line $number" "$got" "$want"
done 3<"$slip/kept.txt" 4<"$tmp/kept"
same 'every line of kept.txt was read' "$number" "$(grep -c '' <"$slip/kept.txt")"

cut -f 1 "$slip/slip.tsv" | $unbake >"$tmp/repaired"
cut -f 2 "$slip/slip.tsv" >"$tmp/expected"
same 'as many lines as went in' "$(grep -c '' <"$tmp/repaired")" "$(grep -c '' <"$tmp/expected")"
exact=$(paste "$tmp/repaired" "$tmp/expected" | awk -F '\t' '$1 == $2' | grep -c '')
ok "slip.tsv: $exact lines exact, at least $least_exact" [ "$exact" -ge "$least_exact" ]
$unbake <"$tmp/expected" >"$tmp/again"
ok 'the expected lines stay as they are' cmp -s "$tmp/again" "$tmp/expected"
finish
