/* readings.c: the public door to candidates.  Comes in: one text.  Goes out: its likeliest readings, best first.  Never: a
 * text so long that trying every mistake on it takes noticeable time. */
#include "repair/candidates.h"

_Static_assert((int)UNBAKE_READINGS_BYTES == (int)CANDIDATES_BYTES, "the header says how long a text may be");

enum unbake_status unbake_readings(const char *text, size_t len, size_t most, unbake_on_reading *on_reading, void *user)
{
    if (!on_reading || len > CANDIDATES_BYTES)
        return UNBAKE_BAD_OPTION;
    return candidates_find(text, len, most, on_reading, user);
}
