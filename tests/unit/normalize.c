/* unit/normalize.c: the normalization forms.  Comes in: Unicode's own test file and texts made here.  Goes out: one
 * result per property.  Never: passes when the test file is missing. */
#include "normalize/normalize.h"

#include <stdlib.h>
#include <time.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "check.h"
#include "tables/characters.h"

enum { FORMS = 4, COLUMNS = 5, TEXT_MAX = 1024, LAST_CODE_POINT = 0x10FFFF };

static const enum unbake_form form_of[FORMS] = {UNBAKE_NFC, UNBAKE_NFD, UNBAKE_NFKC, UNBAKE_NFKD};
static const unsigned flag_of[FORMS] = {CHARACTER_NFC, CHARACTER_NFD, CHARACTER_NFKC, CHARACTER_NFKD};

struct bench {
    struct normalize *normalize[FORMS];
    struct line line;
};

/* The text in a form, in b->line.text. */
static const struct bytes *normal(struct bench *b, int form, const char *text, size_t n)
{
    bytes_clear(&b->line.text);
    if (!bytes_append(&b->line.text, text, n) || normalize_line(b->normalize[form], &b->line) != UNBAKE_OK)
        abort();
    return &b->line.text;
}

static bool gives(struct bench *b, int form, const char *text, size_t n, const char *want, size_t want_n)
{
    const struct bytes *got = normal(b, form, text, n);
    return got->len == want_n && (want_n == 0 || memcmp(got->data, want, want_n) == 0);
}

static size_t read_column(char **p, char out[TEXT_MAX])
{
    size_t n = 0;
    while (**p && **p != ';') {
        char *end;
        unsigned long c = strtoul(*p, &end, 16);
        if (end == *p)
            break;
        n += utf8_encode((uint32_t)c, out + n);
        *p = end;
    }
    *p += **p == ';';
    return n;
}

/* What each of the five columns must become in each form: UAX #15's conformance rules. */
static const int wanted[FORMS][COLUMNS] = {{1, 1, 1, 3, 3}, {2, 2, 2, 4, 4}, {3, 3, 3, 3, 3}, {4, 4, 4, 4, 4}};

static unsigned wrong_in_line(struct bench *b, char *p, bool seen[], int part)
{
    char column[COLUMNS][TEXT_MAX];
    size_t n[COLUMNS];
    unsigned wrong = 0;
    for (int i = 0; i < COLUMNS; i++)
        n[i] = read_column(&p, column[i]);
    uint32_t c;
    if (part == 1 && utf8_decode(column[0], n[0], &c) == n[0])
        seen[c] = true;
    for (int form = 0; form < FORMS; form++)
        for (int i = 0; i < COLUMNS; i++)
            wrong += !gives(b, form, column[i], n[i], column[wanted[form][i]], n[wanted[form][i]]);
    return wrong;
}

static unsigned changed_others(struct bench *b, const bool seen[])
{
    unsigned wrong = 0;
    for (uint32_t c = 0; c <= LAST_CODE_POINT; c++) {
        char text[UTF8_MAX];
        if (seen[c] || (c >= 0xD800 && c <= 0xDFFF))
            continue;
        size_t n = utf8_encode(c, text);
        for (int form = 0; form < FORMS; form++)
            wrong += !gives(b, form, text, n, text, n);
    }
    return wrong;
}

static void check_unicode_file(struct bench *b)
{
    static bool seen[LAST_CODE_POINT + 1];
    FILE *f = popen("bzcat /usr/share/unicode/NormalizationTest.txt.bz2", "r");
    char line[2 * TEXT_MAX];
    unsigned lines = 0, wrong = 0;
    int part = 0;
    while (f && fgets(line, sizeof line, f)) {
        if (line[0] == '@')
            part = atoi(line + 5);
        if (line[0] == '#' || line[0] == '@' || line[0] == '\n')
            continue;
        lines++;
        unsigned w = wrong_in_line(b, line, seen, part);
        if (w && wrong < 5)
            printf("# %u wrong: %s", w, line);
        wrong += w;
    }
    if (f)
        pclose(f);
    check(lines > 18000, "NormalizationTest.txt is there (package unicode-data)");
    check(wrong == 0, "every line of NormalizationTest.txt, four forms of five columns");
    check(changed_others(b, seen) == 0, "every other code point stays in all four forms");
}

