/* make_known_words.c: makes the set of words that have letters beyond ASCII.  Comes in: the folder that
 * fetch_training.sh filled.  Goes out: known_words.bin on standard output.  Never: linked into the library.
 *
 *     sh src/makers/fetch_training.sh FOLDER
 *     make .build/makers/make_known_words
 *     .build/makers/make_known_words FOLDER >src/tables/known_words.bin
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tables/known_words.h"

enum {
    LINE_BYTES = 65536,
    NAME_BYTES = 512,
    WORDS_OF_A_LANGUAGE = 10000, /* the most frequent: four of five that are met */
    LEAST_WEIGHT = 2,            /* a word that is met once may be a slip of the pen */
    SEEDS = 100                  /* one in a few gives a table */
};
static const double list_weight = 0.01; /* that of forms which no text told the weight of */

/* Languages with spaces between words, most of whose words have such letters, or whose letters bytes are misread for. */
static const char *const languages[] = {
    "cs", "sk", "pl", "sl", "hr", "bs", "sr_Latn", "hu", "ro", "tr", "az", "et", "lv", "lt", "sq", "fr", "de", "es", "pt",
    "it", "sv", "da", "nb", "nn", "fi", "is", "nl", "ca", "gl", "eu", "eo", "ga", "cy", "fo", "ast", "oc", "br", "vi", "ru",
    "uk", "bg", "mk", "be", "sr", "kk", "mn", "tg", "el", "he", "ar", "fa", "szl", "gd", "gug", "ve", "nso", "tn", "kmr",
    "uz", "crh", "sc", "af"};

struct word {
    uint64_t hash;
    double weight;
};

struct words {
    struct word *word;
    size_t n, room;
};

static void die(const char *why)
{
    fprintf(stderr, "make_known_words: %s\n", why);
    exit(1);
}

static void add(struct words *words, uint64_t hash, double weight)
{
    if (words->n == words->room) {
        words->room = words->room ? 2 * words->room : 1 << 16;
        words->word = realloc(words->word, words->room * sizeof *words->word);
        if (!words->word)
            die("no memory");
    }
    words->word[words->n++] = (struct word){hash, weight};
}

/* A word ends where something else than a letter stands. */
static void take_words(struct words *words, const char *text, size_t n, double weight)
{
    uint32_t word[KNOWN_WORD_MAX];
    size_t letters = 0;
    bool beyond = false;
    for (size_t at = 0; at <= n;) {
        uint32_t c = 0;
        size_t len = at < n ? utf8_decode(text + at, n - at, &c) : 1;
        at += len ? len : 1;
        if (len && known_words_letter(c)) {
            if (letters < KNOWN_WORD_MAX)
                word[letters] = c;
            letters++;
            beyond |= c >= 0x80;
            continue;
        }
        if (beyond && letters >= KNOWN_WORD_MIN && letters <= KNOWN_WORD_MAX)
            add(words, known_words_hash(word, letters), weight);
        letters = 0;
        beyond = false;
    }
}

/* listed: lines are "weight TAB word". */
static void read_file(struct words *words, const char *folder, const char *kind, const char *language, bool listed)
{
    static char line[LINE_BYTES];
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "%s/%s/%s.txt", folder, kind, language);
    FILE *f = fopen(name, "r");
    while (f && fgets(line, sizeof line, f)) {
        char *p = line;
        double weight = listed ? strtod(line, &p) : 1;
        if (weight > list_weight)
            take_words(words, p, strcspn(p, "\n"), weight);
    }
    if (f)
        fclose(f);
}

static int by_hash(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int by_weight(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1) : by_hash(a, b);
}

/* One of each word, with the sum of its weights. */
static void merge(struct words *words)
{
    size_t n = 0;
    if (words->n)
        qsort(words->word, words->n, sizeof *words->word, by_hash);
    for (size_t i = 0; i < words->n; i++)
        if (n && words->word[n - 1].hash == words->word[i].hash)
            words->word[n - 1].weight += words->word[i].weight;
        else
            words->word[n++] = words->word[i];
    words->n = n;
}

