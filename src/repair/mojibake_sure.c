/* mojibake_sure.c: lines that need no judge.  Comes in: a suspect line.  Goes out: what it was, when all that is beyond
 * ASCII in it was bytes of UTF-8 in windows-1252, too many of them or too much in place to be so by chance.  Never: tells
 * whether what came out is text; the scan, which knows clean lines, does.
 *
 * Nearly all lines of a file that was damaged as a whole are of this kind, and cost a hundredth of a search. */
#include "repair/mojibake_sure.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "repair/margin.h"
#include "repair/mojibake_search.h"

enum {
    SURELY_UTF8 = 3, /* characters of UTF-8 and nothing else are no chance, unless it is one letter again and again */
    TABLE_RUN = 4,   /* characters in the order of their numbers are a table */
    HEX_PAIRS = 8,   /* are a dump, and what stands beside it are bytes */
    STEPS_MAX = 64,
    APOSTROPHE = 0x92, NO_BREAK_SPACE = 0xA0, CLOSING_QUOTE = 0xBB, /* bytes */
    SHARP_S = 0xDF, LAST_LATIN_1 = 0xFF, LAST_EXTENDED_A = 0x17F,
    LAST_C1 = 0x9F, FIRST_GREEK = 0x370, FIRST_EAST_ASIAN = 0x2E80, BYTE_ORDER_MARK = 0xFEFF,
    FIRST_PRIVATE = 0xE000, LAST_PRIVATE = 0xF8FF, FIRST_PRIVATE_PLANE = 0xF0000
};

/* The page whose mistakes are met most; rivals read nothing that it reads as so much UTF-8. */
static const enum codec_name SURE_READER = CODEC_1252;

/* What is seen of the characters that came out. */
struct sight {
    uint32_t first;           /* of all */
    uint32_t before, before2; /* what stands before the next one, and before that */
    int up, down;             /* how many in a row have numbers that rise or fall by one */
    size_t characters;
    bool different; /* two of them are */
    bool in_words;  /* some do not stand alone between bars or quotation marks */
    bool in_place;  /* all are where only damage has what they were read as */
    bool controls, signs; /* some were read as C1 controls, some as what the page has beyond Latin-1 */
};

/* Controls, what has no place in a text, and code points that no script has assigned. */
static bool is_odd(uint32_t c)
{
    if (c >= FIRST_GREEK && c < FIRST_EAST_ASIAN)
        return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CN;
    return c <= LAST_C1 || c == BYTE_ORDER_MARK || (c >= FIRST_PRIVATE && c <= LAST_PRIVATE) ||
           c >= FIRST_PRIVATE_PLANE || search_refuses(c, false);
}

static bool is_small(uint32_t c)
{
    return c - 'a' < 26u || (c >= SHARP_S && c <= LAST_LATIN_1);
}

static bool is_capital(uint32_t c)
{
    return c - 'A' < 26u || (c >= 0xC0 && c < SHARP_S);
}

static bool is_letter(uint32_t c)
{
    return is_small(c) || is_capital(c) || (c > LAST_LATIN_1 && c <= LAST_EXTENDED_A);
}

/* What windows-1252 shows for this byte is no letter, and may not close a word that is quoted. */
static bool is_sign(unsigned byte)
{
    static const char others[] = "\x83\x8A\x8C\x8E\x92\x9A\x9C\x9E\x9F\xA0\xAA\xB5\xBA\xBB";
    return !strchr(others, (char)byte);
}

/* ISO-8859-15 has the same elsewhere, so that the byte may have been another. */
static bool is_elsewhere(unsigned byte)
{
    static const char signs[] = "\x80\x8A\x8C\x8E\x9A\x9C\x9E\x9F";
    return strchr(signs, (char)byte);
}

