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
#include "repair/margin.h"
#include "repair/mojibake_accept.h"
#include "repair/mojibake_lossy.h"
#include "repair/mojibake_step.h"

enum {
    LAYERS = 5,
    FIRSTS = FAMILIES + 1,             /* first steps that are followed: the best of each, and the second of UTF-8 */
    PIECE_MIN = 384, PIECE_MAX = 1024, /* characters of a long line that are judged together */
    TORN = 2,                          /* characters before a cut that it may have torn */
    STEPS_MAX = LAYERS * 64
};

struct path {
    struct text text;
    const struct chain *chain[LAYERS];
    struct verdict verdict;
};

struct mojibake {
    struct finder *finder;
    struct text whole, line; /* line: the piece of the whole that is looked at, owned by it */
    struct bytes buffer;
    struct path first[FIRSTS], path, chosen;
    char steps[STEPS_MAX];
};

static struct mojibake *mojibake_new(struct codecs *codecs)
{
    struct mojibake *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->finder = finder_new(codecs);
    if (m->finder)
        return m;
    mojibake_free(m);
    return NULL;
}

void mojibake_free(struct mojibake *m)
{
    if (!m)
        return;
    finder_free(m->finder);
    text_free(&m->whole);
    bytes_free(&m->buffer);
    text_free(&m->path.text);
    text_free(&m->chosen.text);
    for (int i = 0; i < FIRSTS; i++)
        text_free(&m->first[i].text);
    free(m);
}

