/* mojibake_lossy.c: UTF-8 that was read in an encoding in which some of its bytes are nothing.  Comes in: characters
 * and a chain.  Goes out: the line with the parts undone that read better so, lost bytes filled in.  Never: fills in
 * what another filling explains about as well, or keeps more than LOSSY_BEAM readings of the line, so that time is linear.
 *
 * The walk is that of mojibake_search.c; besides, a reading may take a mark of loss for one lost byte, for two, or for
 * one and the ASCII character after it, which Microsoft's decoders eat. */
#include "repair/mojibake_lossy.h"

#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "repair/lossy_best.h"
#include "repair/lossy_brackets.h"
#include "repair/lossy_guess.h"
#include "repair/lossy_readings.h"
#include "repair/lossy_survey.h"

enum {
    SET = LOSSY_BEAM + 2,
    NODES = 4096,
    BEST_EATING = 8,                   /* candidates that are followed when an ASCII character was lost, too */
    EATEN_RANKED = 8,
    ROUNDS = 3,
    WORK = 1 << 21,                    /* characters weighed for one text; what comes back needs half of that, mostly less */
    MANY_DOUBTS = 4,                   /* more than certainties: then nothing is filled in */
    ENTER_AT_START = 1 * JUDGE_BIT,
    SPACE_FOR_NBSP = 5 * JUDGE_BIT,
    LOST = 4 * JUDGE_BIT,              /* a mark stands for a lost byte */
    LOST_PAIR = 5 * JUDGE_BIT,
    DROPPED = 8 * JUDGE_BIT,           /* a byte is lost without a mark */
    DROPPED_SIGN = 10 * JUDGE_BIT,     /* two of a quote, a dash or dots are */
    TRIMMED = 0,                       /* the last of a line is: all lines that end so are trimmed */
    SIGN_1 = 0xE2, SIGN_2 = 0x80,
    LINE_END = 4 * JUDGE_BIT,          /* lines that lost their end are rarer than other lost characters */
    STEER = 6 * JUDGE_BIT,
    REPLACEMENT_CHARACTER = 0xFFFD, MIDDLE_DOT = 0x30FB,
    MARK_WIDTH = 12 * JUDGE_BIT,
    CANDIDATE_WIDTH = 10 * JUDGE_BIT
};

struct lossy {
    struct step node[NODES];
    int nodes;
    struct step set[2][SET];
    struct lossy_guess *guess;
    size_t guesses, guess_cap;
    bool *kept;              /* marks that are left as they are */
    size_t kept_cap;
    /* of the survey: */
    bool marked;
    const struct chain *choice;
    int explained;
    uint8_t scripts;         /* that whole characters of the line are of */
    struct lossy_bests bests;
    uint8_t eaten[EATEN_RANKED];
    int eaten_n;
    /* of the running search: */
    const struct source_text *source;
    const struct chain *chain;
    struct lossy_reader lost;
    bool nbsp, pairs, trimmed; /* trimmed: the line may lack its last byte */
    unsigned unopened;       /* brackets of the line */
    unsigned dropped;        /* the limit of bytes that are lost without a mark; LIMIT_NONE: none are */
    unsigned layer;
    struct text *out;
    size_t copied;
    int64_t work;            /* what is left of WORK; without any, marks stay as they are */
    long doubt;              /* the most that speaks for another filling, of any character */
};

struct lossy *lossy_new(void)
{
    return calloc(1, sizeof(struct lossy));
}

void lossy_free(struct lossy *lossy)
{
    if (!lossy)
        return;
    free(lossy->guess);
    free(lossy->kept);
    free(lossy);
}

/* U+0000 is a byte of its own, which stands for a lost one here: it is never part of damage. */
static bool is_no_byte(unsigned bytes)
{
    return bytes == SOURCE_NO_BYTES || bytes == 0;
}

static unsigned first_byte(const struct source_text *source, size_t i)
{
    unsigned bytes = source->encoded[i];
    return bytes == SOURCE_NO_BYTES ? 0 : bytes > 0xFF ? bytes >> 8 : bytes;
}

