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

int language_evidence(const struct source_text *source, const struct text *out, unsigned layer)
{
    struct judge_languages before = judge_languages_begin(), after = before;
    size_t first = 0, end = out->n;
    while (first < end && !(out->glyph[first].layers & layer && out->glyph[first].c >= 0x80))
        first++;
    while (end > first && !(out->glyph[end - 1].layers & layer && out->glyph[end - 1].c >= 0x80))
        end--;
    first = first > AROUND ? first - AROUND : 0;
    end = out->n - end > AROUND ? end + AROUND : out->n;
    for (size_t k = first, i = 0; k < end; k++) {
        uint32_t c = out->glyph[k].c;
        if (is_changed(source, out, k, layer, &i)) {
            judge_languages_add_letter(&before, source->text->glyph[i].c);
            judge_languages_add_letter(&after, c);
        } else {
            judge_languages_add(&before, c);
            judge_languages_add(&after, c);
        }
    }
    int ahead = judge_languages_least(&before) - judge_languages_least(&after);
    return ahead > MOST ? MOST : ahead < -MOST ? -MOST : ahead;
}
