# lib.sh: sourced by every shell test.  Gives: $unbake, a folder of its own in $tmp (removed at the end), ok and same.
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
root=${here%/tests*}
unbake="${WRAP:-} $root/unbake"
tmp=$(mktemp -d)
trap 'chmod -R u+rwx "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
failures=0

# ok NAME COMMAND...: passes when the command succeeds.
ok() {
    ok_name=$1; shift
    if "$@"; then printf 'ok - %s\n' "$ok_name"; else printf 'not ok - %s\n' "$ok_name"; failures=$((failures + 1)); fi
}

# same NAME GOT WANT: passes when two strings are equal.
same() {
    if [ "$2" = "$3" ]; then printf 'ok - %s\n' "$1"; return; fi
    printf 'not ok - %s\n#   got  "%s"\n#   want "%s"\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

# status COMMAND...: prints the exit status, and nothing of the command's own output.
status() { "$@" >/dev/null 2>&1; echo $?; }

finish() { [ "$failures" = 0 ]; exit $?; }
