/* make_latin.c: makes tables/latin.inc.  Comes in: the folder that fetch_training.sh filled.  Goes out: which languages
 * have a Latin letter after which character, on standard output.  Never: linked into the library.
 *
 *     sh src/makers/fetch_training.sh FOLDER
 *     make .build/makers/make_latin
 *     .build/makers/make_latin FOLDER >src/tables/latin.inc
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "tables/latin.h"

enum { LINE_BYTES = 65536, NAME_BYTES = 512 };

/* A language has what it has this often among its letters beyond ASCII, and more than by a chance or two.  A capital
 * inside a word is a matter of spelling in Irish, and in other languages a product's name. */
static const double least_share = 3e-5, least_share_inside = 1e-3;
enum { LEAST_COUNT = 2, LEAST_COUNT_OF_PAIRS = 4 };

/* A language with fewer letters in its text has what it has after every character. */
enum { FEW_LETTERS = 1000, LEAST_COUNT_OF_FEW = 4, LITTLE_LETTERS = 5000 };

/* One bit each; languages that share one are spelled alike. */
static const char *const languages[] = {
    "da nb nn fo", "cs", "sk", "hr bs sl sr_Latn", "es gl ast an gug", "nl af fy", "de bar", "sv fi", "et",
    "tr az crh", "tk", "pl szl csb", "ca oc", "it sc", "fur", "fr wa ht", "ga gd gv", "cy br", "eo", "hu", "is", "lt", "lv",
    "ro", "pt", "vi", "yo wo kab", "mi haw ve fil", "mt", "kmr", "sq", "eu nso id"};
enum { LANGUAGES = sizeof languages / sizeof *languages };
_Static_assert(LANGUAGES <= 32, "there is a bit for every row");

static uint32_t table[LATIN_LETTERS][LATIN_COLUMNS];
static uint64_t pairs[LATIN_LETTERS][LATIN_LETTERS / 64];
static uint32_t sides[LATIN_MISTAKABLE][LATIN_SIDES][LATIN_SIDES];

/* What windows-1252 has where windows-1250, windows-1254 or ISO-8859-2 has another letter; the small ones. */
static const uint16_t mistakable[LATIN_MISTAKABLE] = {0xE0, 0xE3, 0xE5, 0xE6, 0xE8, 0xEA, 0xEC, 0xEF, 0xF0,
                                                      0xF1, 0xF2, 0xF5, 0xF8, 0xF9, 0xFB, 0xFD, 0xFE};

/* Of one language. */
static uint32_t after[LATIN_LETTERS][LATIN_COLUMNS], after_letter[LATIN_LETTERS][LATIN_LETTERS];
static uint32_t between[LATIN_MISTAKABLE][LATIN_SIDES][LATIN_SIDES];
static uint64_t letters, seen[LATIN_LETTERS];

static void die(const char *why)
{
    fprintf(stderr, "make_latin: %s\n", why);
    exit(1);
}

static bool is_sign(uint32_t c)
{
    return c == 0xD7 || c == 0xF7; /* multiplication and division */
}

static bool is_ascii_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static unsigned column_of(uint32_t c)
{
    return is_ascii_letter(c) ? c : LATIN_NO_LETTER;
}

/* Counts a letter after another character, and as often in capitals, which headings have. */
static void count_after(uint32_t before, uint32_t c)
{
    uint32_t upper = (uint32_t)u_toupper((UChar32)c);
    after[latin_letter(c)][column_of(before)]++;
    if (upper != c && latin_letter(upper) >= 0)
        after[latin_letter(upper)][column_of((uint32_t)u_toupper((UChar32)before))]++;
    bool begins = is_ascii_letter(before) && u_isUUppercase((UChar32)before);
    if (begins && !u_isUUppercase((UChar32)c))
        after[latin_letter(c)][column_of(before | 0x20)]++;
    else if (is_ascii_letter(before) && !u_isUUppercase((UChar32)c))
        after[latin_letter(c)][column_of(before & ~0x20u)]++;
}

