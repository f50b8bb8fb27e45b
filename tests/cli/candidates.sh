# candidates.sh: the best readings of a line.  Comes in: damaged, clean and endless lines.  Goes out: whether the reading
# that a person would choose is there, and marked.  Never: judges the order of the others.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
shown() { printf '%s\n' "$1" | $unbake --candidates; }

same 'as it is, first' "$(shown 'cafÃ©' | head -n 1)" '        0  "cafÃ©"  as it is'
same 'the best reading is marked' "$(shown 'Привет' | cut -c1-80 | head -n 1)" '*       0  "Привет"  as it is'
same 'with its mistake' "$(shown 'РџСЂРёРІРµС‚' | sed -n 's/^\* *+[0-9.]* *//p')" '"Привет"  UTF-8 was read as windows-1251'
same 'of two layers' "$(shown 'garÃƒÂ§on' | grep -c '"garçon"  UTF-8 was read as windows-1252, UTF-8 was read as windows-1252')" 1
same 'what is no mojibake' "$(shown '第十一次常務(wù)會' | tail -n 1)" '*          "第十一次常務會"  what a repair makes of it'
same 'five of them' "$(shown 'ÄãºÃ£¬ÊÀ½ç' | wc -l)" 6
same 'as many as asked for' "$(printf 'ÄãºÃ£¬ÊÀ½ç' | $unbake --candidates=2 | wc -l)" 3
same 'best first' "$(shown 'ÄãºÃ£¬ÊÀ½ç' | cut -c3-9 | tail -n +2 | sort -c -g -r && echo yes)" yes
same 'each line has its own' "$(printf 'cafÃ©\nclean\n' | $unbake --candidates | grep -c 'as it is')" 2
same 'controls do not reach the terminal' "$(printf 'a\033[2Jb\n' | $unbake --candidates | head -n 1)" '*       0  "a\u{1B}[2Jb"  as it is'
same 'any bytes' "$(head -c 2000 /dev/urandom | $unbake --candidates >out 2>&1; echo $?)" 0
same 'a line too long' "$(head -c 20000 /dev/zero | tr '\0' a | $unbake --candidates 2>&1; echo $?)" \
    'unbake: standard input: a line is too long for --candidates
2'
same 'a wrong number' "$($unbake --candidates=0 2>&1 </dev/null; echo $?)" "unbake: --candidates: '0' is not a number from 1 to 32
2"
same 'and another wish' "$($unbake --candidates -i x 2>&1; echo $?)" 'unbake: --candidates and --in-place contradict each other
2'
finish
