/* slip.c: how often are byte slips and glosses undone?  Comes in: Unihan_Readings.txt on standard input and
 * files of clean Chinese, each taken for one page.  Goes out: a table of exact, wrong and missed lines, or with -d the
 * pairs "damaged TAB expected".  Never: uses the program's own tables: GBK is iconv's, the readings are Unihan's.
 *
 * The damage is the one that republishers of scraped pages did: the line is taken as GBK bytes; for some characters
 * of the page, one replace(c, c + "(pinyin)") after another runs over the raw bytes; some programs then cut the bytes
 * at punctuation, wherever its bytes occur; each piece is decoded on its own, a pair that is no character becomes one
 * question mark; at last fullwidth forms may be folded to ASCII.  Some programs put a space before the closing bracket,
 * write no tone marks, or insert a gloss several times; their pages are counted apart. */
#include <iconv.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unbake.h"

enum {
    LINE_MAX_BYTES = 1 << 16, LINES_MAX = 4096, PAIRS = 1 << 16, BMP = 1 << 16, NONE = -1,
    READING_MAX = 16, PAGE_CHARACTERS = 4096, VARIANTS = 6, STYLED = 3 /* more, in other styles */
};

/* Raw bytes, each with the place of the character that it came from, or NONE for what was put in. */
struct raw { unsigned char bytes[LINE_MAX_BYTES]; int from[LINE_MAX_BYTES]; size_t n; };
struct text { uint32_t c[LINE_MAX_BYTES]; int from[LINE_MAX_BYTES]; size_t n; };
struct page { struct text *lines[LINES_MAX]; size_t n; };
struct count { unsigned exact, wrong, missed; };

/* What a page's glosses look like. */
struct style { bool spaced, toneless; unsigned times; };

/* What one line suffers. */
struct damage { uint16_t glossed[PAGE_CHARACTERS]; size_t n; bool cuts, folds; struct style style; };

/* The rows of the table. */
enum { GLOSSES, LOST_BYTES, OTHER_STYLES, CLEAN, ROWS };
static const char *const TITLES[ROWS] = {"glosses only", "lost bytes besides", "other styles of gloss", "clean lines"};

static uint16_t of_pair[PAIRS];  /* code points */
static uint16_t to_pair[BMP];
static char readings[BMP][READING_MAX];
static uint64_t state = 88172645463325252u;

/* xorshift64: the same damage on every machine. */
static unsigned chance(unsigned n)
{
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (unsigned)(state >> 33) % n;
}

static size_t encode(uint32_t c, unsigned char *out)
{
    if (c < 0x80)
        return out[0] = (unsigned char)c, 1;
    if (c < 0x800)
        return out[0] = (unsigned char)(0xC0 | c >> 6), out[1] = (unsigned char)(0x80 | (c & 0x3F)), 2;
    out[0] = (unsigned char)(0xE0 | c >> 12), out[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    return out[2] = (unsigned char)(0x80 | (c & 0x3F)), 3;
}

/* Trusts the file to be UTF-8 of the BMP. */
static size_t decode(const unsigned char *p, uint32_t *c)
{
    if (*p < 0x80)
        return *c = *p, 1;
    if (*p < 0xE0)
        return *c = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu), 2;
    return *c = (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu), 3;
}

/* The zones that code page 936 leaves to its users map by arithmetic. */
static uint16_t user_zone(unsigned lead, unsigned trail)
{
    if (trail >= 0xA1 && lead >= 0xAA && lead <= 0xAF)
        return (uint16_t)(0xE000 + (lead - 0xAA) * 94 + trail - 0xA1);
    if (trail >= 0xA1 && lead >= 0xF8)
        return (uint16_t)(0xE234 + (lead - 0xF8) * 94 + trail - 0xA1);
    if (trail >= 0x40 && trail != 0x7F && trail <= 0xA0 && lead >= 0xA1 && lead <= 0xA7)
        return (uint16_t)(0xE4C6 + (lead - 0xA1) * 96 + trail - 0x40 - (trail > 0x7F));
    return 0;
}

static uint16_t ask(iconv_t gbk, unsigned lead, unsigned trail)
{
    char in[2] = {(char)lead, (char)trail}, *from = in;
    unsigned char out[8], *to = out;
    size_t left = 2, room = sizeof out;
    if (iconv(gbk, &from, &left, (char **)&to, &room) == (size_t)-1 || to - out != 2)
        return iconv(gbk, NULL, NULL, NULL, NULL), user_zone(lead, trail);
    return (uint16_t)(out[0] << 8 | out[1]);
}

