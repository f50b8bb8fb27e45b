/* lossy_best.c: which of the characters that some bytes may be read best behind two others?  Comes in: the bytes, and
 * what stands before.  Goes out: a few, the best first.  Never: asks the judge for the same again while it is known. */
#include "repair/lossy_best.h"

#include <string.h>

#include "judge/judge.h"
#include "repair/lossy_brackets.h"

enum { REPLACEMENT_CHARACTER = 0xFFFD };

static bool is_impossible(uint32_t c)
{
    return c < 0x20 || c == 0x7F || c == REPLACEMENT_CHARACTER || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF;
}

static void insert(struct lossy_best *best, uint32_t c, int cost)
{
    int k = best->n < LOSSY_BEST ? best->n++ : LOSSY_BEST;
    for (; k > 0 && best->cost[k - 1] > cost; k--)
        if (k < LOSSY_BEST) {
            best->cost[k] = best->cost[k - 1];
            best->character[k] = best->character[k - 1];
        }
    if (k < LOSSY_BEST) {
        best->cost[k] = cost;
        best->character[k] = c;
    }
}

static void find_best(struct lossy_best *best, const struct lossy_list *list)
{
    const struct lossy_place *place = &best->place;
    const struct judge_context before = judge_after(place->before2, place->before);
    best->n = 0;
    best->weighed = list->n;
    for (size_t i = 0; i < list->n; i++) {
        uint32_t c = list->character[i];
        if (place->of.n > 1 && is_impossible(c))
            continue;
        struct judge_context context = before;
        insert(best, c, judge_next(&context, c) + (place->of.lost ? lossy_bracket_cost(place->open, c) : 0));
    }
}

static bool is_same(const struct lossy_place *a, const struct lossy_place *b)
{
    return a->before2 == b->before2 && a->before == b->before && a->open == b->open &&
           !memcmp(&a->of, &b->of, sizeof a->of);
}

static size_t hash_of(const struct lossy_place *place)
{
    uint64_t bytes;
    memcpy(&bytes, place->of.byte, sizeof bytes);
    uint64_t hash = bytes ^ (uint64_t)place->before2 << 40 ^ (uint64_t)place->before << 16 ^ (uint64_t)place->open << 8;
    return (size_t)(hash * 0x9e3779b97f4a7c15u >> 32) % LOSSY_BESTS;
}
_Static_assert(offsetof(struct lossy_bytes, limit) == LOSSY_BYTES && sizeof(uint64_t) == 2 * LOSSY_BYTES,
               "the bytes and their limits lie together");

void lossy_bests_clear(struct lossy_bests *bests)
{
    lossy_lists_clear(&bests->lists);
    for (int i = 0; i < LOSSY_BESTS; i++)
        bests->best[i].place.of.n = 0;
}

const struct lossy_best *lossy_best_at(struct lossy_bests *bests, const struct lossy_reader *reader,
                                       const struct lossy_place *place)
{
    struct lossy_best *best = &bests->best[hash_of(place)];
    if (is_same(&best->place, place))
        return best;
    best->place = *place;
    find_best(best, lossy_list(&bests->lists, reader, &place->of));
    return best;
}
