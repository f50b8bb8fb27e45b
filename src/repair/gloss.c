/* gloss.c: which glosses did a program insert?  Comes in: the tokens of a line.  Goes out: the mark `inserted` on the
 * glosses that are damage.  Never: marks a writer's own gloss on a rare character or an unusual reading, or the lines
 * of a pinyin lesson. */
#include "repair/slip_tokens.h"
#include "tables/characters.h"
#include "tables/pinyin.h"

/* Signs for and against, counted in points; a gloss goes at GLOSS_NEEDS.  A writer glosses what readers might not know:
 * a rare character, or a reading that is not the usual one.  A program glosses what its table holds, and does so all
 * over the page. */
enum {
    GLOSS_NEEDS = 2,
    COMMON_CHARACTER = 1,
    USUAL_READING = 1,
    TRADITIONAL_FORM = 1, /* the tables of these programs hold traditional forms mostly */
    OTHERS_MAX = 3,       /* one point for each further gloss of the line, up to this */
    RARE_CHARACTER = -5,
    NO_TONE_MARK = -1,
    ENTRY = -3            /* the line is an entry of a dictionary: 好(hǎo) good */
};

/* The character before tokens[i], 0 if it is no Han. */
static uint32_t glossed(const struct slip_token *tokens, size_t i)
{
    return i && tokens[i - 1].kind == SLIP_PAIR && slip_is_han(tokens[i - 1].character) ? tokens[i - 1].character : 0;
}

static bool fits(const struct slip_token *tokens, size_t i)
{
    uint32_t han = glossed(tokens, i);
    return tokens[i].kind == SLIP_GLOSS && han && pinyin_has(han, tokens[i].syllable);
}

/* In a lesson every character, or nearly, carries its reading; in an inserted page at most every second one does. */
static bool is_lesson(size_t han, size_t glosses)
{
    return han >= 2 && glosses * 5 > han * 3;
}

static bool is_entry(const struct slip_token *tokens, size_t n, size_t i)
{
    return i == 1 && (n == 2 || tokens[2].kind != SLIP_PAIR);
}

static int points(const struct slip_token *tokens, size_t n, size_t i, size_t others)
{
    uint32_t han = glossed(tokens, i);
    unsigned flags = character_flags(han);
    bool traditional = flags & CHARACTER_TRADITIONAL;
    int sum = others < OTHERS_MAX ? (int)others : OTHERS_MAX;
    sum += flags & CHARACTER_COMMON_HAN ? COMMON_CHARACTER : RARE_CHARACTER;
    if (pinyin_usual(han) == tokens[i].syllable)
        sum += USUAL_READING;
    if (traditional)
        sum += TRADITIONAL_FORM;
    if (!tokens[i].marked)
        sum += NO_TONE_MARK;
    if (is_entry(tokens, n, i))
        sum += ENTRY;
    return sum;
}

void slip_mark_glosses(struct slip_token *tokens, size_t n)
{
    size_t han = 0, glosses = 0, slips = 0;
    for (size_t i = 0; i < n; i++) {
        han += slip_is_han(tokens[i].character);
        glosses += fits(tokens, i);
        slips += tokens[i].kind == SLIP_UNKNOWN_GLOSS;
    }
    if (!glosses || is_lesson(han, glosses))
        return;
    for (size_t i = 1; i < n; i++)
        if (fits(tokens, i))
            tokens[i].inserted = points(tokens, n, i, glosses - 1 + slips) >= GLOSS_NEEDS;
}
