/* show_diff.c: a unified diff of what a filter did.  Comes in: its input and its output, in pieces.  Goes out: hunks,
 * as diff -u writes them.  Never: searches for a match, because records stay in pairs, or holds more than a hunk. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/pairs.h"
#include "report/quote.h"
#include "report/report.h"

enum {
    CONTEXT = 3,
    HUNK_MAX = 1 << 20 /* a longer run of changes becomes several hunks without context */
};

struct diff {
    const char *file;
    unbake_sink *sink;
    void *user;
    bool color, headed;
    struct pairs pairs;
    struct bytes lead[CONTEXT]; /* the last unchanged records, a ring */
    uint64_t unchanged;         /* records since the last change, or since the start */
    uint64_t record;            /* number of the pair at hand, from 1 */
    struct bytes hunk, minus, plus;
    bool open;                  /* a hunk is being made */
    bool cut;                   /* it continues one that grew too long, and has no context */
    uint64_t first;             /* number of the hunk's first record */
    uint64_t records;           /* in it */
    uint64_t lead_records;      /* of these, context before the first change, */
    size_t lead_len;            /* which takes so many bytes */
    size_t run_end;             /* length of the hunk up to its last change */
    size_t kept;                /* length of the hunk without the context that is too much */
    const char *trouble;
};

static const char RED[] = "\033[31m", GREEN[] = "\033[32m", CYAN[] = "\033[36m", BOLD[] = "\033[1m",
                  PLAIN[] = "\033[m", MARK[] = "\033[7m", UNMARK[] = "\033[27m";

static bool add(struct bytes *to, const char *text)
{
    return bytes_append(to, text, strlen(text));
}

static bool add_header(struct diff *d, struct bytes *to)
{
    for (int i = 0; i < 2; i++)
        if (!add(to, d->color ? BOLD : "") || !add(to, i ? "+++ " : "--- ") ||
            !quote_name(to, d->file) || !add(to, d->color ? PLAIN : "") || !add(to, "\n"))
            return false;
    return true;
}

static bool has_end(const struct diff *d, const char *data, size_t len)
{
    return len && data[len - 1] == d->pairs.record_end;
}

/* A record without an end is said to have none. */
static bool end_line(struct bytes *to, bool ended)
{
    return add(to, ended ? "\n" : "\n\\ No newline at end of file\n");
}

static bool add_line(struct diff *d, struct bytes *to, char sign, const char *data, size_t len)
{
    bool ended = has_end(d, data, len);
    return bytes_append(to, &sign, 1) && bytes_append(to, data, len - ended) && end_line(to, ended);
}

/* What is the same, and marked what is not. */
static bool add_part(struct bytes *to, const char *data, size_t from, size_t first, size_t last)
{
    return bytes_append(to, data + from, first - from) &&
           (first == last || (add(to, MARK) && bytes_append(to, data + first, last - first) && add(to, UNMARK)));
}

/* Both lines of a pair, in colour. */
static bool add_colored(struct diff *d, const char *old, size_t old_len, const char *new, size_t new_len)
{
    bool old_ended = has_end(d, old, old_len), new_ended = has_end(d, new, new_len);
    size_t n = old_len - old_ended, m = new_len - new_ended, old_at = 0, new_at = 0;
    struct difference all = pairs_difference(old, n, new, m);
    bool good = add(&d->minus, RED) && add(&d->minus, "-") && add(&d->plus, GREEN) && add(&d->plus, "+");
    for (struct stretch s = {0}; good && pairs_next_stretch(old, all.old_last, new, all.new_last, &s);
         old_at = s.old_last, new_at = s.new_last)
        good = add_part(&d->minus, old, old_at, s.old_first, s.old_last) &&
               add_part(&d->plus, new, new_at, s.new_first, s.new_last);
    return good && add_part(&d->minus, old, old_at, n, n) && add_part(&d->plus, new, new_at, m, m) &&
           add(&d->minus, PLAIN) && add(&d->plus, PLAIN) && end_line(&d->minus, old_ended) &&
           end_line(&d->plus, new_ended);
}

static bool give(struct diff *d, const char *text, size_t len)
{
    if (!len || d->sink(d->user, text, len) == 0)
        return true;
    d->trouble = "the diff could not be written";
    return false;
}

static bool close_run(struct diff *d)
{
    bool good = bytes_append(&d->hunk, d->minus.data, d->minus.len) && bytes_append(&d->hunk, d->plus.data, d->plus.len);
    if (d->minus.len)
        d->run_end = d->hunk.len;
    bytes_clear(&d->minus);
    bytes_clear(&d->plus);
    return good;
}

