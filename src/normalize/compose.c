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

/* The number of a mark of two bytes; MARKS_COUNT or more: it is none. */
static inline uint32_t mark_number(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    uint32_t number = (uint32_t)(p[0] - 0xCC) << 6 | (p[1] & 0x3F);
    return (p[1] & 0xC0) == 0x80 ? number : MARKS_COUNT;
}

/* No byte below this begins a character that may join what is before it. */
enum { FIRST_JOINING = 0xCC };

size_t compose_letter(const unsigned char class[MARKS_COUNT], const char *p, size_t n, uint32_t *letter)
{
    uint32_t first, second, c;
    if (n < 1 + 2 * 2 + 1 || (first = mark_number(p + 1)) >= MARKS_COUNT ||
        !(c = compose((unsigned char)p[0], MARKS_FIRST + first)))
        return 0;
    size_t end = 3;
    if ((second = mark_number(p + end)) < MARKS_COUNT) {
        if (class[second] < class[first] || !(c = compose(c, MARKS_FIRST + second)))
            return 0;
        end += 2;
    }
    *letter = c;
    return (unsigned char)p[end] < FIRST_JOINING ? end : 0;
}

/* Three bytes as one number; a fourth is read. */
static inline uint32_t three_at(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    return ((uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]) >> 8;
}

/* UTF-8 of the first jamo of each kind; finals go on with another second byte. */
enum { L_BYTES = 0xE18480, V_BYTES = 0xE185A1, T_BYTES = 0xE186A8, T_REST_BYTES = 0xE18780, T_REST = 25 };

static inline uint32_t first_number(const char *p)
{
    return three_at(p) - L_BYTES;
}

static inline uint32_t vowel_number(const char *p)
{
    return three_at(p) - V_BYTES;
}

/* From 1 on; 0: it is no final.  Without branches, because whether a syllable has one cannot be foreseen. */
static inline uint32_t final_number(const char *p)
{
    uint32_t number = three_at(p) - T_BYTES, rest = three_at(p) - T_REST_BYTES;
    return ((number + 1) & -(uint32_t)(number < T_REST - 1)) | ((rest + T_REST) & -(uint32_t)(rest < T_COUNT - T_REST));
}

static inline void put_three(uint32_t c, char *to)
{
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
}

bool jamo_begin(const char *p, size_t n)
{
    return n > 2 * JAMO_BYTES && first_number(p) < L_COUNT && vowel_number(p + JAMO_BYTES) < V_COUNT;
}

/* A syllable goes out when what is next cannot join it: another one's first jamo, or ASCII.  A space between two words
 * goes with them. */
size_t compose_jamo(const char *p, size_t n, char *to, size_t room, size_t *len)
{
    size_t at = 0, done = 0;
    uint32_t l = n > JAMO_BYTES ? first_number(p) : L_COUNT;
    while (n - at > 4 * JAMO_BYTES && room - done > JAMO_BYTES && l < L_COUNT) {
        uint32_t v = vowel_number(p + at + JAMO_BYTES), t = final_number(p + at + 2 * JAMO_BYTES);
        size_t next = at + 2 * JAMO_BYTES + (JAMO_BYTES & -(size_t)(t != 0));
        uint32_t next_l = first_number(p + next);
        if (v >= V_COUNT || (next_l >= L_COUNT && (p[next] & 0x80)))
            break;
        put_three(syllable(l, v) + t, to + done);
        done += JAMO_BYTES;
        at = next;
        l = next_l;
        if (l < L_COUNT || p[at] != ' ' || !jamo_begin(p + at + 1, n - at - 1))
            continue;
        to[done++] = p[at++];
        l = first_number(p + at);
    }
    *len = done;
    return at;
}
