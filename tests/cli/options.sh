# options.sh: how the command line is read.  Comes in: right and wrong words.  Goes out: whether each has its effect, or
# its one line of complaint.  Never: looks at the quality of a repair.
. "$(dirname "$0")/../lib.sh"
nfd=$(printf 'cafe\314\201') nfc=$(printf 'caf\303\251')
cd "$tmp" || exit 1
printf '%s\n' "$nfd" >damaged
printf 'clean\n' >clean

same 'NFC is the default' "$($unbake damaged)" "$nfc"
same 'standard input without a FILE' "$($unbake <damaged)" "$nfc"
same '- is standard input' "$($unbake clean - <damaged)" "clean
$nfc"
same '-- ends the options' "$(cp damaged ./-n; $unbake -- -n)" "$nfc"
same 'options after operands' "$($unbake damaged --normalize=none)" "$nfd"
same 'a later option wins' "$($unbake -n none -n nfc damaged)" "$nfc"
same 'a value in the next word' "$($unbake --normalize none damaged)" "$nfd"
same 'a value in the same word' "$($unbake -nnone damaged)" "$nfd"
same 'a name cut short' "$($unbake --norm=none damaged)" "$nfd"
same 'short options together' "$(printf 'a\0' | $unbake -aznnone | od -An -c | tr -d ' ')" 'a\0'
same 'NUL-ended records stay so' "$(printf '%s\0%s' "$nfd" "$nfd" | $unbake -z | tr '\0' '|')" "$nfc|$nfc"
same 'an optional value is never the next word' "$($unbake -s damaged)" "$nfc"
same 'invalid bytes are kept' "$(printf 'a\377b' | $unbake | od -An -tx1)" ' 61 ff 62'
same 'or replaced' "$(printf 'a\377b' | $unbake --invalid=replace)" "$(printf 'a\357\277\275b')"
same 'or fail' "$(printf 'a\377b' | status $unbake --invalid=fail)" 2
same 'and the place is told' "$(printf 'a\377b' | $unbake --invalid=fail 2>&1 >/dev/null)" \
    'unbake: standard input: bytes that are not UTF-8, at byte 1'

# complains WORDS... : one line on standard error, nothing on standard output, status 2; prints the line.
complains() {
    $unbake "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
    complaint_status=$?
    [ "$complaint_status" = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ] || echo "status $complaint_status"
    cat "$tmp/err"
}
same 'an unknown option' "$(complains --repiar=all)" "unbake: unknown option '--repiar'; did you mean '--repair'?"
same 'an option unlike any' "$(complains --xyzzyxyzzy)" \
    "unbake: unknown option '--xyzzyxyzzy'; 'unbake --help' lists the options"
same 'an unknown letter' "$(complains -y)" "unbake: unknown option '-y'; 'unbake --help' lists the options"
same 'a wrong value' "$(complains --level=bald)" \
    "unbake: --level: 'bald' is not one of safe, normal, bold; did you mean 'bold'?"
same 'a wrong value of a short option' "$(complains -n nfx | cut -d';' -f1)" \
    "unbake: --normalize: 'nfx' is not one of nfc, nfd, nfkc, nfkd, none"
