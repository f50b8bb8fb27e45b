/* lossy_bytes.h: characters of UTF-8 of which a wrong reader lost bytes.  Comes in: the bytes that are known, and what
 * is known of the others.  Goes out: the characters that they may have been.  Never: prefers one to another. */
#ifndef REPAIR_LOSSY_BYTES_H
#define REPAIR_LOSSY_BYTES_H

#include "repair/codec.h"

enum {
    LOSSY_BYTES = 4,
    LOSSY_CANDIDATES = 1024 /* more are guesswork */
};

/* What a lost byte must be like.  Values from 0x20 on: the reader has no pair of the lost byte and this one. */
enum lossy_limit {
    LIMIT_NONE,
    LIMIT_PAIR,  /* the reader has no pair of it and the next byte, which is lost too */
    LIMIT_HOLE,  /* a single-byte page leaves it undefined */
    LIMIT_CONTROL, /* ISO-8859-1 shows a control for it */
    LIMIT_TRIMMED  /* a no-break space, or undefined */
};

/* The beginning of a character, or all of it. */
struct lossy_bytes {
    uint8_t byte[LOSSY_BYTES];  /* 0 for a lost one */
    uint8_t limit[LOSSY_BYTES];
    uint8_t n, lost;
    uint8_t scripts;            /* bits of enum lossy_script, for a lost first byte */
};

/* Scripts as far as the first byte of a character tells them. */
enum lossy_script {
    SCRIPT_LATIN = 1, SCRIPT_GREEK = 2, SCRIPT_CYRILLIC = 4, SCRIPT_SIGNS = 8, SCRIPT_KANA = 16, SCRIPT_HAN = 32,
    SCRIPT_HANGUL = 64, SCRIPT_INDIC = 128, SCRIPT_VIETNAMESE = SCRIPT_LATIN
};

unsigned lossy_script(unsigned first);

/* Adds a byte, 0 for a lost one.  False: no character has it there. */
bool lossy_add(struct lossy_bytes *b, unsigned byte, unsigned limit);

/* Whether the bytes may be a whole character, and whether more may follow. */
bool lossy_is_whole(const struct lossy_bytes *b);
bool lossy_takes_more(const struct lossy_bytes *b);

/* What a reader shows nothing for, looked up once. */
struct lossy_reader {
    const struct codec *codec;
    uint8_t hole[0x80], no_pair[0x80][0x100];
};

void lossy_reader_read(struct lossy_reader *reader, const struct codec *codec);

/* What some bytes may be, kept while they may be asked for again. */
enum { LOSSY_LISTS = 32 };

struct lossy_list {
    struct lossy_bytes of;
    size_t n;
    uint32_t character[LOSSY_CANDIDATES];
};

struct lossy_lists {
    struct lossy_list list[LOSSY_LISTS];
    unsigned next;
};

/* For another reader. */
void lossy_lists_clear(struct lossy_lists *lists);
const struct lossy_list *lossy_list(struct lossy_lists *lists, const struct lossy_reader *reader, const struct lossy_bytes *bytes);

#endif
