/* spot_suspects.c: the one look at every line.  Comes in: bytes.  Goes out: a mask of what the line might need.
 * Never: changes anything, or asks the judge; a clean line costs one table lookup for each character. */
#include "stream/spot_suspects.h"

#include <string.h>

#include "base/utf8.h"
#include "tables/characters.h"

enum { REPLACEMENT_CHARACTER = 0xFFFD };

size_t spot_ascii(const char *text, size_t n)
{
    const uint64_t high = 0x8080808080808080u;
    size_t at = 0;
    for (; at + 32 <= n; at += 32) {
        uint64_t w[4];
        memcpy(w, text + at, sizeof w);
        if ((w[0] | w[1] | w[2] | w[3]) & high)
            break;
    }
    while (at < n && !(text[at] & 0x80))
        at++;
    return at;
}

static bool is_cjk(uint32_t c)
{
    return c >= 0x2E80;
}

static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* Pinyin begins with a small letter, with a tone mark (U+00E0 to U+01DC, lead bytes C3 to C7) or without. */
static bool may_begin_gloss(char c)
{
    return (c >= 'a' && c <= 'z') || c == ' ' || ((unsigned char)c >= 0xC3 && (unsigned char)c <= 0xC7);
}

/* Ordinary neighbours in clean text: letters of one large script, common Han, kana, Hangul, CJK punctuation. */
static bool is_ordinary(uint32_t c, unsigned flags)
{
    return (flags & CHARACTER_COMMON_HAN) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x590 && c < 0x2000);
}

/* ASCII between two characters: a question mark beside CJK, or a bracket that may open a gloss. */
static unsigned spot_in_ascii(uint32_t before, const char *p, size_t n, size_t end)
{
    if (is_cjk(before)) {
        if (p[0] == '?')
            return SUSPECT_SLIP;
        if (p[0] == '(' && end > 1 && may_begin_gloss(p[1]))
            return SUSPECT_SLIP;
    }
    bool cjk_after = n < end && (unsigned char)p[n] >= 0xE2;
    return cjk_after && p[n - 1] == '?' ? SUSPECT_SLIP : 0;
}

static unsigned spot_character(uint32_t before, uint32_t c, const struct interest *interest, bool *last_ordinary)
{
    unsigned flags = character_flags(c), mask = 0;
    if (flags & interest->form_flag)
        mask |= SUSPECT_NORMALIZE;
    if (flags & CHARACTER_TRADITIONAL)
        mask |= SUSPECT_SIMPLIFY;
    if (is_private(c))
        mask |= SUSPECT_PRIVATE;
    if (c < 0xA0)
        mask |= SUSPECT_CONTROL;
    if (c == REPLACEMENT_CHARACTER && is_cjk(before))
        mask |= SUSPECT_SLIP;
    bool ordinary = is_ordinary(c, flags);
    if (before >= 0x80 && !(ordinary && *last_ordinary))
        mask |= SUSPECT_MOJIBAKE;
    *last_ordinary = ordinary;
    return mask;
}

unsigned spot_suspects(const char *text, size_t n, const struct interest *interest)
{
    unsigned mask = 0;
    uint32_t before = 0;
    bool last_ordinary = true;
    for (size_t at = 0; at < n;) {
        size_t ascii = spot_ascii(text + at, n - at);
        if (ascii) {
            mask |= spot_in_ascii(before, text + at, ascii, n - at);
            at += ascii;
            before = 0;
            continue;
        }
        uint32_t c;
        size_t len = utf8_decode(text + at, n - at, &c);
        if (!len) {
            mask |= SUSPECT_INVALID;
            at++;
            before = 0;
            continue;
        }
        mask |= spot_character(before, c, interest, &last_ordinary);
        before = c;
        at += len;
    }
    return mask & (interest->suspects | SUSPECT_INVALID);
}