static void extend(struct path *path, struct candidate *step)
{
    text_swap(&path->text, &step->text);
    path->chain[path->verdict.depth++] = step->chain;
    path->verdict.total += step->score;
    path->verdict.gain += step->gain;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static bool keep_if_best(struct mojibake *m)
{
    struct path *chosen = &m->chosen;
    if (mojibake_is_unfinished(&m->path.text))
        return true;
    struct verdict was = chosen->verdict;
    if (was.depth && m->path.verdict.total <= was.total) {
        chosen->verdict.rival = larger(was.rival, m->path.verdict.total);
        return true;
    }
    if (!text_copy(&chosen->text, &m->path.text))
        return false;
    memcpy(chosen->chain, m->path.chain, sizeof chosen->chain);
    chosen->verdict = m->path.verdict;
    chosen->verdict.rival = was.depth ? larger(was.rival, was.total) : was.rival;
    return true;
}

/* Goes on undoing layers from m->path, greedily, and keeps the best point on the way. */
static bool follow(struct mojibake *m, struct repair *repair)
{
    if (!keep_if_best(m))
        return false;
    struct finder *f = m->finder;
    while (m->path.verdict.depth < LAYERS) {
        int depth = m->path.verdict.depth;
        if (!finder_find(f, repair, &m->path.text, 1u << depth, m->path.chain[depth - 1]))
            return false;
        struct candidate *step = &f->best[f->best[1].chain && f->best[1].score > f->best[0].score];
        if (!step->chain || (step->score <= 0 && !source_has_bad_stretch(&f->source)))
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
    if (verdict->depth == 1)
        verdict->rival = larger(verdict->rival, rival);
    if (verdict->depth == 1 && rival > verdict->total - FINDER_RIVAL_MARGIN)
        verdict->depth = 0;
    verdict->from_pairs = verdict->depth && codec_has_pairs(chosen->chain[0]->read_as);
    verdict->doubtful = verdict->depth == 1 && refused > verdict->total;
    if (verdict->doubtful && chosen->chain[0]->was != WAS_UTF8)
        verdict->depth = 0;
}

/* Names the tables of the outermost mistake, where both sides have pairs. */
static void name_tables(struct codecs *codecs, struct path *chosen)
{
    const struct chain *chain = chosen->chain[0];
    if (!chosen->verdict.from_pairs || chain->was == WAS_UTF8)
        return;
    chosen->verdict.reader = codecs_get(codecs, chain->read_as);
    chosen->verdict.legacy = codecs_get(codecs, (enum codec_name)chain->was);
}

/* Follows a first step, unless a better one led to a line that reads well. */
static bool follow_from(struct mojibake *m, struct repair *repair, struct path *first)
{
    const struct path *chosen = &m->chosen;
    bool found = chosen->verdict.depth && chosen->verdict.total > 0 && finder_reads_well(&chosen->text);
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
    struct finder *f = m->finder;
    int rival = FINDER_NO_SCORE;
    m->chosen.verdict = (struct verdict){.rival = FINDER_NO_SCORE};
    if (!finder_find(f, repair, &m->line, 1, NULL))
        return false;
    int refused = f->refused;
    for (int i = 0; i < FAMILIES; i++) {
        if (f->best[i].chain && f->best[i].rival > rival)
            rival = f->best[i].rival;
        begin_path(&m->first[i], &f->best[i]);
    }
    begin_path(&m->first[FAMILIES], &f->second);
    int better = m->first[1].verdict.total > m->first[0].verdict.total;
    if (!follow_from(m, repair, &m->first[better]) || !follow_from(m, repair, &m->first[!better]) ||
        !follow_from(m, repair, &m->first[FAMILIES]))
        return false;
    doubt(&m->line, &m->chosen, rival, refused);
    name_tables(repair->codecs, &m->chosen);
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

/* What was filled in is no surer than that nothing else would do as well. */
static double margin_of_stretch(const struct mojibake *m, bool guessed)
{
    int margin = mojibake_margin(&m->chosen.verdict), filled = guessed ? finder_lossy_margin(m->finder) : margin;
    return margin_of(filled < margin ? filled : margin);
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
    line->margin = margin_of_stretch(m, line->lost > 0);
    return line_edit(line, s->at, s->at_end - s->at, buffer->data, buffer->len, kind, name_steps(m, s->layers));
}

/* end: the offset in the line where the piece ends. */
static bool write_edits(struct mojibake *m, struct line *line, size_t end, bool escaped)
{
    struct stretch s = {0};
    while (text_next_stretch(&m->chosen.text, line->text.data, end, s.end, &s)) {
        bool nonsense = !m->chosen.verdict.evident &&
                        mojibake_is_nonsense(&m->line, &m->chosen.text, s.first, s.end, s.at_end,
                                             &m->chosen.verdict);
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

/* How much of an undoing is whole: a cut may go through a character of many layers, of which some are left then. */
static size_t whole_glyphs(const struct path *path)
{
    unsigned deepest = 1u << (path->verdict.depth - 1);
    size_t n = path->text.n;
    while (n && path->text.glyph[n - 1].c >= 0x80 && !(path->text.glyph[n - 1].layers & deepest))
        n--;
    return n > 2 * TORN ? n - TORN : n;
}

/* Whether more of what is beyond ASCII is no UTF-8 than is: then the line is in another encoding, or none. */
static bool is_foreign(const struct text *text)
{
    size_t lone = 0, others = 0;
    for (size_t i = 0; i < text->n; i++) {
        lone += text->glyph[i].c >= NO_UTF8;
        others += text->glyph[i].c >= 0x80 && text->glyph[i].c < NO_UTF8;
    }
    return lone > others;
}

/* Repairs the piece that ends at *next; where it was cut amid a word, what the cut broke is left to the next piece. */
static bool repair_piece(struct mojibake *m, struct repair *repair, struct line *line, size_t *next, bool escaped)
{
    const struct text *whole = &m->whole;
    struct text *text = &m->chosen.text;
    size_t from = (size_t)(m->line.glyph - whole->glyph);
    if (is_foreign(&m->line))
        return true;
    if (!choose(m, repair))
        return false;
    if (!m->chosen.verdict.depth || !mojibake_is_acceptable(&m->line, text, &m->chosen.verdict) ||
        mojibake_is_quoted(&m->line, text, m->chosen.chain[0]->was == WAS_UTF8) ||
        finder_sees_table(m->finder, &m->line))
        return true;
    bool cut = *next < whole->n && !is_between_words(whole->glyph[*next - 1].c);
    size_t n = cut ? whole_glyphs(&m->chosen) : text->n, end = *next;
    while (n && n < text->n && end > from && whole->glyph[end - 1].at >= text->glyph[n].at)
        end--;
    if (end >= from + PIECE_MIN) { /* else the same would be looked at too often */
        text->n = n;
        *next = end;
    }
    return write_edits(m, line, *next < whole->n ? whole->glyph[*next].at : line->text.len, escaped);
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
        if (!repair_piece(m, repair, line, &next, escaped))
            return UNBAKE_NO_MEMORY;
    }
    return line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}

enum unbake_status repair_mojibake(struct repair *repair, struct line *line)
{
    return repair_text(repair, line, false);
}

enum unbake_status repair_escapes(struct repair *repair, struct line *line)
{
    return repair_text(repair, line, true);
}
