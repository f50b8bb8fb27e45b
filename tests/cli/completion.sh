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
    same 'a name' "$(offers --le)" --level=
    same 'a name that needs no value' "$(offers --exp)" --explain
    same 'the next word of a list' "$(offers --tidy = spaces,qu)|$(offers -r -glo)" 'spaces,quotes|'
    same 'a value behind =' "$(offers --level = b)" bold
    same 'a value in the next word' "$(offers --level s)" safe
    same 'a value of a letter' "$(offers -n nfk)" 'nfkc nfkd'
    same 'an optional value behind = only' "$(offers --explain '')|$(offers --explain = h)" '|html'
    same 'files' "$(offers fi)|$(offers -o fi)" '|'
fi
if command -v fish >/dev/null; then
    fishes() { HOME=$tmp fish -c 'source fish; complete -C "unbake $argv"' -- "$1" 2>/dev/null | cut -f1 | sort | tr '\n' ' '; }
    same 'fish: a name' "$(fishes --norm)" '--normalize '
    same 'fish: a value' "$(fishes --normalize=nfk)" '--normalize=nfkc --normalize=nfkd '
    same 'fish: the next word of a list' "$(fishes --tidy=spaces,qu | grep -o 'spaces,quotes ')" 'spaces,quotes '
fi
# tries SHELL COMMAND SETUP: on a terminal of its own, since only a line editor completes.
tries() {
    command -v "$1" >/dev/null && command -v tmux >/dev/null || return
    server=unbake-$1-$$
    session() { tmux -L $server -f /dev/null "$@" 2>/dev/null; }
    # awaits TEXT: what the terminal shows of it, once it does or ten seconds went by.
    awaits() { n=0; while [ $n -lt 100 ] && ! session capture-pane -p | grep -q -- "$1"; do sleep 0.1; n=$((n + 1)); done; session capture-pane -p | grep -o -- "$1" | head -n 1; }
    shows() { session send-keys C-u; session send-keys -l "$1"; session send-keys Tab; awaits "$2"; }
    session new-session -d -x 100 -y 20 "env HOME=$tmp $2"
    session send-keys "cd $tmp; PS1='% '; $3; clear; echo rea''dy" Enter
    same "$1 is ready" "$(awaits ready)" ready
    same "$1: a name" "$(shows 'unbake --norm' '--normalize=')" '--normalize='
    same "$1: a value" "$(shows 'unbake --level=bo' '--level=bold')" '--level=bold'
    same "$1: the next word of a list" "$(shows 'unbake --tidy=spaces,qu' 'spaces,quotes')" 'spaces,quotes'
    same "$1: a file" "$(shows 'unbake --report=fi_' 'fi_le')" 'fi_le'
    session kill-server
}
cp zsh _unbake && touch fi_le
tries bash 'bash --norc --noprofile' "PATH=$root:\$PATH; . ./bash"
tries zsh 'zsh -f' "path+=($root); fpath=($tmp \$fpath); autoload -Uz compinit; compinit -u"
same 'another shell' "$($unbake --completion=tcsh 2>&1 | cut -d';' -f1)" "unbake: --completion: 'tcsh' is not one of bash, zsh, fish"
finish
