/* undo_trace.c: what an edit takes away.  Comes in: a file's content before and after.  Goes out: one line for each part
 * that differs, with its old bytes, and one with the checksums of both contents.  Never: a line for what stayed. */
#include "report/undo_trace.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "report/quote.h"

static bool add(struct bytes *to, const char *text)
{
    return bytes_append(to, text, strlen(text));
}

static bool give(struct trace *t, struct bytes *line, bool good)
{
    good = good && t->sink(t->user, line->data, line->len) == 0;
    bytes_free(line);
    return good;
}

static bool begin_line(struct trace *t, struct bytes *line)
{
    return add(line, "{") && quote_member(line, "file", t->file, strlen(t->file));
}

static bool take_record(void *user, const char *old, size_t old_len, const char *new, size_t new_len)
{
    struct trace *t = user;
    struct difference d = pairs_difference(old, old_len, new, new_len);
    bool good = true;
    if (d.old_last > d.first || d.new_last > d.first) {
        struct bytes line = {0};
        char place[96];
        snprintf(place, sizeof place, ",\"undo\":%" PRIu64 ",\"length\":%zu,", t->at + d.first, d.new_last - d.first);
        good = begin_line(t, &line) && add(&line, place) &&
               quote_member(&line, "before", old + d.first, d.old_last - d.first) && add(&line, "}\n");
        good = give(t, &line, good);
        t->parts++;
    }
    t->at += new_len;
    return good;
}

void trace_begin(struct trace *t, const char *file, char record_end, unbake_sink *sink, void *user)
{
    *t = (struct trace){.file = file, .sink = sink, .user = user};
    t->pairs = (struct pairs){.record_end = record_end, .take = take_record, .user = t};
    sha256_init(&t->old_sum);
    sha256_init(&t->new_sum);
}

void trace_before(struct trace *t, const char *data, size_t len)
{
    sha256_add(&t->old_sum, data, len);
    t->lost = t->lost || !pairs_before(&t->pairs, data, len);
}

void trace_after(struct trace *t, const char *data, size_t len)
{
    sha256_add(&t->new_sum, data, len);
    t->lost = t->lost || !pairs_after(&t->pairs, data, len);
}

bool trace_rest(struct trace *t)
{
    t->lost = t->lost || !pairs_end(&t->pairs);
    return !t->lost || t->pairs.too_long;
}

void trace_end(struct trace *t, bool edited)
{
    struct bytes line = {0};
    char end[400], old[SHA256_DIGITS + 1], new[SHA256_DIGITS + 1];
    uint64_t old_len = t->old_sum.len, new_len = t->new_sum.len;
    sha256_digits(&t->old_sum, old);
    sha256_digits(&t->new_sum, new);
    snprintf(end, sizeof end,
             ",\"edited\":%s,\"reversible\":%s,\"parts\":%" PRIu64 ",\"bytes\":%" PRIu64
             ",\"sha256\":\"%s\",\"old_bytes\":%" PRIu64 ",\"old_sha256\":\"%s\"}\n",
             edited ? "true" : "false", t->lost ? "false" : "true", t->parts, new_len, new, old_len, old);
    if (edited || t->parts)
        give(t, &line, begin_line(t, &line) && add(&line, end));
    pairs_free(&t->pairs);
}

void trace_close_report(uint64_t edits, unbake_sink *sink, void *user)
{
    char line[64];
    snprintf(line, sizeof line, "{\"end\":true,\"edits\":%" PRIu64 "}\n", edits);
    sink(user, line, strlen(line));
}
