/* converter.c: what a converter of the system makes of bytes.  Comes in: the names of an encoding, and bytes or a
 * character.  Goes out: the other, of pairs many at a time, for a call costs more than a character.  Never: a table, or
 * a converter left open after converter_close. */
#include "repair/converter.h"

#include <errno.h>
#include <stddef.h>

#include "base/utf8.h"
#include "repair/codec.h"

enum { CELL = 3, CELL_OUT = 2 * UTF8_MAX + 1 }; /* bytes: a pair and the line end behind it, and what they give at most */

static const iconv_t closed = (iconv_t)-1;

static bool open_iconv(struct converter *s, const char *name)
{
    s->to = iconv_open("UTF-8", name);
    s->from = iconv_open(name, "UTF-8");
    bool good = s->to != closed && s->from != closed;
    s->no_memory |= !good && errno != EINVAL;
    return good;
}

static bool open_icu(struct converter *s, const char *name)
{
    UErrorCode error = U_ZERO_ERROR;
    s->icu = ucnv_open(name, &error);
    s->no_memory |= error == U_MEMORY_ALLOCATION_ERROR;
    if (U_FAILURE(error))
        return false;
    ucnv_setToUCallBack(s->icu, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    ucnv_setFromUCallBack(s->icu, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    return U_SUCCESS(error);
}

void converter_close(struct converter *s)
{
    if (s->to != closed)
        iconv_close(s->to);
    if (s->from != closed)
        iconv_close(s->from);
    if (s->icu)
        ucnv_close(s->icu);
    *s = (struct converter){closed, closed, NULL, s->no_memory};
}

bool converter_open(struct converter *s, const char *iconv_name, const char *icu_name, bool icu_first)
{
    *s = (struct converter){closed, closed, NULL, false};
    if (icu_first ? open_icu(s, icu_name) : open_iconv(s, iconv_name))
        return true;
    converter_close(s);
    if (icu_first ? open_iconv(s, iconv_name) : open_icu(s, icu_name))
        return true;
    converter_close(s);
    return false;
}

/* The one character that text stands for. */
static uint32_t character_of_utf16(const UChar *text, size_t n)
{
    if (n == 1)
        return text[0] == 0xFFFD || text[0] == 0x1A ? CODEC_NONE : text[0];
    return n == 2 && U16_IS_LEAD(text[0]) ? (uint32_t)U16_GET_SUPPLEMENTARY(text[0], text[1]) : CODEC_NONE;
}

static uint32_t character_of_utf8(const char *text, size_t n)
{
    uint32_t c;
    return n && utf8_decode(text, n, &c) == n ? c : CODEC_NONE;
}

/* Converts cells up to the first that is not in the encoding; how many it was. */
static size_t convert_icu(UConverter *icu, const char *in, size_t cells, uint32_t *c)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar out[CODEC_TRAILS * CELL_OUT], *to = out;
    const char *from = in;
    const UChar *begin = out;
    size_t n = 0;
    ucnv_reset(icu);
    ucnv_toUnicode(icu, &to, out + CODEC_TRAILS * CELL_OUT, &from, in + cells * CELL, NULL, true, &error);
    size_t good = U_FAILURE(error) ? (size_t)(from - in - 1) / CELL : cells;
    for (const UChar *p = out; p < to && n < good; p++)
        if (*p == '\n') {
            c[n++] = character_of_utf16(begin, (size_t)(p - begin));
            begin = p + 1;
        }
    return n;
}

/* Likewise.  A line end behind each leaves no state, and Big5-HKSCS nothing that it holds back to see what follows. */
static size_t convert_iconv(iconv_t to_utf8, char *in, size_t cells, uint32_t *c)
{
    char out[CODEC_TRAILS * CELL_OUT], *from = in, *to = out, *begin = out;
    size_t in_left = cells * CELL, out_left = sizeof out, n = 0;
    iconv(to_utf8, &from, &in_left, &to, &out_left);
    for (char *p = out; p < to && n < cells; p++)
        if (*p == '\n') {
            c[n++] = character_of_utf8(begin, (size_t)(p - begin));
            begin = p + 1;
        }
    return n;
}

void converter_pairs(const struct converter *s, unsigned char lead, uint32_t *c)
{
    char in[CODEC_TRAILS * CELL];
    for (unsigned i = 0; i < CODEC_TRAILS; i++) {
        in[i * CELL] = (char)lead;
        in[i * CELL + 1] = (char)(CODEC_TRAIL_FIRST + i);
        in[i * CELL + 2] = '\n';
    }
    if (!s->icu)
        iconv(s->to, NULL, NULL, NULL, NULL);
    for (size_t i = 0; i < CODEC_TRAILS; i++) {
        char *rest = in + i * CELL;
        size_t left = CODEC_TRAILS - i;
        i += s->icu ? convert_icu(s->icu, rest, left, c + i) : convert_iconv(s->to, rest, left, c + i);
        if (i < CODEC_TRAILS)
            c[i] = CODEC_NONE;
    }
}

static uint32_t character_by_icu(UConverter *icu, char byte)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar out[4];
    ucnv_reset(icu);
    int32_t n = ucnv_toUChars(icu, out, 4, &byte, 1, &error);
    return U_FAILURE(error) ? CODEC_NONE : character_of_utf16(out, (size_t)n);
}

static uint32_t character_by_iconv(iconv_t to_utf8, char byte)
{
    char out[2 * UTF8_MAX], *from = &byte, *to = out;
    size_t in_left = 1, out_left = sizeof out;
    iconv(to_utf8, NULL, NULL, NULL, NULL);
    if (iconv(to_utf8, &from, &in_left, &to, &out_left) != 0 || in_left)
        return CODEC_NONE;
    iconv(to_utf8, NULL, NULL, &to, &out_left); /* windows-1258 holds a letter back until it sees the next */
    return character_of_utf8(out, sizeof out - out_left);
}

uint32_t converter_character(const struct converter *s, unsigned char byte)
{
    return s->icu ? character_by_icu(s->icu, (char)byte) : character_by_iconv(s->to, (char)byte);
}

uint16_t converter_bytes(const struct converter *s, uint32_t c)
{
    char in[UTF8_MAX], out[8], *from = in, *to = out;
    size_t in_left = utf8_encode(c, in), out_left = sizeof out;
    if (s->icu) {
        UErrorCode error = U_ZERO_ERROR;
        UChar text[2] = {(UChar)c, 0};
        ucnv_reset(s->icu);
        int32_t len = c < 0x10000 ? ucnv_fromUChars(s->icu, out, sizeof out, text, 1, &error) : 0;
        to = U_FAILURE(error) ? out : out + len;
    } else {
        iconv(s->from, NULL, NULL, NULL, NULL);
        if (iconv(s->from, &from, &in_left, &to, &out_left) == (size_t)-1)
            return 0;
    }
    if (to - out == 1)
        return (unsigned char)out[0];
    return to - out == 2 ? (uint16_t)((unsigned char)out[0] << 8 | (unsigned char)out[1]) : 0;
}
