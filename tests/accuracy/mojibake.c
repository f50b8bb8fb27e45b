/* mojibake.c: how many damaged lines come back.  Comes in: files LANGUAGE.txt of clean lines on which nothing was
 * trained.  Goes out: for every kind, language, length and mistake how many lines came back exactly, changed to
 * something else (wrong), or stayed (missed), and every clean line that was changed.  Never: judges by the program's
 * own tables: damage.c makes the damage, and the public interface repairs it, as for any caller.
 *
 *   mojibake [-v] [-c] [-n LINES] FILE...
 *     -v  also each line that did not come back    -c  clean lines only
 *     -n  lines of each length that are damaged in every way, for each file (10)
 *
 * The language of a file is its name up to the first dot.  What normalization alone changes counts as unchanged.
 * "make accuracy ACCURACY_TEXT='de.txt ja.txt'" measures other text than the installed man pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "damage.h"
#include "unbake.h"

enum { LINE_MAX_BYTES = 4096, LENGTHS = 3, LANGUAGES_MAX = 200, MISTAKES_MAX = 200, NAME_MAX_LEN = 16, MIN_CHARS = 4 };

struct score {
    unsigned exact, wrong, missed;
};

struct suite {
    struct damager *damager;
    unbake *repair, *normalize;
    struct bytes repaired, normal, damaged;
    struct score kind[KIND_COUNT][LENGTHS], mistake[MISTAKES_MAX], language[LANGUAGES_MAX], lossless;
    char names[LANGUAGES_MAX][NAME_MAX_LEN];
    size_t languages;
    unsigned long clean, changed;
    size_t lines;
    bool verbose, clean_only;
};

static int collect(void *user, const char *data, size_t len)
{
    return !bytes_append(user, data, len);
}

/* One line through a filter; the result has no line end. */
static void through(unbake *filter, const char *line, size_t len, struct bytes *out)
{
    bytes_clear(out);
    if (unbake_feed(filter, line, len) != UNBAKE_OK || unbake_feed(filter, "\n", 1) != UNBAKE_OK) {
        fputs("mojibake: out of memory\n", stderr);
        exit(2);
    }
    out->len -= out->len > 0;
}

static bool same(const struct bytes *a, const struct bytes *b)
{
    return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

static void show(const char *what, const char *want, const struct bytes *was, const struct bytes *got)
{
    printf("%s %s\n  was  %.*s\n  got  %.*s\n", what, want, (int)was->len, was->data, (int)got->len, got->data);
}

static unsigned *outcome(struct score *score, char what)
{
    return what == 'e' ? &score->exact : what == 'w' ? &score->wrong : &score->missed;
}

static size_t characters(const char *line)
{
    size_t n = 0;
    for (; *line; line++)
        n += ((unsigned char)*line & 0xC0) != 0x80;
    return n;
}

/* Up to 20 characters, up to 60, more. */
static size_t length_class(const char *line)
{
    size_t n = characters(line);
    return n <= 20 ? 0 : n <= 60 ? 1 : 2;
}

static void try_mistake(struct suite *suite, size_t i, const char *line)
{
    size_t n;
    const struct mistake *mistake = &mistakes_all(&n)[i];
    if (!damage_line(suite->damager, mistake, line, strlen(line), strlen(line) + i, &suite->damaged))
        return;
    struct bytes want = {.data = (char *)(uintptr_t)line, .len = strlen(line)};
    through(suite->repair, suite->damaged.data, suite->damaged.len, &suite->repaired);
    through(suite->normalize, suite->damaged.data, suite->damaged.len, &suite->normal);
    char what = same(&suite->repaired, &want) ? 'e' : same(&suite->repaired, &suite->normal) ? 'm' : 'w';
    ++*outcome(&suite->kind[mistake->kind][length_class(line)], what);
    ++*outcome(&suite->mistake[i], what);
    if (mistake->kind != KIND_LOSSY) {
        ++*outcome(&suite->language[suite->languages], what);
        ++*outcome(&suite->lossless, what);
    }
    if (suite->verbose && what != 'e')
        show(what == 'w' ? "WRONG" : "missed", line, &suite->damaged, &suite->repaired);
}

static void try_clean(struct suite *suite, const char *line)
{
    through(suite->repair, line, strlen(line), &suite->repaired);
    through(suite->normalize, line, strlen(line), &suite->normal);
    suite->clean++;
    if (!same(&suite->repaired, &suite->normal)) {
        suite->changed++;
        show("changed a clean line:", line, &suite->normal, &suite->repaired);
    }
}

/* Lines that normalization would change are no truth to compare with. */
static bool can_be_damaged(struct suite *suite, const char *line)
{
    through(suite->normalize, line, strlen(line), &suite->normal);
    bool ascii = true;
    for (const char *p = line; *p; p++)
        ascii = ascii && (unsigned char)*p < 0x80;
    return !ascii && characters(line) >= MIN_CHARS && suite->normal.len == strlen(line) &&
           memcmp(suite->normal.data, line, suite->normal.len) == 0;
}

static size_t count_lines(FILE *f, size_t per_length[LENGTHS])
{
    char line[LINE_MAX_BYTES];
    size_t all = 0;
    for (; fgets(line, sizeof line, f); all++) {
        line[strcspn(line, "\n")] = 0;
        per_length[length_class(line)]++;
    }
    rewind(f);
    return all;
}

/* Takes lines from all over the file, so many of each length. */
static void read_lines(struct suite *suite, FILE *f)
{
    size_t n, in_file[LENGTHS] = {0}, seen[LENGTHS] = {0}, used[LENGTHS] = {0};
    char line[LINE_MAX_BYTES];
    mistakes_all(&n);
    count_lines(f, in_file);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = 0;
        try_clean(suite, line);
        size_t length = length_class(line);
        bool due = seen[length]++ * suite->lines >= used[length] * in_file[length];
        if (suite->clean_only || !due || used[length] >= suite->lines || !can_be_damaged(suite, line))
            continue;
        used[length]++;
        for (size_t i = 0; i < n; i++)
            try_mistake(suite, i, line);
    }
}

