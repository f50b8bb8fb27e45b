/* lossy_readings.c: the ways to read a line up to one character.  Comes in: readings.  Goes out: the few that are worth
 * going on with.  Never: drops the last one that can go on whatever follows. */
#include "repair/lossy_readings.h"

#include <string.h>

enum {
    PENDING_BYTE = 6 * JUDGE_BIT, /* what a byte not decoded yet is expected to cost */
    WIDTH = 16 * JUDGE_BIT        /* readings so far behind do not catch up */
};

int lossy_expected(const struct step *s)
{
    return s->cost + s->pending.n * PENDING_BYTE;
}

static bool same_state(const struct step *a, const struct step *b)
{
    return a->before == b->before && a->before2 == b->before2 && a->pending.n == b->pending.n &&
           (!a->pending.n || memcmp(a->pending.byte, b->pending.byte, a->pending.n) == 0);
}

/* Of two readings in the same state. */
static bool dominates(const struct step *a, const struct step *b)
{
    int change = a->damaged == b->damaged ? 0 : a->damaged ? LOSSY_LEAVE : LOSSY_ENTER;
    return a->cost + change <= b->cost;
}

static void drop_worst(struct readings *r)
{
    int worst = LOSSY_NO_NODE, whole = 0;
    for (int i = 0; i < r->n; i++)
        whole += r->step[i].pending.n == 0;
    for (int i = 0; i < r->n; i++) {
        if (r->step[i].pending.n == 0 && whole == 1)
            continue; /* the only reading that can go on whatever follows */
        if (worst == LOSSY_NO_NODE || lossy_expected(&r->step[i]) > lossy_expected(&r->step[worst]))
            worst = i;
    }
    r->step[worst] = r->step[--r->n];
}

/* Far behind the best reading, unless nothing but the line as it stands is behind. */
static bool is_hopeless(const struct readings *r, const struct step *s)
{
    return r->n && (s->damaged || s->pending.n) && lossy_expected(s) > r->best + WIDTH;
}

void lossy_offer(struct readings *r, const struct step *s)
{
    if (is_hopeless(r, s))
        return;
    if (!r->n || lossy_expected(s) < r->best)
        r->best = lossy_expected(s);
    unsigned worse = 0;
    for (int i = 0; i < r->n; i++) {
        if (!same_state(&r->step[i], s))
            continue;
        if (dominates(&r->step[i], s))
            return;
        if (dominates(s, &r->step[i]))
            worse |= 1u << i;
    }
    int kept = 0;
    for (int i = 0; worse && i < r->n; i++)
        if (!(worse >> i & 1))
            r->step[kept++] = r->step[i];
    r->n = worse ? kept : r->n;
    r->step[r->n++] = *s;
    if (r->n > LOSSY_BEAM)
        drop_worst(r);
}

int lossy_best(const struct readings *r)
{
    int best = LOSSY_NO_NODE;
    for (int i = 0; i < r->n; i++)
        if (!r->step[i].pending.n && (best == LOSSY_NO_NODE || r->step[i].cost < r->step[best].cost))
            best = i;
    return best;
}
