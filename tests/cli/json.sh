# json.sh: --json and --field.  Comes in: JSON, JSON Lines, and what is neither.  Goes out: whether string values are
# repaired in their own spelling and all other bytes stay.  Never: depends on a JSON parser that may not be there.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
# json TEXT OPTION...: what becomes of TEXT.
json() { text=$1; shift; printf '%s\n' "$text" | $unbake --json "$@" 2>&1; }
stays() { same "$1" "$(json "$2")" "$2"; }

same 'an export of Facebook' "$(json '{"name": "Rados\u00c5\u0082aw"}')" '{"name": "Rados\u0142aw"}'
same 'raw stays raw' "$(json '["cafÃ© au lait"]')" '["café au lait"]'
same 'capital digits stay capital' "$(json '["Rados\u00C5\u0082aw caf\u00C3\u00A9 \u00C3\u00AB"]')" '["Rados\u0142aw caf\u00E9 \u00EB"]'
same 'spelling around a repair stays' "$(json '["\/ \u0041\u003c cafÃ© \u003e \n"]')" '["\/ \u0041\u003c café \u003e \n"]'
same 'and between repairs' "$(json '["cafÃ© \u003c\/\" naÃ¯ve"]')" '["café \u003c\/\" naïve"]'
same 'beyond the first plane' "$(json '["\u00f0\u009f\u0098\u0080 caf\u00c3\u00a9"]' | grep -ci '\\ud83d\\ude00 caf\\u00e9')" 1
same 'a value at the top' "$(json '"cafÃ©"')" '"café"'
same 'JSON in many lines' "$(printf '[\n {"a":\n  "cafÃ©"\n }\n,1]\n' | $unbake --json | tr '\n' '|')" '[| {"a":|  "café"| }|,1]|'
same 'CR LF and a byte order mark' "$(printf '\357\273\277{"a":"cafÃ©"}\r\n' | $unbake --json | od -An -c | tr -d ' \n')" '357273277{"a":"caf303251"}\r\n'
stays 'names of members stay' '{"cafÃ©": 1}'
stays 'a path of Windows' '["C:\\u00e9", "\u0022", "\\u00c3 \\\\"]'
stays 'numbers, spacing, order and duplicates' '{ "b":1.50e+01 ,"a": -0 , "a":[ true,false ,null,NaN]}'
stays 'a lone surrogate' '["\ud800 cafÃ©", "\udc00"]'
stays 'clean text in any spelling' '["\u0063\u00e9 \u4f60\/好"]'
same 'decomposed characters' "$(json '["cafe\u0301"]')" '["caf\u00e9"]'
same 'a byte that is not UTF-8 stays' "$(printf '["\377 x"]\n' | $unbake --json | od -An -tx1)" "$(printf '["\377 x"]\n' | od -An -tx1)"
same 'bytes are where they are in the file' "$(printf '["\\u0041\\n", "\\u0041 cafÃ©"]\n' | $unbake --json --check --explain | sed 's/.*input:\(.*\): moji.*byte \([0-9]*\),.*/\1 \2/')" "1:25 24"

bad='{"a":"cafÃ©" "b"}'
same 'what is not JSON stays' "$(printf '%s\n["cafÃ©"]\n' "$bad" | $unbake --json 2>err; echo $?)" "$bad
[\"café\"]
2"
same 'and is counted' "$(cat err)" 'unbake: standard input: not JSON: 1 records, the first at line 1; left as they were'
for bad in '{"a":"cafÃ©"' '["cafÃ©' '["cafÃ©",]' '{"cafÃ©"}' '["cafÃ©\x"]' '["cafÃ©\u12"]' "['cafÃ©']" '["cafÃ©"]]' '["	cafÃ©"]' '[tru,"cafÃ©"]' '{"a":1,}' '[01e,"cafÃ©",x]'; do
    same "not JSON after JSON: $bad" "$(printf '{}\n%s\n["cafÃ©"]\n' "$bad" | $unbake --json 2>/dev/null; echo $?)" "{}
$bad
[\"café\"]
2"
done
same 'a document that is cut short' "$(printf '{\n"a": "cafÃ©"\n' | status $unbake --json)" 2
same 'a file with such a record stays' "$(printf '["cafÃ©"]\n[\n' >f; printf ']]\n' >>f; cp f g; $unbake -i --json f 2>/dev/null; echo $?; cmp f g)" 2
same 'very deep' "$(head -c 100000 /dev/zero | tr '\0' '[' | $unbake --json 2>/dev/null | wc -c)" 100000

doc='{"a":"cafÃ©","b":{"a":"cafÃ©","c":["cafÃ©",{"d":"cafÃ©"}],"x/y":"cafÃ©"}}'
fields() { json "$doc" "$@" | sed 's/cafÃ©/-/g; s/café/+/g'; }
same 'a name, wherever it is' "$(fields --field=a)" '{"a":"+","b":{"a":"+","c":["-",{"d":"-"}],"x/y":"-"}}'
same 'all below it' "$(fields --field=c)" '{"a":"-","b":{"a":"-","c":["+",{"d":"+"}],"x/y":"-"}}'
same 'a pointer' "$(fields --field=/a)" '{"a":"+","b":{"a":"-","c":["-",{"d":"-"}],"x/y":"-"}}'
same 'a pointer to an element' "$(fields --field=/b/c/0)" '{"a":"-","b":{"a":"-","c":["+",{"d":"-"}],"x/y":"-"}}'
same 'any element' "$(fields --field='/b/c/*/d')" '{"a":"-","b":{"a":"-","c":["-",{"d":"+"}],"x/y":"-"}}'
same 'an escaped name' "$(fields --field=/b/x~1y)" '{"a":"-","b":{"a":"-","c":["-",{"d":"-"}],"x/y":"+"}}'
same 'two of them' "$(fields --field=/a --field=d)" '{"a":"+","b":{"a":"-","c":["-",{"d":"+"}],"x/y":"-"}}'
same 'a field without --json' "$($unbake --field=a 2>&1 </dev/null)" 'unbake: --field needs --json'
same 'a malformed pointer' "$($unbake --json --field=/a~2 2>&1 </dev/null)" \
    "unbake: --field: '/a~2' is no RFC 6901 pointer: '~' is written ~0, and '/' in a name ~1"

# One record longer than a window: strings, then one long string.
awk 'BEGIN { printf "["; for (i = 0; i < 20000; i++) printf "%s\"cafÃ© au lait %d\"", i ? "," : "", i; print "]" }' >long
same 'a long record' "$($unbake --json long | cksum)" "$(sed 's/Ã©/é/g' long | cksum)"
awk 'BEGIN { printf "[\""; for (i = 0; i < 20000; i++) printf "un caf\\u00c3\\u00a9 au lait %d. ", i; print "\"]" }' >longer
same 'a long string' "$($unbake --json longer | cksum)" "$(sed 's/\\u00c3\\u00a9/\\u00e9/g' longer | cksum)"
same 'twice is once' "$($unbake --json longer | $unbake --json | cksum)" "$($unbake --json longer | cksum)"
same 'in any pieces' "$({ head -c 70001 longer; sleep 0.1; tail -c +70002 longer; } | $unbake --json | cksum)" "$($unbake --json longer | cksum)"
same 'any bytes pass' "$(head -c 100000 "$root/unbake" >bin; $unbake --json bin 2>/dev/null | cmp - bin; echo $?)" 0
finish
