# jobs.sh: several threads.  Comes in: a file of clean and damaged lines, and one that is a single long line.  Goes out:
# whether text, report, totals and status are the same for every number of threads.  Never: measures time.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
seq 1 9000 | sed -e 's/$/ plain words/' -e 's/^\(.*77.*\)$/caf\xC3\x83\xC2\xA9 \1/' -e 's/^\(.*83.*\)$/e\xCC\x81 \1/' >text
{ tr '\n' ' ' <text; echo; cat text text; printf 'no end'; } >mixed
for j in 2 3 0; do
    for file in text mixed; do
        same "-j $j gives the same text ($file)" "$($unbake -j $j $file | cksum)" "$($unbake $file | cksum)"
        same "-j $j from a pipe ($file)" "$(dd if=$file bs=5000 2>/dev/null | $unbake --jobs=$j | cksum)" "$($unbake $file | cksum)"
        same "-j $j tells the same ($file)" "$($unbake -j $j --check --explain=jsonl $file | cksum)" "$($unbake --check --explain=jsonl $file | cksum)"
        same "-j $j counts the same ($file)" "$($unbake -j $j --stats=json $file 2>&1 >/dev/null)" "$($unbake --stats=json $file 2>&1 >/dev/null)"
    done
done
same 'something was repaired' "$($unbake -j 2 mixed | grep -c "$(printf 'caf\303\251')")" "$($unbake mixed | grep -c "$(printf 'caf\303\251')")"
same '--check tells of a change' "$(status $unbake -j 2 --check text)" 1
cp text edited
same '-i repairs with threads, too' "$($unbake -j 2 -i edited && cksum <edited)" "$($unbake text | cksum)"
same '--diff is the same' "$($unbake -j 2 --diff text | cksum)" "$($unbake --diff text | cksum)"
same 'a full disk is told' "$(status sh -c "$unbake -j 2 mixed >/dev/full")" 2
for word in -1 x 1x 257 ''; do same "--jobs='$word' is refused" "$(status $unbake --jobs="$word" text)" 2; done
finish
