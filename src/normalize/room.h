/* room.h: what the files of this room share.  Comes in: nothing.  Goes out: the scratch space of one filter.  Never:
 * seen outside this room. */
#ifndef NORMALIZE_ROOM_H
#define NORMALIZE_ROOM_H

#include <stdint.h>

#include "normalize/normalize.h"

/* A part of a line that simplification changed: where it is, and where its new text is in han. */
struct simplify_part {
    size_t at, end, out_at, out_end;
};

struct normalize {
    enum unbake_form form;
    enum unbake_simplify simplify;
    int32_t *points;  /* of the stretch being normalized */
    size_t cap;       /* of points */
    struct bytes han; /* the line being simplified */
    struct simplify_part *parts;
    size_t parts_cap;
};

void simplify_free(struct normalize *normalize);

#endif
