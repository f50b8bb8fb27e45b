/* mojibake_text.h: a line as characters that know where they came from.  Comes in: UTF-8 with any damage.  Goes out: an
 * array of characters.  Never: loses a byte; what is no UTF-8 becomes a value above Unicode. */
#ifndef REPAIR_MOJIBAKE_TEXT_H
#define REPAIR_MOJIBAKE_TEXT_H

#include "judge/judge.h"

enum { NO_UTF8 = 0x110000 }; /* plus the byte */

struct glyph {
    uint32_t c;
    uint32_t at;            /* byte offset in the line of what it was made from */
    uint16_t layers;        /* which repairs had a hand in it, one bit each */
    uint8_t cost, back_off; /* of a judged text: what the judge says of it, and the judge's context after it */
};

struct text {
    struct glyph *glyph;
    size_t n, cap;
    bool judged; /* appending makes it unjudged */
};

/* A stretch of touched glyphs, first to end, without the ASCII at both its edges that only went along. */
struct stretch {
    size_t first, end, at, at_end;
    unsigned layers;
};

/* False: out of memory. */
bool text_read(struct text *text, const char *line, size_t len);
/* Makes room for n glyphs in all. */
bool text_reserve(struct text *text, size_t n);
/* Of all glyphs from the one that was made from byte from_at to the last one. */
unsigned text_layers(const struct text *text, size_t from_at, size_t last);
/* Glyphs first to end of another text, and all of them in place of what there is. */
bool text_append_all(struct text *to, const struct text *from, size_t first, size_t end);
bool text_copy(struct text *to, const struct text *from);
void text_swap(struct text *a, struct text *b);
/* Asks the judge, unless that was done. */
void text_judge(struct text *text);
uint64_t text_hash(const struct text *text);
/* Finds the first stretch at or after from; line is what the text was read from.  False: there is none. */
bool text_next_stretch(const struct text *text, const char *line, size_t len, size_t from, struct stretch *s);
void text_free(struct text *text);

static inline bool text_append(struct text *text, uint32_t c, uint32_t at, unsigned layers)
{
    if (text->n == text->cap && !text_reserve(text, text->n + 1))
        return false;
    text->glyph[text->n++] = (struct glyph){.c = c, .at = at, .layers = (uint16_t)layers};
    text->judged = false;
    return true;
}

/* Judges one glyph, and returns its cost; context: what the judge knows of all before it, as below. */
static inline int text_judge_glyph(struct glyph *glyph, struct judge_context *context)
{
    glyph->cost = (uint8_t)judge_next(context, glyph->c);
    glyph->back_off = context->back_off;
    return glyph->cost;
}

/* The cost of glyph i; all before it are asked for first. */
static inline int text_next_cost(const struct text *text, size_t i, struct judge_context *context)
{
    return text->judged ? text->glyph[i].cost : judge_next(context, text->glyph[i].c);
}

#endif
