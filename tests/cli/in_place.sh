# in_place.sh: the promises of editing in place.  Comes in: files of every sort.  Goes out: whether each is edited, left
# alone or refused as promised.  Never: needs rights that an ordinary user lacks, where it can do without.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
nfd=$(printf 'cafe\314\201') nfc=$(printf 'caf\303\251')

# fresh NAME: a file that needs a change.
fresh() { rm -rf "$1"; printf '%s\n' "$nfd" >"$1"; }
# facts NAME: everything that must stay when nothing is to be done.
facts() { stat -c '%i %h %a %u %g %s %y %z' "$1"; }
# litter: names that nobody asked for.
litter() { ls -A | grep 'unbake-'; }

fresh a
same 'an edit' "$($unbake -i a; echo $?; cat a)" "0
$nfc"
before=$(facts a)
sleep 0.05
same 'a clean file is not touched' "$($unbake -i~ a; echo $?; facts a; ls)" "0
$before
a"
fresh a; fresh b
same 'several files' "$($unbake -i a b; cat a b)" "$nfc
$nfc"
fresh a
same 'a backup' "$($unbake -i.bak a; cat a a.bak)" "$nfc
$nfd"
fresh a
same 'a long option for it' "$($unbake --in-place=.old a; cat a a.old)" "$nfc
$nfd"
same 'a suffix with a slash' "$(status $unbake -i/x a)" 2
fresh a; chmod 4751 a
same 'the mode stays, all of it' "$($unbake -i a; stat -c %a a)" 4751
fresh a; chmod 600 a
same 'a private file stays private' "$($unbake -i a; stat -c %a a)" 600
if [ "$(id -u)" = 0 ]; then
    fresh a; chown 12:34 a; chmod 6755 a
    same 'owner and group stay' "$($unbake -i a; stat -c '%u:%g %a' a)" '12:34 6755'
    mkdir theirs; fresh theirs/a; chown 12:34 theirs/a; chmod 666 theirs/a; chmod 777 theirs; chmod 755 .
    cp "$root/unbake" program
    same 'or the file is refused' "$(setpriv --reuid=65534 --regid=65534 --clear-groups ${WRAP:-} ./program -i theirs/a 2>&1
        echo $?; cat theirs/a; ls -A theirs)" "unbake: theirs/a: cannot carry over its owner and group: Operation not permitted
2
$nfd
a"
fi
fresh a
if setfattr -n user.test -v kept a 2>/dev/null; then
    same 'extended attributes stay' "$($unbake -i a; getfattr --only-values -n user.test a)" kept
fi
fresh a
if setfacl -m u:12:rw a 2>/dev/null; then
    acl=$(getfacl -cn a)
    same 'access control lists stay' "$($unbake -i a; getfacl -cn a)" "$acl"
    mkdir inherits; setfacl -d -m u:12:rwx inherits; fresh inherits/a; setfacl -b inherits/a
    same 'none is inherited' "$($unbake -i inherits/a; getfacl -cn inherits/a | grep -c 'user:12')" 0
fi

mkdir sub; fresh sub/target; ln -sf sub/target link
same 'a symbolic link stays' "$($unbake -i link; readlink link; cat sub/target)" "sub/target
$nfc"
ln -sf nowhere dangling
same 'a link to nothing' "$($unbake -i dangling 2>&1)" 'unbake: dangling: No such file or directory'

# refused NAME WHY: the complaint, the status, and the file as it was.
refused() {
    refused_before=$(facts "$1")
    refused_why=$($unbake -i "$1" 2>&1)
    same "refused: $2" "$? $refused_why" "2 unbake: $1: $2"
    same "as it was: $2" "$(facts "$1")" "$refused_before"
}
fresh a; ln a other
refused a 'has other hard links, which an edit would cut off'
fresh a; chmod 444 a
refused a 'is read-only'
mkfifo fifo
refused fifo 'is a FIFO, not a regular file'
refused . 'Is a directory'
refused /dev/null 'is a device or socket, not a regular file'
printf '%s\377\n' "$nfd" >bytes
refused bytes '1 byte is not UTF-8, the first at byte 6; left as it was (to write U+FFFD for them: --invalid=replace)'
printf 'x\0%s\n' "$nfd" >nul
refused nul 'looks binary (NUL at byte 1); --text edits it all the same'
same 'standard input' "$($unbake -i - 2>&1)" 'unbake: -: standard input cannot be edited in place'
fresh a; fresh b
same 'a refused file does not stop the others' "$($unbake -i a nul missing b 2>/dev/null; echo $?; cat a b)" "2
$nfc
$nfc"
same '--text edits what looks binary' "$($unbake -ia nul 2>/dev/null; $unbake -a -i nul; od -An -c nul | tr -d ' ')" 'x\0caf303251\n'
printf '%s\0%s' "$nfd" "$nfd" >records
same '-z: NUL is no sign of a binary' "$($unbake -z -i records; tr '\0' '|' <records)" "$nfc|$nfc"
same '--invalid=replace edits' "$($unbake -i --invalid=replace bytes; cat bytes)" "$nfc$(printf '\357\277\275')"
same 'nothing is left behind' "$(litter)" ''

# A change far inside, in a file of several blocks: what was the same so far is copied from the original.
{ yes clean | head -n 200000; printf '%s\n' "$nfd"; yes clean | head -n 50000; } >large
$unbake large >want
same 'a change far inside' "$($unbake -i large; cmp large want && echo same)" same
{ printf '%s' "$nfd"; head -c 1000000 /dev/zero | tr '\0' a; } >long
$unbake long >want
same 'a record of many windows' "$($unbake -i long; cmp long want && echo same)" same
{ head -c 1000000 /dev/zero | tr '\0' a; printf '%s' "$nfd"; } >long
$unbake long >want
same 'and a change at its end' "$($unbake -i long; cmp long want && echo same)" same
name=$(printf '%0250d' 7)
fresh "$name"
same 'a name as long as names may be' "$($unbake -i "$name"; cat "$name")" "$nfc"
fresh 'odd
name -'
same 'an odd name' "$($unbake -i -- 'odd
name -'; cat 'odd
name -')" "$nfc"

# A full disk leaves the original.
if command -v prlimit >/dev/null; then
    cp large full; printf '%s\n' "$nfd" >>full; cksum <full >want
    same 'no room for the new content' "$( (trap '' XFSZ; prlimit --fsize=100000 $unbake -i full 2>/dev/null; echo $?); cksum <full | cmp - want && litter)" 2
fi
# Killed at any moment, the file is whole; a name without content behind it never shows.
cp large whole; cksum <whole >old; printf '%s\n' "$nfd" | cat - large >whole; cksum <whole >old
$unbake whole | cksum >new
broken=''
for delay in 0.001 0.003 0.006 0.01 0.02; do
    printf '%s\n' "$nfd" | cat - large >whole
    $unbake -i whole & victim=$!
    sleep $delay; kill -9 $victim 2>/dev/null; wait $victim 2>/dev/null
    cksum <whole | cmp -s - old || cksum <whole | cmp -s - new || broken=$delay
done
same 'killed at any moment, the file is whole' "$broken" ''
finish
