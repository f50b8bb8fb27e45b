/* mojibake_step.h: one mistake, whichever explains a text best.  Comes in: a text.  Goes out: the best undoings of UTF-8
 * and of legacy bytes, with their gains.  Never: a decision whether they are repairs, or a second mistake. */
#ifndef REPAIR_MOJIBAKE_STEP_H
#define REPAIR_MOJIBAKE_STEP_H

#include "repair/mojibake_source.h"
#include "repair/mojibake_whole.h"
#include "repair/repair.h"

enum {
    FAMILIES = 2, /* UTF-8, or a legacy encoding, was read wrongly */
    FINDER_NO_SCORE = -1000 * JUDGE_BIT,
    FINDER_RIVAL_MARGIN = 4 * JUDGE_BIT /* undoings that are no further apart are about as good */
};

struct candidate {
    struct text text;
    const struct chain *chain; /* NULL: there is none */
    int gain, score, rival;    /* rival: the best score of another undoing of the same family */
    uint64_t hash;
    int words;                 /* what its words say for it, once another reading was about as good */
};

struct finder {
    struct candidate best[FAMILIES], second; /* what was found; second: of UTF-8; whoever asked may take the texts */
    int refused;                             /* the best score of a legacy chain that is no repair by its own measure */
    struct source_text source;               /* the text that was searched */
    /* the finder's own: */
    struct search *search;
    struct lossy *lossy;
    struct unfold *unfold;
    struct text unfolded; /* the text before a folding, as far as the line tells */
    struct screen *screen;
    struct source_text window; /* the part of a long source that reads worst */
    struct whole undone;
    struct text out;
    const struct chain *last; /* what was undone before */
};

/* NULL: out of memory. */
struct finder *finder_new(struct codecs *codecs);
void finder_free(struct finder *finder);

/* Finds the best undoings of one mistake in a text; layer: its bit in the glyphs, of which 1 is the first; last: the
 * chain undone before it, or NULL.  The text is judged, and must stay until the next call.  False: out of memory. */
bool finder_find(struct finder *finder, struct repair *repair, struct text *text, unsigned layer,
                 const struct chain *last);

/* Whether the text is a table of an encoding. */
bool finder_sees_table(const struct finder *finder, const struct text *text);

/* By how much what was filled in last beats what else could be. */
int finder_lossy_margin(const struct finder *finder);

/* Whether what is beyond ASCII reads well in the mean. */
bool finder_reads_well(const struct text *text);

#endif
