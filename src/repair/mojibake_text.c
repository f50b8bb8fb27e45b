/* mojibake_text.c: a line as characters that know where they came from.  Comes in: UTF-8 with any damage.  Goes out: an
 * array of characters.  Never: shrinks its memory, so that a text reused for every line stops allocating. */
#include "repair/mojibake_text.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { FIRST_CAP = 256 };

bool text_append(struct text *text, uint32_t c, uint32_t at, unsigned layers)
{
    if (text->n == text->cap) {
        size_t cap = text->cap ? text->cap * 2 : FIRST_CAP;
        struct glyph *grown = realloc(text->glyph, cap * sizeof *grown);
        if (!grown)
            return false;
        text->glyph = grown;
        text->cap = cap;
    }
    text->glyph[text->n++] = (struct glyph){c, at, layers};
    return true;
}

bool text_read(struct text *text, const char *line, size_t len)
{
    text->n = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t step = utf8_decode(line + at, len - at, &c);
        if (!text_append(text, step ? c : (uint32_t)NO_UTF8 + (unsigned char)line[at], (uint32_t)at, 0))
            return false;
        at += step ? step : 1;
    }
    return true;
}

void text_swap(struct text *a, struct text *b)
{
    struct text was = *a;
    *a = *b;
    *b = was;
}

/* FNV-1a over the characters. */
uint64_t text_hash(const struct text *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text->n; i++)
        hash = (hash ^ text->glyph[i].c) * 0x100000001b3u;
    return hash;
}

void text_free(struct text *text)
{
    free(text->glyph);
    *text = (struct text){0};
}
