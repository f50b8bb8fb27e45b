/* line.c: editing the line that travels.  Comes in: edits in ascending order.  Goes out: new text by swapping with the
 * spare buffer, and a change record for each edit.  Never: copies a line that nobody edits. */
#include "base/line.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { FIRST_SPANS = 64, SLACK = 16 };

static bool add_span(struct spans *spans, size_t at, size_t from, bool written)
{
    if (spans->n == spans->cap) {
        size_t cap = spans->cap ? spans->cap * 2 : FIRST_SPANS;
        struct span *span = realloc(spans->span, cap * sizeof *span);
        if (!span)
            return false;
        spans->span = span;
        spans->cap = cap;
    }
    spans->span[spans->n++] = (struct span){.at = at, .from = from, .written = written};
    return true;
}

bool line_start(struct line *line, const char *data, size_t len, uint64_t record, uint64_t offset)
{
    bytes_clear(&line->text);
    line->record = record;
    line->offset = offset;
    line->origin.n = 0;
    line->cursor = 0;
    line->traced = line->on_change || (line->mask & SUSPECT_INVALID);
    return bytes_append(&line->text, data, len) && (!line->traced || add_span(&line->origin, 0, 0, false));
}

void line_begin_edits(struct line *line)
{
    bytes_clear(&line->spare);
    line->copied = 0;
    line->spare_origin.n = 0;
    line->cursor = 0;
}

/* Somebody may begin to watch in mid-line. */
static bool is_traced(const struct line *line)
{
    return line->traced || line->on_change;
}

/* Moves the cursor to the span that holds text[at]; edits come in ascending order, so it only goes forward. */
static const struct span *span_at(struct line *line, size_t at)
{
    static const struct span whole = {0};
    const struct spans *spans = &line->origin;
    if (spans->n == 0)
        return &whole; /* watched since after its start */
    while (line->cursor + 1 < spans->n && spans->span[line->cursor + 1].at <= at)
        line->cursor++;
    return &spans->span[line->cursor];
}

static size_t origin_of(const struct span *span, size_t at)
{
    return span->written ? span->from : span->from + (at - span->at);
}

/* Carries the origins of text[from..to) over to the end of spare, before the bytes themselves. */
static bool copy_origins(struct line *line, size_t from, size_t to)
{
    while (from < to) {
        const struct span *span = span_at(line, from);
        bool last = line->cursor + 1 >= line->origin.n || span[1].at >= to;
        size_t shifted = line->spare.len + (from - line->copied);
        if (!add_span(&line->spare_origin, shifted, origin_of(span, from), span->written))
            return false;
        from = last ? to : span[1].at;
    }
    return true;
}

/* Tells of an edit and notes its origin. */
static bool tell(struct line *line, const struct unbake_change *edit, size_t at)
{
    struct unbake_change change = *edit;
    size_t from = origin_of(span_at(line, at), at);
    change.record = line->record;
    change.offset = line->offset + from;
    change.lost = line->lost;
    change.margin = line->margin;
    if (line->on_change)
        line->on_change(line->user, &change);
    return add_span(&line->spare_origin, line->spare.len + (at - line->copied), from, true);
}

/* What stands around an edit, as far as it is told: whole characters. */
static void find_context(const struct line *line, struct unbake_change *edit, size_t at)
{
    const char *text = line->text.data;
    size_t end = at + edit->before_len, rest = line->text.len - end;
    size_t from = at < UNBAKE_CONTEXT ? 0 : at - UNBAKE_CONTEXT;
    while (from < at && from && ((unsigned char)text[from] & 0xC0) == 0x80)
        from++;
    edit->lead_len = at - from;
    edit->tail_len = rest < UNBAKE_CONTEXT ? rest : UNBAKE_CONTEXT - utf8_cut_tail(text + end, UNBAKE_CONTEXT);
}

/* Makes room in spare for what stands before text[at) and was not edited, for `room` bytes more, and for SLACK. */
static bool reserve(struct line *line, size_t at, size_t room)
{
    size_t wanted = at - line->copied + room + SLACK;
    return wanted <= line->spare.cap - line->spare.len || bytes_reserve(&line->spare, wanted);
}

/* Most of what stands between edits is short; for that, a copy of constant length is quicker. */
static bool copy_up_to(struct line *line, size_t at, size_t room)
{
    if ((is_traced(line) && !copy_origins(line, line->copied, at)) || !reserve(line, at, room))
        return false;
    size_t gap = at - line->copied;
    if (!gap)
        return true; /* and what was written behind spare stays */
    char *to = line->spare.data + line->spare.len;
    const char *from = line->text.data + line->copied;
    if (gap <= SLACK && line->text.len - line->copied >= SLACK)
        memcpy(to, from, SLACK);
    else
        memcpy(to, from, gap);
    line->spare.len += gap;
    line->copied = at;
    return true;
}

char *line_open_edit(struct line *line, size_t at, size_t room)
{
    assert(at >= line->copied && at <= line->text.len);
    return copy_up_to(line, at, room) ? line->spare.data + line->spare.len : NULL;
}

bool line_close_edit(struct line *line, size_t end, size_t len, const char *kind, const char *steps)
{
    size_t at = line->copied;
    assert(end >= at && end <= line->text.len && len <= line->spare.cap - line->spare.len);
    struct unbake_change edit = {.kind = kind, .steps = steps, .before = line->text.data + at, .before_len = end - at,
                                 .after = line->spare.data + line->spare.len, .after_len = len};
    if (line->on_change)
        find_context(line, &edit, at);
    if (is_traced(line) && !tell(line, &edit, at))
        return false;
    line->spare.len += len;
    line->copied = end;
    line->lost = 0;
    line->margin = 0;
    line->changes++;
    return true;
}

bool line_edit(struct line *line, size_t at, size_t len, const char *with, size_t with_len, const char *kind,
               const char *steps)
{
    char *to = line_open_edit(line, at, with_len);
    if (to && with_len)
        memcpy(to, with, with_len);
    return to && line_close_edit(line, at + len, with_len, kind, steps);
}

static void swap(struct line *line)
{
    struct bytes text = line->spare;
    struct spans origin = line->spare_origin;
    line->spare = line->text;
    line->spare_origin = line->origin;
    line->text = text;
    line->origin = origin;
    line->cursor = 0;
}

bool line_end_edits(struct line *line)
{
    if (line->spare.len == 0 && line->copied == 0)
        return true;
    if (!copy_up_to(line, line->text.len, 0))
        return false;
    swap(line);
    return true;
}

bool line_swap(struct line *line, struct bytes *text, uint64_t changes)
{
    if (is_traced(line))
        return false;
    struct bytes old = line->text;
    line->text = *text;
    *text = old;
    line->changes += changes;
    return true;
}

uint64_t line_offset_of(struct line *line, size_t at)
{
    return line->offset + origin_of(span_at(line, at), at);
}

void line_free(struct line *line)
{
    bytes_free(&line->text);
    bytes_free(&line->spare);
    free(line->origin.span);
    free(line->spare_origin.span);
}
