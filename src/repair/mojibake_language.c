/* mojibake_language.c: does a line read more like one language than it did?  Comes in: both texts.  Goes out: how much
 * that proves.  Never: the choice.
 *
 * Where a page of one language was read as that of another, letters became letters that other languages have: "Nije
 * moguæe" is written like Croatian, which has ć and no æ.  Which language it is the letters of ASCII tell. */
#include "repair/mojibake_language.h"

#include "judge/languages.h"

enum {
    AROUND = 120,             /* characters before the first change and after the last that tell the language */
    MOST = 16 * JUDGE_BIT     /* that letters prove, however many */
};

/* The change at glyph k of out, if it is one, and its place in the source, from *i on. */
static bool is_changed(const struct source_text *source, const struct text *out, size_t k, unsigned layer, size_t *i)
{
    while (*i + 1 < source->text->n && source->text->glyph[*i].at < out->glyph[k].at)
        ++*i;
    return out->glyph[k].layers & layer && source->text->glyph[*i].c != out->glyph[k].c;
}

/* Greek letters, signs of mathematics and drawings say nothing: formulas have them beside Latin ones. */
static bool is_of_language(uint32_t c)
{
    return c < 0x370 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2122;
}

/* Dashes, dots, quotation marks and accents that stand for them are ordinary in any language. */
static bool is_print(uint32_t c)
{
    return c == 0xB4 || c == 0xB7 || (c >= 0x2010 && c <= 0x201D && c != 0x201A) || c == 0x2022 || c == 0x2026;
}

/* The part of out that tells the language of what changed. */
static void find_part(const struct text *out, unsigned layer, size_t *first, size_t *end)
{
    size_t from = 0, to = out->n;
    while (from < to && !(out->glyph[from].layers & layer && out->glyph[from].c >= 0x80))
        from++;
    while (to > from && !(out->glyph[to - 1].layers & layer && out->glyph[to - 1].c >= 0x80))
        to--;
    *first = from > AROUND ? from - AROUND : 0;
    *end = out->n - to > AROUND ? to + AROUND : out->n;
}

static int at_most(int ahead)
{
    return ahead > MOST ? MOST : ahead < -MOST ? -MOST : ahead;
}

int language_evidence(const struct source_text *source, const struct text *out, unsigned layer)
{
    struct judge_languages before = judge_languages_begin(), after = before;
    size_t first, end;
    find_part(out, layer, &first, &end);
    for (size_t k = first, i = 0; k < end; k++) {
        uint32_t c = out->glyph[k].c;
        if (is_changed(source, out, k, layer, &i)) {
            if (!is_of_language(source->text->glyph[i].c) || !is_of_language(c) || is_print(source->text->glyph[i].c))
                return 0;
            judge_languages_add_letter(&before, source->text->glyph[i].c);
            judge_languages_add_letter(&after, c);
        } else {
            judge_languages_add(&before, c);
            judge_languages_add(&after, c);
        }
    }
    return at_most(judge_languages_least(&before) - judge_languages_least(&after));
}

static bool is_latin(const struct text *text, size_t first, size_t end)
{
    for (size_t k = first; k < end; k++)
        if (!is_of_language(text->glyph[k].c))
            return false;
    return true;
}

static int cost_of_part(const struct text *text, size_t first, size_t end)
{
    struct judge_languages languages = judge_languages_begin();
    for (size_t k = first; k < end; k++)
        judge_languages_add(&languages, text->glyph[k].c);
    return judge_languages_least(&languages);
}

int language_lead(const struct text *one, const struct text *other, unsigned layer)
{
    size_t first, end, other_first, other_end;
    find_part(one, layer, &first, &end);
    find_part(other, layer, &other_first, &other_end);
    if (!is_latin(one, first, end) || !is_latin(other, other_first, other_end))
        return 0;
    return at_most(cost_of_part(other, other_first, other_end) - cost_of_part(one, first, end));
}
