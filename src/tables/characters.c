/* characters.c: what the scan needs to know of a code point.  Comes in: a code point.  Goes out: flag bits.  Never:
 * more than one lookup of two steps. */
#include "tables/characters.h"

unsigned character_flags(uint32_t c)
{
    if (c >= 0x300 && c < 0x370)
        return CHARACTER_NFC | CHARACTER_NFD | CHARACTER_NFKC | CHARACTER_NFKD;
    return 0;
}
