# tidy.sh: taste, not damage.  Comes in: lines with each thing that --tidy knows.  Goes out: whether it goes when asked for,
# and only then, and whether the promises of a filter hold.  Never: looks at repairs.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
u() { printf '%b' "$1"; }
# tidied LIST TEXT
tidied() { u "$2" | $unbake --tidy="$1"; }
nbsp='\0302\0240' thin='\0342\0200\0211' shy='\0302\0255' zwsp='\0342\0200\0213' zwj='\0342\0200\0215' ls='\0342\0200\0250'
bom='\0357\0273\0277' rlo='\0342\0200\0256' esc='\0033'
everything="a${nbsp}b${thin}c “q” ‘r’ ﬁn ＡＢＣ！ｱﾞ　z x${ls}y\\fz &eacute;&lt; ${esc}[1;31mred${esc}[0m ${esc}]0;title\\a ${zwsp}i${shy}j${bom}"

same 'nothing is tidied unasked' "$(u "$everything" | $unbake -r none)" "$(u "$everything")"
same 'spaces' "$(tidied spaces "a${nbsp}b${thin}c")" 'a b c'
same 'quotes' "$(tidied quotes '“it’s” „so‟ «no» 「no」')" "\"it's\" \"so\" «no» 「no」"
same 'ligatures' "$(tidied ligatures 'ﬁnd ﬄ ĳs ǆ œ æ')" 'find ffl ijs dž œ æ'
same 'width' "$(tidied width 'Ａ１！　ｶﾞｯ，￥')" 'A1! ガッ,¥'
same 'line breaks end no record, so they are spaces' "$(tidied linebreaks "a${ls}b\\fc\\vd\\r\\n")" "$(u 'a b c d\r')"
same 'entities' "$(tidied entities 'a &lt;b&gt; &amp;amp;&quot; &eacute;&#233;&#xE9;&#Xe9;')" 'a <b> &" éééé'
same 'entities that were escaped twice' "$(tidied entities '&amp;lt;&#38;amp;gt;')" '<>'
same 'no entities in markup' "$(tidied entities '<p>a &amp; b</p>')" '<p>a &amp; b</p>'
same 'no entity' "$(tidied entities '&nosuch; &amp &#0; &#10; &#xD800; &#99999999; &;&#;&#x;')" '&nosuch; &amp &#0; &#10; &#xD800; &#99999999; &;&#;&#x;'
same 'terminal' "$(tidied terminal "${esc}[1;31mred${esc}[0m${esc}[K ${esc}]8;;http://a${esc}\\\\link${esc}]8;;\\a ${esc}(B.")" 'red link .'
same 'no sequence' "$(tidied terminal "a${esc}" | od -An -tx1)" ' 61 1b'
same 'invisible' "$(tidied invisible "a${zwsp}b${shy}c${bom}d${rlo}e\\a")" 'abcde'
same 'joiners stay' "$(tidied invisible "👩${zwj}💻" | cksum)" "$(u "👩${zwj}💻" | cksum)"
same 'a list takes away' "$(tidied all,-quotes '“ﬁ”')|$(tidied -quotes '“ﬁ”')" '“fi”|“fi”'
same 'no tidying' "$(tidied none '“ﬁ”')" '“ﬁ”'
same 'in JSON, in strings only' "$(printf '{"a" : "x\\u00a0\\u201cy"}' | $unbake --json --tidy=all)" '{"a" : "x \"y"}' 2>/dev/null
same 'check sees it' "$(printf '“a”\n' | status $unbake --check --tidy=quotes)" 1
same 'explain names it' "$(printf '“\n' | $unbake --check --tidy=quotes --explain)" 'standard input:1:1: tidy: "“" -> "\"" (a typographic quotation mark) [byte 0]'
same 'a line with a mark stays' "$(printf '“ unbake: skip\n' | $unbake --tidy=all)" '“ unbake: skip'

# Records in are records out, and once is twice, on lines made of everything at random.
awk 'BEGIN { srand(9); n = split("& amp; # 38; lt; x26; ; < > \033 [ 0m ] \007 ( \342\200\250 \302\240 \302\205 \f \r \357\274\241 \357\276\236 \343\202\253 \342\200\234 \342\200\213 e \314\201 a \377", p, " ")
    for (i = 0; i < 3000; i++) { s = ""; for (k = 0; k < 14; k++) s = s p[1 + int(rand() * n)]; print s } }' >mixed
$unbake --tidy=all mixed >once
same 'as many records' "$(wc -l <once)" 3000
same 'as many carriage returns' "$(tr -cd '\r' <once | wc -c)" "$(tr -cd '\r' <mixed | wc -c)"
same 'twice is once' "$($unbake --tidy=all once | cksum)" "$(cksum <once)"
same 'by threads, too' "$(for i in 1 2 3 4 5 6 7 8 9; do cat mixed; done | $unbake -j3 --tidy=all | cksum)" "$(for i in 1 2 3 4 5 6 7 8 9; do cat once; done | cksum)"
finish
