/* lossy_brackets.c: which brackets are open.  Comes in: characters one by one.  Goes out: what a bracket that may have
 * been lost there costs.  Never: finds fault with brackets that are there. */
#include "repair/lossy_brackets.h"

#include "judge/judge.h"

enum { CLOSES = 4 * JUDGE_BIT, UNOPENED = 4 * JUDGE_BIT, OPENS = 4 * JUDGE_BIT };

/* Brackets in pairs; the last two close themselves. */
static const struct {
    uint16_t opens, closes;
} brackets[] = {{'(', ')'}, {0xFF08, 0xFF09}, {0x300C, 0x300D}, {0x201C, 0x201D}, {0x300A, 0x300B}, {0x3010, 0x3011},
                {'"', '"'}, {'\'', '\''}};

enum { BRACKETS = sizeof brackets / sizeof brackets[0] };

unsigned lossy_open_after(unsigned open, uint32_t c)
{
    for (unsigned i = 0; i < BRACKETS; i++)
        if (c == brackets[i].opens || c == brackets[i].closes)
            return brackets[i].opens == brackets[i].closes ? open ^ 1u << i
                   : c == brackets[i].opens ? open | 1u << i : open & ~(1u << i);
    return open;
}

/* A guessed bracket closes what is open; nothing else speaks for it. */
int lossy_bracket_cost(unsigned open, uint32_t c)
{
    for (unsigned i = 0; i < BRACKETS; i++)
        if (c == brackets[i].closes)
            return open & 1u << i ? -CLOSES : brackets[i].opens == c ? 0 : UNOPENED;
    return 0;
}

unsigned lossy_unopened(const struct text *text)
{
    int round = 0, quotes = 0;
    for (size_t i = 0; i < text->n; i++) {
        uint32_t c = text->glyph[i].c;
        round += c == ')' ? 1 : c == '(' ? -1 : 0;
        quotes += c == '"';
    }
    return (round > 0 ? LOSSY_ROUND : 0) | (quotes % 2 ? LOSSY_QUOTE : 0);
}

int lossy_opening_cost(unsigned unopened, unsigned open, uint32_t c)
{
    bool quote = c == '"' && (unopened & LOSSY_QUOTE) && lossy_bracket_cost(open, c) >= 0;
    return quote || (c == '(' && (unopened & LOSSY_ROUND)) ? -OPENS : 0;
}