static void load_gbk(void)
{
    iconv_t gbk = iconv_open("UTF-16BE", "GBK");
    if (gbk == (iconv_t)-1)
        exit((fputs("slip: iconv has no GBK\n", stderr), 2));
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x40; trail <= 0xFE; trail++)
            if (trail != 0x7F && (of_pair[lead << 8 | trail] = ask(gbk, lead, trail)) != 0)
                to_pair[of_pair[lead << 8 | trail]] = (uint16_t)(lead << 8 | trail);
    iconv_close(gbk);
}

/* Keeps readings all of whose letters GBK can write. */
static void load_readings(void)
{
    char line[4096], reading[64];
    uint32_t c, letter;
    while (fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "U+%" SCNx32 "\tkMandarin\t%63s", &c, reading) != 2 || c >= BMP || strlen(reading) >= READING_MAX)
            continue;
        bool good = true;
        for (const unsigned char *p = (unsigned char *)reading; *p; good = good && (letter < 0x80 || to_pair[letter]))
            p += decode(p, &letter);
        if (good)
            strcpy(readings[c], reading);
    }
}

static void push(struct text *to, uint32_t c, int from)
{
    if (to->n < LINE_MAX_BYTES)
        to->from[to->n] = from, to->c[to->n++] = c;
}

static void push_raw(struct raw *to, unsigned char byte, int from)
{
    if (to->n < LINE_MAX_BYTES)
        to->from[to->n] = from, to->bytes[to->n++] = byte;
}

static void push_pair(struct raw *to, uint16_t pair, int from)
{
    push_raw(to, (unsigned char)(pair >> 8), from);
    push_raw(to, (unsigned char)pair, from);
}

static bool to_raw(const struct text *line, struct raw *raw)
{
    raw->n = 0;
    for (size_t i = 0; i < line->n; i++) {
        if (line->c[i] < 0x80)
            push_raw(raw, (unsigned char)line->c[i], (int)i);
        else if (line->c[i] < BMP && to_pair[line->c[i]])
            push_pair(raw, to_pair[line->c[i]], (int)i);
        else
            return false;
    }
    return true;
}

/* The letter without its tone mark; ü is written so, as u or as v, here as u. */
static uint32_t without_tone(uint32_t letter)
{
    static const char MARKED[] = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", PLAIN[] = "aeiouu";
    size_t at = 0;
    uint32_t c;
    for (size_t i = 0; MARKED[at]; i++) {
        at += decode((const unsigned char *)MARKED + at, &c);
        if (c == letter)
            return (uint32_t)PLAIN[i / 4];
    }
    return letter;
}

static void push_one_gloss(struct raw *to, const char *reading, const struct style *style)
{
    uint32_t letter;
    push_raw(to, '(', NONE);
    for (const unsigned char *p = (const unsigned char *)reading; *p;) {
        p += decode(p, &letter);
        letter = style->toneless ? without_tone(letter) : letter;
        if (letter < 0x80)
            push_raw(to, (unsigned char)letter, NONE);
        else
            push_pair(to, to_pair[letter], NONE);
    }
    if (style->spaced)
        push_raw(to, ' ', NONE);
    push_raw(to, ')', NONE);
}

static void push_gloss(struct raw *to, const char *reading, const struct style *style)
{
    for (unsigned i = 0; i < style->times; i++)
        push_one_gloss(to, reading, style);
}

/* replace(c, c + gloss) over the bytes, with no regard for the borders of characters: that is the mistake. */
static void gloss(struct raw *raw, uint16_t c, const struct style *style)
{
    static struct raw out;
    out.n = 0;
    for (size_t i = 0; i < raw->n; i++) {
        push_raw(&out, raw->bytes[i], raw->from[i]);
        if (i + 1 < raw->n && (raw->bytes[i] << 8 | raw->bytes[i + 1]) == to_pair[c]) {
            push_raw(&out, raw->bytes[i + 1], raw->from[i + 1]);
            push_gloss(&out, readings[c], style);
            i++;
        }
    }
    *raw = out;
}

