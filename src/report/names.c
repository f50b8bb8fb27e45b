/* names.c: what Unicode calls the characters of a change.  Comes in: the text before and after.  Goes out: their code
 * points, and the names of the new ones, as ICU knows them.  Never: more than a line's worth, however long the change. */
#include "report/names.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

enum { NAMED_MAX = 4, NAME_ROOM = 128 }; /* Unicode's longest name has 88 letters */

static bool add(struct bytes *to, const char *text)
{
    return bytes_append(to, text, strlen(text));
}

static bool add_character(struct bytes *to, uint32_t c, bool named)
{
    char text[NAME_ROOM + sizeof " U+10FFFF "], name[NAME_ROOM] = "";
    UErrorCode status = U_ZERO_ERROR;
    if (named)
        u_charName((UChar32)c, U_UNICODE_CHAR_NAME, name, sizeof name, &status);
    snprintf(text, sizeof text, "U+%04X%s%s", (unsigned)c, *name && U_SUCCESS(status) ? " " : "",
             U_SUCCESS(status) ? name : "");
    return add(to, text);
}

static bool add_characters(struct bytes *to, const char *text, size_t n, bool named)
{
    uint32_t c;
    size_t at = 0, len;
    for (int i = 0; at < n && (len = utf8_decode(text + at, n - at, &c)) > 0; i++, at += len) {
        if (i == NAMED_MAX)
            return add(to, ", ...");
        if ((i && !add(to, ", ")) || !add_character(to, c, named))
            return false;
    }
    return n || add(to, "nothing");
}

bool name_characters(struct bytes *to, const struct unbake_change *change)
{
    return add(to, " [") && add_characters(to, change->before, change->before_len, false) && add(to, " -> ") &&
           add_characters(to, change->after, change->after_len, true) && add(to, "]");
}
