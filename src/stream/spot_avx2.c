/* spot_avx2.c: the scan for x86-64 with AVX2, BMI1 and POPCNT.  Comes in: bytes.  Goes out: findings.  Never: called
 * without asking the processor first, or an answer that differs from the portable one. */
#include "stream/spot_suspects.h"

#ifdef SPOT_AVX2
#include <immintrin.h>
#include <string.h>

#include "base/utf8.h"
#include "stream/spot_gist.h"
#include "stream/spot_rules.h"

#if defined __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,popcnt")
#endif

enum { STEP = 8, FILLER = 0 /* whose gist is nothing */ };
enum { WIDTH = 32, UNROLLED = 4 * WIDTH };
enum { SECOND_HALF = 12, THREE_READ = SECOND_HALF + 16 }; /* four characters in each half of a register */

/* One by one where too little text is left to load. */
static unsigned decode_few(const char *p, const char *stop, uint32_t c[STEP])
{
    unsigned count = 0;
    for (; count < STEP && stop - p >= 3 && utf8_decode(p, 3, &c[count]) == 3; p += 3)
        count++;
    for (unsigned i = count; i < STEP; i++)
        c[i] = FILLER;
    return count;
}

/* Decodes up to STEP characters of three bytes; the rest of c is filled up.  Surrogates pass: the table knows them for
 * characters that need a closer look. */
static inline unsigned decode_three(const char *p, const char *stop, uint32_t c[STEP])
{
    if (stop - p < THREE_READ)
        return decode_few(p, stop, c);
    const __m128i low = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(p + SECOND_HALF));
    const __m256i order = _mm256_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1, 2, 1, 0, -1, 5, 4, 3,
                                           -1, 8, 7, 6, -1, 11, 10, 9, -1);
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m256i bytes = _mm256_shuffle_epi8(_mm256_set_m128i(high, low), order);
    __m256i marks = _mm256_and_si256(bytes, _mm256_set1_epi32(0xF0C0C0));
    __m256i bits = _mm256_and_si256(bytes, _mm256_set1_epi32(0x0F3F3F));
    __m256i pairs = _mm256_maddubs_epi16(bits, _mm256_set1_epi32(0x014001));
    __m256i points = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x10000001));
    __m256i good = _mm256_and_si256(_mm256_cmpeq_epi32(marks, _mm256_set1_epi32(0xE08080)),
                                    _mm256_cmpgt_epi32(points, _mm256_set1_epi32(0x7FF)));
    unsigned bad = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(good)) ^ 0xFF;
    int count = STEP;
    if (bad) {
        count = __builtin_ctz(bad);
        points = _mm256_and_si256(points, _mm256_cmpgt_epi32(_mm256_set1_epi32(count), lane)); /* FILLER is 0 */
    }
    _mm256_storeu_si256((__m256i *)(void *)c, points);
    return (unsigned)count;
}

static inline __m256i load(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline uint32_t equal_to(__m256i bytes, int byte)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)byte)));
}

static inline bool is_plain_lead(char c)
{
    return (unsigned char)c >= 0xC3 && (unsigned char)c <= 0xC5;
}

/* Prefixes of WIDTH bytes, as bits: below the first of these bits, of which there is one; and up to the last of them. */
static inline uint32_t bits_below(uint32_t bits)
{
    return (bits & -bits) - 1;
}

static inline uint32_t bits_up_to_last(uint32_t bits)
{
    return bits ? UINT32_MAX >> __builtin_clz(bits) : 0;
}

/* The number of the letter at p. */
static inline int letter_at(const unsigned char *p)
{
    return p[0] * 64 + p[1] - (0xC3 * 64 + 0x80);
}

/* Narrows the languages of a record down by the letters that begin at these leads.  Returns the leads from where none is
 * left on. */
static inline uint32_t narrow(const char *text, uint32_t leads, uint32_t *languages)
{
    for (; leads; leads &= leads - 1) {
        const unsigned char *p = (const unsigned char *)text + __builtin_ctz(leads);
        *languages &= p[-1] & 0x80 ? latin_after_letter(letter_at(p - 2), letter_at(p))
                                   : latin_languages[letter_at(p)][p[-1]];
        if (!((p[-1] | p[2]) & 0x80))
            *languages &= latin_between(letter_at(p), p[-1], p[2]);
        if (!*languages)
            break;
    }
    return leads;
}

/* The same where some records end. */
static inline uint32_t narrow_records(const char *p, uint32_t leads, uint32_t ends, uint32_t *languages)
{
    for (; ends; ends &= ends - 1) {
        uint32_t before = bits_below(ends), asked = narrow(p, leads & before, languages);
        if (asked)
            return asked;
        *languages = LATIN_ALL_LANGUAGES;
        leads &= ~before;
    }
    return narrow(p, leads, languages);
}

/* Which of WIDTH bytes, of which these are not ASCII, may be passed as far as their shape tells: those up to the last
 * ASCII.  0: something is among them that is no plain Latin letter.  *leads: where letters begin. */
static inline uint32_t plain_bytes(__m256i bytes, uint32_t not_ascii, uint32_t *leads)
{
    const __m256i from_first = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)0xC3));
    __m256i is_lead = _mm256_cmpeq_epi8(_mm256_min_epu8(from_first, _mm256_set1_epi8(2)), from_first);
    uint32_t lead = (uint32_t)_mm256_movemask_epi8(is_lead);
    uint32_t tail = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), bytes));
    uint32_t a_tilde = equal_to(bytes, 0x83);
    if (a_tilde)
        a_tilde &= equal_to(bytes, 0xC3) << 1;
    uint32_t known = not_ascii >> 31 ? bits_up_to_last(~not_ascii) : UINT32_MAX;
    uint32_t bad = (tail ^ lead << 1) | ((lead | tail) ^ not_ascii) | a_tilde;
    *leads = lead & known;
    return bad & known ? 0 : known;
}

