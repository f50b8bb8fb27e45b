/* mojibake_in_place.h: shapes of damage that no clean text has.  Comes in: a character that came out, and its neighbours.
 * Goes out: whether they show by themselves that it was UTF-8 read as windows-1252.  Never: a decision on a line. */
#ifndef REPAIR_MOJIBAKE_IN_PLACE_H
#define REPAIR_MOJIBAKE_IN_PLACE_H

#include <stdbool.h>
#include <stdint.h>

/* before2 and before: the characters or bytes that stand before c once it is undone; after: the byte behind it. */
bool in_place_1252(uint32_t c, uint32_t before2, uint32_t before, unsigned char after);

#endif
