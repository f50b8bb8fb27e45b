/* decode.h: input in another encoding than UTF-8.  Comes in: bytes of an input, and the name of their encoding or
 * somebody who guesses it.  Goes out: UTF-8.  Never: more than a block ahead of what it is asked for. */
#ifndef FILES_DECODE_H
#define FILES_DECODE_H

#include <iconv.h>
#include <stdint.h>

#include "files/input.h"

enum { DECODE_BLOCK = 64 * 1024 };

/* What becomes of bytes that the encoding does not have. */
enum decode_bad { DECODE_KEEP, DECODE_REPLACE, DECODE_STOP };

/* The name of the encoding of a text, or NULL. */
typedef const char *decode_guess(const char *text, size_t len);
/* Looks at the bytes as they are read. */
typedef void decode_look(void *user, const char *data, size_t len);

struct decoder {
    iconv_t converter;
    const char *name;    /* NULL: nothing but ASCII came so far, and guess is asked when something else does */
    decode_guess *guess;
    decode_look *look;   /* or NULL */
    void *user;
    enum decode_bad on_bad;
    bool passes;         /* the encoding is UTF-8 */
    bool unknown;        /* nobody could guess it; bytes pass */
    bool changed;        /* the text is not the bytes that were read */
    bool starved;        /* what waits is no whole character */
    bool ended, flushed;
    char *raw, *text;    /* DECODE_BLOCK bytes each */
    size_t raw_at, raw_len, text_at, text_len;
    uint64_t offset;     /* how many bytes were decoded */
    uint64_t bad, first_bad;
};

/* Is it UTF-8, or does iconv(3) know it?  Names with a slash would tell iconv what to do with errors. */
bool decode_is_utf8(const char *name);
bool decode_knows(const char *name);

/* name: NULL to guess.  False: no memory, or an unknown name. */
bool decoder_open(struct decoder *decoder, const char *name, decode_guess *guess, enum decode_bad on_bad);
/* 0 at the end, -1 after an error of the input or, with DECODE_STOP, at a bad byte. */
ssize_t decoder_read(struct decoder *decoder, struct input *input, char *to, size_t len);
void decoder_close(struct decoder *decoder);

#endif
