/* slip_search.c: the inversion of byte slip, as a search over the bytes that could have been.  Comes in: the tokens of
 * a line from a question mark on.  Goes out: the text that the bytes were, if one reading is clearly the best.  Never:
 * more than a bounded amount of work for each token.
 *
 * A path is one way to read the tokens so far as GBK bytes.  It carries the lead byte that still waits for its trail,
 * the last bytes (a gloss stands behind the two bytes that its program took for a character), the last two characters
 * (for the judge), and what it cost.  Paths that agree in all of that are the same from then on: the cheaper one stays
 * and remembers by how little it won.  The part ends where one path is left. */
#include "repair/slip_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "judge/judge.h"
#include "tables/pinyin.h"

enum {
    PATHS = 64,          /* kept for each token */
    GROWN = 8192,        /* grown from one token before the best are kept; more are not tried */
    PART = 512,          /* tokens in one part: slips resynchronise within dozens of characters */
    SAYS = 2,            /* characters that one token can complete */
    NODES = PATHS * PART * SAYS,
    UNKNOWN_PATHS = 24,  /* paths for which all values of an unknown byte are tried */
    EATERS = 4,          /* paths for which the eaten byte is looked for */
    BOTH_UNKNOWN_WORK = 4096, /* what it costs to try all characters of one reading, in characters judged */
    WORK_MAX = 1 << 18,  /* characters judged for one line in all; a line of damage needs some thousands */

    /* Prices, in the judge's unit: the odds of a mistake against an ordinary character.  Chosen so that questions stay
     * questions; where a gloss stands behind the mark, it is hardly ever one. */
    AHEAD = 70 * JUDGE_BIT,      /* a path this much worse than the best is dropped */
    SLIP = 22 * JUDGE_BIT,       /* a question mark is a byte that begins a slip */
    RESYNC = 8 * JUDGE_BIT,      /* a question mark is the byte that ends it */
    GLOSSED = 2 * JUDGE_BIT,     /* either, when a gloss tells which byte */
    GLOSS = 2 * JUDGE_BIT,       /* a gloss was inserted */
    SYMBOL = 8 * JUDGE_BIT,      /* the lost byte is half of a symbol: the programs cut before those, not inside */
    EATEN = 2 * JUDGE_BIT,       /* that byte ate one of ASCII */
    NOTHING_EATEN = 6 * JUDGE_BIT, /* or nothing, though nothing told the program to cut there */
    WORD = 24 * JUDGE_BIT,       /* what the rarest known word of three characters costs: one in 16 million */
    FOLD = 4 * JUDGE_BIT,        /* ASCII was a fullwidth form */
    WRONG_SCRIPT = 8 * JUDGE_BIT, /* a simplified form in a traditional line, or the reverse */

    NONE = -1, /* no byte */
    ANY = 256, /* a byte that is not known */
    EURO = 0x80, /* page 936 has the euro sign there, other decoders nothing */
    ROOT = -1
};

/* What a path says is a code point, or a token of the line as it stands. */
#define AS_IS 0x80000000u

struct path {
    int64_t cost;
    int64_t margin; /* by how little its closest rival lost */
    int32_t node;   /* its last word in node[], ROOT for none */
    uint32_t before2, before;
    int16_t cost2, cost1; /* what these two cost */
    uint32_t said[SAYS]; /* by the last token; 0 for nothing */
    int16_t waiting;     /* the lead byte that waits: NONE, a value, or ANY */
    int16_t last2, last; /* the last bytes: NONE, a value, or ANY */
    bool slipped;        /* took some question mark for a byte */
};

struct node {
    int32_t parent;
    uint32_t said;
};

struct slip_search {
    const struct codec *gbk, *big5;
    const char *line;
    int script; /* of the line: above 0 traditional, below 0 simplified */
    const struct slip_token *tokens;
    size_t n;
    int64_t margin_needed;
    int64_t work;
    size_t paths, grown, nodes;
    struct path path[PATHS];
    struct path grow[GROWN];
    struct node node[NODES];
};

