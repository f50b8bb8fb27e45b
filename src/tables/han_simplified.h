/* han_simplified.h: traditional to simplified Han.  Comes in: a code point.  Goes out: what it becomes, whether only
 * one of the two ways of writing has it, and the words that decide otherwise.  Never: a search for a character; one
 * lookup of two steps finds it. */
#ifndef TABLES_HAN_SIMPLIFIED_H
#define TABLES_HAN_SIMPLIFIED_H

#include <stdbool.h>
#include <stdint.h>

enum han_kind {
    HAN_SIMPLIFIED,  /* only simplified text has it */
    HAN_TRADITIONAL, /* only traditional text has it */
    HAN_VARIANT,     /* likewise, but names in simplified text may keep it */
    HAN_LIKELY,      /* simplified text hardly has it: names, variants */
    HAN_JAPANESE,    /* only Japanese text has it */
    HAN_AMBIGUOUS    /* both have it; in traditional text it stands for another, always or in some words */
};

struct han_entry {
    uint32_t from, to;    /* to: what it becomes when no word decides */
    uint16_t rule, rules; /* the words that decide about it */
    uint8_t kind;         /* enum han_kind */
};

/* A word that decides about one character of it.  All but that character are written simplified. */
struct han_rule {
    uint32_t text;   /* offset in han_text of the characters before it, then of those after it */
    uint32_t to;
    uint8_t before, after;
    uint8_t flags; /* of enum han_rule_flag */
};

enum han_rule_flag {
    HAN_RESPELT = 1, /* its source has 着, not 著: holds only where 著 may stand for it */
    HAN_WEAK = 2     /* a guess at a name: any other word is stronger */
};

enum { HAN_WORD_MAX = 16 }; /* no word of a table is longer, in characters */

enum { HAN_BLOCK_BITS = 8, HAN_LAST_CODE_POINT = 0x10FFFF };

extern const struct han_entry han_entries[];
extern const uint16_t han_block_of[], han_blocks[][1 << HAN_BLOCK_BITS];

/* The short way for the main block of Han: flags, and in the lower 24 bits what UTF-8 of the character, first byte
 * lowest, differs in from that of what it becomes. */
enum { HAN_MAIN_BEGIN = 0x4E00, HAN_MAIN_END = 0xA000 };
enum han_main { HAN_MAIN_CHANGES = 24, HAN_MAIN_SIMPLIFIED, HAN_MAIN_ASK }; /* numbers of bits; ASK: words decide */
extern const uint32_t han_main[HAN_MAIN_END - HAN_MAIN_BEGIN];

/* A bit for each character of that block: in the first level of JIS X 0208, which is what Japanese text mostly has. */
extern const uint32_t han_japanese[(HAN_MAIN_END - HAN_MAIN_BEGIN) / 32];

static inline bool han_is_japanese(uint32_t code_point)
{
    uint32_t main = code_point - HAN_MAIN_BEGIN;
    return main < HAN_MAIN_END - HAN_MAIN_BEGIN && han_japanese[main / 32] >> main % 32 & 1;
}

/* The number of a character's entry; 0: no table knows it.  code_point <= HAN_LAST_CODE_POINT. */
static inline unsigned han_index(uint32_t code_point)
{
    return han_blocks[han_block_of[code_point >> HAN_BLOCK_BITS]][code_point & ((1u << HAN_BLOCK_BITS) - 1)];
}

/* NULL: no table knows it. */
const struct han_entry *han_entry(uint32_t code_point);
/* The rules of an entry are sorted by the first character after, then by the last character before; 0 where there is
 * none. */
const struct han_rule *han_rules(const struct han_entry *entry);
const uint32_t *han_text(const struct han_rule *rule);

enum han_region { HAN_TAIWAN = 1, HAN_HONG_KONG = 2 };

/* Words of Taiwan and Hong Kong, both sides written simplified, sorted by their text. */
struct han_word {
    uint32_t text;  /* offset of the word, then of what it becomes */
    uint8_t len, to_len;
    uint8_t regions; /* bits of enum han_region: where the word is said so */
};

const struct han_word *han_regional(uint32_t *count);
const uint32_t *han_regional_text(const struct han_word *word);
/* Narrows words[*low..*high), which agree in their first depth characters, to those that go on with c. */
void han_narrow(const struct han_word *words, uint32_t depth, uint32_t c, uint32_t *low, uint32_t *high);
/* Whether a character, once simplified, begins one of them. */
bool han_begins_regional(uint32_t code_point);

#endif
