/* mojibake.c: text that was read in the wrong encoding, up to LAYERS times.  Comes in: a suspect line.  Goes out: the
 * line with the mistakes undone, where that reads better by more than the price of claiming them.  Never: changes a
 * line of which two undoings are about as good, or one that shows damage and its repair side by side. */
#include "repair/mojibake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "repair/best_fit.h"
#include "repair/escapes.h"
#include "repair/mojibake_accept.h"
#include "repair/mojibake_evidence.h"
#include "repair/mojibake_lossy.h"
#include "repair/mojibake_screen.h"
#include "repair/mojibake_search.h"
#include "repair/mojibake_whole.h"

enum {
    LAYERS = 5,
    FAMILIES = 2,                        /* UTF-8, or a legacy encoding, was read wrongly */
    FIRSTS = FAMILIES + 1,               /* first steps that are followed: the best of each, and the second of UTF-8 */
    INNER_DEBT = 14 * JUDGE_BIT,         /* what an inner layer may cost before the next one pays */
    NO_SCORE = -1000 * JUDGE_BIT,
    RIVAL_MARGIN = 4 * JUDGE_BIT,
    PARTS_LEAD = 8 * JUDGE_BIT,          /* a line is damaged as a whole rather than but for some characters */
    MIXED_LATIN = 6 * JUDGE_BIT,
    SURELY_UTF8 = 3,                     /* characters of UTF-8 and nothing else are no chance: one in a thousand */
    WINDOW = 64,                         /* characters that tell which legacy encodings are worth a search of the rest */
    FINALISTS = 6,                       /* how many are */
    PIECE_MIN = 384, PIECE_MAX = 1024,   /* characters of a long line that are judged together */
    STEPS_MAX = LAYERS * 64
};

struct candidate {
    struct text text;
    const struct chain *chain;
    int gain, score, rival; /* rival: the best score of another undoing of the same family */
    uint64_t hash;
};

struct path {
    struct text text;
    const struct chain *chain[LAYERS];
    struct verdict verdict;
};

struct mojibake {
    struct search *search;
    struct lossy *lossy;
    struct screen *screen;
    struct source_text source, window; /* window: the part of a long source that reads worst */
    struct whole undone;
    struct text whole, line, out; /* line: the piece of the whole that is looked at, owned by it */
    struct bytes buffer;
    struct candidate best[FAMILIES], second; /* second: of UTF-8 */
    int refused; /* the best score of a legacy chain that is no repair by its own measure */
    struct path first[FIRSTS], path, chosen;
    char steps[STEPS_MAX];
};

static struct mojibake *mojibake_new(struct codecs *codecs)
{
    struct mojibake *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->search = search_new();
    m->lossy = lossy_new();
    m->screen = screen_new(codecs);
    if (m->search && m->lossy && m->screen)
        return m;
    mojibake_free(m);
    return NULL;
}

void mojibake_free(struct mojibake *m)
{
    if (!m)
        return;
    search_free(m->search);
    lossy_free(m->lossy);
    screen_free(m->screen);
    source_free(&m->source);
    source_free(&m->window);
    text_free(&m->undone.text);
    text_free(&m->whole);
    text_free(&m->out);
    bytes_free(&m->buffer);
    text_free(&m->path.text);
    text_free(&m->chosen.text);
    text_free(&m->second.text);
    for (int i = 0; i < FAMILIES; i++)
        text_free(&m->best[i].text);
    for (int i = 0; i < FIRSTS; i++)
        text_free(&m->first[i].text);
    free(m);
}

static int price_of(const struct chain *chain, enum unbake_level level)
{
    static const int eighths[] = {[UNBAKE_SAFE] = 12, [UNBAKE_NORMAL] = 8, [UNBAKE_BOLD] = 6};
    return chain->price * JUDGE_BIT * eighths[level] / 8;
}

/* Takes what a chain brought forth. */
static void fill(struct candidate *candidate, struct mojibake *m, const struct chain *chain, int gain, int score,
                 uint64_t hash)
{
    candidate->chain = chain;
    candidate->gain = gain;
    candidate->score = score;
    candidate->hash = hash;
    text_swap(&candidate->text, &m->out);
}

