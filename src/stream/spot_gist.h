/* spot_gist.h: how the scan counts a whole run of East Asian characters at once.  Comes in: the set of flags of a
 * character.  Goes out: a number; the sum of the numbers of a run counts its words, their union says whether the rules
 * must be asked.  Never: more than one addition and one union for each character. */
#ifndef STREAM_SPOT_GIST_H
#define STREAM_SPOT_GIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tables/characters.h"

/* Places in the sum: a window holds fewer than 2^16 characters, and each counts for 6 at most; every character adds
 * FAMILIAR_MOST to what is below none.  The bits from GIST_SCRIPT on are for the union only; in a sum they run over into
 * nothing. */
enum { GIST_FAMILIAR = 0, GIST_BESIDE_KANA = 20, GIST_WORDS = 40, GIST_WORDS_BITS = 16, GIST_FAMILIAR_BITS = 20 };

#define GIST_SCRIPT (UINT64_C(1) << 56)
#define GIST_EAST (UINT64_C(1) << 57)
#define GIST_HAN (UINT64_C(1) << 58)
#define GIST_HANGUL (UINT64_C(1) << 59)
#define GIST_OTHER (UINT64_C(1) << 60) /* needs a closer look */
#define GIST_NORMALIZE (UINT64_C(1) << 61)
#define GIST_SIMPLIFY (UINT64_C(1) << 62)
#define GIST_KANA (UINT64_C(1) << 63)

/* Han and Hangul are no neighbours, and other scripts are none of either. */
static inline uint64_t gist_side(enum character_kind kind)
{
    return kind == KIND_OTHER_SCRIPT ? GIST_SCRIPT
           : kind < KIND_HAN         ? GIST_EAST
           : kind == KIND_HANGUL     ? GIST_EAST | GIST_HANGUL
                                     : GIST_EAST | GIST_HAN;
}

/* Whether the rules need not be asked about characters of this union. */
static inline bool gist_is_plain(uint64_t all)
{
    return !(all & GIST_OTHER) && (all & (GIST_HAN | GIST_HANGUL)) != (GIST_HAN | GIST_HANGUL) &&
           (all & (GIST_SCRIPT | GIST_EAST)) != (GIST_SCRIPT | GIST_EAST);
}

static inline uint32_t gist_words(uint64_t sum)
{
    return (uint32_t)(sum >> GIST_WORDS) & ((1u << GIST_WORDS_BITS) - 1);
}

/* At GIST_FAMILIAR or GIST_BESIDE_KANA, of count characters. */
static inline int gist_familiar(uint64_t sum, int place, size_t count)
{
    return (int)((uint32_t)(sum >> place) & ((1u << GIST_FAMILIAR_BITS) - 1)) - FAMILIAR_MOST * (int)count;
}

#endif
