/* quote.c: any bytes inside quotes.  Comes in: bytes.  Goes out: the same as a JSON string, or as a line for people.
 * Never: loses a byte; what is no UTF-8 goes out as base64 or as \xHH. */
#include "report/quote.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static bool add(struct bytes *to, const char *text)
{
    return bytes_append(to, text, strlen(text));
}

/* C0, DEL, C1, soft hyphen, zero-width and direction marks, line and paragraph separators, BOM, private use. */
bool quote_hides(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE000 && c <= 0xF8FF);
}

static bool add_json_escape(struct bytes *to, uint32_t c)
{
    char escape[8];
    if (c == '"' || c == '\\')
        snprintf(escape, sizeof escape, "\\%c", (char)c);
    else
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c & 0xFFFF);
    return add(to, escape);
}

bool quote_json(struct bytes *to, const char *data, size_t len)
{
    if (!add(to, "\""))
        return false;
    for (size_t at = 0; at < len;) {
        uint32_t c = 0xFFFD;
        size_t size = utf8_decode(data + at, len - at, &c);
        bool escape = quote_hides(c) || c == '"' || c == '\\';
        if (!(escape ? add_json_escape(to, c) : size ? bytes_append(to, data + at, size) : add(to, "\xEF\xBF\xBD")))
            return false;
        at += size ? size : 1;
    }
    return add(to, "\"");
}

static bool is_utf8(const char *data, size_t len)
{
    uint32_t c;
    for (size_t at = 0, size; at < len; at += size)
        if (!(size = utf8_decode(data + at, len - at, &c)))
            return false;
    return true;
}

static bool add_base64(struct bytes *to, const char *data, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < len; at += 3) {
        uint32_t group = 0;
        for (size_t i = 0; i < 3; i++)
            group = group << 8 | (at + i < len ? (unsigned char)data[at + i] : 0);
        char four[4] = {digits[group >> 18], digits[group >> 12 & 63], digits[group >> 6 & 63], digits[group & 63]};
        for (size_t i = len - at + 1; i < 4; i++)
            four[i] = '=';
        if (!bytes_append(to, four, sizeof four))
            return false;
    }
    return true;
}

bool quote_member(struct bytes *to, const char *name, const char *data, size_t len)
{
    if (is_utf8(data, len))
        return add(to, "\"") && add(to, name) && add(to, "\":") && quote_json(to, data, len);
    return add(to, "\"") && add(to, name) && add(to, "_base64\":\"") && add_base64(to, data, len) && add(to, "\"");
}

bool quote_text(struct bytes *to, const char *data, size_t len)
{
    if (!add(to, "\""))
        return false;
    for (size_t at = 0; at < len;) {
        uint32_t c = 0;
        char escape[16];
        size_t size = utf8_decode(data + at, len - at, &c);
        if (!size)
            snprintf(escape, sizeof escape, "\\x%02X", (unsigned)(unsigned char)data[at]);
        else if (c == '"' || c == '\\')
            snprintf(escape, sizeof escape, "\\%c", (char)c);
        else
            snprintf(escape, sizeof escape, "\\u{%X}", (unsigned)c);
        bool plain = size && !quote_hides(c) && c != '"' && c != '\\';
        if (!(plain ? bytes_append(to, data + at, size) : add(to, escape)))
            return false;
        at += size ? size : 1;
    }
    return add(to, "\"");
}

bool quote_name(struct bytes *to, const char *name)
{
    bool plain = true;
    for (const char *at = name; *at; at++)
        plain = plain && (unsigned char)*at >= ' ' && *at != 0x7F && *at != '"' && *at != '\\';
    return plain ? add(to, name) : quote_text(to, name, strlen(name));
}
