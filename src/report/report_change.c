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

double report_certainty(const struct unbake_change *change)
{
    return change->margin > 0 ? 1 - 2 / (4 + change->margin) : 0;
}

/* Private-use characters have no glyph that a reader could know. */
static bool add_names(struct bytes *to, const struct unbake_change *change)
{
    return strcmp(change->kind, "private-use") != 0 || name_characters(to, change);
}

/* Byte, certainty, and what was filled in. */
static bool add_measures(struct bytes *to, const struct unbake_change *change)
{
    char byte[40], sure[24] = "", lost[32] = "";
    snprintf(byte, sizeof byte, " [byte %" PRIu64, change->offset);
    if (change->margin > 0)
        snprintf(sure, sizeof sure, ", %d%% sure", (int)(100 * report_certainty(change)));
    if (change->lost)
        snprintf(lost, sizeof lost, ", %u filled in", change->lost);
    return add(to, byte) && add(to, sure) && add(to, lost) && add(to, "]");
}

/* FILE:RECORD:COLUMN: KIND: "before" -> "after" (STEPS) [NAMES] [MEASURES] */
static bool as_text(struct bytes *to, const char *file, const struct unbake_change *change)
{
    char place[64];
    snprintf(place, sizeof place, ":%" PRIu64 ":%" PRIu64 ": ", change->record, change->column);
    return quote_name(to, file) && add(to, place) && add(to, change->kind) && add(to, ": ") &&
           quote_text(to, change->before, change->before_len) && add(to, " -> ") &&
           quote_text(to, change->after, change->after_len) &&
           (!*change->steps || (add(to, " (") && add(to, change->steps) && add(to, ")"))) &&
           add_names(to, change) && add_measures(to, change) && add(to, "\n");
}

/* What is not there is not told. */
static bool add_numbers(struct bytes *to, const struct unbake_change *change)
{
    char sure[64] = "", lost[32] = "";
    if (change->margin > 0)
        snprintf(sure, sizeof sure, ",\"margin\":%.3f,\"certainty\":%.3f", change->margin, report_certainty(change));
    if (change->lost)
        snprintf(lost, sizeof lost, ",\"lost\":%u", change->lost);
    return add(to, sure) && add(to, lost);
}

static bool as_json(struct bytes *to, const char *file, const struct unbake_change *change)
{
    char place[160];
    snprintf(place, sizeof place,
             ",\"line\":%" PRIu64 ",\"column\":%" PRIu64 ",\"offset\":%" PRIu64 ",\"character\":%" PRIu64 ",",
             change->record, change->column, change->offset, change->character);
    return add(to, "{") && quote_member(to, "file", file, strlen(file)) && add(to, place) &&
           quote_member(to, "kind", change->kind, strlen(change->kind)) && add(to, ",") &&
           quote_member(to, "steps", change->steps, strlen(change->steps)) && add(to, ",") &&
           quote_member(to, "before", change->before, change->before_len) && add(to, ",") &&
           quote_member(to, "after", change->after, change->after_len) && add_numbers(to, change) && add(to, "}\n");
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
