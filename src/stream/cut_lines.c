/* cut_lines.c: where windows of long records end.  Comes in: WINDOW bytes of one record.  Goes out: a length.  Never:
 * an answer that depends on more than those bytes, or a cut inside a character. */
#include "stream/cut_lines.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/utf8.h"
#include "tables/characters.h"

/* How good a place is. */
enum {
    NOWHERE,   /* inside a character, or bytes that are no text */
    CHARACTER, /* between two characters */
    STARTER,   /* and before one at which normalization may begin */
    PAUSE      /* and after a space or a mark */
};

static bool is_pause(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == ',' || c == ';' || c == '.' || c == '>' ||
           (c >= 0x3000 && c <= 0x3002) || (c >= 0xFF01 && c <= 0xFF1F);
}

/* The character that ends at text[at), 0 if none is whole. */
static uint32_t character_before(const char *text, size_t at)
{
    uint32_t c;
    for (size_t len = 1; len <= UTF8_MAX; len++)
        if (utf8_decode(text + at - len, len, &c) == len)
            return c;
    return 0;
}

static int quality(const char *text, size_t at, unsigned form_flag)
{
    uint32_t c;
    if (!utf8_decode(text + at, WINDOW - at, &c))
        return NOWHERE;
    if (character_flags(c) & form_flag)
        return CHARACTER;
    return is_pause(character_before(text, at)) ? PAUSE : STARTER;
}

size_t cut_window(const char *text, unsigned form_flag)
{
    size_t best = WINDOW - UTF8_MAX;
    int best_quality = NOWHERE;
    for (size_t at = WINDOW - UTF8_MAX; at > WINDOW / 2 && best_quality < PAUSE; at--) {
        int q = quality(text, at, form_flag);
        if (q > best_quality) {
            best = at;
            best_quality = q;
        }
    }
    return best;
}
