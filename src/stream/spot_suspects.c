/* spot_suspects.c: the one look at every line.  Comes in: bytes.  Goes out: a mask of what the line might need.
 * Never: changes anything, or asks the judge; a clean line costs one table lookup for each character. */
#include "stream/spot_suspects.h"

#include <string.h>

#include "base/utf8.h"
#include "repair/escapes.h"
#include "tables/characters.h"
#include "tables/frequent.h"

enum { REPLACEMENT_CHARACTER = 0xFFFD };

size_t spot_ascii(const char *text, size_t n)
{
    const uint64_t high = 0x8080808080808080u;
    size_t at = 0;
    for (; at + 32 <= n; at += 32) {
        uint64_t w[4];
        memcpy(w, text + at, sizeof w);
        if ((w[0] | w[1] | w[2] | w[3]) & high)
            break;
    }
    while (at < n && !(text[at] & 0x80))
        at++;
    return at;
}

static bool is_cjk(uint32_t c)
{
    return c >= 0x2E80;
}

static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* Pinyin begins with a small letter, with a tone mark (U+00E0 to U+01DC, lead bytes C3 to C7) or without. */
static bool may_begin_gloss(char c)
{
    return (c >= 'a' && c <= 'z') || c == ' ' || ((unsigned char)c >= 0xC3 && (unsigned char)c <= 0xC7);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Kinds of characters that stand side by side in clean text.  Two neighbours are no suspects when they are of one kind,
 * or when both are of East Asian kinds and not Han beside Hangul. */
enum kind { STRANGE, SMALL, CAPITAL, VIETNAMESE, OTHER_SCRIPT, EAST, KANA, HAN, HANGUL, RARE };

static enum kind kind_of(uint32_t c, unsigned flags)
{
    if (flags & CHARACTER_COMMON_HAN)
        return HAN;
    if (c >= 0xAC00 && c <= 0xD7A3)
        return HANGUL;
    if ((c >= 0x1EA0 && c <= 0x1EF9) || c == 0x103 || c == 0x111 || c == 0x1A1 || c == 0x1B0)
        return VIETNAMESE;
    if (c >= 0x3041 && c <= 0x30FA)
        return KANA;
    if ((c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x2014 && c <= 0x201D) || c == 0x2026 ||
        c == 0xA0 || c == 0xB7 || c == 0x2022)
        return EAST; /* with the dots of names and the no-break spaces of indents */
    if ((c >= 0x430 && c <= 0x44F) || c == 0x451 || c == 0x454 || c == 0x456 || c == 0x457 || c == 0x491 ||
         (c >= 0x3AC && c <= 0x3CE))
        return SMALL;
    if ((c >= 0x410 && c <= 0x42F) || c == 0x404 || c == 0x406 || c == 0x407 || c == 0x490 ||
        (c >= 0x391 && c <= 0x3A9))
        return CAPITAL;
    if (c >= 0x590 && c < 0x2000)
        return OTHER_SCRIPT;
    return c >= 0x3400 && c < 0xA000 ? RARE : STRANGE;
}

/* A capital after a small letter is what Cyrillic and Greek look like in the wrong page. */
static bool are_ordinary(enum kind before, enum kind now)
{
    if (before == STRANGE || now == STRANGE || (before == RARE && now == RARE))
        return false;
    if (before >= EAST && now >= EAST)
        return before == HANGUL || now == HANGUL ? before < HAN || now < HAN || before == now : true;
    return before == now || (before == CAPITAL && now == SMALL);
}

/* What the scan remembers of the characters before. */
struct run {
    enum kind kind;
    int length;          /* characters since the last ASCII */
    bool letter_before;  /* an ASCII letter stood before them */
    bool space_before;
    int edges;           /* in the whole line: short runs that touch an ASCII word, or stand alone */
    int rare;            /* falls with every other character, so that two near each other show */
    int words, frequent; /* in the whole line: Han and Hangul, and how many of them are frequent ones */
};

/* A name has one rare character; the wrong page gives them by the handful. */
enum { RARE_STEP = 6, RARE_MANY = 8 };

static unsigned spot_rare(struct run *run, enum kind kind)
{
    if (kind == RARE)
        run->rare += RARE_STEP;
    else if (run->rare)
        run->rare--;
    return run->rare >= RARE_MANY ? SUSPECT_MOJIBAKE : 0;
}

enum { SHORT_RUN = 2, FEW_WORDS = 2, FREQUENT_ENOUGH = 4, ONE_IN = 6 };

/* One or two Han or Cyrillic letters in a Latin word, or one Han alone between spaces, are Latin letters or a sign in
 * the wrong page, and a capital A with tilde before a space is an a with grave whose no-break space was lost.  Where a
 * line has more Han, only what stands inside a word counts. */
static unsigned spot_run_end(struct run *run, uint32_t before, const char *p)
{
    if (before == 0xC3 && p[0] == ' ')
        return SUSPECT_MOJIBAKE;
    if (run->length < 1 || run->length > SHORT_RUN || run->kind < SMALL || (run->kind > CAPITAL && run->kind < HAN))
        return 0;
    bool alone = run->length == 1 && run->kind >= HAN && run->space_before && p[0] == ' ';
    if (run->letter_before && is_letter(p[0]))
        return SUSPECT_MOJIBAKE;
    run->edges += alone || run->letter_before || is_letter(p[0]);
    return 0;
}

static void count_frequent(struct run *run, uint32_t c, enum kind kind)
{
    if (kind == KANA)
        run->frequent = FREQUENT_ENOUGH;
    run->words += kind >= HAN;
    if (kind >= HAN && run->frequent < FREQUENT_ENOUGH)
        run->frequent += is_frequent(c);
}

/* Bytes read in the wrong East Asian page give common characters, but hardly ever the most frequent. */
static unsigned spot_line_end(const struct run *run)
{
    if (run->edges && run->words <= FEW_WORDS * run->edges)
        return SUSPECT_MOJIBAKE;
    int wanted = run->words / ONE_IN + 1;
    if (run->words < FEW_WORDS || run->frequent >= FREQUENT_ENOUGH)
        return 0;
    return run->frequent < wanted ? SUSPECT_MOJIBAKE : 0;
}

static void begin_run(struct run *run, char before)
{
    run->kind = STRANGE;
    run->length = 0;
    run->letter_before = is_letter(before);
    run->space_before = before == ' ' || before == '\t';
}

/* ASCII between two characters: a question mark beside CJK, or a bracket that may open a gloss. */
static unsigned spot_in_ascii(uint32_t before, const char *p, size_t n, size_t end)
{
    if (is_cjk(before)) {
        if (p[0] == '?')
            return SUSPECT_SLIP;
        if (p[0] == '(' && end > 1 && may_begin_gloss(p[1]))
            return SUSPECT_SLIP;
    }
    bool cjk_after = n < end && (unsigned char)p[n] >= 0xE2;
    return cjk_after && p[n - 1] == '?' ? SUSPECT_SLIP : 0;
}

static unsigned spot_character(uint32_t before, uint32_t c, const struct interest *interest, struct run *run)
{
    unsigned flags = character_flags(c), mask = 0;
    if (flags & interest->form_flag)
        mask |= SUSPECT_NORMALIZE;
    if (flags & CHARACTER_TRADITIONAL)
        mask |= SUSPECT_SIMPLIFY;
    if (is_private(c))
        mask |= SUSPECT_PRIVATE;
    if (c < 0xA0)
        mask |= SUSPECT_CONTROL;
    if (c == REPLACEMENT_CHARACTER && is_cjk(before))
        mask |= SUSPECT_SLIP;
    enum kind kind = kind_of(c, flags);
    if (before >= 0x80 && !are_ordinary(run->kind, kind))
        mask |= SUSPECT_MOJIBAKE;
    mask |= spot_rare(run, kind);
    count_frequent(run, c, kind);
    run->kind = kind;
    run->length++;
    return mask;
}

unsigned spot_suspects(const char *text, size_t n, const struct interest *interest)
{
    unsigned mask = 0;
    uint32_t before = 0;
    struct run run = {.space_before = true};
    for (size_t at = 0; at < n;) {
        size_t ascii = spot_ascii(text + at, n - at);
        if (ascii) {
            mask |= spot_in_ascii(before, text + at, ascii, n - at) | spot_run_end(&run, before, text + at);
            at += ascii;
            begin_run(&run, text[at - 1]);
            before = 0;
            continue;
        }
        uint32_t c;
        size_t len = utf8_decode(text + at, n - at, &c);
        if (!len) {
            mask |= SUSPECT_INVALID;
            at++;
            before = 0;
            continue;
        }
        mask |= spot_character(before, c, interest, &run);
        before = c;
        at += len;
    }
    mask |= spot_run_end(&run, before, "\n") | spot_line_end(&run);
    if ((interest->suspects & SUSPECT_ESCAPE) && escapes_find(text, n, n) < n)
        mask |= SUSPECT_ESCAPE;
    return mask & (interest->suspects | SUSPECT_INVALID);
}
