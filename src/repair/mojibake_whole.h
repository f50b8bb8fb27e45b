/* mojibake_whole.h: a line all of which was read in the wrong encoding.  Comes in: a line and a reader.  Goes out: what
 * it was, and by how much that reads better.  Never: leaves a part as it stood, which is the work of mojibake_search.h. */
#ifndef REPAIR_MOJIBAKE_WHOLE_H
#define REPAIR_MOJIBAKE_WHOLE_H

#include "repair/mojibake_source.h"

/* A line undone as a whole. */
struct whole {
    struct text text; /* its glyphs carry the layer from the first that changed */
    size_t first;     /* which that is */
    int characters;   /* how many changed */
    int gain;         /* of legacy bytes, as search_chain counts it */
    bool marked;      /* of UTF-8: what shows lost bytes was taken for bytes */
    bool refused;     /* some character is nothing in the encoding that it was, or nothing changed */
};

/* Encodes the source for the reader as far as it is UTF-8, and undoes it.  False: out of memory. */
bool whole_undo_utf8(struct source_text *source, const struct encoder *encoder, unsigned layer, struct whole *whole);

/* Judges that; what it gained, in eighths of a bit, as search_chain counts it. */
int whole_gain(const struct source_text *source, struct whole *whole);

/* Undoes a source that is encoded already, and of a judged text; was: what its bytes were; gives up when it reads far
 * worse. */
bool whole_undo_legacy(const struct source_text *source, const struct codec *was, unsigned layer, struct whole *whole);

#endif
