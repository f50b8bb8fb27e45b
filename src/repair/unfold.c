/* unfold.c: what was done to a line after it had been read in the wrong encoding.  Comes in: characters as they stand.
 * Goes out: the bytes that they may have been before a program folded them, from tables made by folding every character
 * of a reader once.  Never: a spelling that the folding does not take to the character that stands there. */
#include "repair/unfold.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "tables/characters.h"
#include "tables/han_simplified.h"

enum {
    FIRST_HALF_WIDTH = 0xA6, LAST_HALF_WIDTH = 0xDD, VOICED = 0xDE, SEMI_VOICED = 0xDF, /* kana in Shift_JIS */
    POINTS_MAX = 32, /* more than two characters decompose to */
    SEQUENCE_MAX = 3, ELLIPSIS = 0x2026
};

static const utf8proc_option_t NFKC = (utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE);

struct unfold {
    struct spellings *of[FOLDINGS][CODEC_COUNT];
};

struct unfold *unfold_new(void)
{
    return calloc(1, sizeof(struct unfold));
}

static void spellings_free(struct spellings *spellings)
{
    if (spellings)
        free(spellings->all);
    free(spellings);
}

void unfold_free(struct unfold *unfold)
{
    if (!unfold)
        return;
    for (size_t i = 0; i < FOLDINGS; i++)
        for (size_t k = 0; k < CODEC_COUNT; k++)
            spellings_free(unfold->of[i][k]);
    free(unfold);
}

/* What a form of Unicode makes of one or two characters, or the first of them when that is more than one. */
static uint32_t normal(const uint32_t *c, size_t n, utf8proc_option_t options)
{
    utf8proc_int32_t points[POINTS_MAX];
    utf8proc_ssize_t used = 0;
    int boundary = 0;
    for (size_t i = 0; i < n; i++) {
        used += utf8proc_decompose_char((utf8proc_int32_t)c[i], points + used, POINTS_MAX - used, options, &boundary);
        if (used <= (utf8proc_ssize_t)i || used > POINTS_MAX)
            return c[0];
    }
    used = utf8proc_normalize_utf32(points, used, options);
    return used == 1 ? (uint32_t)points[0] : c[0];
}

static uint32_t compatible(uint32_t c)
{
    return character_flags(c) & CHARACTER_NOT_NFKC ? normal(&c, 1, NFKC) : c;
}

static uint32_t composed(uint32_t c)
{
    return character_flags(c) & CHARACTER_NOT_NFC ? normal(&c, 1, UTF8PROC_COMPOSE | UTF8PROC_STABLE) : c;
}

static uint32_t small(uint32_t c)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

static uint32_t capital(uint32_t c)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

static uint32_t simplified(uint32_t c)
{
    const struct han_entry *entry = c <= HAN_LAST_CODE_POINT ? han_entry(c) : NULL;
    return entry && (entry->kind == HAN_TRADITIONAL || entry->kind == HAN_VARIANT) ? entry->to : c;
}

static uint32_t plain(uint32_t c)
{
    if (c >= 0x201C && c <= 0x201F)
        return '"';
    if (c >= 0x2018 && c <= 0x201B)
        return '\'';
    return c >= 0x2010 && c <= 0x2015 ? '-' : c;
}

static uint32_t (*const fold[FOLDINGS])(uint32_t) = {
    [FOLDED_SMALL] = small, [FOLDED_CAPITAL] = capital, [FOLDED_TITLE] = small, [FOLDED_WIDTH] = compatible,
    [FOLDED_COMPOSED] = composed, [FOLDED_SIMPLIFIED] = simplified, [FOLDED_PLAIN] = plain,
};

static bool is_cased(uint32_t c)
{
    return small(c) != c || capital(c) != c;
}

static bool is_title(const struct text *text)
{
    bool in_word = false;
    for (size_t i = 0; i < text->n; i++) {
        uint32_t c = text->glyph[i].c;
        if (c < NO_UTF8 && is_cased(c) && (in_word ? small(c) : capital(c)) != c)
            return false;
        in_word = c < NO_UTF8 && is_cased(c);
    }
    return true;
}

bool unfold_may_be(enum folding folding, const struct text *text)
{
    if (folding == FOLDED_TITLE)
        return is_title(text);
    for (size_t i = 0; i < text->n; i++) {
        uint32_t c = text->glyph[i].c;
        if (c < NO_UTF8 && fold[folding](c) != c)
            return false;
    }
    return true;
}

/* What one character became several of. */
static const struct sequence {
    uint16_t c, was[SEQUENCE_MAX];
} sequences[] = {
    {ELLIPSIS, {'.', '.', '.'}}, {0xBC, {'1', 0x2044, '4'}}, {0xBD, {'1', 0x2044, '2'}}, {0xBE, {'3', 0x2044, '4'}},
    {0x2122, {'T', 'M', 0}},     {0xAF, {' ', 0x304, 0}},    {0xB4, {' ', 0x301, 0}},    {0xA8, {' ', 0x308, 0}},
    {0xB8, {' ', 0x327, 0}},     {0x2DC, {' ', 0x303, 0}},   {0x2116, {'N', 'o', 0}},
};

