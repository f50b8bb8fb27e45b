/* cut_lines.h: where windows of long records end.  Comes in: bytes of one record.  Goes out: a length.  Never: an
 * answer that depends on how the input was cut into blocks. */
#ifndef STREAM_CUT_LINES_H
#define STREAM_CUT_LINES_H

#include <stddef.h>

enum {
    /* The longest stretch that is repaired as one.  Longer records flow through in windows, so that memory stays
     * bounded: the stages hold a few times this much, as bytes and as code points. */
    WINDOW = 64 * 1024
};

/* Where to cut a record of which WINDOW bytes are known and none is its end: more than WINDOW / 2, less than WINDOW.
 * Best before a character at which normalization may begin and after a space or a sentence mark. */
size_t cut_window(const char *text, unsigned form_flag);

#endif
