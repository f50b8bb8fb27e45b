/* tidy.h: what is taste, not damage.  Comes in: a line, and what of it to tidy.  Goes out: the line, tidied.  Never: anything
 * that was not asked for, or a record's end made or lost. */
#ifndef NORMALIZE_TIDY_H
#define NORMALIZE_TIDY_H

#include "base/line.h"

/* tidy: bits of enum unbake_tidy. */
enum unbake_status tidy_line(unsigned tidy, struct line *line);

#endif
