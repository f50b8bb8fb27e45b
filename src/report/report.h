/* report.h: what was repaired, for people and for programs.  Comes in: change records and the name of their file.  Goes
 * out: text or JSON Lines to a sink, and totals by kind and steps (report_html.h has the web page).
 * Never: compares texts, or opens a file. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>

#include "unbake.h"

enum report_format { REPORT_OFF, REPORT_TEXT, REPORT_JSONL, REPORT_HTML };
enum stats_format { STATS_OFF, STATS_TEXT, STATS_JSON, STATS_HADOOP };

/* How sure a repair is, from 0.5 to 0.97; 0 when nothing was weighed.  Where damage was made and undone again, fewer
 * than 2 of 4 + m repairs that won by m bits were wrong (see the README). */
double report_certainty(const struct unbake_change *change);

/* One entry, of text or JSON Lines.  False when the sink stopped it. */
bool report_change(enum report_format format, const char *file, const struct unbake_change *change, unbake_sink *sink,
                   void *user);

/* A unified diff of records that come in pairs: as many out as in.  NULL: out of memory. */
struct diff;
struct diff *diff_new(const char *file, char record_end, bool color, unbake_sink *sink, void *user);
/* What went into the filter, and what came out of it; each in pieces.  False: trouble says why. */
bool diff_before(struct diff *diff, const char *data, size_t len);
bool diff_after(struct diff *diff, const char *data, size_t len);
bool diff_end(struct diff *diff);
const char *diff_trouble(const struct diff *diff);
void diff_free(struct diff *diff);

/* Chains beyond this many are counted as "other": a report's size must not depend on its input. */
enum { STATS_ROWS = 256, STATS_NAME = 96 };

struct stats_row {
    char kind[STATS_NAME], steps[STATS_NAME];
    uint64_t count;
};

struct stats {
    uint64_t files, files_changed;
    struct unbake_totals totals;
    size_t rows;
    struct stats_row row[STATS_ROWS];
};

void stats_count(struct stats *stats, const struct unbake_change *change);
void stats_file(struct stats *stats, const struct unbake_totals *totals);
bool stats_write(const struct stats *stats, enum stats_format format, unbake_sink *sink, void *user);

#endif
