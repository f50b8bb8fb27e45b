/* pinyin.c: lookup in the table of Mandarin readings.  Comes in: characters and pinyin as UTF-8.  Goes out: syllables
 * and whether a character has that reading.  Never: allocates or parses the table; pinyin.inc is made by make_pinyin. */
#include "tables/pinyin.h"

#include <stdlib.h>
#include <string.h>

#include "tables/pinyin.inc"

enum { LIST = 0x8000, LIST_LAST = 0x8000 };

/* A reading: its syllable, and above that one bit for each tone that it has. */
enum { SYLLABLE_MASK = (1 << PINYIN_TONE_SHIFT) - 1 };

/* Letters of pinyin beyond ASCII.  Carons are often written as breves, and Chinese fonts bring their own a and g. */
static const struct marked { uint16_t code_point; char letter; uint8_t tone; } MARKED[] = {
    {0xC0, 'a', 4}, {0xC1, 'a', 2}, {0xC2, 'a', 0}, {0xC8, 'e', 4}, {0xC9, 'e', 2}, {0xCA, 'e', 0}, {0xCC, 'i', 4},
    {0xCD, 'i', 2}, {0xD2, 'o', 4}, {0xD3, 'o', 2}, {0xD9, 'u', 4}, {0xDA, 'u', 2}, {0xDC, 'u', 0}, {0xE0, 'a', 4},
    {0xE1, 'a', 2}, {0xE2, 'a', 0}, {0xE8, 'e', 4}, {0xE9, 'e', 2}, {0xEA, 'e', 0}, {0xEC, 'i', 4}, {0xED, 'i', 2},
    {0xF2, 'o', 4}, {0xF3, 'o', 2}, {0xF9, 'u', 4}, {0xFA, 'u', 2}, {0xFC, 'u', 0}, {0x100, 'a', 1}, {0x101, 'a', 1},
    {0x102, 'a', 3}, {0x103, 'a', 3}, {0x112, 'e', 1}, {0x113, 'e', 1}, {0x114, 'e', 3}, {0x115, 'e', 3},
    {0x11A, 'e', 3}, {0x11B, 'e', 3}, {0x12A, 'i', 1}, {0x12B, 'i', 1}, {0x12C, 'i', 3}, {0x12D, 'i', 3},
    {0x143, 'n', 2}, {0x144, 'n', 2}, {0x147, 'n', 3}, {0x148, 'n', 3}, {0x14C, 'o', 1}, {0x14D, 'o', 1},
    {0x14E, 'o', 3}, {0x14F, 'o', 3}, {0x16A, 'u', 1}, {0x16B, 'u', 1}, {0x16C, 'u', 3}, {0x16D, 'u', 3},
    {0x1CD, 'a', 3}, {0x1CE, 'a', 3}, {0x1CF, 'i', 3}, {0x1D0, 'i', 3}, {0x1D1, 'o', 3}, {0x1D2, 'o', 3},
    {0x1D3, 'u', 3}, {0x1D4, 'u', 3}, {0x1D5, 'u', 1}, {0x1D6, 'u', 1}, {0x1D7, 'u', 2}, {0x1D8, 'u', 2},
    {0x1D9, 'u', 3}, {0x1DA, 'u', 3}, {0x1DB, 'u', 4}, {0x1DC, 'u', 4}, {0x1F8, 'n', 4}, {0x1F9, 'n', 4},
    {0x251, 'a', 0}, {0x261, 'g', 0}, {0x1E3E, 'm', 2}, {0x1E3F, 'm', 2}, {0x1EBE, 'e', 2}, {0x1EBF, 'e', 2},
    {0x1EC0, 'e', 4}, {0x1EC1, 'e', 4},
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

static const struct marked *marked_letter(uint32_t code_point)
{
    size_t low = 0, high = sizeof MARKED / sizeof *MARKED;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (MARKED[middle].code_point == code_point)
            return &MARKED[middle];
        if (MARKED[middle].code_point < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
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
        const struct marked *marked = len ? marked_letter(code_point) : NULL;
        if (!marked)
            return 0;
        *letter = marked->letter;
    }
    return len + marks(text + len, n - len);
}

/* What a combining mark says, by the second of its bytes. */
static int tone_of_mark(char second)
{
    switch (second) {
    case '\x84': return 1;
    case '\x81': return 2;
    case '\x86': case '\x8C': return 3;
    case '\x80': return 4;
    default: return 0;
    }
}

int pinyin_tone(const char *text, size_t len)
{
    for (size_t at = 0, used; at < len; at += used) {
        uint32_t code_point;
        used = marked_code_point(text + at, len - at, &code_point);
        const struct marked *marked = used ? marked_letter(code_point) : NULL;
        int tone = marked ? marked->tone : used == 2 && text[at] == '\xCC' ? tone_of_mark(text[at + 1]) : 0;
        if (tone)
            return tone;
        used += used == 0;
    }
    return 0;
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

/* The entry of han with that syllable; 0, which has no tone, where there is none. */
static uint16_t reading_of(uint32_t han, uint16_t syllable)
{
    uint16_t entry = readings_of(han);
    if (entry == PINYIN_NONE)
        return 0;
    if (!(entry & LIST))
        return (entry & SYLLABLE_MASK) == syllable ? entry : 0;
    for (const uint16_t *p = LISTS + (entry & ~LIST);; p++) {
        if ((*p & SYLLABLE_MASK) == syllable)
            return *p & (uint16_t)~LIST_LAST;
        if (*p & LIST_LAST)
            return 0;
    }
}

bool pinyin_has(uint32_t han, uint16_t syllable)
{
    return reading_of(han, syllable) != 0;
}

bool pinyin_has_tone(uint32_t han, uint16_t syllable, int tone)
{
    uint16_t reading = reading_of(han, syllable);
    return tone == 0 ? reading != 0 : (reading >> PINYIN_TONE_SHIFT & 1 << tone) != 0;
}

uint16_t pinyin_usual(uint32_t han)
{
    uint16_t entry = readings_of(han);
    if (entry == PINYIN_NONE)
        return entry;
    return (entry & LIST ? LISTS[entry & ~LIST] : entry) & SYLLABLE_MASK;
}

bool pinyin_reads(uint32_t han, const char *reading, size_t len)
{
    uint16_t syllable;
    size_t used = pinyin_parse(reading, len, &syllable);
    if (used == 0 || !pinyin_has(han, syllable))
        return false;
    return used == len || (used + 1 == len && (reading[used] | 0x20) == 'r');
}