/* Its number, for the sequence that stands at i; none: their count. */
static size_t sequence_at(const struct text *text, size_t i, size_t count)
{
    size_t k = 0, n = 0;
    for (; k < count && n < SEQUENCE_MAX; k += n < SEQUENCE_MAX)
        for (n = 0; n < SEQUENCE_MAX; n++) {
            uint32_t was = sequences[k].was[n];
            if (was && (i + n >= text->n || text->glyph[i + n].c != was))
                break;
        }
    return k;
}

bool unfold_sequences(enum folding folding, const struct text *text, struct text *out)
{
    size_t count = folding == FOLDED_WIDTH ? sizeof sequences / sizeof sequences[0] : folding == FOLDED_PLAIN;
    out->n = 0;
    for (size_t i = 0; i < text->n; i++) {
        struct glyph glyph = text->glyph[i];
        size_t k = i && text->glyph[i - 1].c >= 0x80 ? sequence_at(text, i, count) : count;
        if (k < count) {
            glyph.c = sequences[k].c;
            i += sequences[k].was[SEQUENCE_MAX - 1] ? 2 : 1;
        }
        if (!text_append(out, glyph.c, glyph.at, glyph.layers))
            return false;
    }
    return true;
}

static bool add(struct spellings *spellings, uint32_t c, uint32_t bytes)
{
    if (spellings->n == spellings->cap) {
        size_t cap = spellings->cap ? 2 * spellings->cap : 64;
        struct spelling *all = realloc(spellings->all, cap * sizeof *all);
        if (!all)
            return false;
        spellings->all = all;
        spellings->cap = cap;
    }
    spellings->all[spellings->n++] = (struct spelling){c, (uint16_t)bytes};
    spellings->spelled[c % SPELLED_BITS / 64] |= UINT64_C(1) << c % 64;
    return true;
}

/* Chinese pages have them for old standards; what they fold to stands for lost bytes, or itself, many times as often. */
static bool is_small_form(uint32_t c)
{
    return c >= 0xFE50 && c < 0xFE70;
}

static bool add_folded(struct spellings *spellings, uint32_t (*folded)(uint32_t), const struct encoder *encoder)
{
    for (uint32_t c = 0x80; c < CODEC_PAGES * CODEC_PAGE; c++) {
        if (!codec_has_page(encoder->page, c) && !codec_has_page(encoder->also, c)) {
            c |= CODEC_PAGE - 1;
            continue;
        }
        uint32_t bytes = encoder_bytes(encoder, c), to = bytes == CODEC_NONE || is_small_form(c) ? c : folded(c);
        if (to != c && !add(spellings, to, bytes))
            return false;
    }
    return true;
}

/* Half-width kana and their voicing marks, a byte each, become one character. */
static bool add_voiced(struct spellings *spellings, const struct codec *page)
{
    for (unsigned kana = FIRST_HALF_WIDTH; kana <= LAST_HALF_WIDTH; kana++)
        for (unsigned mark = VOICED; mark <= SEMI_VOICED; mark++) {
            uint32_t c[] = {codec_of_byte(page, (unsigned char)kana), codec_of_byte(page, (unsigned char)mark)};
            uint32_t to = normal(c, 2, NFKC);
            if (to != c[0] && !add(spellings, to, kana << 8 | mark))
                return false;
        }
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct spelling *x = a, *y = b;
    return x->c != y->c ? (x->c < y->c ? -1 : 1) : (int)x->bytes - (int)y->bytes;
}

static struct spellings *spellings_new(enum folding folding, enum codec_name name, const struct encoder *encoder)
{
    struct spellings *spellings = calloc(1, sizeof *spellings);
    if (!spellings)
        return NULL;
    bool kana = folding == FOLDED_WIDTH && name == CODEC_932;
    if (!add_folded(spellings, fold[folding], encoder) || (kana && !add_voiced(spellings, encoder->page))) {
        spellings_free(spellings);
        return NULL;
    }
    if (spellings->n)
        qsort(spellings->all, spellings->n, sizeof *spellings->all, compare);
    return spellings;
}

const struct spellings *unfold_spellings(struct unfold *unfold, enum folding folding, const struct chain *chain,
                                         const struct encoder *encoder)
{
    struct spellings **spellings = &unfold->of[folding][chain->read_as];
    if (!*spellings)
        *spellings = spellings_new(folding, chain->read_as, encoder);
    if (*spellings && folding == FOLDED_TITLE && !(*spellings)->capitals)
        (*spellings)->capitals = unfold_spellings(unfold, FOLDED_CAPITAL, chain, encoder);
    return *spellings && folding == FOLDED_TITLE && !(*spellings)->capitals ? NULL : *spellings;
}

size_t unfold_bytes(const struct spellings *spellings, uint32_t c, uint16_t bytes[UNFOLD_MAX])
{
    size_t low = 0, high = unfold_may_spell(spellings, c) ? spellings->n : 0, n = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spellings->all[middle].c < c)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < spellings->n && spellings->all[low].c == c && n < UNFOLD_MAX; low++)
        bytes[n++] = spellings->all[low].bytes;
    return n || !spellings->capitals ? n : unfold_bytes(spellings->capitals, c, bytes);
}
