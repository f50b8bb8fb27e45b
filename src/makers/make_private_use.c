/* make_private_use.c: makes src/tables/private_use.inc.  Comes in: src/tables/private_use.tsv, or the file named on the
 * command line, and iconv's BIG5-HKSCS.  Goes out: the table on standard output.  Never: part of the program; run where
 * the sources are:  make_private_use > src/tables/private_use.inc */
#include <iconv.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tables/private_use.h"

enum {
    LINE_BYTES = 4096, ROWS_MAX = 0x10000, UNITS_MAX = 0x10000, TEXT_UNITS = 2 * PRIVATE_TEXT_MAX,
    SEQUENCE_FIRST = 0xD800, SEQUENCE_END = 0xF900 /* must be those of private_use.c */
};

struct row {
    enum private_origin origin;
    uint16_t from, to;
};

static const char *const NAMES[PRIVATE_ORIGINS] = {PRIVATE_ORIGIN_NAMES};
static struct row rows[ROWS_MAX];
static size_t row_count;
static uint16_t units[UNITS_MAX], sequences[SEQUENCE_END - SEQUENCE_FIRST + 1];
static size_t unit_count, sequence_count;

static void stop(const char *why)
{
    fprintf(stderr, "make_private_use: %s\n", why);
    exit(1);
}

/* Many origins share a sequence, such as one emoji or one Han of plane 2. */
static uint16_t intern(const uint16_t *text, size_t n)
{
    for (size_t i = 0; i < sequence_count; i++)
        if ((size_t)(sequences[i + 1] - sequences[i]) == n && memcmp(units + sequences[i], text, n * sizeof *text) == 0)
            return (uint16_t)(SEQUENCE_FIRST + i);
    if (unit_count + n >= UNITS_MAX || SEQUENCE_FIRST + sequence_count + 1 >= SEQUENCE_END)
        stop("the sequences outgrow the table");
    memcpy(units + unit_count, text, n * sizeof *text);
    unit_count += n;
    sequences[++sequence_count] = (uint16_t)unit_count;
    return (uint16_t)(SEQUENCE_FIRST + sequence_count - 1);
}

static void add(enum private_origin origin, uint32_t from, const uint32_t *text, size_t n)
{
    uint16_t in_units[TEXT_UNITS];
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] >= 0x10000)
            in_units[count++] = (uint16_t)(0xD800 + ((text[i] - 0x10000) >> 10));
        in_units[count++] = (uint16_t)(text[i] >= 0x10000 ? 0xDC00 + (text[i] & 0x3FF) : text[i]);
    }
    bool inlined = count == 1 && (in_units[0] < SEQUENCE_FIRST || in_units[0] >= SEQUENCE_END);
    if (row_count == ROWS_MAX)
        stop("too many rows");
    rows[row_count++] = (struct row){origin, (uint16_t)from, inlined ? in_units[0] : intern(in_units, count)};
}

static enum private_origin origin_named(const char *name)
{
    for (int i = 0; i < PRIVATE_ORIGINS; i++)
        if (strcmp(NAMES[i], name) == 0)
            return (enum private_origin)i;
    stop("an origin without a place in private_use.h");
    return PRIVATE_ORIGINS;
}

static size_t read_text(char *word, uint32_t text[PRIVATE_TEXT_MAX])
{
    size_t n = 0;
    while (*word && strcmp(word, "-") != 0) {
        if (n == PRIVATE_TEXT_MAX)
            stop("a replacement is too long");
        text[n++] = (uint32_t)strtoul(word, &word, 16);
        word += *word == '+';
    }
    return n;
}

static void read_line(char *line)
{
    char *name = strtok(line, "\t\n"), *first = strtok(NULL, "\t\n");
    if (!name || *name == '#')
        return;
    if (!first)
        stop("a line without a code point");
    enum private_origin origin = origin_named(name);
    uint32_t from = (uint32_t)strtoul(first, NULL, 16), text[PRIVATE_TEXT_MAX];
    for (char *word; (word = strtok(NULL, " \n")); from++)
        add(origin, from, text, read_text(word, text));
}

