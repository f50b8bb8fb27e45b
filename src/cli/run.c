/* run.c: the work on all files.  Comes in: settings.  Goes out: text to where it belongs, and an exit status.  Never:
 * lets a caller wait for text that is ready, or counts a write as done that failed. */
#include "cli/run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of input, for each thread: so many that all are busy for much longer than it takes to wake them. */
enum { BLOCKS_EACH = 2 };

bool run_trouble(struct run *run, const char *text)
{
    run_flush_told(run);
    progress_wipe(&run->progress);
    run_say(run->file, text);
    run->status = EXIT_TROUBLE;
    return false;
}

static int text_sink(void *user, const char *data, size_t len)
{
    struct run *run = user;
    if (run->trace)
        trace_after(run->trace, data, len);
    if (run->target)
        return !replacement_write(run->target, data, len);
    if (run->diff)
        return run->diff_failed = !diff_after(run->diff, data, len);
    if (run_looks_only(run))
        return 0;
    /* Clean text comes as it lies in the block; it stays there until the next read. */
    bool in_block = data >= run->block && data < run->block + run->block_size;
    return !(in_block ? output_lend(&run->out, data, len) : output_write(&run->out, data, len));
}

static bool flush_text(struct run *run)
{
    run_flush_told(run);
    return run->target ? !run->target->direct || output_flush(&run->target->out) : output_flush(&run->out);
}

static bool feed_records(struct run *run, unbake *filter, const char *data, size_t len, enum unbake_status *status)
{
    while (len) {
        const char *end = memchr(data, run->settings->text.record_end, len);
        size_t part = end ? (size_t)(end - data) + 1 : len;
        *status = unbake_feed(filter, data, part);
        if (*status || !flush_text(run))
            return false;
        data += part;
        len -= part;
    }
    return true;
}

static bool feed(struct run *run, unbake *filter, const char *data, size_t len, enum unbake_status *status)
{
    if (run->settings->line_buffered)
        return feed_records(run, filter, data, len, status);
    *status = unbake_feed(filter, data, len);
    return *status == UNBAKE_OK;
}

/* Why the stream ended early. */
static bool stopped(struct run *run, const unbake *filter, enum unbake_status status)
{
    if (run->target && *run->target->trouble.text) {
        if (run->target == &run->result)
            run->file = run->settings->output;
        return run_trouble(run, run->target->trouble.text);
    }
    if (run->diff_failed && !run->out.error)
        return run_trouble(run, diff_trouble(run->diff));
    if (run->out.error)
        return false; /* told once, at the end */
    char text[120];
    if (status != UNBAKE_BAD_INPUT)
        return run_trouble(run, unbake_status_text(status));
    snprintf(text, sizeof text, "%s, at byte %" PRIu64, unbake_status_text(status), unbake_totals(filter)->first_invalid);
    return run_trouble(run, text);
}

static bool looks_binary(struct run *run, const char *data, size_t len, uint64_t offset)
{
    const struct settings *s = run->settings;
    const char *nul = s->in_place && !s->binary_too && s->text.record_end ? memchr(data, '\0', len) : NULL;
    if (!nul)
        return false;
    char text[100];
    snprintf(text, sizeof text, "looks binary (NUL at byte %" PRIu64 "); --text edits it all the same",
             offset + (uint64_t)(nul - data));
    run_trouble(run, text);
    return true;
}

/* How much of the block can be worked on: all whole records; at the end of input, or where no record ends, everything.
 * The rest waits in the block for more, so that it need not be copied to be whole. */
static size_t ready_part(const struct run *run, size_t kept, size_t got)
{
    const char *end = got ? memrchr(run->block + kept, run->settings->text.record_end, got) : NULL;
    return end ? (size_t)(end - run->block) + 1 : kept + got;
}

