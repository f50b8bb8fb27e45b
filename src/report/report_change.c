/* report_change.c: one entry for one repair.  Comes in: a change record.  Goes out: one line of text or of JSON.  Never:
 * more than one line, whatever the record holds. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "report/names.h"
#include "report/quote.h"
#include "report/report.h"

static bool add(struct bytes *to, const char *text)
{
    return bytes_append(to, text, strlen(text));
}

/* Nothing, when nothing was lost. */
static bool add_lost(struct bytes *to, const char *format, unsigned lost)
{
    char text[48];
    snprintf(text, sizeof text, format, lost);
    return lost == 0 || add(to, text);
}

/* Private-use characters have no glyph that a reader could know. */
static bool add_names(struct bytes *to, const struct unbake_change *change)
{
    return strcmp(change->kind, "private-use") != 0 || name_characters(to, change);
}

/* FILE:RECORD:OFFSET: KIND: "before" -> "after" (STEPS) [NAMES] [LOST] */
static bool as_text(struct bytes *to, const char *file, const struct unbake_change *change)
{
    char place[64];
    snprintf(place, sizeof place, ":%" PRIu64 ":%" PRIu64 ": ", change->record, change->offset);
    return quote_name(to, file) && add(to, place) && add(to, change->kind) && add(to, ": ") &&
           quote_text(to, change->before, change->before_len) && add(to, " -> ") &&
           quote_text(to, change->after, change->after_len) &&
           (!*change->steps || (add(to, " (") && add(to, change->steps) && add(to, ")"))) &&
           add_names(to, change) && add_lost(to, " [%u filled in]", change->lost) && add(to, "\n");
}

static bool as_json(struct bytes *to, const char *file, const struct unbake_change *change)
{
    char place[80];
    snprintf(place, sizeof place, ",\"line\":%" PRIu64 ",\"offset\":%" PRIu64 ",", change->record, change->offset);
    return add(to, "{") && quote_member(to, "file", file, strlen(file)) && add(to, place) &&
           quote_member(to, "kind", change->kind, strlen(change->kind)) && add(to, ",") &&
           quote_member(to, "steps", change->steps, strlen(change->steps)) && add(to, ",") &&
           quote_member(to, "before", change->before, change->before_len) && add(to, ",") &&
           quote_member(to, "after", change->after, change->after_len) && add_lost(to, ",\"lost\":%u", change->lost) &&
           add(to, "}\n");
}

bool report_change(enum report_format format, const char *file, const struct unbake_change *change, unbake_sink *sink,
                   void *user)
{
    struct bytes entry = {0};
    bool good = format == REPORT_JSONL ? as_json(&entry, file, change) : as_text(&entry, file, change);
    good = good && sink(user, entry.data, entry.len) == 0;
    bytes_free(&entry);
    return good;
}