/* The user-defined rows of Microsoft's code page 950, 157 cells each: where those of a lead byte begin. */
static uint32_t user_row(unsigned lead)
{
    if (lead >= 0xFA)
        return 0xE000 + 157 * (lead - 0xFA);
    if (lead >= 0xC6)
        return 0xF6B1 - 63 + 157 * (lead - 0xC6); /* this zone begins at C6A1, without the 63 cells before it */
    if (lead >= 0x8E)
        return 0xE311 + 157 * (lead - 0x8E);
    return 0xEEB8 + 157 * (lead - 0x81);
}

static size_t read_pair(iconv_t hkscs, unsigned lead, unsigned trail, uint32_t text[PRIVATE_TEXT_MAX])
{
    char pair[2] = {(char)lead, (char)trail}, utf8[4 * PRIVATE_TEXT_MAX], *in = pair, *out = utf8;
    size_t in_left = sizeof pair, out_left = sizeof utf8, n = 0;
    iconv(hkscs, NULL, NULL, NULL, NULL);
    if (iconv(hkscs, &in, &in_left, &out, &out_left) != 0 || iconv(hkscs, NULL, NULL, &out, &out_left) != 0)
        return 0;
    size_t len = sizeof utf8 - out_left;
    for (size_t at = 0, step; at < len && (step = utf8_decode(utf8 + at, len - at, &text[n])) > 0; at += step)
        n++;
    return n;
}

static void add_hkscs(void)
{
    iconv_t hkscs = iconv_open("UTF-8", "BIG5-HKSCS");
    if (hkscs == (iconv_t)-1)
        stop("iconv knows no BIG5-HKSCS");
    for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
        if (lead > 0xA0 && lead < 0xC6)
            lead = 0xC6;
        if (lead > 0xC8 && lead < 0xFA)
            lead = 0xFA;
        for (unsigned trail = lead == 0xC6 ? 0xA1 : 0x40; trail <= 0xFE; trail++) {
            uint32_t text[PRIVATE_TEXT_MAX];
            size_t n = trail < 0x7F || trail > 0xA0 ? read_pair(hkscs, lead, trail, text) : 0;
            if (n > 0)
                add(PRIVATE_HKSCS, user_row(lead) + trail - (trail > 0xA0 ? 0x62 : 0x40), text, n);
        }
    }
    iconv_close(hkscs);
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return x->origin != y->origin ? (x->origin > y->origin) - (x->origin < y->origin) : x->from - y->from;
}

static void write_numbers(const char *name, const uint16_t *numbers, size_t n)
{
    printf("static const uint16_t %s[] = {", name);
    for (size_t i = 0; i < n; i++)
        printf("%s%u,", i % 20 ? "" : "\n", numbers[i]);
    puts("\n};");
}

static void write_table(void)
{
    static uint16_t starts[PRIVATE_ORIGINS + 1], column[ROWS_MAX];
    for (size_t i = 0; i < row_count; i++)
        for (size_t origin = rows[i].origin; origin < PRIVATE_ORIGINS; origin++)
            starts[origin + 1]++;
    write_numbers("STARTS", starts, PRIVATE_ORIGINS + 1);
    for (size_t i = 0; i < row_count; i++)
        column[i] = rows[i].from;
    write_numbers("FROM", column, row_count);
    for (size_t i = 0; i < row_count; i++)
        column[i] = rows[i].to;
    write_numbers("TO", column, row_count);
    write_numbers("SEQUENCES", sequences, sequence_count + 1);
    write_numbers("UNITS", units, unit_count);
}

int main(int argc, char **argv)
{
    static char line[LINE_BYTES];
    FILE *source = fopen(argc > 1 ? argv[1] : "src/tables/private_use.tsv", "r");
    if (!source)
        stop("no private_use.tsv here");
    while (fgets(line, sizeof line, source))
        read_line(line);
    fclose(source);
    add_hkscs();
    qsort(rows, row_count, sizeof *rows, compare_rows);
    for (size_t i = 1; i < row_count; i++)
        if (compare_rows(&rows[i - 1], &rows[i]) == 0)
            stop("a code point stands twice");
    puts("/* private_use.inc: generated by makers/make_private_use.c; do not edit.  Sources: private_use.tsv, which\n"
         " * names its own, and the BIG5-HKSCS of iconv (2008 edition). */");
    write_table();
    return ferror(stdout) || fclose(stdout) != 0;
}
