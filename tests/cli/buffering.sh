# buffering.sh: when output is written.  Comes in: callers that wait for an answer.  Goes out: whether they get it, and
# how many writes a large text takes.  Never: waits longer than a few seconds for an answer that does not come.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
mkfifo in out

# ask OPTIONS...: writes a line, waits for it to come back, writes the next.
ask() {
    $unbake "$@" <in >out &
    asked=$!
    exec 3>in 4<out
    for word in first second third; do
        echo "$word" >&3
        answer=$(timeout 5 head -n 1 <&4) || answer='no answer'
        printf '%s ' "$answer"
    done
    exec 3>&- 4<&-
    wait $asked
}
same 'a caller that waits for each line gets it' "$(ask)" 'first second third '
same 'also record by record' "$(ask --line-buffered)" 'first second third '

slow() { printf 'half a li'; sleep 0.2; printf 'ne\nno end'; }
same 'a line that comes in pieces' "$(slow | $unbake)" 'half a line
no end'
same 'explanations come no later than text' "$({ { printf 'e\314\201\n'; sleep 1; echo late >&2; } | $unbake --explain; } 2>&1 >/dev/null |
    sed 's/: normalize.*//')" 'standard input:1:1
late'
if command -v strace >/dev/null; then
    head -c 10000000 /dev/zero | tr '\0' '\n' >lines
    strace -c -e trace=write,read,poll -o calls "$root/unbake" lines >/dev/null
    same 'ten megabytes take few calls' "$(awk '$NF == "total" {print ($(NF - 2) < 400 || $(NF - 1) < 400)}' calls)" 1
fi
head -c 4000000 /dev/urandom | od -An -tx1 >many
same 'a large text is whole, through a slow pipe' "$(dd if=many bs=777 2>/dev/null | $unbake | cksum)" "$(cksum <many)"
finish
