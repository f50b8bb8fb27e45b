/* slip_search.c: the inversion of byte slip, as a search over the bytes that could have been.  Comes in: the tokens of
 * a line from a question mark on.  Goes out: the text that the bytes were, if one reading is clearly the best.  Never:
 * more than a bounded amount of work for each token.
 *
 * Paths (slip_path.h) that agree in all that they carry are the same from then on: the cheaper one stays and remembers
 * by how little it won.  The part ends where one path is left. */
#include "repair/slip_search.h"

#include <stdlib.h>

#include "repair/slip_path.h"

struct slip_search *slip_search_new(void)
{
    return calloc(1, sizeof(struct slip_search));
}

void slip_search_free(struct slip_search *s)
{
    free(s);
}

static int script_of_line(const struct slip_search *s)
{
    int sum = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->tokens[i].kind == SLIP_PAIR)
            sum += slip_script_of(s, s->tokens[i].character, s->tokens[i].bytes);
    return sum;
}

void slip_search_line(struct slip_search *s, const struct codec *gbk, const struct codec *big5, enum unbake_level level,
                      const char *line, const struct slip_token *tokens, size_t n, const struct gloss_notes *notes)
{
    static const int margins[] = {[UNBAKE_SAFE] = 6, [UNBAKE_NORMAL] = 0, [UNBAKE_BOLD] = 0};
    s->gbk = gbk;
    s->big5 = big5;
    s->line = line;
    s->tokens = tokens;
    s->notes = notes;
    s->n = n;
    s->margin_needed = margins[level] * JUDGE_BIT;
    s->work = n < (WORK_MAX - WORK_LINE) / WORK_TOKEN ? WORK_LINE + (int64_t)n * WORK_TOKEN : WORK_MAX;
    s->script = script_of_line(s);
    slip_find_lonely(s);
}

static bool same_from_here(const struct path *a, const struct path *b)
{
    return a->waiting == b->waiting && a->beside == b->beside && a->last == b->last && a->last2 == b->last2 &&
           a->before == b->before && a->before2 == b->before2;
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
    s->at = i;
    for (size_t k = 0; k < s->paths; k++)
        slip_take_token(s, &s->path[k], i, k < UNKNOWN_PATHS && s->work > 0);
    choose_paths(s);
}

/* The path that stands before the first token. */
static struct path root(const struct slip_search *s, size_t first)
{
    struct path path = {.margin = INT64_MAX, .node = ROOT, .before2 = JUDGE_EDGE, .before = JUDGE_EDGE,
                        .waiting = NONE, .last2 = NONE, .last = NONE, .beside = NONE};
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

/* Some encoders write a question mark for every character that they lack. */
static bool is_riddled(const struct slip_token *tokens, size_t n)
{
    size_t questions = 0;
    for (size_t i = 0; i < n; i++)
        questions += tokens[i].kind == SLIP_UNKNOWN;
    return questions > QUESTIONS && questions * 3 > n;
}

/* Where no gloss tells a byte, only the words around speak for one reading, and a close rival may be the true one. */
static int64_t margin_needed(const struct slip_search *s, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (s->tokens[i].kind == SLIP_GLOSS || s->tokens[i].kind == SLIP_UNKNOWN_GLOSS)
            return s->margin_needed;
    return s->margin_needed + MARGIN_UNTOLD;
}

bool slip_search_run(struct slip_search *s, size_t first, size_t *end, struct bytes *text, int64_t *margin)
{
    *end = first + 1;
    if (s->work <= 0)
        return false;
    size_t ahead = s->n - first < RIDDLED_AHEAD ? s->n - first : RIDDLED_AHEAD;
    if (is_riddled(s->tokens + first, ahead)) {
        *end = first + ahead;
        return false;
    }
    s->path[0] = root(s, first);
    s->paths = 1;
    s->nodes = 0;
    size_t i = first;
    do
        step(s, i++);
    while (i < s->n && i - first < PART && s->work > 0 && !is_settled(s));
    *end = i;
    if (is_riddled(s->tokens + first, i - first))
        return false;
    const struct path *best = winner(s, i);
    if (!best || !best->slipped || best->margin < margin_needed(s, first, i))
        return false;
    *margin = best->margin;
    return write_text(s, best->node, text);
}
