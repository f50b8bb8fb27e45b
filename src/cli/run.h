/* run.h: the work on all files.  Comes in: settings.  Goes out: an exit status.  Never: stops at the first file in
 * trouble. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/progress.h"
#include "cli/settings.h"
#include "files/decode.h"
#include "files/input.h"
#include "files/output.h"
#include "files/replace_file.h"
#include "report/undo_trace.h"

/* What one run shares between its files. */
struct run {
    const struct settings *settings;
    const struct system_calls *sys;
    enum exit_status status;
    const char *file;           /* the one at work, as messages name it */
    struct output out;          /* standard output */
    struct output err;          /* what is told of repairs on standard error */
    struct replacement result;  /* --output */
    struct replacement report;  /* --report */
    struct replacement *target; /* where text goes, or NULL for standard output */
    struct diff *diff;          /* of the file at work, or NULL */
    bool diff_failed;
    struct decoder *decoder;    /* of the file at work, or NULL when it is UTF-8 */
    struct trace *trace;        /* of the file being edited, or NULL */
    bool untold; /* a repair could not be told of */
    bool color;
    struct stats *stats;
    struct progress progress;
    bool page_begun;
    uint64_t html_rows, edits;
    uint64_t files_changed;
    char *block;
    size_t block_size;
};

enum exit_status run_all(const struct settings *settings, const struct system_calls *sys);

/* "unbake: FILE: TEXT" on standard error; the status becomes EXIT_TROUBLE.  Returns false. */
bool run_trouble(struct run *run, const char *text);

/* "unbake: FILE: TEXT" on standard error, in one line whatever the name; file may be NULL. */
void run_say(const char *file, const char *text);

/* Is no text wanted, but what would become of it? */
static inline bool run_looks_only(const struct run *run)
{
    return run->settings->check || run->settings->list || run->settings->diff;
}

/* run_tell.c: the callbacks that tell of repairs, and what is said of a file and at the end. */
void run_watch(struct run *run, unbake *filter);
bool run_open_report(struct run *run);
void run_begin_trace(struct run *run, struct trace *trace);
/* Puts away what undoes the edit, before there is an edit. */
bool run_settle_trace(struct run *run);
void run_end_trace(struct run *run, bool edited);
void run_changed_file(struct run *run, const struct unbake_totals *totals);
void run_flush_told(struct run *run);
void run_end_telling(struct run *run);

/* run_decode.c: input in another encoding. */
bool run_begin_decoding(struct run *run, struct decoder *decoder);
/* Reads what the filter gets. */
ssize_t run_read(struct run *run, struct input *input, char *to, size_t len);
/* False: what was read is not what the encoding has. */
bool run_end_decoding(struct run *run);
/* Of the file being edited, which holds bytes from here on that are no UTF-8; or NULL. */
const char *run_likely_encoding(const struct run *run, uint64_t first_invalid);

/* run_candidates.c: shows the readings of each line of a file. */
void run_candidates(struct run *run, const char *name);

/* undo.c: gives the files of the report in --undo their old bytes back. */
void run_undo(struct run *run);

/* privileges.c: gives up whatever this run will not need. */
void run_drop_privileges(const struct settings *settings);

/* run_names.c: calls work for each operand, or each name of --files0-from. */
void run_each_name(struct run *run, void (*work)(struct run *run, const char *name));

#endif
