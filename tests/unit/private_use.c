/* private_use.c: tests of the repair of private-use characters.  Comes in: lines of our own, iconv's BIG5-HKSCS and
 * Unicode's EmojiSources.txt.  Goes out: whether known origins come back and all else stays.  Never: takes the expected
 * text from the table under test. */
#include <iconv.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "check.h"
#include "tables/private_use.h"
#include "unbake.h"

enum { LINE_MAX_BYTES = 1024, LONG_RUN = 100000, SHOWN = 5 };

static const char EMOJI_SOURCES[] = "/usr/share/unicode/EmojiSources.txt";

/* One filter for each level: opening one costs more than a line. */
struct bench {
    unbake *filter;
    struct bytes out;
};

static struct bench benches[UNBAKE_BOLD + 1];

static int collect(void *user, const char *data, size_t len)
{
    return !bytes_append(user, data, len);
}

static void open_benches(void)
{
    struct unbake_options options;
    unbake_options_init(&options);
    options.repairs = UNBAKE_PRIVATE_USE;
    options.form = UNBAKE_FORM_NONE;
    for (int level = UNBAKE_SAFE; level <= UNBAKE_BOLD; level++) {
        options.level = (enum unbake_level)level;
        benches[level].filter = unbake_new(&options, collect, &benches[level].out, NULL);
    }
}

static void close_benches(void)
{
    for (int level = UNBAKE_SAFE; level <= UNBAKE_BOLD; level++) {
        unbake_free(benches[level].filter);
        bytes_free(&benches[level].out);
    }
}

static bool becomes_bytes(const char *text, size_t len, const char *want, size_t want_len, enum unbake_level level)
{
    struct bench *bench = &benches[level];
    bytes_clear(&bench->out);
    if (unbake_feed(bench->filter, text, len) != UNBAKE_OK || unbake_feed(bench->filter, "\n", 1) != UNBAKE_OK)
        return false;
    return bench->out.len == want_len + 1 && memcmp(bench->out.data, want, want_len) == 0;
}

static bool becomes(const char *text, const char *want, enum unbake_level level)
{
    return becomes_bytes(text, strlen(text), want, strlen(want), level);
}

/* Rows of a table are many: one result for all, and the first that fail. */
struct tally {
    size_t tried, failed;
};

static void try_line(struct tally *tally, const char *text, const char *want)
{
    bool good = becomes(text, want, UNBAKE_NORMAL);
    tally->tried++;
    tally->failed += !good;
    if (!good && tally->failed <= SHOWN)
        printf("# \"%s\" should become \"%s\"\n", text, want);
}

static void report(const struct tally *tally, size_t at_least, const char *name)
{
    printf("# %s: %zu of %zu\n", name, tally->tried - tally->failed, tally->tried);
    check(tally->failed == 0 && tally->tried >= at_least, name);
}

/* format holds one %s, where c goes. */
static void fill(char line[LINE_MAX_BYTES], const char *format, const char *c)
{
    const char *hole = strstr(format, "%s");
    snprintf(line, LINE_MAX_BYTES, "%.*s%s%s", (int)(hole - format), format, c, hole + 2);
}

static void encode(uint32_t c, char out[UTF8_MAX + 1])
{
    out[utf8_encode(c, out)] = 0;
}

static void try_in(struct tally *tally, const char *format, uint32_t c, const char *want)
{
    char line[LINE_MAX_BYTES], expected[LINE_MAX_BYTES], text[UTF8_MAX + 1];
    encode(c, text);
    fill(line, format, text);
    fill(expected, format, want ? want : text);
    try_line(tally, line, expected);
}

static void check_fixture(const char *path, size_t at_least, const char *name)
{
    static char line[LINE_MAX_BYTES];
    struct tally tally = {0, 0};
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *want = strchr(line, '\t'), *origin = want ? strchr(want + 1, '\t') : NULL;
        if (want)
            *want++ = 0;
        if (origin)
            *origin = 0;
        try_line(&tally, line, want ? want : line);
        if (want)
            try_line(&tally, want, want); /* twice is once */
    }
    if (file)
        fclose(file);
    report(&tally, at_least, name);
}

static void check_levels(void)
{
    static char line[LINE_MAX_BYTES];
    struct tally tally = {0, 0};
    FILE *file = fopen("fixtures/private-use/kept.txt", "r");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        tally.tried++;
        tally.failed += !becomes(line, line, UNBAKE_SAFE);
    }
    if (file)
        fclose(file);
    report(&tally, 100, "what is kept at level normal is kept at level safe");
    check(becomes("Love you!\xEE\x80\xA2", "Love you!\xEE\x80\xA2", UNBAKE_SAFE), "safe leaves emoji in Latin text");
    check(becomes("press \xEE\x84\x85 now", "press \xF0\x9F\x98\x9C now", UNBAKE_BOLD), "bold takes lone emoji");
}

