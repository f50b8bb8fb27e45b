/* private_use_survey.c: a look at a line with private-use characters.  Comes in: the line.  Goes out: each private-use
 * character with its neighbours, and counts of what stands around them.  Never: more than three passes, whatever the
 * line holds. */
#include <string.h>

#include "base/utf8.h"
#include "judge/judge.h"
#include "repair/private_use.h"
#include "tables/characters.h"

bool is_private_use(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF);
}

bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000;
}

bool is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool is_thai(uint32_t c)
{
    return c >= 0xE01 && c <= 0xE5B;
}

/* Letters of Latin, Greek, Cyrillic and the scripts after them that write with spaces. */
bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x600 && c != 0xD7 && c != 0xF7) ||
           (c >= 0x1E00 && c < 0x2000);
}

bool is_operator(uint32_t c)
{
    return c == '=' || c == '<' || c == '>' || c == '+' || c == '^' || c == 0xB1 || c == 0xD7 || c == 0x2212 ||
           (c >= 0x2260 && c <= 0x2265);
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == '(' || c == ')' || c == '[' || c == ']' || c == '`' ||
           (c >= 0x2018 && c <= 0x201F);
}

bool is_sole(const struct spot *spot)
{
    uint32_t before = spot->before, after = spot->after;
    return (before == '>' && after == '<') || ((before == '?' || before == '\\') && after == ')') || /* Lisp's ?c */
           (before == after && (before == '"' || before == '\'' || before == '`'));
}

bool opens_label(const struct spot *spot)
{
    uint32_t c = spot->before;
    return (c == '"' || c == '\'' || c == '`' || c == '>' || c == '|' || c == '[') && is_blank(spot->after);
}

static uint32_t decode(const char *text, size_t n, size_t at, size_t *len)
{
    uint32_t c;
    *len = 0;
    if (at >= n)
        return SPOT_EDGE;
    *len = utf8_decode(text + at, n - at, &c);
    if (*len)
        return c;
    *len = 1;
    return SPOT_BYTE;
}

struct walk walk_line(const struct line *line)
{
    return (struct walk){.text = line->text.data, .n = line->text.len, .before = SPOT_EDGE, .behind = SPOT_EDGE};
}

/* Measures the run that begins at walk->at. */
static void measure_run(struct walk *walk)
{
    struct spot run = {.run_before = walk->before, .run_min = SPOT_EDGE};
    size_t at = walk->at, len;
    uint32_t c;
    while (is_private_use(c = decode(walk->text, walk->n, at, &len))) {
        run.run_min = c < run.run_min ? c : run.run_min;
        run.run_max = c > run.run_max ? c : run.run_max;
        run.run++;
        at += len;
    }
    run.run_after = c;
    walk->run = run;
    walk->run_end = at;
}

static uint32_t skip_blanks(const struct walk *walk, size_t at)
{
    size_t len;
    uint32_t c;
    while (is_blank(c = decode(walk->text, walk->n, at, &len)))
        at += len;
    return c;
}

static void pass(struct walk *walk, uint32_t c, size_t len)
{
    walk->at += len;
    walk->before = c;
    if (!is_blank(c))
        walk->behind = c;
}

bool walk_next(struct walk *walk, struct spot *spot)
{
    size_t len;
    uint32_t c;
    while (!is_private_use(c = decode(walk->text, walk->n, walk->at, &len))) {
        if (c == SPOT_EDGE)
            return false;
        pass(walk, c, len);
    }
    if (walk->at >= walk->run_end)
        measure_run(walk);
    *spot = walk->run;
    spot->at = walk->at;
    spot->len = len;
    spot->c = c;
    spot->before = walk->before;
    spot->behind = walk->behind;
    pass(walk, c, len);
    spot->after = decode(walk->text, walk->n, walk->at, &len);
    spot->beyond = is_blank(spot->after) ? skip_blanks(walk, walk->at) : spot->after;
    return true;
}

/* Opened for the first Han of a line only: a filter that meets icons alone needs neither. */
struct charsets {
    struct codecs *codecs;
    const struct codec *gbk, *big5, *japanese;
};

static bool in_gb2312(const struct charsets *charsets, uint32_t c)
{
    uint32_t pair = charsets->gbk && c < 0x10000 ? codec_to_bytes(charsets->gbk, c) : CODEC_NONE;
    return pair != CODEC_NONE && pair >= 0xB0A1 && pair <= 0xF7FE && (pair & 0xFF) >= 0xA1;
}

