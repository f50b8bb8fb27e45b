/* mojibake.c: how many damaged lines come back.  Comes in: files of clean lines on which the judge was not trained.
 * Goes out: for each mistake how many lines came back exactly, wrong, or not at all, and how many clean lines were
 * changed.  Never: a line whose damage loses bytes, which nothing could bring back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "repair/chains.h"
#include "repair/order.h"

enum { LINE_MAX_BYTES = 4096, LAYERS_TRIED = 3 };

struct score {
    unsigned exact, wrong, missed;
};

struct suite {
    struct codecs *codecs;
    struct repair *repair;
    struct score chain[128], layers[128], partial, cesu, lost_nbsp;
    unsigned clean, changed;
    bool verbose;
};

/* The bytes of a text in the encoding that it was in. */
static bool write_as(const struct suite *suite, int was, const struct bytes *text, struct bytes *out)
{
    bytes_clear(out);
    if (was == WAS_UTF8)
        return bytes_append(out, text->data, text->len);
    const struct codec *codec = codecs_get(suite->codecs, (enum codec_name)was);
    for (size_t at = 0; at < text->len;) {
        uint32_t c;
        at += utf8_decode(text->data + at, text->len - at, &c);
        uint32_t b = codec_to_bytes(codec, c);
        char pair[2] = {(char)(b >> 8), (char)b};
        if (b == CODEC_NONE || (c >= 0x80 && c < 0xA0))
            return false;
        bytes_append(out, b > 0xFF ? pair : pair + 1, b > 0xFF ? 2 : 1);
    }
    return true;
}

static bool read_as(const struct suite *suite, enum codec_name name, const struct bytes *in, struct bytes *out)
{
    const struct codec *codec = codecs_get(suite->codecs, name);
    bytes_clear(out);
    for (size_t i = 0; i < in->len; i++) {
        unsigned char b = (unsigned char)in->data[i];
        uint32_t c = codec_of_byte(codec, b);
        if (c == CODEC_NONE && i + 1 < in->len)
            c = codec_of_pair(codec, b, (unsigned char)in->data[++i]);
        if (c == CODEC_NONE)
            return false;
        bytes_append_char(out, c);
    }
    return true;
}

static bool damage(const struct suite *suite, const struct chain *chain, struct bytes *text)
{
    struct bytes raw = {0}, out = {0};
    bool good = write_as(suite, chain->was, text, &raw) && read_as(suite, chain->read_as, &raw, &out) &&
                out.len < LINE_MAX_BYTES && (out.len != text->len || memcmp(out.data, text->data, out.len) != 0);
    if (good) {
        bytes_clear(text);
        bytes_append(text, out.data, out.len);
    }
    bytes_free(&raw);
    bytes_free(&out);
    return good;
}

static void repair_text(const struct suite *suite, const struct bytes *in, struct line *line)
{
    *line = (struct line){.record = 1, .mask = SUSPECT_MOJIBAKE};
    bytes_append(&line->text, in->data, in->len);
    repair_line(suite->repair, line);
}

static void try_line(struct suite *suite, const struct bytes *damaged, const char *want, struct score *score)
{
    struct line line;
    repair_text(suite, damaged, &line);
    bool same = line.text.len == damaged->len && memcmp(line.text.data, damaged->data, damaged->len) == 0;
    bool exact = line.text.len == strlen(want) && memcmp(line.text.data, want, line.text.len) == 0;
    *(exact ? &score->exact : same ? &score->missed : &score->wrong) += 1;
    if (suite->verbose && !exact)
        printf("%s %s\n  was  %.*s\n  got  %.*s\n", same ? "missed" : "WRONG", want, (int)damaged->len, damaged->data,
               (int)line.text.len, line.text.data);
    line_free(&line);
}

static void try_chains(struct suite *suite, const char *want)
{
    size_t n;
    const struct chain *chains = chains_all(&n);
    for (size_t i = 0; i < n; i++) {
        struct bytes text = {0};
        bytes_append(&text, want, strlen(want));
        if (damage(suite, &chains[i], &text)) {
            try_line(suite, &text, want, &suite->chain[i]);
            for (int layer = 1; chains[i].was == WAS_UTF8 && layer < LAYERS_TRIED && damage(suite, &chains[i], &text); layer++)
                try_line(suite, &text, want, &suite->layers[i]);
        }
        bytes_free(&text);
    }
}

