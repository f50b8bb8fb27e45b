/* known_words.c: is this how a word is spelled?  Comes in: letters.  Goes out: yes or no.  Never: an answer about words
 * of ASCII letters alone, or of scripts that are written without spaces. */
#include "judge/judge.h"
#include "tables/known_words.h"

bool judge_knows_spelling(const uint32_t *word, size_t n)
{
    if (n < KNOWN_WORD_MIN || n > KNOWN_WORD_MAX)
        return false;
    uint32_t seed = known_words_number(known_words.seed), third = known_words_number(known_words.third);
    struct known_places places = known_words_places(known_words_hash(word, n), seed, third);
    unsigned print = 0;
    for (int i = 0; i < KNOWN_PLACES; i++)
        print ^= known_words_print(known_words.print, places.at[i]);
    return print == places.print;
}
