/* find_print.h: where in one cache line of the model is an entry?  Comes in: the prints of a line, and one.  Goes out:
 * its place, or -1.  Never: depends on the order of bytes of the machine, or guesses a branch at each print. */
#ifndef JUDGE_FIND_PRINT_H
#define JUDGE_FIND_PRINT_H

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { PRINTS_AT_ONCE = 4, PRINTS_MAX = 20 /* of a line of 64 bytes, none of which is read beyond */ };

/* Four prints at once.  Exact in every lane. */
static inline int find_print_portably(const uint8_t (*print)[2], int n, uint16_t wanted)
{
    const uint64_t low = 0x7fff7fff7fff7fffu, pattern = wanted * UINT64_C(0x0001000100010001);
    for (int i = 0; i < n; i += PRINTS_AT_ONCE) {
        uint64_t four;
        memcpy(&four, print[i], sizeof four);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        four = __builtin_bswap64(four);
#endif
        four ^= pattern;
        uint64_t hit = ~(((four & low) + low) | four | low);
        if (hit != 0)
            return i + __builtin_ctzll(hit) / 16;
    }
    return -1;
}

/* n: 16, or PRINTS_MAX. */
static inline int find_print(const uint8_t (*print)[2], int n, uint16_t wanted)
{
#ifdef __SSE2__
    const __m128i all = _mm_set1_epi16((short)wanted), *at = (const __m128i *)(const void *)print;
    __m128i first = _mm_cmpeq_epi16(_mm_loadu_si128(at), all), second = _mm_cmpeq_epi16(_mm_loadu_si128(at + 1), all);
    unsigned hits = (unsigned)_mm_movemask_epi8(_mm_packs_epi16(first, second));
    if (n == PRINTS_MAX) {
        __m128i last = _mm_cmpeq_epi16(_mm_loadl_epi64(at + 2), all);
        hits |= (unsigned)_mm_movemask_epi8(_mm_packs_epi16(last, last)) << 16 & 0xF0000;
    }
    return hits ? __builtin_ctz(hits) : -1;
#else
    return find_print_portably(print, n, wanted);
#endif
}

#endif
