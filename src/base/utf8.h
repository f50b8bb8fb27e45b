/* utf8.h: code points from and to UTF-8.  Comes in: any bytes.  Goes out: a code point and its length, or "no UTF-8
 * here".  Never: reads past the end, or takes overlong forms, surrogates or values above U+10FFFF for UTF-8. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { UTF8_MAX = 4 };

/* What utf8_decode does not do in place. */
size_t utf8_decode_any(const char *p, size_t n, uint32_t *code_point);

/* Decodes the character at p.  Returns its length in bytes, or 0 when the bytes are no UTF-8 or n is 0. */
static inline size_t utf8_decode(const char *p, size_t n, uint32_t *code_point)
{
    if (n && (unsigned char)p[0] < 0x80) {
        *code_point = (unsigned char)p[0];
        return 1;
    }
    if (n > 1 && (unsigned char)p[0] - 0xC2u <= 0xDFu - 0xC2u && ((unsigned char)p[1] & 0xC0) == 0x80) {
        *code_point = (uint32_t)((unsigned char)p[0] & 0x1F) << 6 | ((unsigned char)p[1] & 0x3Fu);
        return 2;
    }
    if (n > 2 && (unsigned char)p[0] - 0xE0u <= 0xECu - 0xE0u && ((unsigned char)p[1] & 0xC0) == 0x80 &&
        ((unsigned char)p[2] & 0xC0) == 0x80 && ((unsigned char)p[0] > 0xE0 || (unsigned char)p[1] >= 0xA0)) {
        /* ED to EF: bounds on the second byte, or rare */
        *code_point = (uint32_t)((unsigned char)p[0] & 0x0F) << 12 | (uint32_t)((unsigned char)p[1] & 0x3F) << 6 |
                      ((unsigned char)p[2] & 0x3Fu);
        return 3;
    }
    return utf8_decode_any(p, n, code_point);
}

/* Writes a scalar value; returns 1 to UTF8_MAX. */
size_t utf8_encode(uint32_t code_point, char out[UTF8_MAX]);

/* Where the bytes below lead that begin at `at` end, many at a time; lead is 0x80 or more. */
static inline size_t utf8_skip_below(const char *p, size_t at, size_t n, unsigned char lead)
{
#ifdef __SSE2__
    const __m128i least = _mm_set1_epi8((char)lead);
    for (; n - at >= sizeof least; at += sizeof least) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        int found = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(bytes, least), bytes));
        if (found)
            return at + (size_t)__builtin_ctz((unsigned)found);
    }
#endif
    const uint64_t high = 0x8080808080808080u;
    uint64_t word;
    for (; n - at >= sizeof word; at += sizeof word) {
        memcpy(&word, p + at, sizeof word);
        if (word & high)
            break;
    }
    while (at < n && (unsigned char)p[at] < lead)
        at++;
    return at;
}

/* Characters of any bytes; one that is no UTF-8 counts as one. */
size_t utf8_count(const char *p, size_t n);

/* Characters of what is known to be UTF-8, several times as fast. */
size_t utf8_count_known(const char *p, size_t n);

/* How many of the last bytes of p[0..n) begin a character that n cuts off: 0 to 3. */
size_t utf8_cut_tail(const char *p, size_t n);

#endif
