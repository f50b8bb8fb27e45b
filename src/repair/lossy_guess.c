/* lossy_guess.c: a character that was filled in.  Comes in: the character, and what it was chosen from.  Goes out:
 * whether anything else would do as well.  Never: changes it. */
#include "repair/lossy_guess.h"

#include "judge/judge.h"
#include "repair/lossy_brackets.h"
#include "tables/known_words.h"

enum {
    WHOLE = 1 << 16,
    COST_NEVER = 1 << 20,
    ORDINARY_WORD = 8 * JUDGE_BIT /* letters that stand by chance make one less often */
};

/* How likely something is that costs so much more than what was chosen, in WHOLEs. */
static long weight(int more)
{
    return more <= 0 ? WHOLE : more >= 16 * JUDGE_BIT ? 0 : WHOLE >> (more / JUDGE_BIT);
}

static uint32_t at_or_edge(const struct text *text, size_t i)
{
    return i < text->n ? text->glyph[i].c : JUDGE_EDGE;
}

/* A place of the result, and the characters on either side of it. */
struct place {
    struct judge_context context;
    uint32_t after, after2;
    unsigned open; /* brackets */
};

static struct place place_of(const struct text *text, size_t i, unsigned open)
{
    uint32_t before2 = i > 1 ? text->glyph[i - 2].c : JUDGE_EDGE, before = i ? text->glyph[i - 1].c : JUDGE_EDGE;
    return (struct place){judge_after(before2, before), at_or_edge(text, i + 1), at_or_edge(text, i + 2), open};
}

/* The cost of c there; what it makes of the next two characters counts, unless it is the limit or more by itself. */
static int cost_at(const struct place *place, uint32_t c, int limit)
{
    struct judge_context context = place->context;
    int cost = judge_next(&context, c);
    if (cost >= limit)
        return COST_NEVER;
    cost += judge_next(&context, place->after) + lossy_bracket_cost(place->open, c);
    return cost + judge_next(&context, place->after2);
}

/* The word that a character filled in is part of, and its place there. */
struct word {
    uint32_t c[KNOWN_WORD_MAX];
    size_t n, at;
};

/* Empty where it is too long for one. */
static struct word word_at(const struct text *text, size_t i)
{
    struct word word = {.n = 0};
    size_t first = i, end = i;
    while (first > 0 && i - first < KNOWN_WORD_MAX && known_words_letter(text->glyph[first - 1].c))
        first--;
    while (end < text->n && end - first < KNOWN_WORD_MAX && known_words_letter(text->glyph[end].c))
        end++;
    bool whole = (first == 0 || !known_words_letter(text->glyph[first - 1].c)) &&
                 (end == text->n || !known_words_letter(text->glyph[end].c));
    for (size_t k = first; whole && k < end; k++)
        word.c[word.n++] = text->glyph[k].c;
    word.at = i - first;
    return word;
}

/* What an ordinary word is worth. */
static int word_cost(struct word *word, uint32_t c)
{
    if (word->at >= word->n)
        return 0;
    word->c[word->at] = c;
    return judge_knows_spelling(word->c, word->n) ? -ORDINARY_WORD : 0;
}

/* How much speaks for other fillings than the one chosen. */
static long others(struct lossy_lists *lists, const struct lossy_reader *reader, const struct text *text,
                   const struct lossy_guess *g)
{
    size_t i = g->out;
    uint32_t c = text->glyph[i].c;
    const struct place place = place_of(text, i, g->open);
    struct word word = word_at(text, i);
    int chosen = cost_at(&place, c, COST_NEVER), known = word_cost(&word, c);
    const struct lossy_list *list = lossy_list(lists, reader, &g->from);
    long sum = 0;
    for (size_t k = 0; k < list->n; k++) {
        uint32_t other = list->character[k];
        int cost = other == c ? COST_NEVER : cost_at(&place, other, chosen + 8 * JUDGE_BIT);
        if (cost != COST_NEVER)
            sum += weight(cost - chosen + word_cost(&word, other) - known);
    }
    return sum;
}

static long others_eaten(const struct lossy_reader *reader, const struct text *text, const struct lossy_guess *g)
{
    size_t i = g->out + 1;
    uint32_t before = text->glyph[i - 1].c, c = text->glyph[i].c;
    const struct place place = place_of(text, i, g->open);
    int chosen = cost_at(&place, c, COST_NEVER);
    long sum = 0;
    for (uint32_t x = ' '; x < 0x7F; x++)
        if (x != c && reader->no_pair[before & 0x3F][x])
            sum += weight(cost_at(&place, x, COST_NEVER) - chosen);
    return sum;
}

bool lossy_is_certain(struct lossy_lists *lists, const struct lossy_reader *reader, const struct text *text,
                      const struct lossy_guess *g, enum unbake_level level, long *doubt)
{
    static const long most[] = {[UNBAKE_SAFE] = WHOLE / 16, [UNBAKE_NORMAL] = WHOLE, [UNBAKE_BOLD] = 8 * WHOLE};
    long sum = others(lists, reader, text, g);
    if (g->eats)
        sum += others_eaten(reader, text, g);
    if (sum > *doubt)
        *doubt = sum;
    return sum <= most[level];
}

int lossy_margin_of(long doubt)
{
    int bits = 16;
    for (; doubt > 0 && bits > 0; doubt >>= 1)
        bits--;
    return bits * JUDGE_BIT;
}
