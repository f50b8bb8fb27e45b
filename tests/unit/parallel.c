/* parallel.c: tests of several threads for one filter.  Comes in: a text of clean, damaged and very long records, fed in
 * blocks of several sizes.  Goes out: whether calls, totals and errors are those of one thread.  Never: relies on a
 * particular repair. */
#include <stdlib.h>

#include "base/bytes.h"
#include "check.h"
#include "unbake.h"

static int collect(void *user, const char *data, size_t len)
{
    return !bytes_append(user, data, len);
}

/* Changes go into the text, where they come: order counts. */
static void note(void *user, const struct unbake_change *c)
{
    char place[160];
    int len = snprintf(place, sizeof place, "<%llu:%llu:%llu:%llu:%u:%.3f:%s:", (unsigned long long)c->record,
                       (unsigned long long)c->offset, (unsigned long long)c->character, (unsigned long long)c->column,
                       c->lost, c->margin, c->kind);
    bytes_append(user, place, (size_t)len);
    bytes_append(user, c->steps, strlen(c->steps));
    bytes_append(user, c->before - c->lead_len, c->lead_len + c->before_len + c->tail_len);
    bytes_append(user, c->after, c->after_len);
}

static const char *const pieces[] = {
    "clean words and more clean words, until the line is long enough to count\n", "\n",
    "e\xCC\x81l\xC3\xA8ve e\xCC\x81tude\n", "caf\xC3\x83\xC2\xA9 cr\xC3\x83\xC2\xA8me na\xC3\x83\xC2\xAFve\n",
    "\xE7\x9A\x84\xE6\x98\xAF\xE4\xB8\x80\xE4\xB8\x8D\xE5\x9C\xA8\xE4\xBA\xBA\xE6\x9C\x89\xE6\x88\x91\n",
    "Drag \xC3\xA2\xE2\x82\xAC\xC5\x93now\xC3\xA2\xE2\x82\xAC\xEF\xBF\xBD or later\n", "\xFF bad \xC3\n", "curly \xC2\x93quotes\xC2\x94\n"};
enum { PIECES = sizeof pieces / sizeof *pieces, LONG_RECORD = 200000, LINES = 9000 };

static struct bytes make_text(void)
{
    struct bytes text = {0};
    unsigned seed = 7;
    for (int i = 0; i < LINES; i++) {
        seed = seed * 1103515245 + 12345;
        const char *piece = pieces[(seed >> 16) % (i % 100 < 90 ? 2 : PIECES)];
        bytes_append(&text, piece, strlen(piece));
        for (int k = 0; i % 4001 == 4000 && k < LONG_RECORD; k += 6)
            bytes_append(&text, "se\xCC\x81 t", 6);
    }
    bytes_append(&text, "no end", 6);
    return text;
}

struct outcome {
    struct bytes out;
    struct unbake_totals totals;
    enum unbake_status status;
};

static struct outcome run(const struct bytes *text, unsigned jobs, size_t block, enum unbake_invalid invalid)
{
    struct outcome o = {0};
    struct unbake_options options;
    unbake_options_init(&options);
    options.jobs = jobs;
    options.invalid = invalid;
    unbake *f = unbake_new(&options, collect, &o.out, NULL);
    unbake_watch(f, note);
    for (size_t at = 0; at < text->len && o.status == UNBAKE_OK; at += block)
        o.status = unbake_feed(f, text->data + at, text->len - at < block ? text->len - at : block);
    if (o.status == UNBAKE_OK)
        o.status = unbake_finish(f);
    o.totals = *unbake_totals(f);
    unbake_free(f);
    return o;
}

static void check_same(const struct bytes *text, enum unbake_invalid invalid, const char *name)
{
    static const size_t blocks[] = {70000, 300001, 1u << 20};
    struct outcome one = run(text, 1, text->len, invalid);
    for (unsigned jobs = 2; jobs <= 5; jobs++)
        for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
            struct outcome many = run(text, jobs, blocks[b], invalid);
            check(many.out.len == one.out.len && !memcmp(many.out.data, one.out.data, one.out.len), name);
            check(many.status == one.status && (one.status || !memcmp(&many.totals, &one.totals, sizeof one.totals)),
                  "and so are status and totals");
            check(many.totals.first_invalid == one.totals.first_invalid, "and the place of the first bad byte");
            bytes_free(&many.out);
        }
    check(one.totals.changes > 0 || one.totals.invalid_bytes > 0, "there was something to repair, or not to");
    bytes_free(&one.out);
}

static int stop_later(void *user, const char *data, size_t len)
{
    (void)data;
    size_t *left = user;
    *left -= *left < len ? *left : len;
    return *left ? 0 : 9;
}

static void check_stop(const struct bytes *text)
{
    size_t left = 300000;
    struct unbake_options options;
    unbake_options_init(&options);
    options.jobs = 3;
    unbake *f = unbake_new(&options, stop_later, &left, NULL);
    check(unbake_feed(f, text->data, text->len) == UNBAKE_SINK_STOPPED && unbake_sink_result(f) == 9,
          "a sink stops all threads");
    check(unbake_feed(f, text->data, text->len) == UNBAKE_SINK_STOPPED, "for good");
    unbake_free(f);
    options.jobs = 257;
    enum unbake_status status = UNBAKE_OK;
    check(!unbake_new(&options, stop_later, &left, &status) && status == UNBAKE_BAD_OPTION, "too many threads are refused");
}

int main(void)
{
    struct bytes text = make_text();
    check_same(&text, UNBAKE_INVALID_KEEP, "several threads do what one does");
    check_same(&text, UNBAKE_INVALID_FAIL, "also when they fail");
    check_stop(&text);
    bytes_free(&text);
    return check_end();
}