void lossy_begin(struct lossy *lossy, const struct text *text)
{
    lossy->marked = lossy_is_marked(text);
    lossy->choice = NULL;
}

bool lossy_wants(const struct lossy *lossy, const struct chain *chain)
{
    return chain->was == WAS_UTF8 && (lossy->marked || chain->read_as <= CODEC_1251);
}

void lossy_survey(struct lossy *lossy, const struct source_text *source, const struct chain *chain)
{
    struct survey s = lossy_survey_of(source);
    if (!(lossy->marked ? lossy_is_enough(&s) : lossy_is_broken(&s)) ||
        (lossy->choice && s.solid - s.strange <= lossy->explained))
        return;
    lossy->choice = chain;
    lossy->explained = s.solid - s.strange;
    lossy->scripts = (uint8_t)s.scripts;
    if (s.scripts == SCRIPT_SIGNS)
        lossy->scripts |= chain->read_as == CODEC_949 ? SCRIPT_HANGUL : SCRIPT_KANA | SCRIPT_HAN;
}

const struct chain *lossy_choice(const struct lossy *lossy)
{
    return lossy->choice;
}

static void put(struct step *s, uint32_t c, int cost)
{
    s->open = (uint16_t)lossy_open_after(s->open, c);
    s->cost += cost;
    s->before2 = s->before;
    s->before = c;
    if (s->outs < LOSSY_OUTS)
        s->out[s->outs++] = c;
}

/* The bytes that one character of the line, or one mark, may stand for. */
struct feed {
    unsigned byte[3], limit[3];
    int n;
    bool eats; /* and then an ASCII character */
};

static void feed_from(struct lossy *lossy, const struct step *from, const struct feed *feed, int at, struct readings *next);

/* The eaten character: what reads best.  A lost line end becomes a space, for records are neither made nor lost. */
static int eaten_cost(const struct lossy *lossy, const struct step *s, uint32_t x)
{
    int cost = judge_char(s->before2, s->before, x) + lossy_bracket_cost(s->open, x) +
               lossy_opening_cost(lossy->unopened, s->open, x);
    if (x != ' ')
        return cost;
    int line_end = judge_char(s->before2, s->before, JUDGE_EDGE) + LINE_END;
    return line_end < cost ? line_end : cost;
}

/* The ASCII characters that read best after the first filling; after the others, few read better. */
static void rank_eaten(struct lossy *lossy, const struct step *s)
{
    int n = 0, cost[EATEN_RANKED];
    for (uint32_t x = ' '; x < 0x7F; x++) {
        if (!lossy->lost.no_pair[s->before & 0x3F][x])
            continue;
        int now = eaten_cost(lossy, s, x), k = n < EATEN_RANKED ? n++ : EATEN_RANKED;
        for (; k > 0 && cost[k - 1] > now; k--)
            if (k < EATEN_RANKED) {
                cost[k] = cost[k - 1];
                lossy->eaten[k] = lossy->eaten[k - 1];
            }
        if (k < EATEN_RANKED) {
            cost[k] = now;
            lossy->eaten[k] = (uint8_t)x;
        }
    }
    lossy->eaten_n = n;
}

static void choose_eaten(struct lossy *lossy, const struct step *from, struct readings *next)
{
    for (int k = 0; k < lossy->eaten_n; k++) {
        struct step s = *from;
        uint32_t x = lossy->eaten[k];
        if (!lossy->lost.no_pair[from->before & 0x3F][x])
            continue;
        s.eaten = s.outs;
        put(&s, x, eaten_cost(lossy, from, x));
        lossy_offer(next, &s);
    }
}

static void go_on(struct lossy *lossy, const struct step *s, const struct feed *feed, int at, struct readings *next)
{
    if (at < feed->n)
        feed_from(lossy, s, feed, at, next);
    else if (feed->eats)
        choose_eaten(lossy, s, next);
    else
        lossy_offer(next, s);
}

