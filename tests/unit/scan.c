/* scan.c: tests of the one look at every line.  Comes in: random text of the characters that the rules care about, with
 * ends, bad bytes and cut characters strewn in, at every alignment.  Goes out: whether each way to look finds what a
 * plain walk, character by character, finds.  Never: the same text twice in one run; the seed is fixed. */
#include <stdlib.h>

#include "base/utf8.h"
#include "check.h"
#include "normalize/normalize.h"
#include "repair/escapes.h"
#include "stream/spot_rules.h"
#include "stream/spot_suspects.h"

/* The rules without any short cut. */
static unsigned plain_mask(const struct spotter *spotter, const char *p, size_t n)
{
    struct run run;
    begin_line(&run);
    for (size_t at = 0, len; at < n; at += len) {
        uint32_t c;
        len = utf8_decode(p + at, n - at, &c);
        bool ascii = len == 1;
        if (ascii && (at == 0 || (p[at - 1] & 0x80)))
            spot_ascii_begin(&run, p + at, n - at);
        if (ascii && may_begin_escape(p + at, n - at) && escapes_damage(p, at, n))
            run.mask |= SUSPECT_ESCAPE;
        if (ascii && (at + 1 == n || (p[at + 1] & 0x80)))
            spot_ascii_end(&run, p[at], at + 1 < n ? p[at + 1] : '\0');
        if (len > 1)
            spot_character(&run, c, spotter->form_flag);
        if (len)
            continue;
        len = 1;
        run.mask |= SUSPECT_INVALID;
        run.before = 0;
    }
    spot_run_end(&run, '\n');
    spot_line_end(&run);
    return run.mask & spotter->suspects;
}

static struct findings plain_findings(const struct spotter *spotter, const char *p, size_t n)
{
    struct findings found = {0};
    for (;;) {
        const char *end = memchr(p + found.clean, spotter->record_end, n - found.clean);
        if (!end)
            return found;
        size_t len = (size_t)(end - (p + found.clean));
        found.mask = plain_mask(spotter, p + found.clean, len);
        if (found.mask) {
            found.suspect = len + 1;
            return found;
        }
        found.clean += len + 1;
        found.records++;
    }
}

static uint64_t seed = 20240607;

static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* Pieces that the rules tell apart; the first ones keep most lines clean. */
static const char *const pieces[] = {
    "the of and ", "x", " ", "a longer stretch of nothing but plain words, well beyond one register of them ", "12, ",
    "\xE7\x9A\x84\xE6\x98\xAF\xE4\xB8\x80\xE4\xB8\x8D\xE5\x9C\xA8\xE4\xBA\xBA\xE6\x9C\x89\xE6\x88\x91\xE4\xBB\x96", /* 的是一不… */
    "\xE3\x81\xAE\xE3\x81\xAF\xE3\x82\x92", "\xE3\x80\x82", "\xEF\xBC\x8C", "\xE4\xB9\x98", "\xED\x95\x9C\xEA\xB5\xAD",
    "\xC3\xA9", "\xC3\x83", "\xC3\x83 ", "\xC5\x82", "\xC4\x91", "\xE1\xBA\xBF", "\xD0\xB0\xD0\xB1", "\xD0\x91",
    "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD1\x98\xD0\xB5\xD1\x82", "\xD0\x8A", "\xE2\x80\x8C", "\xD9\x85\xDB\x8C",
    "m\xC9\x99\xC5\x9F", "\xC9\x94",
    "\xE9\xBE\x98", "\xE9\xBE\x98\xE7\x9A\x84", "\\", "&", "&amp;", "&Atilde;",
    "\\u00c3", "\\u4e00", "?", "(", "(w", "\xEF\xBF\xBD", "\xEE\x80\x80", "\xC2\x85", "\xC2\xA0",
    "\xF0\xA0\x80\x80", "\xF0\x9F\x98\x80", "e\xCC\x81", "\xE8\xAA\xAA", "\xE0\xB8\x81\xE0\xB8\xB2", "\xE2\x80\x99",
    "\xC4\x9B\xC5\xA1", "\xC3\xA7\xC3\xA3o", "\xC3\xB8", "\xC3\xAC", "\xC3\xAD", "s\xC3\x85", "\xC4\x82\xC5\x9F",
    "\xC2\xAB\xC3\xA9", "\xC3\xA9\xC2\xBB", "\xC5\x9E\xC4\xB0\xC3\x96", "\xC3\xB6\xC3\x9F", "\xC3\x97", "\xE2\x80\x9E",
    "\xFF", "\x80", "\xE4\xB8", "\xED\xA0\x80", "\xE0\x80\x80", "\xC5", "\xF4\x90\x80\x80", "\0"};
