/* escapes.h: characters that a program wrote as ASCII, one by one.  Comes in: bytes.  Goes out: the characters that
 * JSON escapes and HTML character references stand for.  Never: unescapes ASCII, which markup and strings need escaped. */
#ifndef REPAIR_ESCAPES_H
#define REPAIR_ESCAPES_H

#include "repair/mojibake_text.h"

/* Whether at text[at] an escape begins that could be a damaged letter's first byte and that another escape, or a
 * character beyond ASCII, follows.  Only a backslash before a small u and an ampersand need be asked about. */
bool escapes_damage(const char *text, size_t at, size_t end);

/* Like text_read, with one character for each escape. */
bool escapes_read(struct text *text, const char *line, size_t len);

/* Whether text[at..end) holds an escape. */
bool escapes_within(const char *text, size_t at, size_t end);

#endif
