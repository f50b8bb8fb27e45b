/* mojibake_whole.c: a line all of which was read in the wrong encoding.  Comes in: a line and a reader.  Goes out: what
 * it was, and by how much that reads better.  Never: leaves a part as it stood, which is the work of mojibake_search.c.
 *
 * Most damaged lines are of this kind.  Bytes of another meaning do not pass for UTF-8 throughout, so that one conversion
 * shows it and the judge is asked once; legacy bytes pass for many things, and the judge tells after a few characters. */
#include "repair/mojibake_whole.h"

#include "judge/judge.h"
#include "repair/mojibake_search.h"

enum {
    GIVE_UP = 24 * JUDGE_BIT, /* a reading so far behind the line as it stands does not catch up */
    MIDDLE_DOT = 0x30FB,      /* Microsoft's Shift_JIS shows lost bytes so */
};

/* The character that is being put together. */
struct pending {
    uint8_t byte[UTF8_PENDING_MAX];
    unsigned n;
    uint32_t at;     /* where its first byte came from */
    unsigned layers; /* of all that its bytes came from */
};

static void begin(struct whole *whole)
{
    whole->text.n = whole->first = 0;
    whole->characters = whole->gain = 0;
    whole->refused = whole->marked = false;
}

/* What comes before anything that could change. */
static bool copy_plain(struct whole *whole, const struct source_text *source)
{
    return text_append_all(&whole->text, source->text, 0, source->plain);
}

static void add_byte(struct pending *pending, unsigned byte, const struct glyph *from)
{
    if (!pending->n) {
        pending->at = from->at;
        pending->layers = 0;
    }
    pending->layers |= from->layers;
    pending->byte[pending->n++] = (uint8_t)byte;
}

/* The pending bytes are the character c. */
static bool emit(struct whole *whole, struct pending *pending, uint32_t c, bool changed, unsigned layer)
{
    if (changed && !whole->characters++)
        whole->first = whole->text.n;
    pending->n = 0;
    return text_append(&whole->text, c, pending->at, whole->characters ? pending->layers | layer : pending->layers);
}

static bool take_utf8(struct whole *whole, struct pending *pending, unsigned byte, const struct glyph *from,
                      unsigned layer)
{
    add_byte(pending, byte, from);
    whole->refused |= !utf8_may_be(pending->byte, pending->n);
    if (whole->refused || pending->n < utf8_length(pending->byte, pending->n))
        return true;
    uint32_t c = utf8_value(pending->byte, pending->n);
    whole->refused |= from->c >= 0x80 && search_refuses(c, false);
    return emit(whole, pending, c, pending->n > 1, layer);
}

bool whole_undo_utf8(struct source_text *source, const struct encoder *encoder, unsigned layer, struct whole *whole)
{
    struct pending pending = {.n = 0};
    begin(whole);
    if (!copy_plain(whole, source))
        return false;
    for (size_t i = source->plain; i < source->text->n && !whole->refused; i++) {
        const struct glyph *glyph = &source->text->glyph[i];
        if (glyph->c < 0x80) {
            whole->refused = pending.n > 0;
            if (!text_append(&whole->text, glyph->c, glyph->at, glyph->layers | layer))
                return false;
            continue;
        }
        unsigned bytes = source_encode_at(source, encoder, i);
        whole->refused = bytes == SOURCE_NO_BYTES;
        whole->marked |= glyph->c == MIDDLE_DOT;
        if (bytes > 0xFF && !whole->refused && !take_utf8(whole, &pending, bytes >> 8, glyph, layer))
            return false;
        if (!whole->refused && !take_utf8(whole, &pending, bytes & 0xFF, glyph, layer))
            return false;
    }
    whole->refused |= pending.n || !whole->characters;
    return true;
}