enum { PIECES = sizeof pieces / sizeof *pieces, TEXT_MAX = 2000, ROUNDS = 6000 };

static size_t random_text(char *text, char record_end)
{
    size_t n = 0, wanted = 1 + below(TEXT_MAX - 200);
    unsigned variety = 5 + below(PIECES - 5); /* of the pieces, so that some texts are clean for long */
    while (n < wanted) {
        const char *piece = pieces[below(variety)];
        size_t len = *piece ? strlen(piece) : 1;
        if (below(4) == 0)
            piece = pieces[0], len = below(12); /* any alignment */
        memcpy(text + n, piece, len);
        n += len;
        if (below(12) == 0)
            text[n++] = record_end;
    }
    return n;
}

static bool same(const struct spotter *spotter, const char *text, size_t n)
{
    struct findings want = plain_findings(spotter, text, n), got = spot_records(spotter, text, n);
    return want.clean == got.clean && want.records == got.records && want.suspect == got.suspect &&
           want.mask == got.mask && plain_mask(spotter, text, n) == spot_suspects(spotter, text, n);
}

/* On a copy that ends where its memory ends, so that valgrind and sanitizers see a step too far. */
static bool same_at_edge(const struct spotter *spotter, const char *text, size_t n)
{
    char *copy = malloc(n);
    memcpy(copy, text, n);
    bool good = same(spotter, copy, n);
    free(copy);
    return good;
}

enum { ORDINARY = SUSPECT_INVALID | SUSPECT_NORMALIZE | SUSPECT_MOJIBAKE | SUSPECT_PRIVATE | SUSPECT_SLIP |
                  SUSPECT_CONTROL | SUSPECT_ESCAPE };

static void check_spotter(const struct spotter *spotter, const char *name)
{
    static char text[TEXT_MAX + 200];
    unsigned wrong = 0, clean = 0;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = random_text(text, spotter->record_end);
        wrong += !same_at_edge(spotter, text, n);
        clean += spot_records(spotter, text, n).clean > 0;
    }
    check(wrong == 0, name);
    check(clean > ROUNDS / 10 && clean < ROUNDS, "of texts some begin clean");
}

static void check_way(spot_scan *scan, enum unbake_form form, unsigned more, char record_end, const char *name)
{
    struct spotter spotter;
    spot_init(&spotter, ORDINARY | more, normalize_interest(form), record_end);
    if (scan)
        spotter.scan = scan;
    check_spotter(&spotter, name);
}

static void check_flags(spot_pass *pass, enum unbake_form form, unsigned more, char record_end, const char *name)
{
    struct spotter spotter;
    spot_init(&spotter, SUSPECT_NORMALIZE | more, normalize_interest(form), record_end);
    check(spotter.scan == spot_scan_flags, "without repairs, flags are enough");
    if (pass)
        spotter.pass = pass;
    check_spotter(&spotter, name);
}

