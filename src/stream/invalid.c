/* invalid.c: bytes that are no UTF-8 and that no repair explained.  Comes in: a line after its repairs.  Goes out: the
 * line as --invalid wants it, and a count.  Never: touches valid UTF-8. */
#include "stream/invalid.h"

#include "base/utf8.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD, one for each byte */

static void count(struct unbake_totals *totals, uint64_t offset)
{
    if (!totals->invalid_bytes++)
        totals->first_invalid = offset;
}

enum unbake_status settle_invalid(enum unbake_invalid action, struct line *line, struct unbake_totals *totals)
{
    bool found = false;
    line_begin_edits(line);
    for (size_t at = 0; at < line->text.len;) {
        uint32_t c;
        size_t len = utf8_decode(line->text.data + at, line->text.len - at, &c);
        if (!len) {
            found = true;
            if (action != UNBAKE_INVALID_REPLACE)
                count(totals, line_offset_of(line, at));
            if (action == UNBAKE_INVALID_REPLACE &&
                !line_edit(line, at, 1, REPLACEMENT, sizeof REPLACEMENT - 1, "invalid", "a byte that is no UTF-8"))
                return UNBAKE_NO_MEMORY;
        }
        at += len ? len : 1;
    }
    if (!line_end_edits(line))
        return UNBAKE_NO_MEMORY;
    return found && action == UNBAKE_INVALID_FAIL ? UNBAKE_BAD_INPUT : UNBAKE_OK;
}
