/* run_tell.c: what is said of the repairs.  Comes in: change records and totals.  Goes out: explanations, names and
 * totals, to standard error, a report or standard output.  Never: text of the files themselves. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/run.h"
#include "report/quote.h"
#include "report/report_html.h"

static int told_sink(void *user, const char *data, size_t len)
{
    struct run *run = user;
    if (run->settings->report)
        return !replacement_write(&run->report, data, len);
    bool aside = !run_looks_only(run) || run->settings->diff;
    return !output_write(aside ? &run->err : &run->out, data, len);
}

static void on_change(void *user, const struct unbake_change *change)
{
    struct run *run = user;
    enum report_format format = run->settings->explain;
    stats_count(run->stats, change);
    if (format && !(format == REPORT_HTML ? html_change(&run->html_rows, run->file, change, told_sink, run)
                                          : report_change(format, run->file, change, told_sink, run)))
        run->untold = true;
}

void run_watch(struct run *run, unbake *filter)
{
    if (run->settings->explain || run->settings->stats)
        unbake_watch(filter, on_change);
}

/* Nobody reads a page's source on a terminal. */
static bool page_on_terminal(const struct run *run)
{
    bool aside = !run_looks_only(run) || run->settings->diff;
    return run->settings->explain == REPORT_HTML && !run->settings->report &&
           isatty(aside ? run->err.fd : run->out.fd);
}

/* What cannot be written is told at the end. */
static bool begin_report(struct run *run)
{
    run->page_begun = run->settings->explain == REPORT_HTML;
    if (run->page_begun)
        html_begin(told_sink, run);
    return true;
}

bool run_open_report(struct run *run)
{
    if (page_on_terminal(run))
        return run_trouble(run, "--explain=html makes a page, not text for a terminal; add --report=FILE");
    if (!run->settings->report || replacement_create(&run->report, run->sys, run->settings->report))
        return begin_report(run);
    run->file = run->settings->report;
    run_trouble(run, run->report.trouble.text);
    replacement_close(&run->report);
    run->report.sys = NULL;
    return false;
}

void run_begin_trace(struct run *run, struct trace *trace)
{
    const struct settings *s = run->settings;
    run->trace = s->explain == REPORT_JSONL ? trace : NULL;
    if (run->trace)
        trace_begin(trace, run->file, s->text.record_end, told_sink, run);
}

bool run_settle_trace(struct run *run)
{
    if (!run->trace)
        return true;
    struct output *to = run->settings->report ? &run->report.out : &run->err;
    if (trace_rest(run->trace) && output_flush(to))
        return true;
    return run_trouble(run, "what undoes the edit cannot be written to the report; left as it was");
}

void run_end_trace(struct run *run, bool edited)
{
    if (run->trace)
        trace_end(run->trace, edited);
    run->trace = NULL;
}

static void would_change(struct run *run)
{
    if (run->status == EXIT_DONE)
        run->status = EXIT_WOULD_CHANGE;
    if (run->settings->list) {
        output_text(&run->out, run->file);
        output_write(&run->out, run->settings->text.record_end ? "\n" : "", 1);
    }
}

void run_changed_file(struct run *run, const struct unbake_totals *totals)
{
    const struct settings *s = run->settings;
    run->files_changed++;
    if (run_looks_only(run))
        would_change(run);
    bool person = s->in_place && isatty(STDERR_FILENO);
    if (s->quiet || !(s->verbose || person))
        return;
    run_flush_told(run);
    progress_wipe(&run->progress);
    char text[100];
    snprintf(text, sizeof text, "%" PRIu64 " of %" PRIu64 " records %s", totals->records_changed, totals->records,
             run_looks_only(run) ? "would change" : "changed");
    run_say(run->file, text);
}

void run_say(const char *file, const char *text)
{
    struct bytes name = {0};
    if (file && quote_name(&name, file) && bytes_append(&name, ": ", 2))
        fprintf(stderr, "unbake: %.*s%s\n", (int)name.len, name.data, text);
    else
        fprintf(stderr, "unbake: %s\n", text);
    bytes_free(&name);
}

void run_flush_told(struct run *run)
{
    output_flush(&run->err);
    if (run->report.direct)
        output_flush(&run->report.out);
}

static int err_sink(void *user, const char *data, size_t len)
{
    return !output_write(user, data, len);
}

static void end_report(struct run *run)
{
    if (run->report.trouble.text[0] || !replacement_commit(&run->report, NULL)) {
        run->file = run->settings->report;
        run_trouble(run, run->report.trouble.text);
        run->file = NULL;
    }
    replacement_close(&run->report);
}

/* What to do next, for a person who only looked. */
static void advise(struct run *run)
{
    const struct settings *s = run->settings;
    if (!run_looks_only(run) || !run->files_changed || s->quiet || !isatty(STDERR_FILENO))
        return;
    output_flush(&run->out);
    fprintf(stderr, "unbake: %" PRIu64 " %s would change; %s--in-place repairs %s\n", run->files_changed,
            run->files_changed == 1 ? "file" : "files", s->diff ? "" : "--diff shows how, ",
            run->files_changed == 1 ? "it" : "them");
}

void run_end_telling(struct run *run)
{
    if (run->page_begun)
        html_end(run->html_rows, run->stats, told_sink, run);
    if (run->settings->explain == REPORT_JSONL && run->settings->in_place)
        trace_close_report(run->edits, told_sink, run);
    if (run->report.sys)
        end_report(run);
    if (run->settings->stats)
        stats_write(run->stats, run->settings->stats, err_sink, &run->err);
    run_flush_told(run);
    advise(run);
    if (run->err.error || run->untold)
        run->status = EXIT_TROUBLE;
}
