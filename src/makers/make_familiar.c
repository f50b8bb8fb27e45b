/* make_familiar.c: makes makers/familiar.inc.  Comes in: the folder that fetch_training.sh filled.  Goes out: for every
 * Han and Hangul character one letter that says how much more often clean lines have it than misread ones, on standard
 * output.  Never: linked into the library, or measured on: the damage is made here, from the training text.
 *
 *     sh src/makers/fetch_training.sh FOLDER
 *     make .build/makers/make_familiar
 *     .build/makers/make_familiar FOLDER >src/makers/familiar.inc && make check-tables
 */
#include <iconv.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "makers/familiar.h"

enum { LINE_BYTES = 16384, NAME_BYTES = 512, LINES_MAX = 40000, DAMAGED_MAX = 8000, POINTS = 0x10000 };

/* Occurrences of characters; what was never seen counts for a share of one. */
struct count {
    float of[POINTS];
    double all;
};

static const double unseen = 0.3, different = 12000;
static const double share_of_legacy = 0.6; /* of damage that reads one East Asian encoding as another */

static const char *const clean_languages[] = {"zh", "zh_TW", "ja", "ko"};
enum { CLEAN_LANGUAGES = sizeof clean_languages / sizeof *clean_languages, JAPANESE = 2 };

/* Text in encoding bytes, read as another.  The first rows give kana that stay kana. */
static const struct chain {
    const char *language, *bytes, *read_as;
} legacy[] = {{"ja", "EUC-JP", "GBK"},    {"ja", "EUC-JP", "BIG5"},    {"ja", "EUC-JP", "CP949"},
              {"ja", "EUC-JP", "CP932"},  {"ja", "CP932", "GB18030"},  {"ja", "CP932", "CP949"},
              {"zh", "GBK", "CP949"},     {"zh", "GBK", "EUC-JP"},     {"zh", "GBK", "BIG5"},
              {"zh", "GBK", "CP932"},     {"zh", "GBK", "BIG5-HKSCS"}, {"zh_TW", "BIG5", "GBK"},
              {"zh_TW", "BIG5", "CP932"}, {"zh_TW", "BIG5", "CP949"},  {"zh_TW", "BIG5", "GB18030"},
              {"ko", "CP949", "GBK"},     {"ko", "CP949", "EUC-JP"},   {"ko", "CP949", "BIG5"},
              {"ko", "CP949", "CP932"}};
enum { LEGACY = sizeof legacy / sizeof *legacy, KEEP_KANA = 3 };

static const char *const utf8_languages[] = {"zh", "zh_TW", "ja", "ko", "de", "fr", "es", "cs",
                                             "ru", "el",    "tr", "pl", "vi", "pt"};
static const char *const utf8_read_as[] = {"GBK", "BIG5", "BIG5-HKSCS", "CP932", "EUC-JP", "CP949"};

static void die(const char *why)
{
    fprintf(stderr, "make_familiar: %s\n", why);
    exit(1);
}

/* Punctuation of East Asian lines, Han, Hangul. */
static const struct {
    uint32_t first, last;
} ranges[] = {{0x3000, 0x303F}, {0x3400, 0x9FFF}, {0xAC00, 0xD7BF} /* with the rest of the last row */};
enum { RANGES = sizeof ranges / sizeof *ranges };