/* A character whose bytes are all there, or of which some were lost: then those that read best are followed. */
static void complete(struct lossy *lossy, const struct step *from, const struct feed *feed, int at, struct readings *next)
{
    bool multi = from->pending.n > 1;
    const struct lossy_place place = {from->before2, from->before, from->pending.lost ? from->open : 0, from->pending};
    const struct lossy_best best = *lossy_best_at(&lossy->bests, &lossy->lost, &place); /* what follows asks again */
    lossy->work -= (int64_t)best.weighed;
    bool eats = feed->eats && at == feed->n;
    int n = eats && best.n > BEST_EATING ? BEST_EATING : best.n;
    for (int k = 0; k < n && best.cost[k] <= best.cost[0] + CANDIDATE_WIDTH; k++) {
        struct step s = *from;
        if (s.pending.lost) {
            s.guess = s.pending;
            s.guessed = s.outs;
            s.guess_open = s.open;
        } else if (multi) {
            s.cost -= STEER;
            s.steered += STEER;
        }
        s.pending = (struct lossy_bytes){0};
        put(&s, best.character[k], best.cost[k]);
        if (eats && k == 0)
            rank_eaten(lossy, &s);
        go_on(lossy, &s, feed, at, next);
    }
}

static void feed_from(struct lossy *lossy, const struct step *from, const struct feed *feed, int at, struct readings *next)
{
    struct step s = *from;
    if (!s.pending.n) {
        s.at = lossy->source->text->glyph[s.position].at;
        s.pending.scripts = lossy->scripts;
    }
    if (!lossy_add(&s.pending, feed->byte[at], feed->limit[at]))
        return;
    if (lossy_is_whole(&s.pending))
        complete(lossy, &s, feed, at + 1, next);
    if (lossy_takes_more(&s.pending) && (at + 1 < feed->n || !feed->eats))
        go_on(lossy, &s, feed, at + 1, next);
}

static void read_clean(const struct lossy *lossy, const struct step *from, size_t i, struct readings *next)
{
    uint32_t c = lossy->source->text->glyph[i].c;
    struct step s = *from;
    if (s.damaged)
        s.cost += LOSSY_LEAVE;
    s.damaged = s.outs = 0;
    s.position = (uint32_t)i;
    put(&s, c, judge_char(s.before2, s.before, c) - lossy->source->cost[i]);
    lossy_offer(next, &s);
}

static struct step enter(const struct lossy *lossy, const struct step *from, size_t i, int cost)
{
    struct step s = *from;
    bool end = i == lossy->source->text->n;
    s.cost += end ? cost : cost - lossy->source->cost[i];
    if (!s.damaged)
        s.cost += i ? LOSSY_ENTER : ENTER_AT_START;
    s.out_at = s.pending.n || end ? s.at : lossy->source->text->glyph[i].at;
    s.damaged = 1;
    s.position = (uint32_t)i;
    s.outs = 0;
    s.guessed = s.eaten = LOSSY_NO_OUT;
    return s;
}

static void read_damaged(struct lossy *lossy, const struct step *from, size_t i, struct readings *next)
{
    uint32_t c = lossy->source->text->glyph[i].c;
    unsigned bytes = lossy->source->encoded[i];
    bool space = c == ' ' && from->pending.n && lossy->nbsp;
    if (is_no_byte(bytes) || (c == '?' && from->pending.n) || (c == MIDDLE_DOT && lossy->pairs))
        return;
    struct step s = enter(lossy, from, i, space ? SPACE_FOR_NBSP : 0);
    struct feed feed = {.byte = {space ? 0xA0 : bytes, 0}, .n = 1};
    if (bytes > 0xFF)
        feed = (struct feed){.byte = {bytes >> 8, bytes & 0xFF}, .n = 2};
    feed_from(lossy, &s, &feed, 0, next);
}

/* What stands after a mark tells what the lost byte before it was not. */
static unsigned limit_at(const struct lossy *lossy, size_t i)
{
    if (!lossy->pairs)
        return LIMIT_HOLE;
    if (i + 1 >= lossy->source->text->n)
        return LIMIT_NONE;
    if (lossy_is_mark(lossy->source->text->glyph[i + 1].c))
        return LIMIT_PAIR;
    unsigned after = first_byte(lossy->source, i + 1);
    return after < ' ' ? LIMIT_NONE : after;
}