static bool pump(struct run *run, struct input *input, unbake *filter)
{
    uint64_t offset = 0;
    size_t ready = 0, kept = 0; /* of the block: what was worked on, and what comes after it */
    for (bool more = true; more;) {
        /* The read takes the block back. */
        if (!(input_would_wait(input) ? flush_text(run) : output_settle(&run->out)))
            return stopped(run, filter, UNBAKE_OK);
        memmove(run->block, run->block + ready, kept);
        char *fresh = run->block + kept;
        ssize_t read = run_read(run, input, fresh, run->block_size - kept);
        size_t got = read > 0 ? (size_t)read : 0;
        more = got > 0;
        if (read < 0 && *input->trouble.text)
            run_trouble(run, input->trouble.text);
        if (more && looks_binary(run, fresh, got, offset))
            return false;
        enum unbake_status status = UNBAKE_OK;
        ready = ready_part(run, kept, got);
        run->diff_failed = more && run->diff && !diff_before(run->diff, fresh, got);
        if (run->diff_failed || (ready && !feed(run, filter, run->block, ready, &status)))
            return stopped(run, filter, status);
        kept += got - ready;
        offset += got;
        progress_step(&run->progress, got, unbake_totals(filter)->records_changed);
    }
    /* What was read before an error is still worth its place in the output, as with cat. */
    enum unbake_status status = unbake_finish(filter);
    run->diff_failed = run->diff_failed || (status == UNBAKE_OK && run->diff && !diff_end(run->diff));
    if (status != UNBAKE_OK || run->diff_failed)
        return stopped(run, filter, status);
    return run_end_decoding(run) && !*input->trouble.text;
}

static int out_sink(void *user, const char *data, size_t len)
{
    return !output_write(user, data, len);
}

static bool start_diff(struct run *run)
{
    if (!run->settings->diff)
        return true;
    run->diff_failed = false;
    run->diff = diff_new(run->file, run->settings->text.record_end, run->color, out_sink, &run->out);
    return run->diff || run_trouble(run, "out of memory");
}

static bool stays_invalid(struct run *run, const unbake *filter)
{
    const struct unbake_totals *totals = unbake_totals(filter);
    if (!totals->invalid_bytes)
        return false;
    char text[200], hint[80] = " (to write U+FFFD for them: --invalid=replace)";
    const char *likely = run_likely_encoding(run, totals->first_invalid);
    if (likely)
        snprintf(hint, sizeof hint, " (looks like %s: use --from=%s)", likely, likely);
    snprintf(text, sizeof text, "%" PRIu64 " %s not UTF-8, the first at byte %" PRIu64 "; left as it was%s",
             totals->invalid_bytes, totals->invalid_bytes == 1 ? "byte is" : "bytes are", totals->first_invalid, hint);
    run_trouble(run, text);
    return true;
}

static void tell_malformed(struct run *run, const unbake *filter)
{
    const struct unbake_totals *totals = unbake_totals(filter);
    char text[160];
    snprintf(text, sizeof text, "not JSON: %" PRIu64 " records, the first at line %" PRIu64 "; left as they were",
             totals->malformed, totals->first_malformed);
    if (totals->malformed)
        run_trouble(run, text);
}

static void with_filter(struct run *run, struct input *input, bool (*end)(struct run *run, unbake *filter))
{
    enum unbake_status status;
    unbake *filter = unbake_new(&run->settings->text, text_sink, run, &status);
    if (!filter) {
        run_trouble(run, unbake_status_text(status));
        return;
    }
    run_watch(run, filter);
    struct decoder decoder;
    bool good = run_begin_decoding(run, &decoder) && start_diff(run) && pump(run, input, filter);
    bool decoded = run->decoder && decoder.changed;
    if (run->decoder)
        decoder_close(&decoder);
    run->decoder = NULL;
    diff_free(run->diff);
    run->diff = NULL;
    stats_file(run->stats, unbake_totals(filter));
    tell_malformed(run, filter);
    progress_end_file(&run->progress, unbake_totals(filter)->records_changed);
    if (good && (!end || end(run, filter)) && (decoded || unbake_totals(filter)->records_changed))
        run_changed_file(run, unbake_totals(filter));
    unbake_free(filter);
}

static bool end_edit(struct run *run, unbake *filter)
{
    if (unbake_totals(filter)->malformed || stays_invalid(run, filter) || !run_settle_trace(run))
        return false;
    if (!replacement_commit(run->target, run->settings->suffix))
        return run_trouble(run, run->target->trouble.text);
    run->edits += run->target->changed;
    return true;
}

static void edit_file(struct run *run, const char *name)
{
    if (strcmp(name, "-") == 0) {
        run_trouble(run, "standard input cannot be edited in place");
        return;
    }
    struct replacement edit;
    if (replacement_edit(&edit, run->sys, name)) {
        struct input input;
        run->target = &edit;
        struct trace trace;
        uint64_t edits = run->edits;
        input_borrow(&input, run->sys, edit.original);
        run_begin_trace(run, &trace);
        with_filter(run, &input, end_edit);
        run_end_trace(run, run->edits > edits);
        run->target = NULL;
    } else {
        run_trouble(run, edit.trouble.text);
    }
    replacement_close(&edit);
}

