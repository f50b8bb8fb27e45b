/* spot_suspects.h: the one look at every line.  Comes in: bytes.  Goes out: a mask of what the line might need.
 * Never: changes anything, or asks the judge. */
#ifndef STREAM_SPOT_SUSPECTS_H
#define STREAM_SPOT_SUSPECTS_H

#include "base/line.h"

/* What the chosen options can act on. */
struct interest {
    unsigned suspects;  /* bits of enum suspect */
    unsigned form_flag; /* the character flag of the wanted normalization form, or 0 */
};

/* The suspects of text[0..n), limited to the interest; SUSPECT_INVALID is always told. */
unsigned spot_suspects(const char *text, size_t n, const struct interest *interest);

/* Length of the ASCII prefix of text[0..n). */
size_t spot_ascii(const char *text, size_t n);

#endif
