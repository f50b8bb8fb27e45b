/* judge.c: how much does this read like language?  Comes in: code points.  Goes out: a cost in eighths of a bit, from
 * the known triple, else the known pair, else the classes of the two characters.  Never: an opinion on repairs, or a
 * number with a fraction. */
#include "judge/judge.h"

#include "judge/find_print.h"
#include "tables/language_model.h"

#include <stdbool.h>

enum {
    COST_DIGIT = 26,       /* ten digits count as one: log2 of ten on top */
    COST_NO_BREAK = 32,    /* a no-break space is a space, rarer */
    COST_SOFT_HYPHEN = 64,
    COST_REPEAT = 16,      /* rulers: the same box drawing again */
    COST_ALPHABET = 32,    /* kana tables: the next letter of the alphabet for the second time */
    COST_EMOJI = 104,      /* one of a thousand, one time in eight */
    COST_MIXED_WORD = 48,  /* on top of the most: letters of two scripts side by side, never seen so */
    SOFT_HYPHEN = 0xad,
    NO_BREAK_SPACE = 0xa0,
    NOTHING = -1 /* as find_print says it */
};

static const struct model_character never = {0, MODEL_COST_MAX, 0, MODEL_NEVER};

static const struct model_character *character(uint32_t c)
{
    if (c >= MODEL_CHARACTERS)
        return &never;
    const uint8_t *row = language_model.index[c / MODEL_BLOCK];
    return &language_model.characters[row[0] | row[1] << 8][c % MODEL_BLOCK];
}

/* Characters that count as others. */
static const uint8_t counts_as[] = {
    ['\t'] = ' ', ['0'] = '0', ['1'] = '0', ['2'] = '0', ['3'] = '0', ['4'] = '0', ['5'] = '0', ['6'] = '0',
    ['7'] = '0', ['8'] = '0', ['9'] = '0', [NO_BREAK_SPACE] = ' ', [SOFT_HYPHEN] = ' ',
};

static uint32_t fold(uint32_t c)
{
    return c < sizeof counts_as && counts_as[c] ? counts_as[c] : c;
}

struct pair {
    int cost;      /* NOTHING when the pair is unknown */
    int back_off;  /* 0 when it begins no known triple */
};

static struct pair find_pair(uint32_t before, uint32_t c)
{
    if ((before | c) < MODEL_ASCII)
        return (struct pair){language_model.ascii_cost[before][c], language_model.ascii_back_off[before][c]};
    uint64_t hash = model_hash_pair(before, c);
    const struct model_pairs *line = &language_model.pairs[model_line(hash, MODEL_PAIR_LINES)];
    int at = find_print(line->print, MODEL_PAIRS_PER_LINE, model_print(hash));
    if (at == NOTHING)
        return (struct pair){NOTHING, 0};
    return (struct pair){line->cost[at], line->back_off[at]};
}

static int find_triple(uint32_t before2, uint32_t before, uint32_t c)
{
    uint64_t hash = model_hash_triple(before2, before, c);
    const struct model_triples *line = &language_model.triples[model_line(hash, MODEL_TRIPLE_LINES)];
    int at = find_print(line->print, MODEL_TRIPLES_PER_LINE, model_print(hash));
    return at == NOTHING ? NOTHING : line->cost[at];
}

/* Steps of two: small and large kana, or small and capital letters, take turns. */
static bool is_alphabet(uint32_t before2, uint32_t before, uint32_t c)
{
    return c - before == before - before2 && (c - before == 1 || c - before == 2);
}

/* Rulers and tables of letters cost less than counting says. */
static int run_cost(uint32_t before2, uint32_t before, uint32_t c, unsigned kind, int counted)
{
    if (c == before && kind & MODEL_REPEATS)
        return COST_REPEAT;
    if (is_alphabet(before2, before, c) && kind & MODEL_ALPHABET && counted > COST_ALPHABET)
        return COST_ALPHABET;
    if (kind & MODEL_EMOJI && counted > COST_EMOJI)
        return COST_EMOJI;
    return counted < MODEL_COST_MAX ? counted : MODEL_COST_MAX;
}

static bool are_mixed(unsigned before, unsigned now)
{
    return before & MODEL_SCRIPT && now & MODEL_SCRIPT && (before ^ now) & MODEL_SCRIPT;
}

/* All three folded; back_off is what find_pair knows of the two before c, last of the last and c. */
static int score(uint32_t before2, uint32_t before, uint32_t c, int back_off, struct pair last)
{
    const struct model_character *a = character(before), *b = character(c);
    if (b->kind & MODEL_NEVER)
        return MODEL_COST_MAX;
    int cost = NOTHING, missed = 0;
    if (back_off > 0 && b->kind & MODEL_IN_TRIPLES) {
        cost = find_triple(before2, before, c);
        missed = back_off - 1;
    }
    if (cost == NOTHING && last.cost != NOTHING)
        cost = missed + last.cost;
    if (cost != NOTHING)
        return run_cost(before2, before, c, b->kind, cost);
    cost = missed + a->back_off + language_model.class_cost[a->class][b->class] + b->in_class;
    return run_cost(before2, before, c, b->kind, cost) + (are_mixed(a->kind, b->kind) ? COST_MIXED_WORD : 0);
}

/* What folding c hid. */
static int fold_cost(uint32_t c, int cost)
{
    if (c == SOFT_HYPHEN)
        return COST_SOFT_HYPHEN;
    if (c - '0' >= 10 && c != NO_BREAK_SPACE)
        return cost;
    cost += c == NO_BREAK_SPACE ? COST_NO_BREAK : COST_DIGIT;
    return cost < MODEL_COST_MAX ? cost : MODEL_COST_MAX;
}

struct judge_context judge_begin(void)
{
    return (struct judge_context){JUDGE_EDGE, JUDGE_EDGE, language_model.ascii_back_off[JUDGE_EDGE][JUDGE_EDGE]};
}

int judge_next(struct judge_context *context, uint32_t c)
{
    uint32_t before2 = fold(context->before2), before = fold(context->before), folded = fold(c);
    struct pair last = find_pair(before, folded);
    int cost = last.cost;
    if ((before2 | before | folded) >= MODEL_ASCII)
        cost = score(before2, before, folded, context->back_off, last);
    *context = (struct judge_context){context->before, c, (uint8_t)last.back_off};
    return fold_cost(c, cost);
}

struct judge_context judge_after(uint32_t before2, uint32_t before)
{
    return (struct judge_context){before2, before, (uint8_t)find_pair(fold(before2), fold(before)).back_off};
}

int judge_char(uint32_t before2, uint32_t before, uint32_t c)
{
    struct judge_context context = judge_after(before2, before);
    return judge_next(&context, c);
}

int judge_rarity(uint32_t c)
{
    return character(c)->in_class;
}

int64_t judge_text(const uint32_t *text, size_t n)
{
    struct judge_context context = judge_begin();
    int64_t cost = 0;
    for (size_t i = 0; i < n; i++)
        cost += judge_next(&context, text[i]);
    return cost + judge_next(&context, JUDGE_EDGE);
}

const char *judge_version(void)
{
    return language_model.version;
}
