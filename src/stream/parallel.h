/* parallel.h: several threads for one filter.  Comes in: whole records.  Goes out: the same calls of sink and change
 * callback, in the same order and from the same thread, as one thread would make.  Never: an answer that depends on how
 * many threads there are. */
#ifndef STREAM_PARALLEL_H
#define STREAM_PARALLEL_H

#include <stdbool.h>

#include "unbake.h"

enum {
    JOBS_MAX = 256,
    /* Less than this is done before another thread is awake. */
    WORTH_JOBS = 64 * 1024
};

struct team;

/* Helpers for a filter with these options, whose jobs say how many threads work at once; the caller's waits meanwhile.
 * NULL when memory is short; where the system grants fewer threads, there are fewer. */
struct team *team_new(const struct unbake_options *options);
void team_free(struct team *team);

/* Repairs the whole records of data[0..n) for filter. */
enum unbake_status team_feed(struct team *team, unbake *filter, const char *data, size_t n);

/* What a team asks of the filter that it works for, and of its own (unbake.c). */
bool stream_emit(unbake *filter, const char *text, size_t len);
bool stream_is_watched(const unbake *filter);
/* A change whose place is counted from where the filter is. */
void stream_tell(unbake *filter, const struct unbake_change *change);
/* Goes on from there: by what these totals counted. */
void stream_advance(unbake *filter, const struct unbake_totals *by);
/* Counts from 0 again. */
void stream_rewind(unbake *filter);

#endif
