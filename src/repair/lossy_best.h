/* lossy_best.h: which of the characters that some bytes may be read best behind two others?  Comes in: the bytes, and
 * what stands before.  Goes out: a few, the best first.  Never: more than the judge and open brackets say. */
#ifndef REPAIR_LOSSY_BEST_H
#define REPAIR_LOSSY_BEST_H

#include "repair/lossy_bytes.h"

enum { LOSSY_BEST = 16, LOSSY_BESTS = 256 /* answers that are kept: a line is read several times */ };

struct lossy_place {
    uint32_t before2, before;
    unsigned open; /* brackets, where bytes were lost */
    struct lossy_bytes of;
};

struct lossy_best {
    struct lossy_place place;
    int n, cost[LOSSY_BEST];
    size_t weighed; /* characters that it was chosen from */
    uint32_t character[LOSSY_BEST];
};

struct lossy_bests {
    struct lossy_lists lists;
    struct lossy_best best[LOSSY_BESTS];
};

/* For another reader. */
void lossy_bests_clear(struct lossy_bests *bests);
/* The answer is valid until the next call. */
const struct lossy_best *lossy_best_at(struct lossy_bests *bests, const struct lossy_reader *reader,
                                       const struct lossy_place *place);

#endif