static unsigned row_of(uint32_t c)
{
    unsigned row = 0;
    while (row < LATIN_MISTAKABLE && mistakable[row] != (c & ~0x20u) + 0x20)
        row++;
    return c <= 0xFF ? row : LATIN_MISTAKABLE;
}

/* Counts a letter between what stood before it and what begins at next. */
static void count_between(uint32_t before, uint32_t c, const char *next, size_t n)
{
    uint32_t behind = ' ';
    unsigned row = row_of(c);
    size_t len = n ? utf8_decode(next, n, &behind) : 0;
    if (row < LATIN_MISTAKABLE && latin_letter(before) < 0 && (!len || latin_letter(behind) < 0))
        between[row][before < 0x80 ? latin_side(before) : 0][len == 1 ? latin_side(behind) : 0]++;
}

static void count_line(const char *line, size_t n)
{
    uint32_t before = ' ';
    for (size_t at = 0, len; at < n; at += len ? len : 1) {
        uint32_t c;
        len = utf8_decode(line + at, n - at, &c);
        if (!len || latin_letter(c) < 0 || is_sign(c)) {
            before = len ? c : ' ';
            continue;
        }
        letters++;
        seen[latin_letter(c)]++;
        if (latin_letter(before) >= 0 && !is_sign(before))
            after_letter[latin_letter(before)][latin_letter(c)]++;
        else
            count_after(before, c);
        count_between(before, c, line + at + len, n - at - len);
        before = c;
    }
}

static bool is_spelled(uint32_t count, uint32_t least, double share)
{
    return count >= least && count >= share * (double)letters;
}

/* A small letter stands before a capital. */
static bool is_inside(unsigned column, uint32_t c)
{
    return column >= 'a' && column <= 'z' && u_isUUppercase((UChar32)c);
}

static void note_letter(unsigned letter, uint32_t bit)
{
    uint32_t c = LATIN_FIRST + letter;
    for (unsigned column = 0; column < LATIN_ANY; column++)
        if (is_spelled(after[letter][column], LEAST_COUNT, is_inside(column, c) ? least_share_inside : least_share)) {
            table[letter][column] |= bit;
            table[letter][LATIN_ANY] |= bit;
        }
    if (letters < FEW_LETTERS && seen[letter] >= LEAST_COUNT_OF_FEW)
        for (unsigned column = 0; column < LATIN_COLUMNS; column++)
            if (!is_inside(column, c))
                table[letter][column] |= bit;
    for (unsigned second = 0; second < LATIN_LETTERS; second++)
        if (is_spelled(after_letter[letter][second], LEAST_COUNT_OF_PAIRS, least_share)) {
            pairs[letter][second / 64] |= UINT64_C(1) << second % 64;
            table[second][LATIN_ANY] |= bit;
        }
}

/* How often a letter comes after one character, and before one. */
static void sum_sides(unsigned row, uint32_t behind[LATIN_SIDES], uint32_t ahead[LATIN_SIDES])
{
    for (unsigned before = 0; before < LATIN_SIDES; before++)
        for (unsigned next = 0; next < LATIN_SIDES; next++) {
            behind[before] += between[row][before][next];
            ahead[next] += between[row][before][next];
        }
}

/* A language of little text has a letter between what it has it after and what it has it before. */
static bool is_between(unsigned row, unsigned before, unsigned next, const uint32_t *behind, const uint32_t *ahead)
{
    bool little = letters < LITTLE_LETTERS && behind[before] >= LEAST_COUNT && ahead[next] >= LEAST_COUNT;
    return little || is_spelled(between[row][before][next], LEAST_COUNT, least_share);
}

static void note_between(uint32_t bit)
{
    for (unsigned row = 0; row < LATIN_MISTAKABLE; row++) {
        uint32_t behind[LATIN_SIDES] = {0}, ahead[LATIN_SIDES] = {0};
        sum_sides(row, behind, ahead);
        for (unsigned before = 0; before < LATIN_SIDES; before++)
            for (unsigned next = 0; next < LATIN_SIDES; next++)
                if (is_between(row, before, next, behind, ahead))
                    sides[row][before][next] |= bit;
    }
}

