/* json_string.h: one string token of JSON.  Comes in: the bytes between the quotes.  Goes out: the text that they spell.
 * Never: takes a token that RFC 8259 refuses. */
#ifndef JSON_JSON_STRING_H
#define JSON_JSON_STRING_H

#include <stdbool.h>

#include "base/bytes.h"

enum json_decoded { JSON_DECODED, JSON_MALFORMED, JSON_LONE_SURROGATE, JSON_NO_MEMORY };

/* Appends what body[0..n) spells.  Bytes that are no UTF-8 pass. */
enum json_decoded json_decode(const char *body, size_t n, struct bytes *to);

enum { JSON_NO_CHARACTER = 0x110000 };

/* Length of the first character of body[0..n), n > 0, as it is spelled: an escape, a pair of surrogate escapes, a
 * character, or a byte that is no UTF-8.  0: malformed.  *c: the character, or JSON_NO_CHARACTER. */
size_t json_spelled(const char *body, size_t n, uint32_t *c);

#endif
