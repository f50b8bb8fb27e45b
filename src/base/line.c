/* line.c: editing the line that travels.  Comes in: edits in ascending order.  Goes out: new text by swapping with the
 * spare buffer, and a change record for each edit.  Never: copies a line that nobody edits. */
#include "base/line.h"

#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { FIRST_SPANS = 64 };

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

bool line_edit(struct line *line, size_t at, size_t len, const char *with, size_t with_len, const char *kind,
               const char *steps)
{
    assert(at >= line->copied && at + len <= line->text.len);
    struct unbake_change edit = {.kind = kind, .steps = steps, .before = line->text.data + at, .before_len = len,
                                 .after = with, .after_len = with_len};
    if (line->on_change)
        find_context(line, &edit, at);
    if (is_traced(line) && !(copy_origins(line, line->copied, at) && tell(line, &edit, at)))
        return false;
    if (!bytes_append(&line->spare, line->text.data + line->copied, at - line->copied) ||
        !bytes_append(&line->spare, with, with_len))
        return false;
    line->copied = at + len;
    line->lost = 0;
    line->margin = 0;
    line->changes++;
    return true;
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
    size_t end = line->text.len;
    if (is_traced(line) && !copy_origins(line, line->copied, end))
        return false;
    if (!bytes_append(&line->spare, line->text.data + line->copied, end - line->copied))
        return false;
    swap(line);
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