/* Dashes, quotation marks and the rest of their block (â€™), arrows, the signs of euro and trade mark, emoji (ðŸ˜€). */
static bool is_seen_by_itself(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x203F) || (c >= 0x2190 && c <= 0x21FF) || c == 0x20AC || c == 0x2122 || (c >= 0x1F300 && c < 0x1FB00);
}

/* What windows-1252 shows so that no clean text has it: a capital letter and a sign, but not behind capitals, whose words
 * end so (MAÇÃ», 1Âª).  Those of Latin Extended-A begin with other letters than A, and need a word around them. */
static bool is_in_place(uint32_t c, const struct sight *sight, unsigned char after)
{
    unsigned byte = 0x80 | (c & 0x3F);
    bool goes_on = is_small(after), capital_follows = after >= 'A' && after <= 'Z';
    bool among_capitals = is_capital(sight->before) && (is_letter(sight->before2) || capital_follows);
    bool after_A0 = byte > NO_BREAK_SPACE && is_sign(byte);
    if (c > LAST_EXTENDED_A)
        return is_seen_by_itself(c);
    if (among_capitals) /* RÃ‰PÃˆTE, whose signs no word of capitals has */
        return c <= LAST_LATIN_1 && (after_A0 ? goes_on : capital_follows && is_sign(byte));
    if (c > LAST_LATIN_1)
        return is_sign(byte) && (goes_on || is_small(sight->before) || sight->before > LAST_LATIN_1);
    if (byte == CLOSING_QUOTE)
        return goes_on || is_small(sight->before);
    if (is_elsewhere(byte))
        return c == SHARP_S && is_small(sight->before);
    bool begins = after == ' ' && !is_letter(sight->before) && is_sign(byte); /* Ãˆ, a word */
    return after_A0 || byte == NO_BREAK_SPACE || begins || (byte != APOSTROPHE && goes_on);
}

/* False: no repair brings this forth. */
static bool see(struct sight *sight, uint32_t c, unsigned char after)
{
    bool beside = sight->before >= 0x80;
    sight->up = beside && c == sight->before + 1 ? sight->up + 1 : 1;
    sight->down = beside && c + 1 == sight->before ? sight->down + 1 : 1;
    if (!sight->characters++)
        sight->first = c;
    sight->different |= c != sight->first;
    sight->in_place &= is_in_place(c, sight, after);
    sight->before2 = sight->before;
    sight->before = c;
    return !is_odd(c) && sight->up < TABLE_RUN && sight->down < TABLE_RUN;
}

/* Controls in the place of signs, and signs besides, are of another page: ISO-8859-15 has the same ones elsewhere.  And
 * single characters between bars or quotation marks are what a program looks for. */
static bool is_sure(const struct sight *sight)
{
    bool many = sight->characters >= SURELY_UTF8;
    return sight->characters && !(sight->controls && sight->signs) && (many ? sight->in_words : sight->in_place) &&
           (sight->in_place || sight->different);
}

static bool is_bound(unsigned char c)
{
    return c == '|' || c == '"' || c == '\'' || c == '\n';
}

/* What stands at a place of a line, a line end around it. */
static unsigned char byte_at(const struct bytes *line, size_t at)
{
    return at < line->len ? (unsigned char)line->data[at] : '\n';
}

/* The bytes that the characters from `at` on were read from, up to ASCII.  Returns where they end; `at`: one had none. */
static size_t write_run(const struct codec *page, const struct bytes *line, size_t at, struct sight *sight,
                        struct bytes *text)
{
    size_t begin = at, len;
    uint32_t c;
    while (at < line->len && (unsigned char)line->data[at] >= 0x80) {
        if (!(len = utf8_decode(line->data + at, line->len - at, &c)))
            return begin;
        uint32_t byte = codec_to_bytes(page, c);
        if (byte > 0xFF)
            return begin;
        sight->controls |= c <= LAST_C1 && codec_of_byte(page, (unsigned char)byte) != c;
        sight->signs |= c > LAST_LATIN_1;
        text->data[text->len++] = (char)byte;
        at += len;
    }
    return at;
}

