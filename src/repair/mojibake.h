/* mojibake.h: what the files of the mojibake repair share.  Comes in: nothing.  Goes out: declarations.  Never: seen
 * outside this room. */
#ifndef REPAIR_MOJIBAKE_H
#define REPAIR_MOJIBAKE_H

#include "repair/mojibake_text.h"
#include "repair/repair.h"

struct mojibake; /* scratch space, reused for every line */

void mojibake_free(struct mojibake *mojibake);

/* Whether a line speaks of damage instead of having it: it shows damage and repair side by side, or lists characters
 * in the order of their numbers.  was_utf8: the outermost mistake was made with UTF-8. */
bool mojibake_is_quoted(const struct text *line, const struct text *repaired, bool was_utf8);

#endif
