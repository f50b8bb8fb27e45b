/* privileges.c: which files a run may open.  Comes in: settings.  Goes out: a process that can open those, and no others.
 * Never: reads a list of names; where the names come later, any file may be read. */
#include <string.h>

#include "cli/run.h"
#include "files/sandbox.h"

static void allow_operand(struct sandbox *box, const struct settings *s, const char *name)
{
    if (s->in_place || s->undo)
        sandbox_allow_replacing(box, name);
    else if (strcmp(name, "-") != 0)
        sandbox_allow_reading(box, name);
}

static void allow_any(struct sandbox *box, const struct settings *s)
{
    if (s->in_place || s->undo)
        sandbox_allow_replacing_all(box);
    else
        sandbox_allow_reading_all(box);
}

void run_drop_privileges(const struct settings *s)
{
    struct sandbox box;
    sandbox_begin(&box);
    for (size_t i = 0; i < s->operand_count; i++)
        allow_operand(&box, s, s->operands[i]);
    /* A report names its files itself. */
    if (s->names || (s->undo && !s->operand_count))
        allow_any(&box, s);
    if (s->undo)
        sandbox_allow_reading(&box, s->undo);
    const char *results[] = {s->output, s->report};
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        if (results[i])
            sandbox_allow_replacing(&box, results[i]);
    sandbox_enter(&box);
}
