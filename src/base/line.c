/* line.c: editing the line that travels.  Comes in: edits in ascending order.  Goes out: new text by swapping with the
 * spare buffer, and a change record for each edit.  Never: copies a line that nobody edits. */
#include "base/line.h"

#include <assert.h>

void line_begin_edits(struct line *line)
{
    bytes_clear(&line->spare);
    line->copied = 0;
}

static void tell(const struct line *line, size_t at, size_t len, const char *with, size_t with_len, const char *kind,
                 const char *steps)
{
    struct unbake_change change = {.record = line->record,
                                   .offset = line->offset + at,
                                   .kind = kind,
                                   .steps = steps,
                                   .before = line->text.data + at,
                                   .before_len = len,
                                   .after = with,
                                   .after_len = with_len};
    line->on_change(line->user, &change);
}

bool line_edit(struct line *line, size_t at, size_t len, const char *with, size_t with_len, const char *kind,
               const char *steps)
{
    assert(at >= line->copied && at + len <= line->text.len);
    if (!bytes_append(&line->spare, line->text.data + line->copied, at - line->copied) ||
        !bytes_append(&line->spare, with, with_len))
        return false;
    line->copied = at + len;
    line->changes++;
    if (line->on_change)
        tell(line, at, len, with, with_len, kind, steps);
    return true;
}

bool line_end_edits(struct line *line)
{
    if (line->spare.len == 0 && line->copied == 0)
        return true;
    if (!bytes_append(&line->spare, line->text.data + line->copied, line->text.len - line->copied))
        return false;
    struct bytes repaired = line->spare;
    line->spare = line->text;
    line->text = repaired;
    return true;
}

void line_free(struct line *line)
{
    bytes_free(&line->text);
    bytes_free(&line->spare);
}