/* Reading what is being written would never end. */
static bool feeds_itself(const struct run *run, const struct input *input)
{
    struct stat from, to;
    return !run->target && !run_looks_only(run) && input->regular && run->sys->stat(input->fd, &from) == 0 &&
           run->sys->stat(run->out.fd, &to) == 0 && from.st_dev == to.st_dev && from.st_ino == to.st_ino &&
           from.st_size > 0;
}

static void filter_file(struct run *run, const char *name)
{
    struct input input;
    if (run->out.error || (run->target && *run->target->trouble.text))
        return;
    if (!input_open(&input, run->sys, name)) {
        run_trouble(run, input.trouble.text);
        return;
    }
    if (feeds_itself(run, &input))
        run_trouble(run, "is the output, too");
    else
        with_filter(run, &input, NULL);
    input_close(&input);
}

static void work_on(struct run *run, const char *name)
{
    run->file = strcmp(name, "-") == 0 && !run->settings->in_place ? "standard input" : name;
    if (run->settings->in_place)
        edit_file(run, name);
    else
        filter_file(run, name);
    run->file = NULL;
}

/* Half a result under its final name would look like a whole one. */
static void end_output(struct run *run)
{
    if (run->target && !*run->target->trouble.text && run->status != EXIT_TROUBLE &&
        !replacement_commit(run->target, NULL)) {
        run->file = run->settings->output;
        run_trouble(run, run->target->trouble.text);
        run->file = NULL;
    }
    if (run->target)
        replacement_close(run->target);
    run->target = NULL;
}

static void end_standard_output(struct run *run)
{
    if (!output_flush(&run->out))
        errno = run->out.error;
    else if (run->sys->close(run->out.fd) == 0)
        return;
    char text[120];
    snprintf(text, sizeof text, "cannot write standard output: %s", strerror(errno));
    run_trouble(run, text);
}

static bool open_output(struct run *run)
{
    if (!run->settings->output)
        return true;
    run->target = &run->result;
    if (replacement_create(&run->result, run->sys, run->settings->output))
        return true;
    run->file = run->settings->output;
    run_trouble(run, run->result.trouble.text);
    run->file = NULL;
    return false;
}

/* NO_COLOR and TERM are all that is read of the environment. */
static bool is_dumb(void)
{
    const char *term = getenv("TERM");
    return term && strcmp(term, "dumb") == 0;
}

static bool wants_color(const struct settings *settings)
{
    const char *never = getenv("NO_COLOR");
    if (settings->color != WHEN_AUTO)
        return settings->color == WHEN_ALWAYS;
    return isatty(STDOUT_FILENO) && !(never && *never) && !is_dumb();
}

enum exit_status run_all(const struct settings *settings, const struct system_calls *sys)
{
    struct run run = {.settings = settings, .sys = sys};
    run.color = settings->diff && wants_color(settings);
    run.block_size = INPUT_BLOCK * (settings->text.jobs > 1 ? BLOCKS_EACH * (size_t)settings->text.jobs : 1);
    run.block = malloc(run.block_size);
    run.stats = calloc(1, sizeof *run.stats);
    output_init(&run.out, sys, STDOUT_FILENO);
    output_init(&run.err, sys, STDERR_FILENO);
    output_expect_much(&run.out);
    bool gives_text = !settings->output && !settings->in_place && !run_looks_only(&run);
    progress_begin(&run.progress, settings, !is_dumb() && !(gives_text && isatty(STDOUT_FILENO)));
    if (!run.block || !run.stats)
        run_trouble(&run, "out of memory");
    else if (settings->undo)
        run_undo(&run);
    else if (settings->candidates)
        run_each_name(&run, run_candidates);
    else if (run_open_report(&run) && open_output(&run))
        run_each_name(&run, work_on);
    progress_wipe(&run.progress);
    end_output(&run);
    run_end_telling(&run);
    end_standard_output(&run);
    output_free(&run.out);
    output_free(&run.err);
    free(run.block);
    free(run.stats);
    return run.status;
}
