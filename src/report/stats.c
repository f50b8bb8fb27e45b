/* stats.c: totals of a run.  Comes in: change records and the totals of each file.  Goes out: a table, a JSON object, or
 * Hadoop counters.  Never: more than STATS_ROWS rows. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "report/quote.h"
#include "report/report.h"

enum { LINE_MAX_BYTES = 2 * STATS_NAME + 64 };

static struct stats_row *row_for(struct stats *stats, const char *kind, const char *steps)
{
    for (size_t i = 0; i < stats->rows; i++)
        if (strncmp(stats->row[i].kind, kind, STATS_NAME - 1) == 0 &&
            strncmp(stats->row[i].steps, steps, STATS_NAME - 1) == 0)
            return &stats->row[i];
    bool last = stats->rows == STATS_ROWS - 1;
    if (stats->rows == STATS_ROWS)
        return &stats->row[STATS_ROWS - 1];
    struct stats_row *row = &stats->row[stats->rows++];
    snprintf(row->kind, sizeof row->kind, "%s", last ? "other" : kind);
    snprintf(row->steps, sizeof row->steps, "%s", last ? "" : steps);
    return row;
}

void stats_count(struct stats *stats, const struct unbake_change *change)
{
    row_for(stats, change->kind, change->steps)->count++;
}

void stats_file(struct stats *stats, const struct unbake_totals *totals)
{
    stats->files++;
    stats->files_changed += totals->records_changed > 0;
    stats->totals.bytes_in += totals->bytes_in;
    stats->totals.bytes_out += totals->bytes_out;
    stats->totals.records += totals->records;
    stats->totals.records_changed += totals->records_changed;
    stats->totals.changes += totals->changes;
    stats->totals.invalid_bytes += totals->invalid_bytes;
}

struct total {
    const char *name;
    uint64_t value;
};

enum { TOTALS = 8 };

static void list_totals(const struct stats *stats, struct total total[TOTALS])
{
    const struct unbake_totals *t = &stats->totals;
    struct total all[TOTALS] = {{"files", stats->files},
                                {"files_changed", stats->files_changed},
                                {"bytes_in", t->bytes_in},
                                {"bytes_out", t->bytes_out},
                                {"records", t->records},
                                {"records_changed", t->records_changed},
                                {"changes", t->changes},
                                {"invalid_bytes", t->invalid_bytes}};
    memcpy(total, all, sizeof all);
}

static bool put(struct bytes *to, const char *line)
{
    return bytes_append(to, line, strlen(line));
}

static bool as_text(struct bytes *to, const struct stats *stats, const struct total *total)
{
    char line[LINE_MAX_BYTES];
    for (size_t i = 0; i < TOTALS; i++) {
        snprintf(line, sizeof line, "%12" PRIu64 "  %s\n", total[i].value, total[i].name);
        if (!put(to, line))
            return false;
    }
    for (size_t i = 0; i < stats->rows; i++) {
        const struct stats_row *row = &stats->row[i];
        snprintf(line, sizeof line, "%12" PRIu64 "  %s%s%s\n", row->count, row->kind, *row->steps ? ": " : "", row->steps);
        if (!put(to, line))
            return false;
    }
    return true;
}

static bool as_json(struct bytes *to, const struct stats *stats, const struct total *total)
{
    char number[96];
    for (size_t i = 0; i < TOTALS; i++) {
        snprintf(number, sizeof number, "%c\"%s\":%" PRIu64, i ? ',' : '{', total[i].name, total[i].value);
        if (!put(to, number))
            return false;
    }
    if (!put(to, ",\"repairs\":["))
        return false;
    for (size_t i = 0; i < stats->rows; i++) {
        const struct stats_row *row = &stats->row[i];
        snprintf(number, sizeof number, ",\"count\":%" PRIu64 "}", row->count);
        if (!put(to, i ? ",{" : "{") || !quote_member(to, "kind", row->kind, strlen(row->kind)) || !put(to, ",") ||
            !quote_member(to, "steps", row->steps, strlen(row->steps)) || !put(to, number))
            return false;
    }
    return put(to, "]}\n");
}

/* Hadoop Streaming reads lines of this form from standard error. */
static bool as_counters(struct bytes *to, const struct stats *stats, const struct total *total)
{
    char line[LINE_MAX_BYTES];
    for (size_t i = 0; i < TOTALS; i++) {
        snprintf(line, sizeof line, "reporter:counter:unbake,%s,%" PRIu64 "\n", total[i].name, total[i].value);
        if (!put(to, line))
            return false;
    }
    for (size_t i = 0; i < stats->rows; i++) {
        const struct stats_row *row = &stats->row[i];
        snprintf(line, sizeof line, "reporter:counter:unbake,%s,%" PRIu64 "\n", row->kind, row->count);
        if (!put(to, line))
            return false;
    }
    return true;
}

bool stats_write(const struct stats *stats, enum stats_format format, unbake_sink *sink, void *user)
{
    struct bytes text = {0};
    struct total total[TOTALS];
    list_totals(stats, total);
    bool good = format == STATS_JSON     ? as_json(&text, stats, total)
                : format == STATS_HADOOP ? as_counters(&text, stats, total)
                                         : as_text(&text, stats, total);
    good = good && sink(user, text.data, text.len) == 0;
    bytes_free(&text);
    return good;
}
