/* spot_gist.h: how the scan counts a run of East Asian characters without a look at each.  Comes in: the set of flags of
 * a character.  Goes out: a number; the sum of the numbers of a run counts its words, and says whether the rules must be
 * asked.  Never: more than one addition for each character. */
#ifndef STREAM_SPOT_GIST_H
#define STREAM_SPOT_GIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tables/characters.h"

/* Places in the sum: two of eight bits, to which every character adds how familiar it is and FAMILIAR_MOST; and eight
 * of six bits that count characters.  So many characters fill none of them. */
enum {
    GIST_FAMILIAR = 0,
    GIST_BESIDE_KANA = 8,
    GIST_SCRIPT = 16, /* none of East Asia */
    GIST_EAST = 22,
    GIST_HAN = 28,
    GIST_HANGUL = 34,
    GIST_OTHER = 40, /* need a closer look */
    GIST_NORMALIZE = 46,
    GIST_SIMPLIFY = 52,
    GIST_KANA = 58,
    GIST_FAMILIAR_BITS = 8,
    GIST_COUNT_BITS = 6,
    GIST_CHARACTERS = 40
};

static inline uint64_t gist_one(int place)
{
    return UINT64_C(1) << place;
}

static inline unsigned gist_count(uint64_t sum, int place)
{
    return (unsigned)(sum >> place) & ((1u << GIST_COUNT_BITS) - 1);
}

/* Han and Hangul are no neighbours, and other scripts are none of either. */
static inline uint64_t gist_side(enum character_kind kind)
{
    return kind == KIND_OTHER_SCRIPT ? gist_one(GIST_SCRIPT)
           : kind < KIND_HAN         ? gist_one(GIST_EAST)
           : kind == KIND_HANGUL     ? gist_one(GIST_EAST) | gist_one(GIST_HANGUL)
                                     : gist_one(GIST_EAST) | gist_one(GIST_HAN);
}

/* Whether the rules need not be asked about characters of this sum. */
static inline bool gist_is_plain(uint64_t sum)
{
    const uint64_t all = (1u << GIST_COUNT_BITS) - 1;
    if (!(sum & (all << GIST_OTHER | all << GIST_HANGUL | all << GIST_SCRIPT)))
        return true;
    return !gist_count(sum, GIST_OTHER) && !(gist_count(sum, GIST_HAN) && gist_count(sum, GIST_HANGUL)) &&
           !(gist_count(sum, GIST_SCRIPT) && gist_count(sum, GIST_EAST));
}

static inline unsigned gist_words(uint64_t sum)
{
    return gist_count(sum, GIST_HAN) + gist_count(sum, GIST_HANGUL);
}

/* At GIST_FAMILIAR or GIST_BESIDE_KANA, of count characters. */
static inline int gist_familiar(uint64_t sum, int place, int count)
{
    return (int)((unsigned)(sum >> place) & ((1u << GIST_FAMILIAR_BITS) - 1)) - FAMILIAR_MOST * count;
}

#endif
