/* characters.c: what the scan needs to know of a code point.  Comes in: a code point.  Goes out: flag bits.  Never:
 * more than one lookup of two steps. */
#include "tables/characters.h"

enum { BLOCK_BITS = 8, LAST_CODE_POINT = 0x10FFFF };

#include "tables/characters.inc"

unsigned character_flags(uint32_t c)
{
    if (c > LAST_CODE_POINT)
        return 0;
    return sets[blocks[block_of[c >> BLOCK_BITS]][c & ((1u << BLOCK_BITS) - 1)]];
}
