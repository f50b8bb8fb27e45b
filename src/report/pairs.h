/* pairs.h: records before and after.  Comes in: a filter's input and its output, in pieces.  Goes out: one call for each
 * pair of records, of which there are as many on both sides.  Never: holds more than PAIRS_MAX_BYTES of either. */
#ifndef REPORT_PAIRS_H
#define REPORT_PAIRS_H

#include <stdbool.h>

#include "base/bytes.h"

/* A longer record is no line that anybody reads; memory must not grow with it. */
enum { PAIRS_MAX_BYTES = 1 << 20 };

/* False stops the pairs. */
typedef bool take_pair(void *user, const char *old, size_t old_len, const char *new, size_t new_len);

/* Bytes that wait for their counterpart. */
struct queue {
    struct bytes bytes;
    size_t begin, searched; /* before searched there is no record end */
};

struct pairs {
    struct queue old, new;
    char record_end;
    bool ended, too_long;
    take_pair *take;
    void *user;
};

/* What went into the filter, and what came out of it.  False: too_long, no memory, or the callback said so. */
bool pairs_before(struct pairs *pairs, const char *data, size_t len);
bool pairs_after(struct pairs *pairs, const char *data, size_t len);
bool pairs_end(struct pairs *pairs);
void pairs_free(struct pairs *pairs);

/* Where two texts begin and end to differ, at borders of characters. */
struct difference {
    size_t first, old_last, new_last;
};
struct difference pairs_difference(const char *old, size_t old_len, const char *new, size_t new_len);

/* A stretch of one text and what stands for it in the other. */
struct stretch {
    size_t old_first, old_last, new_first, new_last;
};

/* The next such stretch behind the one in *at, which begins as {0}; false when there is none.  For people to look at:
 * where the texts part for long, they are not searched for what is alike, up to their ends. */
bool pairs_next_stretch(const char *old, size_t old_len, const char *new, size_t new_len, struct stretch *at);

#endif