static bool give_hunk(struct diff *d, size_t from, size_t to, uint64_t first, uint64_t records)
{
    char place[120], count[24] = "";
    if (records != 1)
        snprintf(count, sizeof count, ",%" PRIu64, records);
    snprintf(place, sizeof place, "%s@@ -%" PRIu64 "%s +%" PRIu64 "%s @@%s\n", d->color ? CYAN : "", first, count, first,
             count, d->color ? PLAIN : "");
    struct bytes head = {0};
    bool good = (d->headed || add_header(d, &head)) && add(&head, place) && give(d, head.data, head.len) &&
                give(d, d->hunk.data + from, to - from);
    bytes_free(&head);
    bytes_clear(&d->hunk);
    d->headed = true;
    d->open = false;
    return good;
}

/* Ends the hunk after at most CONTEXT unchanged records. */
static bool close_hunk(struct diff *d)
{
    uint64_t extra = d->unchanged > CONTEXT ? d->unchanged - CONTEXT : 0;
    return close_run(d) && give_hunk(d, 0, extra ? d->kept : d->hunk.len, d->first, d->records - extra);
}

/* Ends a hunk that grew too long.  patch(1) takes a hunk with context at one end only for one at the edge of the file,
 * so the parts have none. */
static bool cut_hunk(struct diff *d)
{
    bool good = close_run(d) && give_hunk(d, d->lead_len, d->run_end, d->first + d->lead_records,
                                          d->records - d->lead_records - d->unchanged);
    d->unchanged = 0;
    return good;
}

static bool open_hunk(struct diff *d)
{
    uint64_t lead = d->unchanged < CONTEXT ? d->unchanged : CONTEXT;
    d->open = true;
    d->first = d->record - lead;
    d->records = d->lead_records = lead;
    for (uint64_t record = d->first; record < d->record; record++) {
        const struct bytes *line = &d->lead[record % CONTEXT];
        if (!add_line(d, &d->hunk, ' ', line->data, line->len))
            return false;
    }
    d->lead_len = d->hunk.len;
    return true;
}

static bool take_same(struct diff *d, const char *data, size_t len)
{
    struct bytes *line = &d->lead[d->record % CONTEXT];
    bytes_clear(line);
    d->unchanged++;
    if (!bytes_append(line, data, len))
        return false;
    if (!d->open)
        return true;
    if (d->cut)
        return close_hunk(d);
    if (!close_run(d) || !add_line(d, &d->hunk, ' ', data, len))
        return false;
    d->records++;
    if (d->unchanged == CONTEXT)
        d->kept = d->hunk.len;
    return d->unchanged <= 2 * CONTEXT || close_hunk(d);
}

static bool take_different(struct diff *d, const char *old, size_t old_len, const char *new, size_t new_len)
{
    bool cut = d->open && d->hunk.len + d->minus.len + d->plus.len > HUNK_MAX;
    if (cut && !cut_hunk(d))
        return false;
    if (!d->open) {
        d->cut = cut;
        if (!open_hunk(d))
            return false;
    }
    d->unchanged = 0;
    d->records++;
    if (d->color)
        return add_colored(d, old, old_len, new, new_len);
    return add_line(d, &d->minus, '-', old, old_len) && add_line(d, &d->plus, '+', new, new_len);
}

static bool take_record(void *user, const char *old, size_t old_len, const char *new, size_t new_len)
{
    struct diff *d = user;
    d->record++;
    if (old_len == new_len && memcmp(old, new, old_len) == 0)
        return take_same(d, old, old_len);
    return take_different(d, old, old_len, new, new_len);
}

struct diff *diff_new(const char *file, char record_end, bool color, unbake_sink *sink, void *user)
{
    struct diff *d = calloc(1, sizeof *d);
    if (d) {
        d->file = file;
        d->pairs = (struct pairs){.record_end = record_end, .take = take_record, .user = d};
        d->color = color;
        d->sink = sink;
        d->user = user;
    }
    return d;
}

bool diff_before(struct diff *d, const char *data, size_t len)
{
    return pairs_before(&d->pairs, data, len);
}

bool diff_after(struct diff *d, const char *data, size_t len)
{
    return pairs_after(&d->pairs, data, len);
}

bool diff_end(struct diff *d)
{
    return pairs_end(&d->pairs) && (!d->open || close_hunk(d));
}

const char *diff_trouble(const struct diff *d)
{
    return d->pairs.too_long ? "a record is too long for --diff" : d->trouble ? d->trouble : "out of memory";
}

void diff_free(struct diff *d)
{
    if (!d)
        return;
    pairs_free(&d->pairs);
    bytes_free(&d->hunk);
    bytes_free(&d->minus);
    bytes_free(&d->plus);
    for (size_t i = 0; i < CONTEXT; i++)
        bytes_free(&d->lead[i]);
    free(d);
}
