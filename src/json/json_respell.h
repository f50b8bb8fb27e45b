/* json_respell.h: new text for a string token.  Comes in: the token, what it said, and what it shall say.  Goes out: a
 * token in the same spelling.  Never: another spelling for a character before the first or after the last that
 * changed. */
#ifndef JSON_JSON_RESPELL_H
#define JSON_JSON_RESPELL_H

#include <stdbool.h>

#include "base/bytes.h"

/* Appends the body of a token that says text[0..text_len); body[0..len) said old. */
bool json_respell(const char *body, size_t len, const struct bytes *old, const char *text, size_t text_len,
                  struct bytes *to);

/* Where in body stands the character that begins at byte `decoded` of what it says. */
size_t json_place(const char *body, size_t len, size_t decoded);

#endif
