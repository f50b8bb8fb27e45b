/* simplify_step.h: the short way of simplifying.  Comes in: characters of three bytes.  Goes out: their copy, in which
 * those that no word decides about are simplified, and which of them changed.  Never: asks a word. */
#ifndef NORMALIZE_SIMPLIFY_STEP_H
#define NORMALIZE_SIMPLIFY_STEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tables/han_simplified.h"

/* A step is of at most so many characters, one to a bit. */
enum { STEP = 32, STEP_SLACK = 28 };

/* How many characters a step took, how many of them are signs, are such as only simplified text has, or were changed,
 * and a bit for each of the last.  Fewer than STEP: the next one needs more thought. */
struct simplify_step {
    uint8_t count, signs, simplified, traditional;
    uint32_t changed;
};

/* Of n bytes; so many and STEP_SLACK more may be written.  With regional, a character that may begin a regional word
 * needs more thought, too. */
typedef struct simplify_step simplify_stepper(const char *from, size_t n, char *to, bool regional);
simplify_stepper simplify_step_portable;
#if defined __x86_64__ && defined __GNUC__
#define STEP_AVX2
simplify_stepper simplify_step_avx2;
#endif

simplify_stepper *simplify_choose_stepper(void);

/* Three bytes of text, the first lowest, whatever the machine. */
static inline uint32_t load_three(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

static inline void store_three(char *text, uint32_t three)
{
    unsigned char *p = (unsigned char *)text;
    p[0] = (unsigned char)three;
    p[1] = (unsigned char)(three >> 8);
    p[2] = (unsigned char)(three >> 16);
}

/* Whether they are a character of three bytes; overlong forms and surrogates pass, which no table knows. */
static inline bool is_three(uint32_t three)
{
    return (three & 0xC0C0F0) == 0x8080E0;
}

static inline uint32_t decode_three(uint32_t three)
{
    return (three & 0x0F) << 12 | (three >> 8 & 0x3F) << 6 | (three >> 16 & 0x3F);
}

/* The signs that Chinese and Japanese text is full of: general punctuation, that of Han, full-width ASCII. */
enum { SIGNS_GENERAL = 0x2000, SIGNS_HAN = 0x3000, SIGNS_WIDE = 0xFF00, SIGNS_WIDE_REST = 0xFF40 };
enum { IDEOGRAPHIC_ZERO = 0x3007 };

static inline bool is_common_sign(uint32_t c)
{
    uint32_t half = c & ~0x1Fu, whole = c & ~0x3Fu;
    return (half == SIGNS_HAN && c != IDEOGRAPHIC_ZERO) || whole == SIGNS_WIDE || half == SIGNS_WIDE_REST ||
           whole == SIGNS_GENERAL;
}

#endif
