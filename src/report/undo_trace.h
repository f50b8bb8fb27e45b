/* undo_trace.h: what an edit takes away.  Comes in: a file's content before and after.  Goes out: lines of JSON, by which
 * undo_read.h gets the old bytes back.  Never: stops the edit; a file that cannot be traced is said to be so. */
#ifndef REPORT_UNDO_TRACE_H
#define REPORT_UNDO_TRACE_H

#include "report/pairs.h"
#include "report/sha256.h"
#include "unbake.h"

struct trace {
    const char *file;
    struct pairs pairs;
    struct sha256 old_sum, new_sum;
    uint64_t at;    /* where in the new content the record at hand begins */
    uint64_t parts; /* that were told */
    bool lost;      /* a record too long, or no memory: there is no way back */
    unbake_sink *sink;
    void *user;
};

/* The trace must stay where it is until trace_end. */
void trace_begin(struct trace *trace, const char *file, char record_end, unbake_sink *sink, void *user);
void trace_before(struct trace *trace, const char *data, size_t len);
void trace_after(struct trace *trace, const char *data, size_t len);
/* Tells of what still waits.  False: the sink stopped it. */
bool trace_rest(struct trace *trace);
/* Tells whether the file was edited, if anything differed, and frees the trace. */
void trace_end(struct trace *trace, bool edited);
/* The last line of a report of so many edits. */
void trace_close_report(uint64_t edits, unbake_sink *sink, void *user);

#endif