same 'a wrong repair in a list' "$(complains -r all,-glos | sed 's/.*;//')" " did you mean 'gloss'?"
same 'an empty item in a list' "$(status $unbake -r all,, </dev/null)" 2
same 'a wrong configuration' "$(complains -sv | sed 's/ is.*//')" "unbake: --simplify: 'v'"
same 'an ambiguous name' "$(complains --li)" "unbake: option '--li' may be '--list-different' or '--line-buffered'"
same 'a value that is missing' "$(complains -n)" "unbake: option '-n' needs a value: FORM"
same 'a long value that is missing' "$(complains --output)" "unbake: option '--output' needs a value: FILE"
same 'a value that is empty' "$(complains --report= damaged)" "unbake: option '--report' needs a value: FILE"
same 'an empty pattern would leave every line' "$(complains --skip '' damaged)" "unbake: option '--skip' needs a value: PATTERN"
same 'an empty value of a letter' "$(complains -o '' damaged)" "unbake: option '-o' needs a value: FILE"
same 'a value in capitals' "$(complains -n NFC | sed 's/.*;//')" " did you mean 'nfc'?"
same 'a value too many' "$(complains --check=yes)" "unbake: option '--check' takes no value"
same 'in place without a file' "$(complains -i)" 'unbake: --in-place needs a FILE'
same 'in place and check' "$(complains -i --check damaged)" 'unbake: --check and --in-place contradict each other'
same 'an empty option name' "$(complains --=x | cut -d' ' -f1-3)" 'unbake: unknown option'
same 'every repair has a name' \
    "$(status $unbake -r mojibake,legacy,private-use,byte-slip,gloss,controls,escapes,none </dev/null)" 0
same 'a list may begin by taking away' "$(status $unbake -r -gloss </dev/null)" 0

same 'check: 0 when nothing would change' "$(status $unbake --check clean)" 0
same 'check: 1 when something would' "$(status $unbake --check clean damaged)" 1
same 'check: 2 for trouble, even so' "$(status $unbake --check damaged missing)" 2
same 'check writes no text' "$($unbake --check damaged)" ''
same 'a filter that changes text exits 0' "$(status $unbake damaged)" 0
same '-l names what differs' "$($unbake -l clean damaged clean damaged)" 'damaged
damaged'
same '-l exits 1 then' "$(status $unbake -l clean damaged)" 1
same '-l exits 0 otherwise' "$(status $unbake -l clean)" 0
same '-lz ends names in NUL' "$(printf '%s\0' "$nfd" >nul; $unbake -lz nul | tr '\0' '|')" 'nul|'
same '-v names the file' "$($unbake --check -v damaged 2>&1)" 'unbake: damaged: 1 of 1 records would change'
same '-q does not change the status' "$(status $unbake -q --check damaged)" 1

same 'explain' "$($unbake --explain damaged 2>&1 >/dev/null | sed 's/: normalize.*//')" 'damaged:1:4'
same 'explain goes to standard output with --check' "$($unbake --check --explain damaged 2>/dev/null | wc -l)" 1
same 'explain as JSON Lines' "$($unbake --check --explain=jsonl damaged |
    grep -c '^{"file":"damaged","line":1,"column":4,"offset":3,"character":3,"kind":"normalize","steps":".*","before":".*","after":".*"}$')" 1
printf 'é\né cafÃ© au lait\n' >places
same 'columns and offsets, and how sure it is' "$($unbake --check --explain places | sed 's/[0-9]*% sure/N% sure/')" \
    'places:2:6: mojibake: "Ã©" -> "é" (UTF-8 was read as windows-1252) [byte 9, N% sure]'
same 'in JSON, too' "$($unbake --check --explain=jsonl places |
    sed 's/"margin":[0-9]*\.[0-9]*,"certainty":0\.[0-9]*/N/')" \
    '{"file":"places","line":2,"column":6,"offset":9,"character":7,"kind":"mojibake","steps":"UTF-8 was read as windows-1252","before":"Ã©","after":"é",N}'
same 'what was only asked for is neither sure nor unsure' "$($unbake --check --explain=jsonl damaged | grep -c 'margin\|certainty')" 0
same 'what was filled in is told' "$(printf 'Deletado â€œ%%(object)s.â€?\n' | $unbake --check --explain |
    sed 's/.*\[byte [0-9]*, [0-9]*% \(.*\)\]$/\1/')" 'sure, 1 filled in'
same 'explain to a file' "$($unbake --explain=jsonl --report=r.jsonl damaged; wc -l <r.jsonl)" "$nfc
1"
same 'what is not UTF-8 is base64' "$(printf '\377' | $unbake --check --explain=jsonl --invalid=replace |
    grep -c '"before_base64":"/w=="')" 1
