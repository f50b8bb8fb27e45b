/* lossy_brackets.h: which brackets are open.  Comes in: characters one by one.  Goes out: what a bracket that may have
 * been lost there costs.  Never: finds fault with brackets that are there. */
#ifndef REPAIR_LOSSY_BRACKETS_H
#define REPAIR_LOSSY_BRACKETS_H

#include "repair/mojibake_text.h"

/* open: one bit for each kind, as lossy_open_after returned it. */
unsigned lossy_open_after(unsigned open, uint32_t c);

/* In eighths of a bit, on top of what the judge says. */
int lossy_bracket_cost(unsigned open, uint32_t c);

/* Brackets that a line closes and does not open, and what one costs that may have been lost there. */
enum { LOSSY_ROUND = 1, LOSSY_QUOTE = 2 };
unsigned lossy_unopened(const struct text *text);
int lossy_opening_cost(unsigned unopened, unsigned open, uint32_t c);

#endif
