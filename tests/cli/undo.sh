# undo.sh: edits taken back.  Comes in: files edited with a report, and reports that are wrong in every way.  Goes out:
# the exact old bytes, or one line and nothing changed.  Never: a file that is half undone.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
printf 'cafÃ©\nclean\n第十一次常務(wù)會\ncafe\314\201 here\nlast (wù)務(wù)' >a
printf 'RadosÅ‚aw\377\n\0cafe\314\201' >'b "odd"
name'
printf 'clean\n' >c
mkdir old && cp a b* c old
edit() { rm -f r.jsonl; cp old/* .; $unbake -i -a --invalid=replace --explain=jsonl --report=r.jsonl a b* c; }
same_as_old() { for f in a b* c; do cmp -s "$f" "old/$f" || echo "$f"; done; }

edit
same 'files were edited' "$(same_as_old | tr '\n' ' ')" 'a b "odd" name '
same 'the checksums are those of the files' "$(sed -n 's/.*"edited":true.*"sha256":"\([0-9a-f]*\)".*"old_sha256":"\([0-9a-f]*\)".*/\1 \2/p' r.jsonl)" \
    "$(for f in a b*; do printf '%s ' "$(sha256sum <"$f" | cut -d' ' -f1)"; sha256sum <"old/$f" | cut -d' ' -f1; done)"
same 'undo' "$(status $unbake --undo=r.jsonl)" 0
same 'gives the old bytes back' "$(same_as_old)" ''
same 'again is refused' "$($unbake --undo=r.jsonl 2>&1 | head -n 1)" 'unbake: a: has changed since the report was made; left as it is'
edit
same 'only a named file' "$($unbake -v --undo=r.jsonl a 2>&1; same_as_old)" 'unbake: a: has its old bytes back
b "odd"
name'
same 'a file that the report does not tell of' "$($unbake --undo=r.jsonl c missing 2>&1; echo $?)" \
    'unbake: c: r.jsonl does not tell of it; left as it is
unbake: missing: r.jsonl does not tell of it; left as it is
2'
edit
echo more >>a
cp a changed
same 'a file that changed since' "$($unbake --undo=r.jsonl 2>&1; echo $?)" 'unbake: a: has changed since the report was made; left as it is
2'
same 'stays' "$(cmp a changed)" ''
same 'and does not stop the others' "$(same_as_old)" a
edit
printf 'x' >a
same 'a file that is shorter now' "$($unbake --undo=r.jsonl a 2>&1; cat a)" 'unbake: a: has changed since the report was made; left as it is
x'

# refused NAME: with the report in $NAME, nothing changes; prints the one line.
refused() {
    edit; cat >bad; cp a b* changed.d/
    $unbake --undo=bad >out 2>err; echo "$?"
    for f in a b*; do [ "$f" = bad ] || cmp -s "$f" "changed.d/$f" || echo "changed $f"; done
    wc -l <err; cat err
}
mkdir changed.d
edit
cp r.jsonl whole.jsonl
size=$(wc -c <r.jsonl)
same 'a truncated report' "$(sed '$d' whole.jsonl | refused)" "2
1
unbake: bad: is cut short; nothing was undone"
same 'a report cut in mid-line' "$(head -c $((size / 2)) whole.jsonl | refused | sed 's/line [0-9]*/line N/')" "2
1
unbake: bad: line N is not of a report by --explain=jsonl; nothing was undone"
same 'a report without one of its files' "$(grep -v '"edited":true.*' whole.jsonl | refused | tail -n 1)" 'unbake: bad: is cut short; nothing was undone'
same 'some other JSON' "$(echo '{"a":[1]}' | refused | tail -n 1)" \
    'unbake: bad: line 1 is not of a report by --explain=jsonl; nothing was undone'
same 'no JSON' "$(head -c 3000 /dev/urandom | refused | tail -n 1 | cut -c1-20)" 'unbake: bad: line 1 '
same 'an empty report' "$(: | refused | tail -n 1)" 'unbake: bad: tells of no edit in place, so there is nothing to undo'
same 'a report of a filter' "$($unbake --check --explain=jsonl old/a | refused | tail -n 1)" \
    'unbake: bad: tells of no edit in place, so there is nothing to undo'
same 'old bytes that were tampered with' "$(sed 's/"before":"Ã©"/"before":"Ã¨"/' whole.jsonl | refused | tail -n 1)" \
    'unbake: a: the report does not give its old bytes; left as it is'
same 'a missing report' "$($unbake --undo=nowhere 2>&1; echo $?)" 'unbake: nowhere: No such file or directory
2'
mkdir -p one/sub two
printf 'cafÃ©\n' >one/a; cp one/a one/sub/a; printf 'un cafÃ©\n' >two/a
same 'a report of another file of that name' "$(cd one && $unbake -i --explain=jsonl --report=r a && cd ../two && $unbake -i a && $unbake --undo=../one/r 2>&1; cat a)" \
    'unbake: a: has changed since the report was made; left as it is
un café'
same 'from another folder' "$($unbake --undo=one/r 2>&1; echo $?; cat one/a)" 'unbake: a: has changed since the report was made; left as it is
2
café'
same 'a file that is gone' "$(cd one && mv a b && $unbake --undo=r 2>&1; echo $?; mv b a)" 'unbake: a: No such file or directory
2'
same 'from its own folder' "$(cd one && $unbake --undo=r 2>&1; cat a)" 'cafÃ©'
same 'paths as they were given' "$($unbake -i --explain=jsonl --report=r2 one/a ./one/sub/a; $unbake --undo=r2 ./one/sub/a; cat one/a one/sub/a)" 'café
cafÃ©'
same 'a link is kept, and its file undone' "$(ln -s sub/a one/l; $unbake -i --explain=jsonl --report=r3 one/l; cat one/sub/a; $unbake --undo=r3; cat one/sub/a; readlink one/l)" 'café
cafÃ©
sub/a'
same 'a report from a pipe' "$(cat r2 | $unbake --undo=/dev/stdin 2>&1; echo $?; cat one/a)" 'unbake: /dev/stdin: must be a regular file, for it is read twice
2
café'
same 'a folder is no report' "$($unbake --undo=one 2>&1; echo $?)" 'unbake: one: Is a directory
2'
rm -rf one two r2 r3
same 'undo and another wish' "$($unbake --undo=r.jsonl -i a 2>&1; echo $?)" 'unbake: --undo and --in-place contradict each other
2'
if [ -e /dev/full ]; then
    same 'a report on a full disk: no edit' "$(cp old/a .; $unbake -i --explain=jsonl --report=/dev/full a 2>/dev/null; echo $?; cmp a old/a)" 2
fi
{ head -c 3000000 /dev/zero | tr '\0' a; printf ' cafÃ© bla\n'; } >long
cp long long.old
same 'a record too long' "$($unbake -i --explain=jsonl --report=l.jsonl long; cmp -s long long.old; echo $?; $unbake --undo=l.jsonl 2>&1)" '1
unbake: long: a record was too long for the report to hold; left as it is'
rm -f long*
same 'nothing is left lying about' "$(ls -A | grep -i unbake-)" ''
finish
