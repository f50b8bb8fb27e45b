/* option_table.h: the options, as one table.  Comes in: nothing.  Goes out: what the parser, --help, the completions and
 * the check of the manual go by.  Never: a second list of options. */
#ifndef CLI_OPTION_TABLE_H
#define CLI_OPTION_TABLE_H

#include "cli/settings.h"
#include "cli/words.h"

enum takes { TAKES_NOTHING, TAKES_ONE, MAY_TAKE_ONE };

/* Whether the short --help tells of it. */
enum use { SELDOM, EVERYDAY };

typedef bool take(struct settings *settings, const char *value, struct complaint *complaint);

struct option_row {
    const char *name;
    char letter; /* or '\0' */
    enum takes takes;
    const char *argument;
    const char *help;
    take *take;
    const char *group;        /* in the first row of a group */
    const struct word *words; /* the values that there are, or NULL */
    enum use use;
};

const struct option_row *option_table(size_t *n);

#endif
