/* characters.h: what the scan needs to know of a code point.  Comes in: a code point.  Goes out: flag bits from a
 * generated table.  Never: more than one lookup of two steps. */
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
    CHARACTER_NOT_NFKD = 1u << 12
};

enum { CHARACTERS_BLOCK_BITS = 8, CHARACTERS_LAST = 0x10FFFF };

extern const uint16_t characters_sets[], characters_block_of[];
extern const uint8_t characters_blocks[][1 << CHARACTERS_BLOCK_BITS];

static inline unsigned character_flags(uint32_t code_point)
{
    if (code_point > CHARACTERS_LAST)
        return 0;
    const uint8_t *block = characters_blocks[characters_block_of[code_point >> CHARACTERS_BLOCK_BITS]];
    return characters_sets[block[code_point & ((1u << CHARACTERS_BLOCK_BITS) - 1)]];
}

#endif
