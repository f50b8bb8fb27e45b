# html.sh: the page of --explain=html.  Comes in: damaged text with markup in it.  Goes out: whether the page shows it,
# and, where Chromium is installed, whether it works there at the width of a telephone.  Never: opens a network.
. "$(dirname "$0")/../lib.sh"
cd "$tmp" || exit 1
cat >a.txt <<'END'
cafÃ© au lait
clean
第十一次常務(wù)會
<script>document.title='stolen'</script> naÃ¯ve & "so" cafÃ©
END
printf 'clean\n' >'b<b>.txt'

same 'status' "$(status $unbake --check --explain=html a.txt)" 1
$unbake --explain=html --report=page.html a.txt 'b<b>.txt' >/dev/null
same 'to a file' "$(head -n 1 page.html)" '<!DOCTYPE html>'
same 'one row for each repair' "$(grep -c '^<tr><td>' page.html)" "$($unbake --check --explain a.txt | wc -l)"
same 'code points of damaged characters' "$(grep -o '<u title="U+00C3">Ã</u><u title="U+00A9">©</u>' page.html | sort | uniq -c | tr -s ' ')" \
    ' 2 <u title="U+00C3">Ã</u><u title="U+00A9">©</u>'
same 'what stands around the damage' "$(grep -o '<span>第十一次常務</span><u title="U+0028">(</u>' page.html | wc -l)" 1
same 'column, byte, and how sure' "$(grep -c '^<tr><td>a.txt:[134]:[0-9]*<small>byte [0-9]*</small>.*<small>[5-9][0-9]% sure</small></td></tr>$' page.html)" 3
same 'markup of the text is none of the page' "$(grep -c '&lt;script&gt;document' page.html) $(grep -c '<script>document' page.html)" '1 0'
same 'nothing is fetched' "$(grep -ciE '(src|href)=|https?:|@import|url\(' page.html)" 0
same 'a page on a full disk' "$([ -e /dev/full ] || echo 2; status $unbake --explain=html --report=/dev/full a.txt)" 2
same 'no repairs, yet a page' "$($unbake --check --explain=html 'b<b>.txt' | tail -n 1)" '</html>'
awk 'BEGIN { for (i = 0; i < 6000; i++) print "cafÃ© au lait" }' >many
same 'many repairs are counted' "$($unbake --check --explain=html many | grep -c '^<tr>')" 5000
same 'and told of' "$($unbake --check --explain=html many | grep -o '1000 more are only counted')" '1000 more are only counted'

if command -v script >/dev/null; then
    same 'no page on a terminal' "$(script -qec "$unbake --explain=html a.txt" /dev/null </dev/null 2>&1 | tr -d '\r')" \
        'unbake: --explain=html makes a page, not text for a terminal; add --report=FILE'
    same 'advice on a terminal' "$(script -qec "$unbake -l a.txt" /dev/null </dev/null 2>&1 | tr -d '\r')" 'a.txt
unbake: 1 file would change; --diff shows how, --in-place repairs it'
fi

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -z "$browser" ]; then
    echo '# no Chromium here: the page was not tried in a browser'
    finish
fi
# What a reader does, as a script at the end of a copy; the results are the title.
cat >>page.html <<'END'
<script>
const out=[rows.length,shown.textContent];
box.value='務 GLOSS';box.value='gloss';box.dispatchEvent(new Event('input'));
out.push(rows.filter(r=>r.offsetHeight).length,shown.textContent);
document.querySelector('#chart button').click();out.push(box.value);
box.value='';find();document.querySelector('td u').click();
out.push(point.hidden,point.textContent,document.documentElement.scrollWidth<=innerWidth,innerWidth<600,
 document.querySelector('#summary').getBoundingClientRect().top<document.querySelector('main').getBoundingClientRect().top,
 getComputedStyle(document.querySelector('#chart i')).display,document.querySelector('th').offsetHeight>9);
document.title=out.join('|');
</script>
END
# browse WIDTH: the title that the page has then.
browse() {
    HOME=$tmp timeout 60 "$browser" --headless --no-sandbox --disable-gpu --no-first-run --window-size="$1",844 \
        --user-data-dir="$tmp/profile" --virtual-time-budget=2000 --dump-dom "file://$tmp/page.html" 2>/dev/null |
        sed -n 's/.*<title>\(.*\)<\/title>.*/\1/p'
}
does='3|3 of 3|1|1 of 3|mojibake|false|U+00C3|true'
same 'works in a browser as wide as a telephone' "$(browse 375)" "$does|true|true|block|false"
same 'and as wide as a desk' "$(browse 1280)" "$does|false|true|block|true"
finish
