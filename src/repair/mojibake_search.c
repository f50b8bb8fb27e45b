/* mojibake_search.c: one known mistake, searched in one line.  Comes in: characters and a chain.  Goes out: the line
 * with the parts undone that read better so.  Never: looks at a character more than BEAM times, so that time is linear
 * in the line's length, or keeps more than NODES steps.
 *
 * The search walks the line once.  Every hypothesis is a way to read the line up to here: clean, or damaged with the
 * bytes of an unfinished character pending.  Costs are counted relative to the line as it stands, so that a hypothesis
 * which changes nothing costs nothing, and the gain of a repair is minus its cost. */
#include "repair/mojibake_search.h"

#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "repair/mojibake_utf8.h"

enum {
    BEAM = 8,
    NODES = 8192,
    ENTER = 5 * JUDGE_BIT,             /* damage begins amid a line */
    ENTER_AGAIN = 2 * JUDGE_BIT,       /* and again, in a line that has some */
    ENTER_AT_START = 1 * JUDGE_BIT,
    LEAVE = 4 * JUDGE_BIT,
    SPLIT_WORD = 24 * JUDGE_BIT,       /* damage begins or ends inside a word */
    SPACE_FOR_NBSP = 5 * JUDGE_BIT,    /* a program made the byte A0 a space */
    CIRCUMFLEX_A = 0xC2,               /* begins what was read twice, and no word that was read once */
    PENDING_BYTE = 6 * JUDGE_BIT,      /* what a byte not decoded yet is expected to cost, for comparisons only */
    FOLDED = 1 * JUDGE_BIT,            /* a character was another before it was folded */
    FOLDED_TO_ASCII = 5 * JUDGE_BIT,
    FOLDED_TO_LETTER = 16 * JUDGE_BIT, /* ª became a, which words begin with */
    STEER = 6 * JUDGE_BIT,             /* what decodes as UTF-8 in a line so damaged is hardly clean by chance */
    SPLIT_LINE = 12 * JUDGE_BIT,       /* damage begins or ends between words, though others could be damaged too */
    WORD_LENGTH = 40,                  /* letters of a word that are looked at for its other damage */
    A_WITH_GRAVE = 0xE0,
    MIDDLE_DOT = 0x30FB,               /* Microsoft's Shift_JIS shows lost bytes so */
    LAST_HAN = 0x323B0, TAGS = 0xE0020, LAST_TAG = 0xE01EF, /* between and after them Unicode has assigned nothing */
    NO_NODE = -1
};

struct step {
    int cost;
    struct judge_context context; /* the last characters that this reading gives */
    int parent;               /* index in nodes */
    uint32_t at;              /* where in the line the pending bytes began */
    uint32_t out[2], out_at;  /* what this step gives, and where in the line its bytes began */
    int steered;              /* how much of cost is STEER; no evidence, so no gain */
    uint8_t outs, pending_n, damaged, seen; /* seen: damage stood in the line before */
    uint8_t pending[UTF8_PENDING_MAX];
    uint32_t position;        /* index of the character that this step consumed */
};

struct search {
    struct step node[NODES];
    int nodes;
    struct step set[2][BEAM * 2 + 2];
    /* of the running search: */
    const struct source_text *source;
    const struct chain *chain;
    const struct codec *was;
    bool nbsp; /* the reader shows the byte A0 as U+00A0 */
    unsigned layer;
    struct text *out;
    size_t copied; /* source characters before this are in out */
    size_t first_changed, last_changed; /* characters that the chain would change; of legacy chains */
};

struct search *search_new(void)
{
    return malloc(sizeof(struct search));
}

void search_free(struct search *search)
{
    free(search);
}

/* Characters that no repair may bring forth: controls, noncharacters, empty planes, and the mark of loss itself. */
static bool is_impossible(uint32_t c)
{
    return c < 0x20 || c == 0x7F || c == 0xFFFD || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c >= 0xD800 && c < 0xE000) || (c >= LAST_HAN && c < TAGS) || c > LAST_TAG;
}

/* Legacy text rarely held these, but random bytes often give them. */
static bool is_improbable(uint32_t c)
{
    return (c >= 0x80 && c <= 0xA0) || c == 0xAD || (c >= 0xE000 && c <= 0xF8FF);
}

bool search_refuses(uint32_t c, bool legacy)
{
    return is_impossible(c) || (legacy && is_improbable(c));
}

