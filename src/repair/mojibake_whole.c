/* mojibake_whole.c: a line all of which was read in the wrong encoding.  Comes in: a line and a reader.  Goes out: the
 * UTF-8 that it was.  Never: leaves a part as it stood, which is the work of mojibake_search.c.
 *
 * Most damaged lines are of this kind, and bytes of other meaning do not pass for UTF-8 throughout: one conversion
 * shows it, and the judge is asked once, of the result. */
#include "repair/mojibake_whole.h"

#include "judge/judge.h"
#include "repair/mojibake_search.h"

/* The character that is being put together. */
struct pending {
    uint8_t byte[UTF8_PENDING_MAX];
    unsigned n;
    uint32_t at; /* where its first byte came from */
};

static bool emit(struct whole *whole, struct pending *pending, const struct glyph *from, unsigned layer)
{
    uint32_t c = utf8_value(pending->byte, pending->n);
    if (pending->n > 1) {
        whole->characters++;
        if (whole->characters == 1)
            whole->first = whole->text.n;
    }
    whole->refused |= from->c >= 0x80 && search_refuses(c, false);
    pending->n = 0;
    return text_append(&whole->text, c, pending->at, whole->characters ? from->layers | layer : from->layers);
}

static bool take_byte(struct whole *whole, struct pending *pending, unsigned byte, const struct glyph *from, unsigned layer)
{
    if (!pending->n)
        pending->at = from->at;
    pending->byte[pending->n++] = (uint8_t)byte;
    whole->refused |= !utf8_may_be(pending->byte, pending->n);
    if (whole->refused || pending->n < utf8_length(pending->byte, pending->n))
        return true;
    return emit(whole, pending, from, layer);
}

bool whole_undo(struct source_text *source, const struct encoder *encoder, unsigned layer, struct whole *whole)
{
    struct pending pending = {.n = 0};
    whole->text.n = whole->first = 0;
    whole->characters = 0;
    whole->refused = false;
    for (size_t i = 0; i < source->text->n && !whole->refused; i++) {
        const struct glyph *glyph = &source->text->glyph[i];
        unsigned bytes = source_encode_at(source, encoder, i);
        whole->refused = bytes == SOURCE_NO_BYTES;
        if (bytes > 0xFF && !whole->refused && !take_byte(whole, &pending, bytes >> 8, glyph, layer))
            return false;
        if (!whole->refused && !take_byte(whole, &pending, bytes & 0xFF, glyph, layer))
            return false;
    }
    whole->refused |= pending.n || !whole->characters;
    return true;
}

int whole_gain(const struct source_text *source, const struct whole *whole)
{
    size_t first = whole->first; /* the same in both texts: before it, nothing changed */
    const struct glyph *glyph = source->text->glyph;
    struct judge_context context = judge_begin();
    if (first)
        context = (struct judge_context){first > 1 ? glyph[first - 2].c : (uint32_t)JUDGE_EDGE, glyph[first - 1].c,
                                         source->back_off[first - 1]};
    int gain = -search_enter_cost(first);
    for (size_t i = first; i < source->text->n; i++)
        gain += source->cost[i];
    for (size_t i = first; i < whole->text.n; i++)
        gain -= judge_next(&context, whole->text.glyph[i].c);
    return gain;
}
