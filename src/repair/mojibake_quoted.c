/* mojibake_quoted.c: lines that speak of damage.  Comes in: a line before and after its repair.  Goes out: whether the
 * damage is meant.  Never: asks the judge; these lines look like damage in every other way. */
#include "repair/mojibake.h"

#include <string.h>
#include <utf8proc.h>

#include "repair/mojibake_evidence.h"

enum {
    LISTED_MIN = 4, ACCENTS_MIN = 6, DRAWINGS_MIN = 12, SIGNS_MIN = 3, PAIRS_MIN = 3, SPACED_MIN = 5, SINGLES_MIN = 3,
    HEX_PAIRS = 8,
    DECOMPOSED_MAX = 4, LAST_OF_LATIN_1 = 0x100,
    WORD_MAX = 64, WORDS_MAX = 32, /* keep the search linear */
    UNLIKE_RUN = 24, FIRST_EAST_ASIAN = 0x2E80, FIRST_EMOJI = 0x1F300,
    NEAR = 24,                     /* characters: three words */
    SHORT_WORD = 2, NEAR_SHORT = 12 /* which sentences are full of */
};

static bool is_word(uint32_t c)
{
    return c >= 0x80 || (c | 0x20) - 'a' < 26 || c - '0' < 10;
}

/* Four characters beyond ASCII in a row, each one more than the one before: an alphabet or a code table. */
static bool is_listed(const struct text *line, const struct text *repaired)
{
    size_t run = 1, k = 0;
    for (size_t i = 1; i < line->n; i++) {
        uint32_t c = line->glyph[i].c;
        run = c > 0x80 && c == line->glyph[i - 1].c + 1 ? run + 1 : 1;
        while (k + 1 < repaired->n && repaired->glyph[k + 1].at <= line->glyph[i].at)
            k++;
        if (run >= LISTED_MIN && repaired->glyph[k].layers)
            return true;
    }
    return false;
}

/* The letter that an accented one is built on, or 0. */
static uint32_t base_of(uint32_t c)
{
    utf8proc_int32_t parts[DECOMPOSED_MAX];
    int bound = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, DECOMPOSED_MAX, UTF8PROC_DECOMPOSE, &bound);
    return n > 1 && n <= DECOMPOSED_MAX ? (uint32_t)parts[0] | 0x20 : 0;
}

static bool is_drawing(uint32_t c)
{
    return c >= 0x2500 && c < 0x25A0;
}

/* Whether two characters stand side by side in tables of code pages that are in no order: one letter with two accents,
 * or two pieces of drawings. */
static bool are_of_table(uint32_t a, uint32_t b)
{
    if (is_drawing(a))
        return is_drawing(b);
    uint32_t base = a >= 0xC0 && a < LAST_OF_LATIN_1 && b >= 0xC0 ? base_of(a) : 0;
    return base && base == base_of(b);
}

/* Several such in a row, none of them twice, as neither words nor drawings have them. */
static bool is_unordered_table(const struct text *line)
{
    size_t first = 0;
    for (size_t i = 1; i < line->n; i++) {
        uint32_t c = line->glyph[i].c;
        if (c < 0x80 || !are_of_table(line->glyph[i - 1].c, c)) {
            first = i;
            continue;
        }
        for (size_t k = first; k < i; k++)
            if (line->glyph[k].c == c)
                first = k + 1;
        if (i + 1 - first >= (is_drawing(c) ? DRAWINGS_MIN : ACCENTS_MIN))
            return true;
    }
    return false;
}

/* Whether two letters beyond ASCII are the capital and the small one. */
static bool are_cases(uint32_t a, uint32_t b)
{
    return a >= 0x80 && b >= 0x80 && a != b &&
           utf8proc_tolower((utf8proc_int32_t)a) == utf8proc_tolower((utf8proc_int32_t)b);
}

/* Capitals beyond ASCII, each with its small letter behind it or beside it: an alphabet, or keys. */
static bool is_alphabet(const struct text *line)
{
    size_t pairs = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < line->n && pairs < PAIRS_MIN; i++) {
        uint32_t c = line->glyph[i].c;
        if (!is_word(c))
            continue;
        if (are_cases(last, c)) {
            pairs++;
            last = 0;
        } else {
            pairs = last ? 0 : pairs;
            last = c;
        }
    }
    return pairs == PAIRS_MIN;
}