/* Takes one byte.  -1: it cannot stand there; 0: more are needed; 1: *c is whole. */
static int take_byte(const struct search *search, struct step *s, unsigned byte, uint32_t *c)
{
    s->pending[s->pending_n++] = (uint8_t)byte;
    unsigned n = s->pending_n;
    if (!search->was) {
        if (!utf8_may_be(s->pending, n))
            return -1;
        if (n < utf8_length(s->pending, n))
            return 0;
        *c = utf8_value(s->pending, n);
        return 1;
    }
    if (n == 2) {
        *c = codec_of_pair(search->was, s->pending[0], (unsigned char)byte);
        return *c == CODEC_NONE ? -1 : 1;
    }
    *c = codec_of_byte(search->was, (unsigned char)byte);
    if (*c != CODEC_NONE)
        return 1;
    return codec_is_lead(search->was, (unsigned char)byte) ? 0 : -1;
}

/* Appends what a byte gives to a damaged reading.  False: it gives nothing that could be text. */
static bool feed_byte(const struct search *search, struct step *s, unsigned byte, bool observed_ascii)
{
    uint32_t c;
    int took = take_byte(search, s, byte, &c);
    if (took <= 0)
        return took == 0;
    if (!search->was && s->pending_n > 1) {
        s->cost -= STEER;
        s->steered += STEER;
    }
    s->pending_n = 0;
    if (!observed_ascii || c >= 0x80)
        if (search_refuses(c, search->was != NULL))
            return false;
    s->cost += judge_next(&s->context, c);
    s->out[s->outs++] = c;
    return true;
}

static int expected(const struct step *s)
{
    return s->cost + s->pending_n * PENDING_BYTE;
}

static bool same_state(const struct step *a, const struct step *b)
{
    return a->context.before == b->context.before && a->context.before2 == b->context.before2 &&
           a->pending_n == b->pending_n && (!a->pending_n || memcmp(a->pending, b->pending, a->pending_n) == 0);
}

/* Whether b, of the same state, can be dropped beside a: a costs no more even after damage begins or ends. */
static bool dominates(const struct step *a, const struct step *b)
{
    int change = a->damaged == b->damaged ? 0 : a->damaged ? LEAVE : ENTER;
    return a->cost + change <= b->cost;
}

static void drop_worst(struct step *set, int *n)
{
    int worst = NO_NODE, readers = 0;
    for (int i = 0; i < *n; i++)
        readers += set[i].pending_n == 0;
    for (int i = 0; i < *n; i++) {
        if (set[i].pending_n == 0 && readers == 1)
            continue; /* the only reading that can go on whatever follows */
        if (worst == NO_NODE || expected(&set[i]) > expected(&set[worst]))
            worst = i;
    }
    set[worst] = set[--*n];
}

static void offer(struct step *set, int *n, const struct step *s)
{
    unsigned same = 0, kept = 0;
    for (int i = 0; i < *n; i++) {
        if (!same_state(&set[i], s))
            continue;
        if (dominates(&set[i], s))
            return;
        same |= 1u << i;
    }
    for (unsigned i = 0; same && i < (unsigned)*n; i++) {
        if (same >> i & 1 && dominates(s, &set[i]))
            continue;
        if (kept != i)
            set[kept] = set[i];
        kept++;
    }
    *n = same ? (int)kept : *n;
    set[(*n)++] = *s;
    if (*n > BEAM)
        drop_worst(set, n);
}

