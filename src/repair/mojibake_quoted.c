/* mojibake_quoted.c: lines that speak of damage.  Comes in: a line before and after its repair.  Goes out: whether the
 * damage is meant.  Never: asks the judge; these lines look like damage in every other way. */
#include "repair/mojibake.h"
#include "repair/mojibake_evidence.h"

enum { LISTED_MIN = 4, WORD_MAX = 64, WORDS_MAX = 32 /* keeps the search linear */, HEX_PAIRS = 8, SINGLES_MIN = 3 };

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

/* Words of mostly ASCII letters are alike when only letters beyond ASCII differ: the damage may have been undone in
 * another page than the writer's. */
static bool are_alike(uint32_t a, uint32_t b, bool mostly_ascii)
{
    return a == b || (mostly_ascii && a >= 0x80 && b >= 0x80);
}

static bool has_word(const struct text *line, const struct glyph *word, size_t n)
{
    size_t ascii = 0;
    for (size_t i = 0; i < n; i++)
        ascii += word[i].c < 0x80;
    for (size_t i = 0; i + n <= line->n; i++) {
        if (line->glyph[i].at == word[0].at || (i && is_word(line->glyph[i - 1].c)) ||
            (i + n < line->n && is_word(line->glyph[i + n].c)))
            continue; /* the damaged word itself, or no word */
        size_t same = 0;
        while (same < n && are_alike(line->glyph[i + same].c, word[same].c, 2 * ascii >= n))
            same++;
        if (same == n)
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

/* "Ã© → é": the repaired words stand in the line already, or most of them; a long line may repeat one by chance. */
static bool holds_its_repair(const struct text *line, const struct text *repaired)
{
    int words = 0, held = 0;
    for (size_t i = 0, end, k = 0; i < repaired->n && words < WORDS_MAX; i = end + 1) {
        bool changed = false;
        for (end = i; end < repaired->n && is_word(repaired->glyph[end].c); end++) {
            const struct glyph *glyph = &repaired->glyph[end];
            while (k + 1 < line->n && line->glyph[k + 1].at <= glyph->at)
                k++;
            changed |= glyph->layers && glyph->c >= 0x80 && glyph->c != line->glyph[k].c;
        }
        words += changed;
        held += changed && end - i <= WORD_MAX && has_word(line, repaired->glyph + i, end - i);
    }
    return held * 2 > words;
}

static bool bounds(const struct text *text, size_t i)
{
    return i >= text->n || text->glyph[i].c == '|' || text->glyph[i].c == '"' || text->glyph[i].c == '\'';
}

/* "Ã‰|Ã¨|Ã©": single characters between bars or quotation marks are what somebody looks for. */
static bool is_detector(const struct text *repaired)
{
    int singles = 0;
    for (size_t i = 0; i < repaired->n; i++) {
        if (!repaired->glyph[i].layers || repaired->glyph[i].c < 0x80)
            continue;
        if (!bounds(repaired, i + 1) || !bounds(repaired, i - 1))
            return false;
        singles++;
    }
    return singles >= SINGLES_MIN;
}

bool mojibake_is_quoted(const struct text *line, const struct text *repaired)
{
    return is_listed(line, repaired) || is_detector(repaired) || evidence_is_listed(repaired, ~0u) || is_hex_dump(line) ||
           holds_its_repair(line, repaired);
}
