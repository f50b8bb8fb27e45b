# completion.sh: what completes options in shells.  Comes in: the scripts of --completion.  Goes out: whether each shell
# that is here takes its script, and what bash offers.  Never: needs a shell that is not here.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
for shell in bash zsh fish; do
    $unbake --completion=$shell >$shell
    same "$shell: every option" "$($unbake --help=all | sed -n 's/^ .*--\([a-z0-9-]*\).*/\1/p' | sort -u | while read -r name; do
        grep -qE -- "(--|-l )$name([^a-z0-9-]|$)" $shell || echo "$name"; done)" ''
    if command -v $shell >/dev/null; then
        same "$shell takes it" "$($shell -n $shell 2>&1; echo $?)" 0
    else
        echo "# no $shell here: its script was not tried"
    fi
done
same 'options there are' "$($unbake --help=all | grep -c '^ .*--[a-z]' | sed 's/^[3-9][0-9]$/many/')" many
if command -v bash >/dev/null; then
    # bash puts the words in $@ behind the name of the program.
    offers() { bash -c '. ./bash; COMP_WORDS=(unbake "$@"); COMP_CWORD=$#; _unbake; echo "${COMPREPLY[*]}"' bash "$@"; }
    same 'a name' "$(offers --le)" --level
    same 'a value behind =' "$(offers --level = b)" bold
    same 'a value in the next word' "$(offers --level s)" safe
    same 'a value of a letter' "$(offers -n nfk)" 'nfkc nfkd'
    same 'an optional value behind = only' "$(offers --explain '')|$(offers --explain = h)" '|html'
    same 'files' "$(offers fi)|$(offers -o fi)" '|'
fi
same 'another shell' "$($unbake --completion=tcsh 2>&1 | cut -d';' -f1)" "unbake: --completion: 'tcsh' is not one of bash, zsh, fish"
finish
