/* languages.h: the layout of languages.bin, what tells the languages of the Latin script apart.  Comes in: nothing.  Goes
 * out: a table in read-only memory, made by makers/make_languages.c and put there by languages.S.  Never: a word, or a
 * language that is written in another script.
 *
 * Three letters in a row cost, in each language, -log2 of the third's share after the two; letters beyond ASCII are all
 * one class there, so that damage to them does not show, and have a second cost, of the one among them. */
#ifndef TABLES_LANGUAGES_H
#define TABLES_LANGUAGES_H

#include <stddef.h>
#include <stdint.h>
#include <utf8proc.h>

enum {
    LANGUAGES = 56,              /* places */
    LANGUAGES_OTHER = 55,        /* the last one is that of all others together: the mean of those before it */
    LANGUAGES_LETTERS = 224,     /* places for letters beyond ASCII, in Unicode's order; 0 behind the last */
    LANGUAGES_CLASSES = 28,      /* none, a to z, and all beyond ASCII */
    LANGUAGES_BEYOND = 27,
    LANGUAGES_TRIPLES = LANGUAGES_CLASSES * LANGUAGES_CLASSES * LANGUAGES_CLASSES,
    LANGUAGES_TRIPLE_UNIT = 4,   /* eighths of a bit that a triple's cost is counted in */
    LANGUAGES_TRIPLE_MOST = 15,
    LANGUAGES_LETTER_MOST = 96   /* eighths of a bit: no language of so many lines lacks a letter for certain */
};

struct languages {
    uint8_t triple[LANGUAGES_TRIPLES][LANGUAGES / 2]; /* two languages share a byte, the even one in the low half */
    uint8_t letter[LANGUAGES_LETTERS][LANGUAGES];
    uint8_t code[LANGUAGES_LETTERS][2];               /* the low byte first */
};

extern const struct languages languages_table __attribute__((visibility("hidden")));

/* A small letter; İ stays, for what it would become is no letter beyond ASCII. */
static inline uint32_t languages_small(uint32_t c)
{
    uint32_t small = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c | 0x20 : c) : (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
    return c >= 0x80 && small < 0x80 ? c : small;
}

/* Signs of ISO 8859-1 count as letters, since those of other pages were read as them. */
static inline unsigned languages_class(uint32_t c)
{
    c = languages_small(c);
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 1;
    return c > 0xA0 && c < 0x2000 && c != 0xAB && c != 0xBB ? LANGUAGES_BEYOND : 0;
}

static inline size_t languages_triple(unsigned a, unsigned b, unsigned c)
{
    return ((size_t)a * LANGUAGES_CLASSES + b) * LANGUAGES_CLASSES + c;
}

#endif
