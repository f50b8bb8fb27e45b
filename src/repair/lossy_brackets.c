/* lossy_brackets.c: which brackets are open.  Comes in: characters one by one.  Goes out: what a bracket that may have
 * been lost there costs.  Never: finds fault with brackets that are there. */
#include "repair/lossy_brackets.h"

#include "judge/judge.h"

enum {
    CLOSES = 4 * JUDGE_BIT, UNOPENED = 4 * JUDGE_BIT, OPENS = 4 * JUDGE_BIT, OPENS_LOW = 4 * JUDGE_BIT,
    LOW_QUOTE = 0x201E
};

/* Brackets in pairs; the last two close themselves.  What opens with a low quote closes as Polish or as German does. */
static const struct {
    uint16_t opens, closes;
} brackets[] = {{'(', ')'}, {0xFF08, 0xFF09}, {0x300C, 0x300D}, {0x201C, 0x201D}, {0x201E, 0x201D}, {0x201E, 0x201C},
                {0x300A, 0x300B}, {0x3010, 0x3011}, {'"', '"'}, {'\'', '\''}};

enum { BRACKETS = sizeof brackets / sizeof brackets[0] };

static unsigned opened_by(uint32_t c)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < BRACKETS; i++)
        bits |= brackets[i].opens == c ? 1u << i : 0;
    return bits;
}

static unsigned closed_by(uint32_t c)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < BRACKETS; i++)
        bits |= brackets[i].closes == c ? 1u << i : 0;
    return bits;
}

unsigned lossy_open_after(unsigned open, uint32_t c)
{
    unsigned closed = open & closed_by(c);
    if (!closed)
        return open | opened_by(c);
    for (unsigned i = 0; i < BRACKETS; i++)
        if (closed & 1u << i)
            open &= ~opened_by(brackets[i].opens);
    return open;
}

/* A guessed bracket closes what is open; nothing else speaks for it.  Few languages open quotes low. */
int lossy_bracket_cost(unsigned open, uint32_t c)
{
    unsigned closes = closed_by(c);
    if (c == LOW_QUOTE)
        return OPENS_LOW;
    return closes & open ? -CLOSES : closes && !opened_by(c) ? UNOPENED : 0;
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
