/* mojibake_utf8.h: UTF-8 byte by byte, CESU-8 too.  Comes in: bytes that were read as characters of their own.  Goes out:
 * whether a byte may stand there, and the character.  Never: looks at more than the bytes of one character. */
#ifndef REPAIR_MOJIBAKE_UTF8_H
#define REPAIR_MOJIBAKE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

enum { UTF8_PENDING_MAX = 6 /* a surrogate pair of CESU-8 */ };

/* Bytes of UTF-8 that begin a character of several, and that go on with one. */
static inline bool is_utf8_lead(unsigned byte)
{
    return byte >= 0xC2 && byte <= 0xF4;
}

static inline bool is_utf8_follow(unsigned byte)
{
    return byte >= 0x80 && byte <= 0xBF;
}

/* How many bytes the character has whose first bytes are pending; CESU-8 writes a surrogate pair in six. */
static inline unsigned utf8_length(const uint8_t *p, unsigned n)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xE0)
        return 2;
    if (p[0] >= 0xF0)
        return 4;
    return p[0] == 0xED && n > 1 && p[1] >= 0xA0 ? 6 : 3;
}

/* Whether the last of n bytes may stand there. */
static inline bool utf8_may_be(const uint8_t *p, unsigned n)
{
    unsigned byte = p[n - 1];
    if (n == 1)
        return byte < 0x80 || is_utf8_lead(byte);
    if (n == 4 && p[0] == 0xED)
        return byte == 0xED;
    if (!is_utf8_follow(byte))
        return false;
    if (n == 5)
        return byte >= 0xB0;
    if (n > 2)
        return true;
    return !((p[0] == 0xE0 && byte < 0xA0) || (p[0] == 0xF0 && byte < 0x90) || (p[0] == 0xF4 && byte > 0x8F) ||
             (p[0] == 0xED && byte > 0xAF));
}

static inline uint32_t utf8_value(const uint8_t *p, unsigned n)
{
    if (n == 1)
        return p[0];
    if (n == 6)
        return 0x10000u + (((p[1] & 0x0Fu) << 16 | (p[2] & 0x3Fu) << 10) | ((p[4] & 0x0Fu) << 6 | (p[5] & 0x3Fu)));
    uint32_t c = p[0] & (0x7Fu >> n);
    for (unsigned i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    return c;
}

#endif
