/* han_simplified.c: traditional to simplified Han.  Comes in: a code point.  Goes out: its entry of the generated
 * table.  Never: decides about a text. */
#include "tables/han_simplified.h"

#include <stddef.h>

#include "tables/han_simplified.inc"

const struct han_entry *han_entry(uint32_t c)
{
    unsigned i = c <= HAN_LAST_CODE_POINT ? han_index(c) : 0;
    return i ? &han_entries[i] : NULL;
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

/* The first word in the range whose character at depth is not below c. */
static uint32_t first_not_below(const struct han_word *words, uint32_t depth, uint32_t c, uint32_t low, uint32_t high)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct han_word *word = &words[middle];
        if (word->len <= depth || text[word->text + depth] < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void han_narrow(const struct han_word *words, uint32_t depth, uint32_t c, uint32_t *low, uint32_t *high)
{
    *low = first_not_below(words, depth, c, *low, *high);
    *high = first_not_below(words, depth, c + 1, *low, *high);
}

bool han_begins_regional(uint32_t c)
{
    const struct han_entry *entry = han_entry(c);
    uint32_t low = 0, high = regional_words;
    han_narrow(regional, 0, entry ? entry->to : c, &low, &high);
    return low < high;
}
