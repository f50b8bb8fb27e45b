/* make_pinyin.c: makes src/tables/pinyin.inc.  Comes in: Unihan_Readings.txt on standard input.  Goes out: the table on
 * standard output.  Never: part of the program; run by hand when Unicode moves on:
 *   bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 | make_pinyin > src/tables/pinyin.inc */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tables/pinyin.h"

enum { BMP = 0x10000, PER_CHARACTER = 24, SYLLABLES_MAX = 1 << PINYIN_TONE_SHIFT, NONE = PINYIN_NONE, LIST = 0x8000, LINE = 4096 };

static const struct { uint32_t first, last; } RANGES[] = {
    {0x3007, 0x3007}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF},
};
enum { RANGE_COUNT = sizeof RANGES / sizeof *RANGES };
static const struct { const char *name; bool modern; } FIELDS[] = {
    {"kMandarin", true}, {"kHanyuPinyin", false}, {"kXHC1983", true}, {"kHanyuPinlu", true}, {"kTGHZ2013", true},
};

/* Of each syllable the tones, one bit each, that modern dictionaries give, and those of the great historical one. */
struct readings { uint16_t syllables[PER_CHARACTER]; uint8_t tones[PER_CHARACTER][2]; size_t count; };
static char names[SYLLABLES_MAX][PINYIN_LETTERS_MAX + 1];
static size_t name_count;
static struct readings readings[BMP];
static uint16_t order[SYLLABLES_MAX]; /* from the number given at first sight to the place in the alphabet */

static uint16_t intern(const char *name)
{
    for (size_t i = 0; i < name_count; i++)
        if (strcmp(names[i], name) == 0)
            return (uint16_t)i;
    if (name_count == SYLLABLES_MAX)
        exit((fputs("make_pinyin: too many syllables\n", stderr), 1));
    strcpy(names[name_count], name);
    return (uint16_t)name_count++;
}

/* One reading; false when it is none.  The r of erhua, which Unihan lists under 儿, is no syllable. */
static bool plain(const char *text, size_t n, char name[PINYIN_LETTERS_MAX + 1])
{
    size_t count = 0;
    for (size_t at = 0, len; at < n; at += len)
        if (count == PINYIN_LETTERS_MAX || (len = pinyin_letter(text + at, n - at, &name[count++])) == 0)
            return false;
    name[count] = 0;
    return count > 0 && strcmp(name, "r") != 0;
}

static void add(uint32_t han, const char *text, size_t n, bool modern)
{
    char name[PINYIN_LETTERS_MAX + 1];
    if (!plain(text, n, name))
        return;
    struct readings *to = &readings[han];
    uint16_t syllable = intern(name);
    size_t i = 0;
    while (i < to->count && to->syllables[i] != syllable)
        i++;
    if (i == PER_CHARACTER)
        return;
    to->count += i == to->count;
    to->syllables[i] = syllable;
    to->tones[i][modern] |= (uint8_t)(1u << pinyin_tone(text, n));
}

/* kMandarin "le", kHanyuPinlu "le(30101)", the others "10048.060:liǎo,le,liào". */
static void add_field(uint32_t han, char *value, bool modern)
{
    for (char *item = strtok(value, " \n"); item; item = strtok(NULL, " \n")) {
        char *colon = strrchr(item, ':');
        for (char *p = colon ? colon + 1 : item; *p;) {
            size_t len = strcspn(p, ",(");
            add(han, p, len, modern);
            p += len;
            p += strcspn(p, ",");
            p += *p == ',';
        }
    }
}

static void read_line(char *line)
{
    char field[32], *tab = strrchr(line, '\t');
    uint32_t han;
    if (!tab || sscanf(line, "U+%" SCNx32 "\t%31s", &han, field) != 2 || han >= BMP)
        return;
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        if (strcmp(field, FIELDS[i].name) == 0)
            add_field(han, tab + 1, FIELDS[i].modern);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(names[*(const uint16_t *)a], names[*(const uint16_t *)b]);
}

static void write_names(void)
{
    uint16_t sorted[SYLLABLES_MAX];
    for (size_t i = 0; i < name_count; i++)
        sorted[i] = (uint16_t)i;
    qsort(sorted, name_count, sizeof *sorted, compare_names);
    printf("enum { SYLLABLE_COUNT = %zu };\n", name_count);
    printf("static const char SYLLABLES[SYLLABLE_COUNT][PINYIN_LETTERS_MAX + 1] = {");
    for (size_t i = 0; i < name_count; i++) {
        order[sorted[i]] = (uint16_t)i;
        printf("%s\"%s\",", i % 12 ? " " : "\n    ", names[sorted[i]]);
    }
    puts("\n};\n");
}

static void write_ranges(void)
{
    puts("static const struct { uint16_t first, last, at; } RANGES[] = {");
    uint32_t at = 0;
    for (size_t i = 0; i < RANGE_COUNT; i++) {
        printf("    {0x%04" PRIX32 ", 0x%04" PRIX32 ", %" PRIu32 "},\n", RANGES[i].first, RANGES[i].last, at);
        at += RANGES[i].last - RANGES[i].first + 1;
    }
    puts("};\n");
}

static void write_number(size_t at, unsigned number)
{
    printf("%s%u,", at % 24 ? "" : "\n    ", number);
}

static unsigned reading(const struct readings *r, size_t k)
{
    unsigned tones = r->tones[k][true] ? r->tones[k][true] : r->tones[k][false];
    return order[r->syllables[k]] | tones << PINYIN_TONE_SHIFT;
}

/* A character with one reading holds it, with several the place of a list whose last entry is marked. */
static void write_readings(void)
{
    static uint16_t lists[BMP];
    size_t length = 0, at = 0;
    printf("static const uint16_t READINGS[] = {");
    for (size_t i = 0; i < RANGE_COUNT; i++) {
        for (uint32_t c = RANGES[i].first; c <= RANGES[i].last; c++) {
            const struct readings *r = &readings[c];
            write_number(at++, r->count == 0 ? NONE : r->count == 1 ? reading(r, 0) : LIST | (unsigned)length);
            for (size_t k = 0; r->count > 1 && k < r->count; k++)
                lists[length++] = (uint16_t)(reading(r, k) | (k + 1 == r->count ? LIST : 0));
        }
    }
    if (length >= (NONE & ~LIST))
        exit((fputs("make_pinyin: the lists outgrow 15 bits\n", stderr), 1));
    printf("\n};\n\nstatic const uint16_t LISTS[] = {");
    for (size_t i = 0; i < length; i++)
        write_number(i, lists[i]);
    puts("\n};");
}

int main(void)
{
    char line[LINE];
    while (fgets(line, sizeof line, stdin))
        read_line(line);
    add(0x3007, "l\xC3\xADng", 5, true); /* 〇, to which Unihan gives no reading */
    if (name_count < 2)
        return fputs("make_pinyin: no readings on standard input\n", stderr), 1;
    puts("/* Made by make_pinyin from Unihan_Readings.txt of Unicode 15.0.0 (Unicode License v3; Debian unicode-data):\n"
         " * kMandarin, kHanyuPinyin, kXHC1983, kHanyuPinlu and kTGHZ2013, tones as bits, u for \xC3\xBC. */");
    write_names();
    write_ranges();
    write_readings();
    return fflush(stdout) != 0;
}
