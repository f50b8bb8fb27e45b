/* tidy.c: what is taste, not damage.  Comes in: a line.  Goes out: the line with plain spaces, quotes, widths and the
 * like, as far as they were asked for.  Never: a tab, line feed, carriage return or NUL made or lost, so that N records stay N;
 * or a joiner taken away, which Persian, Indic scripts and emoji are spelled with. */
#include "normalize/tidy.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "tables/entities.h"

enum { ESC = 0x1B, BEL = 0x07, COMPATIBLE_MAX = 8, WITH_MAX = COMPATIBLE_MAX * UTF8_MAX };

/* Sorted.  with: NULL is the compatibility decomposition of Unicode. */
static const struct row {
    uint32_t first, last;
    unsigned tidy;
    const char *with;
} rows[] = {
    {0x01, 0x08, UNBAKE_TIDY_INVISIBLE, ""},
    {0x0B, 0x0C, UNBAKE_TIDY_LINEBREAKS, " "},
    {0x0E, 0x1A, UNBAKE_TIDY_INVISIBLE, ""},
    {0x1C, 0x1F, UNBAKE_TIDY_INVISIBLE, ""},
    {0x7F, 0x7F, UNBAKE_TIDY_INVISIBLE, ""},
    {0x85, 0x85, UNBAKE_TIDY_LINEBREAKS, " "},
    {0xA0, 0xA0, UNBAKE_TIDY_SPACES, " "},
    {0xAD, 0xAD, UNBAKE_TIDY_INVISIBLE, ""},     /* soft hyphen */
    {0x132, 0x133, UNBAKE_TIDY_LIGATURES, NULL}, /* ij */
    {0x1C4, 0x1CC, UNBAKE_TIDY_LIGATURES, NULL}, /* dž, lj, nj */
    {0x1F1, 0x1F3, UNBAKE_TIDY_LIGATURES, NULL}, /* dz */
    {0x2000, 0x200A, UNBAKE_TIDY_SPACES, " "},
    {0x200B, 0x200B, UNBAKE_TIDY_INVISIBLE, ""},
    {0x200E, 0x200F, UNBAKE_TIDY_INVISIBLE, ""},
    {0x2018, 0x201B, UNBAKE_TIDY_QUOTES, "'"},
    {0x201C, 0x201F, UNBAKE_TIDY_QUOTES, "\""},
    {0x2028, 0x2029, UNBAKE_TIDY_LINEBREAKS, " "},
    {0x202A, 0x202E, UNBAKE_TIDY_INVISIBLE, ""},
    {0x202F, 0x202F, UNBAKE_TIDY_SPACES, " "},
    {0x205F, 0x205F, UNBAKE_TIDY_SPACES, " "},
    {0x2060, 0x2064, UNBAKE_TIDY_INVISIBLE, ""},
    {0x2066, 0x206F, UNBAKE_TIDY_INVISIBLE, ""},
    {0x3000, 0x3000, UNBAKE_TIDY_WIDTH, " "},
    {0xFB00, 0xFB06, UNBAKE_TIDY_LIGATURES, NULL},
    {0xFEFF, 0xFEFF, UNBAKE_TIDY_INVISIBLE, ""},
    {0xFF01, 0xFF9F, UNBAKE_TIDY_WIDTH, NULL},
    {0xFFA1, 0xFFE2, UNBAKE_TIDY_WIDTH, NULL},
    {0xFFE4, 0xFFEE, UNBAKE_TIDY_WIDTH, NULL},
    {0xFFF9, 0xFFFB, UNBAKE_TIDY_INVISIBLE, ""},
};

static const char *name_of(unsigned tidy)
{
    switch (tidy) {
    case UNBAKE_TIDY_SPACES: return "a space of another kind";
    case UNBAKE_TIDY_WIDTH: return "another width";
    case UNBAKE_TIDY_QUOTES: return "a typographic quotation mark";
    case UNBAKE_TIDY_LIGATURES: return "a ligature";
    case UNBAKE_TIDY_LINEBREAKS: return "a line break that ends no record";
    case UNBAKE_TIDY_ENTITIES: return "a character reference of HTML";
    case UNBAKE_TIDY_TERMINAL: return "a sequence for a terminal";
    default: return "an invisible character";
    }
}

/* What takes the place of len bytes. */
struct tidied {
    unsigned tidy;
    size_t len, with_len;
    char with[WITH_MAX];
};

static void put_compatible(struct tidied *to, uint32_t c)
{
    utf8proc_int32_t points[COMPATIBLE_MAX];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, points, COMPATIBLE_MAX,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    to->with_len = 0;
    for (utf8proc_ssize_t i = 0; i < n && i < COMPATIBLE_MAX; i++)
        to->with_len += utf8_encode((uint32_t)points[i], to->with + to->with_len);
}

