/* compose.h: NFC of what nearly all text in another form is made of.  Comes in: a starter and the characters after it
 * that may compose with it, or jamo.  Goes out: their NFC, or 0 where it takes more than is known here; then utf8proc is
 * to be asked.  Never: more bytes than came in and one starter's decomposition has. */
#ifndef NORMALIZE_COMPOSE_H
#define NORMALIZE_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

/* Vietnamese has two marks at most, and hardly any letter has more; a starter that decomposes adds three. */
enum { COMPOSE_FOLLOWERS = 6, COMPOSE_MARKS = COMPOSE_FOLLOWERS + 3, COMPOSE_ROOM = (1 + COMPOSE_MARKS) * UTF8_MAX };

/* Conjoining vowels and finals, which have no combining class. */
enum { V_FIRST = 0x1161, V_COUNT = 21, T_BEFORE = 0x11A7, T_COUNT = 28 };

static inline bool jamo_follows(uint32_t c)
{
    return c - V_FIRST < T_BEFORE + T_COUNT - V_FIRST;
}

struct mark {
    uint32_t c;
    unsigned char class; /* combining class */
    bool decomposes;
};

/* NFC of the starter and its followers, in `to`; returns its length, or 0. */
size_t compose_short(uint32_t starter, const struct mark *followers, size_t count, char to[COMPOSE_ROOM]);

/* U+0300 to U+036F, which nearly all marks are of. */
enum { MARKS_FIRST = 0x300, MARKS_COUNT = 0x70 };

/* The letter that one of ASCII at the beginning of p[0..n) makes with the mark or two after it, by their classes.
 * Returns how much of p that was, or 0. */
size_t compose_letter(const unsigned char class[MARKS_COUNT], const char *p, size_t n, uint32_t *letter);

/* Whether two conjoining jamo begin a syllable there. */
bool jamo_begin(const char *p, size_t n);

/* Words of conjoining jamo from the beginning of p[0..n) on, as long as they are whole modern syllables that nothing can
 * join, composed to to[0..room).  Returns how much of p that was; *len: of to. */
size_t compose_jamo(const char *p, size_t n, char *to, size_t room, size_t *len);

#endif
