/* lossy_guess.h: a character that was filled in.  Comes in: the character, and what it was chosen from.  Goes out:
 * whether anything else would do as well.  Never: changes it. */
#ifndef REPAIR_LOSSY_GUESS_H
#define REPAIR_LOSSY_GUESS_H

#include "repair/lossy_bytes.h"
#include "repair/mojibake_text.h"
#include "unbake.h"

/* A filled-in character of the result, for another look at what else it could be. */
struct lossy_guess {
    struct lossy_bytes from;
    size_t out;              /* index in the result */
    uint32_t position;       /* of the mark */
    bool eats;               /* the next character of the result was eaten; false too when it was a line end */
    unsigned open;           /* brackets before it */
};

/* *doubt: is raised to what speaks for other characters, if that is more. */
bool lossy_is_certain(struct lossy_lists *lists, const struct lossy_reader *reader, const struct text *text,
                      const struct lossy_guess *guess, enum unbake_level level, long *doubt);

/* What so much doubt leaves, in eighths of a bit. */
int lossy_margin_of(long doubt);

#endif
