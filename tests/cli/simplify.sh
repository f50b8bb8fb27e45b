# simplify.sh: --simplify as a user meets it.  Comes in: lines of Chinese, whole, cut and very long.  Goes out: whether
# what is written, told and used is as promised.  Never: looks at how good the words are; unit/simplify does.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1

printf '存在著乾淨的問題\n' >line
same 'bare is t2s' "$($unbake -s line)" '存在着干净的问题'
same 'choices are not told by --explain alone' "$($unbake -s --explain line 2>&1 >/dev/null | wc -l)" 1
same 'choices are told with -v' "$($unbake -vs --explain line 2>&1 >/dev/null | sed -n 2p)" \
    'line:1:4: simplify: "乾" -> "干" (traditional to simplified, out of 干 乾) [byte 9]'
same 'and the text is the same' "$($unbake -vs --explain line 2>/dev/null)" '存在着干净的问题'
same 'each as one record of JSON' "$($unbake -vs --explain=jsonl line 2>&1 >/dev/null | grep -c '"after":')" 3
same 'a word cut by a read' "$({ printf '慰'; sleep 0.2; printf '\350\227'; sleep 0.2; printf '\211，國'; } | $unbake -s)" '慰藉，国'
same 'bytes that are no UTF-8 stay' "$(printf '國\377著\355\240\200書' | $unbake -s -r none | od -An -tx1 | tr -d ' \n')" \
    "$(printf '国\377着\355\240\200书' | od -An -tx1 | tr -d ' \n')"
same 'characters beyond the first plane' "$(echo '𠁞們' | $unbake -s)" '𠀾们'
same 'a Japanese line stays' "$(echo 'この問題は國際的に發展した' | $unbake -s)" 'この問題は國際的に發展した'
same 'a Korean line stays' "$(echo '도서관 圖書館의 책' | $unbake -s)" '도서관 圖書館의 책'

# A line of 5 MB without an end, in little memory.  Windows of it end at commas, so that no word is cut.
awk 'BEGIN { for (i = 0; i < 250000; i++) printf "他看著慰藉國，" }' >long
awk 'BEGIN { for (i = 0; i < 250000; i++) printf "他看着慰藉国，" }' >want
ok 'a line of 5 MB in 64 MB of address space' sh -c "ulimit -v ${ADDRESS_SPACE:-65536}; exec $unbake -s -r none long >got"
ok 'simplified to its end' cmp -s got want
finish
