/* chains.h: the mistakes that are known, as data.  Comes in: nothing.  Goes out: one row per mistake, what the text was,
 * what it was read as, and what it costs to claim so.  Never: code; the search is the same for every row. */
#ifndef REPAIR_CHAINS_H
#define REPAIR_CHAINS_H

#include "repair/codec.h"

enum { WAS_UTF8 = CODEC_COUNT };

enum chain_flag {
    CHAIN_WORDS = 1u << 0,     /* letters stand for letters: a word is damaged as a whole or not at all */
    CHAIN_SPARSE = 1u << 1,    /* only some letters of a word are beyond ASCII */
    CHAIN_LONG = 1u << 2,      /* both sides are one script, and abbreviations imitate it: needs a long word */
    CHAIN_SPELLED = 1u << 4,   /* letters of one language for those of another: a word must become a known one */
    CHAIN_LENIENT = 1u << 3    /* some letters stand for two bytes each, most for one */
};

/* Rows of one reader stand together, so that its bytes are looked up once. */
struct chain {
    enum codec_name read_as, read_also; /* a character of either is written back as its bytes */
    int was;                            /* enum codec_name, or WAS_UTF8 */
    int price;                          /* in bits: a rarer mistake needs more evidence */
    unsigned flags;
};

const struct chain *chains_all(size_t *n);

/* What turns characters back into the bytes that a row's reader had read. */
struct encoder {
    const struct codec *page, *also; /* page: NULL where the system does not know it */
};

struct encoder chain_encoder(struct codecs *codecs, const struct chain *chain);

/* As codec_to_bytes; the second page answers where the first has no bytes. */
static inline uint32_t encoder_bytes(const struct encoder *encoder, uint32_t code_point)
{
    uint32_t bytes = codec_to_bytes(encoder->page, code_point);
    return bytes == CODEC_NONE && encoder->also != encoder->page ? codec_to_bytes(encoder->also, code_point) : bytes;
}

/* The name of what the text was; constant. */
const char *chain_was_title(const struct chain *chain);

#endif