static bool is_weighed(uint32_t c)
{
    for (int i = 0; i < RANGES; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static void count_text(struct count *count, const char *p, size_t n)
{
    for (size_t at = 0, len; at < n; at += len ? len : 1) {
        uint32_t c;
        len = utf8_decode(p + at, n - at, &c);
        if (len != 3 || !is_weighed(c))
            continue;
        count->of[c]++;
        count->all++;
    }
}

/* As much of the text as goes through; returns its length in out. */
static size_t convert(iconv_t cd, const char *text, size_t n, char *out, size_t room)
{
    char *from = (char *)(uintptr_t)text, *to = out;
    size_t from_left = n, to_left = room;
    iconv(cd, NULL, NULL, NULL, NULL);
    iconv(cd, &from, &from_left, &to, &to_left);
    return (size_t)(to - out);
}

static iconv_t open_chain(const char *to, const char *from)
{
    iconv_t cd = iconv_open(to, from);
    if (cd == (iconv_t)-1)
        die(from);
    return cd;
}

/* Counts up to max lines of the language, evenly from its whole text, misread unless bytes is NULL. */
static void count_language(struct count *count, const char *folder, const struct chain *chain, unsigned max)
{
    static char line[LINE_BYTES], bytes[LINE_BYTES], damaged[4 * LINE_BYTES];
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "%s/text/%s.txt", folder, chain->language);
    FILE *file = fopen(name, "r");
    if (!file)
        die(name);
    unsigned lines = 0, kept = 0;
    while (fgets(line, sizeof line, file))
        lines++;
    rewind(file);
    iconv_t write = open_chain(chain->bytes ? chain->bytes : "UTF-8", "UTF-8");
    iconv_t read = open_chain("UTF-8", chain->read_as ? chain->read_as : "UTF-8");
    for (uint64_t at = 0; fgets(line, sizeof line, file); at++) {
        if (at * max / lines < kept && lines > max)
            continue;
        kept++;
        size_t n = convert(write, line, strcspn(line, "\n"), bytes, sizeof bytes);
        count_text(count, damaged, convert(read, bytes, n, damaged, sizeof damaged));
    }
    iconv_close(write);
    iconv_close(read);
    fclose(file);
}

static double share_in(const struct count *count, uint32_t c)
{
    return (count->of[c] + unseen) / (count->all + unseen * different);
}

/* Adds a chain's shares of all characters, weighed. */
static void add_shares(double *shares, const char *folder, const struct chain *chain, double weight)
{
    static struct count count;
    memset(&count, 0, sizeof count);
    count_language(&count, folder, chain, DAMAGED_MAX);
    for (uint32_t c = 0; c < POINTS; c++)
        shares[c] += weight * share_in(&count, c);
}

static char letter_of(uint32_t c, const struct count clean[], const double *damaged, const double *beside_kana)
{
    double best = 0;
    for (size_t i = 0; i < CLEAN_LANGUAGES; i++)
        best = fmax(best, share_in(&clean[i], c));
    return familiar_letter(familiar_level(log2(best / damaged[c])),
                           familiar_level(log2(share_in(&clean[JAPANESE], c) / beside_kana[c])));
}

static void write_table(const struct count clean[], const double *damaged, const double *beside_kana)
{
    printf("/* familiar.inc: generated by makers/make_familiar.c from the language model's training text; do not edit.  How\n"
           " * much more often clean lines have a character than misread ones, as makers/familiar.h spells it. */\n"
           "static const struct familiar_row familiar_rows[] = {\n");
    for (int i = 0; i < RANGES; i++)
        for (uint32_t first = ranges[i].first; first < ranges[i].last; first += FAMILIAR_ROW) {
            printf("    {0x%X, \"", (unsigned)first);
            for (uint32_t c = first; c < first + FAMILIAR_ROW; c++)
                putchar(letter_of(c, clean, damaged, beside_kana));
            printf("\"},\n");
        }
    printf("};\n");
}

int main(int argc, char **argv)
{
    static struct count clean[CLEAN_LANGUAGES];
    static double damaged[POINTS], beside_kana[POINTS];
    enum { UTF8_LANGUAGES = sizeof utf8_languages / sizeof *utf8_languages,
           UTF8_READ_AS = sizeof utf8_read_as / sizeof *utf8_read_as };
    if (argc != 2)
        die("usage: make_familiar FOLDER");
    for (size_t i = 0; i < CLEAN_LANGUAGES; i++)
        count_language(&clean[i], argv[1], &(struct chain){.language = clean_languages[i]}, LINES_MAX);
    for (size_t i = 0; i < LEGACY; i++)
        add_shares(damaged, argv[1], &legacy[i], share_of_legacy / LEGACY);
    for (size_t i = 0; i < KEEP_KANA; i++)
        add_shares(beside_kana, argv[1], &legacy[i], 1.0 / KEEP_KANA);
    for (size_t i = 0; i < UTF8_LANGUAGES; i++)
        for (size_t k = 0; k < UTF8_READ_AS; k++)
            add_shares(damaged, argv[1], &(struct chain){utf8_languages[i], "UTF-8", utf8_read_as[k]},
                       (1 - share_of_legacy) / (UTF8_LANGUAGES * UTF8_READ_AS));
    write_table(clean, damaged, beside_kana);
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
