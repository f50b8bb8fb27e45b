/* latin.h: which languages spell a Latin letter so.  Comes in: a letter of Latin-1 or Latin Extended-A, and what stands
 * before it.  Goes out: a set of languages, one bit each; the sets of a line's letters have some language in common
 * unless the line was read in the wrong page.  Never: an opinion on letters beyond, as Vietnamese has them. */
#ifndef TABLES_LATIN_H
#define TABLES_LATIN_H

#include <stdbool.h>
#include <stdint.h>

enum { LATIN_FIRST = 0xC0, LATIN_LAST = 0x17F, LATIN_LETTERS = LATIN_LAST - LATIN_FIRST + 1 };

/* Columns: the ASCII character that stands before, of which a space is as good as any that is no letter; in the last,
 * whatever stands there. */
enum { LATIN_NO_LETTER = ' ', LATIN_ANY = 127, LATIN_COLUMNS };

#define LATIN_ALL_LANGUAGES UINT32_MAX

extern const uint32_t latin_languages[LATIN_LETTERS][LATIN_COLUMNS];

/* Letters of Latin-1 in whose places the pages of Central Europe and Turkey have others, from 1 on, be they small or
 * capital; 0: no such letter.  They need more evidence: which languages have one between two characters. */
enum { LATIN_MISTAKABLE = 17, LATIN_SIDES = 27 /* a space is as good as any that is no letter */ };
extern const uint8_t latin_mistakable[LATIN_LETTERS];
extern const uint32_t latin_sides[LATIN_MISTAKABLE][LATIN_SIDES][LATIN_SIDES];

/* Pairs of such letters that some language has; the second one's bit. */
extern const uint64_t latin_pairs[LATIN_LETTERS][LATIN_LETTERS / 64];

/* The number of a letter, or -1; Romanian's with a comma below count as those with a cedilla. */
static inline int latin_letter(uint32_t c)
{
    if (c >= LATIN_FIRST && c <= LATIN_LAST)
        return (int)c - LATIN_FIRST;
    return c == 0x218 || c == 0x219 ? (int)c - 0x218 + 0x15E - LATIN_FIRST
         : c == 0x21A || c == 0x21B ? (int)c - 0x21A + 0x162 - LATIN_FIRST : -1;
}

static inline bool latin_is_pair(int before, int letter)
{
    return latin_pairs[before][letter / 64] >> letter % 64 & 1;
}

static inline unsigned latin_side(unsigned c)
{
    unsigned letter = (c | 0x20) - 'a';
    return letter < 26 ? letter + 1 : 0;
}

/* The languages that have a letter between two characters of ASCII, as far as that tells more. */
static inline uint32_t latin_between(int letter, unsigned before, unsigned after)
{
    unsigned row = latin_mistakable[letter];
    return row ? latin_sides[row - 1][latin_side(before)][latin_side(after)] : LATIN_ALL_LANGUAGES;
}

/* The languages that have a letter after another of its kind. */
static inline uint32_t latin_after_letter(int before, int letter)
{
    return latin_is_pair(before, letter) ? latin_languages[letter][LATIN_ANY] : 0;
}

#endif
