/* slip_tokens.h: a line as the bytes of a GBK page might have made it.  Comes in: UTF-8 text.  Goes out: tokens, each a
 * character with its GBK bytes, a gloss, or a question mark that may stand for a byte.  Never: decides what is damage. */
#ifndef REPAIR_SLIP_TOKENS_H
#define REPAIR_SLIP_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "repair/codec.h"

enum slip_kind {
    SLIP_PAIR,          /* a character of two GBK bytes */
    SLIP_BYTE,          /* one byte: ASCII, or the euro sign, which page 936 has at 80 */
    SLIP_UNKNOWN,       /* "?" or U+FFFD */
    SLIP_GLOSS,         /* "(huì)", or several in a row, after a character */
    SLIP_UNKNOWN_GLOSS, /* "?huì)": a lead byte ate the bracket */
    SLIP_OTHER          /* what GBK does not have, or bytes that are no UTF-8 */
};

struct slip_token {
    uint32_t at;        /* byte offset in the line */
    uint32_t character; /* the code point; of a gloss its bracket */
    uint16_t bytes;     /* GBK bytes, 0xLLTT or 0x00BB */
    uint16_t syllable;  /* of a gloss */
    uint16_t len;       /* bytes of the line */
    uint8_t kind;
    uint8_t tone;       /* of a gloss, 1 to 4; 0 where no mark tells it */
    bool marked;        /* a gloss with a tone mark */
    bool repeated;      /* a gloss that stands there several times */
    bool inserted;      /* a gloss that the line's other signs show to be damage */
    uint8_t points;     /* how many of them do */
};

/* What such a point is worth, in the judge's unit, when it is told how sure a repair is. */
enum { GLOSS_POINT = 3 * 8 };

/* Splits text into at most n tokens (one for each byte is always enough); returns how many. */
size_t slip_tokens(const struct codec *gbk, const char *text, size_t n, struct slip_token *tokens);

/* How each character of a line stands in it: with a gloss somewhere, or bare. */
struct gloss_notes;
struct gloss_notes *gloss_notes_new(void);
void gloss_notes_free(struct gloss_notes *notes);

/* Notes how the characters of a line stand; it must be forgotten before the next. */
void gloss_notes_take(struct gloss_notes *notes, const struct slip_token *tokens, size_t n);
void gloss_notes_forget(struct gloss_notes *notes, const struct slip_token *tokens, size_t n);

/* Whether a gloss with a reading of its own stands behind it somewhere, and whether it stands bare. */
bool gloss_notes_glossed(const struct gloss_notes *notes, uint32_t han);
bool gloss_notes_bare(const struct gloss_notes *notes, uint32_t han);

/* Marks the glosses that a program inserted: tokens[i].inserted.  text[0..len) is the line that they came from, of
 * which notes were taken. */
void slip_mark_glosses(const struct gloss_notes *notes, const struct codec *gbk, const char *text, size_t len,
                       struct slip_token *tokens, size_t n);

/* Whether tokens[i] is a gloss with a reading of the character before it. */
bool slip_gloss_fits(const struct slip_token *tokens, size_t i);

bool slip_is_han(uint32_t c);

#endif