struct slip_search *slip_search_new(void)
{
    return calloc(1, sizeof(struct slip_search));
}

void slip_search_free(struct slip_search *s)
{
    free(s);
}

/* Above 0 for a form that only traditional text has, below 0 for one that only simplified text has: GB 2312 has the
 * one not, Big5 not the other. */
static int script_of(const struct slip_search *s, uint32_t c, uint32_t gbk)
{
    if (!slip_is_han(c))
        return 0;
    bool gb2312 = gbk >= 0xB0A1 && (gbk & 0xFF) >= 0xA1;
    bool big5 = codec_to_bytes(s->big5, c) != CODEC_NONE;
    return (int)big5 - (int)gb2312;
}

static int script_of_line(const struct slip_search *s)
{
    int sum = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->tokens[i].kind == SLIP_PAIR)
            sum += script_of(s, s->tokens[i].character, s->tokens[i].bytes);
    return sum;
}

void slip_search_line(struct slip_search *s, const struct codec *gbk, const struct codec *big5, enum unbake_level level,
                      const char *line, const struct slip_token *tokens, size_t n)
{
    static const int margins[] = {[UNBAKE_SAFE] = 6, [UNBAKE_NORMAL] = 1, [UNBAKE_BOLD] = 0};
    s->gbk = gbk;
    s->big5 = big5;
    s->line = line;
    s->tokens = tokens;
    s->n = n;
    s->margin_needed = margins[level] * JUDGE_BIT;
    s->work = WORK_MAX;
    s->script = script_of_line(s);
}

/* A copy of the path that goes on; NULL when there is no room. */
static struct path *grow(struct slip_search *s, const struct path *from, int64_t price)
{
    if (s->grown == GROWN)
        return NULL;
    struct path *path = &s->grow[s->grown++];
    *path = *from;
    path->cost += price;
    path->said[0] = path->said[1] = 0;
    return path;
}

static void hear(struct slip_search *s, struct path *path, uint32_t character)
{
    int cost = judge_char(path->before2, path->before, character);
    int word = path->cost2 + path->cost1 + cost;
    if (word > WORD && judge_knows_word(path->before2, path->before, character))
        cost -= word - WORD;
    path->cost += cost;
    path->cost2 = path->cost1;
    path->cost1 = (int16_t)cost;
    path->before2 = path->before;
    path->before = character;
    s->work--;
}

static void say(struct slip_search *s, struct path *path, uint32_t character)
{
    hear(s, path, character);
    path->said[path->said[0] ? 1 : 0] = character;
}

static void shift(struct path *path, int byte)
{
    path->last2 = path->last;
    path->last = (int16_t)byte;
}

static bool is_lead(int byte)
{
    return byte >= 0x81 && byte <= 0xFE;
}

static uint32_t pair(const struct slip_search *s, int lead, int trail)
{
    if (!is_lead(lead) || trail < 0x40 || trail > 0xFE)
        return CODEC_NONE;
    uint32_t c = codec_of_pair(s->gbk, (unsigned char)lead, (unsigned char)trail);
    bool private_use = c >= 0xE000 && c <= 0xF8FF;
    return private_use ? (uint32_t)CODEC_NONE : c;
}

static bool reads(const struct slip_search *s, int lead, int trail, uint16_t syllable)
{
    uint32_t c = pair(s, lead, trail);
    return c != CODEC_NONE && pinyin_has(c, syllable);
}

/* The path's waiting lead byte gets its trail. */
static struct path *complete(struct slip_search *s, const struct path *from, int lead, int trail, int64_t price)
{
    uint32_t c = pair(s, lead, trail);
    struct path *path = c == CODEC_NONE ? NULL : grow(s, from, price);
    if (!path)
        return NULL;
    int script = script_of(s, c, (uint32_t)(lead << 8 | trail));
    if (script * s->script < 0)
        path->cost += WRONG_SCRIPT;
    say(s, path, c);
    path->waiting = NONE;
    path->last = (int16_t)lead;
    shift(path, trail);
    return path;
}

