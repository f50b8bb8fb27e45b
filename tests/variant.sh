# variant.sh: a copy of the sources, built in another way.  Comes in: a name, and words for make.  Goes out: what make
# does with them in .build/NAME, where objects of the last time are used again.  Never: touches the program outside.
set -eu
cd "$(dirname "$0")/.."
copy=.build/$1
shift
mkdir -p "$copy"
for part in src tests fixtures man Makefile README.md .pre-commit-hooks.yaml; do
    rm -rf "${copy:?}/$part"
    cp -Rp $part "$copy/"
done
cd "$copy"
exec make "$@"