/* The cell of a user-defined row of code page 950, counted as Microsoft counts. */
static uint32_t user_cell(unsigned lead, unsigned trail)
{
    unsigned column = trail < 0x7F ? trail - 0x40 : trail - 0xA1 + 63;
    if (lead >= 0xFA)
        return 0xE000 + (lead - 0xFA) * 157 + column;
    if (lead >= 0x8E && lead <= 0xA0)
        return 0xE311 + (lead - 0x8E) * 157 + column;
    if (lead <= 0x8D)
        return 0xEEB8 + (lead - 0x81) * 157 + column;
    return lead == 0xC6 ? 0xF6B1 + column - 63 : 0xF70F + (lead - 0xC7) * 157 + column;
}

static bool is_user_pair(unsigned lead, unsigned trail)
{
    bool row = lead <= 0xA0 || lead >= 0xFA || lead == 0xC7 || lead == 0xC8 || (lead == 0xC6 && trail >= 0xA1);
    return row && lead <= 0xFE && (trail < 0x7F || trail > 0xA0);
}

static bool read_hkscs(iconv_t hkscs, unsigned lead, unsigned trail, char out[32])
{
    char pair[2] = {(char)lead, (char)trail}, *in = pair, *to = out;
    size_t left = sizeof pair, room = 31;
    iconv(hkscs, NULL, NULL, NULL, NULL);
    if (iconv(hkscs, &in, &left, &to, &room) != 0 || iconv(hkscs, NULL, NULL, &to, &room) != 0 || room == 31)
        return false;
    *to = 0;
    return true;
}

static void check_hkscs(void)
{
    struct tally names = {0, 0}, sentences = {0, 0}, kept = {0, 0};
    iconv_t hkscs = iconv_open("UTF-8", "BIG5-HKSCS");
    for (unsigned pair = 0x8140; hkscs != (iconv_t)-1 && pair < 0xFEFF; pair++) {
        char want[32];
        unsigned lead = pair >> 8, trail = pair & 0xFF;
        if (trail < 0x40 || trail > 0xFE || !is_user_pair(lead, trail) || !read_hkscs(hkscs, lead, trail, want))
            continue;
        uint32_t c = user_cell(lead, trail);
        try_in(&names, "香港人陳%s明先生", c, want);
        try_in(&sentences, "呢個字讀「%s」，唔係好多人識。", c, want);
        bool symbol = (c >= 0xF001 && c < 0xF100) || (c >= 0xF634 && c <= 0xF7FF) || c == 0xE7C7 || c == 0xE7C8;
        if (!symbol)
            try_in(&kept, "foo%sbar", c, NULL);
    }
    if (hkscs != (iconv_t)-1)
        iconv_close(hkscs);
    report(&names, 4900, "HKSCS in a name");
    report(&sentences, 4900, "HKSCS in quotes");
    report(&kept, 4000, "the same characters inside a Latin word stay");
}

/* Where code page 932 puts a pair of its user-defined rows. */
static uint32_t user_932(unsigned pair)
{
    unsigned lead = pair >> 8, trail = pair & 0xFF;
    return 0xE000 + 188 * (lead - 0xF0) + (trail - 0x40) - (trail > 0x7F);
}

/* SoftBank's six pages of web codes, two to a lead byte. */
static uint32_t softbank(unsigned pair)
{
    unsigned lead = pair >> 8, trail = pair & 0xFF;
    bool second = trail >= 0xA1;
    unsigned page = lead == 0xF9 ? (second ? 3 : 0) : lead == 0xF7 ? (second ? 2 : 1) : (second ? 5 : 4);
    return 0xE000 + 0x100 * page + (second ? trail - 0xA0 : trail - 0x40 - (trail > 0x7F));
}

static void read_emoji(char *field, char out[64])
{
    size_t n = 0;
    for (char *c = strtok(field, " "); c; c = strtok(NULL, " "))
        n += utf8_encode((uint32_t)strtoul(c, NULL, 16), out + n);
    out[n] = 0;
}

struct carriers {
    struct tally docomo, kddi, softbank, softbank_latin, kept;
};

/* Many of KDDI's codes are other carriers' too; company is an emoji of KDDI's alone, and what it means. */
static void try_kddi(struct tally *tally, uint32_t c, const char *want, const char *company, const char *meaning)
{
    char text[UTF8_MAX + 1], line[LINE_MAX_BYTES], expected[LINE_MAX_BYTES];
    encode(c, text);
    snprintf(line, sizeof line, "ありがとう%s　またね%s", text, company);
    snprintf(expected, sizeof expected, "ありがとう%s　またね%s", want, meaning);
    try_line(tally, line, expected);
}

static void try_emoji(struct carriers *carriers, char *line)
{
    char *fields[4] = {line}, want[64];
    for (int i = 1; i < 4; i++) {
        char *semicolon = fields[i - 1] ? strchr(fields[i - 1], ';') : NULL;
        if (semicolon)
            *semicolon = 0;
        fields[i] = semicolon ? semicolon + 1 : NULL;
    }
    unsigned pair[4] = {0};
    for (int i = 1; i < 4 && fields[i]; i++)
        pair[i] = (unsigned)strtoul(fields[i], NULL, 16);
    read_emoji(fields[0], want);
    if (pair[1])
        try_in(&carriers->docomo, "おはよう%s　げんきですか", user_932(pair[1]), want);
    if (pair[2])
        try_kddi(&carriers->kddi, user_932(pair[2]), want, "\xEE\x8A\xA1", "💑");
    if (!pair[3])
        return;
    try_in(&carriers->softbank, "ありがとう！%sまたね", softbank(pair[3]), want);
    try_in(&carriers->softbank_latin, "Thank you so much%s", softbank(pair[3]), want);
    try_in(&carriers->kept, "foo%sbar", softbank(pair[3]), NULL);
    try_in(&carriers->kept, "Press %s to jump.", softbank(pair[3]), NULL);
}