/* Letters beyond ASCII, each of them alone, and hardly one twice: keys, or an alphabet. */
static bool is_spaced(const struct text *line)
{
    uint32_t seen[SPACED_MIN];
    size_t n = 0;
    for (size_t i = 0; i < line->n; i++) {
        uint32_t c = line->glyph[i].c;
        if (c < 0x80)
            continue;
        if (c < 0xC0 || (i && is_word(line->glyph[i - 1].c)) || (i + 1 < line->n && is_word(line->glyph[i + 1].c)))
            return false;
        size_t k = 0;
        while (k < n && seen[k] != c)
            k++;
        if (k == n && n < SPACED_MIN)
            seen[n++] = c;
    }
    return n == SPACED_MIN;
}

static bool is_mathematical(uint32_t c)
{
    return (c >= 0x2070 && c < 0x20A0) || (c >= 0x2100 && c < 0x2122) || (c >= 0x2124 && c < 0x2150) ||
           (c >= 0x2190 && c < 0x2300);
}

/* Some signs of formulas, of which more stay than letters came out. */
static bool is_formula(const struct text *repaired)
{
    size_t signs = 0, letters = 0;
    for (size_t i = 0; i < repaired->n; i++) {
        bool changed = repaired->glyph[i].layers && repaired->glyph[i].c >= 0x80;
        letters += changed;
        signs += !changed && is_mathematical(repaired->glyph[i].c);
    }
    return signs >= SIGNS_MIN && signs > letters;
}

/* Words of mostly ASCII letters are alike when only letters beyond ASCII differ: the damage may have been undone in
 * another page than the writer's. */
static bool are_alike(uint32_t a, uint32_t b, bool mostly_ascii)
{
    return a == b || (mostly_ascii && a >= 0x80 && b >= 0x80);
}

/* Whether a word stands at i untouched; mostly_ascii: of the word. */
static bool is_here(const struct text *text, size_t i, const struct glyph *word, size_t n, bool mostly_ascii)
{
    if (!are_alike(text->glyph[i].c, word[0].c, mostly_ascii) || (i && is_word(text->glyph[i - 1].c)) ||
        (i + n < text->n && is_word(text->glyph[i + n].c)))
        return false;
    for (size_t k = 0; k < n; k++) {
        const struct glyph *glyph = &text->glyph[i + k];
        if (!are_alike(glyph->c, word[k].c, mostly_ascii) || (glyph->c >= 0x80 && glyph->layers))
            return false;
    }
    return true;
}

static bool is_quote(const struct text *text, size_t i)
{
    static const char signs[] = "\"'`()[]{}<>|=/\\:*_";
    uint32_t c = i < text->n ? text->glyph[i].c : ' ';
    return c < 0x80 ? c && strchr(signs, (int)c) : (c >= 0x2010 && c < 0x2C00) || c == 0xAB || c == 0xBB;
}

static bool is_space_or_quote(const struct text *text, size_t i)
{
    uint32_t c = i < text->n ? text->glyph[i].c : ' ';
    return c == ' ' || (is_quote(text, i) && c != '{' && c != '}' && c != '<' && c != '>' && c != '*' && c != '_');
}

