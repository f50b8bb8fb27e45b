/* compositions.c: the generated table of primary composites.  Comes in: nothing.  Goes out: the array that
 * compositions.h reads.  Never: code. */
#include "tables/compositions.h"

#include "tables/compositions.inc"
