/* mojibake_text.c: a line as characters that know where they came from.  Comes in: UTF-8 with any damage.  Goes out: an
 * array of characters.  Never: shrinks its memory, so that a text reused for every line stops allocating. */
#include "repair/mojibake_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { FIRST_CAP = 256 };

bool text_reserve(struct text *text, size_t n)
{
    if (n <= text->cap)
        return true;
    size_t cap = text->cap ? text->cap : FIRST_CAP;
    while (cap < n)
        cap *= 2;
    struct glyph *grown = realloc(text->glyph, cap * sizeof *grown);
    if (!grown)
        return false;
    text->glyph = grown;
    text->cap = cap;
    return true;
}

unsigned text_layers(const struct text *text, size_t from_at, size_t last)
{
    unsigned layers = text->glyph[last].layers;
    while (last && text->glyph[last].at > from_at)
        layers |= text->glyph[--last].layers;
    return layers;
}

bool text_append_all(struct text *to, const struct text *from, size_t first, size_t end)
{
    if (!text_reserve(to, to->n + end - first))
        return false;
    if (end > first)
        memcpy(to->glyph + to->n, from->glyph + first, (end - first) * sizeof *to->glyph);
    to->n += end - first;
    to->judged = false;
    return true;
}

bool text_copy(struct text *to, const struct text *from)
{
    to->n = 0;
    bool copied = text_append_all(to, from, 0, from->n);
    to->judged = from->judged && copied;
    return copied;
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

void text_judge(struct text *text)
{
    struct judge_context context = judge_begin();
    for (size_t i = 0; i < text->n && !text->judged; i++)
        text_judge_glyph(&text->glyph[i], &context);
    text->judged = true;
}

/* FNV-1a over the characters. */
uint64_t text_hash(const struct text *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text->n; i++)
        hash = (hash ^ text->glyph[i].c) * 0x100000001b3u;
    return hash;
}

static bool went_along(const struct text *text, size_t i, const char *line, size_t end)
{
    const struct glyph *g = &text->glyph[i];
    size_t next = i + 1 < text->n ? text->glyph[i + 1].at : end;
    return g->c < 0x80 && next == g->at + 1u && (unsigned char)line[g->at] == g->c;
}

bool text_next_stretch(const struct text *text, const char *line, size_t len, size_t from, struct stretch *s)
{
    while (from < text->n && (!text->glyph[from].layers || went_along(text, from, line, len)))
        from++;
    if (from == text->n)
        return false;
    *s = (struct stretch){.first = from, .end = from, .at = text->glyph[from].at};
    for (size_t i = from; i < text->n && text->glyph[i].layers; i++)
        if (!went_along(text, i, line, len)) {
            s->end = i + 1;
            s->layers |= text->glyph[i].layers;
        }
    s->at_end = s->end < text->n ? text->glyph[s->end].at : len;
    return true;
}

void text_free(struct text *text)
{
    free(text->glyph);
    *text = (struct text){0};
}
