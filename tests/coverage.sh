# coverage.sh: which lines and branches make check runs.  Goes out: a line for each room, and the sum outside cli/; status
# 1 below 95% of its lines.  Never: counts generated tables, or the programs that make them.
set -eu
cd "$(dirname "$0")/.."
sh tests/variant.sh coverage -s CPPFLAGS=-DNO_SANDBOX CC='gcc --coverage' CFLAGS='-O0 -g' all >/dev/null
find .build/coverage -name '*.gcda' -delete
sh tests/variant.sh coverage -s CPPFLAGS=-DNO_SANDBOX CC='gcc --coverage' CFLAGS='-O0 -g' check | grep -E '^not ok|passed, '
cd .build/coverage
find .build/src -name '*.gcda' | while read -r data; do
    gcov -b -o "$data" "$data" 2>/dev/null
done | awk -v goal=95 '
    /^File / { split($2, part, "/"); file = $2; gsub(/\047/, "", file); room = part[2]; mine = file ~ /^.?src\// }
    /^$/ { mine = 0 }
    /^File / && (room == "tables" || room == "makers") { mine = 0 }
    mine && /^Lines executed/ { split($2, p, "[:%]"); n[room] += $4; hit[room] += p[2] * $4 / 100
        if (p[2] < 90) low = low sprintf("  %s %.1f%% of %d lines\n", file, p[2], $4) }
    mine && /^Taken at least once/ { split($4, p, "[:%]"); b[room] += $6; taken[room] += p[2] * $6 / 100 }
    END {
        for (room in n) {
            printf "%-12s lines %5.1f%% of %5d   branches %5.1f%% of %5d\n", room, 100 * hit[room] / n[room], n[room],
                (b[room] ? 100 * taken[room] / b[room] : 100), b[room]
            if (room != "cli") { all += n[room]; good += hit[room]; branches += b[room]; took += taken[room] }
        }
        if (low) printf "files below 90%%:\n%s", low
        printf "outside cli  lines %5.1f%% of %5d   branches %5.1f%% of %5d\n", 100 * good / all, all,
            100 * took / branches, branches
        exit 100 * good / all < goal
    }'
