/* judge.h: how much does this read like language?  Comes in: code points.  Goes out: a cost in eighths of a bit, small
 * for ordinary text of any language.  Never: an opinion on repairs. */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    JUDGE_BIT = 8,        /* costs are counted in 1/8 bit */
    JUDGE_EDGE = '\n',    /* stands before the first character of a text and after its last */
    JUDGE_LOOKS_BACK = 2  /* characters that the cost of the next one depends on */
};

/* What was read so far, as far as the next character's cost depends on it. */
struct judge_context {
    uint32_t before2, before;
    uint8_t back_off; /* what is known of the two; the judge's own */
};

/* Before a text, and after two characters; and the cost of the next one, as judge_char has it, with one question less to
 * the model. */
struct judge_context judge_begin(void);
struct judge_context judge_after(uint32_t before2, uint32_t before);
int judge_next(struct judge_context *context, uint32_t c);

/* The cost of c after the two characters before it; JUDGE_EDGE where there is none.  0 <= cost <= 24 * JUDGE_BIT.
 * Any 32-bit value is fine; what is no scalar value costs the most. */
int judge_char(uint32_t before2, uint32_t before, uint32_t c);

/* How rare c is among the characters of its kind (small letters of Latin-1, Han of a level ...), wherever it stands. */
int judge_rarity(uint32_t c);

/* The sum over a text, from edge to edge. */
int64_t judge_text(const uint32_t *text, size_t n);

/* Whether three characters are a Chinese word, traditional or simplified, that word lists have.  One strange triple in
 * 800,000 is taken for one. */
bool judge_knows_word(uint32_t a, uint32_t b, uint32_t c);

/* Whether letters, of which one at least is beyond ASCII, are an ordinary word of a language that writes spaces between
 * words: one of its 10,000 most frequent.  One strange word in 4096 is taken for one; fewer than three letters never. */
bool judge_knows_spelling(const uint32_t *word, size_t n);

/* Name and date of the model; constant. */
const char *judge_version(void);

#endif
