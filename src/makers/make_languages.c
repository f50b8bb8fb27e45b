/* make_languages.c: makes the table that tells languages of the Latin script apart.  Comes in: the folder that
 * fetch_training.sh filled.  Goes out: languages.bin on standard output.  Never: linked into the library.
 *
 *     make .build/makers/make_languages
 *     .build/makers/make_languages FOLDER >src/tables/languages.bin
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tables/languages.h"

enum { LINE_BYTES = 1 << 16, NAME_BYTES = 4096, CODES = 0x2000, LEAST_LETTERS = 3, RARE = 4096, SHARE = 100000, OTHER_LETTER_MOST = 64, LIKE_OTHERS = 8 };
static const double NEVER = 0.5; /* what was not counted is as rare as what was counted a half time */

/* Those of the Latin script with text enough to tell how they are written. */
static const char *const language[] = {
    "cs", "sk", "pl", "sl", "hr", "bs", "hu", "ro", "tr", "et", "lv", "lt", "sq", "fr", "de", "es", "pt", "it", "sv", "da",
    "nb", "nn", "fi", "is", "nl", "ca", "gl", "eu", "eo", "ga", "cy", "ast", "oc", "br", "vi", "szl", "gd", "gug", "nso",
    "tn", "kmr", "uz", "sc", "af", "en", "id", "crh", "sr_Latn", "tk", "wa", "fur", "yo", "fo", "mt", "az"};
enum { COUNT = sizeof language / sizeof *language };
_Static_assert((int)COUNT == (int)LANGUAGES_OTHER, "a place for each language and one for others");

struct counts {
    double triple[LANGUAGES_TRIPLES], letter[CODES];
};

static struct languages table;

static void die(const char *why)
{
    fprintf(stderr, "make_languages: %s\n", why);
    exit(1);
}

static void count_line(struct counts *counts, const char *text, size_t n)
{
    unsigned a = 0, b = 0;
    for (size_t at = 0; at < n;) {
        uint32_t c = 0;
        size_t len = utf8_decode(text + at, n - at, &c);
        at += len ? len : 1;
        unsigned class = len ? languages_class(c) : 0;
        if (a | b | class)
            counts->triple[languages_triple(a, b, class)]++;
        if (class == LANGUAGES_BEYOND)
            counts->letter[languages_small(c)]++;
        a = b;
        b = class;
    }
}

static void count_file(struct counts *counts, const char *folder, const char *name)
{
    static char line[LINE_BYTES];
    char path[NAME_BYTES];
    snprintf(path, sizeof path, "%s/text/%s.txt", folder, name);
    FILE *f = fopen(path, "r");
    if (!f)
        die(path);
    while (fgets(line, sizeof line, f))
        count_line(counts, line, strcspn(line, "\n"));
    fclose(f);
}

static unsigned eighths(double share)
{
    return (unsigned)lround(-8 * log2(share));
}

static double sum_of_pair(const struct counts *counts, size_t pair)
{
    double sum = 0;
    for (size_t c = 0; c < LANGUAGES_CLASSES; c++)
        sum += counts->triple[pair + c];
    return sum;
}

/* Languages of which there is little text are taken to be like the others where nothing was counted. */
static void fill_triples(const struct counts *counts, const struct counts *all, int l)
{
    for (size_t pair = 0; pair < LANGUAGES_TRIPLES; pair += LANGUAGES_CLASSES) {
        double sum = sum_of_pair(counts, pair), all_sum = sum_of_pair(all, pair) + LANGUAGES_CLASSES * NEVER;
        for (size_t c = 0; c < LANGUAGES_CLASSES; c++) {
            double share = (all->triple[pair + c] + NEVER) / all_sum;
            unsigned cost = eighths((counts->triple[pair + c] + LIKE_OTHERS * share) / (sum + LIKE_OTHERS));
            cost = (cost + LANGUAGES_TRIPLE_UNIT / 2) / LANGUAGES_TRIPLE_UNIT;
            cost = cost < LANGUAGES_TRIPLE_MOST ? cost : LANGUAGES_TRIPLE_MOST;
            table.triple[pair + c][l / 2] |= (uint8_t)(l % 2 ? cost << 4 : cost);
        }
    }
}

static double sum_of_letters(const struct counts *counts)
{
    double sum = 0;
    for (size_t c = 0; c < CODES; c++)
        sum += counts->letter[c];
    return sum;
}

static void fill_letters(const struct counts *counts, int l, unsigned most)
{
    double sum = sum_of_letters(counts);
    for (size_t i = 0; i < LANGUAGES_LETTERS; i++) {
        unsigned code = table.code[i][0] | (unsigned)table.code[i][1] << 8;
        unsigned cost = eighths((counts->letter[code] + 0.5) / (sum + 100));
        table.letter[i][l] = (uint8_t)(cost < most ? cost : most);
    }
}

/* Adds the letters that are ordinary in a language. */
static void mark_letters(const struct counts *counts, bool *ordinary)
{
    double least = sum_of_letters(counts) / RARE;
    for (size_t c = 0x80; c < CODES; c++)
        ordinary[c] |= counts->letter[c] >= LEAST_LETTERS && counts->letter[c] > least && (c < 0x370 || c >= 0x1E00);
}

static void list_letters(const bool *ordinary)
{
    size_t n = 0;
    for (size_t c = 0; c < CODES; c++) {
        if (!ordinary[c])
            continue;
        if (n == LANGUAGES_LETTERS)
            die("more letters than places");
        table.code[n][0] = (uint8_t)c;
        table.code[n++][1] = (uint8_t)(c >> 8);
    }
    fprintf(stderr, "make_languages: %zu letters\n", n);
}

/* Every language weighs the same in what is known of all. */
static void add_to_all(struct counts *all, const struct counts *counts)
{
    double triples = 1, letters = sum_of_letters(counts) + 1;
    for (size_t i = 0; i < LANGUAGES_TRIPLES; i++)
        triples += counts->triple[i];
    for (size_t i = 0; i < LANGUAGES_TRIPLES; i++)
        all->triple[i] += counts->triple[i] / triples * SHARE;
    for (size_t c = 0; c < CODES; c++)
        all->letter[c] += counts->letter[c] / letters * SHARE;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        die("usage: make_languages FOLDER");
    struct counts *counts = calloc(LANGUAGES, sizeof *counts);
    if (!counts)
        die("no memory");
    for (int l = 0; l < (int)COUNT; l++)
        count_file(&counts[l], argv[1], language[l]);
    static bool ordinary[CODES];
    for (int l = 0; l < (int)COUNT; l++)
        mark_letters(&counts[l], ordinary);
    list_letters(ordinary);
    struct counts *all = &counts[LANGUAGES_OTHER];
    for (int l = 0; l < (int)COUNT; l++)
        add_to_all(all, &counts[l]);
    for (int l = 0; l < (int)LANGUAGES; l++) {
        fill_triples(&counts[l], all, l);
        fill_letters(&counts[l], l, l < (int)COUNT ? LANGUAGES_LETTER_MOST : OTHER_LETTER_MOST);
    }
    free(counts);
    if (fwrite(&table, sizeof table, 1, stdout) != 1 || fclose(stdout))
        die("cannot write");
    return 0;
}
