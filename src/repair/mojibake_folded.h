/* mojibake_folded.h: which reader may have shown a line that was folded afterwards?  Comes in: a line as it stands.
 * Goes out: the few rows of chains.c in which nearly all of it is UTF-8, if characters may be what others were folded to.
 * Never: asks the judge. */
#ifndef REPAIR_MOJIBAKE_FOLDED_H
#define REPAIR_MOJIBAKE_FOLDED_H

#include "repair/mojibake_source.h"

enum { FOLDED_READERS = 3 };

struct folded_reader {
    const struct chain *chain;
    struct encoder encoder;
    const struct spellings *spellings;
    size_t strange; /* characters that have no place in UTF-8 */
};

/* Finds the readers, those first in which the least is strange.  *n: their number.  False: no memory. */
bool folded_find(struct unfold *unfold, struct codecs *codecs, struct source_text *source, enum folding folding,
                 struct folded_reader readers[FOLDED_READERS], size_t *n);

#endif
