/* mojibake_words.h: which words of a line became known ones?  Comes in: both texts.  Goes out: how much that proves.
 * Never: the choice. */
#ifndef REPAIR_MOJIBAKE_WORDS_H
#define REPAIR_MOJIBAKE_WORDS_H

#include "repair/mojibake_search.h"

enum { WORDS_ONE = 8 * 8 /* what one word of four letters is worth, in the judge's eighths of a bit */ };

/* How much speaks for out, the undoing of source in which layer marks what changed, that words which changed are spelled
 * as a language spells them and were not before; in eighths of a bit, never less than 0. */
int words_evidence(const struct source_text *source, const struct text *out, unsigned layer);

/* Whether a word of Latin letters that was repaired is no known one. */
bool words_are_strange(const struct text *text);

#endif
