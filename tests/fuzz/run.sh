# run.sh: both fuzzers for a while each.  Comes in: FUZZ_TIME in seconds, and a folder of finds that grows.  Goes out:
# status 1 and the input when a promise breaks.  Never: changes the corpus here; new finds are for people to choose.
set -eu
cd "$(dirname "$0")/../.."
time=${FUZZ_TIME:-60}
finds=$PWD/.build/finds
mkdir -p "$finds"
libraries=$(pkg-config --libs icu-i18n icu-uc libutf8proc)
includes="-std=c11 -D_GNU_SOURCE -Isrc -Itests/fuzz"

echo "libFuzzer, $time seconds"
flags='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined'
# Comparisons are not traced: libFuzzer makes texts of them that no table of an encoding has, at half the speed.
sh tests/variant.sh libfuzzer -s CC=clang CFLAGS="$flags -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp" libunbake.a
# shellcheck disable=SC2086
(cd .build/libfuzzer && clang $includes $flags -fsanitize=fuzzer -o filter tests/fuzz/filter.c tests/fuzz/invert.c \
    libunbake.a $libraries)
nice -n 19 .build/libfuzzer/filter -max_total_time="$time" -timeout=120 -max_len=4096 -rss_limit_mb=4096 -print_final_stats=1 \
    -use_cmp=0 -artifact_prefix="$finds/" -dict=tests/fuzz/words.dict "$finds" tests/fuzz/corpus

command -v afl-clang-fast >/dev/null || { echo 'AFL++ is not installed: skipped'; exit 0; }
echo "AFL++, $time seconds"
sh tests/variant.sh afl -s CC=afl-clang-fast CFLAGS='-O2 -g' libunbake.a 2>/dev/null
# shellcheck disable=SC2086
(cd .build/afl && afl-clang-fast $includes -O2 -g -fsanitize=fuzzer -o filter tests/fuzz/filter.c tests/fuzz/invert.c \
    libunbake.a $libraries) 2>/dev/null
AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_AUTORESUME=1 \
    nice -n 19 afl-fuzz -V "$time" -t 20000 -x tests/fuzz/words.dict -i tests/fuzz/corpus -o .build/afl/finds \
    .build/afl/filter >.build/afl/log
crashes=$(find .build/afl/finds -path '*/crashes/id*' -o -path '*/hangs/id*')
[ -z "$crashes" ] || { echo "$crashes"; exit 1; }
