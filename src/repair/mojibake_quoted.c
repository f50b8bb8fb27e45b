/* mojibake_quoted.c: lines that speak of damage.  Comes in: a line before and after its repair.  Goes out: whether the
 * damage is meant.  Never: asks the judge; these lines look like damage in every other way. */
#include "repair/mojibake.h"

enum { LISTED_MIN = 4, WORD_MAX = 64, WORDS_MAX = 32 /* keeps the search linear */ };

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

static bool has_word(const struct text *line, const struct glyph *word, size_t n)
{
    for (size_t i = 0; i + n <= line->n; i++) {
        if (line->glyph[i].c != word[0].c || (i && is_word(line->glyph[i - 1].c)) ||
            (i + n < line->n && is_word(line->glyph[i + n].c)))
            continue;
        size_t same = 1;
        while (same < n && line->glyph[i + same].c == word[same].c)
            same++;
        if (same == n)
            return true;
    }
    return false;
}

/* "Ã© → é": the repaired words stand in the line already, or half of them; a long line may repeat one by chance. */
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
    return held && held * 2 >= words;
}

bool mojibake_is_quoted(const struct text *line, const struct text *repaired)
{
    return is_listed(line, repaired) || holds_its_repair(line, repaired);
}
