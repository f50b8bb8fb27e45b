/* repair.h: what the repairs share.  Comes in: nothing.  Goes out: the state of one filter's repairs and the
 * functions of order.c's table.  Never: seen outside this room. */
#ifndef REPAIR_REPAIR_H
#define REPAIR_REPAIR_H

#include "base/line.h"
#include "repair/codec.h"
#include "repair/mojibake_sure.h"

struct mojibake;

struct repair {
    unsigned repairs;        /* bits of enum unbake_repair */
    enum unbake_level level;
    struct codecs *codecs;
    struct byte_slip *byte_slip; /* scratch space, made when first needed */
    struct mojibake *mojibake;   /* likewise */
    struct sure sure;            /* what the line at hand was, where it needs no search */
};

void byte_slip_free(struct byte_slip *slip);

enum unbake_status repair_legacy(struct repair *repair, struct line *line);
enum unbake_status repair_mojibake(struct repair *repair, struct line *line);
enum unbake_status repair_escapes(struct repair *repair, struct line *line);
enum unbake_status repair_byte_slip(struct repair *repair, struct line *line);
enum unbake_status repair_controls(struct repair *repair, struct line *line);
enum unbake_status repair_private_use(struct repair *repair, struct line *line);

#endif
