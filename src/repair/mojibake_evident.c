/* mojibake_evident.c: damage that can be seen without knowing the word.  Comes in: a line and its undoing.  Goes out:
 * whether all that was undone is of shapes that no clean text has.  Never: weighs words, which the judge has
 * to have read, and whose prices are those of damage that imitates text.
 *
 * The shapes: a capital A with circumflex or tilde and a sign behind it where no capital stands before (botÃ«, 20Â°C);
 * and, in a line that else has Latin letters only, one to three characters of another script or a drawing within a
 * word, or glued to one, that are one Latin letter (Grad챘, bardh├ź), or a sign there (Mae鈥檔, Volume┬á:), before a
 * year (漏 2022), or where quotation marks then come in pairs (禄%s芦). */
#include "judge/judge.h"
#include "repair/lossy_survey.h"
#include "repair/mojibake_accept.h"
#include "repair/mojibake_lossy.h"

enum {
    CIRCUMFLEX_A = 0xC2, TILDE_A = 0xC3, RING_A = 0xC5, A_WITH_GRAVE = 0xE0,
    LAST_LATIN_1_SIGN = 0xBF, OPENING_QUOTE = 0xAB, CLOSING_QUOTE = 0xBB, DEGREE = 0xB0, TIMES = 0xD7,
    LAST_LATIN = 0x2AF, /* with ə, ɔ and the other phonetic letters that alphabets took in */
    FIRST_VIETNAMESE = 0x1E00, LAST_VIETNAMESE = 0x1EFF,
    FIRST_LIGATURE = 0xFB00, LAST_LIGATURE = 0xFB06,
    APOSTROPHE = 0x2019, /* Ã’s */
    FIRST_MARK = 0x2010, LAST_MARK = 0x2044, /* dashes, quotation marks */
    RARE_LETTER = 12 * JUDGE_BIT, /* no language's */
    READS_BADLY = 10 * JUDGE_BIT, /* as damage that is left does */
    RUN_MAX = 3,
    YEAR = 4
};

/* What a glyph of the undoing was made from: glyphs first to end of the line. */
struct origin {
    size_t first, end;
};

static uint32_t at(const struct text *text, size_t i)
{
    return i < text->n ? text->glyph[i].c : 0;
}

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

static bool is_latin(uint32_t c)
{
    return (c | 0x20) - 'a' < 26 || (c >= 0xC0 && c <= LAST_LATIN && c != 0xD7 && c != 0xF7) ||
           (c >= FIRST_VIETNAMESE && c <= LAST_VIETNAMESE) || (c >= FIRST_LIGATURE && c <= LAST_LIGATURE);
}

static bool is_sign(uint32_t c)
{
    return (c >= 0xA1 && c <= LAST_LATIN_1_SIGN && c != 0xAA && c != 0xBA) || c == 0xD7;
}

/* Letters that the first bytes of signs and emoji look like. */
static bool is_lead(uint32_t c)
{
    return c == CIRCUMFLEX_A || c == TILDE_A || c == 0xE2 || c == 0xEF || c == 0xF0;
}

static bool is_digit(uint32_t c)
{
    return c - '0' < 10;
}

static bool is_year(const struct text *text, size_t i)
{
    size_t n = 0;
    while (n <= YEAR && is_digit(at(text, i + 1 + n)))
        n++;
    return at(text, i) == ' ' && n == YEAR;
}

/* Signs of windows-1252 beyond Latin-1, and its letters that are small beside capitals. */
static bool is_sign_of_windows(uint32_t c)
{
    return (c >= FIRST_MARK && c <= 0x203A) || c == 0x20AC || c == 0x2122 || c == 0x2C6 || c == 0x2DC || c == 0x153 ||
           c == 0x161 || c == 0x17E || c == 0x192;
}

/* HÃ”TEL: within a word of capitals. */
static bool is_among_capitals(const struct text *out, size_t k, uint32_t sign)
{
    return is_sign_of_windows(sign) && is_capital(at(out, k)) && k && is_capital(at(out, k - 1)) &&
           is_capital(at(out, k + 1));
}

static bool is_small(uint32_t c)
{
    return is_latin(c) && !is_capital(c);
}

/* schlieÃen, prÄdko, Ãnderung: a capital where none can be, whose second byte was a control that went. */
static bool is_bereft(const struct text *line, const struct text *out, size_t k, struct origin from)
{
    uint32_t lead = at(line, from.first), before = k ? at(out, k - 1) : 0, after = at(out, k + 1);
    if (from.end - from.first != 1 || lead < TILDE_A || lead > RING_A || !is_latin(at(out, k)) ||
        !(out->glyph[k].layers & LAYER_GUESSED))
        return false;
    if (is_small(before))
        return is_small(after) || after == ' ' || !after; /* not dÃ&copy;jà, whose byte is there */
    return lead == TILDE_A && !is_latin(before) && is_small(after);
}

