# rooms.sh: house rules that a compiler does not check.  Includes point from left to right in the list of rooms, or
# down to base; every file opens with a comment; only unbake_ names leave the library.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 1

# allowed ROOM: the rooms whose headers ROOM may include, besides its own and unbake.h.
allowed() {
    case $1 in
    cli) echo 'cli files report' ;;
    files) echo 'files base' ;;
    stream) echo 'stream json repair normalize tables base' ;;
    json) echo 'json base' ;;
    repair) echo 'repair judge tables base' ;;
    judge) echo 'judge tables base' ;;
    normalize) echo 'normalize tables base' ;;
    report) echo 'report json base' ;;
    base) echo 'base' ;;
    tables) echo 'tables' ;;
    makers) echo 'makers judge tables base' ;;
    esac
}

for room in cli files stream json repair judge normalize report base tables makers; do
    wrong=$(for include in $(cat src/$room/*.[ch] 2>/dev/null | sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' | sort -u); do
        case " $(allowed $room) " in *" $include "*) ;; *) printf '%s ' "$include" ;; esac
    done)
    same "src/$room includes only what it may" "$wrong" ''
done

same 'every source file opens with a comment' \
    "$(for f in src/*/*.[ch] src/unbake.h; do head -c 2 "$f" | grep -q '/\*' || echo "$f"; done)" ''
same 'only unbake_ names leave the library' \
    "$(nm -g --defined-only libunbake.a 2>/dev/null | awk 'NF == 3 {print $3}' | grep -v '^unbake_' | while read -r s; do
        readelf -sW libunbake.a | grep -w "$s" | grep -q 'HIDDEN' || echo "$s"; done | sort -u)" ''
same 'top level holds the six names only' \
    "$(git ls-files 2>/dev/null | cut -d/ -f1 | sort -u | grep -vxE 'src|tests|fixtures|Makefile|man|README\.md|\..*')" ''
finish
