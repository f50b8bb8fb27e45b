/* characters.c: the generated table of what the scan needs to know of a code point.  Comes in: nothing.  Goes out: the
 * arrays that characters.h reads.  Never: code. */
#include "tables/characters.h"

#include "tables/characters.inc"
