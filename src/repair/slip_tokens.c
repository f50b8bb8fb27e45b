/* slip_tokens.c: a line as the bytes of a GBK page might have made it.  Comes in: UTF-8 text.  Goes out: tokens.
 * Never: decides what is damage. */
#include "repair/slip_tokens.h"

#include <string.h>

#include "base/utf8.h"
#include "tables/pinyin.h"

enum {
    REPLACEMENT_CHARACTER = 0xFFFD,
    GLOSSES_MAX = 256 /* bytes of one gloss with its repetitions; a few are seen */
};

bool slip_is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x323AF) || c == 0x3007;
}

static bool has_upper_or_mark(const char *p, size_t n, bool *marked)
{
    for (size_t i = 0; i < n; i++) {
        *marked |= (p[i] & 0x80) != 0;
        if (p[i] >= 'A' && p[i] <= 'Z')
            return true;
    }
    return false;
}

/* "syllable)" with optional spaces, as the programs insert it: lower case.  Returns its length or 0. */
static size_t closed_syllable(const char *text, size_t n, struct slip_token *token)
{
    size_t at = 0;
    while (at < n && text[at] == ' ')
        at++;
    bool marked = false;
    size_t len = pinyin_parse(text + at, n - at, &token->syllable);
    if (!len || has_upper_or_mark(text + at, len, &marked))
        return 0;
    token->tone = (uint8_t)pinyin_tone(text + at, len);
    at += len;
    while (at < n && text[at] == ' ')
        at++;
    if (at >= n || text[at] != ')' || at > GLOSSES_MAX / 2)
        return 0;
    token->marked = marked;
    return at + 1;
}

/* Some programs put a symbol between: dingbats and their neighbours.  Returns its length or 0. */
static size_t symbol(const char *text, size_t n)
{
    uint32_t c;
    size_t len = utf8_decode(text, n, &c);
    return len && c >= 0x2600 && c <= 0x27BF ? len : 0;
}

/* One gloss, and the same one again: 国(guo)(guo). */
static size_t repeated_gloss(const char *text, size_t n, struct slip_token *token)
{
    if (n == 0 || text[0] != '(')
        return 0;
    size_t one = closed_syllable(text + 1, n - 1, token);
    if (!one++)
        return 0;
    size_t all = one;
    while (all + one <= GLOSSES_MAX) {
        size_t next = all + symbol(text + all, n - all);
        if (next + one > n || memcmp(text + next, text, one) != 0)
            break;
        all = next + one;
    }
    token->repeated = all > one;
    return all;
}

static bool try_gloss(const char *text, size_t n, struct slip_token *token)
{
    size_t len = repeated_gloss(text, n, token);
    if (len)
        token->kind = SLIP_GLOSS;
    else if (token->kind == SLIP_UNKNOWN) {
        size_t mark = token->len;
        len = closed_syllable(text + mark, n - mark, token);
        if (len)
            token->kind = SLIP_UNKNOWN_GLOSS, len += mark;
    }
    if (len)
        token->len = (uint16_t)len;
    return len != 0;
}

static void classify(const struct codec *gbk, struct slip_token *token)
{
    if (token->character == '?' || token->character == REPLACEMENT_CHARACTER) {
        token->kind = SLIP_UNKNOWN;
        return;
    }
    uint32_t bytes = token->character < 0x80 ? token->character : codec_to_bytes(gbk, token->character);
    token->bytes = (uint16_t)bytes;
    token->kind = bytes == CODEC_NONE ? SLIP_OTHER : bytes < 0x100 ? SLIP_BYTE : SLIP_PAIR;
}

size_t slip_tokens(const struct codec *gbk, const char *text, size_t n, struct slip_token *tokens)
{
    size_t count = 0;
    for (size_t at = 0; at < n; count++) {
        struct slip_token *token = &tokens[count];
        *token = (struct slip_token){.at = (uint32_t)at, .kind = SLIP_OTHER, .len = 1};
        size_t len = utf8_decode(text + at, n - at, &token->character);
        if (len) {
            token->len = (uint16_t)len;
            classify(gbk, token);
            if (token->character == '(' || token->kind == SLIP_UNKNOWN)
                try_gloss(text + at, n - at, token);
        }
        at += token->len;
    }
    return count;
}