/* The flags promise: a character without the flag never changes, alone or beside another. */
static void check_flags(void)
{
    unsigned missing = 0, without_class = 0;
    static const utf8proc_option_t options[FORMS] = {
        UTF8PROC_STABLE | UTF8PROC_COMPOSE, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT};
    for (int32_t c = 1; c <= LAST_CODE_POINT; c++) {
        unsigned flags = character_flags((uint32_t)c);
        bool class = utf8proc_get_property(c)->combining_class > 0;
        for (int form = 0; form < FORMS && (c < 0xD800 || c > 0xDFFF); form++) {
            utf8proc_int32_t points[32];
            utf8proc_uint8_t text[UTF8_MAX];
            utf8proc_ssize_t n = utf8proc_encode_char(c, text);
            n = utf8proc_decompose(text, n, points, 31, options[form]);
            n = utf8proc_normalize_utf32(points, n, options[form]);
            missing += (n != 1 || points[0] != c) && !(flags & flag_of[form]);
            without_class += class && !(flags & flag_of[form]);
        }
    }
    check(missing == 0, "every character that utf8proc changes has the flag of the form");
    check(without_class == 0, "every character that utf8proc gives a combining class has all flags");
    check(character_kind(character_flags('a')) == KIND_ASCII && !(character_flags('a') & ~(unsigned)CHARACTER_KIND), "ASCII has only its kind");
    check(!character_flags(0x110000), "values beyond Unicode have none");
}

struct example {
    const char *name, *text, *want;
};

