/* settings.h: what the command line asks for.  Comes in: words.  Goes out: one struct that the run reads.  Never: holds
 * anything that changes while files are worked on. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "report/report.h"
#include "unbake.h"

/* Exit statuses. */
enum exit_status {
    EXIT_DONE = 0,
    EXIT_WOULD_CHANGE = 1, /* only with --check, -l and --diff */
    EXIT_TROUBLE = 2       /* usage, input or output, a refused file */
};

enum shell { SHELL_NONE, SHELL_BASH, SHELL_ZSH, SHELL_FISH };
enum help { HELP_NONE, HELP_EVERYDAY, HELP_ALL };
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

/* As unbake.h has it. */
enum { SETTINGS_FIELDS = 64 };

struct settings {
    struct unbake_options text;
    bool in_place, check, list, diff, line_buffered, binary_too, quiet, verbose, version;
    const char *suffix; /* of backups, or NULL */
    const char *output; /* or NULL */
    const char *names;  /* --files0-from, or NULL */
    bool decode;        /* input is in another encoding than UTF-8: */
    const char *from;   /* in this one, or NULL to guess */
    const char *report; /* or NULL */
    const char *undo;   /* the report of --undo, or NULL */
    enum report_format explain;
    enum stats_format stats;
    enum help help;
    enum shell completion;
    enum when color, progress;
    const char *skip;   /* a pattern of lines to leave alone, or NULL */
    const char *fields[SETTINGS_FIELDS + 1]; /* of --field, ended by NULL */
    size_t field_count;
    size_t candidates;  /* readings to show; 0: none, but repair */
    char **operands;
    size_t operand_count;
};

/* What is wrong with the command line, in one line. */
struct complaint {
    char text[400];
};

/* Sorts argv so that operands come last (options and operands may mix), and fills settings in. */
bool options_parse(struct settings *settings, int argc, char **argv, struct complaint *complaint);
/* The text of --help, in pieces. */
bool options_help(enum help help, unbake_sink *sink, void *user);

#endif
