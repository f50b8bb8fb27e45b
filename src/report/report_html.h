/* report_html.h: a report as a web page.  Comes in: change records, and the totals of a run.  Goes out: one page that
 * needs nothing else, in pieces.  Never: a reference to another file or to the network, or more rows than HTML_ROWS. */
#ifndef REPORT_REPORT_HTML_H
#define REPORT_REPORT_HTML_H

#include "report/report.h"

enum {
    HTML_ROWS = 5000, /* what a telephone's browser shows without a wait; further repairs are only counted */
    HTML_TEXT = 600   /* bytes of before and of after that a row shows */
};

/* All return false when the sink stopped the page or memory is short.  *rows: how many there are so far. */
bool html_begin(unbake_sink *sink, void *user);
bool html_change(uint64_t *rows, const char *file, const struct unbake_change *change, unbake_sink *sink, void *user);
bool html_end(uint64_t rows, const struct stats *stats, unbake_sink *sink, void *user);

#endif
