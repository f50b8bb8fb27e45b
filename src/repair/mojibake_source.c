/* mojibake_source.c: a line before any mistake in it is undone.  Comes in: characters.  Goes out: what the judge says of
 * each, where damage may begin, and their bytes in a chain's reader.  Never: an undoing. */
#include "repair/mojibake_source.h"

#include <stdlib.h>

#include "judge/judge.h"

enum {
    SUSPICIOUS = 10 * JUDGE_BIT,           /* damage begins where the line reads badly */
    LOOK_AHEAD = 3,
    STRETCH = 6, BAD_MEAN = 9 * JUDGE_BIT  /* legacy bytes in the wrong page read badly throughout */
};

static bool source_grow(struct source_text *source, size_t n)
{
    if (n <= source->cap)
        return true;
    source_free(source);
    source->cost = malloc(n * sizeof *source->cost);
    source->encoded = malloc(n * sizeof *source->encoded);
    source->back_off = malloc(n);
    source->near = malloc(n);
    source->beyond = malloc(n * sizeof *source->beyond);
    if (!source->cost || !source->encoded || !source->back_off || !source->near || !source->beyond)
        return false;
    source->cap = n;
    return true;
}

bool source_read(struct source_text *source, const struct text *text)
{
    if (!source_grow(source, text->n))
        return false;
    source->text = text;
    source->beyonds = 0;
    source->spellings = NULL;
    source->doubling = NULL;
    struct judge_context context = judge_begin();
    for (size_t i = 0; i < text->n; i++) {
        source->cost[i] = (int16_t)text_next_cost(text, i, &context);
        source->back_off[i] = text->judged ? text->glyph[i].back_off : context.back_off;
        source->encoded[i] = text->glyph[i].c < 0x80 ? (uint16_t)text->glyph[i].c : SOURCE_NO_BYTES;
        source->beyond[source->beyonds] = (uint32_t)i;
        source->beyonds += text->glyph[i].c >= 0x80 && text->glyph[i].c < CODEC_PAGES * CODEC_PAGE;
    }
    source->plain = 0;
    while (source->plain < text->n && text->glyph[source->plain].c < 0x80)
        source->plain++;
    source->badly = false;
    for (size_t i = text->n, last = SIZE_MAX; i-- > 0;) {
        if (source->cost[i] >= SUSPICIOUS && text->glyph[i].c >= 0x80)
            last = i;
        source->near[i] = last != SIZE_MAX && last - i <= LOOK_AHEAD;
        source->badly |= last == i;
    }
    return true;
}

void source_judge(const struct source_text *source, struct text *out)
{
    const struct glyph *glyph = source->text->glyph;
    struct judge_context context = judge_begin();
    size_t n = source->text->n, alike = JUDGE_LOOKS_BACK;
    for (size_t k = 0, i = 0; k < out->n && !out->judged; k++) {
        struct glyph *to = &out->glyph[k];
        for (; i < n && glyph[i].at < to->at; i++)
            alike = 0;
        bool same = i < n && glyph[i].at == to->at && glyph[i].c == to->c;
        if (same && alike >= JUDGE_LOOKS_BACK) {
            to->cost = (uint8_t)source->cost[i];
            to->back_off = source->back_off[i];
            context = (struct judge_context){context.before, to->c, to->back_off};
        } else {
            text_judge_glyph(to, &context);
        }
        alike = same ? alike + 1 : 0;
        i += same;
    }
    out->judged = true;
}

struct judge_context source_context(const struct source_text *source, size_t i)
{
    const struct glyph *glyph = source->text->glyph;
    if (!i)
        return judge_begin();
    uint32_t before2 = i > 1 ? glyph[i - 2].c : (uint32_t)JUDGE_EDGE;
    return (struct judge_context){before2, glyph[i - 1].c, source->back_off[i - 1]};
}

bool source_reads_badly(const struct source_text *source)
{
    return source->badly;
}

bool source_has_bad_stretch(const struct source_text *source)
{
    int sum = 0;
    size_t run = 0;
    for (size_t i = 0; i <= source->text->n; i++) {
        bool beyond = i < source->text->n && source->text->glyph[i].c >= 0x80;
        if (!beyond && run && run < STRETCH && sum >= BAD_MEAN * (int)run)
            return true;
        if (!beyond) {
            run = 0;
            sum = 0;
            continue;
        }
        sum += source->cost[i];
        if (++run > STRETCH)
            sum -= source->cost[i - STRETCH];
        if (run >= STRETCH && sum >= BAD_MEAN * STRETCH)
            return true;
    }
    return false;
}

size_t source_worst(const struct source_text *source, size_t n)
{
    int64_t sum = 0, most = INT64_MIN;
    size_t worst = 0;
    for (size_t i = 0; i < source->text->n; i++) {
        bool beyond = source->text->glyph[i].c >= 0x80;
        sum += beyond ? source->cost[i] : 0;
        if (i >= n && source->text->glyph[i - n].c >= 0x80)
            sum -= source->cost[i - n];
        if (i + 1 >= n && sum > most) {
            most = sum;
            worst = i + 1 - n;
        }
    }
    return worst;
}

void source_free(struct source_text *source)
{
    free(source->cost);
    free(source->encoded);
    free(source->back_off);
    free(source->near);
    free(source->beyond);
    *source = (struct source_text){0};
}

unsigned source_encode_at(struct source_text *source, const struct encoder *encoder, size_t i)
{
    uint32_t bytes = encoder_bytes(encoder, source->text->glyph[i].c);
    source->encoded[i] = bytes == CODEC_NONE ? SOURCE_NO_BYTES : (uint16_t)bytes;
    return source->encoded[i];
}

bool source_is_encoded(const struct source_text *source, const struct encoder *encoder)
{
    for (size_t k = 0; k < source->beyonds; k++) {
        size_t i = source->beyond[k];
        if (encoder_bytes(encoder, source->text->glyph[i].c) != source->encoded[i])
            return false;
    }
    return true;
}

bool source_encode(struct source_text *source, const struct encoder *encoder)
{
    bool damaged = false;
    source->doubling = NULL;
    for (size_t k = 0; k < source->beyonds; k++) {
        uint16_t other[CODEC_OTHERS];
        damaged |= source_encode_at(source, encoder, source->beyond[k]) != SOURCE_NO_BYTES;
        if (encoder->page->doubles && codec_other_bytes(encoder->page, source->text->glyph[source->beyond[k]].c, other))
            source->doubling = encoder->page;
    }
    return damaged;
}

bool source_mixes_latin(const struct source_text *source)
{
    bool control = false, windows = false;
    for (size_t i = 0; i < source->text->n; i++) {
        uint32_t c = source->text->glyph[i].c;
        control |= c >= 0x80 && c < 0xA0 && c != 0x81 && c != 0x8D && c != 0x8F && c != 0x90 && c != 0x9D;
        windows |= c > 0xFF && source->encoded[i] < 0xA0;
    }
    return control && windows;
}

bool source_is_lenient(const struct source_text *source)
{
    size_t pairs = 0, singles = 0;
    for (size_t i = 0; i < source->text->n; i++) {
        unsigned bytes = source->encoded[i];
        pairs += bytes > 0xFF && bytes != SOURCE_NO_BYTES;
        singles += bytes >= 0x80 && bytes <= 0xFF;
    }
    return pairs && singles >= 2 * pairs;
}
