/* options.c: how the command line is read.  Comes in: argv.  Goes out: settings, or one line that says what is wrong with
 * it.  Never: an option that the table does not hold. */
#include <stdio.h>
#include <string.h>

#include "cli/option_table.h"

enum { ROWS_MAX = 100 }; /* options that a suggestion is picked from */

static bool complain(struct complaint *complaint, const char *format, const char *one, const char *other)
{
    snprintf(complaint->text, sizeof complaint->text, format, one, other);
    return false;
}

static bool unknown(struct complaint *complaint, const char *name, size_t len)
{
    size_t rows;
    const struct option_row *table = option_table(&rows);
    struct word names[ROWS_MAX + 1] = {{NULL, 0}};
    char given[64], message[160];
    for (size_t i = 0; i < rows && i < ROWS_MAX; i++)
        names[i].name = table[i].name;
    const char *near = word_nearest(names, name, len);
    snprintf(given, sizeof given, "%.*s", len > 60 ? 60 : (int)len, name);
    snprintf(message, sizeof message, "unknown option '--%s'", given);
    return near ? complain(complaint, "%s; did you mean '--%s'?", message, near)
                : complain(complaint, "%s; 'unbake %s' lists the options", message, "--help");
}

/* A name may be cut short as long as one option only begins so. */
static const struct option_row *find_name(const char *name, size_t len, struct complaint *complaint)
{
    size_t rows;
    const struct option_row *table = option_table(&rows), *found = NULL, *second = NULL;
    for (size_t i = 0; i < rows; i++) {
        if (strncmp(table[i].name, name, len) != 0)
            continue;
        if (!table[i].name[len])
            return &table[i];
        *(found ? &second : &found) = &table[i];
    }
    if (!found || !len)
        unknown(complaint, name, len);
    else if (second)
        snprintf(complaint->text, sizeof complaint->text, "option '--%.*s' may be '--%s' or '--%s'", (int)len, name,
                 found->name, second->name);
    return second || !len ? NULL : found;
}

/* One long option; returns how many words it took, or 0. */
static int take_long(struct settings *settings, char *const *words, struct complaint *complaint)
{
    const char *name = words[0] + 2;
    size_t len = strcspn(name, "=");
    const char *value = name[len] ? name + len + 1 : NULL;
    const struct option_row *row = find_name(name, len, complaint);
    if (!row)
        return 0;
    if (value && row->takes == TAKES_NOTHING)
        return complain(complaint, "option '--%s' takes no value%s", row->name, "");
    int used = 1;
    if (!value && row->takes == TAKES_ONE)
        value = words[used++];
    if (row->takes == TAKES_ONE && (!value || !*value))
        return complain(complaint, "option '--%s' needs a value: %s", row->name, row->argument);
    return row->take(settings, value, complaint) ? used : 0;
}

static const struct option_row *find_letter(char letter)
{
    size_t rows;
    const struct option_row *table = option_table(&rows);
    for (size_t i = 0; i < rows; i++)
        if (table[i].letter && table[i].letter == letter)
            return &table[i];
    return NULL;
}

/* One word of letters; returns how many words it took, or 0. */
static int take_letters(struct settings *settings, char *const *words, struct complaint *complaint)
{
    for (const char *at = words[0] + 1; *at; at++) {
        const struct option_row *row = find_letter(*at);
        char letter[2] = {*at, '\0'};
        if (!row)
            return complain(complaint, "unknown option '-%s'; 'unbake %s' lists the options", letter, "--help");
        if (row->takes == TAKES_NOTHING) {
            if (!row->take(settings, NULL, complaint))
                return 0;
            continue;
        }
        const char *value = at[1] ? at + 1 : NULL;
        int used = 1;
        if (!value && row->takes == TAKES_ONE)
            value = words[used++];
        if (row->takes == TAKES_ONE && (!value || !*value))
            return complain(complaint, "option '-%s' needs a value: %s", letter, row->argument);
        return row->take(settings, value, complaint) ? used : 0;
    }
    return 1;
}

/* What has no meaning beside --undo and --candidates, or NULL. */
static const char *other_work(const struct settings *s)
{
    return s->in_place  ? "--in-place"
           : s->check   ? "--check"
           : s->list    ? "--list-different"
           : s->diff    ? "--diff"
           : s->output  ? "--output"
           : s->explain ? "--explain"
           : s->stats   ? "--stats"
           : s->text.json ? "--json"
           : s->decode  ? "--from"
                        : NULL;
}

static bool agree(const struct settings *s, struct complaint *complaint)
{
    const char *looks = s->check ? "--check" : s->list ? "--list-different" : s->diff ? "--diff" : NULL;
    if (s->field_count && !s->text.json)
        return complain(complaint, "--field needs --json%s%s", "", "");
    const char *work = s->undo ? "--undo" : s->candidates ? "--candidates" : NULL;
    if (s->undo && (s->names || s->candidates))
        return complain(complaint, "--undo and %s contradict each other%s", s->names ? "--files0-from" : "--candidates",
                        "");
    if (work && other_work(s))
        return complain(complaint, "%s and %s contradict each other", work, other_work(s));
    if (s->in_place && looks)
        return complain(complaint, "%s and --in-place contradict each other", looks, "");
    if (s->output && (s->in_place || looks))
        return complain(complaint, "--output and %s contradict each other", s->in_place ? "--in-place" : looks, "");
    if (s->names && s->operand_count)
        return complain(complaint, "--files0-from and the operand '%.100s' contradict each other", s->operands[0], "");
    if (s->in_place && !s->operand_count && !s->names)
        return complain(complaint, "--in-place needs a FILE%s%s", "", "");
    return true;
}

bool options_parse(struct settings *settings, int argc, char **argv, struct complaint *complaint)
{
    size_t operands = 0;
    for (int i = 1; i < argc;) {
        char *word = argv[i];
        int used = 1;
        if (strcmp(word, "--") == 0) {
            while (++i < argc)
                argv[operands++] = argv[i];
            break;
        }
        if (word[0] != '-' || !word[1])
            argv[operands++] = word;
        else
            used = word[1] == '-' ? take_long(settings, argv + i, complaint) : take_letters(settings, argv + i, complaint);
        if (!used)
            return false;
        if (settings->help || settings->version || settings->completion)
            return true;
        i += used;
    }
    settings->operands = argv;
    settings->operand_count = operands;
    settings->text.json_fields = settings->fields;
    settings->text.choices = settings->verbose && settings->explain;
    return agree(settings, complaint);
}
