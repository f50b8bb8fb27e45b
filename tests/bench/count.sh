# count.sh: what a change costs, in instructions, which no other program on the machine disturbs.  Comes in: a commit to
# compare with, and the texts that bench made.  Goes out: a line for each text, counted by valgrind's callgrind.  Never:
# compares two programs whose answers differ without saying so.
set -eu
cd "$(dirname "$0")/../.."
SIZE=300000 # bytes of each text, less the line that is cut
texts=.build/bench
there=.build/count
rm -rf "$there"
mkdir -p "$there"
git archive "$1" | tar -x -C "$there"
make -s -C "$there" unbake

# count PROGRAM TEXT: the instructions of one run; what it wrote stays in $there/out.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" <"$2" 2>"$there/said" >"$there/out"
    sed -n 's/.*Collected : //p' "$there/said"
}

printf '%-16s %14s %14s\n' text "$1" here
for text in empty ascii latin chinese traditional vietnamese.nfd hangul.nfd mojibake; do
    head -c "$SIZE" "$texts/$text" | sed '$d' >"$there/text"
    before=$(count "$there/unbake" "$there/text")
    mv "$there/out" "$there/before"
    now=$(count ./unbake "$there/text")
    cmp -s "$there/before" "$there/out" && same= || same=' other answer'
    printf '%-16s %14d %14d  %.3f%s\n' "$text" "$before" "$now" "$(echo "$now $before" | awk '{ print $1 / $2 }')" "$same"
done
