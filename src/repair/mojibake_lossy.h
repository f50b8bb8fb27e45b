/* mojibake_lossy.h: UTF-8 that was read in an encoding in which some of its bytes are nothing.  Comes in: characters
 * and a chain.  Goes out: the same line with the parts undone that read better so, lost bytes filled in where one
 * filling reads clearly best, and by how much.  Never: decides whether that is enough. */
#ifndef REPAIR_MOJIBAKE_LOSSY_H
#define REPAIR_MOJIBAKE_LOSSY_H

#include "repair/mojibake_search.h"
#include "unbake.h"

/* In glyph.layers: bytes of the character were lost, and it is what reads best. */
#define LAYER_GUESSED (1u << 15)

struct lossy; /* scratch space, reused */

struct lossy *lossy_new(void);
void lossy_free(struct lossy *lossy);

/* A new line.  Then each chain that is wanted, the source encoded for its reader, is looked at; the choice is the one that
 * explains the most bytes, NULL when no line has marks of loss beside UTF-8 enough to go by. */
void lossy_begin(struct lossy *lossy, const struct text *text);
bool lossy_wants(const struct lossy *lossy, const struct chain *chain);
void lossy_survey(struct lossy *lossy, const struct source_text *source, const struct chain *chain);
const struct chain *lossy_choice(const struct lossy *lossy);

/* Like search_chain, for UTF-8 only.  *found: whether lost bytes were filled in. */
bool lossy_chain(struct lossy *lossy, const struct source_text *source, const struct chain *chain,
                 const struct codec *reader, enum unbake_level level, unsigned layer, struct text *out, int *gain, bool *found);

/* What the likeliest other filling of the last such line costs more than the chosen one, in eighths of a bit. */
int lossy_margin(const struct lossy *lossy);

#endif
