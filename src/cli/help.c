/* help.c: the text of --help.  Comes in: the table of options.  Goes out: one or two lines for each, or for those of
 * every day, which fit a screen.  Never: wider than WIDTH columns. */
#include <stdio.h>
#include <string.h>

#include "cli/option_table.h"

enum { COLUMN = 28, WIDTH = 80 };

static int name_column(const struct option_row *row, char *to, size_t size)
{
    const char *open = row->takes == MAY_TAKE_ONE ? "[=" : row->takes == TAKES_ONE ? "=" : "";
    const char *close = row->takes == MAY_TAKE_ONE ? "]" : "";
    char letter[5] = "    ";
    if (row->letter)
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    return snprintf(to, size, "  %s--%s%s%s%s", letter, row->name, open, row->argument ? row->argument : "", close);
}

static bool say(unbake_sink *sink, void *user, const char *text)
{
    return sink(user, text, strlen(text)) == 0;
}

/* One row: the name, and the help from COLUMN on, broken between words. */
static bool say_row(unbake_sink *sink, void *user, const struct option_row *row)
{
    char name[64], line[WIDTH + 2];
    int column = name_column(row, name, sizeof name);
    const char *rest = row->help;
    for (const char *begin = name; *rest; begin = "", column = 0) {
        int room = WIDTH - COLUMN;
        int len = (int)strlen(rest);
        if (len > room)
            for (len = room; len > 1 && rest[len] != ' '; len--) {
            }
        snprintf(line, sizeof line, "%s%*s%.*s\n", begin, column < COLUMN ? COLUMN - column : 1, "", len, rest);
        if (!say(sink, user, line))
            return false;
        rest += len;
        rest += *rest == ' ';
    }
    return true;
}

static bool say_group(unbake_sink *sink, void *user, const char *group)
{
    return !group || (say(sink, user, "\n") && say(sink, user, group) && say(sink, user, ":\n"));
}

bool options_help(enum help help, unbake_sink *sink, void *user)
{
    bool all = help == HELP_ALL;
    bool good = say(sink, user,
                    "Usage: unbake [OPTION]... [FILE]...\n"
                    "Gives damaged text its meaning back: reads each FILE, or standard input without\n"
                    "one or where FILE is -, and writes repaired, normalized UTF-8.\n");
    good = good && (all || say(sink, user, "\n"));
    size_t rows;
    const struct option_row *table = option_table(&rows);
    for (size_t i = 0; good && i < rows; i++)
        if (all || table[i].use == EVERYDAY)
            good = (!all || say_group(sink, user, table[i].group)) && say_row(sink, user, &table[i]);
    return good &&
           say(sink, user, "\nExit status: 0 done; 1 something would change (--check, -l, --diff); 2 trouble.\n") &&
           say(sink, user, all ? "The whole story: man unbake\n" : "More: unbake --help=all, man unbake\n");
}