/* Whether text[from..] is UTF-8, every character of several bytes, and looks like what was there. */
static bool see_run(struct sight *sight, const struct bytes *text, size_t from, unsigned char after)
{
    uint32_t c;
    sight->before = from ? (unsigned char)text->data[from - 1] : 0;
    sight->before2 = from > 1 ? (unsigned char)text->data[from - 2] : 0;
    for (size_t at = from, len; at < text->len; at += len) {
        len = utf8_decode(text->data + at, text->len - at, &c);
        if (len < 2 || !see(sight, c, at + len < text->len ? (unsigned char)text->data[at + len] : after))
            return false;
    }
    return true;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* A line about bytes: eight of them in hexadecimal, one after the other, or some as source text spells them. */
static bool is_about_bytes(const struct bytes *line)
{
    const char *text = line->data, *end = text + line->len, *from = text;
    size_t pairs = 0;
    for (const char *space; pairs < HEX_PAIRS && (space = memchr(from, ' ', (size_t)(end - from))); from = space + 1) {
        if (space - from == 2)
            pairs = is_hex(from[0]) && is_hex(from[1]) ? pairs + 1 : 0;
        else if (space > from)
            pairs = 0;
    }
    return pairs == HEX_PAIRS || memmem(text, line->len, "\\x", 2);
}

/* Reads the run that begins at `at` as bytes and these as UTF-8.  Returns where it ends, or `at` where it is none. */
static size_t undo_run(const struct codec *page, const struct bytes *line, size_t at, struct sight *sight,
                       struct bytes *text)
{
    size_t from = text->len, seen = sight->characters, end = write_run(page, line, at, sight, text);
    if (end == at || !see_run(sight, text, from, byte_at(line, end)))
        return at;
    bool several = sight->characters > seen + 1;
    sight->in_words |= several || !is_bound(byte_at(line, at - 1)) || !is_bound(byte_at(line, end));
    return end;
}

/* Undoes the line for one reader; false: that is not sure.  There is room for all of it in sure->text. */
static bool undo(const struct codec *page, const struct bytes *line, struct sure *sure)
{
    struct bytes *text = &sure->text;
    struct sight sight = {.in_place = true};
    bytes_clear(text);
    sure->first = utf8_skip_below(line->data, 0, line->len, 0x80);
    sure->end = 0;
    for (size_t begin = sure->first, end; begin < line->len; begin = utf8_skip_below(line->data, end, line->len, 0x80)) {
        memcpy(text->data + text->len, line->data + sure->end, begin - sure->end);
        text->len += begin - sure->end;
        end = undo_run(page, line, begin, &sight, text);
        if (end == begin)
            return false;
        sure->end = end;
    }
    if (!is_sure(&sight) || is_about_bytes(line))
        return false;
    memcpy(text->data + text->len, line->data + sure->end, line->len - sure->end);
    text->len += line->len - sure->end;
    return true;
}

bool sure_undo(struct codecs *codecs, const struct bytes *line, struct sure *sure)
{
    sure->found = false;
    if (!bytes_reserve(&sure->text, line->len))
        return false;
    const struct codec *page = codecs_get(codecs, SURE_READER);
    sure->found = page && undo(page, line, sure);
    return true;
}

bool sure_take(struct sure *sure, struct line *line)
{
    if (line_swap(line, &sure->text, 1))
        return true;
    char steps[STEPS_MAX];
    snprintf(steps, sizeof steps, "UTF-8 was read as %s", codec_title(SURE_READER));
    size_t at = sure->first, len = sure->end - at, with_len = sure->text.len - (line->text.len - len);
    line->margin = margin_of_edit(line, at, len, sure->text.data + at, with_len);
    line_begin_edits(line);
    return line_edit(line, at, len, sure->text.data + at, with_len, "mojibake", steps) && line_end_edits(line);
}
