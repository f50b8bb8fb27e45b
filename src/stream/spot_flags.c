/* spot_flags.c: the scan where no repair is wanted, but a form or simplification.  Comes in: bytes.  Goes out: findings,
 * by the flags of each character alone.  Never: a look at what stands beside it, which only repairs ask for. */
#include <string.h>

#include "base/utf8.h"
#include "stream/spot_rules.h"
#include "stream/spot_suspects.h"

enum { FIRST_THREE = 0x800 /* with three bytes */ };

size_t spot_pass_portable(const struct flagged *flagged, const char *text, size_t from, size_t n)
{
    (void)flagged, (void)n, (void)text;
    return from;
}

/* Of lead bytes for characters with one of these flags; beyond the Basic Multilingual Plane each may be one. */
static void find_leads(struct flagged *flagged, unsigned flags)
{
    memset(flagged, 0, sizeof *flagged);
    flagged->flags = flags;
    for (uint32_t c = LAST_ASCII + 1; c < CHARACTERS_BMP && flags; c++)
        if (character_flags(c) & flags) {
            flagged->leads[(c < FIRST_THREE ? c >> 6 : c >> 12) & 0x0F] |= c < 0x400 ? 1 : c < FIRST_THREE ? 2 : 4;
            c |= c < FIRST_THREE ? 0x3F : 0xFFF; /* the last with this lead byte */
        }
    for (unsigned lead = 0; lead <= 4 && flags; lead++)
        flagged->leads[lead] |= 8;
}

void spot_flags_init(struct spotter *spotter)
{
    unsigned traditional = spotter->suspects & SUSPECT_SIMPLIFY ? (unsigned)CHARACTER_TRADITIONAL : 0;
    find_leads(&spotter->flagged, spotter->form_flag | traditional);
    if (traditional)
        find_leads(&spotter->formed, spotter->form_flag);
    spotter->pass = spot_pass_portable;
#ifdef SPOT_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
        spotter->pass = spot_pass_avx2;
#endif
}

/* The character that ends at text[at), or 0 after ASCII, behind which no mark can be out of order. */
static uint32_t character_before(const char *text, size_t at)
{
    size_t len = 1;
    uint32_t c;
    while (len < UTF8_MAX && len < at && ((unsigned char)text[at - len] & 0xC0) == 0x80)
        len++;
    return len <= at && utf8_decode(text + at - len, len, &c) == len && c > LAST_ASCII ? c : 0;
}

/* What the scan is for of the character c at text[at]. */
static unsigned flags_at(const struct spotter *spotter, const char *text, size_t at, uint32_t c)
{
    unsigned flags = character_flags(c), form = flags & spotter->form_flag;
    if (form && !may_change(flags, character_before(text, at), spotter->form_flag))
        flags &= ~form;
    return flags;
}

/* Where the first flagged character from `at` on begins, or the first byte that is no UTF-8. */
static size_t find_flag(const struct spotter *spotter, const struct flagged *flagged, const char *text, size_t at,
                        size_t n)
{
    uint32_t c;
    at = spotter->pass(flagged, text, at, n);
    for (size_t len; (at = utf8_skip_below(text, at, n, 0x80)) < n; at += len)
        if (!(len = utf8_decode(text + at, n - at, &c)) || (flags_at(spotter, text, at, c) & flagged->flags))
            break;
    return at;
}

/* Of text[at..n), where the first suspect is at `at`. */
static unsigned mask_of(const struct spotter *spotter, const char *text, size_t at, size_t n)
{
    static const struct flagged none = {0};
    const struct flagged *flagged = &spotter->flagged;
    unsigned mask = 0;
    uint32_t c;
    for (; at < n; at = find_flag(spotter, flagged, text, at, n)) {
        size_t len = utf8_decode(text + at, n - at, &c);
        unsigned has = len ? flags_at(spotter, text, at, c) : 0;
        mask |= (len ? 0 : (unsigned)SUSPECT_INVALID) | (has & spotter->form_flag ? (unsigned)SUSPECT_NORMALIZE : 0) |
                (has & CHARACTER_TRADITIONAL ? (unsigned)SUSPECT_SIMPLIFY : 0);
        if ((mask & spotter->suspects) == spotter->suspects)
            break;
        if (((mask | SUSPECT_INVALID) & spotter->suspects) == spotter->suspects)
            flagged = &none; /* what is known need not be found again */
        else if (mask & SUSPECT_SIMPLIFY)
            flagged = &spotter->formed;
        at += len ? len : 1;
    }
    return mask & spotter->suspects;
}

static void pass_records(const char *text, const char *stop, int record_end, struct findings *findings)
{
    for (const char *end; text < stop && (end = memchr(text, record_end, (size_t)(stop - text))); text = end + 1)
        findings->records++;
}

void spot_scan_flags(const struct spotter *spotter, const char *text, size_t n, int record_end,
                     struct findings *findings, struct run *run)
{
    size_t at = find_flag(spotter, &spotter->flagged, text, 0, n);
    const char *before = record_end == NO_END ? NULL : memrchr(text, record_end, at);
    findings->clean = before ? (size_t)(before + 1 - text) : 0;
    pass_records(text, text + findings->clean, record_end, findings);
    const char *end = at == n || record_end == NO_END ? NULL : memchr(text + at, record_end, n - at);
    unsigned mask = mask_of(spotter, text, at, end ? (size_t)(end - text) : n);
    run->mask |= mask;
    if (!end)
        return;
    findings->suspect = (size_t)(end + 1 - text) - findings->clean;
    findings->mask = mask;
}