static bool tidy_character(unsigned tidy, uint32_t c, struct tidied *to)
{
    size_t low = 0, high = sizeof rows / sizeof rows[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rows[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == sizeof rows / sizeof rows[0] || rows[low].first > c || !(rows[low].tidy & tidy))
        return false;
    to->tidy = rows[low].tidy;
    to->with_len = rows[low].with ? strlen(rows[low].with) : 0;
    if (rows[low].with)
        memcpy(to->with, rows[low].with, to->with_len);
    else
        put_compatible(to, c);
    return true;
}

/* The length of a sequence of ECMA-48 at p, 0 if it is none or does not end.  Looks as far as the next control. */
static size_t terminal_sequence(const char *p, size_t n)
{
    size_t at = 2;
    if (n < 2)
        return 0;
    if (p[1] == ']') {
        while (at < n && (unsigned char)p[at] >= ' ')
            at++;
        return at < n && p[at] == BEL ? at + 1 : at + 1 < n && p[at] == ESC && p[at + 1] == '\\' ? at + 2 : 0;
    }
    if (p[1] != '[')
        at = 1;
    while (at < n && p[at] >= ' ' && p[at] <= (p[1] == '[' ? '?' : '/'))
        at++;
    return at < n && p[at] >= '0' && p[at] <= '~' ? at + 1 : 0;
}

static uint32_t ascii_entity(const char *name, size_t n)
{
    static const struct {
        const char *name;
        char character;
    } ascii[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < sizeof ascii / sizeof ascii[0]; i++)
        if (strlen(ascii[i].name) == n && memcmp(ascii[i].name, name, n) == 0)
            return (unsigned char)ascii[i].character;
    return 0;
}

/* Digits behind &# up to the semicolon. */
static uint32_t numbered_entity(const char *p, size_t n)
{
    uint32_t c = 0;
    unsigned base = n && (p[0] == 'x' || p[0] == 'X') ? 16 : 10;
    size_t at = base == 16;
    if (at == n)
        return 0;
    for (; at < n && c <= 0x10FFFF; at++) {
        const char *digits = "0123456789abcdef", *digit = memchr(digits, p[at] | 0x20, base);
        if (!digit)
            return 0;
        c = c * base + (uint32_t)(digit - digits);
    }
    return c > 0x10FFFF || c - 0xD800u < 0x800 || c < 0x20 || c - 0x7Fu < 0x21 ? 0 : c;
}

enum { ENTITY_MAX = 12 };

/* The character that p[0..n), without its ampersand, refers to; and the length with the semicolon. */
static uint32_t read_entity(const char *p, size_t n, size_t *len)
{
    const char *end = memchr(p, ';', n < ENTITY_MAX ? n : ENTITY_MAX);
    size_t name = end ? (size_t)(end - p) : 0;
    *len = name + 1;
    if (!name)
        return 0;
    if (p[0] == '#')
        return numbered_entity(p + 1, name - 1);
    uint32_t c = ascii_entity(p, name);
    return c ? c : name <= ENTITY_NAME_MAX ? entity_character(p, name) : 0;
}

/* An ampersand that comes out may begin a reference that was written for it: &amp;lt; is <. */
static bool tidy_entity(const char *p, size_t n, struct tidied *to)
{
    size_t at = 1, len;
    uint32_t c = 0, next;
    while ((!c || c == '&') && (next = read_entity(p + at, n - at, &len))) {
        c = next;
        at += len;
    }
    *to = (struct tidied){.tidy = UNBAKE_TIDY_ENTITIES, .len = at};
    to->with_len = c ? utf8_encode(c, to->with) : 0;
    return c;
}

static bool tidy_at(unsigned tidy, const char *text, size_t n, size_t at, struct tidied *to)
{
    uint32_t c;
    size_t len = utf8_decode(text + at, n - at, &c);
    to->len = len ? len : 1;
    if (len && c == '&' && tidy & UNBAKE_TIDY_ENTITIES)
        return tidy_entity(text + at, n - at, to);
    if (len && c == ESC && tidy & UNBAKE_TIDY_TERMINAL && (!at || text[at - 1] != ESC)) {
        size_t sequence = terminal_sequence(text + at, n - at);
        *to = (struct tidied){.tidy = UNBAKE_TIDY_TERMINAL, .len = sequence ? sequence : len};
        return sequence;
    }
    return len && tidy_character(tidy, c, to);
}

enum unbake_status tidy_line(unsigned tidy, struct line *line)
{
    const char *text = line->text.data;
    size_t n = line->text.len;
    struct tidied to;
    if (!n)
        return UNBAKE_OK;
    /* In markup, references are as they should be. */
    if (memchr(text, '<', n))
        tidy &= ~(unsigned)UNBAKE_TIDY_ENTITIES;
    line_begin_edits(line);
    for (size_t at = 0; at < n; at += to.len)
        if (tidy_at(tidy, text, n, at, &to) &&
            !line_edit(line, at, to.len, to.with, to.with_len, "tidy", name_of(to.tidy)))
            return UNBAKE_NO_MEMORY;
    return line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
