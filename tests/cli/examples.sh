# examples.sh: the examples of the manual and the README, as printed.  Comes in: man/unbake.1, README.md.  Goes out:
# whether each runs without trouble and does what it is for, with git, vim and the calls that pre-commit makes.  Never:
# opens a network; what an example fetches from is a function here.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
mkdir bin home
printf '#!/bin/sh\nexec %s "$@"\n' "$unbake" >bin/unbake
chmod +x bin/unbake
export HOME="$tmp/home" PATH="$tmp/bin:$PATH"

fresh() {
    rm -rf work && mkdir -p work/doc && cd work || exit 1
    for f in letter.txt notes.txt in.txt crawl.txt page.txt lesson.txt big.txt doc/a.md; do printf 'cafÃ© au lait\n第十一次常務(wù)會\n' >$f; done
    printf 'clean\n' >doc/b.md
    printf 'Gr\374\337e aus K\366ln, sch\366n f\374r alle.\n' >old.text
    printf '{"id":1,"text":"cafÃ© au lait","other":"cafÃ©"}\n' >crawl.jsonl
    printf '{"sender_name": "Rados\\u00c5\\u0082aw"}\n' >messages.json
    git init -q . && git config user.email a@b && git config user.name n
}
# What the examples call and a test has not.
cat >stubs <<'END'
curl() { cat page.txt; }
long_running_job() { cat notes.txt; }
next_step() { cat >/dev/null; }
pre_commit() { :; }
END
# run EXAMPLE: status 0, or 1 where it looks only, and no message of trouble.
run() {
    sh -c ". ../stubs; $1" >out 2>err
    run_status=$?
    case $run_status:$1 in 0:*) ;; 1:*--check* | 1:*--diff* | 1:*' -l '*) ;; *) echo "status $run_status"; cat err ;; esac
    grep '^unbake: .*\(option\|not one of\|No such\|contradict\|needs\)' err
}

sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/s/^\.Dl //p' "$root/man/unbake.1" | grep -v '^\\&:' >"$tmp/man.txt"
sed -n '/^<!-- first commands -->/,/^```$/p; /^## Everyday recipes/,/^## How it decides/p' "$root/README.md" | sed -n '/^```sh$/,/^```$/{/^```/!p}' >"$tmp/readme.txt"
if ! command -v git >/dev/null; then echo '# no git here: the examples were not run'; ok 'nothing to run' true; finish; fi
for page in man readme; do
    cd "$tmp" && fresh
    ok "$page has examples" [ "$(wc -l <"$tmp/$page.txt")" -gt 8 ]
    while IFS= read -r example; do
        same "$page: $example" "$(run "$example" </dev/null)" ''
    done <"$tmp/$page.txt"
done
same 'the manual edits and takes back' "$(cd "$tmp" && fresh; cp -r doc old; sh -c "$(grep edits.jsonl ../man.txt | head -n 1)"; cmp -s doc/a.md old/a.md || echo edited; sh -c "$(grep undo= ../man.txt)"; diff -r doc old)" edited

# The table of before and after: each string of the first column, as the program makes it, is that of the second.
tick='`'
words() { printf '%s\n' "$1" | grep -o "$tick[^$tick]*$tick" | tr -d "$tick"; }
sed -n '/^| before | after/,/^$/p' "$root/README.md" | sed -n 's/^| \(`.*\) | \(.*\) | [^|]*|$/\1\t\2/p' >"$tmp/table.txt"
ok 'the table has rows' [ "$(wc -l <"$tmp/table.txt")" -gt 8 ]
while IFS=$(printf '\t') read -r before after; do
    option=$(printf '%s\n' "$before" | sed -n "s/.* with $tick\(-[^$tick]*\)$tick.*/\1/p")
    before=${before%% with *}
    [ "$after" = unchanged ] && after=$before
    # shellcheck disable=SC2086
    same "README: $before" "$(words "$before" | $unbake $option)" "$(words "$after")"
done <"$tmp/table.txt"

# What the README's first look and the manual's line of --explain print; how sure it is may change with the model.
unsure() { sed 's/[0-9]*% sure/N% sure/'; }
cd "$tmp" && rm -rf look && mkdir look && cd look || exit 1
sed -n '/^<!-- first look -->/,/^```$/{/^```/d; /^<!--/d; p}' "$root/README.md" >../look.txt
sed -n '2,/^\$/{/^\$/!p}' ../look.txt >notes.txt
grep '^\$' ../look.txt | cut -c3- | while read -r command; do printf '$ %s\n' "$command"; sh -c "$command"; done >../looked.txt
same 'README: the first look' "$(unsure <../looked.txt)" "$(unsure <../look.txt)"
ok 'and it shows something' [ "$(wc -l <../look.txt)" -gt 10 ]
printf 'Menu\ncafÃ© au lait\n' >notes.txt
same 'the manual: a line of --explain' "$(unbake --check --explain notes.txt | unsure)" \
    "$(sed -n 's/^\.Dl \(notes.txt:2.*\)/\1/p' "$root/man/unbake.1" | sed 's/\\(dq/"/g' | unsure)"
same 'the hooks that the README names are there' "$(sed -n 's/^ *- id: //p' "$root/README.md" | while read -r id; do grep -c -- "^- id: $id\$" "$root/.pre-commit-hooks.yaml"; done)" 1

# git: what is committed is repaired, the working copy stays; cleaning twice is cleaning once.
cd "$tmp" && fresh
git config filter.unbake.clean unbake
git config filter.unbake.required true
echo '*.txt filter=unbake' >.gitattributes
git add letter.txt .gitattributes
same 'git keeps repaired text' "$(git cat-file blob :letter.txt | head -n 1)" 'café au lait'
same 'and the working copy as it is' "$(head -n 1 letter.txt)" 'cafÃ© au lait'
git commit -qm one
same 'git sees no change afterwards' "$(git checkout -q -- letter.txt; git status --short letter.txt)" ''

# pre-commit calls the entry with the names of files behind it, and looks at the status and at the files.
entry() { sed -n "/^- id: $1\$/,/^- id/s/^  entry: //p" "$root/.pre-commit-hooks.yaml"; }
cd "$tmp" && fresh
same 'the hook that checks' "$(sh -c "$(entry unbake-check) doc/a.md doc/b.md"; echo $?)" 'doc/a.md
1'
same 'the hook that repairs' "$(sh -c "$(entry unbake) doc/a.md doc/b.md" 2>err; echo $?; head -n 1 doc/a.md; cat err)" '0
café au lait
unbake: doc/a.md: 2 of 2 records changed'
same 'and then has nothing to do' "$(sh -c "$(entry unbake-check) doc/a.md doc/b.md"; echo $?)" 0
if command -v vim >/dev/null; then
    vim -es -u NONE -c 'set encoding=utf-8' -c "$(sed -n '/^```vim/,/^```$/{/^```/!p}' "$root/README.md")" -c 'wq' notes.txt
    same 'in vim' "$(head -n 1 notes.txt)" 'café au lait'
else
    echo '# no vim here: the line for it was not tried'
fi
finish