/* The extension of 1995, F9D6 and up, is not Big5 proper. */
static bool in_big5(const struct charsets *charsets, uint32_t c)
{
    uint32_t pair = charsets->big5 && c < 0x10000 ? codec_to_bytes(charsets->big5, c) : CODEC_NONE;
    return pair != CODEC_NONE && pair >= 0xA440 && pair <= 0xF9D5;
}

/* What Cantonese and Hong Kong need daily of HKSCS. */
static bool is_cantonese(uint32_t c)
{
    static const uint32_t daily[] = {0x35CE, 0x36C5, 0x3728, 0x3A18, 0x4C81, 0x54CB, 0x5497, 0x54C4, 0x5514, 0x5569,
                                     0x5570, 0x55BA, 0x55F0, 0x5605, 0x5622, 0x5625, 0x5649, 0x5655, 0x5693, 0x5695,
                                     0x565A, 0x5187, 0x519A, 0x5B6D, 0x5CEF, 0x63FE, 0x63FC, 0x651E, 0x6530, 0x66F1,
                                     0x7534, 0x7779, 0x7793, 0x7740, 0x7D89, 0x8137, 0x8254, 0x885E, 0x8E0E, 0x8E2D,
                                     0x90A8, 0x9385, 0x282E2, 0x20BA9, 0x20C41};
    for (size_t i = 0; i < sizeof daily / sizeof *daily; i++)
        if (c == daily[i])
            return true;
    return false;
}

static void count_han(struct survey *survey, struct charsets *charsets, uint32_t c)
{
    if (survey->han++ == 0) {
        charsets->gbk = codecs_get(charsets->codecs, CODEC_GBK);
        charsets->big5 = codecs_get(charsets->codecs, CODEC_950);
    }
    bool gb = in_gb2312(charsets, c), big5 = in_big5(charsets, c);
    survey->gb_only += gb && !big5;
    survey->big5_only += big5 && !gb;
    survey->neither += !gb && !big5 && !is_cantonese(c);
}

/* A rare character beside one of the GBK rows: so half a lost character reads after UTF-8 was read as GBK. */
static bool is_rare_han(const struct charsets *charsets, uint32_t c)
{
    return is_han(c) && !in_gb2312(charsets, c) && !in_big5(charsets, c) && !is_cantonese(c);
}

static void count_character(struct survey *survey, struct charsets *charsets, uint32_t c)
{
    if (is_han(c)) {
        count_han(survey, charsets, c);
        return;
    }
    unsigned flags = c < SPOT_EDGE ? character_flags(c) : 0;
    survey->kana += (flags & CHARACTER_KANA) != 0;
    survey->hangul += (flags & CHARACTER_HANGUL) != 0;
    survey->letters += is_letter(c);
    survey->medieval += c == 0xFE || c == 0xDE || c == 0x17F || (c >= 0xA720 && c < 0xA800);
    survey->digits += is_digit(c);
    survey->operators += is_operator(c);
    survey->at_signs += c == '@';
    survey->arabic += c >= 0x600 && c < 0x700;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The length of a private-use character's number in hexadecimal, as long as it goes; 0: there is none. */
static size_t private_number(const char *p, size_t n)
{
    enum { DIGITS_MAX = 6 };
    size_t len = 0;
    uint32_t c = 0;
    for (size_t i = 0; i < n && i < DIGITS_MAX && hex_value(p[i]) >= 0; i++) {
        c = c << 4 | (uint32_t)hex_value(p[i]);
        len = is_private_use(c) ? i + 1 : len;
    }
    return len;
}

/* "U+E000", "UE000", "\uE000", "0xE000" or "&#xE000": such a line shows the character on purpose. */
static bool names_code_point(const char *p, size_t n)
{
    static const char *const marks[] = {"U+", "U", "\\u", "0x", "&#x"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i]);
        if (n > len && memcmp(p, marks[i], len) == 0 && private_number(p + len, n - len))
            return true;
    }
    return false;
}

/* Unicode's own files: UnicodeData.txt and its kin begin a line with code points, IdnaTest.txt with the kind of test. */
static bool is_unicode_data(const char *p, size_t n)
{
    if (n > 2 && (p[0] == 'B' || p[0] == 'N' || p[0] == 'T') && p[1] == ';')
        return true;
    size_t len = private_number(p, n);
    return len && n > len + 1 && (p[len] == ';' || p[len] == '\t' || (p[len] == '.' && p[len + 1] == '.'));
}

/* "xn--": a domain name as the network has it; such a line tells what characters become there. */
static bool names_domain(const char *p, size_t n)
{
    return n >= 4 && memcmp(p, "xn--", 4) == 0;
}

