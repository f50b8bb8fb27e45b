/* margin.h: by how much a repair won.  Comes in: what it won by in the judge's unit, or an edit.  Goes out: bits, as
 * unbake_change tells them.  Never: decides whether that is enough. */
#ifndef REPAIR_MARGIN_H
#define REPAIR_MARGIN_H

#include <stdint.h>

#include "base/line.h"

/* Above 0, which would say that nothing was weighed, and at most MARGIN_MOST, beyond which more bits tell no more. */
double margin_of(int64_t eighths);

/* How much better the line reads with an edit, for repairs that go by other signs; 0 when nobody asks. */
double margin_of_edit(const struct line *line, size_t at, size_t len, const char *with, size_t with_len);

#endif
