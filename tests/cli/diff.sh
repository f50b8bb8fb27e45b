# diff.sh: --diff against diff(1) and patch(1).  Comes in: made-up files with few and many changes.  Goes out: whether
# the diff is what diff -u writes, and makes the repaired file when it is applied.  Never: random without a seed.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
nfd=$(printf 'cafe\314\201')

# lines COUNT EVERY LENGTH: COUNT lines, every EVERYth of them in need of a change.
lines() {
    awk -v n="$1" -v every="$2" -v len="$3" -v nfd="$nfd" 'BEGIN {
        filler = sprintf("%*s", len, ""); gsub(/ /, "y", filler)
        for (i = 1; i <= n; i++) print (i % every ? "plain " : nfd " ") i filler }'
}

for every in 1 2 4 5 6 7 8 9 13 40 100; do
    lines 90 $every 0 >f
    $unbake f >want
    diff -u --label f --label f f want >expected
    same "every line of $every: as diff -u" "$($unbake --diff f | cmp - expected && echo same)" same
done
printf 'a\nb\n%s' "$nfd" >f; $unbake f >want
diff -u --label f --label f f want >expected
same 'a last line without an end' "$($unbake --diff f | cmp - expected && echo same)" same
if command -v patch >/dev/null; then
    for every in 1 2 20; do
        lines 20000 $every 150 >f; $unbake f >want
        $unbake --diff f >d
        same "a large diff of every line of $every applies" "$(patch -s -p0 <d && cmp f want && echo same)" same
    done
fi
lines 10 20 0 >clean; lines 10 3 0 >damaged
same 'nothing for a clean file' "$($unbake --diff clean; echo $?)" 0
same 'status 1 for a difference' "$(status $unbake --diff damaged)" 1
same 'with --check as well' "$(status $unbake --diff --check damaged)" 1
same 'two files' "$($unbake --diff damaged clean damaged | grep -c '^+++ damaged$')" 2
same 'from standard input' "$($unbake --diff <damaged | head -n 1)" '--- standard input'
same 'no colour in a pipe' "$($unbake --diff damaged | grep -c '\[3')" 0
same 'colour when told so' "$(NO_COLOR=1 $unbake --diff --color=always damaged | grep -c '\[32m+')" 3
# marked TEXT: the two lines of a diff, with what is marked in braces
marked() { printf '%s\n' "$1" | $unbake --diff --color=always | sed "s/$(printf '\033')\[7m/{/g; s/$(printf '\033')\[27m/}/g; s/$(printf '\033')\[[0-9]*m//g" | tail -n 2; }
same 'what differs in a line is marked then' "$(marked 'un cafÃ© noir')" '-un caf{Ã©} noir
+un caf{é} noir'
same 'each place by itself' "$(marked 'cafÃ© au lait, 第十一次常務(wù)會, crÃ¨me')" '-caf{Ã©} au lait, 第十一次常務{(wù)}會, cr{Ã¨}me
+caf{é} au lait, 第十一次常務會, cr{è}me'
same 'and what a mark belongs to with it' "$(marked "${nfd}s")" "-caf{$(printf 'e\314\201')}s
+caf{é}s"
lines 500 3 60 >many
same 'colours aside, it is the same' "$($unbake --diff --color=always many | sed "s/$(printf '\033')\[[0-9]*m//g" | cksum)" "$($unbake --diff many | cksum)"
same 'a name that would break the line' "$(cp damaged 'a
b'; $unbake --diff 'a
b' | head -n 1)" '--- "a\u{A}b"'
same 'a record too long is told' "$(head -c 3000000 /dev/zero | tr '\0' a | status $unbake --diff)" 2
same 'a full disk' "$($unbake --diff damaged 2>/dev/null >/dev/full; echo $?)" 2
finish
