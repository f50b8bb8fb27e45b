/* slip_take.c: how a path of the search that undoes byte slip may read a token.  Comes in: a path and a token.  Goes
 * out: every path that goes on from there.  Never: a choice among them. */
#include <stdlib.h>
#include <string.h>

#include "repair/slip_path.h"
#include "tables/pinyin.h"

static void take_single(struct slip_search *s, const struct path *from, size_t i)
{
    int byte = s->tokens[i].bytes;
    if (from->waiting == NONE) {
        slip_keep_token(s, from, i);
        return;
    }
    slip_take_waiting(s, from, byte, NONE, 0);
    if (byte > ' ' && byte < 0x7F)
        slip_take_waiting(s, from, 0xA3, byte + 0x80, FOLD);
}

/* The byte that ends a slip ate what followed, unless a piece ended there: the programs cut at punctuation. */
static bool may_end_piece(const struct slip_search *s, size_t i)
{
    if (i + 1 == s->n)
        return true;
    const struct slip_token *next = &s->tokens[i + 1];
    if (next->kind == SLIP_BYTE)
        return strchr("!,:;?", next->bytes) != NULL;
    return next->kind == SLIP_UNKNOWN || (next->kind == SLIP_PAIR && next->bytes < 0xA400);
}

/* A copy of a path that has just completed a character, where that byte ate one more of ASCII. */
static void eat(struct slip_search *s, struct path path, char eaten, int64_t price)
{
    struct path *longer = slip_grow(s, &path, price);
    if (!longer)
        return;
    longer->said[0] = path.said[0];
    slip_follow(s, longer, eaten);
}

static int compare_costs(const void *a, const void *b)
{
    int64_t x = ((const struct path *)a)->cost, y = ((const struct path *)b)->cost;
    return (x > y) - (x < y);
}

/* Of the paths grown since `since`, the cheapest few may have eaten something: what stands below 40, where no trail
 * byte is. */
static void eat_some(struct slip_search *s, size_t since, int64_t price)
{
    static const char edible[] = " (,.:;/\"'-0123456789<=";
    qsort(s->grow + since, s->grown - since, sizeof *s->grow, compare_costs);
    size_t end = s->grown - since < EATERS ? s->grown : since + EATERS;
    for (size_t i = since; i < end; i++)
        for (const char *c = edible; *c; c++)
            eat(s, s->grow[i], *c, price);
}

/* A question mark in which 80, which begins no pair, ate the byte after it. */
static void wait_for_any(struct path *path)
{
    if (!path)
        return;
    path->waiting = ANY;
    slip_shift(path, ANY);
}

/* The question mark is a trail byte and a lead byte that make no character. */
static void take_no_pair(struct slip_search *s, const struct path *from)
{
    for (int trail = 0x81; trail <= 0xFE; trail++) {
        if (!s->lonely[trail])
            continue;
        struct path *path = slip_complete(s, from, from->waiting, trail, NO_PAIR);
        wait_for_any(path);
        if (path)
            path->beside = (int16_t)trail;
    }
}

/* A question mark: a question, the first byte of a slip, or the one that ends it. */
static void take_unknown(struct slip_search *s, const struct path *from, size_t i, bool may_guess)
{
    if (from->waiting == NONE) {
        slip_keep_token(s, from, i);
        struct path *path = may_guess ? slip_grow(s, from, SLIP) : NULL;
        if (path) {
            path->slipped = true;
            wait_for_any(path);
        }
        return;
    }
    slip_take_waiting(s, from, FULLWIDTH_QUESTION >> 8, FULLWIDTH_QUESTION & 0xFF, 0);
    if (from->waiting == ANY || !may_guess)
        return;
    size_t since = s->grown;
    int64_t nothing_eaten = may_end_piece(s, i) ? 0 : NOTHING_EATEN;
    for (int trail = 0x40; trail <= 0xFE; trail++)
        slip_complete(s, from, from->waiting, trail, RESYNC + nothing_eaten);
    eat_some(s, since, EATEN - nothing_eaten);
    wait_for_any(slip_complete(s, from, from->waiting, EURO, RESYNC));
    take_no_pair(s, from);
}

/* Both bytes of a glossed character are lost: every character with that reading is tried. */
static void take_both_unknown(struct slip_search *s, const struct path *from, const struct slip_token *gloss)
{
    for (int lead = 0xB0; lead <= 0xF7; lead++)
        for (int trail = 0x40; trail <= 0xFE; trail++) {
            int64_t price = slip_gloss_price(s, lead, trail, gloss);
            if (price != NOT_READ && slip_may_stand_beside(s, from->beside, lead))
                slip_complete(s, from, lead, trail, GLOSSED + price);
        }
    s->work -= BOTH_UNKNOWN_WORK;
}

/* A question mark before "huì)": the byte that makes the last two a character read so. */
static void take_unknown_gloss(struct slip_search *s, const struct path *from, size_t i, bool may_guess)
{
    const struct slip_token *gloss = &s->tokens[i];
    if (from->waiting == NONE)
        slip_keep_token(s, from, i);
    if (from->waiting == ANY && may_guess)
        take_both_unknown(s, from, gloss);
    for (int byte = 0x40; byte <= 0xFE; byte++) {
        int64_t price = slip_gloss_price(s, from->last, byte, gloss);
        if (price == NOT_READ)
            continue;
        if (from->waiting != NONE) {
            slip_complete(s, from, from->waiting, byte, GLOSSED + price);
            continue;
        }
        struct path *path = slip_is_lead(byte) ? slip_grow(s, from, GLOSSED + price) : NULL;
        if (!path)
            continue;
        path->waiting = (int16_t)byte;
        path->slipped = true;
        slip_shift(path, byte);
    }
}

static void take_gloss(struct slip_search *s, const struct path *from, size_t i)
{
    const struct slip_token *token = &s->tokens[i];
    bool aligned = from->waiting == NONE;
    if (aligned && !token->inserted)
        slip_keep_token(s, from, i);
    bool writers_own = aligned && !token->inserted && slip_gloss_fits(s->tokens, i);
    int64_t price = slip_gloss_price(s, from->last2, from->last, token);
    if (!writers_own && price != NOT_READ)
        slip_grow(s, from, GLOSS + price);
    if (from->waiting != ANY)
        return;
    for (int byte = 0x81; byte <= 0xFE; byte++) {
        price = slip_may_stand_beside(s, from->beside, byte) ? slip_gloss_price(s, from->last2, byte, token) : NOT_READ;
        struct path *path = price == NOT_READ ? NULL : slip_grow(s, from, GLOSS + price);
        if (path)
            path->waiting = path->last = (int16_t)byte;
    }
}

void slip_take_token(struct slip_search *s, const struct path *from, size_t i, bool may_guess)
{
    const struct slip_token *token = &s->tokens[i];
    switch (token->kind) {
    case SLIP_PAIR:
        if (from->waiting == NONE)
            slip_keep_token(s, from, i);
        else
            slip_take_waiting(s, from, token->bytes >> 8, token->bytes & 0xFF, 0);
        break;
    case SLIP_BYTE: take_single(s, from, i); break;
    case SLIP_UNKNOWN: take_unknown(s, from, i, may_guess); break;
    case SLIP_UNKNOWN_GLOSS: take_unknown_gloss(s, from, i, may_guess); break;
    case SLIP_GLOSS: take_gloss(s, from, i); break;
    default:
        if (from->waiting == NONE)
            slip_keep_token(s, from, i);
    }
}
