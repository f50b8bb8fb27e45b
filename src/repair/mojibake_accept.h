/* mojibake_accept.h: whether an undoing is a repair.  Comes in: a line and its undoing.  Goes out: yes or no.  Never: a
 * choice between undoings. */
#ifndef REPAIR_MOJIBAKE_ACCEPT_H
#define REPAIR_MOJIBAKE_ACCEPT_H

#include "repair/mojibake_search.h"

/* What the search says of an undoing; total and gain in eighths of a bit. */
struct verdict {
    int depth, total, gain;
    int rival;        /* the best total of another undoing, be it one layer less or more */
    bool doubtful;    /* a repair that was refused would have scored more */
    bool from_pairs;  /* the outermost reader has characters of two bytes */
    bool evident;     /* damage of a shape that clean text does not have */
    const struct codec *reader, *legacy; /* where it took legacy pairs: its table and theirs; else NULL */
};

/* Whether a letter of one script that is not Latin came out of this layer beside one of another that did not. */
bool mojibake_mixes_scripts(const struct text *out, unsigned layer);

/* Controls and private use, which bytes stand for that were not undone. */
bool mojibake_is_no_text(uint32_t c);
/* Whether controls or private-use characters came out, which are at best half a repair. */
bool mojibake_is_unfinished(const struct text *text);

/* Whether what layers brought forth reads about like language, or gains so much that it need not. */
bool mojibake_reads(const struct text *out, unsigned layers, int gain, bool doubtful);

/* Whether all that was undone, in one layer, is of shapes that clean text does not have. */
bool mojibake_is_evident(const struct text *line, const struct text *out);

/* By how much it beats the line as it is and every other undoing. */
int mojibake_margin(const struct verdict *verdict);

bool mojibake_is_acceptable(const struct text *line, const struct text *out, const struct verdict *verdict);

/* Whether glyphs first to end of out, up to the byte at_end of the line, should be left as they were: what another chain
 * of the same line made of them is no text. */
bool mojibake_is_nonsense(const struct text *line, const struct text *out, size_t first, size_t end, size_t at_end,
                          const struct verdict *verdict);

#endif
