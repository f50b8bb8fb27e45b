/* run_candidates.c: readings for a person to choose from.  Comes in: lines, from files or standard input.  Goes out: for
 * each the best few readings, with how much better they read and the mistakes that they suppose.  Never: a repair. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/run.h"
#include "report/quote.h"

struct list {
    struct run *run;
    const char *chosen; /* what a repair would make of the line */
    size_t chosen_len;
    bool seen;
};

static void say_reading(struct list *list, const char *text, size_t len, const char *bits, const char *steps)
{
    struct output *out = &list->run->out;
    bool chosen = len == list->chosen_len && memcmp(text, list->chosen, len) == 0;
    struct bytes quoted = {0};
    char head[32];
    snprintf(head, sizeof head, "%c %7s  ", chosen ? '*' : ' ', bits);
    list->seen = list->seen || chosen;
    if (quote_text(&quoted, text, len)) {
        output_text(out, head);
        output_write(out, quoted.data, quoted.len);
        output_text(out, *steps ? "  " : "");
        output_text(out, steps);
        output_text(out, "\n");
    }
    bytes_free(&quoted);
}

static void on_reading(void *user, const struct unbake_reading *reading)
{
    char bits[24];
    snprintf(bits, sizeof bits, "%+.1f", reading->bits);
    say_reading(user, reading->text, reading->len, bits, reading->steps);
}

static void candidates_of(struct run *run, const char *text, size_t len)
{
    char *chosen = NULL;
    size_t chosen_len;
    struct unbake_options options = run->settings->text;
    options.jobs = 1;
    enum unbake_status status = unbake_text(&options, text, len, &chosen, &chosen_len);
    if (status == UNBAKE_OK) {
        struct list list = {run, chosen, chosen_len, false};
        say_reading(&list, text, len, "0", "as it is");
        status = unbake_readings(text, len, run->settings->candidates, on_reading, &list);
        if (!list.seen)
            say_reading(&list, chosen, chosen_len, "", "what a repair makes of it");
    }
    free(chosen);
    if (status != UNBAKE_OK)
        run_trouble(run, unbake_status_text(status));
}

static void candidates_in(struct run *run, FILE *file)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t got;
    char end = run->settings->text.record_end;
    for (bool first = true; (got = getdelim(&line, &room, end, file)) >= 0; first = false) {
        size_t len = (size_t)got;
        len -= len && line[len - 1] == end;
        if (!first)
            output_text(&run->out, "\n");
        if (len > UNBAKE_READINGS_BYTES)
            run_trouble(run, "a line is too long for --candidates");
        else
            candidates_of(run, line, len);
        output_flush(&run->out);
    }
    if (ferror(file))
        run_trouble(run, strerror(errno));
    free(line);
}

void run_candidates(struct run *run, const char *name)
{
    bool is_stdin = strcmp(name, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(name, "re");
    run->file = is_stdin ? "standard input" : name;
    if (file)
        candidates_in(run, file);
    else
        run_trouble(run, strerror(errno));
    if (file && !is_stdin)
        fclose(file);
    run->file = NULL;
}
