/* mojibake_whole.h: a line all of which was read in the wrong encoding.  Comes in: a line and a reader.  Goes out: the
 * UTF-8 that it was.  Never: leaves a part as it stood, which is the work of mojibake_search.h. */
#ifndef REPAIR_MOJIBAKE_WHOLE_H
#define REPAIR_MOJIBAKE_WHOLE_H

#include "repair/mojibake_source.h"

/* A line undone as a whole. */
struct whole {
    struct text text; /* its glyphs carry the layer from the first that changed */
    size_t first;     /* which that is */
    int characters;   /* how many of several bytes came out */
    bool refused;     /* some character is no UTF-8 in this reader, or nothing came out */
};

/* Encodes the source for the reader as far as it is UTF-8, and undoes it.  False: out of memory. */
bool whole_undo(struct source_text *source, const struct encoder *encoder, unsigned layer, struct whole *whole);

/* In eighths of a bit, as search_chain counts it. */
int whole_gain(const struct source_text *source, const struct whole *whole);

#endif
