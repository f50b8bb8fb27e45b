/* json_string.c: one string token of JSON.  Comes in: the bytes between the quotes.  Goes out: the text that they spell.
 * Never: joins surrogates that do not stand side by side as escapes. */
#include "json/json_string.h"

#include <string.h>

#include "base/utf8.h"

enum { UNIT = 6 }; /* \uXXXX */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The value of \uXXXX at body, or -1. */
static int32_t unit_at(const char *body, size_t n)
{
    int32_t unit = 0;
    if (n < UNIT || body[0] != '\\' || body[1] != 'u')
        return -1;
    for (int i = 2; i < UNIT; i++) {
        int digit = hex_digit(body[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static size_t spelled_unit(const char *body, size_t n, uint32_t *c)
{
    int32_t unit = unit_at(body, n);
    if (unit < 0)
        return 0;
    *c = (uint32_t)unit;
    int32_t low = unit >= 0xD800 && unit <= 0xDBFF ? unit_at(body + UNIT, n - UNIT) : -1;
    if (low < 0xDC00 || low > 0xDFFF)
        return UNIT;
    *c = 0x10000u + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    return 2 * UNIT;
}

size_t json_spelled(const char *body, size_t n, uint32_t *c)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if ((unsigned char)*body < 0x20 || *body == '"')
        return 0;
    if (*body == '\\') {
        const char *name = n > 1 && body[1] ? strchr(names, body[1]) : NULL;
        *c = name ? (unsigned char)values[name - names] : 0;
        return name ? 2 : spelled_unit(body, n, c);
    }
    size_t size = utf8_decode(body, n, c);
    if (!size)
        *c = JSON_NO_CHARACTER;
    return size ? size : 1;
}

enum json_decoded json_decode(const char *body, size_t n, struct bytes *to)
{
    bool lone = false;
    for (size_t at = 0, size; at < n; at += size) {
        uint32_t c = 0;
        if (!(size = json_spelled(body + at, n - at, &c)))
            return JSON_MALFORMED;
        if (c >= 0xD800 && c <= 0xDFFF)
            lone = true;
        else if (!(c == JSON_NO_CHARACTER ? bytes_append(to, body + at, size) : bytes_append_char(to, c)))
            return JSON_NO_MEMORY;
    }
    return lone ? JSON_LONE_SURROGATE : JSON_DECODED;
}