static void check_emoji(void)
{
    static char line[LINE_MAX_BYTES];
    struct carriers carriers = {0};
    FILE *file = fopen(EMOJI_SOURCES, "r");
    if (!file) {
        check(true, "carrier emoji skipped: no EmojiSources.txt (package unicode-data)");
        return;
    }
    while (fgets(line, sizeof line, file))
        if (line[0] != '#' && strchr(line, ';'))
            try_emoji(&carriers, line);
    fclose(file);
    report(&carriers.docomo, 240, "DoCoMo emoji");
    report(&carriers.softbank, 460, "SoftBank emoji in Japanese");
    report(&carriers.softbank_latin, 460, "SoftBank emoji after English");
    report(&carriers.kept, 900, "SoftBank's codes inside words and as buttons stay");
    report(&carriers.kddi, 600, "KDDI emoji");
}

/* KDDI's own code points, of which U+E501 to U+E537 are SoftBank's as well; U+EA80 is KDDI's alone. */
static void check_carriers(void)
{
    struct tally kddi = {0, 0};
    uint32_t text[PRIVATE_TEXT_MAX];
    for (uint32_t c = 0xE468; c <= 0xEB88; c++) {
        char want[PRIVATE_TEXT_MAX * UTF8_MAX + 1];
        size_t len = 0;
        int n = private_use_text(PRIVATE_KDDI, c, text);
        for (int i = 0; i < n; i++)
            len += utf8_encode(text[i], want + len);
        want[len] = 0;
        if (n < 1)
            continue;
        try_kddi(&kddi, c, want, "\xEE\xAA\x80", "🏫");
    }
    report(&kddi, 633, "KDDI's own code points beside one of theirs");
}

static void check_kept_rows(void)
{
    struct tally tally = {0, 0};
    for (uint32_t c = 0xE000; c <= 0xF8FF; c++)
        if ((c < 0xF020 || c > 0xF0FF) && (c < 0xF8D7 || c > 0xF8FE)) /* not the glyphs of symbol fonts */
            try_in(&tally, "name %s other", c, NULL);
    for (uint32_t c = 0xF0000; c < 0xF2000; c += 7)
        try_in(&tally, "文件%s夹", c, NULL);
    for (uint32_t c = 0x100000; c < 0x110000; c += 97)
        try_in(&tally, "icon%s", c, NULL);
    report(&tally, 6000, "lone characters in Latin text and the other planes stay");
}

static void check_run(uint32_t c, const char *start)
{
    struct bytes line = {0};
    bool good = bytes_append(&line, start, strlen(start));
    for (size_t i = 0; good && i < LONG_RUN; i++)
        good = bytes_append_char(&line, c + (c >= 0xF0000 ? (uint32_t)(i % 1000) : 0));
    check(good && becomes_bytes(line.data, line.len, line.data, line.len, UNBAKE_NORMAL), "a run of 100,000 stays");
    bytes_free(&line);
}

static void check_runs(void)
{
    check_run(0xE001, "");
    check_run(0xE863, "");
    check_run(0xF0B7, "");
    check_run(0xF110, "");
    check_run(0xF0000, "");
    check_run(0x100000, "");
    check_run(0xE766, "中国");
    check_run(0xE0BC, "한글");
    check_run(0xE501, "ありがとう");
}

static void check_bytes_pass(void)
{
    check(becomes("朱\xEE\xA1\xA3\xFF和\x80", "朱䶮\xFF和\x80", UNBAKE_NORMAL), "bytes that are no UTF-8 pass");
    check(becomes("\xFF\xEE\xA1\xA3\xED\xA0\x80", "\xFF\xEE\xA1\xA3\xED\xA0\x80", UNBAKE_NORMAL), "and are no text");
    check(becomes("安全?\xEE\x87\xBB?生产\xEE\xA1\xA3", "安全?\xEE\x87\xBB?生产\xEE\xA1\xA3", UNBAKE_NORMAL),
          "a line with cut bytes is left to another repair");
}

int main(void)
{
    open_benches();
    check_fixture("fixtures/private-use/gb.tsv", 2 * 107, "every row of GBK and GB18030");
    check_fixture("fixtures/private-use/repaired.tsv", 2 * 70, "lines of every origin");
    check_fixture("fixtures/private-use/kept.txt", 110, "icons, made-up scripts and the like stay");
    check_levels();
    check_hkscs();
    check_emoji();
    check_carriers();
    check_kept_rows();
    check_runs();
    check_bytes_pass();
    close_benches();
    return check_end();
}
