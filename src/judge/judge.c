/* judge.c: how much does this read like language?  Comes in: code points.  Goes out: a cost in eighths of a bit.
 * Never: an opinion on repairs. */
#include "judge/judge.h"

int judge_char(uint32_t before2, uint32_t before, uint32_t c)
{
    (void)before2;
    (void)before;
    return c < 0x80 ? 5 * JUDGE_BIT : 12 * JUDGE_BIT;
}

int64_t judge_text(const uint32_t *text, size_t n)
{
    uint32_t before2 = JUDGE_EDGE, before = JUDGE_EDGE;
    int64_t cost = 0;
    for (size_t i = 0; i < n; i++) {
        cost += judge_char(before2, before, text[i]);
        before2 = before;
        before = text[i];
    }
    return cost + judge_char(before2, before, JUDGE_EDGE);
}

const char *judge_version(void)
{
    return "none";
}