static void read_mark(struct lossy *lossy, const struct step *from, size_t i, struct readings *next)
{
    uint32_t c = lossy->source->text->glyph[i].c;
    struct step s = enter(lossy, from, i, LOST);
    s.mark = (uint32_t)i;
    struct feed one = {.limit = {limit_at(lossy, i)}, .n = 1};
    feed_from(lossy, &s, &one, 0, next);
    if (!lossy->pairs)
        return;
    s = enter(lossy, from, i, LOST_PAIR);
    s.mark = (uint32_t)i;
    struct feed two = {.limit = {LIMIT_PAIR, LIMIT_NONE}, .n = 2};
    feed_from(lossy, &s, &two, 0, next);
    if (!from->pending.n || c == REPLACEMENT_CHARACTER)
        return; /* decoders that write U+FFFD eat no ASCII */
    s = enter(lossy, from, i, LOST);
    s.mark = (uint32_t)i;
    struct feed ascii = {.limit = {' '}, .n = 1, .eats = true};
    feed_from(lossy, &s, &ascii, 0, next);
}

/* A control that somebody deleted, and after it the character at i, or the end of the line, where spaces went too. */
static void read_dropped(struct lossy *lossy, const struct step *from, size_t i, struct readings *next)
{
    bool end = i == lossy->source->text->n;
    unsigned bytes = end ? 0 : lossy->source->encoded[i];
    if (!from->pending.n || from->pending.lost || bytes > 0xFF || (!end && is_no_byte(bytes)) || lossy->kept[i])
        return;
    if (bytes == '&')
        return; /* the byte may stand there, as a character reference */
    struct step s = enter(lossy, from, i, end ? TRIMMED : DROPPED);
    s.mark = (uint32_t)i;
    struct feed feed = {.byte = {0, bytes}, .limit = {end ? LIMIT_TRIMMED : lossy->dropped}, .n = end ? 1 : 2};
    feed_from(lossy, &s, &feed, 0, next);
    if (lossy->dropped != LIMIT_CONTROL || from->pending.n > 1 || from->pending.byte[0] != SIGN_1)
        return;
    s = enter(lossy, from, i, DROPPED_SIGN);
    s.mark = (uint32_t)i;
    struct feed sign = {.byte = {SIGN_2, 0, bytes}, .limit = {LIMIT_NONE, LIMIT_CONTROL}, .n = end ? 2 : 3};
    feed_from(lossy, &s, &sign, 0, next);
}

static bool may_begin(const struct lossy *lossy, size_t i)
{
    unsigned first = first_byte(lossy->source, i);
    if (lossy_is_mark(lossy->source->text->glyph[i].c))
        return i + 1 < lossy->source->text->n && lossy->source->text->glyph[i + 1].c >= 0x80;
    return first >= 0xC2 && first <= 0xF4;
}

static void advance(struct lossy *lossy, size_t i, const struct readings *now, struct readings *next)
{
    bool begin = may_begin(lossy, i), mark = lossy_is_mark(lossy->source->text->glyph[i].c) && !lossy->kept[i];
    next->n = 0;
    for (int k = 0; k < now->n; k++) {
        const struct step *s = &now->step[k];
        if (!s->pending.n)
            read_clean(lossy, s, i, next);
        if (!s->damaged && !begin)
            continue;
        read_damaged(lossy, s, i, next);
        if (lossy->dropped && lossy_expected(s) <= now->best + MARK_WIDTH)
            read_dropped(lossy, s, i, next);
        if (mark && lossy->work > 0 && lossy_expected(s) <= now->best + MARK_WIDTH)
            read_mark(lossy, s, i, next);
    }
}

static bool copy_clean(struct lossy *lossy, size_t end)
{
    size_t from = lossy->copied;
    lossy->copied = end;
    return end <= from || text_append_all(lossy->out, lossy->source->text, from, end);
}