/* What damage of each kind looks like to the rules, and what clean lines do. */
static const struct {
    const char *line;
    bool suspect;
} examples[] = {
    {"捞 巩辑甫 荤侩窍扁 困秦 鞘夸茄 巴", true}, /* Korean read as GBK */
    {"이 문서를 사용하기 위해 필요한 것", false},
    {"簇息する灌誊を肋年してください", true}, /* Japanese read as GBK */
    {"関連する項目を設定してください", false},
    {"聞喘傍苧慕及匯嫗", true}, /* Chinese read as EUC-JP */
    {"使用说明书第一章", false},
    {"デ〖タ", true}, /* データ in GBK */
    {"* 支持 IPv6", false},
    {"personoj, a큼", true}, /* ŭ as a letter of Korea */
    {"Datum pøekraèující rozsah", true}, /* Czech read as Windows-1252 */
    {"Datum překračující rozsah", false},
    {"na ovaj naèin", true}, /* which no language has between these letters */
    {"na ovaj način", false},
    {"la dernière page, très légèrement", false},
    {"fŸr die Gršsse", true}, /* German of a Macintosh */
    {"für die Größe", false},
    {"Açıq mətn, nəşr", false}, /* of Azerbaijan */
    {"güçlü iþlemler", true}, /* Turkish */
    {"güçlü işlemler", false},
    {"konfiguraĂ§ĂŁo", true}, /* Portuguese in UTF-8 read as Windows-1250 */
    {"As opções de configuração não são válidas", false},
    {"«État» et l’été", false},
    {"Όχι, «Ένα» αντικείμενο", false},
    {"‘Б«и т.д.", true},
    {"Још није подржано, љубав и џез", false},
    {"Қосымша әріптер: ғ, ң, ө, ұ, һ", false},
    {"Հայերեն լեզու", false},
    {"نمی‌خواهم", false}, /* with a mark that keeps letters apart */
    {"gШёven dГјr", true}, /* UTF-8 read as Cyrillic, inside Latin words */
    {"GoriЕЎДЌna", true},
    {"foriؤ‌is", true},
    {"ะจะธะผะพะป", true}, /* Cyrillic in UTF-8 read as Thai: words begin with a vowel that none begins with */
    {"Il segnale 29 รจ SIGINFO", true},
    {"aplicaรงรตes Web", true},
    {"ตัวเลือกทั้งหมด (GNOME)", false},
    {"или: ПАРАМЕТР Файл НАБОР", false},
    {"оПХБЕР лХП ЩРН РЕЙЯР", true}, /* KOI8-R read as Windows-1251 */
    {"hatßs id‚n", true}, /* a DOS page's letters are Windows-1252's signs */
    {"l÷schen", true}, /* and the other way about */
    {"p·gina", true},
    {"col·lecció, 3÷2, N×M", false},
};

static void check_examples(void)
{
    struct spotter spotter;
    spot_init(&spotter, SUSPECT_MOJIBAKE, 0, '\n');
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        bool suspect = spot_suspects(&spotter, examples[i].line, strlen(examples[i].line)) != 0;
        check(suspect == examples[i].suspect, examples[i].line);
    }
}

int main(void)
{
    check_examples();
    check_way(spot_scan_portable, UNBAKE_NFC, 0, '\n', "the portable look finds what the rules find");
    check_way(NULL, UNBAKE_NFC, 0, '\n', "so does this machine's");
    check_way(NULL, UNBAKE_NFD, SUSPECT_SIMPLIFY, '\n', "also in other forms, and with simplification");
    check_way(NULL, UNBAKE_NFKC, 0, '\n', "and in compatibility forms");
    check_way(NULL, UNBAKE_FORM_NONE, 0, '\0', "and with records that end in NUL");
    check_flags(spot_pass_portable, UNBAKE_NFC, 0, '\n', "the portable look at flags finds what the rules find");
    check_flags(NULL, UNBAKE_NFC, 0, '\n', "so does this machine's");
    check_flags(NULL, UNBAKE_NFKD, SUSPECT_SIMPLIFY, '\n', "also in other forms, and with simplification");
    check_flags(NULL, UNBAKE_FORM_NONE, 0, '\0', "and with records that end in NUL");
    return check_end();
}
