/* normalize.h: Unicode normalization forms and simplified Chinese.  Comes in: a line.  Goes out: the line in the form
 * that was asked for.  Never: touches bytes that are no UTF-8, or characters that are in the form already. */
#ifndef NORMALIZE_NORMALIZE_H
#define NORMALIZE_NORMALIZE_H

#include "base/line.h"

struct normalize; /* scratch space, reused for every line */

struct normalize *normalize_new(enum unbake_form form, enum unbake_simplify simplify);
void normalize_free(struct normalize *normalize);
/* From now on a simplified character that might have become another is an edit of its own, which names them. */
void simplify_tell_choices(struct normalize *normalize);

/* UAX #15 by utf8proc.  Runs of more than NORMALIZE_MARKS_MAX combining marks stay as they are. */
enum unbake_status normalize_line(struct normalize *normalize, struct line *line);
/* Traditional to simplified; takes SUSPECT_SIMPLIFY from the mask when doing it again would change nothing. */
enum unbake_status simplify_line(struct normalize *normalize, struct line *line);

/* Whether text may be cut before this character without changing what the form makes of either part. */
bool normalize_is_boundary(enum unbake_form form, uint32_t code_point);

/* The flags (tables/characters.h) of the characters for which a line needs normalize_line, and simplify_line. */
unsigned normalize_interest(enum unbake_form form);
unsigned simplify_interest(enum unbake_simplify simplify);

/* UAX #15 suggests 30 (Stream-Safe Text Format); utf8proc's reordering is quadratic in the run. */
enum { NORMALIZE_MARKS_MAX = 128 };

#endif
