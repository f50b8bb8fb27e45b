/* line.h: what travels from stage to stage.  Comes in: the bytes of one record, or of one window of a long record.
 * Goes out: the same, repaired, and the change records.  Never: a stage that writes into text; it edits into the spare
 * buffer and swaps. */
#ifndef BASE_LINE_H
#define BASE_LINE_H

#include "base/bytes.h"
#include "unbake.h"

/* What a line might need; set by the scan, read by the stages. */
enum suspect {
    SUSPECT_INVALID = 1u << 0,    /* bytes that are no UTF-8 */
    SUSPECT_NORMALIZE = 1u << 1,  /* characters that the wanted normalization form may change */
    SUSPECT_MOJIBAKE = 1u << 2,   /* characters that clean text rarely puts side by side */
    SUSPECT_PRIVATE = 1u << 3,    /* private-use characters */
    SUSPECT_SLIP = 1u << 4,       /* glosses, or question marks amid Han */
    SUSPECT_CONTROL = 1u << 5,    /* C1 controls */
    SUSPECT_SIMPLIFY = 1u << 6,   /* Han that the simplification table knows */
    SUSPECT_ESCAPE = 1u << 7      /* bytes of UTF-8 escaped one by one */
};

/* Where text came from: text[at..) up to the next span stood at input offset `from` and on, or, where a repair wrote
 * it, all of it in place of what began at `from`. */
struct span {
    size_t at, from;
    bool written;
};

struct spans {
    struct span *span;
    size_t n, cap;
};

struct line {
    struct bytes text, spare;
    struct spans origin, spare_origin; /* kept only while traced */
    bool traced;                       /* somebody watches, or bytes that are no UTF-8 may have to be named */
    size_t cursor;                     /* while a stage edits: the span of origin at `copied` */
    uint64_t record;       /* number of the record, from 1 */
    uint64_t offset;       /* stream offset of text[0] as it was read */
    unsigned mask;         /* bits of enum suspect */
    uint64_t changes;      /* how many edits were made */
    unsigned lost;         /* of the next edit: characters whose bytes were lost in part */
    double margin;         /* of the next edit: bits by which it won; 0: nothing was weighed */
    size_t copied;         /* while a stage edits: text before this is already in spare */
    unbake_on_change *on_change; /* may be NULL */
    void *user;
};

/* A new line: its bytes, record and offset; mask must be set before. */
bool line_start(struct line *line, const char *data, size_t len, uint64_t record, uint64_t offset);

/* A stage calls begin once, edit for each part in ascending order, and end.  Without an edit, end costs nothing and
 * text stays where it is.  False: out of memory. */
void line_begin_edits(struct line *line);
bool line_edit(struct line *line, size_t at, size_t len, const char *with, size_t with_len, const char *kind,
               const char *steps);
/* The same in two steps, for text that is made where it goes: open gives room at the end of what is in the new line so
 * far, or NULL without memory, and may be called again for more at the same place; close says that `len` bytes of it
 * stand for the text up to `end`. */
char *line_open_edit(struct line *line, size_t at, size_t room);
bool line_close_edit(struct line *line, size_t end, size_t len, const char *kind, const char *steps);
bool line_end_edits(struct line *line);
/* Instead of so many edits where nobody is to be told of each: swaps in the new text.  False: the line is traced. */
bool line_swap(struct line *line, struct bytes *text, uint64_t changes);

/* The stream offset where text[at] came from; at must not fall from call to call.  The line must be traced. */
uint64_t line_offset_of(struct line *line, size_t at);

void line_free(struct line *line);

#endif
