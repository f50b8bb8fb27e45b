/* best_fit.h: characters that were replaced by similar ones.  Comes in: the characters of a line.  Goes out: those of
 * code page 437 that stood there before.  Never: touches more than what no word looks like. */
#ifndef REPAIR_BEST_FIT_H
#define REPAIR_BEST_FIT_H

#include "repair/mojibake_text.h"

/* Changes the characters where they stand. */
void best_fit_undo(struct text *text);

#endif
