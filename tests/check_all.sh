# check_all.sh: make check, and what takes longer: sanitizers, valgrind, analyzers, a thousand kills on every file system,
# fuzzers, coverage.  Goes out: one line for each, the ends of failed logs, and the last line "N passed, N failed".
# Never: fails for a tool that is not installed; it says so.
cd "$(dirname "$0")/.." || exit 1
logs=$PWD/.build/check-all
mkdir -p "$logs"
passed=0 failed=0

# step NAME COMMAND...: counts what the command counted, or the command itself.
step() {
    name=$1; shift
    log=$logs/$name.log
    begin=$(date +%s)
    "$@" >"$log" 2>&1
    code=$?
    good=$(sed -n '$s/^\([0-9]*\) passed, [0-9]* failed$/\1/p' "$log")
    bad=$(sed -n '$s/^[0-9]* passed, \([0-9]*\) failed$/\1/p' "$log")
    if [ -z "$bad" ]; then good=$((code == 0)) bad=$((code != 0)); fi
    [ "$code" = 0 ] || [ "$bad" != 0 ] || bad=1
    printf '%-24s %6d passed %4d failed   %4d s\n' "$name" "$good" "$bad" $(($(date +%s) - begin))
    [ "$bad" = 0 ] || { grep -a -A3 '^not ok' "$log" || tail -n 30 "$log"; }
    passed=$((passed + good)) failed=$((failed + bad))
}

# have NAME...: are these programs here?
have() {
    for program; do
        command -v "$program" >/dev/null || { echo "$program is not installed: skipped"; return 1; }
    done
}

# The kernel's sandbox would keep a sanitizer from what it needs to tell; and its shadow takes terabytes of addresses.
sanitized() {
    ADDRESS_SPACE=unlimited ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 sh tests/variant.sh "$@" CPPFLAGS=-DNO_SANDBOX check
}

# The C library, ICU and utf8proc are not built for it, so only what does not call them.
memory_sanitized() {
    sh tests/variant.sh msan -s CC=clang CPPFLAGS=-DNO_SANDBOX CFLAGS='-O1 -g -fsanitize=memory -fno-sanitize-recover' \
        .build/unit/line .build/unit/judge .build/unit/pinyin || return 1
    for test in line judge pinyin; do ".build/msan/.build/unit/$test" | grep '^not ok' && return 1; done
    return 0
}

# Programs under valgrind are fifty times as slow: every room, but not every test.
under_valgrind() {
    for test in line codec controls pinyin escapes judge stream replace_file private_use; do
        [ -x ".build/unit/$test" ] || continue
        valgrind -q --error-exitcode=99 --suppressions=tests/valgrind.supp --leak-check=full --trace-children=yes ".build/unit/$test" | grep '^not ok' && return 1
    done
    valgrind -q --error-exitcode=99 --suppressions=tests/valgrind.supp --leak-check=full .build/fuzz-replay tests/fuzz/corpus/* || return 1
    valgrind -q --error-exitcode=99 --suppressions=tests/valgrind.supp --leak-check=full ./unbake --diff fixtures/seeds/*.txt >/dev/null
    [ $? != 99 ]
}

# What the analyzers take for a fault and is none: a file, and the name of the finding.
known='
src/repair/controls.c core.uninitialized.Branch
src/repair/controls.c core.CallAndMessage
src/repair/codec.c -Wanalyzer-malloc-leak
src/repair/converter.c core.UndefinedBinaryOperatorResult
src/repair/byte_slip.c -Wanalyzer-malloc-leak
src/repair/byte_slip.c core.NullDereference
'
# The first two: an index that is_control has bounded.  The converter: text that ICU has written, up to where it stopped.
# The others: descriptors of iconv, and memory that a handle owns.

# analyzed COMPILER FLAGS...: fails when the analyzer says anything else.
analyzed() {
    flags="-std=c11 -D_GNU_SOURCE -Isrc $(pkg-config --cflags icu-i18n icu-uc libutf8proc)"
    found=0
    for source in src/*/*.c; do
        case $source in src/tables/* | src/makers/*) continue ;; esac # generated, and what generates: no part of the program
        # shellcheck disable=SC2086
        said=$("$@" $flags -o /dev/null "$source" 2>&1 | sed -n 's/^\([^:]*\):.* warning: .*\[\([^][]*\)\]$/\1 \2/p' | sort -u)
        new=$(printf '%s\n' "$said" | grep -vxF "$known")
        [ -z "$new" ] || { printf '%s\n' "$new"; found=1; }
    done
    return $found
}

# in_place_on NAME MOUNT...: the tests of editing in place, and a thousand kills, in a folder that was mounted for them.
in_place_on() {
    place=$(mktemp -d)
    shift
    mount "$@" "$place" || { rmdir "$place"; return 1; }
    chmod 1777 "$place"
    TMPDIR=$place KILLS=1000 sh tests/cli/under_fire.sh >"$logs/place" 2>&1
    TMPDIR=$place sh tests/cli/in_place.sh >>"$logs/place" 2>&1
    umount "$place"
    rmdir "$place"
    cat "$logs/place"
    echo "$(grep -c '^ok' "$logs/place") passed, $(grep -c '^not ok' "$logs/place") failed"
}

on_ext4() {
    truncate -s 200M "$logs/disk" && mkfs.ext4 -q -F "$logs/disk" || return 1
    in_place_on ext4 -o loop "$logs/disk"
    rm -f "$logs/disk"
}

on_overlay() {
    base=$(mktemp -d -p /dev/shm) && mkdir "$base/lower" "$base/upper" "$base/work" || return 1
    in_place_on overlay -t overlay -o "lowerdir=$base/lower,upperdir=$base/upper,workdir=$base/work" overlay
    rm -rf "$base"
}

# CI has just run it.
[ -n "${CHECKED:-}" ] || step check make check
# In CC, so that the manual's example links, too.
step gcc-asan-ubsan sanitized asan CFLAGS='-O1 -g -fno-omit-frame-pointer' \
    CC='gcc -fsanitize=address,undefined -fno-sanitize-recover=undefined'
step fortify sh tests/variant.sh fortify CFLAGS='-O2 -g -Wno-stringop-overread -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong' check
if have clang; then
    step clang-msan memory_sanitized
    step clang-analyze analyzed clang --analyze --analyzer-output text
fi
case $(gcc -dumpversion 2>/dev/null) in
'' | [1-9]) echo 'gcc 10 or later is not installed: -fanalyzer skipped' ;;
*) step gcc-fanalyzer analyzed gcc -O1 -c -fanalyzer ;;
esac
# What is above takes ten minutes; with SHORT, it is all.
if [ -n "${SHORT:-}" ]; then
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
    exit
fi
if have valgrind; then step valgrind under_valgrind; fi
if [ "$(id -u)" = 0 ]; then
    step tmpfs in_place_on tmpfs -t tmpfs -o size=200m tmpfs
    if have mkfs.ext4; then step ext4 on_ext4; fi
    step overlay on_overlay
else
    echo 'only root can mount file systems: ext4, tmpfs and overlay skipped'
fi
if have clang; then step fuzz env FUZZ_TIME="${FUZZ_TIME:-60}" sh tests/fuzz/run.sh; fi
step coverage sh tests/coverage.sh
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