/* The best, which is about to be filled, becomes the second. */
static void step_down(struct candidate *best, struct candidate *second)
{
    struct text spare = second->text;
    *second = *best;
    best->text = spare;
}

static void consider(struct mojibake *m, const struct chain *chain, const struct codec *was, int gain, int price,
                     unsigned layer)
{
    struct candidate *best = &m->best[chain->was != WAS_UTF8];
    int score = gain - price;
    if (chain->was != WAS_UTF8 ? score <= 0 : gain < -INNER_DEBT)
        return;
    if (score <= best->rival && best->chain)
        return;
    if (chain->was != WAS_UTF8 && !legacy_is_plausible(&m->source, &m->out, chain, was, layer)) {
        if (score > m->refused)
            m->refused = score;
        return;
    }
    uint64_t hash = text_hash(&m->out);
    if (best->chain && hash == best->hash && score <= best->score)
        return;
    if (best->chain == chain && score <= best->score + PARTS_LEAD)
        return; /* the line as a whole came first */
    struct candidate *second = &m->second;
    if (best->chain && score <= best->score) {
        if (mojibake_reads(&m->out, layer, gain, false))
            best->rival = score;
        if (chain->was == WAS_UTF8 && score > second->score)
            fill(second, m, chain, gain, score, hash);
        return;
    }
    if (best->chain && best->chain != chain && hash != best->hash && mojibake_reads(&best->text, layer, best->gain, false))
        best->rival = best->score;
    if (best->chain && chain->was == WAS_UTF8 && hash != best->hash)
        step_down(best, second);
    fill(best, m, chain, gain, score, hash);
}

static int price_here(const struct mojibake *m, const struct option *option, enum unbake_level level, unsigned layer)
{
    int price = price_of(option->chain, level) + (option->mixes_latin ? (int)MIXED_LATIN : 0);
    bool again = layer > 1 && option->chain == m->path.chain[m->path.verdict.depth - 1];
    bool known = layer > 1 && option->was; /* a text that was damaged once had more than one encoding in its life */
    return again || known ? price / 2 : price;
}

static bool try_chain(struct mojibake *m, const struct option *option, int price, unsigned layer)
{
    int gain = 0;
    bool found = false;
    source_encode(&m->source, &option->encoder);
    if (!search_chain(m->search, &m->source, option->chain, option->was, option->encoder.page, layer, &m->out, &gain, &found))
        return false;
    if (found)
        consider(m, option->chain, option->was, gain, price, layer);
    return true;
}

/* Tries what undoes the line as a whole; readers that give the same differ in price only.  *sure: one does, and bytes
 * of another meaning hardly pass for so much UTF-8; *marked: what shows lost bytes was taken for bytes. */
static bool try_whole_utf8(struct mojibake *m, struct repair *repair, unsigned layer, bool *sure,
                           bool *marked)
{
    const struct option *option;
    size_t n = screen_readers_utf8(m->screen, &m->source, false, &option);
    uint64_t last = 0;
    int gain = 0;
    for (size_t i = 0; i < n; i++) {
        if (!whole_undo_utf8(&m->source, &option[i].encoder, layer, &m->undone))
            return false;
        if (m->undone.refused)
            continue;
        struct option wanted = option[i];
        wanted.mixes_latin = screen_mixes_latin(wanted.chain, &m->source);
        uint64_t hash = text_hash(&m->undone.text);
        if (hash != last)
            gain = whole_gain(&m->source, &m->undone);
        last = hash;
        *sure |= m->undone.characters >= SURELY_UTF8;
        *marked |= m->undone.marked;
        text_swap(&m->out, &m->undone.text);
        consider(m, wanted.chain, NULL, gain, price_here(m, &wanted, repair->level, layer), layer);
    }
    return true;
}

