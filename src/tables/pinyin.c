/* pinyin.c: lookup in the table of Mandarin readings.  Comes in: characters and pinyin as UTF-8.  Goes out: syllables
 * and whether a character has that reading.  Never: allocates or parses the table; pinyin.inc is made by make_pinyin. */
#include "tables/pinyin.h"

#include <stdlib.h>
#include <string.h>

#include "tables/pinyin.inc"

enum { LIST = 0x8000, LIST_LAST = 0x8000 };

/* Letters of pinyin beyond ASCII.  Carons are often written as breves, and Chinese fonts bring their own a and g. */
static const struct { uint16_t code_point; char letter; } MARKED[] = {
    {0xC0, 'a'}, {0xC1, 'a'}, {0xC2, 'a'}, {0xC8, 'e'}, {0xC9, 'e'}, {0xCA, 'e'}, {0xCC, 'i'}, {0xCD, 'i'},
    {0xD2, 'o'}, {0xD3, 'o'}, {0xD9, 'u'}, {0xDA, 'u'}, {0xDC, 'u'}, {0xE0, 'a'}, {0xE1, 'a'}, {0xE2, 'a'},
    {0xE8, 'e'}, {0xE9, 'e'}, {0xEA, 'e'}, {0xEC, 'i'}, {0xED, 'i'}, {0xF2, 'o'}, {0xF3, 'o'}, {0xF9, 'u'},
    {0xFA, 'u'}, {0xFC, 'u'}, {0x100, 'a'}, {0x101, 'a'}, {0x102, 'a'}, {0x103, 'a'}, {0x112, 'e'}, {0x113, 'e'},
    {0x114, 'e'}, {0x115, 'e'}, {0x11A, 'e'}, {0x11B, 'e'}, {0x12A, 'i'}, {0x12B, 'i'}, {0x12C, 'i'}, {0x12D, 'i'},
    {0x143, 'n'}, {0x144, 'n'}, {0x147, 'n'}, {0x148, 'n'}, {0x14C, 'o'}, {0x14D, 'o'}, {0x14E, 'o'}, {0x14F, 'o'},
    {0x16A, 'u'}, {0x16B, 'u'}, {0x16C, 'u'}, {0x16D, 'u'}, {0x1CD, 'a'}, {0x1CE, 'a'}, {0x1CF, 'i'}, {0x1D0, 'i'},
    {0x1D1, 'o'}, {0x1D2, 'o'}, {0x1D3, 'u'}, {0x1D4, 'u'}, {0x1D5, 'u'}, {0x1D6, 'u'}, {0x1D7, 'u'}, {0x1D8, 'u'},
    {0x1D9, 'u'}, {0x1DA, 'u'}, {0x1DB, 'u'}, {0x1DC, 'u'}, {0x1F8, 'n'}, {0x1F9, 'n'}, {0x251, 'a'}, {0x261, 'g'},
    {0x1E3E, 'm'}, {0x1E3F, 'm'}, {0x1EBE, 'e'}, {0x1EBF, 'e'}, {0x1EC0, 'e'}, {0x1EC1, 'e'},
};

/* Two and three bytes are all that pinyin needs; anything else is no letter of it. */
static size_t marked_code_point(const char *text, size_t n, uint32_t *code_point)
{
    const unsigned char *p = (const unsigned char *)text;
    if (n >= 2 && p[0] >= 0xC3 && p[0] < 0xE0 && (p[1] & 0xC0) == 0x80) {
        *code_point = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    if (n >= 3 && p[0] == 0xE1 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        *code_point = 0x1000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return 3;
    }
    return 0;
}

static char marked_letter(uint32_t code_point)
{
    size_t low = 0, high = sizeof MARKED / sizeof *MARKED;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (MARKED[middle].code_point == code_point)
            return MARKED[middle].letter;
        if (MARKED[middle].code_point < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* Grave, acute, circumflex, macron, breve, diaeresis, caron: at most two stand on one letter (ǘ, ế). */
static size_t marks(const char *text, size_t n)
{
    size_t len = 0;
    while (len < 4 && n - len >= 2 && text[len] == '\xCC' && text[len + 1] != 0
           && strchr("\x80\x81\x82\x84\x86\x88\x8C", text[len + 1]))
        len += 2;
    return len;
}

size_t pinyin_letter(const char *text, size_t n, char *letter)
{
    if (n == 0)
        return 0;
    char lower = (char)(text[0] | 0x20);
    size_t len = 1;
    if (text[0] > 0 && lower >= 'a' && lower <= 'z') {
        *letter = lower == 'v' ? 'u' : lower;
    } else {
        uint32_t code_point = 0;
        len = marked_code_point(text, n, &code_point);
        *letter = len ? marked_letter(code_point) : 0;
        if (!*letter)
            return 0;
    }
    return len + marks(text + len, n - len);
}

static int compare_syllables(const void *key, const void *entry)
{
    return strcmp(key, entry);
}

static uint16_t find_syllable(const char *letters)
{
    const char (*found)[PINYIN_LETTERS_MAX + 1] =
        bsearch(letters, SYLLABLES, SYLLABLE_COUNT, sizeof SYLLABLES[0], compare_syllables);
    return found ? (uint16_t)(found - SYLLABLES) : PINYIN_NONE;
}

size_t pinyin_parse(const char *text, size_t n, uint16_t *syllable)
{
    char letters[PINYIN_LETTERS_MAX + 1];
    size_t ends[PINYIN_LETTERS_MAX], count = 0, at = 0, len;
    while (count < PINYIN_LETTERS_MAX && (len = pinyin_letter(text + at, n - at, &letters[count])) > 0)
        ends[count++] = at += len;
    for (; count > 0; count--) {
        letters[count] = 0;
        *syllable = find_syllable(letters);
        if (*syllable != PINYIN_NONE)
            return ends[count - 1];
    }
    *syllable = PINYIN_NONE;
    return 0;
}

static uint16_t readings_of(uint32_t han)
{
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++)
        if (han >= RANGES[i].first && han <= RANGES[i].last)
            return READINGS[RANGES[i].at + (han - RANGES[i].first)];
    return PINYIN_NONE;
}

bool pinyin_has(uint32_t han, uint16_t syllable)
{
    uint16_t entry = readings_of(han);
    if (entry == PINYIN_NONE || syllable >= SYLLABLE_COUNT)
        return false;
    if (!(entry & LIST))
        return entry == syllable;
    for (const uint16_t *p = LISTS + (entry & ~LIST);; p++) {
        if ((*p & ~LIST_LAST) == syllable)
            return true;
        if (*p & LIST_LAST)
            return false;
    }
}

uint16_t pinyin_usual(uint32_t han)
{
    uint16_t entry = readings_of(han);
    if (entry == PINYIN_NONE || !(entry & LIST))
        return entry;
    return LISTS[entry & ~LIST] & (uint16_t)~LIST_LAST;
}

bool pinyin_reads(uint32_t han, const char *reading, size_t len)
{
    uint16_t syllable;
    size_t used = pinyin_parse(reading, len, &syllable);
    if (used == 0 || !pinyin_has(han, syllable))
        return false;
    return used == len || (used + 1 == len && (reading[used] | 0x20) == 'r');
}
