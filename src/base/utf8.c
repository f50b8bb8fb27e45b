/* utf8.c: code points from and to UTF-8.  Comes in: any bytes.  Goes out: a code point and its length, or "no UTF-8
 * here".  Never: reads past the end.  The well-formed ranges are Table 3-7 of the Unicode Standard. */
#include "base/utf8.h"

#include <stdbool.h>

static bool is_tail(unsigned char b)
{
    return (b & 0xC0) == 0x80;
}

size_t utf8_decode_any(const char *text, size_t n, uint32_t *code_point)
{
    const unsigned char *p = (const unsigned char *)text;
    if (n == 0)
        return 0;
    if (p[0] < 0x80) {
        *code_point = p[0];
        return 1;
    }
    if (p[0] >= 0xC2 && p[0] <= 0xDF) {
        if (n < 2 || !is_tail(p[1]))
            return 0;
        *code_point = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    if (p[0] >= 0xE0 && p[0] <= 0xEF) {
        if (n < 3 || !is_tail(p[1]) || !is_tail(p[2]))
            return 0;
        uint32_t c = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
        if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))
            return 0;
        *code_point = c;
        return 3;
    }
    if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        if (n < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
            return 0;
        uint32_t c = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
                     (p[3] & 0x3Fu);
        if (c < 0x10000 || c > 0x10FFFF)
            return 0;
        *code_point = c;
        return 4;
    }
    return 0;
}

size_t utf8_encode(uint32_t c, char out[UTF8_MAX])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t utf8_count(const char *p, size_t n)
{
    size_t count = 0;
    for (size_t at = 0; at < n; count++) {
        uint32_t c;
        size_t ascii = utf8_skip_below(p, at, n, 0x80);
        count += ascii - at;
        at = ascii;
        if (at == n)
            break;
        size_t len = utf8_decode(p + at, n - at, &c);
        at += len ? len : 1;
    }
    return count;
}

/* Bytes that begin no character are 10xxxxxx; eight are looked at in one step. */
size_t utf8_count_known(const char *p, size_t n)
{
    const uint64_t ones = 0x0101010101010101u;
    size_t tails = 0, at = 0;
    for (uint64_t word; n - at >= sizeof word; at += sizeof word) {
        memcpy(&word, p + at, sizeof word);
        tails += (word >> 7 & ~word >> 6 & ones) * ones >> 56;
    }
    for (; at < n; at++)
        tails += is_tail((unsigned char)p[at]);
    return n - tails;
}

size_t utf8_cut_tail(const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char b = p[n - back];
        if (is_tail(b))
            continue;
        size_t need = b >= 0xF0 && b <= 0xF4 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 1;
        return b < 0xF5 && need > back ? back : 0;
    }
    return 0;
}