static void count_characters(struct survey *survey, struct charsets *charsets, const struct line *line)
{
    size_t len;
    struct judge_context context = judge_begin();
    survey->about_code_points = is_unicode_data(line->text.data, line->text.len);
    for (size_t at = 0; at < line->text.len; at += len) {
        uint32_t c = decode(line->text.data, line->text.len, at, &len);
        int cost = judge_next(&context, c);
        survey->han_cost += is_han(c) ? (uint64_t)cost : 0;
        count_character(survey, charsets, c);
        const char *p = line->text.data + at;
        size_t n = line->text.len - at;
        if ((c == 'U' || c == '\\' || c == '0' || c == '&') && names_code_point(p, n))
            survey->about_code_points = true;
        if (c == 'x' && names_domain(p, n))
            survey->about_code_points = true;
    }
}

/* Zones that no origin in the tables uses without company, and icon fonts use most. */
static bool is_icon(uint32_t c)
{
    static const struct { uint32_t first, last; } zones[] = {
        {0xE0A0, 0xE0D7}, {0xE600, 0xE63D}, {0xE6BB, 0xE958}, {0xEB89, 0xEFFF}, {0xF000, 0xF01F}, {0xF100, 0xF533},
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (c >= zones[i].first && c <= zones[i].last)
            return true;
    return c >= 0xF0000 && (c < 0xFE000 || c > 0xFEEA0);
}

/* Private characters that say by themselves what they are, whatever else the line holds. */
static bool stands_apart(uint32_t c)
{
    return (c >= 0xF020 && c <= 0xF0FF) || private_use_has(PRIVATE_GOOGLE, c) || private_use_has(PRIVATE_APPLE_HINT, c);
}

static bool in_gb_rows(uint32_t c)
{
    return private_use_has(PRIVATE_GBK, c) || private_use_has(PRIVATE_GB18030_2000, c) ||
           private_use_has(PRIVATE_GB18030_2005, c) || private_use_has(PRIVATE_GBK_A3A0, c);
}

static bool holds(enum private_origin origin, uint32_t c)
{
    switch (origin) {
    case PRIVATE_GBK: return in_gb_rows(c);
    case PRIVATE_HKSCS: return private_use_has(PRIVATE_HKSCS, c) || private_use_has(PRIVATE_ETEN, c);
    case PRIVATE_UAO: return private_use_has(PRIVATE_UAO, c) || (c >= 0xF6B1 && c <= 0xF848 && holds(PRIVATE_HKSCS, c));
    default: return private_use_has(origin, c);
    }
}

/* Hanyang's table has Apple's hints too, and Unicode-at-on the symbols. */
static void narrow_holds(struct survey *survey, uint32_t c)
{
    bool symbol = c >= 0xF020 && c <= 0xF0FF, google = private_use_has(PRIVATE_GOOGLE, c), apart = stands_apart(c);
    for (int origin = 0; origin < PRIVATE_ORIGINS; origin++) {
        uint32_t bit = 1u << origin;
        bool shared = origin == PRIVATE_HANYANG ? !symbol && !google : origin == PRIVATE_UAO && !google;
        if (!(survey->holds & bit) || (apart && !shared))
            continue;
        if (!holds((enum private_origin)origin, c))
            survey->holds &= ~bit;
    }
}

/* A person's name in Japanese: a character of one's own stands inside it or before the polite ending. */
static bool in_name(const struct spot *spot)
{
    static const uint32_t endings[] = {0x69D8, 0x6C0F, 0x6BBF, 0x541B, 0x3055 /* さ of さん */};
    if (spot->run != 1)
        return false;
    if (is_han(spot->run_after) && (is_han(spot->run_before) || spot->run_before == SPOT_EDGE))
        return true;
    for (size_t i = 0; is_han(spot->run_before) && i < sizeof endings / sizeof *endings; i++)
        if (spot->run_after == endings[i])
            return true;
    return false;
}

static bool is_everyday(struct charsets *charsets, enum private_origin origin, uint32_t c)
{
    return in_gb2312(charsets, c) || (character_flags(c) & CHARACTER_KANA) ||
           (charsets->japanese && codec_to_bytes(charsets->japanese, c) != CODEC_NONE) ||
           (origin == PRIVATE_HKSCS && is_cantonese(c));
}

static bool stands_for_everyday(struct charsets *charsets, enum private_origin origin, uint32_t c)
{
    uint32_t text[PRIVATE_TEXT_MAX];
    return private_use_text(origin, c, text) == 1 && is_everyday(charsets, origin, text[0]);
}

static bool stands_for_cantonese(uint32_t c)
{
    uint32_t text[PRIVATE_TEXT_MAX];
    return private_use_text(PRIVATE_HKSCS, c, text) == 1 && is_cantonese(text[0]);
}

static bool is_same_in_both(uint32_t c)
{
    uint32_t hkscs[PRIVATE_TEXT_MAX], uao[PRIVATE_TEXT_MAX];
    return private_use_text(PRIVATE_HKSCS, c, hkscs) == 1 && private_use_text(PRIVATE_UAO, c, uao) == 1 &&
           hkscs[0] == uao[0];
}

/* Most cells of HKSCS are others in Unicode-at-on: everyday Han or kana in one reading, rare Han in the other, tell. */
static void count_editions(struct survey *survey, struct charsets *charsets, uint32_t c)
{
    if (survey->han == 0)
        return;
    if (!charsets->japanese)
        charsets->japanese = codecs_get(charsets->codecs, CODEC_932);
    if (c >= 0xF6B1 && c <= 0xF848) {
        survey->eten_kana += stands_for_everyday(charsets, PRIVATE_HKSCS, c);
        return;
    }
    survey->uao_common += stands_for_everyday(charsets, PRIVATE_UAO, c);
    survey->cantonese += stands_for_cantonese(c);
    survey->hkscs_common += !is_same_in_both(c) && stands_for_everyday(charsets, PRIVATE_HKSCS, c);
}

static bool ends_sentence(uint32_t c)
{
    return c == '!' || c == '.' || c == '~' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF5E || c == 0x2026;
}

static void count_body(struct survey *survey, struct charsets *charsets, const struct spot *spot)
{
    bool blank_before = is_blank(spot->run_before) || spot->run_before == SPOT_EDGE || is_quote(spot->run_before);
    survey->body++;
    count_editions(survey, charsets, spot->c);
    survey->inside += is_letter(spot->run_before) && is_letter(spot->run_after);
    survey->leading += spot->behind == SPOT_EDGE;
    survey->trailing += spot->beyond == SPOT_EDGE || (spot->run_after == SPOT_EDGE) ||
                        (!blank_before && !is_letter(spot->run_after));
    survey->sentence_ends +=
        ends_sentence(spot->run_before) && (spot->run_after == SPOT_EDGE || is_blank(spot->run_after));
    survey->between_han += is_han(spot->run_after) || (spot->run_before == SPOT_EDGE);
    survey->sole += is_sole(spot);
    survey->gaiji += in_name(spot) && spot->c < 0xE758;
}

static bool is_lone(const struct spot *spot, bool cjk)
{
    if (spot->run != 1)
        return false;
    bool before = spot->before == SPOT_EDGE || is_blank(spot->before) || (!cjk && is_quote(spot->before));
    return before && (spot->after == SPOT_EDGE || is_blank(spot->after) || (!cjk && is_quote(spot->after)));
}

static bool is_east_asian(uint32_t c)
{
    return is_han(c) || (is_private_use(c) && (c < 0xF020 || c > 0xF0FF));
}

static bool is_lost(uint32_t c)
{
    return c == '?' || c == 0xFFFD;
}

static void count_spot(struct survey *survey, struct charsets *charsets, const struct spot *spot)
{
    survey->privates++;
    survey->lone += is_lone(spot, survey->han + survey->kana + survey->hangul > 0);
    survey->icons += is_icon(spot->c);
    survey->symbols += spot->c >= 0xF020 && spot->c <= 0xF0FF;
    survey->symbols_in_text += spot->c >= 0xF020 && spot->c <= 0xF0FF && is_east_asian(spot->before) &&
                               is_east_asian(spot->after);
    survey->opening += spot->c == 0xF028;
    survey->closing += spot->c == 0xF029;
    survey->eten += spot->c >= 0xF6B1 && spot->c <= 0xF848;
    survey->cut += spot->c <= 0xE864 && (is_lost(spot->before) || is_lost(spot->after));
    survey->beside_rare += is_rare_han(charsets, spot->before) || is_rare_han(charsets, spot->after);
    if (spot->run > survey->longest)
        survey->longest = spot->run;
    narrow_holds(survey, spot->c);
    if (!stands_apart(spot->c))
        count_body(survey, charsets, spot);
}

struct survey survey_line(struct repair *repair, const struct line *line)
{
    struct survey survey = {.holds = (1u << PRIVATE_ORIGINS) - 1};
    struct charsets charsets = {.codecs = repair->codecs};
    count_characters(&survey, &charsets, line);
    struct walk walk = walk_line(line);
    struct spot spot;
    while (walk_next(&walk, &spot))
        count_spot(&survey, &charsets, &spot);
    if (survey.body == 0)
        survey.holds = 0;
    return survey;
}
