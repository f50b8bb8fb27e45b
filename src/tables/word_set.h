/* word_set.h: the layout of word_set.bin, a set of Chinese words of three characters.  Comes in: nothing.  Goes out:
 * prints in read-only memory, made by makers/make_word_set.c and put there by word_set.S.  Never: the words
 * themselves; a print of 24 bits in a line of 21 mistakes one strange triple in 800,000 for a word. */
#ifndef TABLES_WORD_SET_H
#define TABLES_WORD_SET_H

#include <stdint.h>

enum {
    WORD_SET_LINES = 16384, /* of 64 bytes: one cache line answers one question */
    WORD_SET_PER_LINE = 21,
    WORD_SET_MAX = 300000  /* the lists have fewer; about one word in a hundred finds its line full */
};

extern const uint8_t word_set[WORD_SET_LINES][64] __attribute__((visibility("hidden")));

static inline uint64_t word_set_hash(uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t h = ((uint64_t)a << 42 | (uint64_t)b << 21 | c) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 31;
}

static inline uint32_t word_set_line(uint64_t hash)
{
    return (uint32_t)(hash >> 40) % WORD_SET_LINES;
}

/* Never 0, which marks a free place. */
static inline unsigned word_set_print(uint64_t hash)
{
    return (unsigned)(hash & 0xFFFFFF) ? (unsigned)(hash & 0xFFFFFF) : 1;
}

#endif
