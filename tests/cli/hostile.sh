# hostile.sh: text made to be slow.  Comes in: what costs most for each stage, beside clean text of the same size.  Goes
# out: whether none takes more than a bounded multiple of the clean text's processor time, and none more memory.  Never:
# times of the clock; the best of several runs counts, because a machine can only make a run slower.
. "$(dirname "$0")/../lib.sh"
[ -z "${WRAP:-}" ] || { echo 'ok - times mean nothing under another program: skipped'; exit 0; }
"$root/${BUILD:-.build}/hostile" "$root/unbake" "$tmp" ${HOSTILE_SIZE:-} || failures=1
cd "$tmp" || exit 1
long() { head -c 100000000 /dev/zero | tr '\0' "$1"; }
same 'a hundred megabytes without a line end, in little memory' \
    "$(long a | (ulimit -v ${ADDRESS_SPACE:-250000}; $unbake) | cksum)" "$(long a | cksum)"
finish
