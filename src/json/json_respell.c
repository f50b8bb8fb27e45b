/* json_respell.c: new text for a string token.  Comes in: the token, what it said, and what it shall say.  Goes out: a
 * token in the same spelling: escaped stays escaped, raw stays raw, in the case of the digits that was there.  Never: a
 * raw control character. */
#include "json/json_respell.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "json/json_string.h"

/* How the changed part was spelled. */
struct spelling {
    bool escapes, raw;  /* characters beyond ASCII: some stood as \u, some as they are */
    bool capitals;      /* hexadecimal digits */
    bool as_unit[0x80]; /* ASCII that stood as \u */
    bool slash;         /* as \/ */
};

static size_t bytes_of(size_t size, uint32_t c)
{
    char encoded[UTF8_MAX];
    return c == JSON_NO_CHARACTER ? size : utf8_encode(c, encoded);
}

size_t json_place(const char *body, size_t len, size_t decoded)
{
    size_t at = 0, said = 0;
    uint32_t c = 0;
    while (at < len) {
        size_t size = json_spelled(body + at, len - at, &c);
        said += bytes_of(size, c);
        if (said > decoded || !size)
            break;
        at += size;
    }
    return at;
}

static void note(struct spelling *s, const char *body, size_t size, uint32_t c)
{
    bool unit = size >= 6 && body[1] == 'u' && *body == '\\';
    for (size_t i = 2; unit && i < size; i++)
        s->capitals = s->capitals || (body[i] >= 'A' && body[i] <= 'F');
    if (c >= 0x80)
        *(unit ? &s->escapes : &s->raw) = true;
    else if (unit)
        s->as_unit[c] = true;
    else if (c == '/')
        s->slash = s->slash || size == 2;
}

static void note_all(struct spelling *s, const char *body, size_t from, size_t to)
{
    uint32_t c = 0;
    for (size_t at = from, size; at < to && (size = json_spelled(body + at, to - at, &c)); at += size)
        note(s, body + at, size, c);
}

static bool add_unit(const struct spelling *s, uint32_t unit, struct bytes *to)
{
    char text[8];
    snprintf(text, sizeof text, s->capitals ? "\\u%04X" : "\\u%04x", (unsigned)unit & 0xFFFF);
    return bytes_append(to, text, 6);
}

static bool add_char(const struct spelling *s, const char *text, size_t size, uint32_t c, struct bytes *to)
{
    static const char values[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    if (c >= 0x10000 && s->escapes)
        return add_unit(s, 0xD7C0 + (c >> 10), to) && add_unit(s, 0xDC00 + (c & 0x3FF), to);
    if (c >= 0x80)
        return s->escapes ? add_unit(s, c, to) : bytes_append(to, text, size);
    if (s->as_unit[c])
        return add_unit(s, c, to);
    const char *value = c ? strchr(values, (int)c) : NULL;
    if (value)
        return bytes_append(to, "\\", 1) && bytes_append(to, &names[value - values], 1);
    if (c == '/' && s->slash)
        return bytes_append(to, "\\/", 2);
    return c < 0x20 ? add_unit(s, c, to) : bytes_append(to, text, size);
}

static bool goes_on(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* How many bytes are alike at the head and at the tail, in whole characters. */
static void alike(const struct bytes *old, const char *text, size_t len, size_t *head, size_t *tail)
{
    size_t n = old->len < len ? old->len : len, h = 0, t = 0;
    while (h < n && old->data[h] == text[h])
        h++;
    while (h && ((h < old->len && goes_on(old->data[h])) || (h < len && goes_on(text[h]))))
        h--;
    while (t < n - h && old->data[old->len - 1 - t] == text[len - 1 - t])
        t++;
    while (t && goes_on(text[len - t]))
        t--;
    *head = h;
    *tail = t;
}

bool json_respell(const char *body, size_t len, const struct bytes *old, const char *text, size_t text_len,
                  struct bytes *to)
{
    struct spelling s = {0};
    size_t head, tail;
    alike(old, text, text_len, &head, &tail);
    size_t from = json_place(body, len, head), until = json_place(body, len, old->len - tail);
    note_all(&s, body, from, until);
    if (!s.escapes && !s.raw) {
        note_all(&s, body, 0, from);
        note_all(&s, body, until, len);
    }
    s.escapes = s.escapes && !s.raw;
    bool good = bytes_append(to, body, from);
    for (size_t at = head, size; good && at < text_len - tail; at += size) {
        uint32_t c = 0;
        size = utf8_decode(text + at, text_len - at, &c);
        good = size ? add_char(&s, text + at, size, c, to) : bytes_append(to, text + at, 1);
        size = size ? size : 1;
    }
    return good && bytes_append(to, body + until, len - until);
}
