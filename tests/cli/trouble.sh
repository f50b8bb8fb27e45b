# trouble.sh: what cannot be read or written.  Comes in: missing, unreadable and odd files, and outputs that fail.  Goes
# out: status 2, one line each, and the other files' text.  Never: status 0 after a failed write.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
nfd=$(printf 'cafe\314\201') nfc=$(printf 'caf\303\251')
printf 'one\n' >one
printf 'two' >two
mkdir folder

same 'a missing file' "$($unbake one missing two 2>err; echo " $?")" 'one
two 2'
same 'is named' "$(cat err)" 'unbake: missing: No such file or directory'
same 'a directory' "$($unbake folder one 2>&1; echo $?)" 'unbake: folder: Is a directory
one
2'
cp one secret
chmod 0 secret
if [ "$(id -u)" = 0 ]; then as='setpriv --reuid=65534 --regid=65534 --clear-groups'; chmod 755 "$tmp"; else as=; fi
cp "$root/unbake" ./program
same 'an unreadable file' "$($as ${WRAP:-} ./program secret 2>&1; echo $?)" 'unbake: secret: Permission denied
2'
if [ -e /dev/full ]; then
    same 'a tiny text on a full disk' "$($unbake one 2>err >/dev/full; echo $?)" 2
    same 'is told' "$(cat err)" 'unbake: cannot write standard output: No space left on device'
    same 'a large text on a full disk' "$(head -c 3000000 /dev/zero | tr '\0' a | $unbake 2>err >/dev/full; echo $?)" 2
    same 'is told once' "$(wc -l <err)" 1
    same 'names on a full disk' "$(printf '%s\n' "$nfd" | $unbake -l 2>/dev/null >/dev/full; echo $?)" 2
    same 'help on a full disk' "$($unbake --help 2>/dev/null >/dev/full; echo $?)" 2
    same '--output=/dev/full' "$(status $unbake -o /dev/full one)" 2
    same 'a report on a full disk' "$(printf '%s' "$nfd" | status $unbake --explain --report=/dev/full)" 2
    same 'an explanation on a full disk' "$(printf '%s' "$nfd" | $unbake --explain 2>/dev/full >/dev/null; echo $?)" 2
fi
same 'standard output is closed' "$($unbake one 2>/dev/null >&-; echo $?)" 2
same 'standard input is closed' "$($unbake 2>/dev/null <&-; echo $?)" 2
same 'standard error is closed' "$($unbake one 2>&-; echo $?)" 'one
0'
same 'a reader that leaves is no message' "$( (head -c 3000000 /dev/zero | $unbake; echo $? >st) 2>&1 | head -c 1 >/dev/null; cat st)" 141
same 'even where SIGPIPE is ignored' \
    "$( (trap '' PIPE; head -c 3000000 /dev/zero 2>/dev/null | $unbake 2>err; echo $? >st) | head -c 1 >/dev/null; cat st err)" 141
same 'a file that is its own output' "$(cp one self; $unbake self >>self 2>/dev/null; echo $?; cat self)" '2
one'

# --output
same 'a result in a new file' "$(printf '%s' "$nfd" | $unbake -o new; cat new)" "$nfc"
same 'a result in its own input' "$(printf '%s' "$nfd" >same; $unbake -o same same; cat same)" "$nfc"
same 'two inputs, one of them the result' "$(cp one result; $unbake -o result two result; cat result)" 'twoone'
same 'trouble leaves the result as it was' "$(cp one result; $unbake -o result two missing 2>/dev/null; echo $?; cat result)" '2
one'
same 'and makes no new one' "$($unbake -o absent missing 2>/dev/null; ls absent 2>/dev/null)" ''
same 'a folder as the result' "$(status $unbake -o folder one)" 2
same 'a result in a missing folder' "$(status $unbake -o missing/new one)" 2
mkfifo pipe
same 'a FIFO as the result' "$(cat pipe & $unbake -o pipe one; wait)" one
same 'a FIFO as a FILE' "$(printf '%s' "$nfd" >pipe & $unbake pipe; wait)" "$nfc"
same 'only what was asked for is there' "$(ls -A | grep unbake-)" ''

printf '\0a\0%s\n' "$nfd" >nul
same 'NUL passes' "$($unbake nul | od -An -c | tr -d ' ')" '\0a\0caf303251\n'
{ head -c 40000 /dev/zero | tr '\0' a; printf '\n\377\n'; } >bad
head -c 40000 /dev/zero | tr '\0' b >good
same 'text before an error is not mixed up with the next file' \
    "$($unbake --invalid=fail bad good 2>/dev/null | tr -d '\n' | tr -s ab)" ab
same 'an empty file' "$(: >empty; $unbake empty | wc -c)" 0
finish
