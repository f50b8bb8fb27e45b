/* judge.c: how much does this read like language?  Comes in: code points.  Goes out: a cost in eighths of a bit, from
 * the known triple, else the known pair, else the classes of the two characters.  Never: an opinion on repairs, or a
 * number with a fraction. */
#include "judge/judge.h"
#include "tables/language_model.h"

#include <stdbool.h>
#include <string.h>

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
    NOTHING = -1
};

static const struct model_character never = {0, MODEL_COST_MAX, 0, MODEL_NEVER};

static const struct model_character *character(uint32_t c)
{
    if (c >= MODEL_CHARACTERS)
        return &never;
    const uint8_t *row = language_model.index[c / MODEL_BLOCK];
    return &language_model.characters[row[0] | row[1] << 8][c % MODEL_BLOCK];
}

static uint32_t fold(uint32_t c)
{
    if (c - '0' < 10)
        return '0';
    return c == NO_BREAK_SPACE || c == SOFT_HYPHEN || c == '\t' ? ' ' : c;
}

/* Four prints at once: the place of the one that equals wanted, or NOTHING.  Exact in every lane. */
static int find_print(const uint8_t (*print)[2], int n, uint16_t wanted)
{
    const uint64_t low = 0x7fff7fff7fff7fffu, pattern = wanted * UINT64_C(0x0001000100010001);
    for (int i = 0; i < n; i += 4) {
        uint64_t four;
        memcpy(&four, print[i], sizeof four);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        four = __builtin_bswap64(four);
#endif
        four ^= pattern;
        uint64_t hit = ~(((four & low) + low) | four | low);
        if (hit != 0)
            return i + __builtin_ctzll(hit) / 16;
    }
    return NOTHING;
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

/* All three folded; first is what find_pair knows of the two before c, second of the last and c. */
static int score(uint32_t before2, uint32_t before, uint32_t c, struct pair first, struct pair second)
{
    const struct model_character *a = character(before), *b = character(c);
    if (b->kind & MODEL_NEVER)
        return MODEL_COST_MAX;
    int cost = NOTHING, missed = 0;
    if (first.back_off > 0 && b->kind & MODEL_IN_TRIPLES) {
        cost = find_triple(before2, before, c);
        missed = first.back_off - 1;
    }
    if (cost == NOTHING && second.cost != NOTHING)
        cost = missed + second.cost;
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

int judge_char(uint32_t before2, uint32_t before, uint32_t c)
{
    uint32_t folded = fold(c);
    before = fold(before);
    before2 = fold(before2);
    if ((before2 | before | folded) < MODEL_ASCII)
        return fold_cost(c, language_model.ascii_cost[before][folded]);
    return fold_cost(c, score(before2, before, folded, find_pair(before2, before), find_pair(before, folded)));
}

int64_t judge_text(const uint32_t *text, size_t n)
{
    uint32_t before2 = JUDGE_EDGE, before = JUDGE_EDGE;
    struct pair first = find_pair(before2, before);
    int64_t cost = 0;
    for (size_t i = 0; i <= n; i++) {
        uint32_t c = i < n ? text[i] : JUDGE_EDGE, folded = fold(c);
        struct pair second = find_pair(before, folded);
        if ((before2 | before | folded) < MODEL_ASCII)
            cost += fold_cost(c, second.cost);
        else
            cost += fold_cost(c, score(before2, before, folded, first, second));
        before2 = before;
        before = folded;
        first = second;
    }
    return cost;
}

const char *judge_version(void)
{
    return language_model.version;
}
