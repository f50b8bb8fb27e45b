/* progress.h: how far the work is.  Comes in: bytes read and repairs made.  Goes out: one line on a terminal, drawn over
 * itself.  Never: a line in the first second, or in a file. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdint.h>

#include "cli/settings.h"

struct progress {
    bool on, drawn;
    uint64_t total;         /* bytes of all files together; 0 when nobody knows */
    uint64_t done, changed; /* bytes, and records of finished files */
    double start, next;     /* seconds */
};

/* may_draw: whether the terminal can be drawn on, and no text goes there. */
void progress_begin(struct progress *progress, const struct settings *settings, bool may_draw);
/* bytes: read since the last call.  changed: records of the file at work. */
void progress_step(struct progress *progress, uint64_t bytes, uint64_t changed);
void progress_end_file(struct progress *progress, uint64_t changed);
/* Wipes the line away, so that something else can be said. */
void progress_wipe(struct progress *progress);

#endif