static void check_nfc_examples(struct bench *b)
{
    static const struct example examples[] = {
        {"a letter and a mark", "cafe\xCC\x81 x", "caf\xC3\xA9 x"},
        {"marks in the wrong order", "q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87"},
        {"Hangul jamo", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C"},
        {"a syllable and a final consonant", "\xED\x95\x98\xE1\x86\xAB", "\xED\x95\x9C"},
        {"what looks like a final consonant and is none", "\xEA\xB0\x80\xE1\x86\xA7", "\xEA\xB0\x80\xE1\x86\xA7"},
        {"composition exclusion", "\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"},
        {"the Ohm sign", "\xE2\x84\xA6", "\xCE\xA9"},
        {"a compatibility ideograph", "\xEF\xA4\x80", "\xE8\xB1\x88"},
        {"a byte that is no UTF-8 parts letter and mark", "e\xFF\xCC\x81", "e\xFF\xCC\x81"},
        {"a cut character parts letter and mark", "e\xE2\x84\xCC\x81o\xCC\x88", "e\xE2\x84\xCC\x81\xC3\xB6"},
        {"NFC stays", "caf\xC3\xA9 \xED\x95\x9C x\xCC\x81", "caf\xC3\xA9 \xED\x95\x9C x\xCC\x81"},
        {"a mark after a letter that has one", "\xC3\xAA\xCC\x81", "\xE1\xBA\xBF"},
        {"and one that belongs before it", "\xC3\xAA\xCC\xA3", "\xE1\xBB\x87"},
        {"a word of jamo",
         "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x80\xE1\x85\xB3\xE1\x86\xAF.", "\xED\x95\x9C\xEA\xB8\x80."},
        {"a mark after the last of them",
         "\xE1\x84\x92\xE1\x85\xA1\xE1\x84\x80\xE1\x85\xB3\xCC\x81", "\xED\x95\x98\xEA\xB7\xB8\xCC\x81"},
        {"a mark begins the text", "\xCC\x81\x65\xCC\x81", "\xCC\x81\xC3\xA9"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct bytes *got = normal(b, 0, examples[i].text, strlen(examples[i].text));
        check_text(got->data, got->len, examples[i].want, examples[i].name);
    }
    const struct bytes *got = normal(b, 0, "e\0\xCC\x81", 4);
    check_bytes(got->data, got->len, "e\0\xCC\x81", 4, "NUL is a character like any other");
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* Random text of marks, jamo, letters and broken bytes. */
static size_t random_text(uint64_t *state, char *out, size_t n)
{
    static const uint32_t from[] = {0x300, 0x1100, 0x1161, 0x11A8,  0xAC00, 0x41,
                                    0x900, 0x1E00, 0xF900, 0x1D15E, 0xFB1D};
    static const uint32_t many[] = {0x70, 0x13, 0x15, 0x1B, 0x400, 0x3A, 0x80, 0x100, 0x100, 0x10, 0x30};
    size_t len = 0;
    while (len + UTF8_MAX < n) {
        size_t k = next_random(state) % 12;
        if (k == 11)
            out[len++] = (char)(0x80 | next_random(state));
        else
            len += utf8_encode(from[k] + (uint32_t)(next_random(state) % many[k]), out + len);
    }
    return len;
}

/* Letters with marks, in and out of order, of the scripts that the short way knows, and some that it does not. */
static size_t random_letters(uint64_t *state, char *out, size_t n)
{
    static const struct {
        uint32_t from, many;
    } kinds[] = {{'A', 0x3A},     {0xC0, 0x180},  {0x1E00, 0x100}, {0x370, 0x90},   {0x400, 0x60},  {0x1F00, 0x100},
                 {0x304B, 0x50},  {0x1100, 0x13}, {0x1161, 0x15},  {0x11A8, 0x1C},  {0xAC00, 0x2BA4}, {0x900, 0x60},
                 {0xF900, 0x100}, {0x300, 0x70},  {0x300, 0x29},   {0x3099, 2},     {0x483, 5},     {0x1AB0, 0x10}};
    enum { KINDS = sizeof kinds / sizeof *kinds, MARKS = 13 };
    size_t len = 0;
    while (len + UTF8_MAX < n) {
        bool jamo = next_random(state) % 4 == 0, mark = next_random(state) % 2;
        size_t k = jamo   ? 7 + next_random(state) % 4
                   : mark ? MARKS + next_random(state) % (KINDS - MARKS)
                          : next_random(state) % MARKS;
        len += utf8_encode(kinds[k].from + (uint32_t)(next_random(state) % kinds[k].many), out + len);
    }
    return len;
}

/* Where no run of marks is too long, utf8proc has the answer; but it takes U+11A7, which is none, for a final consonant. */
static void check_beside_utf8proc(struct bench *b)
{
    static const utf8proc_option_t options[FORMS] = {
        UTF8PROC_STABLE | UTF8PROC_COMPOSE, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT};
    uint64_t state = 3;
    unsigned wrong = 0;
    for (int round = 0; round < 60000; round++) {
        char text[100];
        size_t n = random_letters(&state, text, 8 + next_random(&state) % (sizeof text - 8));
        int form = round % 2 ? 0 : (int)(next_random(&state) % FORMS);
        utf8proc_uint8_t *want = NULL;
        utf8proc_ssize_t want_n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, &want, options[form]);
        bool same = want_n >= 0 && gives(b, form, text, n, (const char *)want, (size_t)want_n);
        if (!same && wrong < 5)
            printf("# form %d: %.*s\n", form, (int)n, text);
        wrong += !same;
        free(want);
    }
    check(wrong == 0, "60,000 random texts of letters and marks: what utf8proc makes of them");
}

static void check_twice(struct bench *b)
{
    uint64_t state = 1;
    unsigned wrong = 0;
    for (int round = 0; round < 20000; round++) {
        char text[64], once[TEXT_MAX];
        size_t n = random_text(&state, text, 8 + next_random(&state) % 50);
        for (int form = 0; form < FORMS; form++) {
            const struct bytes *got = normal(b, form, text, n);
            size_t once_n = got->len;
            memcpy(once, got->data, once_n);
            wrong += !gives(b, form, once, once_n, once, once_n);
        }
    }
    check(wrong == 0, "20,000 random texts: normalizing twice is normalizing once");
}

/* Cut before a boundary, the halves give what the whole gives. */
static void check_boundaries(struct bench *b)
{
    uint64_t state = 2;
    unsigned wrong = 0, cuts = 0;
    for (int round = 0; round < 5000; round++) {
        char text[64], whole[TEXT_MAX], halves[TEXT_MAX];
        size_t n = random_text(&state, text, sizeof text), at = next_random(&state) % n;
        uint32_t c;
        for (int form = 0; form < FORMS; form++) {
            if (!utf8_decode(text + at, n - at, &c) || !normalize_is_boundary(form_of[form], c))
                continue;
            cuts++;
            const struct bytes *got = normal(b, form, text, n);
            size_t whole_n = got->len, left;
            memcpy(whole, got->data, whole_n);
            got = normal(b, form, text, at);
            left = got->len;
            memcpy(halves, got->data, left);
            got = normal(b, form, text + at, n - at);
            memcpy(halves + left, got->data, got->len);
            wrong += left + got->len != whole_n || memcmp(whole, halves, whole_n) != 0;
        }
    }
    check(cuts > 1000 && wrong == 0, "text may be cut before every boundary");
}

static double seconds_for_marks(struct bench *b, size_t marks, bool *same)
{
    char *text = malloc(2 * marks + 1);
    if (!text)
        abort();
    text[0] = 'a';
    for (size_t i = 0; i < marks; i++)
        memcpy(text + 1 + 2 * i, i % 2 ? "\xCC\xA3" : "\xCC\x81", 2);
    clock_t start = clock();
    *same = gives(b, 0, text, 2 * marks + 1, text, 2 * marks + 1);
    free(text);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void check_long_runs(struct bench *b)
{
    bool same;
    check(seconds_for_marks(b, 100000, &same) < 0.5, "100,000 marks take no time to speak of");
    check(same, "and stay as they are");
    seconds_for_marks(b, NORMALIZE_MARKS_MAX + 1, &same);
    check(same, "a run just over the limit stays");
    seconds_for_marks(b, NORMALIZE_MARKS_MAX, &same);
    check(!same, "a run at the limit is sorted");
    char jamo[3 * 30000];
    for (size_t i = 0; i < sizeof jamo; i += 3)
        memcpy(jamo + i, i ? "\xE1\x85\xA1" : "\xE1\x84\x92", 3);
    clock_t start = clock();
    check(normal(b, 0, jamo, sizeof jamo)->len == sizeof jamo - 3, "30,000 vowels after one consonant: one composes");
    check((double)(clock() - start) / CLOCKS_PER_SEC < 0.5, "in no time to speak of");
}

static unsigned records;
static struct unbake_change last;

static void remember(void *user, const struct unbake_change *change)
{
    (void)user;
    records++;
    last = *change;
}

static void check_record(struct bench *b)
{
    b->line.on_change = remember;
    b->line.offset = 100;
    normal(b, 0, "cafe\xCC\x81 x", 8);
    bool placed = last.offset == 103 && last.before_len == 3 && last.after_len == 2;
    check(records == 1 && placed, "one record, in its place");
    check(strcmp(last.kind, "normalize") == 0 && strcmp(last.steps, "NFC") == 0, "and named");
    normal(b, 0, "caf\xC3\xA9 q\xCC\xA3\xCC\x87", 12);
    check(records == 1, "text in the form makes no record");
    b->line.on_change = NULL;
}

int main(void)
{
    struct bench b = {0};
    for (int form = 0; form < FORMS; form++)
        b.normalize[form] = normalize_new(form_of[form], UNBAKE_SIMPLIFY_OFF);
    check_nfc_examples(&b);
    check_unicode_file(&b);
    check_flags();
    check_beside_utf8proc(&b);
    check_twice(&b);
    check_boundaries(&b);
    check_long_runs(&b);
    check_record(&b);
    for (int form = 0; form < FORMS; form++)
        normalize_free(b.normalize[form]);
    line_free(&b.line);
    return check_end();
}
