/* candidates.h: the likeliest readings of one text.  Comes in: a text.  Goes out: a few texts, each with the mistakes
 * that would have made the damage.  Never: a decision; a person makes it. */
#ifndef REPAIR_CANDIDATES_H
#define REPAIR_CANDIDATES_H

#include "unbake.h"

enum {
    CANDIDATES_MAX = 32,          /* readings that are kept */
    CANDIDATES_BYTES = 16 * 1024, /* of a text: every known mistake is tried on it, several times over */
    CANDIDATES_STEPS = 256        /* bytes of the mistakes in words */
};

/* Best first, at most `most`, without the text itself. */
enum unbake_status candidates_find(const char *text, size_t len, size_t most, unbake_on_reading *on_reading, void *user);

#endif
