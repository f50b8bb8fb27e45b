/* decode.c: input in another encoding than UTF-8.  Comes in: bytes of an input.  Goes out: UTF-8, by iconv(3).  Never:
 * an answer that depends on how the bytes were cut; a guess is made from where the first byte beyond ASCII stands. */
#include "files/decode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NO_CONVERTER ((iconv_t)-1)

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

bool decode_is_utf8(const char *name)
{
    return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

bool decode_knows(const char *name)
{
    iconv_t converter = *name && !strchr(name, '/') ? iconv_open("UTF-8", name) : NO_CONVERTER;
    return converter != NO_CONVERTER && iconv_close(converter) == 0;
}

static bool take_name(struct decoder *d, const char *name)
{
    d->name = name;
    d->passes = decode_is_utf8(name);
    d->converter = d->passes ? NO_CONVERTER : iconv_open("UTF-8", name);
    return d->passes || d->converter != NO_CONVERTER;
}

bool decoder_open(struct decoder *d, const char *name, decode_guess *guess, enum decode_bad on_bad)
{
    *d = (struct decoder){.converter = NO_CONVERTER, .guess = guess, .on_bad = on_bad, .starved = true};
    d->raw = malloc(DECODE_BLOCK);
    d->text = malloc(DECODE_BLOCK);
    return d->raw && d->text && (!name || take_name(d, name));
}

void decoder_close(struct decoder *d)
{
    if (d->converter != NO_CONVERTER)
        iconv_close(d->converter);
    free(d->raw);
    free(d->text);
    *d = (struct decoder){.converter = NO_CONVERTER};
}

/* Reads behind what waits; up to the brim while the encoding is to be guessed, so that pipes and files look alike. */
static bool fill(struct decoder *d, struct input *input)
{
    memmove(d->raw, d->raw + d->raw_at, d->raw_len -= d->raw_at);
    d->raw_at = 0;
    while (!d->ended && d->raw_len < DECODE_BLOCK) {
        ssize_t got = input_read(input, d->raw + d->raw_len, DECODE_BLOCK - d->raw_len);
        if (got < 0)
            return false;
        d->ended = !got;
        if (d->look)
            d->look(d->user, d->raw + d->raw_len, (size_t)got);
        d->raw_len += (size_t)got;
        if (d->name)
            break;
    }
    return true;
}

static void pass(struct decoder *d, size_t len)
{
    memcpy(d->text, d->raw + d->raw_at, len);
    d->text_len = len;
    d->raw_at += len;
    d->offset += len;
}

static bool is_plain(char c)
{
    return (unsigned char)c - 1u < 0x7F && c != '\x1B';
}

/* Passes what is ASCII in any encoding that can be guessed, up to the line in which something else comes; then that
 * line is at the head of the block, with as much behind it as there is. */
static void guess_name(struct decoder *d)
{
    const char *from = d->raw + d->raw_at;
    size_t plain = 0, line = 0, len = d->raw_len - d->raw_at;
    for (; plain < len && is_plain(from[plain]); plain++)
        if (from[plain] == '\n')
            line = plain + 1;
    if (plain == len || line) {
        pass(d, plain == len ? plain : line);
        return;
    }
    const char *name = d->guess(from, len);
    d->unknown = !name || !take_name(d, name);
    if (d->unknown) {
        d->name = "UTF-8";
        d->passes = true;
    }
}

static void put(struct decoder *d, const char *text, size_t len)
{
    memcpy(d->text + d->text_len, text, len);
    d->text_len += len;
}

/* How many bytes a character has at least; what is skipped is a multiple of it. */
static size_t unit_of(const char *name)
{
    bool wide = strncasecmp(name, "UTF-32", 6) == 0 || strncasecmp(name, "UCS-4", 5) == 0;
    bool pairs = strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UCS-2", 5) == 0;
    return wide ? 4 : pairs ? 2 : 1;
}

/* A byte of a wide unit means nothing alone. */
static bool take_bad(struct decoder *d)
{
    size_t unit = unit_of(d->name), left = d->raw_len - d->raw_at, len = left < unit ? left : unit;
    if (!d->bad++)
        d->first_bad = d->offset;
    if (d->on_bad == DECODE_STOP)
        return false;
    if (d->on_bad == DECODE_KEEP && unit == 1)
        put(d, d->raw + d->raw_at, len);
    else
        put(d, REPLACEMENT, sizeof REPLACEMENT - 1);
    d->changed = true;
    d->raw_at += len;
    d->offset += len;
    return true;
}

/* Room is kept for a bad byte and for what the converter holds back. */
enum { ROOM_FOR_BAD = 16 };

/* False: a bad byte, and that ends it. */
static bool convert(struct decoder *d)
{
    char *from = d->raw + d->raw_at, *to = d->text + d->text_len, *before = from;
    size_t from_left = d->raw_len - d->raw_at, to_left = DECODE_BLOCK - ROOM_FOR_BAD - d->text_len;
    size_t result = iconv(d->converter, &from, &from_left, &to, &to_left);
    int why = result == (size_t)-1 ? errno : 0;
    size_t used = (size_t)(from - before);
    d->text_len = (size_t)(to - d->text);
    d->changed = d->changed || d->text_len != used || memcmp(d->text, before, used) != 0;
    d->raw_at += used;
    d->offset += used;
    if (why == EILSEQ || (why == EINVAL && d->ended))
        return take_bad(d);
    d->starved = why == EINVAL || d->raw_at == d->raw_len;
    return true;
}

/* What the converter held back, because the next character might have joined it. */
static void flush(struct decoder *d)
{
    char *to = d->text;
    size_t left = DECODE_BLOCK;
    if (d->converter != NO_CONVERTER && !d->flushed)
        iconv(d->converter, NULL, NULL, &to, &left);
    d->flushed = true;
    d->text_len = (size_t)(to - d->text);
}

static bool next_text(struct decoder *d)
{
    if (!d->name)
        guess_name(d);
    if (d->text_len || !d->name)
        return true;
    if (!d->passes)
        return convert(d);
    d->starved = true;
    pass(d, d->raw_len - d->raw_at);
    return true;
}

ssize_t decoder_read(struct decoder *d, struct input *input, char *to, size_t len)
{
    while (d->text_at == d->text_len) {
        d->text_at = d->text_len = 0;
        if (!d->ended && (d->starved || !d->name) && !fill(d, input))
            return -1;
        if (d->raw_at < d->raw_len) {
            if (!next_text(d))
                return -1;
        } else if (d->ended) {
            flush(d);
            if (!d->text_len)
                return 0;
        }
    }
    size_t have = d->text_len - d->text_at, part = have < len ? have : len;
    memcpy(to, d->text + d->text_at, part);
    d->text_at += part;
    return (ssize_t)part;
}
