# manual.sh: the manual pages.  Comes in: man/ and what the program and the header say.  Goes out: whether they agree,
# whether the pages are clean mdoc, and whether the library's example compiles and is true.  Never: edits a page.
. "$(dirname "$0")/../lib.sh"
cd "$root" || exit 1

options_of_help() { $unbake --help=all | grep -o -- '--[a-z][a-z0-9-]*' | sort -u; }
# .It lines name options as  .It Fl x Ar form , Fl \-normalize Ns = Ns Ar form
options_of_page() { sed -n 's/^\.It.*Fl \\-\([a-z][a-z0-9-]*\).*/--\1/p' man/unbake.1 | sort -u; }
letters_of_help() { $unbake --help=all | sed -n 's/^  \(-[a-zA-Z]\), .*/\1/p' | sort; }
letters_of_page() { sed -n 's/^\.It Fl \([a-zA-Z]\) .*/-\1/p' man/unbake.1 | sort; }
same 'the manual has every option, and no other' "$(options_of_page)" "$(options_of_help)"
same 'and every letter' "$(letters_of_page)" "$(letters_of_help)"
same 'help fits a terminal' "$($unbake --help | awk 'length > 80'; $unbake --help | wc -l)" 24
same 'the long help its width' "$($unbake --help=all | awk 'length > 80')" ''
# What a report has, and what the manual says of it.
members_of_page() { sed -n '/^\.Sh THE REPORT/,/^\.El/s/^\.It Va //p' man/unbake.1 | sort; }
printf 'cafÃ© \303\241\n' >"$tmp/damaged"
printf 'Deletado â€œ%%(object)s.â€?\n' >>"$tmp/damaged"
same 'the manual has every member of a report' "$(members_of_page)" \
    "$($unbake --check --explain=jsonl "$tmp/damaged" | grep -o '[{,]"[a-z]*":' | tr -d '{,":' | sort -u)"
same 'the library page has every function' "$(sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESC/s/^\.F[no] \(unbake_[a-z_]*\).*/\1/p' man/unbake.3 | sort)" \
    "$(sed -n 's/^[a-z].*[ *]\(unbake_[a-z_]*\)(.*/\1/p' src/unbake.h | sort -u)"
same 'and every status' "$(sed -n 's/^\.It Dv \(UNBAKE_[A-Z_]*\)/\1/p' man/unbake.3 | sort)" \
    "$(sed -n '/^enum unbake_status/,/^}/s/^ *\(UNBAKE_[A-Z_]*\) =.*/\1/p' src/unbake.h | sort)"
if command -v mandoc >/dev/null; then
    for page in man/unbake.1 man/unbake.3; do
        same "$page is clean mdoc" "$(mandoc -Tlint -W style "$page" 2>&1 | grep -v -e 'referenced manual not found' -e 'outdated mandoc.db')" ''
    done
fi
sed -n '/^\.Bd -literal/,/^\.Ed/{/^\./!p}' man/unbake.3 | sed 's/\\e/\\/g' >"$tmp/example.c"
${MAKE:-make} -s install DESTDIR="$tmp/stage" prefix=/usr/local >"$tmp/log" 2>&1
same 'installs what it should' "$(cd "$tmp/stage" 2>/dev/null && find . -type f | sort | tr '\n' ' ')" \
    './usr/local/bin/unbake ./usr/local/include/unbake.h ./usr/local/lib/libunbake.a ./usr/local/lib/pkgconfig/unbake.pc ./usr/local/share/bash-completion/completions/unbake ./usr/local/share/fish/vendor_completions.d/unbake.fish ./usr/local/share/man/man1/unbake.1 ./usr/local/share/man/man3/unbake.3 ./usr/local/share/zsh/site-functions/_unbake '
flags=$(PKG_CONFIG_PATH=$tmp/stage/usr/local/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$tmp/stage pkg-config --static --cflags --libs unbake | sed "s|$tmp/stage/usr/lib|/usr/lib|g; s|$tmp/stage/usr/include|/usr/include|g")
# shellcheck disable=SC2086
${CC:-cc} -o "$tmp/example" "$tmp/example.c" $flags >"$tmp/log" 2>&1
sed -n '/^```c$/,/^```$/{/^```/!p}' README.md >"$tmp/example.c"
# shellcheck disable=SC2086
${CC:-cc} -o "$tmp/readme" "$tmp/example.c" $flags >>"$tmp/log" 2>&1
same "and the README's" "$("$tmp/readme" 2>&1)" '第十一次常務會'
same "the library's example is true" "$("$tmp/example" 2>&1; head -3 "$tmp/log")" "$(printf 'caf\303\251')"
same 'uninstall leaves nothing' "$(${MAKE:-make} -s --no-print-directory uninstall DESTDIR="$tmp/stage" prefix=/usr/local; find "$tmp/stage" -type f)" ''
finish
