/* mojibake_sure.c: lines that need no judge.  Comes in: a suspect line.  Goes out: what it was, when all that is beyond
 * ASCII in it was bytes of UTF-8 in one single-byte page, too many of them or too much in place to be so by chance.  Never:
 * tells whether what came out is text; the scan, which knows clean lines, does.
 *
 * Nearly all lines of a file that was damaged as a whole are of this kind, and cost a ninth of what the search takes for them. */
#include "repair/mojibake_sure.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "repair/margin.h"
#include "repair/mojibake_accept.h"
#include "repair/mojibake_in_place.h"
#include "repair/mojibake_search.h"
#include "repair/mojibake_utf8.h"

enum {
    SURELY_UTF8 = 3, /* characters of UTF-8 and nothing else are no chance, unless it is one letter again and again */
    TABLE_RUN = 4,   /* characters in the order of their numbers are a table */
    HEX_PAIRS = 8,   /* are a dump, and what stands beside it are bytes */
    STEPS_MAX = 64,
    LAST_C1 = 0x9F, LAST_LATIN_1 = 0xFF, FIRST_GREEK = 0x370, FIRST_EAST_ASIAN = 0x2E80, BYTE_ORDER_MARK = 0xFEFF
};

/* What is seen of the characters that came out. */
struct sight {
    uint32_t first;           /* of all */
    uint32_t before, before2; /* what stands before the next one, and before that */
    int up, down;             /* how many in a row have numbers that rise or fall by one */
    size_t characters;
    bool different; /* two of them are */
    bool in_words;  /* some do not stand alone between bars or quotation marks */
    bool in_place;  /* all are where only damage has what they were read as */
    bool written;   /* some were read as anything but drawings, which stand in rows of their own */
    bool controls, signs; /* some were read as C1 controls, some as what the page has beyond Latin-1 */
};

/* Controls, what has no place in a text, and code points that no script has assigned. */
static bool is_odd(uint32_t c)
{
    if (c >= FIRST_GREEK && c < FIRST_EAST_ASIAN)
        return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CN;
    return mojibake_is_no_text(c) || c == BYTE_ORDER_MARK || search_refuses(c, false);
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
    sight->in_place &= in_place_1252(c, sight->before2, sight->before, after);
    sight->before2 = sight->before;
    sight->before = c;
    return !is_odd(c) && sight->up < TABLE_RUN && sight->down < TABLE_RUN;
}

/* Many characters, unless one comes again and again, or single ones between bars or quotation marks, which are what a
 * program looks for. */
static bool is_sure(const struct sight *sight)
{
    return sight->characters >= SURELY_UTF8 && sight->different && sight->in_words && sight->written;
}