/* Notes the record ends among 64 bytes at passed->length, and passes over that many. */
static inline void pass_ends(struct passed *passed, uint64_t ends, unsigned length)
{
    if (ends) {
        passed->ends += (size_t)__builtin_popcountll(ends);
        passed->last = passed->length + 64 - (size_t)__builtin_clzll(ends);
        passed->languages = LATIN_ALL_LANGUAGES;
    }
    passed->length += length;
}

static inline uint64_t find_ends(const char *p, int record_end)
{
    return equal_to(load(p), record_end) | (uint64_t)equal_to(load(p + WIDTH), record_end) << WIDTH;
}

/* Sets the high bit of the signs that may begin an escape, and maybe of others like them. */
static inline __m256i mark_signs(__m256i bytes)
{
    return _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('&')),
                           _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')));
}

static inline bool all_plain(const char *p, bool escapes)
{
    __m256i a = load(p), b = load(p + WIDTH), c = load(p + 2 * WIDTH), d = load(p + 3 * WIDTH);
    __m256i all = _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d));
    if (escapes)
        all = _mm256_or_si256(all, _mm256_or_si256(_mm256_or_si256(mark_signs(a), mark_signs(b)),
                                                   _mm256_or_si256(mark_signs(c), mark_signs(d))));
    return !_mm256_movemask_epi8(all);
}

/* The places of signs that may begin an escape, as may_begin_escape() has them; they are rare. */
static inline uint32_t find_signs(__m256i bytes)
{
    if (!_mm256_movemask_epi8(mark_signs(bytes)))
        return 0;
    return equal_to(bytes, '&') | (equal_to(bytes, '\\') & (equal_to(bytes, 'u') >> 1 | 1u << 31));
}

/* Passes the prefix of WIDTH bytes at p, not all of them ASCII, that is without obstacles and letters that the rules must
 * see; false: it is not all. */
static inline bool pass_latin(__m256i bytes, uint32_t not_ascii, uint32_t obstacle, uint32_t ends, const char *p,
                              struct passed *passed)
{
    uint32_t leads, languages = passed->languages, known = plain_bytes(bytes, not_ascii, &leads);
    bool whole = known && !(obstacle & known);
    if (!whole) {
        known = bits_below(known ? obstacle : obstacle | not_ascii);
        leads &= known;
    }
    ends &= known;
    uint32_t asked = ends ? narrow_records(p, leads, ends, &languages) : narrow(p, leads, &languages);
    if (asked) {
        known = bits_up_to_last(~not_ascii & bits_below(asked));
        ends &= known;
        whole = false;
    }
    pass_ends(passed, ends, (unsigned)__builtin_popcount(known));
    passed->languages = languages;
    return whole;
}

/* Passes what may be passed of the WIDTH bytes at p; false: what comes next may not.  *others: which are not ASCII. */
static inline bool pass_register(const struct ascii *wanted, int record_end, const char *p, struct passed *passed,
                                 uint32_t *others)
{
    __m256i bytes = load(p);
    uint32_t not_ascii = *others = (uint32_t)_mm256_movemask_epi8(bytes), obstacle = wanted->escapes ? find_signs(bytes) : 0;
    uint32_t ends = equal_to(bytes, record_end);
    if (not_ascii && wanted->plain_latin && is_plain_lead(p[__builtin_ctz(not_ascii)]))
        return pass_latin(bytes, not_ascii, obstacle, ends, p, passed);
    obstacle |= not_ascii;
    uint32_t known = obstacle ? bits_below(obstacle) : UINT32_MAX;
    pass_ends(passed, ends & known, (unsigned)__builtin_popcount(known));
    return !obstacle;
}

/* Passes the prefix of p[0..n) that is ASCII without signs that may begin an escape, besides plain Latin letters between
 * ASCII if those are wanted.  p[0] is ASCII. */
static inline void pass_ascii(const struct ascii *wanted, const char *p, size_t n, struct passed *passed)
{
    int record_end = wanted->record_end < 0 ? 0xFF : wanted->record_end; /* which nothing that may be passed holds */
    size_t long_from = 4 * WIDTH; /* most pieces of ASCII in other text are short */
    while (n - passed->length >= WIDTH) {
        uint32_t others;
        if (!pass_register(wanted, record_end, p + passed->length, passed, &others))
            return;
        if (others || passed->length < long_from)
            continue;
        for (; n - passed->length >= UNROLLED && all_plain(p + passed->length, wanted->escapes);) {
            const char *q = p + passed->length;
            pass_ends(passed, find_ends(q, record_end), 2 * WIDTH);
            pass_ends(passed, find_ends(q + 2 * WIDTH, record_end), 2 * WIDTH);
        }
    }
    size_t at = passed->length;
    for (; at < n && !(p[at] & 0x80) && !(wanted->escapes && may_begin_escape(p + at, n - at)); at++)
        if (p[at] == record_end)
            pass_end(passed, at + 1);
    passed->length = at;
}

#include "stream/spot_scan.inc"

void spot_scan_avx2(const struct spotter *spotter, const char *text, size_t n, int record_end,
                    struct findings *findings, struct run *run)
{
    walk(spotter, text, n, record_end, findings, run);
}

#if defined __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
/* An empty file is no C. */
typedef int spot_avx2_is_missing;
#endif
