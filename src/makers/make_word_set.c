/* make_word_set.c: makes the set of Chinese words of three characters.  Comes in: lists of "weight TAB word", as
 * fetch_training.sh leaves them in words/zh.txt and words/zh_TW.txt.  Goes out: word_set.bin on standard output.
 * Never: more than WORD_SET_MAX words: the weightiest.
 *
 *     sh src/makers/fetch_training.sh FOLDER
 *     make .build/makers/make_word_set
 *     .build/makers/make_word_set FOLDER/words/zh.txt FOLDER/words/zh_TW.txt >src/tables/word_set.bin
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tables/word_set.h"

enum { LINE_BYTES = 4096, CANDIDATES_MAX = 1 << 20 };

struct word {
    double weight;
    uint32_t c[3];
};

static struct word words[CANDIDATES_MAX];
static size_t count;
static uint8_t table[WORD_SET_LINES][64];

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || c >= 0x20000;
}

static void take_line(const char *line)
{
    char *p;
    struct word word = {.weight = strtod(line, &p)};
    size_t n = strcspn(p + (*p == '\t'), "\n"), characters = 0;
    p += *p == '\t';
    for (size_t at = 0, len; at < n; at += len) {
        uint32_t c;
        len = utf8_decode(p + at, n - at, &c);
        if (!len || !is_han(c) || characters == 3)
            return;
        word.c[characters++] = c;
    }
    if (characters == 3 && count < CANDIDATES_MAX)
        words[count++] = word;
}

static int heavier(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return memcmp(x->c, y->c, sizeof x->c);
}

/* False: the line is full. */
static bool put(const struct word *word, size_t *known)
{
    uint64_t hash = word_set_hash(word->c[0], word->c[1], word->c[2]);
    uint8_t *line = table[word_set_line(hash)];
    unsigned print = word_set_print(hash);
    for (uint8_t *p = line; p < line + 3 * WORD_SET_PER_LINE; p += 3) {
        unsigned old = p[0] | (unsigned)p[1] << 8 | (unsigned)p[2] << 16;
        if (old == print)
            return true;
        if (old)
            continue;
        p[0] = (uint8_t)print;
        p[1] = (uint8_t)(print >> 8);
        p[2] = (uint8_t)(print >> 16);
        ++*known;
        return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    static char line[LINE_BYTES];
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "r");
        if (!f) {
            fprintf(stderr, "make_word_set: cannot read %s\n", argv[i]);
            return 1;
        }
        while (fgets(line, sizeof line, f))
            take_line(line);
        fclose(f);
    }
    qsort(words, count, sizeof *words, heavier);
    size_t known = 0, full = 0;
    for (size_t i = 0; i < count && known < WORD_SET_MAX; i++)
        full += !put(&words[i], &known);
    fprintf(stderr, "make_word_set: %zu words, %zu found no room\n", known, full);
    return fwrite(table, sizeof table, 1, stdout) != 1 || fclose(stdout) != 0;
}
