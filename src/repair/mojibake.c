/* mojibake.c: placeholder of the first commit. */
#include "repair/repair.h"

enum unbake_status repair_mojibake(struct repair *repair, struct line *line)
{
    (void)repair;
    (void)line;
    return UNBAKE_OK;
}
