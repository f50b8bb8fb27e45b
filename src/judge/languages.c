/* languages.c: how well does a text of the Latin script read as one language?  Comes in: code points.  Goes out: what it
 * costs in the language that it costs least in.  Never: the name of a language, or an opinion on other scripts. */
#include "judge/languages.h"

#include <string.h>

#include "tables/languages.h"

enum {
    TRIPLE = 2,  /* eighths of a bit for half a bit of the table: triples that overlap say much the same */
    OTHER = 4 * JUDGE_BIT, /* a line is in none of the languages that are known: one in 16, as lines go that are damaged */
    LAST_LATIN = 0x36F, /* and the marks of its letters, as ˇ */
    FIRST_VIETNAMESE = 0x1E00, LAST_VIETNAMESE = 0x1EFF
};

_Static_assert((int)JUDGE_LANGUAGES == (int)LANGUAGES, "a cost for each language");
_Static_assert((int)JUDGE_LANGUAGES_LETTERS == (int)LANGUAGES_LETTERS + 1, "a count for each letter and one for others");

struct judge_languages judge_languages_begin(void)
{
    return (struct judge_languages){0};
}

static bool is_latin(uint32_t c)
{
    return c <= LAST_LATIN || (c >= FIRST_VIETNAMESE && c <= LAST_VIETNAMESE);
}

/* Its place in the table, or one behind the last. */
static size_t place_of(uint32_t c)
{
    size_t from = 0, end = LANGUAGES_LETTERS;
    while (from < end) {
        size_t middle = (from + end) / 2;
        uint32_t code = languages_table.code[middle][0] | (uint32_t)languages_table.code[middle][1] << 8;
        if (code == c)
            return middle;
        if (code && code < c)
            from = middle + 1;
        else
            end = middle;
    }
    return LANGUAGES_LETTERS;
}

/* The same letter again tells nothing more about the language. */
static void add_letter(struct judge_languages *languages, size_t at)
{
    if (languages->seen[at])
        return;
    languages->seen[at] = true;
    for (size_t l = 0; l < LANGUAGES; l++)
        languages->cost[l] += at < LANGUAGES_LETTERS ? languages_table.letter[at][l] : LANGUAGES_LETTER_MOST;
}

static void add_class(struct judge_languages *languages, unsigned class)
{
    const uint8_t *cost = languages_table.triple[languages_triple(languages->before2, languages->before, class)];
    bool within = languages->before2 | languages->before | class;
    for (size_t l = 0; within && l < LANGUAGES; l += 2) {
        languages->cost[l] += TRIPLE * (cost[l / 2] & 15);
        languages->cost[l + 1] += TRIPLE * (cost[l / 2] >> 4);
    }
    languages->before2 = languages->before;
    languages->before = (uint8_t)class;
}

void judge_languages_add(struct judge_languages *languages, uint32_t c)
{
    unsigned class = languages_class(c);
    add_class(languages, class);
    if (class == LANGUAGES_BEYOND && is_latin(c))
        add_letter(languages, place_of(languages_small(c)));
}

void judge_languages_add_letter(struct judge_languages *languages, uint32_t c)
{
    add_class(languages, LANGUAGES_BEYOND);
    add_letter(languages, languages_class(c) == LANGUAGES_BEYOND ? place_of(languages_small(c)) : (size_t)LANGUAGES_LETTERS);
}

int judge_languages_least(const struct judge_languages *languages)
{
    int least = languages->cost[LANGUAGES_OTHER] + OTHER;
    for (size_t l = 0; l < LANGUAGES_OTHER; l++)
        if (languages->cost[l] < least)
            least = languages->cost[l];
    return least;
}
