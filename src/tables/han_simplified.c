/* han_simplified.c: traditional to simplified Han.  Comes in: a code point.  Goes out: its entry of the generated table.
 * Never: decides about a text. */
#include "tables/han_simplified.h"

#include <stddef.h>

enum { BLOCK_BITS = 8, LAST_CODE_POINT = 0x10FFFF };

#include "tables/han_simplified.inc"

const struct han_entry *han_entry(uint32_t c)
{
    if (c > LAST_CODE_POINT)
        return NULL;
    unsigned i = blocks[block_of[c >> BLOCK_BITS]][c & ((1u << BLOCK_BITS) - 1)];
    return i ? &entries[i] : NULL;
}

const struct han_rule *han_rules(const struct han_entry *entry)
{
    return rules + entry->rule;
}

const uint32_t *han_text(const struct han_rule *rule)
{
    return text + rule->text;
}

const struct han_word *han_regional(uint32_t *count)
{
    *count = regional_words;
    return regional;
}

const uint32_t *han_regional_text(const struct han_word *word)
{
    return text + word->text;
}

bool han_begins_regional(uint32_t c)
{
    const struct han_entry *entry = han_entry(c);
    uint32_t plain = entry ? entry->to : c;
    uint32_t low = 0, high = regional_words;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text[regional[middle].text] < plain)
            low = middle + 1;
        else
            high = middle;
    }
    return low < regional_words && text[regional[low].text] == plain;
}
