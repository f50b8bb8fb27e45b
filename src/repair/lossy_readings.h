/* lossy_readings.h: the ways to read a line up to one character.  Comes in: readings.  Goes out: the few that are worth
 * going on with.  Never: drops the last one that can go on whatever follows. */
#ifndef REPAIR_LOSSY_READINGS_H
#define REPAIR_LOSSY_READINGS_H

#include "judge/judge.h"
#include "repair/lossy_bytes.h"

enum {
    LOSSY_BEAM = 16,
    LOSSY_OUTS = 4,                    /* characters that one character of the line may give */
    LOSSY_ENTER = 5 * JUDGE_BIT, LOSSY_LEAVE = 4 * JUDGE_BIT,
    LOSSY_NO_NODE = -1, LOSSY_NO_OUT = 0xFF
};

struct step {
    int cost, steered, parent;
    uint32_t before2, before;
    uint32_t at, out_at, position, mark; /* mark: the last one taken for bytes */
    uint32_t out[LOSSY_OUTS];
    struct lossy_bytes pending, guess; /* guess: what the guessed character was chosen from */
    uint8_t outs, damaged, guessed, eaten; /* the last two: indexes in out */
    uint16_t open;                         /* which brackets and quotes are open, one bit each */
    uint16_t guess_open;                   /* the same, before the guessed character */
};

/* The readings of the line up to one character. */
struct readings {
    struct step *step;
    int n, best;
};

void lossy_offer(struct readings *readings, const struct step *step);

/* The cheapest without pending bytes; LOSSY_NO_NODE: there is none. */
int lossy_best(const struct readings *readings);

/* The cost so far, with what pending bytes are expected to cost. */
int lossy_expected(const struct step *step);

#endif
