/* invert.c: makes the mistake again.  Comes in: the text after a repair, and "UTF-8 was read as windows-1252".  Goes out:
 * whether that gives the text before.  Never: uses the tables of the program: iconv is asked, as the culprit would. */
#include "invert.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Titles of encodings whose table is the same everywhere; vendors differ about the others. */
static const struct page {
    const char *title, *iconv;
} pages[] = {
    {"UTF-8", "UTF-8"}, {"windows-1252", "CP1252"}, {"windows-1250", "CP1250"}, {"windows-1251", "CP1251"},
    {"windows-1253", "CP1253"}, {"windows-1254", "CP1254"}, {"windows-1257", "CP1257"}, {"ISO-8859-2", "ISO-8859-2"},
    {"ISO-8859-5", "ISO-8859-5"}, {"ISO-8859-7", "ISO-8859-7"}, {"ISO-8859-9", "ISO-8859-9"},
    {"ISO-8859-15", "ISO-8859-15"}, {"KOI8-R", "KOI8-R"}, {"KOI8-U", "KOI8-U"}, {"code page 437", "CP437"},
    {"code page 850", "CP850"}, {"code page 852", "CP852"}, {"code page 866", "CP866"}};

static const char *iconv_name(const char *title, size_t len)
{
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (strlen(pages[i].title) == len && memcmp(pages[i].title, title, len) == 0)
            return pages[i].iconv;
    return NULL;
}

/* Bytes that the page has no character for are shown as C1 controls. */
static bool convert(iconv_t how, const char *in, size_t in_len, char *out, size_t *out_len)
{
    char *from = (char *)(size_t)in, *to = out;
    size_t left = in_len, room = *out_len;
    while (left && iconv(how, &from, &left, &to, &room) == (size_t)-1) {
        unsigned char byte = (unsigned char)*from;
        if (errno != EILSEQ || byte < 0x80 || byte > 0x9F || room < 2)
            return false;
        *to++ = '\xC2', *to++ = (char)byte;
        from++, left--, room -= 2;
    }
    *out_len = (size_t)(to - out);
    return true;
}

static bool same_but_for_spaces(const char *one, size_t one_len, const char *other, size_t other_len)
{
    size_t a = 0, b = 0;
    while (a < one_len && b < other_len) {
        if (one_len - a > 1 && one[a] == '\xC2' && one[a + 1] == '\xA0' && other[b] == ' ')
            a += 2, b++;
        else if (one[a++] != other[b++])
            return false;
    }
    return a == one_len && b == other_len;
}

/* Three times, because a character of UTF-8 has three bytes mostly, and each becomes a character of up to three. */
static bool gives(const struct unbake_change *change, iconv_t to_bytes, iconv_t to_text)
{
    size_t bytes_len = 4 * change->after_len + 8, text_len = 4 * bytes_len;
    char *bytes = malloc(bytes_len), *text = malloc(text_len);
    bool good = !bytes || !text || !convert(to_bytes, change->after, change->after_len, bytes, &bytes_len) ||
                !convert(to_text, bytes, bytes_len, text, &text_len) ||
                same_but_for_spaces(text, text_len, change->before, change->before_len);
    free(bytes);
    free(text);
    return good;
}

bool change_inverts(const struct unbake_change *change)
{
    static const char read_as[] = " was read as ";
    const char *middle = strstr(change->steps, read_as);
    if (strcmp(change->kind, "mojibake") != 0 || !middle || strchr(change->steps, ','))
        return true;
    const char *was = iconv_name(change->steps, (size_t)(middle - change->steps));
    const char *page = iconv_name(middle + strlen(read_as), strlen(middle + strlen(read_as)));
    if (!was || !page)
        return true;
    iconv_t to_bytes = iconv_open(was, "UTF-8"), to_text = iconv_open("UTF-8", page);
    bool good = gives(change, to_bytes, to_text);
    iconv_close(to_bytes);
    iconv_close(to_text);
    return good;
}
