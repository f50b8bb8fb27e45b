/* latin.c: the generated tables of which languages spell a Latin letter so.  Comes in: nothing.  Goes out: the arrays
 * that latin.h reads.  Never: code. */
#include "tables/latin.h"

#include "tables/latin.inc"
