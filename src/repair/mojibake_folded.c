/* mojibake_folded.c: which reader may have shown a line that was folded afterwards?  Comes in: a line as it stands.
 * Goes out: the few rows of chains.c in which nearly all of it is UTF-8, if characters may be what others were folded to.
 * Never: asks the judge, or looks at a row further than to where too much of the line is strange to it. */
#include "repair/mojibake_folded.h"

enum {
    STRANGE_SHARE = 6, /* one character in so many may be clean, or lost beside a lost byte */
    FIRST_EAST_ASIAN = 0x2E80
};

/* Bits for the numbers of bytes that a character of UTF-8 may lack before and after one byte. */
static unsigned after_byte(unsigned wanted, unsigned byte)
{
    if (is_utf8_follow(byte))
        return wanted >> 1;
    if (!(wanted & 1))
        return 0;
    if (byte < 0x80)
        return 1;
    return !is_utf8_lead(byte) ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 4 : 8;
}

static unsigned after_spellings(unsigned wanted, const uint16_t *bytes, size_t n)
{
    unsigned after = 0;
    for (size_t i = 0; i < n; i++)
        if (bytes[i] != SOURCE_NO_BYTES)
            after |= after_byte(bytes[i] > 0xFF ? after_byte(wanted, bytes[i] >> 8) : wanted, bytes[i] & 0xFF);
    return after;
}

static size_t count_strange(struct source_text *source, const struct folded_reader *reader, size_t most)
{
    size_t strange = 0;
    unsigned wanted = 1;
    for (size_t i = 0; i < source->text->n && strange <= most; i++) {
        uint32_t c = source->text->glyph[i].c;
        if (c < 0x80 && !unfold_may_spell(reader->spellings, c)) { /* as most of ASCII does */
            strange += !(wanted & 1);
            wanted = 1;
            continue;
        }
        uint16_t bytes[UNFOLD_MAX + 1];
        size_t n = unfold_bytes(reader->spellings, c, bytes);
        bytes[n++] = (uint16_t)source_encode_at(source, &reader->encoder, i);
        unsigned after = after_spellings(wanted, bytes, n);
        strange += !after;
        wanted = after ? after : after_spellings(1, bytes, n) | 1;
    }
    return strange;
}

static bool is_better(const struct folded_reader *a, const struct folded_reader *b)
{
    return a->strange != b->strange ? a->strange < b->strange : a->chain->price < b->chain->price;
}

/* Keeps the best; of equals, the cheaper. */
static void keep(struct folded_reader readers[FOLDED_READERS], size_t *n, const struct folded_reader *reader)
{
    size_t at = *n < FOLDED_READERS ? (*n)++ : FOLDED_READERS;
    for (; at && is_better(reader, &readers[at - 1]); at--)
        if (at < FOLDED_READERS)
            readers[at] = readers[at - 1];
    if (at < FOLDED_READERS)
        readers[at] = *reader;
}

static bool is_east_asian(const struct text *text)
{
    for (size_t i = 0; i < text->n; i++)
        if (text->glyph[i].c >= FIRST_EAST_ASIAN && text->glyph[i].c < NO_UTF8)
            return true;
    return false;
}

/* Case is of letters that single-byte readers show, and so are quotes; Han is of the others. */
static bool concerns(enum folding folding, bool east_asian)
{
    bool of_pairs = folding == FOLDED_COMPOSED || folding == FOLDED_SIMPLIFIED;
    return folding == FOLDED_WIDTH || of_pairs == east_asian;
}

bool folded_find(struct unfold *unfold, struct codecs *codecs, struct source_text *source, enum folding folding,
                 struct folded_reader readers[FOLDED_READERS], size_t *n)
{
    size_t all, most = source->beyonds / STRANGE_SHARE;
    const struct chain *chain = chains_all(&all);
    bool east_asian = is_east_asian(source->text);
    *n = 0;
    if (!concerns(folding, east_asian))
        return true;
    for (const struct chain *end = chain + all; chain < end; chain++) {
        struct folded_reader reader = {.chain = chain};
        if (chain->was != WAS_UTF8 || codec_has_pairs(chain->read_as) != east_asian)
            continue;
        reader.encoder = chain_encoder(codecs, chain);
        if (!reader.encoder.page)
            continue;
        reader.spellings = unfold_spellings(unfold, folding, chain, &reader.encoder);
        if (!reader.spellings)
            return false;
        reader.strange = count_strange(source, &reader, most);
        if (reader.strange <= most)
            keep(readers, n, &reader);
    }
    return true;
}
