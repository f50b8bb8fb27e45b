/* quote.h: any bytes inside quotes.  Comes in: bytes.  Goes out: the same as a JSON string, or as a line for people.
 * Never: a raw control character or line end, of ASCII or of Unicode, in what goes out. */
#ifndef REPORT_QUOTE_H
#define REPORT_QUOTE_H

#include <stdbool.h>

#include "base/bytes.h"

/* Whether a character does not show, or shows as something else than itself. */
bool quote_hides(uint32_t code_point);

/* "..." by RFC 8259; false when memory is short.  The bytes must be UTF-8. */
bool quote_json(struct bytes *to, const char *data, size_t len);
/* "name":"..." when the bytes are UTF-8, else "name_base64":"...". */
bool quote_member(struct bytes *to, const char *name, const char *data, size_t len);
/* "..." with \xHH for what is no UTF-8 and \u{H} for what does not show. */
bool quote_text(struct bytes *to, const char *data, size_t len);
/* The name of a file: as it is, or like quote_text where it would break the line or look quoted. */
bool quote_name(struct bytes *to, const char *name);

#endif
