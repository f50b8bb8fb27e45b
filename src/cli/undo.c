/* undo.c: edits taken back.  Comes in: the JSON Lines report of edits in place.  Goes out: each edited file with its old
 * bytes, as safely as it was edited.  Never: writes a file whose content is not what the edit made, byte for byte, or
 * believes a report that is not whole. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/run.h"
#include "report/sha256.h"
#include "report/undo_read.h"

/* The file that is being given its old bytes back. */
struct undoing {
    struct run *run;
    FILE *report;
    char *line;
    size_t line_room;
    struct entry entry;
    uint64_t line_number;
    bool open, good;        /* a file's parts are being read; and nothing was wrong with it yet */
    struct bytes file;      /* its name */
    struct replacement edit;
    struct input input;
    uint64_t at;            /* in the new content */
    struct sha256 sum, old_sum;
    bool *seen;             /* for each operand */
};

/* 1: an entry.  0: the end.  -1: trouble, told. */
static int next_entry(struct undoing *u)
{
    errno = 0;
    ssize_t len = getline(&u->line, &u->line_room, u->report);
    if (len < 0 && (ferror(u->report) || errno))
        return run_trouble(u->run, strerror(errno)), -1;
    if (len < 0)
        return 0;
    u->line_number++;
    if (entry_read(&u->entry, u->line, (size_t)len))
        return 1;
    char text[120];
    snprintf(text, sizeof text, "line %" PRIu64 " is not of a report by --explain=jsonl; nothing was undone",
             u->line_number);
    return run_trouble(u->run, text), -1;
}

/* Reads the report to its end before anything is touched. */
static bool is_whole(struct undoing *u)
{
    int got;
    uint64_t edits = 0;
    bool ended = false, any = false;
    while ((got = next_entry(u)) > 0) {
        any = any || u->entry.kind != ENTRY_REPAIR;
        edits += u->entry.kind == ENTRY_FILE && u->entry.edited;
        ended = u->entry.kind == ENTRY_END && u->entry.edits == edits;
    }
    if (got < 0)
        return false;
    if (!any)
        return run_trouble(u->run, "tells of no edit in place, so there is nothing to undo");
    if (!ended)
        return run_trouble(u->run, "is cut short; nothing was undone");
    if (fseek(u->report, 0, SEEK_SET) != 0)
        return run_trouble(u->run, "must be a regular file, for it is read twice");
    u->line_number = 0;
    return true;
}

static bool give_up(struct undoing *u, const char *why)
{
    u->good = false;
    return run_trouble(u->run, why);
}

static bool wanted(struct undoing *u, const char *file)
{
    const struct settings *s = u->run->settings;
    bool found = s->operand_count == 0;
    for (size_t i = 0; i < s->operand_count; i++)
        if (strcmp(s->operands[i], file) == 0)
            found = u->seen[i] = true;
    return found;
}

static void open_file(struct undoing *u)
{
    bytes_clear(&u->file);
    u->open = true;
    u->at = 0;
    sha256_init(&u->sum);
    sha256_init(&u->old_sum);
    u->good = bytes_append(&u->file, u->entry.file.data, u->entry.file.len);
    if (!u->good || !wanted(u, u->file.data)) {
        u->good = false;
        u->edit.sys = NULL;
        return;
    }
    u->run->file = u->file.data;
    if (replacement_edit(&u->edit, u->run->sys, u->file.data))
        input_borrow(&u->input, u->run->sys, u->edit.original);
    else
        give_up(u, u->edit.trouble.text);
}

static bool write_old(struct undoing *u, const char *data, size_t len)
{
    sha256_add(&u->old_sum, data, len);
    return replacement_write(&u->edit, data, len) || give_up(u, u->edit.trouble.text);
}

/* Reads up to len bytes of the new content, and keeps them where they are to stay.  Returns how many there were. */
static uint64_t pass(struct undoing *u, uint64_t len, bool keep)
{
    uint64_t done = 0;
    while (u->good && done < len) {
        uint64_t left = len - done;
        ssize_t got = input_read(&u->input, u->run->block, left < INPUT_BLOCK ? (size_t)left : INPUT_BLOCK);
        if (got < 0)
            give_up(u, u->input.trouble.text);
        if (got <= 0)
            break;
        sha256_add(&u->sum, u->run->block, (size_t)got);
        if (keep)
            write_old(u, u->run->block, (size_t)got);
        done += (uint64_t)got;
    }
    u->at += done;
    return done;
}

static const char changed_since[] = "has changed since the report was made; left as it is";

static void take_part(struct undoing *u)
{
    if (!u->open)
        open_file(u);
    if (!u->good)
        return;
    if (strcmp(u->file.data, u->entry.file.data) != 0 || u->entry.at < u->at)
        give_up(u, "the report's lines are not in order; left as it is");
    else if (pass(u, u->entry.at - u->at, true) < u->entry.at - u->at)
        give_up(u, changed_since);
    else if (pass(u, u->entry.length, false) < u->entry.length && u->good)
        give_up(u, changed_since);
    else if (u->good)
        write_old(u, u->entry.before.data, u->entry.before.len);
}

static bool is_sum(struct sha256 *sum, const struct bytes *digits)
{
    char is[SHA256_DIGITS + 1];
    sha256_digits(sum, is);
    return digits->len == SHA256_DIGITS && memcmp(is, digits->data, SHA256_DIGITS) == 0;
}

static void commit(struct undoing *u)
{
    pass(u, UINT64_MAX, true);
    if (!u->good)
        return;
    if (!is_sum(&u->sum, &u->entry.sha256))
        give_up(u, changed_since);
    else if (!is_sum(&u->old_sum, &u->entry.old_sha256))
        give_up(u, "the report does not give its old bytes; left as it is");
    else if (!replacement_commit(&u->edit, NULL))
        give_up(u, u->edit.trouble.text);
    else if (u->run->settings->verbose)
        run_say(u->run->file, "has its old bytes back");
}

static void end_file(struct undoing *u)
{
    if (!u->open)
        open_file(u);
    if (u->good && u->entry.edited && !u->entry.reversible)
        give_up(u, "a record was too long for the report to hold; left as it is");
    if (u->good && u->entry.edited)
        commit(u);
    if (u->edit.sys)
        replacement_close(&u->edit);
    u->run->file = NULL;
    u->open = false;
}

static void undo_all(struct undoing *u)
{
    while (next_entry(u) > 0) {
        if (u->entry.kind == ENTRY_PART)
            take_part(u);
        else if (u->entry.kind == ENTRY_FILE)
            end_file(u);
        if (u->entry.kind == ENTRY_END)
            break;
    }
    const struct settings *s = u->run->settings;
    for (size_t i = 0; i < s->operand_count; i++)
        if (!u->seen[i]) {
            char text[300];
            snprintf(text, sizeof text, "%.200s does not tell of it; left as it is", s->undo);
            u->run->file = s->operands[i];
            run_trouble(u->run, text);
        }
    u->run->file = NULL;
}

void run_undo(struct run *run)
{
    const struct settings *s = run->settings;
    struct undoing u = {.run = run, .report = fopen(s->undo, "re"), .seen = calloc(s->operand_count + 1, 1)};
    run->file = s->undo;
    if (!u.report || !u.seen)
        run_trouble(run, strerror(errno));
    else if (is_whole(&u)) {
        run->file = NULL;
        undo_all(&u);
    }
    run->file = NULL;
    if (u.report)
        fclose(u.report);
    free(u.line);
    free(u.seen);
    entry_free(&u.entry);
    bytes_free(&u.file);
}