static void read_file(struct suite *suite, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    FILE *f = fopen(path, "r");
    if (!f || suite->languages + 1 == LANGUAGES_MAX) {
        perror(path);
        exit(2);
    }
    snprintf(suite->names[suite->languages], NAME_MAX_LEN, "%.*s", (int)strcspn(name, "."), name);
    read_lines(suite, f);
    suite->languages++;
    fclose(f);
}

static unsigned total(const struct score *s)
{
    return s->exact + s->wrong + s->missed;
}

static void print(const char *title, const char *more, const struct score *s)
{
    unsigned n = total(s);
    if (n)
        printf("%8u  %6.2f  %6.2f  %6.2f  %s%s\n", n, 100.0 * s->exact / n, 100.0 * s->wrong / n, 100.0 * s->missed / n,
               title, more);
}

static void head(const char *title)
{
    printf("\n   lines   exact   wrong  missed  %s\n", title);
}

static void print_kinds(const struct suite *suite)
{
    static const char *const lengths[LENGTHS] = {", 4 to 20 characters", ", 21 to 60", ", 61 and more"};
    head("by kind and length");
    for (size_t k = 0; k < KIND_COUNT; k++) {
        struct score all = {0};
        for (size_t l = 0; l < LENGTHS; l++) {
            all.exact += suite->kind[k][l].exact;
            all.wrong += suite->kind[k][l].wrong;
            all.missed += suite->kind[k][l].missed;
        }
        print(kind_title((enum kind)k), "", &all);
        for (size_t l = 0; l < LENGTHS; l++)
            print(kind_title((enum kind)k), lengths[l], &suite->kind[k][l]);
    }
    print("all but lossy", "", &suite->lossless);
}

static void print_all(const struct suite *suite)
{
    size_t n;
    const struct mistake *mistakes = mistakes_all(&n);
    if (!suite->clean_only) {
        head("by mistake");
        for (size_t i = 0; i < n; i++)
            print(mistakes[i].steps, reader_title(&mistakes[i]), &suite->mistake[i]);
        head("by language, all but lossy");
        for (size_t i = 0; i < suite->languages; i++)
            print(suite->names[i], "", &suite->language[i]);
        print_kinds(suite);
    }
    printf("\n%lu of %lu clean lines changed, %.1f per million\n", suite->changed, suite->clean,
           suite->clean ? 1e6 * (double)suite->changed / (double)suite->clean : 0.0);
}

static bool start(struct suite *suite)
{
    struct unbake_options none;
    unbake_options_init(&none);
    none.repairs = 0;
    suite->damager = damager_new();
    suite->repair = unbake_new(NULL, collect, &suite->repaired, NULL);
    suite->normalize = unbake_new(&none, collect, &suite->normal, NULL);
    return suite->damager && suite->repair && suite->normalize;
}

static void stop(struct suite *suite)
{
    damager_free(suite->damager);
    unbake_free(suite->repair);
    unbake_free(suite->normalize);
    bytes_free(&suite->repaired);
    bytes_free(&suite->normal);
    bytes_free(&suite->damaged);
}

int main(int argc, char **argv)
{
    static struct suite suite = {.lines = 10};
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        suite.verbose = suite.verbose || strcmp(argv[i], "-v") == 0;
        suite.clean_only = suite.clean_only || strcmp(argv[i], "-c") == 0;
        if (strcmp(argv[i], "-n") == 0 && i + 1 < argc)
            suite.lines = strtoul(argv[++i], NULL, 10);
    }
    if (i == argc || !start(&suite)) {
        fputs(i == argc ? "usage: mojibake [-v] [-c] [-n LINES] FILE...\n" : "mojibake: out of memory\n", stderr);
        return 2;
    }
    for (; i < argc; i++)
        read_file(&suite, argv[i]);
    print_all(&suite);
    stop(&suite);
    return 0;
}