static bool note_guess(struct lossy *lossy, const struct step *s)
{
    if (lossy->guesses == lossy->guess_cap) {
        size_t cap = lossy->guess_cap ? 2 * lossy->guess_cap : 64;
        struct lossy_guess *grown = realloc(lossy->guess, cap * sizeof *grown);
        if (!grown)
            return false;
        lossy->guess = grown;
        lossy->guess_cap = cap;
    }
    lossy->guess[lossy->guesses++] = (struct lossy_guess){.from = s->guess, .out = lossy->out->n + s->guessed,
                                                    .position = s->mark, .eats = s->eaten != LOSSY_NO_OUT, .open = s->guess_open};
    return true;
}

static bool write_step(struct lossy *lossy, const struct step *s)
{
    const struct glyph end = {.at = s->out_at}, *source = &end;
    if (s->position < lossy->source->text->n)
        source = &lossy->source->text->glyph[s->position];
    unsigned layers = s->damaged ? source->layers | lossy->layer : source->layers;
    if (s->damaged && s->guessed != LOSSY_NO_OUT && !note_guess(lossy, s))
        return false;
    for (unsigned i = 0; i < s->outs; i++) {
        bool guessed = s->damaged && (i == s->guessed || i == s->eaten);
        if (!text_append(lossy->out, s->out[i], s->damaged && i == 0 ? s->out_at : source->at,
                         guessed ? layers | LAYER_GUESSED : layers))
            return false;
    }
    return true;
}

static bool commit(struct lossy *lossy, int node, size_t end)
{
    int order = LOSSY_NO_NODE;
    while (node != LOSSY_NO_NODE) {
        int parent = lossy->node[node].parent;
        lossy->node[node].parent = order;
        order = node;
        node = parent;
    }
    if (order != LOSSY_NO_NODE && !copy_clean(lossy, lossy->node[order].position))
        return false;
    for (; order != LOSSY_NO_NODE; order = lossy->node[order].parent)
        if (!write_step(lossy, &lossy->node[order]))
            return false;
    lossy->copied = end;
    lossy->nodes = 0;
    return true;
}

static bool settle(struct lossy *lossy, struct readings *r, size_t end)
{
    for (int i = 0; i < r->n; i++) {
        lossy->node[lossy->nodes] = r->step[i];
        r->step[i].parent = lossy->nodes++;
    }
    if (r->n > 1 && lossy->nodes + LOSSY_BEAM < NODES)
        return true;
    int best = lossy_best(r);
    if (best == LOSSY_NO_NODE)
        return true;
    if (!commit(lossy, r->step[best].parent, end))
        return false;
    r->step[0] = r->step[best];
    r->step[0].parent = LOSSY_NO_NODE;
    r->n = 1;
    return true;
}

/* The last character may lack its last byte. */
static bool read_end(struct lossy *lossy, struct readings *now, struct readings *next)
{
    size_t n = lossy->source->text->n;
    next->n = 0;
    for (int k = 0; k < now->n; k++) {
        struct step s = now->step[k];
        s.outs = 0;
        s.guessed = s.eaten = LOSSY_NO_OUT;
        s.position = (uint32_t)n;
        if (!s.pending.n)
            lossy_offer(next, &s);
        read_dropped(lossy, &now->step[k], n, next);
    }
    struct readings was = *now;
    *now = *next;
    *next = was;
    return settle(lossy, now, n);
}

static bool walk(struct lossy *lossy, int *cost)
{
    const struct text *text = lossy->source->text;
    struct readings now = {lossy->set[0], 1, 0}, next = {lossy->set[1], 0, 0};
    now.step[0] = (struct step){.before = JUDGE_EDGE, .before2 = JUDGE_EDGE, .parent = LOSSY_NO_NODE};
    for (size_t i = 0; i < text->n; i++) {
        advance(lossy, i, &now, &next);
        struct readings was = now;
        now = next;
        next = was;
        if (!settle(lossy, &now, i + 1))
            return false;
    }
    if (lossy->trimmed && !read_end(lossy, &now, &next))
        return false;
    for (int i = 0; i < now.n; i++)
        now.step[i].cost += judge_char(now.step[i].before2, now.step[i].before, JUDGE_EDGE);
    int best = lossy_best(&now);
    *cost = now.step[best].cost + now.step[best].steered;
    return commit(lossy, now.step[best].parent, text->n);
}

