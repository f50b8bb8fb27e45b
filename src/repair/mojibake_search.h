/* mojibake_search.h: one known mistake, searched in one line.  Comes in: characters and a chain.  Goes out: the same
 * line with the parts undone that read better so, and by how much.  Never: decides whether that is enough. */
#ifndef REPAIR_MOJIBAKE_SEARCH_H
#define REPAIR_MOJIBAKE_SEARCH_H

#include "repair/mojibake_source.h"

/* Whether no repair may bring forth the character; more are refused to legacy bytes. */
bool search_refuses(uint32_t c, bool legacy);

/* What it costs that damage by UTF-8 begins at a character of a line, in eighths of a bit. */
int search_enter_cost(size_t i);

struct search; /* scratch space, reused */

struct search *search_new(void);
void search_free(struct search *search);

/* Writes the best undoing of the chain into out, whose glyphs carry layer where they changed.  was: NULL for UTF-8.
 * *gain: in eighths of a bit, less what it costs to begin and end damaged parts.  False: out of memory.  *found:
 * whether anything was undone. */
bool search_chain(struct search *search, const struct source_text *source, const struct chain *chain,
                  const struct codec *was, const struct codec *reader, unsigned layer, struct text *out, int *gain, bool *found);

#endif
