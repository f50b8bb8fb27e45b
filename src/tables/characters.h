/* characters.h: what the scan needs to know of a code point.  Comes in: a code point.  Goes out: flag bits from a
 * generated table.  Never: more than one lookup, of one step in the Basic Multilingual Plane and of two beyond. */
#ifndef TABLES_CHARACTERS_H
#define TABLES_CHARACTERS_H

#include <stdint.h>

enum character_flag {
    CHARACTER_NFC = 1u << 0,      /* NFC may change it: quick check not "yes", or a combining class above 0 */
    CHARACTER_NFD = 1u << 1,
    CHARACTER_NFKC = 1u << 2,
    CHARACTER_NFKD = 1u << 3,
    CHARACTER_TRADITIONAL = 1u << 4, /* begins an entry of a simplification table */
    CHARACTER_COMMON_HAN = 1u << 5,  /* Han that ordinary Chinese or Japanese text uses */
    CHARACTER_REGIONAL = 1u << 6,    /* begins a word of Taiwan or Hong Kong that the mainland says otherwise */
    CHARACTER_KANA = 1u << 7,        /* script Hiragana or Katakana */
    CHARACTER_HANGUL = 1u << 8,      /* script Hangul */
    CHARACTER_NOT_NFC = 1u << 9,     /* NFC quick check not "yes" */
    CHARACTER_NOT_NFD = 1u << 10,
    CHARACTER_NOT_NFKC = 1u << 11,
    CHARACTER_NOT_NFKD = 1u << 12,
    CHARACTER_SMALL_LATIN = 1u << 13, /* small letter of the Latin script, beyond ASCII */
    CHARACTER_KIND = 31u << 16,      /* an enum character_kind */
    CHARACTER_FAMILIAR = 7u << 21,   /* how well the character fits a clean line, from 1 to 4; 0: nobody asked */
    CHARACTER_BESIDE_KANA = 7u << 24 /* the same, for lines that hold kana */
};

/* From a form's flag to its quick check's. */
enum { CHARACTER_NOT_SHIFT = 9 };
_Static_assert(CHARACTER_NFKD << CHARACTER_NOT_SHIFT == CHARACTER_NOT_NFKD, "the flags of forms are in one order");

enum { CHARACTER_KIND_SHIFT = 16, CHARACTER_FAMILIAR_SHIFT = 21, CHARACTER_BESIDE_KANA_SHIFT = 24 };

/* Kinds of characters that stand side by side in clean text.  The maker has the ranges; stream/spot_rules.h says which
 * kinds may be neighbours, and relies on their order. */
enum character_kind {
    KIND_STRANGE, /* whatever no other kind holds */
    KIND_SMALL,   /* small letters of Cyrillic and Greek */
    KIND_CAPITAL,
    KIND_ACCENTED,   /* capitals of Greek that only begin words */
    KIND_VIETNAMESE, /* letters that hardly another language has */
    KIND_D_STROKE,   /* which begins Vietnamese syllables */
    KIND_VOWEL,      /* small letters that Vietnamese shares, and that may come after it */
    KIND_ESZETT,     /* which combining marks may precede */
    KIND_QUOTE,      /* French quotation marks, which no-break spaces keep apart from words */
    KIND_MARK,       /* combining diacritics */
    KIND_OTHER_SCRIPT,
    KIND_EAST, /* punctuation of East Asian lines */
    KIND_KANA,
    KIND_HAN, /* in everyday use */
    KIND_HANGUL,
    KIND_RARE, /* other Han */
    KIND_ASCII /* which the rules see as what is between others */
};

enum { CHARACTERS_BLOCK_BITS = 8, CHARACTERS_BMP = 0x10000, CHARACTERS_LAST = 0x10FFFF, CHARACTERS_SETS_MAX = 256 };

/* One number for every different set of flags; the numbers of the characters of the Basic Multilingual Plane, one by
 * one; and of those beyond, by blocks. */
extern const uint32_t characters_sets[];
extern const unsigned characters_sets_count;
extern const uint8_t characters_bmp[CHARACTERS_BMP];
extern const uint16_t characters_block_of[];
extern const uint8_t characters_blocks[][1 << CHARACTERS_BLOCK_BITS];

static inline unsigned character_flags(uint32_t code_point)
{
    if (code_point < CHARACTERS_BMP)
        return characters_sets[characters_bmp[code_point]];
    if (code_point > CHARACTERS_LAST)
        return 0;
    const uint8_t *block = characters_blocks[characters_block_of[code_point >> CHARACTERS_BLOCK_BITS]];
    return characters_sets[block[code_point & ((1u << CHARACTERS_BLOCK_BITS) - 1)]];
}

static inline enum character_kind character_kind(unsigned flags)
{
    return (enum character_kind)((flags & CHARACTER_KIND) >> CHARACTER_KIND_SHIFT);
}

/* Those levels as what they add to a line: -3, -1, 1 or 3 half steps, and nothing for other characters. */
enum { FAMILIAR_MOST = 3 };

static inline int familiar_of_level(unsigned level)
{
    return level ? 2 * (int)level - 2 - FAMILIAR_MOST : 0;
}

static inline int character_familiar(unsigned flags)
{
    return familiar_of_level((flags & CHARACTER_FAMILIAR) >> CHARACTER_FAMILIAR_SHIFT);
}

static inline int character_beside_kana(unsigned flags)
{
    return familiar_of_level((flags & CHARACTER_BESIDE_KANA) >> CHARACTER_BESIDE_KANA_SHIFT);
}

#endif
