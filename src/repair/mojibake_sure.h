/* mojibake_sure.h: lines that need no judge.  Comes in: a suspect line.  Goes out: what it was, where that is sure.
 * Never: a decision on a line that holds any character beyond ASCII that was not damaged. */
#ifndef REPAIR_MOJIBAKE_SURE_H
#define REPAIR_MOJIBAKE_SURE_H

#include "base/line.h"
#include "repair/codec.h"

/* A line undone.  Bytes first to end of the line are what changes. */
struct sure {
    bool found;
    struct bytes text; /* all of the line */
    size_t first, end;
};

/* Fills *sure; false: out of memory. */
bool sure_undo(struct codecs *codecs, const struct bytes *line, struct sure *sure);
/* Makes the line what was found; false: out of memory. */
bool sure_take(struct sure *sure, struct line *line);

#endif
