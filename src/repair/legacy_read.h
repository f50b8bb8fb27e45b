/* legacy_read.h: bytes read in some encoding.  Comes in: bytes, and how to read them.  Goes out: how much the text that
 * they make then costs the judge.  Never: an opinion on which reading is right. */
#ifndef REPAIR_LEGACY_READ_H
#define REPAIR_LEGACY_READ_H

#include "base/utf8.h"
#include "judge/judge.h"
#include "repair/codec.h"

/* In bits.  A byte that means nothing costs what the judge asks for the strangest character, and bytes mean nothing
 * that cost half of it in the best of the encodings. */
enum { LEGACY_BAD_BYTE = 24, LEGACY_MEANINGLESS = 12 };

/* Encodings that text is still found in.  Of two that read a text alike, the first is named. */
struct legacy {
    enum codec_name codec;
    const char *name; /* as iconv(3) has it */
};
const struct legacy *legacy_all(size_t *n);

/* What a text costs in one reading. */
struct legacy_reader {
    struct judge_context context;
    int64_t cost;
    int64_t telling; /* of it, what those characters and bad bytes cost that another encoding would not give, too, */
    size_t told;     /* and how many they are */
    int64_t amid;    /* what other characters beyond ASCII cost, */
    size_t others;   /* and how many they are */
};

struct legacy_reader legacy_begin(void);

/* A character, or CODEC_NONE for a bad byte. */
void legacy_take(struct legacy_reader *reader, uint32_t c, bool tells);

/* Whether what tells reads like language, and so does what it stands amid. */
bool legacy_means_something(const struct legacy_reader *reader);

/* One character of an encoding, or one byte that is none: how many bytes it is. */
size_t legacy_character(const struct codec *codec, const char *text, size_t len, uint32_t *c);

/* Likewise of UTF-8, 0 where there is none.  Right behind a pair of an encoding, two bytes are another one rather than
 * one letter. */
static inline size_t legacy_utf8(const char *text, size_t len, bool behind_pair, uint32_t *c)
{
    size_t n = utf8_decode(text, len, c);
    return n == 2 && behind_pair ? 0 : n;
}

/* A text in one encoding; amid_utf8: where it is UTF-8, it is read as such. */
struct legacy_reader legacy_read(const struct codec *codec, const char *text, size_t len, bool amid_utf8);

#endif
