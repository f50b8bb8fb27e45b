/* legacy.c: stray bytes of a legacy encoding on a line that holds UTF-8 besides.  Comes in: a line with bytes that are
 * no UTF-8.  Goes out: the line with those bytes as the characters that they were, when one encoding explains all of
 * them.  Never: touches a line that is wholly in another encoding, which its neighbours could tell better, or completes
 * a character of UTF-8 that was cut. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "repair/legacy_read.h"
#include "repair/margin.h"
#include "repair/repair.h"

enum {
    LOOK = 1024, /* bytes that tell the encoding; the rest must agree with it */
    BEFORE = 64  /* of them, before the first stray one */
};

/* Where the look begins: whole characters before the first stray byte, which is put into *stray. */
static size_t look_from(const char *text, size_t len, size_t *stray)
{
    uint32_t c;
    size_t at = 0, from = 0;
    for (size_t n; at < len && (n = utf8_decode(text + at, len - at, &c)); at += n)
        while (at - from > BEFORE)
            from += utf8_decode(text + from, len - from, &c);
    *stray = at;
    return from;
}

/* What a line holds of UTF-8. */
struct survey {
    bool utf8, binary;
    bool lead[256]; /* bytes that begin characters of it */
};

static struct survey survey_of(const char *text, size_t len)
{
    struct survey survey = {0};
    for (size_t at = 0, n; at < len; at += n ? n : 1) {
        uint32_t c;
        unsigned char byte = (unsigned char)text[at];
        n = utf8_decode(text + at, len - at, &c);
        survey.utf8 = survey.utf8 || n > 1;
        survey.lead[byte] = survey.lead[byte] || n > 1;
        survey.binary = survey.binary || (byte < ' ' && byte != '\t' && byte != '\r' && byte != '\f' && byte != 0x1B);
    }
    return survey;
}

struct contest {
    enum codec_name name;
    struct legacy_reader best;
    int64_t second; /* what the closest rival costs, which reads the line otherwise */
    bool mixed;     /* the best takes some for UTF-8, and reads otherwise than without */
};

static void enter(struct contest *contest, enum codec_name name, struct legacy_reader reader, bool mixed)
{
    if (reader.cost < contest->best.cost)
        *contest = (struct contest){name, reader, contest->best.cost, mixed};
    else if (reader.cost > contest->best.cost && reader.cost < contest->second)
        contest->second = reader.cost;
}

static struct contest hold_contest(struct repair *repair, const char *text, size_t len)
{
    struct contest contest = {.best = {.cost = INT64_MAX}, .second = INT64_MAX};
    size_t n;
    const struct legacy *legacy = legacy_all(&n);
    for (size_t i = 0; i < n; i++) {
        const struct codec *codec = codecs_get(repair->codecs, legacy[i].codec);
        if (!codec)
            continue;
        enter(&contest, legacy[i].codec, legacy_read(codec, text, len, false), false);
        enter(&contest, legacy[i].codec, legacy_read(codec, text, len, true), true);
    }
    return contest;
}

/* Whether the bytes are a character and become the same bytes again. */
static bool is_character(const struct codec *codec, const char *bytes, size_t n, uint32_t c)
{
    unsigned first = (unsigned char)bytes[0], both = n == 1 ? first : first << 8 | (unsigned char)bytes[1];
    return c != CODEC_NONE && !(c >= 0x80 && c < 0xA0) && codec_to_bytes(codec, c) == both;
}

static bool goes_on(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* A line that is being undone; text: the characters of the stray bytes at hand. */
struct undoing {
    const struct codec *codec;
    struct survey survey;
    struct line *line;
    struct bytes text;
};

/* Whether a byte may be what is left of a character of UTF-8 that was cut: its first one, with some that go on, or,
 * where the line begins, one that goes on. */
static bool is_cut_character(const struct bytes *line, size_t at)
{
    return goes_on(line->data[at]) ? at == 0 : at + 1 < line->len && goes_on(line->data[at + 1]);
}

/* Whether stray bytes may be what is left of a character of UTF-8, of which one byte was lost; or, of an encoding with
 * pairs, stand behind a pair that is by chance a letter of UTF-8. */
static bool is_doubtful(const struct undoing *u, size_t at, size_t n)
{
    const struct bytes *line = &u->line->text;
    const unsigned char *p = (const unsigned char *)line->data;
    bool behind = at && p[at - 1] >= 0x80, before = at + n < line->len && p[at + n] >= 0x80;
    bool letter = behind && at > 1 && p[at - 2] >= 0xC2 && p[at - 2] <= 0xDF;
    size_t going_on = 0;
    while (going_on < n && goes_on(line->data[at + going_on]))
        going_on++;
    return ((behind || before) && (n == 1 || going_on == n)) || (n == 1 && u->survey.lead[p[at]]) ||
           (u->codec->pair && letter);
}

/* The characters of the stray bytes from at on; how many bytes these are, or 0 when some are none. */
static size_t read_stray(struct undoing *u, size_t at)
{
    const struct bytes *line = &u->line->text;
    size_t begin = at;
    uint32_t c;
    bytes_clear(&u->text);
    for (size_t n = 0; at < line->len && !legacy_utf8(line->data + at, line->len - at, n == 2, &c); at += n) {
        if (n != 2 && is_cut_character(line, at))
            return 0;
        n = legacy_character(u->codec, line->data + at, line->len - at, &c);
        if (!is_character(u->codec, line->data + at, n, c) || !bytes_append_char(&u->text, c))
            return 0;
    }
    return is_doubtful(u, begin, at - begin) ? 0 : at - begin;
}

/* Edits the line, or, without steps, says whether the encoding explains all of its stray bytes. */
static bool edit(struct undoing *u, const char *steps, double margin)
{
    const struct bytes *line = &u->line->text;
    for (size_t at = 0, n; at < line->len; at += n) {
        uint32_t c;
        n = utf8_decode(line->data + at, line->len - at, &c);
        if (n)
            continue;
        if (!(n = read_stray(u, at)))
            return false;
        if (!steps)
            continue;
        u->line->margin = margin;
        if (!line_edit(u->line, at, n, u->text.data, u->text.len, "legacy", steps))
            return false;
    }
    return true;
}

static enum unbake_status undo(struct undoing *u, enum codec_name name, double margin)
{
    bool good = true;
    char steps[80];
    snprintf(steps, sizeof steps, "%s was taken for UTF-8", codec_title(name));
    if (edit(u, NULL, 0)) {
        line_begin_edits(u->line);
        good = edit(u, steps, margin) && line_end_edits(u->line);
    }
    bytes_free(&u->text);
    return good ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}

enum unbake_status repair_legacy(struct repair *repair, struct line *line)
{
    static const int leads[] = {[UNBAKE_SAFE] = 16, [UNBAKE_NORMAL] = 10, [UNBAKE_BOLD] = 6}; /* bits */
    const char *text = line->text.data;
    size_t stray, len = line->text.len, from = look_from(text, len, &stray);
    struct undoing u = {.survey = survey_of(text, len), .line = line};
    if (stray == len || !u.survey.utf8 || u.survey.binary)
        return UNBAKE_OK;
    struct contest contest = hold_contest(repair, text + from, len - from < LOOK ? len - from : LOOK);
    int64_t lead = contest.second - contest.best.cost;
    if (!contest.mixed || lead < leads[repair->level] * JUDGE_BIT || !legacy_means_something(&contest.best))
        return UNBAKE_OK;
    u.codec = codecs_get(repair->codecs, contest.name);
    return undo(&u, contest.name, margin_of(lead));
}
