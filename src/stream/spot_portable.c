/* spot_portable.c: the scan for any machine.  Comes in: bytes.  Goes out: findings.  Never: more than standard C. */
#include <string.h>

#include "stream/spot_rules.h"
#include "stream/spot_suspects.h"

enum { STEP = 8, FILLER = 0x3001 /* an ideographic comma, which means nothing to any rule */ };

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

/* How many record ends are in this ASCII; SIZE_MAX when a sign is among it. */
static inline size_t count_ends(const struct ascii *wanted, const char *p, size_t n)
{
    size_t ends = 0, signs = 0;
    for (size_t i = 0; i < n; i++) {
        ends += p[i] == wanted->record_end;
        signs += p[i] == '&' || p[i] == '\\';
    }
    return signs && wanted->escapes ? SIZE_MAX : ends;
}

/* Length of the prefix of p[0..n) that is ASCII without signs that may begin an escape; adds to *ends how many record
 * ends are in it.  p[0] is ASCII. */
static inline size_t pass_ascii(const struct ascii *wanted, const char *p, size_t n, size_t *ends)
{
    const uint64_t high = 0x8080808080808080u;
    size_t at = 0;
    uint64_t word;
    for (; n - at >= sizeof word; at += sizeof word) {
        memcpy(&word, p + at, sizeof word);
        size_t more = word & high ? SIZE_MAX : count_ends(wanted, p + at, sizeof word);
        if (more == SIZE_MAX)
            break;
        *ends += more;
    }
    for (; at < n && !(p[at] & 0x80) && !(wanted->escapes && may_begin_escape(p + at, n - at)); at++)
        *ends += p[at] == wanted->record_end;
    return at;
}

#include "stream/spot_scan.inc"

void spot_scan_portable(const struct spotter *spotter, const char *text, size_t n, int record_end,
                        struct findings *findings, struct run *run)
{
    walk(spotter, text, n, record_end, findings, run);
}
