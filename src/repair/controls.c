/* controls.c: C1 controls that are Windows-1252 punctuation.  Comes in: a line with C1 controls.  Goes out: the quotes,
 * dashes and signs that a byte read as Latin-1 had been.  Never: touches a control that Windows-1252 leaves undefined,
 * NEL where it ends a line, a line whose controls speak to a terminal, one that is quoted alone, or a byte of a sequence
 * of UTF-8. */
#include "base/utf8.h"
#include "repair/margin.h"
#include "repair/repair.h"

/* Windows-1252, bytes 80 to 9F, by the WHATWG Encoding Standard's index; 0 where the byte is undefined. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

enum {
    NEL = 0x85, CSI = 0x9B,
    NEAR = 12,        /* bytes that are looked at before a control */
    QUOTED_BESIDE = 1 /* bytes of a string that are beside one */
};

static bool is_control(uint32_t c)
{
    return c >= 0x80 && c < 0xA0;
}

/* Controls of ASCII that no text has: those are of data, as C1 controls beside them are. */
static bool is_of_data(char c)
{
    return c >= 0 && c < ' ' && c != '\t' && c != '\r' && c != '\f' && c != '\n';
}

/* CSI begins terminal sequences; a line with an undefined control (OSC is one) is none of Windows-1252's. */
static bool is_other_use(const char *text, size_t n)
{
    uint32_t c = 0;
    for (size_t at = 0, len; at < n; at += len ? len : 1) {
        len = utf8_decode(text + at, n - at, &c);
        if (is_of_data(text[at]))
            return true;
        if (!len || !is_control(c))
            continue;
        bool sequence = c == CSI && at + len < n && text[at + len] >= '0' && text[at + len] <= '?';
        if (sequence || !windows_1252[c - 0x80])
            return true;
    }
    return false;
}

/* What a wrong reader shows: a character beyond ASCII, or a mark for lost bytes. */
static bool is_shown(char c)
{
    return c & 0x80 || c == '?';
}

/* Beside characters beyond ISO-8859-1, or amid others beyond ASCII, a control is no sign of Windows-1252, but part of
 * damage that was read in another page. */
static bool is_of_other_page(const char *text, size_t n, size_t at, size_t len)
{
    for (size_t i = at; i > 0 && at - i < NEAR && text[i - 1] & 0x80; i--)
        if ((unsigned char)text[i - 1] >= 0xC4)
            return true;
    return at > 0 && is_shown(text[at - 1]) && at + len < n && is_shown(text[at + len]);
}

/* A lead byte of UTF-8 and the bytes that it asks for, all shown as ISO-8859-1, are one character that nothing else
 * could tell; taking them for punctuation would hide it. */
static bool is_in_sequence(const char *text, size_t n, size_t at)
{
    uint32_t c = 0;
    size_t from = at, back = 0, more = 0;
    for (; back < 3 && from >= 2; back++) { /* the characters of ISO-8859-1 have two bytes */
        from -= 2;
        if (utf8_decode(text + from, n - from, &c) != 2 || c > 0xF4)
            return false;
        if (c >= 0xC2)
            break;
    }
    if (c < 0xC2)
        return false;
    size_t wanted = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    for (from += 2; more < wanted && utf8_decode(text + from, n - from, &c) == 2 && c >= 0x80 && c <= 0xBF; from += 2)
        more++;
    return more == wanted && back < wanted;
}

/* "\x80", 'a\x80b': a control in a string with hardly anything beside it is what a test or a table is about. */
static bool is_quoted(const char *text, size_t n, size_t at, size_t len)
{
    for (size_t before = 1; before <= QUOTED_BESIDE + 1 && before <= at; before++) {
        char quote = text[at - before];
        if (quote != '"' && quote != '\'' && quote != '`')
            continue;
        for (size_t after = at + len; after < n && after <= at + len + QUOTED_BESIDE; after++)
            if (text[after] == quote)
                return true;
    }
    return false;
}

/* NEL ends lines on some machines; inside one, after a word, it is the ellipsis. */
static bool ends_line(const struct line *line, size_t after)
{
    return after == line->text.len || line->text.data[after] == '\r';
}

enum unbake_status repair_controls(struct repair *repair, struct line *line)
{
    (void)repair;
    const char *text = line->text.data;
    size_t n = line->text.len;
    if (is_other_use(text, n))
        return UNBAKE_OK;
    line_begin_edits(line);
    for (size_t at = 0, len; at < n; at += len ? len : 1) {
        uint32_t c = 0;
        char mark[UTF8_MAX];
        len = utf8_decode(text + at, n - at, &c);
        if (!len || !is_control(c) || (c == NEL && ends_line(line, at + len)) ||
            is_of_other_page(text, n, at, len) || is_in_sequence(text, n, at) || is_quoted(text, n, at, len))
            continue;
        size_t mark_len = utf8_encode(windows_1252[c - 0x80], mark);
        line->margin = margin_of_edit(line, at, len, mark, mark_len);
        if (!line_edit(line, at, len, mark, mark_len, "controls", "windows-1252 was read as ISO-8859-1"))
            return UNBAKE_NO_MEMORY;
    }
    return line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