/* Likewise legacy bytes; rows of one reader stand together, and its bytes are looked up once. */
static bool try_whole_legacy(struct mojibake *m, struct repair *repair, unsigned layer)
{
    const struct option *option;
    size_t n = screen_whole_legacy(m->screen, repair->codecs, &m->source, &option);
    for (size_t i = 0; i < n; i++) {
        struct option wanted = option[i];
        if (!i || wanted.encoder.page != option[i - 1].encoder.page || wanted.encoder.also != option[i - 1].encoder.also)
            source_encode(&m->source, &wanted.encoder);
        if (!whole_undo_legacy(&m->source, wanted.was, layer, &m->undone))
            return false;
        if (m->undone.refused)
            continue;
        wanted.mixes_latin = screen_mixes_latin(wanted.chain, &m->source);
        text_swap(&m->out, &m->undone.text);
        consider(m, wanted.chain, wanted.was, m->undone.gain, price_here(m, &wanted, repair->level, layer), layer);
        text_swap(&m->out, &m->undone.text);
    }
    return true;
}

static void survey_lossy(struct mojibake *m)
{
    const struct option *option;
    size_t n = screen_readers_utf8(m->screen, &m->source, true, &option);
    for (size_t i = 0; i < n; i++) {
        if (lossy_wants(m->lossy, option[i].chain) && source_encode(&m->source, &option[i].encoder))
            lossy_survey(m->lossy, &m->source, option[i].chain);
    }
}

/* Fills in lost bytes for the reader that the survey found, and takes that for what the chain gives. */
static bool try_lossy(struct mojibake *m, struct repair *repair, unsigned layer)
{
    if (layer > 1)
        return true;
    lossy_begin(m->lossy, m->source.text);
    survey_lossy(m);
    const struct chain *chain = lossy_choice(m->lossy);
    int gain;
    bool found;
    if (!chain)
        return true;
    struct encoder encoder = chain_encoder(repair->codecs, chain);
    source_encode(&m->source, &encoder);
    if (!lossy_chain(m->lossy, &m->source, chain, encoder.page, repair->level, layer, &m->out, &gain, &found))
        return false;
    if (found && m->best[0].chain == chain) {
        m->best[0].chain = NULL;
        m->best[0].score = NO_SCORE;
    }
    if (found)
        consider(m, chain, NULL, gain, price_of(chain, repair->level), layer);
    return true;
}

/* Tries the rows of UTF-8 on the text in m->source, as long as another could be better than the best or rival it. */
static bool try_utf8(struct mojibake *m, struct repair *repair, unsigned layer)
{
    const struct option *option;
    const struct candidate *best = &m->best[0];
    size_t n = screen_utf8(m->screen, &m->source, &option);
    for (size_t i = 0; i < n; i++) {
        bool alike = false;
        int price = price_here(m, &option[i], repair->level, layer);
        for (size_t k = 0; k < i && !alike; k++)
            alike = option[k].bytes == option[i].bytes && best->chain == option[k].chain && price >= best->gain - best->score;
        if (alike || (best->chain && option[i].most - price <= best->score - RIVAL_MARGIN))
            continue;
        if (!try_chain(m, &option[i], price, layer))
            return false;
    }
    return true;
}

/* Tries the other rows on a text that is short. */
static bool try_legacy_short(struct mojibake *m, struct repair *repair, unsigned layer)
{
    const struct option *option;
    const struct candidate *best = &m->best[1];
    size_t n = screen_legacy(m->screen, repair->codecs, &m->source, &option);
    for (size_t i = 0; i < n; i++) {
        int price = price_here(m, &option[i], repair->level, layer), most = option[i].most - price;
        if (most <= 0 || (best->chain && most <= best->score - RIVAL_MARGIN))
            continue;
        if (!try_chain(m, &option[i], price, layer))
            return false;
    }
    return true;
}

/* Puts an option among the finalists, its score being most; the best first. */
static void add_finalist(struct option *finalist, size_t *n, const struct option *option)
{
    size_t at = *n < FINALISTS ? (*n)++ : FINALISTS - 1;
    if (at == FINALISTS - 1 && finalist[at].chain && finalist[at].most >= option->most)
        return;
    for (; at > 0 && finalist[at - 1].most < option->most; at--)
        finalist[at] = finalist[at - 1];
    finalist[at] = *option;
}

