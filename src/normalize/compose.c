/* compose.c: NFC of what nearly all text in another form is made of.  Comes in: a starter and the characters after it
 * that may compose with it, or jamo.  Goes out: their NFC by a table of pairs and by the arithmetic of Hangul, or 0 where
 * utf8proc is to be asked.  Never: an answer that differs from utf8proc's. */
#include "normalize/compose.h"

#include <utf8proc.h>

#include "tables/characters.h"
#include "tables/compositions.h"

/* Hangul syllables, composed by the arithmetic of chapter 3.12 of the Unicode Standard. */
enum { L_FIRST = 0x1100, L_COUNT = 19, SYLLABLE_FIRST = 0xAC00, SYLLABLE_LAST = 0xD7A3, JAMO_BYTES = 3 };

static uint32_t syllable(uint32_t l, uint32_t v)
{
    return SYLLABLE_FIRST + (l * V_COUNT + v) * T_COUNT;
}

static uint32_t compose_hangul(uint32_t first, uint32_t second)
{
    if (first - L_FIRST < L_COUNT && second - V_FIRST < V_COUNT)
        return syllable(first - L_FIRST, second - V_FIRST);
    bool lv = first >= SYLLABLE_FIRST && first <= SYLLABLE_LAST && (first - SYLLABLE_FIRST) % T_COUNT == 0;
    return lv && second > T_BEFORE && second - T_BEFORE < T_COUNT ? first + (second - T_BEFORE) : 0;
}

/* Marks in canonical order, as far as they have been put in. */
struct marks {
    struct mark mark[COMPOSE_MARKS];
    size_t count;
};

/* Behind those of its class, before those of higher ones. */
static void put_in_order(struct marks *marks, struct mark mark)
{
    size_t at = marks->count++;
    for (; at && marks->mark[at - 1].class > mark.class; at--)
        marks->mark[at] = marks->mark[at - 1];
    marks->mark[at] = mark;
}

/* Replaces a starter that decomposes by what it begins with; its marks come first. */
static bool take_apart(uint32_t *starter, struct marks *marks)
{
    utf8proc_int32_t parts[COMPOSE_MARKS - COMPOSE_FOLLOWERS + 1];
    int boundary;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)*starter, parts, sizeof parts / sizeof *parts,
                                                 UTF8PROC_DECOMPOSE, &boundary);
    if (n < 1 || n > (utf8proc_ssize_t)(sizeof parts / sizeof *parts))
        return false;
    *starter = (uint32_t)parts[0];
    for (utf8proc_ssize_t i = 1; i < n; i++) {
        int class = utf8proc_get_property(parts[i])->combining_class;
        if (!class)
            return false;
        put_in_order(marks, (struct mark){(uint32_t)parts[i], (unsigned char)class, false});
    }
    return true;
}

/* Composes the marks with the starter; one that finds nothing to be composed with blocks others of its class.  What is
 * left of them is moved up. */
static uint32_t compose_marks(uint32_t starter, struct marks *marks)
{
    size_t kept = 0;
    for (size_t i = 0; i < marks->count; i++) {
        bool blocked = kept && marks->mark[kept - 1].class == marks->mark[i].class;
        uint32_t composite = blocked ? 0 : compose(starter, marks->mark[i].c);
        if (composite)
            starter = composite;
        else
            marks->mark[kept++] = marks->mark[i];
    }
    marks->count = kept;
    return starter;
}

static bool is_syllable(uint32_t c)
{
    return c >= SYLLABLE_FIRST && c <= SYLLABLE_LAST;
}

static bool needs_no_apart(uint32_t starter)
{
    return starter < 0x80 || is_syllable(starter) || !(character_flags(starter) & CHARACTER_NFD);
}

size_t compose_short(uint32_t starter, const struct mark *followers, size_t count, char to[COMPOSE_ROOM])
{
    struct marks marks;
    size_t i = 0;
    marks.count = 0;
    if (count > COMPOSE_FOLLOWERS || (!needs_no_apart(starter) && !take_apart(&starter, &marks)))
        return 0;
    for (; i < count && jamo_follows(followers[i].c) && !marks.count; i++)
        if (!(starter = compose_hangul(starter, followers[i].c)))
            return 0;
    for (; i < count; i++) {
        if (!followers[i].class || followers[i].decomposes)
            return 0;
        put_in_order(&marks, followers[i]);
    }
    starter = compose_marks(starter, &marks);
    size_t len = utf8_encode(starter, to);
    for (i = 0; i < marks.count; i++)
        len += utf8_encode(marks.mark[i].c, to + len);
    return len;
}

/* The number of a character among `count` from `first` on, of which three bytes follow at p; count or more: it is none of
 * them, or no such character. */
static inline uint32_t jamo_number(const char *text, uint32_t first)
{
    const unsigned char *p = (const unsigned char *)text;
    uint32_t c = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    bool good = ((p[0] ^ 0xE0u) & 0xF0) == 0 && ((p[1] ^ 0x80u) & 0xC0) == 0 && ((p[2] ^ 0x80u) & 0xC0) == 0;
    return good ? c - first : UINT32_MAX;
}

static inline void put_three(uint32_t c, char *to)
{
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
}

/* Nothing at p can join the syllable before it: a first jamo, or ASCII. */
static inline bool stands_apart(const char *p)
{
    return !(*p & 0x80) || jamo_number(p, L_FIRST) < L_COUNT;
}

size_t compose_jamo(const char *p, size_t n, char *to, size_t room, size_t *len)
{
    size_t at = 0;
    *len = 0;
    while (n - at >= 4 * JAMO_BYTES && room - *len >= JAMO_BYTES) {
        uint32_t l = jamo_number(p + at, L_FIRST), v = jamo_number(p + at + JAMO_BYTES, V_FIRST);
        uint32_t t = jamo_number(p + at + 2 * JAMO_BYTES, T_BEFORE);
        if (l >= L_COUNT || v >= V_COUNT)
            break;
        bool has_final = t - 1 < T_COUNT - 1;
        size_t next = at + 2 * JAMO_BYTES + (has_final ? JAMO_BYTES : 0);
        if (!stands_apart(p + next))
            break;
        put_three(syllable(l, v) + (has_final ? t : 0), to + *len);
        *len += JAMO_BYTES;
        at = next;
    }
    return at;
}
