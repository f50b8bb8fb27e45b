/* two_step.h: tables of two steps.  Comes in: a number for every code point.  Goes out: on standard output, the blocks of
 * numbers that differ, and which block each part of Unicode has.  Never: linked into the library. */
#ifndef MAKERS_TWO_STEP_H
#define MAKERS_TWO_STEP_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CODE_POINTS = 0x110000, BLOCK = 256, BLOCKS = CODE_POINTS / BLOCK, PER_LINE = 32 };

static inline void write_numbers(const uint16_t *numbers, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        printf("%u,%s", numbers[i], i % PER_LINE == PER_LINE - 1 || i + 1 == n ? "\n" : "");
}

/* type: of a number; index and blocks: what the two arrays are to be declared as. */
static inline void write_two_step(const uint16_t *numbers, const char *index, const char *type, const char *blocks)
{
    static uint16_t block_of[BLOCKS], first_with[BLOCKS];
    unsigned count = 0;
    for (unsigned b = 0; b < BLOCKS; b++) {
        unsigned i = 0;
        while (i < count && memcmp(numbers + first_with[i] * BLOCK, numbers + b * BLOCK, BLOCK * sizeof *numbers) != 0)
            i++;
        if (i == count)
            first_with[count++] = (uint16_t)b;
        block_of[b] = (uint16_t)i;
    }
    printf("%s[%d] = {\n", index, BLOCKS);
    write_numbers(block_of, BLOCKS);
    printf("};\n%s %s[%u][%d] = {\n", type, blocks, count, BLOCK);
    for (unsigned i = 0; i < count; i++) {
        printf("{");
        write_numbers(numbers + first_with[i] * BLOCK, BLOCK);
        printf("},\n");
    }
    printf("};\n");
}

#endif
