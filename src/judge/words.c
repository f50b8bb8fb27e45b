/* words.c: is this a word?  Comes in: three characters.  Goes out: yes or no.  Never: an answer about words of other
 * lengths: pairs and triples of characters say enough of shorter ones, and longer ones hold some of three. */
#include "judge/judge.h"
#include "tables/word_set.h"

bool judge_knows_word(uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t hash = word_set_hash(a, b, c);
    const uint8_t *line = word_set[word_set_line(hash)];
    unsigned print = word_set_print(hash);
    for (const uint8_t *p = line; p < line + 3 * WORD_SET_PER_LINE; p += 3)
        if ((p[0] | (unsigned)p[1] << 8 | (unsigned)p[2] << 16) == print)
            return true;
    return false;
}
