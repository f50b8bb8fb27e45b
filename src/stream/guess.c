/* guess.c: the public door to the guess of an encoding.  Comes in: bytes.  Goes out: a name, or NULL.  Never: a change of
 * them. */
#include "repair/encoding_guess.h"
#include "unbake.h"

const char *unbake_guess(const char *text, size_t len)
{
    return encoding_guess(text, len);
}
