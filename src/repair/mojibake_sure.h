/* mojibake_sure.h: lines that need no judge.  Comes in: a suspect line.  Goes out: what it was, where that is sure.
 * Never: a decision on a line that holds any character beyond ASCII that was not damaged. */
#ifndef REPAIR_MOJIBAKE_SURE_H
#define REPAIR_MOJIBAKE_SURE_H

#include "base/line.h"
#include "repair/chains.h"

enum { SURE_READINGS = 2 /* that are different; a line with more is not sure */ };

/* A line undone. */
struct sure {
    size_t n; /* how many readings there are: if only one of them is clean text, it is the line */
    const struct chain *chain[SURE_READINGS];
    struct bytes text[SURE_READINGS + 1]; /* all of the line; the one behind them is scratch space */
    size_t first;                         /* where its first character beyond ASCII begins */
};

/* Fills *sure; false: out of memory. */
bool sure_undo(struct codecs *codecs, const struct bytes *line, struct sure *sure);
/* Makes the line what one reading gave; false: out of memory. */
bool sure_take(struct sure *sure, size_t reading, struct line *line);
void sure_free(struct sure *sure);

#endif
