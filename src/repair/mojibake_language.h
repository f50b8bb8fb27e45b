/* mojibake_language.h: does a line read more like one language than it did?  Comes in: both texts.  Goes out: how much
 * that proves.  Never: the choice. */
#ifndef REPAIR_MOJIBAKE_LANGUAGE_H
#define REPAIR_MOJIBAKE_LANGUAGE_H

#include "repair/mojibake_source.h"

/* How much speaks for out, the undoing of source in which layer marks what changed, letter for letter; negative where
 * it speaks against it; in eighths of a bit. */
int language_evidence(const struct source_text *source, const struct text *out, unsigned layer);

/* Likewise for one undoing of a text against another. */
int language_lead(const struct text *one, const struct text *other, unsigned layer);

#endif
