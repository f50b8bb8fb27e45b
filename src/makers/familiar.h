/* familiar.h: how makers/familiar.inc is spelled.  Comes in: bits, or a letter.  Goes out: levels of two kinds, 1 to 4,
 * in one letter.  Never: in the library. */
#ifndef MAKERS_FAMILIAR_H
#define MAKERS_FAMILIAR_H

#include <stdint.h>

enum { FAMILIAR_LEVELS = 4, FAMILIAR_ROW = 64 };

/* Letters of as many characters, from first on. */
struct familiar_row {
    uint32_t first;
    char letters[FAMILIAR_ROW + 1];
};

/* Bits by which a clean line is likelier to have the character than a misread one.  Two bits on either side are one
 * step, as far as the sum over a line can tell. */
static inline unsigned familiar_level(double bits)
{
    return bits < -1.5 ? 1 : bits < 0.5 ? 2 : bits < 2 ? 3 : 4;
}

static inline char familiar_letter(unsigned alone, unsigned beside_kana)
{
    return (char)('A' + (alone - 1) * FAMILIAR_LEVELS + beside_kana - 1);
}

static inline unsigned familiar_alone(char letter)
{
    return (unsigned)(letter - 'A') / FAMILIAR_LEVELS + 1;
}

static inline unsigned familiar_beside_kana(char letter)
{
    return (unsigned)(letter - 'A') % FAMILIAR_LEVELS + 1;
}

#endif
