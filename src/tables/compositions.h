/* compositions.h: which two characters compose to one.  Comes in: two code points.  Goes out: the primary composite of
 * UAX #15, or 0.  Never: Hangul, which is composed by arithmetic. */
#ifndef TABLES_COMPOSITIONS_H
#define TABLES_COMPOSITIONS_H

#include <stdint.h>

/* Characters that compose with the same second one are a row; rows lie in the slots shifted against each other, so that
 * no two pairs share one.  Seconds of different scripts may share a row. */
enum { COMPOSITION_SLOTS = 4096, COMPOSITION_ROWS = 128 };

struct composition {
    uint32_t first, second, composite; /* all 0: empty */
};

extern const struct composition compositions[COMPOSITION_SLOTS];
extern const uint16_t composition_shift[COMPOSITION_ROWS];

static inline uint32_t compose(uint32_t first, uint32_t second)
{
    uint32_t shift = composition_shift[second % COMPOSITION_ROWS];
    const struct composition *c = &compositions[(first + shift) % COMPOSITION_SLOTS];
    return c->first == first && c->second == second ? c->composite : 0;
}

#endif
