/* private_use.c: lookup in the generated table of private-use characters.  Comes in: an origin and a code point.  Goes
 * out: a row found by bisection.  Never: parses, allocates, or writes more than PRIVATE_TEXT_MAX code points. */
#include "tables/private_use.h"

#include "tables/private_use.inc"

/* Values from here to INLINE_END - 1, which stand for no single character, number a sequence instead. */
enum { SEQUENCE_FIRST = 0xD800, INLINE_END = 0xF900, GOOGLE_PLANE = 0xF };

static int find(enum private_origin origin, uint32_t c)
{
    if (c >> 16 != (origin == PRIVATE_GOOGLE ? GOOGLE_PLANE : 0))
        return -1;
    uint16_t from = (uint16_t)c;
    int low = STARTS[origin], high = STARTS[origin + 1];
    if (low == high || from < FROM[low] || from > FROM[high - 1])
        return -1;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (FROM[middle] < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < STARTS[origin + 1] && FROM[low] == from ? low : -1;
}

bool private_use_has(enum private_origin origin, uint32_t c)
{
    return find(origin, c) >= 0;
}

static int read_units(const uint16_t *unit, const uint16_t *end, uint32_t text[PRIVATE_TEXT_MAX])
{
    int n = 0;
    while (unit < end && n < PRIVATE_TEXT_MAX) {
        uint32_t c = *unit++;
        if (c >> 10 == 0x36 && unit < end)
            c = 0x10000 + ((c & 0x3FF) << 10) + (*unit++ & 0x3FF);
        text[n++] = c;
    }
    return n;
}

int private_use_text(enum private_origin origin, uint32_t c, uint32_t text[PRIVATE_TEXT_MAX])
{
    int row = find(origin, c);
    if (row < 0)
        return -1;
    uint16_t to = TO[row];
    if (to < SEQUENCE_FIRST || to >= INLINE_END) {
        text[0] = to;
        return 1;
    }
    unsigned sequence = to - (unsigned)SEQUENCE_FIRST;
    return read_units(UNITS + SEQUENCES[sequence], UNITS + SEQUENCES[sequence + 1], text);
}
