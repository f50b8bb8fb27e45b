/* mojibake_evidence.h: what a line and its undoing say for or against each other.  Comes in: both texts.  Goes out: what
 * the touched characters cost, and whether legacy bytes were plausibly read so.  Never: a choice between chains. */
#ifndef REPAIR_MOJIBAKE_EVIDENCE_H
#define REPAIR_MOJIBAKE_EVIDENCE_H

#include "repair/mojibake_search.h"

enum { EVIDENCE_DIFFERENT = 4 /* letters that are counted as such */ };

/* What some characters of a text cost; only beyond ASCII, and no-break spaces are no evidence: pages indent with them. */
struct cost {
    int64_t sum;
    int n, letters, east_asian, decorations, run, longest_run;
    uint32_t different[EVIDENCE_DIFFERENT]; /* the first characters that are not alike */
};

/* Of all glyphs that carry some of these layers; of all there are for none. */
struct cost cost_of(const struct text *text, unsigned layers);

/* Four characters beyond ASCII in a row, each one more, or each one less, than the one before, the last of which carries
 * some of these layers: an alphabet or a code table. */
bool evidence_is_listed(const struct text *text, unsigned layers);

/* Whether the line has letters enough to prove that it was legacy bytes, which a pattern of two or three never does. */
bool legacy_may_be(const struct source_text *source);

/* Legacy bytes are any bytes, so that every text can be read as some: more must speak for them.  source: what was
 * searched, encoded by the chain's reader; out: its undoing, in which layer marks what changed; was: the codec that the
 * bytes are taken for. */
bool legacy_is_plausible(const struct source_text *source, const struct text *out, const struct chain *chain,
                         const struct codec *was, unsigned layer, int known, int language);

#endif
