/* run_names.c: which files to work on.  Comes in: operands, or a file of NUL-ended names.  Goes out: one call for each.
 * Never: holds more than one name of a list in memory. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/run.h"

static void one_of_list(struct run *run, const char *name, bool list_is_stdin,
                        void (*work)(struct run *run, const char *name))
{
    if (!*name)
        run_trouble(run, "--files0-from: a name is empty");
    else if (list_is_stdin && strcmp(name, "-") == 0)
        run_trouble(run, "--files0-from: standard input holds the names, so it cannot be '-'");
    else
        work(run, name);
}

static void each_of_list(struct run *run, void (*work)(struct run *run, const char *name))
{
    const char *source = run->settings->names;
    bool is_stdin = strcmp(source, "-") == 0;
    FILE *list = is_stdin ? stdin : fopen(source, "re");
    char *name = NULL;
    size_t room = 0;
    while (list && getdelim(&name, &room, '\0', list) >= 0)
        one_of_list(run, name, is_stdin, work);
    if (!list || ferror(list)) {
        run->file = source;
        run_trouble(run, strerror(errno));
        run->file = NULL;
    }
    free(name);
    if (list && !is_stdin)
        fclose(list);
}

static void each_operand(struct run *run, void (*work)(struct run *run, const char *name))
{
    const struct settings *s = run->settings;
    for (size_t i = 0; i < s->operand_count; i++)
        work(run, s->operands[i]);
    if (s->operand_count)
        return;
    if (isatty(STDIN_FILENO) && !s->quiet)
        fputs("unbake: reading from the terminal; end with Ctrl-D ('unbake --help' tells more)\n", stderr);
    work(run, "-");
}

void run_each_name(struct run *run, void (*work)(struct run *run, const char *name))
{
    if (run->settings->names)
        each_of_list(run, work);
    else
        each_operand(run, work);
}