static bool is_mark_at(const struct text *text, size_t i)
{
    return i < text->n && lossy_is_mark(text->glyph[i].c);
}

/* Where Microsoft's decoders left marks side by side, nothing tells which of them stand for one byte and which for two
 * or for an ASCII character as well: other divisions would do, which lossy_is_certain does not see.  Decoders that
 * write U+FFFD write one for each byte. */
static bool is_divided_by_chance(const struct lossy *lossy, size_t mark)
{
    const struct text *text = lossy->source->text;
    if (!lossy->pairs || mark >= text->n || text->glyph[mark].c == REPLACEMENT_CHARACTER)
        return false;
    return (mark > 0 && is_mark_at(text, mark - 1)) || is_mark_at(text, mark + 1);
}

static bool is_certain(struct lossy *lossy, const struct lossy_guess *guess, enum unbake_level level)
{
    return !is_divided_by_chance(lossy, guess->position) &&
           lossy_is_certain(&lossy->bests.lists, &lossy->lost, lossy->out, guess, level, &lossy->doubt);
}

/* A quotation mark, a dash or dots: what one of a line is tells what the others are, and where one is not known, none. */
static bool is_sign(const struct lossy_guess *guess)
{
    return guess->from.byte[0] == SIGN_1 && guess->from.byte[1] == SIGN_2;
}

/* Walks again without what was doubtful, until nothing is. */
static bool walk_certainly(struct lossy *lossy, enum unbake_level level, int *cost, bool *doubtful)
{
    for (int round = 0; round < ROUNDS; round++) {
        lossy->copied = lossy->guesses = 0;
        lossy->doubt = 0;
        lossy->nodes = 0;
        lossy->out->n = 0;
        if (!walk(lossy, cost))
            return false;
        size_t doubts = 0;
        bool signs = false;
        for (size_t i = 0; i < lossy->guesses; i++)
            if (!is_certain(lossy, &lossy->guess[i], level)) {
                lossy->kept[lossy->guess[i].position] = true;
                signs |= is_sign(&lossy->guess[i]);
                doubts++;
            }
        for (size_t i = 0; signs && i < lossy->guesses; i++)
            if (is_sign(&lossy->guess[i]) && !lossy->kept[lossy->guess[i].position]) {
                lossy->kept[lossy->guess[i].position] = true;
                doubts++;
            }
        *doubtful = doubts > 0;
        if (!doubts || doubts > MANY_DOUBTS + (lossy->guesses - doubts))
            break;
    }
    return true;
}

int lossy_margin(const struct lossy *lossy)
{
    return lossy_margin_of(lossy->doubt);
}

bool lossy_chain(struct lossy *lossy, const struct source_text *source, const struct chain *chain,
                 const struct codec *reader, enum unbake_level level, unsigned layer, struct text *out, int *gain, bool *found)
{
    size_t n = source->text->n;
    if (n + 1 > lossy->kept_cap) {
        free(lossy->kept);
        lossy->kept_cap = 0;
        if (!(lossy->kept = malloc((n + 1) * sizeof *lossy->kept)))
            return false;
        lossy->kept_cap = n + 1;
    }
    memset(lossy->kept, 0, (n + 1) * sizeof *lossy->kept);
    lossy->source = source;
    lossy->chain = chain;
    if (lossy->lost.codec != reader) {
        lossy_reader_read(&lossy->lost, reader);
        lossy_bests_clear(&lossy->bests);
    }
    lossy->nbsp = codec_of_byte(reader, 0xA0) == 0xA0;
    lossy->pairs = codec_is_lead(reader, 0xB0) || codec_is_lead(reader, 0xE5);
    lossy->trimmed = !lossy->pairs && !lossy->marked;
    lossy->dropped = lossy->trimmed ? lossy_dropped(source) : LIMIT_NONE;
    lossy->unopened = lossy_unopened(source->text);
    lossy->layer = layer;
    lossy->out = out;
    lossy->work = WORK;
    int cost = 0;
    bool doubtful;
    if (!walk_certainly(lossy, level, &cost, &doubtful))
        return false;
    *gain = -cost;
    *found = lossy->guesses > 0 && !doubtful;
    return true;
}