/* Only the first or the last half is damaged, cut at a space. */
static void try_half(struct suite *suite, const char *want)
{
    const char *cut = strchr(want + strlen(want) / 2, ' ');
    struct bytes half = {0}, text = {0};
    if (!cut)
        return;
    bytes_append(&half, cut, strlen(cut));
    if (damage(suite, chains_all(&(size_t){0}), &half)) {
        bytes_append(&text, want, (size_t)(cut - want));
        bytes_append(&text, half.data, half.len);
        try_line(suite, &text, want, &suite->partial);
    }
    bytes_free(&half);
    bytes_free(&text);
}

/* UTF-8 read as windows-1252, then every no-break space turned into a space. */
static void try_lost_nbsp(struct suite *suite, const char *want)
{
    struct bytes text = {0}, out = {0};
    bytes_append(&text, want, strlen(want));
    if (!strstr(want, "\xC2\xA0") && damage(suite, chains_all(&(size_t){0}), &text)) {
        for (size_t i = 0; i < text.len; i++) {
            bool nbsp = i + 1 < text.len && text.data[i] == '\xC2' && text.data[i + 1] == '\xA0';
            bytes_append(&out, nbsp ? " " : &text.data[i], 1);
            i += nbsp;
        }
        if (out.len != text.len)
            try_line(suite, &out, want, &suite->lost_nbsp);
    }
    bytes_free(&text);
    bytes_free(&out);
}

static void try_clean(struct suite *suite, const char *want)
{
    struct bytes text = {0};
    struct line line;
    bytes_append(&text, want, strlen(want));
    repair_text(suite, &text, &line);
    suite->clean++;
    if (line.text.len != text.len || memcmp(line.text.data, text.data, text.len) != 0) {
        suite->changed++;
        printf("changed a clean line\n  was  %s\n  got  %.*s\n", want, (int)line.text.len, line.text.data);
    }
    line_free(&line);
    bytes_free(&text);
}

static void read_file(struct suite *suite, const char *path, bool clean_only)
{
    FILE *f = fopen(path, "r");
    char line[LINE_MAX_BYTES];
    while (f && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = 0;
        try_clean(suite, line);
        if (clean_only)
            continue;
        try_chains(suite, line);
        try_half(suite, line);
        try_lost_nbsp(suite, line);
    }
    if (f)
        fclose(f);
    else
        perror(path);
}

static void print(const char *was, const char *as, const char *more, const struct score *s)
{
    unsigned n = s->exact + s->wrong + s->missed;
    if (n)
        printf("%7u  %6.2f exact  %5.2f wrong  %6.2f missed  %s read as %s%s\n", n, 100.0 * s->exact / n, 100.0 * s->wrong / n,
               100.0 * s->missed / n, was, as, more);
}

static void sum(struct score *to, const struct score *from)
{
    to->exact += from->exact;
    to->wrong += from->wrong;
    to->missed += from->missed;
}

static void print_all(const struct suite *suite)
{
    size_t n;
    const struct chain *chains = chains_all(&n);
    struct score utf8 = {0}, utf8_cjk = {0}, legacy = {0}, layers = {0};
    for (size_t i = 0; i < n; i++) {
        const char *as = codec_title(chains[i].read_as);
        print(chain_was_title(&chains[i]), as, "", &suite->chain[i]);
        print(chain_was_title(&chains[i]), as, ", 2 or 3 times", &suite->layers[i]);
        bool pairs = chains[i].read_as == CODEC_GBK || chains[i].read_as >= CODEC_GB18030;
        sum(chains[i].was != WAS_UTF8 ? &legacy : pairs ? &utf8_cjk : &utf8, &suite->chain[i]);
        sum(&layers, &suite->layers[i]);
    }
    print("half a line, UTF-8", "windows-1252", "", &suite->partial);
    print("UTF-8", "windows-1252", ", no-break spaces lost", &suite->lost_nbsp);
    puts("all of a kind:");
    print("UTF-8", "a single-byte page", "", &utf8);
    print("UTF-8", "a double-byte page", "", &utf8_cjk);
    print("legacy bytes", "another page", "", &legacy);
    print("UTF-8", "the same page 2 or 3 times", "", &layers);
    printf("%u of %u clean lines changed\n", suite->changed, suite->clean);
}

/* Arguments: files; -v before them prints every line that did not come back, -c measures clean lines only. */
int main(int argc, char **argv)
{
    struct suite suite = {.codecs = codecs_new(), .repair = repair_new(UNBAKE_MOJIBAKE, UNBAKE_NORMAL)};
    bool clean_only = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-v") == 0)
            suite.verbose = true;
        else if (strcmp(argv[i], "-c") == 0)
            clean_only = true;
        else
            read_file(&suite, argv[i], clean_only);
    }
    print_all(&suite);
    codecs_free(suite.codecs);
    repair_free(suite.repair);
    return 0;
}
