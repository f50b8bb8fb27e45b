/* undo_read.h: a report, read again.  Comes in: its lines.  Goes out: what each says of an edit.  Never: a value that
 * the line does not hold. */
#ifndef REPORT_UNDO_READ_H
#define REPORT_UNDO_READ_H

#include <stdbool.h>

#include "base/bytes.h"

enum entry_kind { ENTRY_REPAIR, ENTRY_PART, ENTRY_FILE, ENTRY_END };

struct entry {
    enum entry_kind kind;
    struct bytes file;   /* NUL-ended besides */
    uint64_t at, length; /* ENTRY_PART: in the new content */
    struct bytes before; /* ENTRY_PART */
    bool edited, reversible;           /* ENTRY_FILE */
    struct bytes sha256, old_sha256;   /* ENTRY_FILE; digits */
    uint64_t edits;      /* ENTRY_END */
};

/* One line, with or without its line feed.  False: it is no line of a report. */
bool entry_read(struct entry *entry, const char *line, size_t len);
void entry_free(struct entry *entry);

#endif
