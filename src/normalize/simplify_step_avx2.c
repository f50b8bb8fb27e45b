/* simplify_step_avx2.c: the short way of simplifying, for x86-64 with AVX2.  Comes in: characters of three bytes.  Goes
 * out: their copy, simplified as far as no word decides.  Never: called without asking the processor first, or an
 * answer that differs from the portable one. */
#include "normalize/simplify_step.h"

#ifdef STEP_AVX2
#include <immintrin.h>

#if defined __clang__
#pragma clang attribute push(__attribute__((target("avx2,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,popcnt")
#endif

enum { HALF = STEP / 2 * 3 }; /* bytes of the four characters in each half of a register */

/* Eight characters, their first bytes lowest. */
static __m256i load_step(const char *from)
{
    const __m128i low = _mm_loadu_si128((const __m128i *)(const void *)from);
    const __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(from + HALF));
    const __m256i order = _mm256_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 0, 1, 2, -1, 3, 4, 5, -1,
                                           6, 7, 8, -1, 9, 10, 11, -1);
    return _mm256_shuffle_epi8(_mm256_set_m128i(high, low), order);
}

static void store_step(char *to, __m256i threes)
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

static __m256i decode_step(__m256i threes)
{
    const __m256i first = _mm256_slli_epi32(_mm256_and_si256(threes, _mm256_set1_epi32(0x0F)), 12);
    const __m256i second = _mm256_and_si256(_mm256_srli_epi32(threes, 2), _mm256_set1_epi32(0xFC0));
    const __m256i third = _mm256_and_si256(_mm256_srli_epi32(threes, 16), _mm256_set1_epi32(0x3F));
    return _mm256_or_si256(first, _mm256_or_si256(second, third));
}

static __m256i common_signs(__m256i points)
{
    __m256i han = _mm256_andnot_si256(equals(points, UINT32_MAX, IDEOGRAPHIC_ZERO), equals(points, ~0x1Fu, SIGNS_HAN));
    __m256i wide = _mm256_or_si256(equals(points, ~0x3Fu, SIGNS_WIDE), equals(points, ~0x1Fu, SIGNS_WIDE_REST));
    return _mm256_or_si256(equals(points, ~0x3Fu, SIGNS_GENERAL), _mm256_or_si256(han, wide));
}

/* Their entries of han_main; 0 for what is not known.  Eight loads take less than a gather on many processors. */
static __m256i look_up(__m256i points, __m256i known)
{
    uint32_t at[STEP];
    const __m256i main = _mm256_sub_epi32(points, _mm256_set1_epi32(HAN_MAIN_BEGIN));
    _mm256_storeu_si256((__m256i *)(void *)at, _mm256_and_si256(main, known));
    for (unsigned i = 0; i < STEP; i++)
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

static uint8_t count_bits(unsigned bits)
{
    return (uint8_t)__builtin_popcount(bits);
}

struct simplify_step simplify_step_avx2(const char *from, char *to, bool regional)
{
    if (regional)
        return simplify_step_portable(from, to, regional);
    const __m256i threes = load_step(from), points = decode_step(threes);
    const __m256i known = _mm256_and_si256(_mm256_cmpgt_epi32(points, _mm256_set1_epi32(HAN_MAIN_BEGIN - 1)),
                                           _mm256_cmpgt_epi32(_mm256_set1_epi32(HAN_MAIN_END), points));
    const __m256i changes = look_up(points, known);
    const unsigned signs = mask_of(common_signs(points));
    const unsigned good = mask_of(equals(threes, 0xC0C0F0, 0x8080E0)) & (mask_of(known) | signs);
    const unsigned stop = (~good & 0xFF) | mask_flag(changes, HAN_MAIN_ASK);
    const unsigned count = stop ? (unsigned)__builtin_ctz(stop) : STEP, taken = (1u << count) - 1;
    store_step(to, _mm256_xor_si256(threes, changes));
    const unsigned changed = mask_flag(changes, HAN_MAIN_CHANGES) & taken;
    return (struct simplify_step){count, count_bits(signs & taken),
                                  count_bits(mask_flag(changes, HAN_MAIN_SIMPLIFIED) & taken), count_bits(changed),
                                  (uint8_t)changed};
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