static void decode_piece(const struct raw *raw, size_t at, size_t end, struct text *to)
{
    while (at < end) {
        unsigned byte = raw->bytes[at];
        int from = raw->from[at];
        if (byte < 0x80) {
            push(to, byte, from);
            at++;
            continue;
        }
        uint32_t c = at + 1 < end ? of_pair[byte << 8 | raw->bytes[at + 1]] : 0;
        push(to, c ? c : '?', c && raw->from[at + 1] == from ? from : NONE);
        at += at + 1 < end ? 2 : 1;
    }
}

/* Where one of the marks stands in the bytes, or seems to. */
static bool cut_here(const struct raw *raw, size_t at)
{
    static const uint16_t MARKS[] = {0xA3A1, 0xA3BB, 0xA3AC, 0xA3BF, 0xA1A3, 0xA1A2};
    if (at + 1 >= raw->n)
        return false;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if ((raw->bytes[at] << 8 | raw->bytes[at + 1]) == MARKS[i])
            return true;
    return false;
}

static void decode_raw(const struct raw *raw, bool cuts, struct text *to)
{
    size_t start = 0;
    to->n = 0;
    for (size_t at = 0; cuts && at < raw->n; at++) {
        if (!cut_here(raw, at))
            continue;
        decode_piece(raw, start, at, to);
        decode_piece(raw, at, at + 2, to);
        start = at + 2;
        at++;
    }
    decode_piece(raw, start, raw->n, to);
}

static uint32_t folded(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

/* What stood whole was folded and stays so; what the slip took apart comes back as it was. */
static void fold(struct text *damaged, struct text *expected)
{
    for (size_t i = 0; i < damaged->n; i++) {
        damaged->c[i] = folded(damaged->c[i]);
        if (damaged->from[i] != NONE)
            expected->c[damaged->from[i]] = folded(expected->c[damaged->from[i]]);
    }
}

static void damage_line(const struct text *line, const struct damage *damage, struct text *damaged, struct text *expected)
{
    static struct raw raw;
    *expected = *line;
    damaged->n = 0;
    if (!to_raw(line, &raw))
        return;
    for (size_t i = 0; i < damage->n; i++)
        gloss(&raw, damage->glossed[i], &damage->style);
    decode_raw(&raw, damage->cuts, damaged);
    if (damage->folds)
        fold(damaged, expected);
}

static bool in_gb2312(uint32_t c)
{
    return to_pair[c] >> 8 >= 0xB0 && to_pair[c] >> 8 <= 0xF7 && (to_pair[c] & 0xFF) >= 0xA1;
}

/* A page's own subset of its characters, in its own order.  The pages of fixtures/seeds gloss 29 to 45 of 100 of the
 * characters outside GB2312, every time that they stand there, and no others; other pages gloss any. */
static void choose(const struct page *page, struct damage *damage)
{
    static bool seen[BMP];
    memset(seen, 0, sizeof seen);
    bool any = chance(2);
    unsigned percent = any ? 5 + chance(40) : 25 + chance(25);
    damage->n = 0;
    for (size_t i = 0; i < page->n; i++) {
        for (size_t k = 0; k < page->lines[i]->n; k++) {
            uint32_t c = page->lines[i]->c[k];
            if (!seen[c] && readings[c][0] && to_pair[c] && (any || !in_gb2312(c)) && chance(100) < percent
                && damage->n < PAGE_CHARACTERS)
                damage->glossed[damage->n++] = (uint16_t)c;
            seen[c] = true;
        }
    }
    for (size_t i = damage->n; i > 1; i--) {
        size_t k = chance((unsigned)i);
        uint16_t c = damage->glossed[k];
        damage->glossed[k] = damage->glossed[i - 1], damage->glossed[i - 1] = c;
    }
    damage->cuts = chance(2), damage->folds = chance(2);
    damage->style = (struct style){.times = 1};
}

/* One page in three of those counted apart has spaces, one no tone marks, one repeats without them. */
static void choose_style(struct style *style)
{
    unsigned which = chance(3);
    *style = (struct style){.spaced = which == 0, .toneless = which != 0, .times = which == 2 ? 2 + chance(2) : 1};
}

static size_t count_marks(const struct text *text)
{
    size_t n = 0;
    for (size_t i = 0; i < text->n; i++)
        n += text->c[i] == '?' || text->c[i] == 0xFF1F || (text->c[i] >= 0xE000 && text->c[i] < 0xF900);
    return n;
}

static size_t to_utf8(const struct text *text, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < text->n; i++)
        len += encode(text->c[i], (unsigned char *)out + len);
    out[len] = 0;
    return len;
}