/* Finds out on the window which rows are worth a search of the whole text. */
static bool find_finalists(struct mojibake *m, struct repair *repair, unsigned layer, struct option *finalist, size_t *n)
{
    size_t from = source_worst(&m->source, WINDOW);
    struct text text = {.glyph = m->source.text->glyph + from, .n = WINDOW};
    const struct option *option;
    if (!source_read(&m->window, &text))
        return false;
    for (size_t i = 0, all = screen_legacy(m->screen, repair->codecs, &m->window, &option); i < all; i++) {
        struct option wanted = option[i];
        int price = price_here(m, &wanted, repair->level, layer), gain;
        bool found;
        if (wanted.most - price <= (*n == FINALISTS ? finalist[FINALISTS - 1].most : 0))
            continue;
        source_encode(&m->window, &wanted.encoder);
        if (!search_chain(m->search, &m->window, wanted.chain, wanted.was, wanted.encoder.page, layer, &m->out, &gain, &found))
            return false;
        wanted.most = gain - price;
        if (found && wanted.most > 0)
            add_finalist(finalist, n, &wanted);
    }
    return true;
}

static bool try_legacy(struct mojibake *m, struct repair *repair, unsigned layer)
{
    struct option finalist[FINALISTS] = {{0}};
    size_t n = 0;
    if (m->source.text->n <= WINDOW)
        return try_legacy_short(m, repair, layer);
    if (!find_finalists(m, repair, layer, finalist, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!try_chain(m, &finalist[i], price_here(m, &finalist[i], repair->level, layer), layer))
            return false;
    return true;
}

static bool reads_well(const struct text *text)
{
    struct cost cost = cost_of(text, 0);
    return cost.sum <= (int64_t)SOURCE_WELL * cost.n;
}

/* Damage does not read well by chance: when undoing some leaves a line that does, nothing else need be tried. */
static bool is_settled(const struct candidate *best)
{
    return best->chain && best->score > 0 && reads_well(&best->text);
}

static bool try_all_legacy(struct mojibake *m, struct repair *repair, unsigned layer)
{
    return try_whole_legacy(m, repair, layer) && (layer > 1 || is_settled(&m->best[1]) || try_legacy(m, repair, layer));
}

/* Finds the best undoing of one mistake in a text, of either family.  What is left once a layer was undone and the rest
 * reads well may be UTF-8, but no legacy bytes. */
static bool find_best(struct mojibake *m, struct repair *repair, const struct text *text, unsigned layer)
{
    bool sure = false, marked = false;
    for (int i = 0; i < FAMILIES; i++) {
        m->best[i].chain = NULL;
        m->best[i].score = m->best[i].rival = NO_SCORE;
    }
    m->second.chain = NULL;
    m->second.score = NO_SCORE;
    m->refused = NO_SCORE;
    if (!source_read(&m->source, text) || !screen_prepare(m->screen, repair->codecs, text))
        return false;
    if (!source_reads_badly(&m->source))
        return true;
    if (!try_whole_utf8(m, repair, layer, &sure, &marked))
        return false;
    if (m->best[0].chain && !marked && (sure || is_settled(&m->best[0])))
        return true;
    if (!try_utf8(m, repair, layer) || !try_lossy(m, repair, layer))
        return false;
    bool legacy = (layer > 1 ? !source_reads_well(&m->source) : source_has_bad_stretch(&m->source)) &&
                  legacy_may_be(&m->source);
    return is_settled(&m->best[0]) || !legacy || try_all_legacy(m, repair, layer);
}

static void extend(struct path *path, struct candidate *step)
{
    text_swap(&path->text, &step->text);
    path->chain[path->verdict.depth++] = step->chain;
    path->verdict.total += step->score;
    path->verdict.gain += step->gain;
}

static bool keep_if_best(struct mojibake *m)
{
    struct path *chosen = &m->chosen;
    if ((chosen->verdict.depth && m->path.verdict.total <= chosen->verdict.total) ||
        mojibake_is_unfinished(&m->path.text))
        return true;
    if (!text_copy(&chosen->text, &m->path.text))
        return false;
    memcpy(chosen->chain, m->path.chain, sizeof chosen->chain);
    chosen->verdict = m->path.verdict;
    return true;
}

/* Goes on undoing layers from m->path, greedily, and keeps the best point on the way. */
static bool follow(struct mojibake *m, struct repair *repair)
{
    if (!keep_if_best(m))
        return false;
    while (m->path.verdict.depth < LAYERS) {
        if (!find_best(m, repair, &m->path.text, 1u << m->path.verdict.depth))
            return false;
        struct candidate *step = &m->best[m->best[1].chain && m->best[1].score > m->best[0].score];
        if (!step->chain || (step->score <= 0 && !source_has_bad_stretch(&m->source)))
            return true;
        extend(&m->path, step);
        if (!keep_if_best(m))
            return false;
    }
    return true;
}

static void begin_path(struct path *path, struct candidate *step)
{
    path->verdict = (struct verdict){0};
    if (step->chain)
        extend(path, step);
}

/* Drops a single step beside which another was about as good, and doubts it where one that was refused scored more. */
static void doubt(const struct text *line, struct path *chosen, int rival, int refused)
{
    struct verdict *verdict = &chosen->verdict;
    verdict->evident = verdict->depth == 1 && chosen->chain[0]->was == WAS_UTF8 && mojibake_is_evident(line, &chosen->text);
    if (verdict->depth == 1 && !verdict->evident && rival > verdict->total - RIVAL_MARGIN)
        verdict->depth = 0;
    verdict->from_pairs = verdict->depth && codec_has_pairs(chosen->chain[0]->read_as);
    verdict->doubtful = verdict->depth == 1 && refused > verdict->total;
    if (verdict->doubtful && chosen->chain[0]->was != WAS_UTF8)
        verdict->depth = 0;
}

/* Follows a first step, unless a better one led to a line that reads well. */
static bool follow_from(struct mojibake *m, struct repair *repair, struct path *first)
{
    const struct path *chosen = &m->chosen;
    bool found = chosen->verdict.depth && chosen->verdict.total > 0 && reads_well(&chosen->text);
    if (!first->verdict.depth || found)
        return true;
    struct path was = m->path;
    m->path = *first;
    *first = was;
    return follow(m, repair);
}

/* Tries the best first step of each family and the second of UTF-8, for the best may lead nowhere. */
static bool choose(struct mojibake *m, struct repair *repair)
{
    int rival = NO_SCORE;
    m->chosen.verdict.depth = 0;
    if (!find_best(m, repair, &m->line, 1))
        return false;
    int refused = m->refused;
    for (int i = 0; i < FAMILIES; i++) {
        if (m->best[i].chain && m->best[i].rival > rival)
            rival = m->best[i].rival;
        begin_path(&m->first[i], &m->best[i]);
    }
    begin_path(&m->first[FAMILIES], &m->second);
    int better = m->first[1].verdict.total > m->first[0].verdict.total;
    if (!follow_from(m, repair, &m->first[better]) || !follow_from(m, repair, &m->first[!better]) ||
        !follow_from(m, repair, &m->first[FAMILIES]))
        return false;
    doubt(&m->line, &m->chosen, rival, refused);
    return true;
}

static const char *name_steps(struct mojibake *m, unsigned layers)
{
    size_t used = 0;
    m->steps[0] = 0;
    for (int i = 0; i < m->chosen.verdict.depth; i++)
        if (layers & 1u << i) {
            const struct chain *chain = m->chosen.chain[i];
            int n = snprintf(m->steps + used, sizeof m->steps - used, "%s%s was read as %s", used ? ", " : "",
                             chain_was_title(chain), codec_title(chain->read_as));
            used += (size_t)n < sizeof m->steps - used ? (size_t)n : 0;
        }
    return m->steps;
}

static bool write_stretch(struct mojibake *m, struct line *line, const struct stretch *s, const char *kind)
{
    struct bytes *buffer = &m->buffer;
    bytes_clear(buffer);
    line->lost = 0;
    for (size_t i = s->first; i < s->end; i++)
        line->lost += (m->chosen.text.glyph[i].layers & LAYER_GUESSED) != 0;
    for (size_t i = s->first; i < s->end; i++)
        if (!bytes_append_char(buffer, m->chosen.text.glyph[i].c))
            return false;
    return line_edit(line, s->at, s->at_end - s->at, buffer->data, buffer->len, kind, name_steps(m, s->layers));
}

/* end: the offset in the line where the piece ends. */
static bool write_edits(struct mojibake *m, struct line *line, size_t end, bool escaped)
{
    struct stretch s = {0};
    while (text_next_stretch(&m->chosen.text, line->text.data, end, s.end, &s)) {
        bool nonsense = !m->chosen.verdict.evident &&
                        mojibake_is_nonsense(&m->line, &m->chosen.text, s.first, s.end, s.at_end);
        if (nonsense || (escaped && !escapes_within(line->text.data, s.at, s.at_end)))
            continue;
        if (!write_stretch(m, line, &s, escaped ? "escapes" : "mojibake"))
            return false;
    }
    return true;
}

static bool is_between_words(uint32_t c)
{
    return c == ' ' || c == ',' || c == '.' || c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1F || c == 0xFF01;
}

/* Where a piece of a long line ends: between words, and best not beside a byte that a pair could hold. */
static size_t piece_end(const struct text *whole, size_t from)
{
    size_t last = from + PIECE_MAX, second_best = last;
    if (whole->n <= last)
        return whole->n;
    for (size_t i = from + PIECE_MIN; i < last; i++) {
        if (!is_between_words(whole->glyph[i - 1].c))
            continue;
        if (whole->glyph[i - 1].c < 0x80 && whole->glyph[i - 2].c < 0x80)
            return i;
        if (second_best == last)
            second_best = i;
    }
    return second_best;
}

static bool repair_piece(struct mojibake *m, struct repair *repair, struct line *line, size_t end, bool escaped)
{
    if (!choose(m, repair))
        return false;
    if (!mojibake_is_acceptable(&m->line, &m->chosen.text, &m->chosen.verdict) ||
        mojibake_is_quoted(&m->line, &m->chosen.text, m->chosen.chain[0]->was == WAS_UTF8))
        return true;
    return write_edits(m, line, end, escaped);
}

/* escaped: characters that stand as escapes are read as such, and only parts that hold some are repaired. */
static enum unbake_status repair_text(struct repair *repair, struct line *line, bool escaped)
{
    if (!repair->mojibake && !(repair->mojibake = mojibake_new(repair->codecs)))
        return UNBAKE_NO_MEMORY;
    struct mojibake *m = repair->mojibake;
    struct text *whole = &m->whole;
    bool (*read)(struct text *, const char *, size_t) = escaped ? escapes_read : text_read;
    if (!read(whole, line->text.data, line->text.len))
        return UNBAKE_NO_MEMORY;
    best_fit_undo(whole);
    line_begin_edits(line);
    for (size_t from = 0, next; from < whole->n; from = next) {
        next = piece_end(whole, from);
        m->line = (struct text){.glyph = whole->glyph + from, .n = next - from};
        if (!repair_piece(m, repair, line, next < whole->n ? whole->glyph[next].at : line->text.len, escaped))
            return UNBAKE_NO_MEMORY;
    }
    return line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}

enum unbake_status repair_mojibake(struct repair *repair, struct line *line)
{
    return repair->repairs & UNBAKE_MOJIBAKE ? repair_text(repair, line, false) : UNBAKE_OK;
}

enum unbake_status repair_escapes(struct repair *repair, struct line *line)
{
    return repair_text(repair, line, true);
}
