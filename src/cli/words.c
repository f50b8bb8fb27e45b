/* words.c: words with a meaning.  Comes in: a word from the command line.  Goes out: its value, or the nearest one that
 * would have had a value.  Never: compares words longer than WORD_MAX. */
#include "cli/words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { WORD_MAX = 40 };

bool word_value(const struct word *words, const char *text, size_t len, int *value)
{
    for (; words->name; words++)
        if (strlen(words->name) == len && memcmp(words->name, text, len) == 0) {
            *value = words->value;
            return true;
        }
    return false;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters must be put in, taken out, replaced or swapped with the next. */
static size_t distance(const char *one, size_t one_len, const char *other, size_t other_len)
{
    size_t row[3][WORD_MAX + 1]; /* capitals count as small letters */
    for (size_t j = 0; j <= other_len; j++)
        row[0][j] = row[1][j] = j;
    for (size_t i = 1; i <= one_len; i++) {
        size_t *now = row[i % 3], *above = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= other_len; j++) {
            size_t replaced = above[j - 1] + (tolower((unsigned char)one[i - 1]) != other[j - 1]);
            now[j] = least(replaced, least(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return row[one_len % 3][other_len];
}

const char *word_nearest(const struct word *words, const char *text, size_t len)
{
    const char *nearest = NULL;
    size_t best = len / 3 + 2;
    for (; len <= WORD_MAX && words->name; words++) {
        size_t name_len = strlen(words->name);
        if (name_len > WORD_MAX)
            continue;
        size_t far = distance(text, len, words->name, name_len);
        if (far < best && far < name_len) {
            best = far;
            nearest = words->name;
        }
    }
    return nearest;
}

void word_list(const struct word *words, char *to, size_t size)
{
    size_t len = 0;
    *to = '\0';
    for (const struct word *word = words; word->name && len < size; word++) {
        const char *between = word == words ? "" : ", ";
        len += (size_t)snprintf(to + len, size - len, "%s%s", between, word->name);
    }
}