/* After a completed character, the second byte of a token: it waits for its trail, or is ASCII. */
static void follow(struct slip_search *s, struct path *path, int byte)
{
    if (!path || byte == NONE)
        return;
    if (is_lead(byte))
        path->waiting = (int16_t)byte;
    else
        say(s, path, (uint32_t)byte);
    shift(path, byte);
}

/* A waiting path takes the token's first byte as its trail; then comes the second, if there is one. */
static void take_waiting(struct slip_search *s, const struct path *from, int first, int second, int64_t price)
{
    if (from->waiting != ANY) {
        follow(s, complete(s, from, from->waiting, first, price), second);
        return;
    }
    for (int lead = 0x81; lead <= 0xFE; lead++)
        follow(s, complete(s, from, lead, first, lead >= 0xA1 && lead <= 0xA9 ? price + SYMBOL : price), second);
}

/* The token stays as it is. */
static void keep_token(struct slip_search *s, const struct path *from, size_t i)
{
    const struct slip_token *token = &s->tokens[i];
    struct path *path = grow(s, from, 0);
    if (!path)
        return;
    for (size_t at = 0; at < token->len;) {
        uint32_t c = 0xFFFD;
        size_t len = utf8_decode(s->line + token->at + at, token->len - at, &c);
        hear(s, path, c);
        at += len ? len : 1;
    }
    path->said[0] = AS_IS | (uint32_t)i;
    if (token->kind == SLIP_PAIR)
        shift(path, token->bytes >> 8);
    shift(path, token->kind == SLIP_PAIR || token->kind == SLIP_BYTE ? token->bytes & 0xFF : NONE);
}

