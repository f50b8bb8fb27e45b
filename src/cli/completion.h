/* completion.h: what completes the options of this program in a shell.  Comes in: the name of a shell.  Goes out: a
 * script for it.  Never: an option or a value that the table does not hold. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include "cli/settings.h"

bool completion_write(enum shell shell, unbake_sink *sink, void *user);

#endif
