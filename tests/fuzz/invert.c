/* invert.c: makes the mistake again.  Comes in: the text after a repair, and "UTF-8 was read as windows-1252".  Goes out:
 * whether that gives the text before.  Never: uses the tables of the program: iconv is asked, as the culprit would. */
#include "invert.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

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

/* The two bytes of a C1 control for which windows-1252 has a character, and ISO-8859-1, for which it is often taken, has
 * not; how long that character is at text, or 0 when another stands there. */
static size_t control_for(const char *text, size_t len, const char *control, size_t control_len)
{
    char byte, shown[4], *from = &byte, *to = shown;
    size_t left = 1, room = sizeof shown;
    if (control_len < 2 || control[0] != '\xC2' || (unsigned char)control[1] > 0x9F)
        return 0;
    byte = control[1];
    iconv_t how = iconv_open("UTF-8", "CP1252");
    size_t result = iconv(how, &from, &left, &to, &room);
    iconv_close(how);
    size_t n = (size_t)(to - shown);
    return result != (size_t)-1 && n <= len && memcmp(text, shown, n) == 0 ? n : 0;
}

/* made: by the page that is named; found: with spaces for no-break spaces, one space for two, and controls in spite of windows-1252. */
static bool same_mistake(const char *made, size_t made_len, const char *found, size_t found_len, bool latin_1_too)
{
    size_t a = 0, b = 0;
    while (a < made_len && b < found_len) {
        size_t n = latin_1_too ? control_for(made + a, made_len - a, found + b, found_len - b) : 0;
        if (n)
            a += n, b += 2;
        else if (made_len - a > 2 && memcmp(made + a, "\xC2\xA0 ", 3) == 0 && found[b] == ' ')
            a += 3, b++; /* and one space for both */
        else if (made_len - a > 1 && made[a] == '\xC2' && made[a + 1] == '\xA0' && found[b] == ' ')
            a += 2, b++;
        else if (made[a++] != found[b++])
            return false;
    }
    bool before_space = made_len - a == 2 && memcmp(made + a, "\xC2\xA0", 2) == 0; /* which follows what changed */
    return (a == made_len || before_space) && b == found_len;
}

/* How long a sign of lost bytes is; 0: something else stands there. */
static size_t sign_of_loss(const char *text, size_t len)
{
    if (len > 2 && memcmp(text, "\xEF\xBF\xBD", 3) == 0)
        return 3;
    return *text == '?' || *text == ' ' || *text == '\0';
}

/* Where bytes were lost, all the others must stand in what the mistake makes, in order. */
static bool explains(const char *made, size_t made_len, const char *found, size_t found_len, bool latin_1_too)
{
    size_t a = 0, b = 0;
    while (b < found_len) {
        size_t loss = sign_of_loss(found + b, found_len - b);
        size_t n = latin_1_too ? control_for(made + a, made_len - a, found + b, found_len - b) : 0;
        if (loss)
            b += loss;
        else if (n)
            a += n, b += 2;
        else if (a == made_len)
            return false;
        else
            b += made[a++] == found[b];
    }
    return true;
}

/* One space for several: a no-break space that became a space may have become one with the next. */
static void squeeze(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++)
        if (*from != ' ' || from[1] != ' ')
            *to++ = *from;
    *to = 0;
}

/* A text in the form that case, widths and quotes of any kind fold to; to be freed. */
static char *fold(const char *text, size_t len)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &folded,
                 UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_LUMP);
    if (folded)
        squeeze((char *)folded);
    return (char *)folded;
}

/* What was made small, wide or plain after the mistake. */
static bool same_folded(const char *made, size_t made_len, const char *found, size_t found_len)
{
    char *a = fold(made, made_len), *b = fold(found, found_len);
    bool same = a && b && strcmp(a, b) == 0;
    free(a);
    free(b);
    return same;
}

/* Three times, because a character of UTF-8 has three bytes mostly, and each becomes a character of up to three. */
static bool gives(const struct unbake_change *change, iconv_t to_bytes, iconv_t to_text, bool latin_1_too)
{
    size_t bytes_len = 4 * change->after_len + 8, text_len = 4 * bytes_len;
    char *bytes = malloc(bytes_len), *text = malloc(text_len);
    bool (*fits)(const char *, size_t, const char *, size_t, bool) = change->lost ? explains : same_mistake;
    bool good = !bytes || !text || !convert(to_bytes, change->after, change->after_len, bytes, &bytes_len) ||
                !convert(to_text, bytes, bytes_len, text, &text_len) ||
                fits(text, text_len, change->before, change->before_len, latin_1_too) ||
                same_folded(text, text_len, change->before, change->before_len);
    free(bytes);
    free(text);
    return good;
}

/* Opening takes longer than all the rest, and texts of many copies have one mistake thousands of times. */
struct way {
    const char *was, *page; /* of pages */
    iconv_t to_bytes, to_text;
};

static const struct way *way_of(const char *was, const char *page)
{
    static struct way last;
    if (last.was == was && last.page == page)
        return &last;
    if (last.was) {
        iconv_close(last.to_bytes);
        iconv_close(last.to_text);
    }
    last = (struct way){was, page, iconv_open(was, "UTF-8"), iconv_open("UTF-8", page)};
    return &last;
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
    bool latin_1_too = strcmp(page, "CP1252") == 0;
    const struct way *way = way_of(was, page);
    if (gives(change, way->to_bytes, way->to_text, latin_1_too))
        return true;
    if (latin_1_too) /* and folded, where its controls do not stand beside the signs of windows-1252 */
        way = way_of(was, "ISO-8859-1");
    return latin_1_too && gives(change, way->to_bytes, way->to_text, false);
}