int whole_gain(const struct source_text *source, struct whole *whole)
{
    size_t first = whole->first; /* the same in both texts: before it, nothing changed */
    int gain = -search_enter_cost(first);
    source_judge(source, &whole->text);
    for (size_t i = first; i < source->text->n; i++)
        gain += source->cost[i];
    for (size_t i = first; i < whole->text.n; i++)
        gain -= whole->text.glyph[i].cost;
    return gain;
}

/* The character that a byte completes; CODEC_NONE: more are needed, or it is none, which is refused. */
static uint32_t take_legacy(struct whole *whole, struct pending *pending, unsigned byte, const struct glyph *from,
                            const struct codec *was)
{
    add_byte(pending, byte, from);
    uint32_t c = pending->n > 1 ? codec_of_pair(was, pending->byte[0], (unsigned char)byte)
                                : codec_of_byte(was, (unsigned char)byte);
    if (c == CODEC_NONE)
        whole->refused |= pending->n > 1 || !codec_is_lead(was, (unsigned char)byte);
    else
        whole->refused |= (from->c >= 0x80 || c >= 0x80) && search_refuses(c, true);
    return c;
}

/* Whether the two before character i of the source are the last of its undoing, and it cannot change. */
static bool stays(const struct source_text *source, const struct judge_context *context, size_t i)
{
    const struct glyph *glyph = source->text->glyph;
    return glyph[i].c < 0x80 && context->before == (i ? glyph[i - 1].c : (uint32_t)JUDGE_EDGE) &&
           context->before2 == (i > 1 ? glyph[i - 2].c : (uint32_t)JUDGE_EDGE);
}

/* Counts the gain; nothing is written, since most readings are given up after a few characters. */
static void gain_legacy(const struct source_text *source, const struct codec *was, struct whole *whole)
{
    const struct glyph *glyph = source->text->glyph;
    struct pending pending = {.n = 0};
    struct judge_context context = source_context(source, source->plain);
    for (size_t i = source->plain; i < source->text->n && !whole->refused; i++) {
        if (!pending.n && stays(source, &context, i)) {
            while (i < source->text->n && glyph[i].c < 0x80)
                i++;
            if (i == source->text->n)
                return;
            context = source_context(source, i);
        }
        unsigned bytes = source->encoded[i];
        whole->refused = bytes == SOURCE_NO_BYTES;
        for (int shift = bytes > 0xFF ? 8 : 0; shift >= 0 && !whole->refused; shift -= 8) {
            uint32_t c = take_legacy(whole, &pending, bytes >> shift & 0xFF, &glyph[i], was);
            if (c == CODEC_NONE)
                continue;
            whole->gain -= judge_next(&context, c);
            pending.n = 0;
        }
        whole->gain += source->cost[i];
        whole->refused |= whole->gain < -GIVE_UP;
    }
    whole->refused |= pending.n > 0;
}

static bool write_legacy(const struct source_text *source, const struct codec *was, unsigned layer, struct whole *whole)
{
    struct pending pending = {.n = 0};
    if (!copy_plain(whole, source))
        return false;
    for (size_t i = source->plain; i < source->text->n; i++) {
        const struct glyph *glyph = &source->text->glyph[i];
        unsigned bytes = source->encoded[i];
        for (int shift = bytes > 0xFF ? 8 : 0; shift >= 0; shift -= 8) {
            uint32_t c = take_legacy(whole, &pending, bytes >> shift & 0xFF, glyph, was);
            if (c != CODEC_NONE && !emit(whole, &pending, c, c != glyph->c, layer))
                return false;
        }
    }
    return true;
}

bool whole_undo_legacy(const struct source_text *source, const struct codec *was, unsigned layer, struct whole *whole)
{
    begin(whole);
    whole->refused = source->doubling; /* which of the bytes it was, the search tells */
    gain_legacy(source, was, whole);
    whole->gain -= search_enter_cost(0);
    if (!whole->refused && !write_legacy(source, was, layer, whole))
        return false;
    whole->refused |= !whole->characters;
    return true;
}