same 'stats' "$($unbake --stats damaged clean 2>&1 >/dev/null | grep -cE '^ +(1  files_changed|2  files|2  records)$')" 3
same 'stats as JSON' "$($unbake --stats=json damaged 2>&1 >/dev/null |
    grep -c '^{"files":1,"files_changed":1,"bytes_in":7,"bytes_out":6,"records":1,"records_changed":1,"changes":1,.*}$')" 1
same 'stats for Hadoop' "$($unbake --stats=hadoop damaged 2>&1 >/dev/null | grep -v '^reporter:counter:unbake,[a-z_-]*,[0-9]*$')" ''

same 'a name that would break the line is quoted' "$(printf 'no\nwhere\033[0m\0' | $unbake --files0-from=- 2>&1)" \
    'unbake: "no\u{A}where\u{1B}[0m": No such file or directory'
same 'names from a list' "$(printf 'clean\0damaged\0' | $unbake --files0-from=-)" "clean
$nfc"
same 'names from a file' "$(printf 'clean\0damaged' >list; $unbake --files0-from=list -l)" damaged
same 'an empty name does not stop the others' "$(printf '\0clean\0' | $unbake --files0-from=- 2>/dev/null)" clean
same 'but is trouble' "$(printf '\0clean\0' | status $unbake --files0-from=-)" 2
same 'a missing list' "$(status $unbake --files0-from=missing)" 2
same 'a list and operands' "$(status $unbake --files0-from=list clean)" 2
same '- in a list from standard input' "$(printf -- '-\0' | status $unbake --files0-from=-)" 2

printf 'cafÃ© unbake: skip\ncafÃ© keep\ncafÃ©\n' >marks
same 'a line with a mark stays' "$($unbake marks | head -n 1)" 'cafÃ© unbake: skip'
same 'and lines that fit a pattern' "$($unbake --skip='^caf.+ (keep|x)$' marks)" 'cafÃ© unbake: skip
cafÃ© keep
café'
same 'with threads, too' "$($unbake -j2 --skip=keep marks | cksum)" "$($unbake --skip=keep marks | cksum)"
same 'a wrong pattern' "$(complains --skip='a(b' marks | cut -c1-24)" "unbake: --skip: 'a(b': U"
same 'a pattern that may take for ever' "$(complains --skip='(a*)\1' marks)" \
    "unbake: --skip: '(a*)\1': back references are not supported"
same 'no progress in a file' "$($unbake --progress=auto marks 2>&1 >/dev/null)" ''
same 'progress, in the end wiped away' "$({ cat marks; sleep 1.2; cat marks; } | $unbake --progress=always 2>&1 >/dev/null |
    tr '\r\033' '\n^' | sed 's/, [0-9]* B.s/, N B\/s/')" '
84 B, N B/s, 4 lines repaired^[K
^[K'

same 'help exits 0' "$(status $unbake --help; status $unbake --help=all)" '0
0'
same 'the short help is of the long one' "$($unbake -h | sed -n 's/^ .*--\([a-z-]*\).*/\1/p' | while read -r name; do
    $unbake --help=all | grep -q -- "--$name" || echo "$name"; done)" ''
same 'another help' "$(complains --help=many)" "unbake: --help: 'many' is not one of all"
same 'help comes at once' "$($unbake -h --nonsense | head -n 1)" 'Usage: unbake [OPTION]... [FILE]...'
same 'no option goes untested' "$($unbake --help=all | sed -n 's/^  \(-.,\|   \) --\([a-z0-9-]*\).*/\1 --\2/p' | while read -r one other; do
    [ -n "$other" ] || other=$one; grep -qE -- "unbake[^|]*( ${one%,}|$other)" "$here"/*.sh || echo "$other"; done)" ''
same 'version exits 0' "$(status $unbake -V)" 0
same 'version begins with the name' "$($unbake -V | cut -d' ' -f1)" unbake
same 'no environment' "$(env -i $unbake damaged)" "$nfc"
same 'no locale' "$(LC_ALL=tr_TR.ISO-8859-9 $unbake damaged)" "$nfc"
finish
