/* invalid.h: bytes that are no UTF-8 and that no repair explained.  Comes in: a line after its repairs.  Goes out: the
 * line as --invalid wants it, and a count.  Never: touches valid UTF-8. */
#ifndef STREAM_INVALID_H
#define STREAM_INVALID_H

#include "base/line.h"

enum unbake_status settle_invalid(enum unbake_invalid action, struct line *line, struct unbake_totals *totals);

#endif