static void measure(const char *damaged, const char *expected, struct count *count, bool verbose)
{
    char *got;
    size_t len;
    if (unbake_text(NULL, damaged, strlen(damaged), &got, &len) != UNBAKE_OK)
        exit((fputs("slip: unbake_text failed\n", stderr), 2));
    if (strcmp(got, expected) == 0)
        count->exact++;
    else if (strcmp(got, damaged) == 0)
        count->missed++;
    else
        count->wrong++;
    if (verbose && strcmp(got, expected) != 0)
        printf("- %s\n+ %s\n= %s\n", damaged, got, expected);
    free(got);
}

/* option: 'd' prints the pairs, 'v' what came out otherwise, 0 only counts. */
static void run_damage(const struct page *page, const struct damage *damage, int option, struct count counts[ROWS])
{
    static struct text damaged, expected;
    static char before[4 * LINE_MAX_BYTES], after[4 * LINE_MAX_BYTES];
    bool styled = damage->style.spaced || damage->style.toneless;
    for (size_t i = 0; i < page->n; i++) {
        damage_line(page->lines[i], damage, &damaged, &expected);
        to_utf8(&damaged, before), to_utf8(&expected, after);
        if (damaged.n == 0 || strcmp(before, after) == 0)
            continue;
        int row = styled ? OTHER_STYLES : count_marks(&damaged) > count_marks(&expected) ? LOST_BYTES : GLOSSES;
        if (option == 'd')
            printf("%s\t%s\n", before, after);
        else
            measure(before, after, &counts[row], option == 'v');
    }
}

static void run_page(const struct page *page, int option, struct count counts[ROWS])
{
    static struct damage damage;
    static char line[4 * LINE_MAX_BYTES];
    for (int variant = 0; variant < VARIANTS + STYLED; variant++) {
        choose(page, &damage);
        if (variant >= VARIANTS)
            choose_style(&damage.style);
        run_damage(page, &damage, option, counts);
    }
    for (size_t i = 0; i < page->n && option != 'd'; i++) {
        to_utf8(page->lines[i], line);
        measure(line, line, &counts[CLEAN], option == 'v');
    }
}

static bool read_page(const char *name, struct page *page)
{
    static char line[LINE_MAX_BYTES];
    FILE *file = fopen(name, "r");
    if (!file)
        return perror(name), false;
    for (page->n = 0; page->n < LINES_MAX && fgets(line, sizeof line, file);) {
        line[strcspn(line, "\r\n")] = 0;
        struct text *text = calloc(1, sizeof *text);
        if (!text)
            exit((fputs("slip: out of memory\n", stderr), 2));
        uint32_t c;
        for (const unsigned char *p = (unsigned char *)line; *p;) {
            p += decode(p, &c);
            push(text, c & 0xFFFF, (int)text->n);
        }
        page->lines[page->n++] = text;
    }
    fclose(file);
    return true;
}

static void free_page(struct page *page)
{
    for (size_t i = 0; i < page->n; i++)
        free(page->lines[i]);
}

static void print_count(const char *name, const struct count *count)
{
    unsigned all = count->exact + count->wrong + count->missed;
    printf("%-28s %6u lines %6u exact (%5.1f%%) %6u changed wrongly %6u missed\n", name, all, count->exact,
           all ? 100.0 * count->exact / all : 0.0, count->wrong, count->missed);
}

int main(int argc, char **argv)
{
    static struct page page;
    struct count counts[ROWS] = {{0, 0, 0}};
    int first = 1, option = argc > 1 && argv[1][0] == '-' ? argv[first++][1] : 0, bad = argc <= first;
    if (bad)
        fputs("slip [-d|-v] FILE... < Unihan_Readings.txt\n", stderr);
    load_gbk();
    load_readings();
    for (int i = first; i < argc; i++) {
        if (!read_page(argv[i], &page)) {
            bad = 1;
            continue;
        }
        run_page(&page, option, counts);
        free_page(&page);
    }
    for (int row = 0; row < ROWS && option != 'd' && !bad; row++)
        print_count(TITLES[row], &counts[row]);
    return bad ? 2 : 0;
}
