/* spot_portable.c: the scan for any machine.  Comes in: bytes.  Goes out: findings.  Never: more than standard C. */
#include "stream/spot_rules.h"
#include "stream/spot_suspects.h"

enum { STEP = 8, FILLER = 0 /* whose gist is nothing */ };

/* Decodes up to STEP characters of three bytes; the rest of c is filled up.  Surrogates pass: the table knows them for
 * characters that need a closer look. */
static inline unsigned decode_three(const char *text, const char *stop, uint32_t c[STEP])
{
    const unsigned char *p = (const unsigned char *)text;
    unsigned count = 0;
    for (size_t left = (size_t)(stop - text); count < STEP && left >= 3; count++, p += 3, left -= 3) {
        uint32_t point = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        if ((p[0] & 0xF0) != 0xE0 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || point < 0x800)
            break;
        c[count] = point;
    }
    for (unsigned i = count; i < STEP; i++)
        c[i] = FILLER;
    return count;
}

/* Passes the prefix of p[0..n) that is ASCII without signs that may begin an escape.  p[0] is ASCII. */
static inline void pass_ascii(const struct ascii *wanted, const char *p, size_t n, struct passed *passed)
{
    size_t at = 0;
    for (; at < n && !(p[at] & 0x80) && !(wanted->escapes && may_begin_escape(p + at, n - at)); at++)
        if (p[at] == wanted->record_end)
            pass_end(passed, at + 1);
    passed->length = at;
}

#include "stream/spot_scan.inc"

void spot_scan_portable(const struct spotter *spotter, const char *text, size_t n, int record_end,
                        struct findings *findings, struct run *run)
{
    walk(spotter, text, n, record_end, findings, run);
}
