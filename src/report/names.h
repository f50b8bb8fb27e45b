/* names.h: what Unicode calls the characters of a change.  Comes in: the text before and after.  Goes out: their code
 * points, and the names of the new ones.  Never: more than a line's worth, however long the change. */
#ifndef REPORT_NAMES_H
#define REPORT_NAMES_H

#include <stdbool.h>

#include "base/bytes.h"
#include "unbake.h"

/* Appends " [U+F0B7 -> U+2022 BULLET]". */
bool name_characters(struct bytes *to, const struct unbake_change *change);

#endif