static void take_language(struct words *all, const char *folder, const char *language)
{
    struct words words = {0};
    read_file(&words, folder, "text", language, false);
    read_file(&words, folder, "words", language, true);
    merge(&words);
    if (words.n)
        qsort(words.word, words.n, sizeof *words.word, by_weight);
    for (size_t i = 0; i < words.n && i < WORDS_OF_A_LANGUAGE && words.word[i].weight >= LEAST_WEIGHT; i++)
        add(all, words.word[i].hash, 1);
    free(words.word);
}

/* The words that have a place, how many, and their numbers taken together. */
struct place {
    uint32_t count;
    size_t words;
};

/* Puts the words into an order in which each one has a place that no later one has; false for an unlucky seed. */
static bool peel(const struct known_places *places, size_t n, struct place *place, size_t size, size_t (*order)[2])
{
    size_t *queue = malloc(size * sizeof *queue), queued = 0, done = 0;
    if (!queue)
        die("no memory");
    memset(place, 0, size * sizeof *place);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < KNOWN_PLACES; k++) {
            place[places[i].at[k]].count++;
            place[places[i].at[k]].words ^= i;
        }
    for (size_t at = 0; at < size; at++)
        if (place[at].count == 1)
            queue[queued++] = at;
    while (queued) {
        size_t at = queue[--queued], word = place[at].words;
        if (place[at].count != 1)
            continue;
        order[done][0] = word;
        order[done++][1] = at;
        for (int k = 0; k < KNOWN_PLACES; k++) {
            struct place *other = &place[places[word].at[k]];
            other->words ^= word;
            if (--other->count == 1)
                queue[queued++] = places[word].at[k];
        }
    }
    free(queue);
    return done == n;
}

static void write_table(uint32_t seed, uint32_t third, const uint8_t *print)
{
    uint8_t head[8];
    for (unsigned i = 0; i < 4; i++) {
        head[i] = (uint8_t)(seed >> 8 * i);
        head[4 + i] = (uint8_t)(third >> 8 * i);
    }
    size_t size = known_words_byte((size_t)KNOWN_PLACES * third) + 1;
    if (fwrite(head, sizeof head, 1, stdout) != 1 || fwrite(print, size, 1, stdout) != 1 || fclose(stdout))
        die("cannot write");
}

/* Into an entry that is still 0. */
static void put(uint8_t *print, size_t at, unsigned wanted)
{
    uint8_t *p = print + known_words_byte(at);
    p[0] |= (uint8_t)(at % 2 ? wanted << 4 : wanted);
    p[1] |= (uint8_t)(at % 2 ? wanted >> 4 : wanted >> 8);
}

/* A table of 1.23 entries a word has an order for most seeds. */
static bool build(const struct words *words, uint32_t seed)
{
    uint32_t third = (uint32_t)((double)words->n * 1.23 + 32) / KNOWN_PLACES + 1;
    size_t size = (size_t)KNOWN_PLACES * third;
    struct known_places *places = malloc(words->n * sizeof *places);
    struct place *place = malloc(size * sizeof *place);
    size_t (*order)[2] = malloc(words->n * sizeof *order);
    uint8_t *print = calloc(known_words_byte(size) + 1, 1);
    if (!places || !place || !order || !print)
        die("no memory");
    for (size_t i = 0; i < words->n; i++)
        places[i] = known_words_places(words->word[i].hash, seed, third);
    bool good = peel(places, words->n, place, size, order);
    for (size_t i = words->n; good && i-- > 0;) {
        const struct known_places *word = &places[order[i][0]];
        unsigned wanted = word->print;
        for (int k = 0; k < KNOWN_PLACES; k++)
            wanted ^= known_words_print(print, word->at[k]);
        put(print, order[i][1], wanted);
    }
    if (good)
        write_table(seed, third, print);
    free(places);
    free(place);
    free(order);
    free(print);
    return good;
}

int main(int argc, char **argv)
{
    struct words all = {0};
    if (argc != 2)
        die("usage: make_known_words FOLDER");
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        take_language(&all, argv[1], languages[i]);
    merge(&all);
    fprintf(stderr, "make_known_words: %zu words\n", all.n);
    for (uint32_t seed = 1; all.n && seed < SEEDS; seed++)
        if (build(&all, seed))
            return 0;
    die(all.n ? "no seed gives a table" : "no words");
}