/* Ã© and Â©, but not the end of MAÇÃ», and not «Â». */
static bool is_two_signs(const struct text *line, const struct text *out, size_t k, struct origin from)
{
    uint32_t lead = at(line, from.first), sign = at(line, from.first + 1), before = k ? at(out, k - 1) : 0;
    if (lead == TILDE_A && at(out, k) == A_WITH_GRAVE && (sign == ' ' || from.end == line->n))
        return is_latin(before) && !is_capital(before); /* voilÃ le, where the byte A0 became a space, or was trimmed */
    if (is_bereft(line, out, k, from))
        return true;
    if (from.end - from.first != 2 || at(out, k) > 0xFF || (lead != CIRCUMFLEX_A && lead != TILDE_A))
        return false;
    if (is_among_capitals(out, k, sign))
        return true;
    bool goes_on = is_latin(at(out, k + 1)) && !is_capital(at(out, k + 1)); /* TÃ®m, Ã”l */
    bool signs = sign == CLOSING_QUOTE ? is_latin(before) : is_sign(sign) || (sign == 0xA0 && lead == CIRCUMFLEX_A);
    return (signs && (goes_on || !is_capital(before))) ||
           (goes_on && sign != APOSTROPHE && !is_capital(before) && is_sign_of_windows(sign));
}

/* Not ASCII, but for a question mark where bytes were lost. */
static bool is_foreign(const struct text *line, struct origin from)
{
    uint32_t first = at(line, from.first);
    for (size_t i = from.first; i < from.end; i++)
        if (at(line, i) < 0x80 && (i == from.first || at(line, i) != '?'))
            return false;
    return from.end - from.first <= RUN_MAX && first > LAST_LATIN && !is_latin(first);
}

static bool is_quotation(uint32_t c)
{
    return c == OPENING_QUOTE || c == CLOSING_QUOTE;
}

/* « %s », »%s«: as many of each, one after the other. */
static bool are_paired(const struct text *out)
{
    uint32_t open = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (!is_quotation(out->glyph[i].c))
            continue;
        if (open == out->glyph[i].c)
            return false;
        open = open ? 0 : out->glyph[i].c;
    }
    return !open;
}

/* Spaces that do not break stand within words of names, and in French before these signs and behind «. */
static bool is_space_there(uint32_t before, uint32_t after)
{
    bool sign = after == ':' || after == ';' || after == '!' || after == '?' || after == '%' || after == CLOSING_QUOTE;
    return is_latin(before) || is_digit(before) ? is_latin(after) || sign : before == OPENING_QUOTE && is_latin(after);
}

/* 5×4, 48 × 48, (°C). */
static bool is_measure(const struct text *out, size_t k)
{
    size_t before = k && at(out, k - 1) == ' ' ? 2 : 1, after = at(out, k + 1) == ' ' ? 2 : 1;
    if (at(out, k) == DEGREE)
        return at(out, k + 1) == 'C' || at(out, k + 1) == 'F';
    return at(out, k) == TIMES && k >= before && is_digit(at(out, k - before)) && is_digit(at(out, k + after));
}

static bool is_glued(const struct text *line, const struct text *out, size_t k, struct origin from)
{
    uint32_t c = at(out, k), before = k ? at(out, k - 1) : 0, after = at(out, k + 1);
    if (!is_foreign(line, from))
        return false;
    if (is_latin(c))
        return (judge_rarity(c) < RARE_LETTER || c >= FIRST_LIGATURE) &&
               (is_latin(before) || is_latin(after) || before == APOSTROPHE);
    if (c == 0xA0)
        return is_space_there(before, after);
    if (is_quotation(c) && are_paired(out))
        return true;
    if (c >= FIRST_MARK && c <= LAST_MARK)
        return is_latin(before);
    return is_sign(c) && (is_latin(before) || is_digit(before) || is_year(out, k + 1) || is_measure(out, k));
}

/* Letters that a Latin line does not have, and signs that it hardly has. */
static bool is_stranger(uint32_t c)
{
    return c > LAST_LATIN && !is_latin(c) && (c < FIRST_MARK || c > LAST_MARK);
}

static struct origin origin_of(const struct text *line, const struct text *out, size_t k, size_t from)
{
    struct origin origin = {from, from};
    while (origin.first + 1 < line->n && line->glyph[origin.first + 1].at <= out->glyph[k].at)
        origin.first++;
    for (origin.end = origin.first + 1; origin.end < line->n; origin.end++)
        if (k + 1 < out->n && line->glyph[origin.end].at >= out->glyph[k + 1].at)
            break;
    return origin;
}

bool mojibake_is_evident(const struct text *line, const struct text *out)
{
    bool strangers = false, glued = false;
    struct origin from = {0, 0};
    struct judge_context context = judge_begin();
    for (size_t k = 0; k < out->n; k++) {
        const struct glyph *glyph = &out->glyph[k];
        int cost = text_next_cost(out, k, &context);
        from = origin_of(line, out, k, from.first);
        if (!glyph->layers || (from.end == from.first + 1 && at(line, from.first) == glyph->c)) {
            if (cost >= READS_BADLY && is_lead(glyph->c))
                return false; /* Ã?Â¢â?¬ is half of what it was */
            strangers |= is_stranger(glyph->c) && !lossy_is_mark(glyph->c) && !lossy_is_mark(at(out, k + 1));
            continue;
        }
        if (is_two_signs(line, out, k, from))
            continue;
        glued = true;
        if (!is_glued(line, out, k, from))
            return false;
    }
    return !(glued && strangers);
}
