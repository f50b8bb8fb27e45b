/* simplify_step_avx2.c: the short way of simplifying, for x86-64 with AVX2.  Comes in: characters of three bytes.  Goes
 * out: their copy, simplified as far as no word decides.  Never: called without asking the processor first, or an
 * answer that differs from the portable one. */
#include "normalize/simplify_step.h"

#ifdef STEP_AVX2
#include <immintrin.h>
#include <string.h>

#if defined __clang__
#pragma clang attribute push(__attribute__((target("avx2,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,popcnt")
#endif

/* A register holds so many characters; BLOCK_BYTES are read and written for them. */
enum { BLOCK = 8, HALF = BLOCK / 2 * 3 /* bytes of the four characters in each half of it */, BLOCK_BYTES = HALF + 16 };

/* A bit for each character of a step. */
struct marks {
    uint32_t signs, simplified, changed;
};

/* Eight characters, their first bytes lowest. */
static __m256i load_block(const char *from)
{
    const __m128i low = _mm_loadu_si128((const __m128i *)(const void *)from);
    const __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(from + HALF));
    const __m256i order = _mm256_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 0, 1, 2, -1, 3, 4, 5, -1,
                                           6, 7, 8, -1, 9, 10, 11, -1);
    return _mm256_shuffle_epi8(_mm256_set_m128i(high, low), order);
}

static void store_block(char *to, __m256i threes)
{
    const __m256i order = _mm256_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1, 0, 1, 2, 4, 5, 6, 8, 9,
                                           10, 12, 13, 14, -1, -1, -1, -1);
    const __m256i bytes = _mm256_shuffle_epi8(threes, order);
    _mm_storeu_si128((__m128i *)(void *)to, _mm256_castsi256_si128(bytes));
    _mm_storeu_si128((__m128i *)(void *)(to + HALF), _mm256_extracti128_si256(bytes, 1));
}

static __m256i equals(__m256i value, uint32_t mask, uint32_t wanted)
{
    return _mm256_cmpeq_epi32(_mm256_and_si256(value, _mm256_set1_epi32((int)mask)), _mm256_set1_epi32((int)wanted));
}

/* The bits that the bytes give to the character, put together two and two. */
static __m256i decode_block(__m256i threes)
{
    const __m256i bits = _mm256_and_si256(threes, _mm256_set1_epi32(0x3F3F0F));
    const __m256i pairs = _mm256_maddubs_epi16(bits, _mm256_set1_epi32(1 << 16 | 1 << 8 | 64));
    return _mm256_madd_epi16(pairs, _mm256_set1_epi32(1 << 16 | 64));
}

static __m256i common_signs(__m256i points)
{
    __m256i han = _mm256_andnot_si256(equals(points, UINT32_MAX, IDEOGRAPHIC_ZERO), equals(points, ~0x1Fu, SIGNS_HAN));
    __m256i wide = _mm256_or_si256(equals(points, ~0x3Fu, SIGNS_WIDE), equals(points, ~0x1Fu, SIGNS_WIDE_REST));
    return _mm256_or_si256(equals(points, ~0x3Fu, SIGNS_GENERAL), _mm256_or_si256(han, wide));
}

/* Their entries of han_main, by where they are in it; 0 for what is not known.  Eight loads take less than a gather on
 * many processors. */
static __m256i look_up(__m256i main, __m256i known)
{
    uint32_t at[BLOCK];
    _mm256_storeu_si256((__m256i *)(void *)at, _mm256_and_si256(main, known));
    for (unsigned i = 0; i < BLOCK; i++)
        at[i] = han_main[at[i]];
    return _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(const void *)at), known);
}

static unsigned mask_of(__m256i lanes)
{
    return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(lanes));
}

/* A bit for each lane that has the flag. */
static unsigned mask_flag(__m256i changes, int flag)
{
    return mask_of(_mm256_sll_epi32(changes, _mm_cvtsi32_si128(31 - flag)));
}

static uint8_t count_bits(uint32_t bits)
{
    return (uint8_t)__builtin_popcount(bits);
}

/* How many of the next eight characters need no more thought; those of the step have the marks from bit `at` on. */
static inline unsigned take_block(const char *from, char *to, struct marks *marks, unsigned at)
{
    const __m256i threes = load_block(from), points = decode_block(threes);
    const __m256i main = _mm256_sub_epi32(points, _mm256_set1_epi32(HAN_MAIN_BEGIN));
    const __m256i last = _mm256_set1_epi32(HAN_MAIN_END - HAN_MAIN_BEGIN - 1);
    const __m256i known = _mm256_cmpeq_epi32(_mm256_min_epu32(main, last), main), changes = look_up(main, known);
    const unsigned signs = mask_of(common_signs(points));
    const unsigned good = mask_of(equals(threes, 0xC0C0F0, 0x8080E0)) & (mask_of(known) | signs);
    const unsigned stop = (~good & 0xFF) | mask_flag(changes, HAN_MAIN_ASK);
    const unsigned count = stop ? (unsigned)__builtin_ctz(stop) : BLOCK, taken = (1u << count) - 1;
    store_block(to, _mm256_xor_si256(threes, changes));
    marks->signs |= (signs & taken) << at;
    marks->simplified |= (mask_flag(changes, HAN_MAIN_SIMPLIFIED) & taken) << at;
    marks->changed |= (mask_flag(changes, HAN_MAIN_CHANGES) & taken) << at;
    return count;
}

/* The last bytes of a text, which may stand in `last` already, with NUL behind them. */
static const char *copy_last(char last[BLOCK_BYTES], const char *from, size_t n)
{
    char few[BLOCK_BYTES] = {0};
    memcpy(few, from, n);
    return memcpy(last, few, BLOCK_BYTES);
}

struct simplify_step simplify_step_avx2(const char *from, size_t n, char *to, bool regional)
{
    struct marks marks = {0};
    char last[BLOCK_BYTES];
    unsigned at = 0, count = BLOCK;
    if (regional)
        return simplify_step_portable(from, n, to, regional);
    for (; at < STEP && count == BLOCK; at += count, from += 3 * BLOCK, to += 3 * BLOCK, n -= 3 * (size_t)count) {
        if (n < BLOCK_BYTES)
            from = copy_last(last, from, n);
        count = take_block(from, to, &marks, at);
    }
    return (struct simplify_step){(uint8_t)at, count_bits(marks.signs), count_bits(marks.simplified),
                                  count_bits(marks.changed), marks.changed};
}

#if defined __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
/* An empty file is no C. */
typedef int simplify_step_avx2_is_missing;
#endif
