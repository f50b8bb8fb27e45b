/* spot_pass_avx2.c: passes over UTF-8 without flagged characters, for x86-64 with AVX2.  Comes in: bytes, and which lead
 * bytes may begin a flagged character.  Goes out: how far they may be passed.  Never: called without asking the processor
 * first, or past a byte that is no UTF-8.
 *
 * Validity is found as "Validating UTF-8 in less than one instruction per byte" (Keiser, Lemire, 2020) has it: three
 * lookups by nibble, of a byte and of the one before it, whose common bits are the mistakes that the two make. */
#include "stream/spot_suspects.h"

#ifdef SPOT_AVX2
#include <immintrin.h>
#include <string.h>

#include "base/utf8.h"

#if defined __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi")
#endif

enum { WIDTH = 32 };

/* What two bytes in a row can do wrong; TWO_TAILS is none where a lead byte of three or four is before them. */
enum {
    TOO_SHORT = 1 << 0,  /* a lead byte without its tail */
    TOO_LONG = 1 << 1,   /* a tail after ASCII */
    OVERLONG_3 = 1 << 2, /* E0 80 to E0 9F */
    TOO_LARGE = 1 << 3,  /* F4 90 and up */
    SURROGATE = 1 << 4,  /* ED A0 to ED BF */
    OVERLONG_2 = 1 << 5, /* C0 and C1 */
    HUGE = 1 << 6,       /* F5 80 and up; and F0 80 to F0 8F, overlong */
    OVERLONG_4 = 1 << 6,
    TWO_TAILS = 1 << 7,
    ANY_LOW = TOO_SHORT | TOO_LONG | TWO_TAILS /* whatever the low nibble of the first is */
};

static inline __m256i load(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline __m256i table(const unsigned char of[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)of));
}

static inline __m256i high_nibbles(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

static const unsigned char by_first_high[16] = {
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    TWO_TAILS, TWO_TAILS, TWO_TAILS, TWO_TAILS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | HUGE};
static const unsigned char by_first_low[16] = {
    ANY_LOW | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, ANY_LOW | OVERLONG_2, ANY_LOW, ANY_LOW, ANY_LOW | TOO_LARGE,
    ANY_LOW | TOO_LARGE | HUGE, ANY_LOW | TOO_LARGE | HUGE, ANY_LOW | TOO_LARGE | HUGE, ANY_LOW | TOO_LARGE | HUGE,
    ANY_LOW | TOO_LARGE | HUGE, ANY_LOW | TOO_LARGE | HUGE, ANY_LOW | TOO_LARGE | HUGE, ANY_LOW | TOO_LARGE | HUGE,
    ANY_LOW | TOO_LARGE | HUGE | SURROGATE, ANY_LOW | TOO_LARGE | HUGE, ANY_LOW | TOO_LARGE | HUGE};
static const unsigned char by_second_high[16] = {
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    TOO_LONG | OVERLONG_2 | TWO_TAILS | OVERLONG_3 | HUGE,
    TOO_LONG | OVERLONG_2 | TWO_TAILS | OVERLONG_3 | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_TAILS | SURROGATE | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_TAILS | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT};

/* The bytes that stood so many places before these. */
#define BEFORE(bytes, last, places) \
    _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(last, bytes, 0x21), 16 - (places))

/* Whether these bytes, after the last ones, hold a mistake; a character that they cut off at their end is none yet. */
static inline bool has_mistake(__m256i bytes, __m256i last)
{
    __m256i first = BEFORE(bytes, last, 1);
    __m256i wrong = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(table(by_first_high), high_nibbles(first)),
                         _mm256_shuffle_epi8(table(by_first_low), _mm256_and_si256(first, _mm256_set1_epi8(0x0F)))),
        _mm256_shuffle_epi8(table(by_second_high), high_nibbles(bytes)));
    __m256i third = _mm256_subs_epu8(BEFORE(bytes, last, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(BEFORE(bytes, last, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i tails = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)TWO_TAILS));
    wrong = _mm256_xor_si256(wrong, tails);
    return !_mm256_testz_si256(wrong, wrong);
}

/* Where characters begin that may be flagged. */
static inline uint32_t flagged_leads(__m256i bytes, __m256i leads)
{
    const __m256i bit = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                         0, 1, 2, 4, 8);
    __m256i row = _mm256_shuffle_epi8(leads, _mm256_and_si256(bytes, _mm256_set1_epi8(0x0F)));
    __m256i is = _mm256_and_si256(row, _mm256_shuffle_epi8(bit, high_nibbles(bytes)));
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(is, _mm256_setzero_si256()));
}

/* Back to where the character that p stands in begins. */
static size_t begin_character(const char *text, size_t from, size_t at)
{
    for (size_t back = 1; back < UTF8_MAX && back <= at - from; back++)
        if (((unsigned char)text[at - back] & 0xC0) == 0xC0)
            return at - back;
    return at;
}

/* The place of the first of these characters that is flagged, or that is cut off; WIDTH where there is none. */
static size_t find_flagged(const struct flagged *flagged, const char *p, uint32_t here, size_t n)
{
    for (; here; here &= here - 1) {
        size_t place = (size_t)__builtin_ctz(here);
        uint32_t c;
        if (!utf8_decode(p + place, n - place, &c) || (character_flags(c) & flagged->flags))
            return place;
    }
    return WIDTH;
}

/* The last bytes, with NUL behind them. */
static inline __m256i load_few(const char *p, size_t n)
{
    char few[WIDTH] = {0};
    memcpy(few, p, n);
    return load(few);
}

size_t spot_pass_avx2(const struct flagged *flagged, const char *text, size_t from, size_t n)
{
    __m256i last = _mm256_setzero_si256(), leads = table(flagged->leads);
    for (size_t at = from; at < n; at += WIDTH) {
        __m256i bytes = n - at >= WIDTH ? load(text + at) : load_few(text + at, n - at);
        if (_mm256_movemask_epi8(_mm256_or_si256(bytes, last)) && has_mistake(bytes, last))
            return begin_character(text, from, at);
        uint32_t here = flagged_leads(bytes, leads);
        size_t found = here ? find_flagged(flagged, text + at, here, n - at) : WIDTH;
        if (found < WIDTH)
            return at + found;
        last = bytes;
    }
    return begin_character(text, from, n);
}

#if defined __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
/* An empty file is no C. */
typedef int spot_pass_avx2_is_missing;
#endif
