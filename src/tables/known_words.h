/* known_words.h: the layout of known_words.bin, a set of words with letters beyond ASCII.  Comes in: nothing.  Goes out:
 * an xor filter in read-only memory, made by makers/make_known_words.c and put there by known_words.S.  Never: the words
 * themselves; one strange word in 4096 is taken for one.
 *
 * The filter is that of Graf and Lemire, "Xor Filters", 2020: the print of a word is the exclusive or of three
 * entries, one of each third of the table.  Two entries share three bytes. */
#ifndef TABLES_KNOWN_WORDS_H
#define TABLES_KNOWN_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utf8proc.h>

enum {
    KNOWN_WORD_MIN = 3, /* letters: shorter ones are a word of some language too easily */
    KNOWN_WORD_MAX = 24,
    KNOWN_PLACES = 3,
    KNOWN_PLACE_BITS = 21, /* of the hash, for each place */
    KNOWN_PRINT_BITS = 12
};

struct known_words {
    uint8_t seed[4], third[4]; /* the low byte first; entries in a third of the table */
    uint8_t print[];
};

extern const struct known_words known_words __attribute__((visibility("hidden")));

static inline uint32_t known_words_number(const uint8_t number[4])
{
    return number[0] | (uint32_t)number[1] << 8 | (uint32_t)number[2] << 16 | (uint32_t)number[3] << 24;
}

/* What a word is made of: letters, and the marks on them, of the scripts from Latin to Arabic. */
static inline bool known_words_letter(uint32_t c)
{
    if (c >= 0x700 && (c < 0x1E00 || c > 0x1FFF))
        return false;
    utf8proc_category_t is = utf8proc_category((utf8proc_int32_t)c);
    return is >= UTF8PROC_CATEGORY_LU && is <= UTF8PROC_CATEGORY_ME;
}

static inline uint64_t known_words_mix(uint64_t h)
{
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

/* Of a word's small letters, whatever their size is here. */
static inline uint64_t known_words_hash(const uint32_t *word, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint32_t)utf8proc_tolower((utf8proc_int32_t)word[i])) * 0x100000001b3u;
    return h;
}

/* Entry i begins at this byte, in its low or its high half. */
static inline size_t known_words_byte(size_t i)
{
    return i + i / 2;
}

static inline unsigned known_words_print(const uint8_t *table, size_t i)
{
    const uint8_t *p = table + known_words_byte(i);
    return (p[0] | (unsigned)p[1] << 8) >> (i % 2 ? 4 : 0) & ((1u << KNOWN_PRINT_BITS) - 1);
}

struct known_places {
    size_t at[KNOWN_PLACES];
    unsigned print;
};

static inline struct known_places known_words_places(uint64_t hash, uint32_t seed, uint32_t third)
{
    uint64_t h = known_words_mix(hash + seed), mask = (1u << KNOWN_PLACE_BITS) - 1;
    struct known_places places = {.print = known_words_mix(h) & ((1u << KNOWN_PRINT_BITS) - 1)};
    for (unsigned i = 0; i < KNOWN_PLACES; i++)
        places.at[i] = (size_t)((h >> i * KNOWN_PLACE_BITS & mask) * third >> KNOWN_PLACE_BITS) + (size_t)i * third;
    return places;
}

#endif
