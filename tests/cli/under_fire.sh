# under_fire.sh: editing in place while things go wrong outside the program.  Comes in: kills, full disks, folders that
# cannot be written, and other writers.  Goes out: whether anything was lost or left lying about.  Never: needs root; what
# only root can set up is skipped, and said.
. "$(dirname "$0")/../lib.sh"
nfd=$(printf 'cafe\314\201') nfc=$(printf 'caf\303\251')
litter() { ls -A "$@" | grep 'unbake-'; }

# Kills.  make check-all asks for a thousand on every file system.
if [ -z "${WRAP:-}" ]; then
    if [ -z "${TMPDIR:-}" ] && [ -d /dev/shm ] && [ -w /dev/shm ]; then place=$(mktemp -d -p /dev/shm); else place=$tmp/kill; mkdir "$place"; fi
    "$root/${BUILD:-.build}/kill" "$root/unbake" "$place" "${KILLS:-50}" || failures=1
    [ "$place" = "$tmp/kill" ] || rmdir "$place"
fi
cd "$tmp" || exit 1

# The parts of the group that a shell sees.
big() { { printf '%s\n' "$nfd"; yes 'a line of text that nobody needs to change' | head -n 100000; } >"$1"; }
big a; cksum <a >old; $unbake <a | cksum >new
for signal in INT TERM HUP KILL; do
    for delay in 0.001 0.003 0.006 0.012 0.03; do
        big a
        $unbake -i a & victim=$!
        sleep $delay; kill -$signal $victim 2>/dev/null; wait $victim; code=$?
        sleep 0.05
        cksum <a | cmp -s - old || cksum <a | cmp -s - new || broken="$signal after $delay: torn"
        [ "$code" != 0 ] || cksum <a | cmp -s - new || broken="$signal after $delay: success without the new content"
        [ -z "$(litter)" ] || broken="$signal after $delay: litter"
    done
done 2>/dev/null
same 'signals leave the old or the new content and no litter' "${broken:-}" ''

# Somebody appends while it is edited.
lost=
for round in 1 2 3 4 5 6 7 8; do
    { printf '%s\n' "$nfd"; yes clean | head -n 200000; } >log
    (i=0; while [ $i -lt 300 ]; do echo "entry $i" >>log; i=$((i + 1)); done) & writer=$!
    for edit in 1 2 3; do $unbake -i log 2>/dev/null; done
    wait $writer
    [ "$(grep -c entry log)" = 300 ] || lost="$lost $(grep -c entry log)"
done
same 'a writer that opens the file for each line loses none' "$lost" ''
printf '%s\n' "$nfd" >log
{ i=0; while [ $i -lt 30 ]; do echo "entry $i"; sleep 0.002; i=$((i + 1)); done; } >>log & writer=$!
sleep 0.01
same 'a file that somebody holds open for writing is refused' "$($unbake -i log 2>&1; echo $?)" \
    'unbake: log: is open for writing elsewhere
2'
wait $writer
same 'and grows on' "$(grep -c entry log)" 30
same 'and may be edited afterwards' "$($unbake -i log; echo $?; head -n 1 log)" "0
$nfc"
same 'no litter after writers' "$(litter)" ''

# A folder in which nothing can be made.
as=
[ "$(id -u)" != 0 ] || as='setpriv --reuid=65534 --regid=65534 --clear-groups'
if [ -z "$as" ] || command -v setpriv >/dev/null; then
    cp "$root/unbake" program; chmod 755 .; mkdir closed; printf '%s\n' "$nfd" >closed/a
    chmod 666 closed/a; chmod 555 closed
    same 'a folder that cannot be written' "$($as ${WRAP:-} ./program -i closed/a 2>&1; echo $?; cat closed/a; ls -A closed)" \
        "unbake: closed/a: cannot make a temporary file beside it: Permission denied
2
$nfd
a"
fi

# A disk that is really full.
mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=2m tmpfs disk 2>/dev/null; then
    big big; head -c 1200000 big >disk/a; cksum <disk/a >old
    same 'a full disk' "$($unbake -i disk/a 2>&1; echo $?)" 'unbake: disk/a: write: No space left on device
2'
    same 'leaves the file as it was' "$(cksum <disk/a | cmp - old && ls -A disk)" a
    same 'for a result, too' "$($unbake -o disk/b disk/a 2>&1; echo $?; ls -A disk)" 'unbake: disk/b: write: No space left on device
2
a'
    same 'and in its own input' "$($unbake -o disk/a disk/a 2>/dev/null; echo $?; cksum <disk/a | cmp - old && ls -A disk)" '2
a'
    same 'a shorter file beside it is edited all the same' \
        "$(printf '%s\n' "$nfd" >disk/c; $unbake -i disk/a disk/c 2>/dev/null; echo $?; cat disk/c)" "2
$nfc"
    umount disk
    mount -t tmpfs -o size=2m,nr_inodes=3 tmpfs disk
    printf '%s\n' "$nfd" >disk/a; : >disk/b
    same 'a disk without a free inode' "$($unbake -i disk/a 2>&1; echo $?; cat disk/a)" \
        "unbake: disk/a: cannot make a temporary file beside it: No space left on device
2
$nfd"
    mount -o remount,ro disk
    same 'a disk that is read-only' "$($unbake -i disk/a >/dev/null 2>&1; echo $?; cat disk/a)" "2
$nfd"
    umount disk
else
    echo '# a full and a read-only disk: skipped, only root can mount one'
fi

# Many files, few descriptors, and whole results.
mkdir many
(cd many && i=0; while [ $i -lt 3000 ]; do printf '%s\n' "$nfd" >"f$i"; i=$((i + 1)); done)
same 'three thousand files with twelve descriptors' "$(cd many; ulimit -n 12; $unbake -i f* 2>&1; echo $?; cat f* | sort -u; ls -A | wc -l)" "0
$nfc
3000"
same 'and from a list' "$(cd many; ulimit -n 12; printf '%s\0' f* | $unbake --files0-from=- 2>&1 | sort | uniq -c | tr -s ' ')" " 3000 $nfc"
finish
