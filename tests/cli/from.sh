# from.sh: input in other encodings.  Comes in: text turned into them by iconv(1).  Goes out: whether it comes back, by
# name and by guess, and what is said of bytes that the encoding does not have.  Never: looks at the quality of a repair.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
zh='攀枝花日报社今天发布了新的消息，请大家注意查看。'
ru='Сегодня утром в городе было тихо, и все ещё спали.'
pl='Zażółć gęślą jaźń, proszę państwa.'
ja='昨日の会議で決まったことをお知らせします。'
ko='어제 회의에서 결정된 내용을 알려 드립니다.'
de='Die Straße nach Köln ist für größere Fahrzeuge gesperrt.'
el='Σήμερα το πρωί η πόλη ήταν ήσυχη.'

# returns ENCODING TEXT OPTION: the text, from that encoding
returns() { printf '%s\n' "$2" | iconv -f UTF-8 -t "$1" | $unbake "$3" 2>&1; }
while read -r encoding name; do
    eval "text=\$$name"
    same "from $encoding" "$(returns "$encoding" "$text" --from="$encoding")" "$text"
    same "guessed: $encoding" "$(returns "$encoding" "$text" --from=auto)" "$text"
done <<'END'
GB18030 zh
UTF-16 zh
UTF-16LE de
UTF-16BE ru
UTF-32 ja
UTF-8 ko
CP1251 ru
KOI8-R ru
CP866 ru
CP1250 pl
ISO-8859-2 pl
CP932 ja
EUC-JP ja
ISO-2022-JP ja
CP949 ko
CP1252 de
CP1253 el
END
same 'a name in small letters' "$(returns GB18030 "$zh" -fgb18030)" "$zh"
same 'UTF-8 by another name' "$(returns UTF-8 "$ru" --from=UTF8)" "$ru"
same 'and then repaired' "$(printf 'caf\303\203\302\251\n' | iconv -f UTF-8 -t UTF-16 | $unbake --from=utf-16)" 'café'

# Long input, cut by the blocks of the program and by a pipe that gives little at once.
i=0; while [ $i -lt 3000 ]; do printf 'plain words %d\n%s %d\n' $i "$ru" $i; i=$((i + 1)); done >long
for encoding in CP1251 UTF-16LE GB18030; do
    iconv -f UTF-8 -t $encoding long >other
    same "long $encoding" "$($unbake --from=$encoding other | cksum)" "$(cksum <long)"
    same "long $encoding guessed" "$($unbake --from=auto other | cksum)" "$(cksum <long)"
    same "long $encoding through a pipe" "$(dd if=other bs=7777 2>/dev/null | $unbake --from=auto | cksum)" "$(cksum <long)"
done
{ i=0; while [ $i -lt 9000 ]; do echo 'nothing but ASCII'; i=$((i + 1)); done; printf '%s\n' "$zh" | iconv -f UTF-8 -t GB18030; } >late
same 'what comes late is guessed, too' "$($unbake -f auto late | tail -n 1)" "$zh"
same 'ASCII is ASCII' "$(printf 'a\tb\r\n' | $unbake -f auto | od -An -c | tr -d ' ')" 'a\tb\r\n'
same 'nothing stays nothing' "$($unbake -f auto </dev/null; $unbake -f gb18030 </dev/null; echo $?)" 0
same 'a line is answered at once' "$({ printf '%s\n' "$ru" | iconv -f UTF-8 -t CP1251; sleep 2; } | $unbake -f cp1251 | { read -r line; date +%s >when; echo "$line"; cat >/dev/null; date +%s >>when; })" "$ru"
ok 'before the end comes' [ "$(sed -n 1p when)" -lt "$(sed -n 2p when)" ]

# Bytes that are not there.
printf 'ab\377cd\n' >bad
same 'a bad byte is kept' "$($unbake -f gb18030 bad 2>err | od -An -tx1)|$(cat err)" \
    ' 61 62 ff 63 64 0a|unbake: bad: 1 bytes are not gb18030, the first at byte 2'
same 'and is trouble' "$(status $unbake -f gb18030 bad)" 2
same 'or replaced' "$($unbake -f gb18030 --invalid=replace bad; echo $?)" "ab�cd
0"
same 'or ends it' "$($unbake -f gb18030 --invalid=fail bad 2>&1 >/dev/null; echo $?)" \
    'unbake: bad: 1 bytes are not gb18030, the first at byte 2
2'
same 'half a character at the end' "$(printf 'a\326' | $unbake -f gb18030 2>/dev/null | od -An -tx1)" ' 61 d6'
same 'half a surrogate pair' "$(printf 'a\0\0\330b\0' | $unbake -f utf-16le 2>/dev/null)" 'a�b'
head -c 5000 "$root/unbake" >binary
same 'nobody knows what it is' "$($unbake -f auto binary 2>&1 >/dev/null; echo $?)" \
    'unbake: binary: its encoding cannot be told; --from=ENC names it
2'

# In place, and back.
printf '%s\n%s\n' "$zh" plain | iconv -f UTF-8 -t GB18030 >old
cp old file
same 'check tells of another encoding' "$($unbake -l -f auto file; echo $?)" 'file
1'
same 'in place' "$($unbake -i -f auto --explain=jsonl --report=r file 2>&1; cat file)" "$zh
plain"
same 'and back' "$($unbake --undo=r 2>&1; cmp old file)" ''
iconv -f GB18030 -t UTF-16LE old >old16
cp old16 file
same 'so with two bytes a character' "$($unbake -i -f utf-16le --explain=jsonl --report=r file; head -n 1 file; $unbake --undo=r; cmp old16 file)" "$zh"
cp old file
same 'a file in another encoding is refused, with a hint' "$($unbake -i file 2>&1 | sed 's/^.*left/left/')" \
    'left as it was (looks like GB18030: use --from=GB18030)'
same 'and stays' "$(cmp old file)" ''
cp bad file
same 'a file with bad bytes stays' "$($unbake -i -f gb18030 file 2>/dev/null; echo $?; cmp bad file)" 2
cp binary file
same 'a file that nobody knows stays' "$($unbake -i -a -f auto file 2>/dev/null; echo $?; cmp binary file)" 2

complaint() { $unbake "$@" 2>&1 >/dev/null </dev/null; echo $?; }
unknown="is neither auto nor an encoding that iconv knows; 'iconv -l' lists those
2"
same 'an unknown encoding' "$(complaint -f klingon)" "unbake: --from: 'klingon' $unknown"
same 'no orders to iconv' "$(complaint -f gbk//IGNORE)" "unbake: --from: 'gbk//IGNORE' $unknown"
same 'no encoding of the locale' "$(complaint --from=)" "unbake: option '--from' needs a value: ENC
2"
same 'an undo has no encoding' "$(complaint --undo=r -f gbk)" 'unbake: --undo and --from contradict each other
2'
finish