/* Quotation marks stand beside words, and what stands for some; one that stands alone is spoken of. */
static bool is_lone_mark(const struct text *text, size_t i, size_t n)
{
    uint32_t c = text->glyph[i].c;
    return n == 1 && ((c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB) && is_space_or_quote(text, i - 1) &&
           is_space_or_quote(text, i + 1);
}

/* Whether a repaired word, first to end, stands in the line once more, as it should be: near, for that is where somebody
 * says what should have been there, or anywhere when the damaged one is quoted.  Otherwise a text repeats its words. */
static bool is_held(const struct text *repaired, size_t first, size_t end, size_t near)
{
    size_t n = end - first, ascii = 0;
    const struct glyph *word = repaired->glyph + first;
    bool quoted = is_lone_mark(repaired, first, n) || is_quote(repaired, end) || (first && is_quote(repaired, first - 1));
    for (size_t i = 0; i < n; i++)
        ascii += word[i].c < 0x80;
    if (n <= SHORT_WORD)
        near = NEAR_SHORT;
    size_t from = quoted || first < near + n ? 0 : first - near - n, last = quoted ? repaired->n : end + near;
    for (size_t i = from; i < last && i + n <= repaired->n; i++)
        if (is_here(repaired, i, word, n, 2 * ascii >= n))
            return true;
    return false;
}

/* Many letters and signs in a row of which none comes twice are a code page; bytes of UTF-8 begin alike. */
static bool is_code_page(const struct text *line)
{
    size_t first = 0;
    for (size_t i = 0; i < line->n; i++) {
        uint32_t c = line->glyph[i].c;
        if (c < 0x80 || c >= FIRST_EAST_ASIAN) {
            first = i + 1;
            continue;
        }
        for (size_t k = first; k < i; k++)
            if (line->glyph[k].c == c)
                first = k + 1;
        if (i - first + 1 >= UNLIKE_RUN)
            return true;
    }
    return false;
}

static bool is_hex(uint32_t c)
{
    return c - '0' < 10 || (c | 0x20) - 'a' < 6;
}

/* Eight bytes in hexadecimal: what stands beside them are bytes, too. */
static bool is_hex_dump(const struct text *line)
{
    int pairs = 0;
    for (size_t i = 0; i + 2 < line->n && pairs < HEX_PAIRS;) {
        bool pair = is_hex(line->glyph[i].c) && is_hex(line->glyph[i + 1].c) && line->glyph[i + 2].c == ' ';
        pairs = pair ? pairs + 1 : line->glyph[i].c == ' ' ? pairs : 0;
        i += pair ? 3 : 1;
    }
    return pairs == HEX_PAIRS;
}

/* Bytes as source text spells them, \xc3\xa9: such a line is about bytes. */
static bool spells_bytes(const struct text *line)
{
    for (size_t i = 0; i + 3 < line->n; i++) {
        const struct glyph *glyph = &line->glyph[i];
        uint32_t high = glyph[2].c | 0x20;
        if (glyph[0].c == '\\' && (glyph[1].c | 0x20) == 'x' && is_hex(glyph[3].c) &&
            (high == '8' || high == '9' || high - 'a' < 6))
            return true;
    }
    return false;
}

/* How many characters there are from the first that a repair changed to the last. */
static size_t extent(const struct text *repaired)
{
    size_t first = 0, last = repaired->n;
    while (first < last && !(repaired->glyph[first].layers && repaired->glyph[first].c >= 0x80))
        first++;
    while (last > first && !(repaired->glyph[last - 1].layers && repaired->glyph[last - 1].c >= 0x80))
        last--;
    return last - first;
}

/* Whether any letter beyond ASCII was left, as one of a word that was right all along. */
static bool has_untouched(const struct text *repaired)
{
    for (size_t i = 0; i < repaired->n; i++)
        if (repaired->glyph[i].c >= 0x80 && !repaired->glyph[i].layers)
            return true;
    return false;
}

/* "Ã© → é": the repaired words stand in the line already, or most of them; a long line may repeat one by chance. */
static bool holds_its_repair(const struct text *line, const struct text *repaired)
{
    int words = 0, held = 0;
    size_t near = NEAR + extent(repaired); /* a phrase stands beside a phrase */
    if (!has_untouched(repaired))
        return false;
    for (size_t i = 0, end, k = 0; i < repaired->n && words < WORDS_MAX; i = end + 1) {
        bool changed = false;
        for (end = i; end < repaired->n && is_word(repaired->glyph[end].c); end++) {
            const struct glyph *glyph = &repaired->glyph[end];
            while (k + 1 < line->n && line->glyph[k + 1].at <= glyph->at)
                k++;
            changed |= glyph->layers && glyph->c >= 0x80 && glyph->c != line->glyph[k].c;
        }
        words += changed;
        held += changed && end - i <= WORD_MAX && is_held(repaired, i, end, near);
    }
    return held * 2 > words;
}

static bool bounds(const struct text *text, size_t i)
{
    return i >= text->n || text->glyph[i].c == '|' || text->glyph[i].c == '"' || text->glyph[i].c == '\'';
}

/* "Ã‰|Ã¨|Ã©": single characters between bars or quotation marks are what somebody looks for; emoji are not. */
static bool is_detector(const struct text *repaired)
{
    int singles = 0;
    for (size_t i = 0; i < repaired->n; i++) {
        if (!repaired->glyph[i].layers || repaired->glyph[i].c < 0x80)
            continue;
        if (repaired->glyph[i].c >= FIRST_EMOJI)
            return false;
        if (!bounds(repaired, i + 1) || !bounds(repaired, i - 1))
            return false;
        singles++;
    }
    return singles >= SINGLES_MIN;
}

bool mojibake_is_quoted(const struct text *line, const struct text *repaired, bool was_utf8)
{
    return is_listed(line, repaired) || is_unordered_table(line) || is_alphabet(line) || is_spaced(line) ||
           is_formula(repaired) || is_detector(repaired) || evidence_is_listed(repaired, ~0u) || is_hex_dump(line) ||
           spells_bytes(line) || (was_utf8 && is_code_page(line)) || holds_its_repair(line, repaired);
}