/* In windows-1252, whose mistakes are met most: no other reading need be looked for. */
static bool is_evident(const struct sight *sight)
{
    return sight->in_place && (sight->characters < SURELY_UTF8 || sight->in_words);
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

/* The byte that a character was read from; above 0xFF: none, or one of several. */
static uint32_t byte_of(const struct encoder *encoder, uint32_t c)
{
    uint16_t other[CODEC_OTHERS];
    if (encoder->page->n_doubles && codec_other_bytes(encoder->page, c, other))
        return CODEC_NONE;
    return encoder_bytes(encoder, c);
}

/* Most readers show by the first two bytes that they were not it. */
static bool may_begin(const unsigned char *bytes, size_t n)
{
    return n == 1 ? is_utf8_lead(bytes[0]) : n > 2 || is_utf8_follow(bytes[1]);
}

static bool is_drawing(uint32_t c)
{
    return c >= 0x2500 && c < 0x25A0;
}

/* The bytes that the characters from `at` on were read from, up to ASCII.  Returns where they end; `at`: one had none. */
static size_t write_run(const struct encoder *encoder, const struct bytes *line, size_t at, struct sight *sight,
                        struct bytes *text)
{
    size_t begin = at, from = text->len, len;
    uint32_t c;
    while (at < line->len && (unsigned char)line->data[at] >= 0x80) {
        if (!(len = utf8_decode(line->data + at, line->len - at, &c)))
            return begin;
        uint32_t byte = byte_of(encoder, c);
        if (byte > 0xFF)
            return begin;
        sight->controls |= c <= LAST_C1 && codec_of_byte(encoder->page, (unsigned char)byte) != c;
        sight->signs |= c > LAST_LATIN_1;
        sight->written |= !is_drawing(c);
        text->data[text->len++] = (char)byte;
        if (!may_begin((const unsigned char *)text->data + from, text->len - from))
            return begin;
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

static bool is_dump(const struct bytes *line)
{
    const char *end = line->data + line->len, *from = line->data;
    size_t pairs = 0;
    for (const char *space; pairs < HEX_PAIRS && (space = memchr(from, ' ', (size_t)(end - from))); from = space + 1) {
        if (space - from == 2)
            pairs = is_hex(from[0]) && is_hex(from[1]) ? pairs + 1 : 0;
        else if (space > from)
            pairs = 0;
    }
    return pairs == HEX_PAIRS;
}

/* As source text does, \xc3\xa9. */
static bool spells_bytes(const struct bytes *line)
{
    const char *end = line->data + line->len, *at = line->data;
    while ((at = memchr(at, '\\', (size_t)(end - at))) && end - at > 1 && at[1] != 'x')
        at++;
    return at && end - at > 1;
}

/* Reads the run that begins at `at` as bytes and these as UTF-8.  Returns where it ends, or `at` where it is none. */
static size_t undo_run(const struct encoder *encoder, const struct bytes *line, size_t at, struct sight *sight,
                       struct bytes *text)
{
    size_t from = text->len, seen = sight->characters, end = write_run(encoder, line, at, sight, text);
    if (end == at || !see_run(sight, text, from, byte_at(line, end)))
        return at;
    bool several = sight->characters > seen + 1;
    sight->in_words |= several || !is_bound(byte_at(line, at - 1)) || !is_bound(byte_at(line, end));
    return end;
}

static void copy(struct bytes *text, const struct bytes *line, size_t from, size_t to)
{
    memcpy(text->data + text->len, line->data + from, to - from);
    text->len += to - from;
}

/* Undoes the line for one reader; false: it is none.  There is room for all of it in text. */
static bool undo(const struct encoder *encoder, const struct bytes *line, size_t first, struct sight *sight,
                 struct bytes *text)
{
    size_t end = 0;
    *sight = (struct sight){.in_place = true};
    bytes_clear(text);
    for (size_t begin = first; begin < line->len; begin = utf8_skip_below(line->data, end, line->len, 0x80)) {
        copy(text, line, end, begin);
        end = undo_run(encoder, line, begin, sight, text);
        if (end == begin)
            return false;
    }
    copy(text, line, end, line->len);
    return !(sight->controls && sight->signs); /* which are of another page: ISO-8859-15 has the same signs elsewhere */
}

static bool is_reader(const struct chain *chain)
{
    return chain->was == WAS_UTF8 && !codec_has_pairs(chain->read_as);
}

static bool is_known(const struct sure *sure, const struct bytes *text)
{
    for (size_t i = 0; i < sure->n; i++)
        if (sure->text[i].len == text->len && !memcmp(sure->text[i].data, text->data, text->len))
            return true;
    return false;
}

/* What all readers give.  The first of the table is windows-1252. */
static void find_readings(struct codecs *codecs, const struct bytes *line, struct sure *sure)
{
    size_t n;
    const struct chain *chain = chains_all(&n);
    struct sight sight;
    for (const struct chain *end = chain + n; chain < end; chain++) {
        struct encoder encoder = {NULL, NULL};
        if (is_reader(chain))
            encoder = chain_encoder(codecs, chain);
        struct bytes *text = &sure->text[sure->n];
        if (!encoder.page || !undo(&encoder, line, sure->first, &sight, text) || is_known(sure, text))
            continue;
        bool evident = chain->read_as == CODEC_1252 && is_evident(&sight);
        if (sure->n == SURE_READINGS || !(evident || is_sure(&sight))) {
            sure->n = 0;
            return;
        }
        sure->chain[sure->n++] = chain;
        if (evident)
            return;
    }
}

bool sure_undo(struct codecs *codecs, const struct bytes *line, struct sure *sure)
{
    sure->n = 0;
    sure->first = utf8_skip_below(line->data, 0, line->len, 0x80);
    if (sure->first == line->len)
        return true;
    for (size_t i = 0; i <= SURE_READINGS; i++) {
        bytes_clear(&sure->text[i]);
        if (!bytes_reserve(&sure->text[i], line->len))
            return false;
    }
    find_readings(codecs, line, sure);
    if (sure->n && (is_dump(line) || spells_bytes(line)))
        sure->n = 0; /* such a line is about bytes */
    return true;
}

/* Where the last character beyond ASCII ends. */
static size_t last_end(const struct bytes *line)
{
    size_t end = line->len;
    while (end && !(line->data[end - 1] & 0x80))
        end--;
    return end;
}

bool sure_take(struct sure *sure, size_t reading, struct line *line)
{
    struct bytes *text = &sure->text[reading];
    if (line_swap(line, text, 1))
        return true;
    char steps[STEPS_MAX];
    snprintf(steps, sizeof steps, "UTF-8 was read as %s", codec_title(sure->chain[reading]->read_as));
    size_t at = sure->first, len = last_end(&line->text) - at, with_len = text->len - (line->text.len - len);
    line->margin = margin_of_edit(line, at, len, text->data + at, with_len);
    line_begin_edits(line);
    return line_edit(line, at, len, text->data + at, with_len, "mojibake", steps) && line_end_edits(line);
}

void sure_free(struct sure *sure)
{
    for (size_t i = 0; i <= SURE_READINGS; i++)
        bytes_free(&sure->text[i]);
}
