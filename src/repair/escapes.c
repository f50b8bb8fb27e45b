/* escapes.c: characters that a program wrote as ASCII, one by one.  Comes in: bytes.  Goes out: the characters that
 * JSON escapes and HTML character references stand for.  Never: unescapes ASCII, which markup and strings need escaped,
 * or takes an escaped backslash for the beginning of an escape. */
#include "repair/escapes.h"

#include <string.h>

#include "base/utf8.h"
#include "tables/entities.h"

enum {
    JSON_LENGTH = 6,      /* \u00e9 */
    DIGITS_MAX = 7,       /* &#1114111; */
    AMP_LENGTH = 4,       /* "amp;": a reference was escaped again */
    AMPS_MAX = 4,
    FIRST_EAST_ASIAN = 0x2E80,
    FIRST_LEAD = 0xC2     /* the least byte that begins a character in UTF-8; code pages show those as letters */
};

static int digit_of(char c, int base)
{
    int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : base;
    return digit < base ? digit : -1;
}

/* Digits from p on; *end: after the last. */
static uint32_t read_number(const char *p, size_t n, size_t max, int base, size_t *end)
{
    uint32_t value = 0;
    size_t at = 0;
    for (; at < n && at < max && digit_of(p[at], base) >= 0; at++)
        value = value * (uint32_t)base + (uint32_t)digit_of(p[at], base);
    *end = at;
    return value;
}

static uint32_t read_unit(const char *p, size_t n)
{
    size_t digits;
    if (n < JSON_LENGTH || p[0] != '\\' || p[1] != 'u')
        return 0;
    uint32_t unit = read_number(p + 2, 4, 4, 16, &digits);
    return digits == 4 ? unit : 0;
}

static size_t read_json(const char *p, size_t n, uint32_t *c)
{
    uint32_t unit = read_unit(p, n), low;
    *c = unit;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit >= 0x80 ? JSON_LENGTH : 0;
    low = unit < 0xDC00 ? read_unit(p + JSON_LENGTH, n - JSON_LENGTH) : 0;
    *c = 0x10000u + ((unit & 0x3FF) << 10) + (low & 0x3FF);
    return low >= 0xDC00 && low <= 0xDFFF ? 2 * JSON_LENGTH : 0;
}

/* &#233; without its ampersand. */
static size_t read_numeric(const char *p, size_t n, uint32_t *c)
{
    bool hex = n > 1 && (p[1] | 0x20) == 'x';
    size_t from = hex ? 2 : 1, digits;
    if (n <= from)
        return 0;
    *c = read_number(p + from, n - from, DIGITS_MAX, hex ? 16 : 10, &digits);
    bool scalar = *c >= 0x80 && *c <= 0x10FFFF && !(*c >= 0xD800 && *c <= 0xDFFF);
    return scalar && from + digits < n && p[from + digits] == ';' ? from + digits + 1 : 0;
}

static size_t read_named(const char *p, size_t n, uint32_t *c)
{
    size_t len = 0;
    while (len < n && len <= ENTITY_NAME_MAX && p[len] != ';')
        len++;
    if (len == 0 || len == n || len > ENTITY_NAME_MAX)
        return 0;
    *c = entity_character(p, len);
    return *c ? len + 1 : 0;
}

static size_t read_reference(const char *p, size_t n, uint32_t *c)
{
    size_t at = 1;
    for (int amps = 0; amps < AMPS_MAX && n - at > AMP_LENGTH && memcmp(p + at, "amp;", AMP_LENGTH) == 0; amps++)
        at += AMP_LENGTH;
    if (at >= n)
        return 0;
    size_t len = p[at] == '#' ? read_numeric(p + at, n - at, c) : read_named(p + at, n - at, c);
    return len ? at + len : 0;
}

/* Length of the escape at p; 0: there is none. */
static size_t read_escape(const char *p, size_t n, uint32_t *c)
{
    if (n == 0)
        return 0;
    return p[0] == '\\' ? read_json(p, n, c) : p[0] == '&' ? read_reference(p, n, c) : 0;
}

/* Whether the character before an escape could be a damaged letter's first byte. */
static bool follows_damage(const char *text, size_t at)
{
    return at > 1 && (unsigned char)text[at - 2] >= 0x80 && (unsigned char)text[at - 1] >= 0x80;
}

bool escapes_damage(const char *text, size_t at, size_t end)
{
    uint32_t c, next;
    size_t len = read_escape(text + at, end - at, &c);
    if (!len || follows_damage(text, at))
        return len;
    if (c >= FIRST_EAST_ASIAN)
        return len; /* both its bytes may be a character */
    if (c < FIRST_LEAD || at + len == end)
        return false;
    return (text[at + len] & 0x80) || read_escape(text + at + len, end - at - len, &next);
}

bool escapes_read(struct text *text, const char *line, size_t len)
{
    text->n = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t step = read_escape(line + at, len - at, &c);
        if (!step && line[at] == '\\' && at + 1 < len && line[at + 1] == '\\') {
            if (!text_append(text, '\\', (uint32_t)at, 0))
                return false;
            at++; /* what follows an escaped backslash is no escape */
        }
        if (!step)
            step = utf8_decode(line + at, len - at, &c);
        if (!text_append(text, step ? c : (uint32_t)NO_UTF8 + (unsigned char)line[at], (uint32_t)at, 0))
            return false;
        at += step ? step : 1;
    }
    return true;
}

bool escapes_within(const char *text, size_t at, size_t end)
{
    uint32_t c;
    for (size_t i = at; i < end; i++)
        if (read_escape(text + i, end - i, &c))
            return true;
    return false;
}
