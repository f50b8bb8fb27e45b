/* words.h: words with a meaning.  Comes in: a word from the command line.  Goes out: its value, or the words that were
 * possible, nearest first.  Never: guesses a value from a word that is only near. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct word {
    const char *name; /* NULL ends a list */
    int value;
};

/* Looks len bytes of text up. */
bool word_value(const struct word *words, const char *text, size_t len, int *value);
/* The word nearest to text, or NULL when none is near. */
const char *word_nearest(const struct word *words, const char *text, size_t len);
/* "a, b, c" */
void word_list(const struct word *words, char *to, size_t size);

#endif