static bool is_letter(uint32_t c)
{
    return (c | 0x20) - 'a' < 26 || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

int search_enter_cost(size_t i)
{
    return i ? ENTER : ENTER_AT_START;
}

/* A row of CHAIN_WORDS changes letters: a word, and nearly always a line, is damaged as a whole or not at all. */
static int begin_cost(const struct search *search, size_t i, bool known)
{
    if (i <= search->first_changed)
        return ENTER_AT_START;
    const struct glyph *glyph = search->source->text->glyph;
    if (!(search->chain->flags & CHAIN_WORDS))
        return known ? ENTER_AGAIN : ENTER;
    for (size_t n = 0; n < WORD_LENGTH && i > 0 && is_letter(glyph[i - 1].c); n++)
        if (glyph[--i].c >= 0x80)
            return ENTER + SPLIT_WORD;
    return ENTER + SPLIT_LINE;
}

/* Likewise where it ends before i. */
static int end_cost(const struct search *search, size_t i)
{
    const struct text *text = search->source->text;
    if (!(search->chain->flags & CHAIN_WORDS) || i > search->last_changed)
        return LEAVE;
    for (size_t n = 0; n < WORD_LENGTH && i < text->n && is_letter(text->glyph[i].c); n++)
        if (text->glyph[i++].c >= 0x80)
            return LEAVE + (n || is_letter(text->glyph[i - 1].c) ? SPLIT_WORD : SPLIT_LINE);
    return LEAVE + SPLIT_LINE;
}

/* Whether the chain would change a character, as far as that can be told of one alone. */
static bool would_change(const struct search *search, size_t i)
{
    uint32_t c = search->source->text->glyph[i].c;
    unsigned bytes = search->source->encoded[i];
    if (c < 0x80 || bytes == SOURCE_NO_BYTES)
        return false;
    if (!(search->chain->flags & CHAIN_WORDS))
        return true;
    return is_letter(c) && bytes <= 0xFF && codec_of_byte(search->was, (unsigned char)bytes) != c;
}

/* Finds the first and the last character that a legacy chain would change. */
static void find_changed(struct search *search)
{
    size_t first = 0, end = search->source->text->n;
    search->first_changed = search->last_changed = 0;
    if (!search->was)
        return;
    while (first < end && !would_change(search, first))
        first++;
    while (end > first && !would_change(search, end - 1))
        end--;
    if (first < end) {
        search->first_changed = first;
        search->last_changed = end - 1;
    }
}

/* Whether the two characters before i are read as they stand, so that i costs what it cost. */
static bool reads_on(const struct search *search, const struct step *s, size_t i)
{
    const struct glyph *glyph = search->source->text->glyph;
    return s->context.before == (i ? glyph[i - 1].c : JUDGE_EDGE) &&
           s->context.before2 == (i > 1 ? glyph[i - 2].c : JUDGE_EDGE);
}

static void read_on(const struct search *search, struct step *s, size_t i)
{
    s->context.before2 = s->context.before;
    s->context.before = search->source->text->glyph[i].c;
    s->context.back_off = search->source->back_off[i];
}

static void read_clean(const struct search *search, const struct step *from, size_t i, struct step *set, int *n)
{
    uint32_t c = search->source->text->glyph[i].c;
    struct step s = *from;
    if (reads_on(search, from, i))
        read_on(search, &s, i);
    else
        s.cost += judge_next(&s.context, c) - search->source->cost[i];
    if (from->damaged)
        s.cost += end_cost(search, i);
    s.out[0] = c;
    s.outs = 1;
    s.damaged = 0;
    s.position = (uint32_t)i;
    offer(set, n, &s);
}

/* The space that stood after the byte A0 stayed, and the byte, a space too by then, did not. */
static void keep_space(const struct step *from, struct step *set, int *n)
{
    struct step s = *from;
    s.cost += judge_next(&s.context, ' ');
    s.out[s.outs++] = ' ';
    offer(set, n, &s);
}

/* Whether a program may have made a space of the byte A0 at i. */
static bool may_be_nbsp(const struct search *search, size_t i)
{
    const struct glyph *glyph = search->source->text->glyph;
    return glyph[i].c == ' ' && glyph[i - 1].c != ' ' && search->nbsp;
}

static bool shows_loss(const struct search *search, size_t i)
{
    return search->source->text->glyph[i].c == MIDDLE_DOT && search->chain->read_as == CODEC_932;
}

static void read_damaged(const struct search *search, const struct step *from, size_t i, unsigned bytes, struct step *set,
                         int *n)
{
    uint32_t c = search->source->text->glyph[i].c, at = search->source->text->glyph[i].at;
    struct step s = *from;
    if (bytes == SOURCE_NO_BYTES || (!search->was && shows_loss(search, i)))
        return;
    s.cost -= search->source->cost[i];
    if (!from->damaged)
        s.cost += begin_cost(search, i, s.seen);
    if (!s.pending_n)
        s.at = at;
    s.out_at = s.at;
    bool space = s.pending_n && !search->was && may_be_nbsp(search, i);
    if (space) {
        bytes = 0xA0;
        s.cost += SPACE_FOR_NBSP;
    }
    s.outs = 0;
    s.damaged = s.seen = 1;
    s.position = (uint32_t)i;
    if (bytes > 0xFF && !feed_byte(search, &s, bytes >> 8, false))
        return;
    if (bytes > 0xFF && !s.pending_n)
        s.at = at;
    int steered = s.steered;
    if (!feed_byte(search, &s, bytes & 0xFF, c < 0x80))
        return;
    if (space && s.steered > steered) { /* what decodes only so may well be clean */
        s.cost += STEER;
        s.steered = steered;
    }
    const struct text *text = search->source->text;
    bool word_follows = i + 1 < text->n && is_letter(text->glyph[i + 1].c) && text->glyph[i + 1].c != CIRCUMFLEX_A;
    if (space && word_follows && !s.pending_n && s.context.before == A_WITH_GRAVE)
        keep_space(&s, set, n);
    offer(set, n, &s);
}

/* The bytes that a character may have been before it was folded, or that the reader shows so, too. */
static size_t spellings_at(const struct search *search, size_t i, uint16_t other[UNFOLD_MAX])
{
    const struct source_text *source = search->source;
    uint32_t c = source->text->glyph[i].c;
    size_t n = source->spellings ? unfold_bytes(source->spellings, c, other) : 0;
    return source->doubling && n + CODEC_OTHERS <= UNFOLD_MAX ? n + codec_other_bytes(source->doubling, c, other + n) : n;
}

/* Whether one of them begins a character of UTF-8. */
static bool was_lead(const struct search *search, size_t i)
{
    uint16_t other[UNFOLD_MAX];
    for (size_t k = 0, n = spellings_at(search, i, other); k < n; k++)
        if (is_utf8_lead(other[k] > 0xFF ? other[k] >> 8 : other[k]))
            return true;
    return false;
}

/* Whether the bytes from character i on begin with a whole character of UTF-8; what would die is not begun. */
static bool is_utf8_at(const struct search *search, size_t i)
{
    const struct source_text *source = search->source;
    uint8_t byte[UTF8_PENDING_MAX];
    for (unsigned n = 0; i < source->text->n; i++) {
        unsigned bytes = n && may_be_nbsp(search, i) ? 0xA0u : source->encoded[i];
        if (bytes == SOURCE_NO_BYTES || shows_loss(search, i))
            return false;
        for (int shift = bytes > 0xFF ? 8 : 0; shift >= 0; shift -= 8) {
            byte[n++] = (uint8_t)(bytes >> shift);
            if (!utf8_may_be(byte, n))
                return false;
            if (n == utf8_length(byte, n))
                return !search_refuses(utf8_value(byte, n), false);
        }
    }
    return false;
}

/* Damage begins at a character beyond ASCII, near one that reads badly. */
static bool may_begin(const struct search *search, size_t i)
{
    const struct source_text *source = search->source;
    unsigned bytes = source->encoded[i], first = bytes > 0xFF ? bytes >> 8 : bytes;
    if ((source->spellings || source->doubling) && source->near[i] && was_lead(search, i))
        return true;
    if (first < 0x80 || bytes == SOURCE_NO_BYTES)
        return false;
    if (search->chain->flags & CHAIN_WORDS && i == search->first_changed)
        return true;
    if (!source->near[i] || search->was)
        return source->near[i];
    return is_utf8_lead(first) && (source->spellings || source->doubling || is_utf8_at(search, i));
}

static bool copy_clean(struct search *search, size_t end)
{
    size_t from = search->copied;
    search->copied = end;
    return end <= from || text_append_all(search->out, search->source->text, from, end);
}

static bool write_step(struct search *search, const struct step *s)
{
    const struct text *text = search->source->text;
    const struct glyph *source = &text->glyph[s->position];
    unsigned layers = s->damaged ? text_layers(text, s->out_at, s->position) | search->layer : source->layers;
    for (unsigned i = 0; i < s->outs; i++)
        if (!text_append(search->out, s->out[i], s->damaged && i == 0 ? s->out_at : source->at, layers))
            return false;
    return true;
}

/* Writes the steps that lead to one node, and forgets all nodes. */
static bool commit(struct search *search, int node, size_t end)
{
    int order = NO_NODE;
    while (node != NO_NODE) { /* turn the chain of parents around */
        int parent = search->node[node].parent;
        search->node[node].parent = order;
        order = node;
        node = parent;
    }
    if (order != NO_NODE && !copy_clean(search, search->node[order].position))
        return false;
    for (; order != NO_NODE; order = search->node[order].parent)
        if (!write_step(search, &search->node[order]))
            return false;
    search->copied = end;
    search->nodes = 0;
    return true;
}

/* Keeps the steps of a set, so that their successors can name them. */
static void remember(struct search *search, struct step *set, int n)
{
    for (int i = 0; i < n; i++) {
        search->node[search->nodes] = set[i];
        set[i].parent = search->nodes++;
    }
}

/* The cheapest reading that has no bytes pending, or NO_NODE. */
static int cheapest_whole(const struct step *set, int n)
{
    int best = NO_NODE;
    for (int i = 0; i < n; i++)
        if (!set[i].pending_n && (best == NO_NODE || set[i].cost < set[best].cost))
            best = i;
    return best;
}

/* When one reading is left, or too many steps are kept, what led to the best is settled. */
static bool settle(struct search *search, struct step *set, int *n, size_t end)
{
    if (*n > 1 && search->nodes + BEAM * 2 < NODES)
        return true;
    int best = cheapest_whole(set, *n);
    if (best == NO_NODE)
        return true;
    if (!commit(search, set[best].parent, end))
        return false;
    set[0] = set[best];
    set[0].parent = NO_NODE;
    *n = 1;
    return true;
}

static void read_folded(const struct search *search, const struct step *from, size_t i, const uint16_t *other, size_t others,
                        struct step *set, int *n)
{
    struct step s = *from;
    uint32_t c = search->source->text->glyph[i].c;
    s.cost += c >= 0x80 ? FOLDED : is_letter(c) ? FOLDED_TO_LETTER : FOLDED_TO_ASCII;
    for (size_t k = 0; k < others; k++)
        read_damaged(search, &s, i, other[k], set, n);
}

static void advance(struct search *search, size_t i, const struct step *set, int n, struct step *next, int *next_n)
{
    *next_n = 0;
    uint16_t other[UNFOLD_MAX];
    size_t others = spellings_at(search, i, other);
    bool begin = may_begin(search, i);
    for (int k = 0; k < n; k++) {
        if (!set[k].pending_n)
            read_clean(search, &set[k], i, next, next_n);
        if (!set[k].damaged && !begin)
            continue;
        unsigned bytes = search->source->encoded[i];
        read_damaged(search, &set[k], i, bytes, next, next_n);
        if ((search->chain->flags & CHAIN_LENIENT) && bytes >= 0xA0 && bytes <= 0xFF)
            read_damaged(search, &set[k], i, (0xC2 + bytes / 0xC0) << 8 | (bytes & 0xBF), next, next_n);
        read_folded(search, &set[k], i, other, others, next, next_n);
    }
}

/* Whether the set holds only the line as it stands, so that nothing need be kept. */
static bool is_base(const struct search *search, const struct step *set, int n, size_t i)
{
    return n == 1 && !set[0].damaged && set[0].parent == NO_NODE && reads_on(search, &set[0], i);
}

static size_t next_begin(const struct search *search, size_t i)
{
    while (i < search->source->text->n && !may_begin(search, i))
        i++;
    return i;
}

static bool walk(struct search *search, int *cost, bool *found)
{
    const struct text *text = search->source->text;
    struct step *set = search->set[0], *next = search->set[1];
    int n = 1, next_n = 0;
    set[0] = (struct step){.context = judge_begin(), .parent = NO_NODE};
    for (size_t i = 0; i < text->n; i++) {
        if (is_base(search, set, n, i)) {
            i = next_begin(search, i);
            if (i == text->n)
                break;
            set[0].context = source_context(search->source, i);
        }
        advance(search, i, set, n, next, &next_n);
        remember(search, next, next_n);
        struct step *was = set;
        set = next;
        next = was;
        n = next_n;
        if (!settle(search, set, &n, i + 1))
            return false;
    }
    int best = cheapest_whole(set, n);
    *cost = set[best].cost + set[best].steered;
    *found = set[best].steered || set[best].cost < 0;
    if (set[best].parent != NO_NODE)
        return commit(search, set[best].parent, text->n);
    return copy_clean(search, text->n);
}

bool search_chain(struct search *search, const struct source_text *source, const struct chain *chain,
                  const struct codec *was, const struct codec *reader, unsigned layer, struct text *out, int *gain, bool *found)
{
    search->source = source;
    search->chain = chain;
    search->was = was;
    search->nbsp = codec_of_byte(reader, 0xA0) == 0xA0;
    search->layer = layer;
    search->out = out;
    search->copied = 0;
    search->nodes = 0;
    out->n = 0;
    find_changed(search);
    int cost = 0;
    if (!walk(search, &cost, found))
        return false;
    *gain = -cost;
    return true;
}
