/* order.c: the repairs, in the order in which damage is undone.  Comes in: a suspect line.  Goes out: the line after
 * every chosen repair whose suspects the scan saw.  Never: knows how a repair works; adding one is one row. */
#include "repair/order.h"

#include <stdlib.h>

#include "repair/mojibake.h"
#include "repair/repair.h"

static const struct row {
    unsigned repairs;  /* runs when any of these is chosen */
    unsigned suspects; /* and the line has any of these */
    enum unbake_status (*run)(struct repair *, struct line *);
} order[] = {
    {UNBAKE_LEGACY, SUSPECT_INVALID, repair_legacy},
    {UNBAKE_MOJIBAKE, SUSPECT_MOJIBAKE | SUSPECT_CONTROL, repair_mojibake},
    {UNBAKE_ESCAPES, SUSPECT_ESCAPE, repair_escapes},
    {UNBAKE_BYTE_SLIP | UNBAKE_GLOSS, SUSPECT_SLIP | SUSPECT_PRIVATE, repair_byte_slip},
    {UNBAKE_CONTROLS, SUSPECT_CONTROL, repair_controls},
    {UNBAKE_PRIVATE_USE, SUSPECT_PRIVATE, repair_private_use},
};

enum { ROWS = sizeof order / sizeof order[0] };

struct repair *repair_new(unsigned repairs, enum unbake_level level)
{
    struct repair *repair = calloc(1, sizeof *repair);
    if (!repair)
        return NULL;
    repair->repairs = repairs;
    repair->level = level;
    repair->codecs = codecs_new();
    if (!repair->codecs) {
        free(repair);
        return NULL;
    }
    return repair;
}

void repair_free(struct repair *repair)
{
    if (!repair)
        return;
    codecs_free(repair->codecs);
    byte_slip_free(repair->byte_slip);
    mojibake_free(repair->mojibake);
    sure_free(&repair->sure);
    free(repair);
}

enum unbake_status repair_line(struct repair *repair, struct line *line)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (!(order[i].repairs & repair->repairs) || !(order[i].suspects & line->mask))
            continue;
        enum unbake_status status = order[i].run(repair, line);
        if (status == UNBAKE_OK && codecs_lack_memory(repair->codecs))
            status = UNBAKE_NO_MEMORY;
        if (status != UNBAKE_OK)
            return status;
    }
    return UNBAKE_OK;
}

enum unbake_status repair_foresee(struct repair *repair, const struct line *line, const struct bytes **text, size_t *n)
{
    *n = 0;
    if (!(repair->repairs & UNBAKE_MOJIBAKE) || !(line->mask & (SUSPECT_MOJIBAKE | SUSPECT_CONTROL)))
        return UNBAKE_OK;
    if (!sure_undo(repair->codecs, &line->text, &repair->sure) || codecs_lack_memory(repair->codecs))
        return UNBAKE_NO_MEMORY;
    *text = repair->sure.text;
    *n = repair->sure.n;
    return UNBAKE_OK;
}

enum unbake_status repair_take(struct repair *repair, size_t reading, struct line *line)
{
    return sure_take(&repair->sure, reading, line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}

unsigned repair_interest(unsigned repairs)
{
    unsigned interest = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (order[i].repairs & repairs)
            interest |= order[i].suspects;
    return interest;
}