static void read_language(const char *folder, const char *name, int length, uint32_t bit)
{
    static char line[LINE_BYTES], path[NAME_BYTES];
    snprintf(path, sizeof path, "%s/text/%.*s.txt", folder, length, name);
    FILE *file = fopen(path, "r");
    if (!file)
        die(path);
    memset(after, 0, sizeof after);
    memset(after_letter, 0, sizeof after_letter);
    memset(between, 0, sizeof between);
    memset(seen, 0, sizeof seen);
    letters = 0;
    while (fgets(line, sizeof line, file))
        count_line(line, strlen(line));
    fclose(file);
    for (unsigned letter = 0; letter < LATIN_LETTERS; letter++)
        note_letter(letter, bit);
    note_between(bit);
}

/* Signs of no language, of which division follows no letter; and ASCII that is no letter. */
static void fill_rest(void)
{
    for (unsigned letter = 0; letter < LATIN_LETTERS; letter++)
        for (unsigned column = 0; column < LATIN_COLUMNS; column++)
            if (is_sign(LATIN_FIRST + letter))
                table[letter][column] = LATIN_FIRST + letter == 0xF7 && is_ascii_letter(column) ? 0 : LATIN_ALL_LANGUAGES;
            else if (column < LATIN_ANY && !is_ascii_letter(column))
                table[letter][column] = table[letter][LATIN_NO_LETTER];
}

static void write_sides(void)
{
    printf("const uint8_t latin_mistakable[LATIN_LETTERS] = {\n");
    for (unsigned letter = 0; letter < LATIN_LETTERS; letter++) {
        unsigned row = row_of(LATIN_FIRST + letter);
        printf("%u,%s", row < LATIN_MISTAKABLE ? row + 1 : 0, letter % 32 == 31 ? "\n" : "");
    }
    printf("};\nconst uint32_t latin_sides[LATIN_MISTAKABLE][LATIN_SIDES][LATIN_SIDES] = {\n");
    for (unsigned row = 0; row < LATIN_MISTAKABLE; row++)
        for (unsigned before = 0; before < LATIN_SIDES; before++) {
            printf("%s{", before ? "" : "{");
            for (unsigned next = 0; next < LATIN_SIDES; next++)
                printf(sides[row][before][next] > 9 ? "0x%X,%s" : "%u,%s", (unsigned)sides[row][before][next],
                       next % 9 == 8 && next + 1 < LATIN_SIDES ? "\n" : "");
            printf("}%s,\n", before + 1 < LATIN_SIDES ? "" : "}");
        }
    printf("};\n");
}

static void write_tables(void)
{
    printf("/* latin.inc: generated by makers/make_latin.c from the language model's training text; do not edit. */\n"
           "const uint32_t latin_languages[LATIN_LETTERS][LATIN_COLUMNS] = {\n");
    for (unsigned letter = 0; letter < LATIN_LETTERS; letter++) {
        printf("{");
        for (unsigned column = 0; column < LATIN_COLUMNS; column++)
            printf(table[letter][column] > 9 ? "0x%X,%s" : "%u,%s", (unsigned)table[letter][column],
                   column % 16 == 15 ? "\n" : "");
        printf("},\n");
    }
    printf("};\nconst uint64_t latin_pairs[LATIN_LETTERS][LATIN_LETTERS / 64] = {\n");
    for (unsigned letter = 0; letter < LATIN_LETTERS; letter++)
        printf("{0x%llX, 0x%llX, 0x%llX},\n", (unsigned long long)pairs[letter][0], (unsigned long long)pairs[letter][1],
               (unsigned long long)pairs[letter][2]);
    printf("};\n");
    write_sides();
}

int main(int argc, char **argv)
{
    if (argc != 2)
        die("usage: make_latin FOLDER");
    for (unsigned i = 0; i < LANGUAGES; i++)
        for (const char *name = languages[i]; *name;) {
            size_t length = strcspn(name, " ");
            read_language(argv[1], name, (int)length, UINT32_C(1) << i);
            name += length + (name[length] == ' ');
        }
    fill_rest();
    write_tables();
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
