/* mojibake_gauge.c: what might a search gain?  Comes in: a line encoded for a reader.  Goes out: an estimate of the gain
 * that costs a fraction of the search.  Never: allocates, or keeps more than one reading for each state of the decoder.
 *
 * For UTF-8 the judge is not asked: undoing removes at most the cost of the characters that it changes and of the two
 * after them.  For legacy bytes, of which nearly all can be read, the line is read with three hypotheses: clean,
 * damaged, and damaged within a pair of bytes. */
#include "repair/mojibake_gauge.h"

#include "judge/judge.h"

enum {
    CONTEXT = 2,                   /* characters after a change whose cost it changes */
    ENTER = 2 * JUDGE_BIT,
    LEAVE = 4 * JUDGE_BIT,
    SLACK = 8 * JUDGE_BIT,         /* what one reading for each state may fall short of the best */
    SLACK_SHARE = 8,               /* and one part in so many */
    NEVER = 1 << 28
};

/* Reads bytes as UTF-8 wherever they could be: leads and the bytes that follow them are different, so that every
 * character in every reading is found by one pass. */
struct utf8 {
    const struct source_text *source;
    size_t begun, counted; /* where the character began; where counting ends */
    unsigned wanted;
    int most;
};

static unsigned followers(unsigned lead)
{
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

static void take_byte(struct utf8 *utf8, unsigned byte, size_t i, bool may_follow)
{
    if (is_utf8_lead(byte)) {
        utf8->wanted = followers(byte);
        utf8->begun = i;
    } else if (!may_follow) {
        utf8->wanted = 0;
    } else if (utf8->wanted && --utf8->wanted == 0) {
        if (utf8->counted < utf8->begun)
            utf8->counted = utf8->begun;
        for (; utf8->counted <= i + CONTEXT && utf8->counted < utf8->source->text->n; utf8->counted++)
            utf8->most += utf8->source->cost[utf8->counted];
    }
}

int gauge_utf8(const struct source_text *source, uint64_t *bytes)
{
    struct utf8 utf8 = {.source = source};
    *bytes = 0;
    for (size_t i = 0; i < source->text->n; i++) {
        unsigned b = source->encoded[i];
        *bytes = (*bytes ^ b) * UINT64_C(0x9e3779b97f4a7c15);
        *bytes ^= *bytes >> 32;
        if (b == SOURCE_NO_BYTES) {
            utf8.wanted = 0;
            continue;
        }
        if (b > 0xFF)
            take_byte(&utf8, b >> 8, i, is_utf8_follow(b >> 8));
        take_byte(&utf8, b & 0xFF, i, is_utf8_follow(b & 0xFF) || source->text->glyph[i].c == ' ');
    }
    return utf8.most;
}

/* One hypothesis: what it costs beyond the line as it stands, and what it read. */
struct reading {
    int cost;
    struct judge_context context;
    unsigned lead; /* the pending byte, or 0 */
};

struct legacy {
    const struct source_text *source;
    const struct codec *was;
    int clean;
    struct reading damaged, pending;
};

static void keep_better(struct reading *kept, const struct reading *other)
{
    if (other->cost < kept->cost)
        *kept = *other;
}

/* What one byte makes of a reading; its cost is NEVER where it makes nothing. */
static void read_byte(const struct codec *was, struct reading *reading, unsigned byte)
{
    uint32_t c = reading->lead ? codec_of_pair(was, (unsigned char)reading->lead, (unsigned char)byte)
                               : codec_of_byte(was, (unsigned char)byte);
    if (c == CODEC_NONE && !reading->lead && codec_is_lead(was, (unsigned char)byte)) {
        reading->lead = byte;
        return;
    }
    reading->lead = 0;
    if (c == CODEC_NONE || ((byte >= 0x80 || c >= 0x80) && search_refuses(c, true)))
        reading->cost = NEVER;
    else
        reading->cost += judge_next(&reading->context, c);
}

static void read_on(struct legacy *legacy, struct reading reading, size_t i, struct reading *damaged,
                    struct reading *pending)
{
    unsigned bytes = legacy->source->encoded[i];
    if (bytes > 0xFF)
        read_byte(legacy->was, &reading, bytes >> 8);
    if (reading.cost < NEVER)
        read_byte(legacy->was, &reading, bytes & 0xFF);
    if (reading.cost >= NEVER)
        return;
    reading.cost -= legacy->source->cost[i];
    keep_better(reading.lead ? pending : damaged, &reading);
}

static struct reading enter(const struct legacy *legacy, size_t i)
{
    return (struct reading){.cost = legacy->clean + ENTER, .context = source_context(legacy->source, i)};
}

static void take_character(struct legacy *legacy, size_t i, bool begin)
{
    struct reading damaged = {.cost = NEVER}, pending = {.cost = NEVER}, entered = {.cost = NEVER};
    if (begin)
        entered = enter(legacy, i);
    keep_better(&entered, &legacy->damaged);
    if (legacy->source->encoded[i] != SOURCE_NO_BYTES) {
        if (entered.cost < NEVER)
            read_on(legacy, entered, i, &damaged, &pending);
        if (legacy->pending.cost < NEVER)
            read_on(legacy, legacy->pending, i, &damaged, &pending);
    }
    if (legacy->damaged.cost + LEAVE < legacy->clean)
        legacy->clean = legacy->damaged.cost + LEAVE;
    legacy->damaged = damaged;
    legacy->pending = pending;
    if (legacy->source->text->glyph[i].c < 0x80 && damaged.cost >= legacy->clean + ENTER)
        legacy->damaged.cost = NEVER; /* entering anew is as good */
}

int gauge_legacy(const struct source_text *source, const struct chain *chain, const struct codec *was)
{
    struct legacy legacy = {.source = source, .was = was, .damaged.cost = NEVER, .pending.cost = NEVER};
    bool unbegun = chain->flags & CHAIN_WORDS; /* such damage begins with the first letter that changes */
    for (size_t i = 0; i < source->text->n; i++) {
        unsigned bytes = source->encoded[i];
        bool begin = bytes >= 0x80 && bytes != SOURCE_NO_BYTES;
        if (begin && !source->near[i]) {
            begin = unbegun && codec_of_byte(was, (unsigned char)bytes) != source->text->glyph[i].c;
            unbegun &= !begin;
        }
        if (begin || legacy.damaged.cost < NEVER || legacy.pending.cost < NEVER)
            take_character(&legacy, i, begin);
    }
    int gain = -(legacy.damaged.cost < legacy.clean ? legacy.damaged.cost : legacy.clean);
    return gain + gain / SLACK_SHARE + SLACK;
}
