/* skip.h: lines that a person wants left alone.  Comes in: a line.  Goes out: whether it bears the mark, or fits the
 * pattern of --skip.  Never: keeps anything from line to line. */
#ifndef CLI_SKIP_H
#define CLI_SKIP_H

#include <regex.h>

#include "cli/settings.h"

struct skip {
    bool has_pattern;
    regex_t pattern;
};

/* False: complaint says what is wrong with the pattern. */
bool skip_begin(struct skip *skip, const char *pattern, struct complaint *complaint);
/* For unbake_options.keep; skip is its user. */
bool skip_line(const void *skip, const char *line, size_t len);
void skip_end(struct skip *skip);

#endif