static void take_single(struct slip_search *s, const struct path *from, size_t i)
{
    int byte = s->tokens[i].bytes;
    if (from->waiting == NONE) {
        keep_token(s, from, i);
        return;
    }
    take_waiting(s, from, byte, NONE, 0);
    if (byte > ' ' && byte < 0x7F)
        take_waiting(s, from, 0xA3, byte + 0x80, FOLD);
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
static void eat(struct slip_search *s, struct path path, char eaten)
{
    struct path *longer = grow(s, &path, EATEN);
    if (!longer)
        return;
    longer->said[0] = path.said[0];
    follow(s, longer, eaten);
}

static int compare_costs(const void *a, const void *b)
{
    int64_t x = ((const struct path *)a)->cost, y = ((const struct path *)b)->cost;
    return (x > y) - (x < y);
}

/* Of the paths grown since `since`, the cheapest few may have eaten something: what stands below 40, where no trail
 * byte is. */
static void eat_some(struct slip_search *s, size_t since)
{
    static const char edible[] = " (,.:;/\"'-0123456789<=";
    qsort(s->grow + since, s->grown - since, sizeof *s->grow, compare_costs);
    size_t end = s->grown - since < EATERS ? s->grown : since + EATERS;
    for (size_t i = since; i < end; i++)
        for (const char *c = edible; *c; c++)
            eat(s, s->grow[i], *c);
}

/* A question mark in which 80, which begins no pair, ate the byte after it. */
static void wait_for_any(struct path *path)
{
    if (!path)
        return;
    path->waiting = ANY;
    shift(path, ANY);
}

/* A question mark: a question, the first byte of a slip, or the one that ends it. */
static void take_unknown(struct slip_search *s, const struct path *from, size_t i, bool may_guess)
{
    if (from->waiting == NONE) {
        keep_token(s, from, i);
        struct path *path = may_guess ? grow(s, from, SLIP) : NULL;
        if (path) {
            path->slipped = true;
            wait_for_any(path);
        }
        return;
    }
    if (from->waiting == ANY || !may_guess)
        return;
    size_t since = s->grown;
    for (int trail = 0x40; trail <= 0xFE; trail++)
        complete(s, from, from->waiting, trail, may_end_piece(s, i) ? RESYNC : RESYNC + NOTHING_EATEN);
    eat_some(s, since);
    wait_for_any(complete(s, from, from->waiting, EURO, RESYNC));
}

/* Both bytes of a glossed character are lost: every character with that reading is tried. */
static void take_both_unknown(struct slip_search *s, const struct path *from, uint16_t syllable)
{
    for (int lead = 0xB0; lead <= 0xF7; lead++)
        for (int trail = 0x40; trail <= 0xFE; trail++)
            if (reads(s, lead, trail, syllable))
                complete(s, from, lead, trail, GLOSSED);
    s->work -= BOTH_UNKNOWN_WORK;
}

/* A question mark before "huì)": the byte that makes the last two a character read so. */
static void take_unknown_gloss(struct slip_search *s, const struct path *from, size_t i, bool may_guess)
{
    uint16_t syllable = s->tokens[i].syllable;
    if (from->waiting == NONE)
        keep_token(s, from, i);
    if (from->waiting == ANY && may_guess)
        take_both_unknown(s, from, syllable);
    for (int byte = 0x40; byte <= 0xFE; byte++) {
        if (!reads(s, from->last, byte, syllable))
            continue;
        if (from->waiting != NONE) {
            complete(s, from, from->waiting, byte, GLOSSED);
            continue;
        }
        struct path *path = is_lead(byte) ? grow(s, from, GLOSSED) : NULL;
        if (!path)
            continue;
        path->waiting = (int16_t)byte;
        path->slipped = true;
        shift(path, byte);
    }
}

static void take_gloss(struct slip_search *s, const struct path *from, size_t i)
{
    const struct slip_token *token = &s->tokens[i];
    bool aligned = from->waiting == NONE;
    if (aligned && !token->inserted)
        keep_token(s, from, i);
    bool writers_own = aligned && !token->inserted && slip_gloss_fits(s->tokens, i);
    if (!writers_own && reads(s, from->last2, from->last, token->syllable))
        grow(s, from, GLOSS);
    if (from->waiting != ANY)
        return;
    for (int byte = 0x81; byte <= 0xFE; byte++) {
        struct path *path = reads(s, from->last2, byte, token->syllable) ? grow(s, from, GLOSS) : NULL;
        if (path)
            path->waiting = path->last = (int16_t)byte;
    }
}

static void take_token(struct slip_search *s, const struct path *from, size_t i, bool may_guess)
{
    const struct slip_token *token = &s->tokens[i];
    switch (token->kind) {
    case SLIP_PAIR:
        if (from->waiting == NONE)
            keep_token(s, from, i);
        else
            take_waiting(s, from, token->bytes >> 8, token->bytes & 0xFF, 0);
        break;
    case SLIP_BYTE: take_single(s, from, i); break;
    case SLIP_UNKNOWN: take_unknown(s, from, i, may_guess); break;
    case SLIP_UNKNOWN_GLOSS: take_unknown_gloss(s, from, i, may_guess); break;
    case SLIP_GLOSS: take_gloss(s, from, i); break;
    default:
        if (from->waiting == NONE)
            keep_token(s, from, i);
    }
}

static bool same_from_here(const struct path *a, const struct path *b)
{
    return a->waiting == b->waiting && a->last == b->last && a->last2 == b->last2 && a->before == b->before &&
           a->before2 == b->before2;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Puts the path among the kept ones, cheapest first. */
static void keep_path(struct slip_search *s, struct path path)
{
    size_t at = 0;
    while (at < s->paths && !same_from_here(&s->path[at], &path))
        at++;
    if (at < s->paths) {
        struct path *rival = &s->path[at];
        int64_t won_by = path.cost > rival->cost ? path.cost - rival->cost : rival->cost - path.cost;
        if (path.cost >= rival->cost) {
            rival->margin = smaller(rival->margin, won_by);
            return;
        }
        path.margin = smaller(path.margin, won_by);
    } else if (s->paths < PATHS)
        at = s->paths++;
    else if (path.cost >= s->path[at = PATHS - 1].cost)
        return;
    for (; at && s->path[at - 1].cost > path.cost; at--)
        s->path[at] = s->path[at - 1];
    s->path[at] = path;
}

/* Writes down what the kept paths said. */
static void note_words(struct slip_search *s)
{
    for (size_t i = 0; i < s->paths; i++)
        for (size_t k = 0; k < SAYS && s->path[i].said[k]; k++) {
            s->node[s->nodes] = (struct node){.parent = s->path[i].node, .said = s->path[i].said[k]};
            s->path[i].node = (int32_t)s->nodes++;
        }
}

static void choose_paths(struct slip_search *s)
{
    int64_t best = INT64_MAX;
    for (size_t i = 0; i < s->grown; i++)
        best = smaller(best, s->grow[i].cost);
    s->paths = 0;
    for (size_t i = 0; i < s->grown; i++)
        if (s->grow[i].cost <= best + AHEAD)
            keep_path(s, s->grow[i]);
    note_words(s);
}

static void step(struct slip_search *s, size_t i)
{
    s->grown = 0;
    for (size_t k = 0; k < s->paths; k++)
        take_token(s, &s->path[k], i, k < UNKNOWN_PATHS && s->work > 0);
    choose_paths(s);
}

/* The path that stands before the first token. */
static struct path root(const struct slip_search *s, size_t first)
{
    struct path path = {.margin = INT64_MAX, .node = ROOT, .before2 = JUDGE_EDGE, .before = JUDGE_EDGE,
                        .waiting = NONE, .last2 = NONE, .last = NONE};
    size_t before = first;
    while (before && s->tokens[before - 1].kind == SLIP_GLOSS && s->tokens[before - 1].inserted)
        before--;
    if (before == 0)
        return path;
    const struct slip_token *token = &s->tokens[before - 1];
    path.before = token->character;
    if (before > 1)
        path.before2 = token[-1].character;
    if (token->kind == SLIP_PAIR) {
        path.last2 = (int16_t)(token->bytes >> 8);
        path.last = (int16_t)(token->bytes & 0xFF);
    }
    return path;
}

/* At the end of a part a byte cannot wait any more; at the end of the line the judge hears so. */
static const struct path *winner(struct slip_search *s, size_t end)
{
    struct path *best = NULL;
    int64_t second = INT64_MAX;
    for (size_t i = 0; i < s->paths; i++) {
        struct path *path = &s->path[i];
        if (path->waiting != NONE)
            continue;
        if (end == s->n)
            path->cost += judge_char(path->before2, path->before, JUDGE_EDGE);
        if (!best || path->cost < best->cost) {
            second = best ? best->cost : second;
            best = path;
        } else
            second = smaller(second, path->cost);
    }
    if (best && second != INT64_MAX)
        best->margin = smaller(best->margin, second - best->cost);
    return best;
}

static bool write_word(const struct slip_search *s, uint32_t said, struct bytes *text)
{
    if (!(said & AS_IS))
        return bytes_append_char(text, said);
    const struct slip_token *token = &s->tokens[said & ~AS_IS];
    return bytes_append(text, s->line + token->at, token->len);
}

/* Turns the chain of nodes round and writes it. */
static bool write_text(struct slip_search *s, int32_t last, struct bytes *text)
{
    int32_t next = ROOT;
    for (int32_t node = last; node != ROOT;) {
        int32_t parent = s->node[node].parent;
        s->node[node].parent = next;
        next = node;
        node = parent;
    }
    bytes_clear(text);
    for (int32_t node = next; node != ROOT; node = s->node[node].parent)
        if (!write_word(s, s->node[node].said, text))
            return false;
    return true;
}

/* One path is left, and no byte waits. */
static bool is_settled(const struct slip_search *s)
{
    return s->paths == 0 || (s->paths == 1 && s->path[0].waiting == NONE);
}

bool slip_search_run(struct slip_search *s, size_t first, size_t *end, struct bytes *text)
{
    s->path[0] = root(s, first);
    s->paths = 1;
    s->nodes = 0;
    size_t i = first;
    do
        step(s, i++);
    while (i < s->n && i - first < PART && !is_settled(s));
    *end = i;
    const struct path *best = winner(s, i);
    return best && best->slipped && best->margin >= s->margin_needed && write_text(s, best->node, text);
}
