/* compositions.h: which two characters compose to one.  Comes in: two code points.  Goes out: the primary composite of
 * UAX #15, or 0.  Never: Hangul, which is composed by arithmetic. */
#ifndef TABLES_COMPOSITIONS_H
#define TABLES_COMPOSITIONS_H

#include <stdint.h>

/* Slots are a power of two and about half empty; who does not fit goes into the next free one. */
enum { COMPOSITION_SLOTS = 2048 };

struct composition {
    uint32_t first, second, composite; /* all 0: empty */
};

extern const struct composition compositions[COMPOSITION_SLOTS];

static inline uint32_t composition_slot(uint32_t first, uint32_t second)
{
    return ((first * 0x9E3779B1u) ^ (second * 0x85EBCA77u)) >> 21;
}

static inline uint32_t compose(uint32_t first, uint32_t second)
{
    for (uint32_t slot = composition_slot(first, second);; slot = (slot + 1) % COMPOSITION_SLOTS) {
        const struct composition *c = &compositions[slot];
        if (!c->composite || (c->first == first && c->second == second))
            return c->composite;
    }
}

#endif
