/* order.h: the repairs, in the order in which damage is undone.  Comes in: a suspect line.  Goes out: the line,
 * repaired.  Never: touches a line whose mask asks for nothing. */
#ifndef REPAIR_ORDER_H
#define REPAIR_ORDER_H

#include "base/line.h"

struct repair;

struct repair *repair_new(unsigned repairs, enum unbake_level level);
void repair_free(struct repair *repair);
enum unbake_status repair_line(struct repair *repair, struct line *line);

/* Most damaged lines need no search: *n readings of this one that its characters allow, from *text on.  The only one
 * of them that is clean text is what the line was, and take makes it the line. */
enum unbake_status repair_foresee(struct repair *repair, const struct line *line, const struct bytes **text, size_t *n);
enum unbake_status repair_take(struct repair *repair, size_t reading, struct line *line);

/* The suspects for which some chosen repair would look at a line. */
unsigned repair_interest(unsigned repairs);

#endif
