/* candidates.c: the likeliest readings of one text.  Comes in: a text.  Goes out: what each known mistake gives when it is
 * undone, and each again on the best of these, sorted by how much better they read less what the mistakes cost.
 * Never: a rule about what is acceptable, which repairs that ask nobody need. */
#include "repair/candidates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "judge/judge.h"
#include "repair/chains.h"
#include "repair/mojibake_search.h"

enum { DEPTH = 3, FRONT = 3 }; /* mistakes on top of each other, and readings that are followed from each depth */

struct reading {
    struct text text;
    uint64_t hash;
    int score, depth;
    char steps[CANDIDATES_STEPS];
};

struct finder {
    struct codecs *codecs;
    struct search *search;
    struct source_text source;
    struct text out;
    struct reading *best; /* CANDIDATES_MAX + 1, sorted */
    size_t n;
};

static void move_to(struct reading *best, size_t from, size_t to)
{
    struct reading moved = best[from];
    for (size_t i = from; i > to; i--)
        best[i] = best[i - 1];
    best[to] = moved;
}

static void name_steps(char *to, const struct reading *from, const struct chain *chain)
{
    int used = snprintf(to, CANDIDATES_STEPS, "%s%s", from->steps, *from->steps ? ", " : "");
    if (used < CANDIDATES_STEPS)
        snprintf(to + used, (size_t)(CANDIDATES_STEPS - used), "%s was read as %s", chain_was_title(chain),
                 codec_title(chain->read_as));
}

/* Keeps the reading in f->out if it is among the best, and the best way to it. */
static void keep(struct finder *f, const struct reading *from, const struct chain *chain, int gain)
{
    int score = from->score + gain - chain->price * JUDGE_BIT;
    uint64_t hash = text_hash(&f->out);
    size_t at = 0;
    while (at < f->n && f->best[at].hash != hash)
        at++;
    if (hash == from->hash || (at < f->n && f->best[at].score >= score))
        return;
    if (at == f->n && f->n < CANDIDATES_MAX)
        f->n++;
    else if (at == f->n && f->best[--at].score >= score)
        return;
    struct reading *to = &f->best[at];
    name_steps(to->steps, from, chain);
    text_swap(&to->text, &f->out);
    to->hash = hash;
    to->score = score;
    to->depth = from->depth + 1;
    size_t place = at;
    while (place && f->best[place - 1].score < score)
        place--;
    move_to(f->best, at, place);
}

static bool try_reader(struct finder *f, const struct reading *from, const struct chain *chain,
                       const struct codec *reader)
{
    const struct codec *was = chain->was == WAS_UTF8 ? NULL : codecs_get(f->codecs, (enum codec_name)chain->was);
    int gain;
    bool found = false;
    if (chain->was != WAS_UTF8 && !was)
        return true;
    if (!search_chain(f->search, &f->source, chain, was, reader, 1u << from->depth, &f->out, &gain, &found))
        return false;
    if (found)
        keep(f, from, chain, gain);
    return true;
}

static bool expand(struct finder *f, const struct reading *from)
{
    size_t n;
    const struct chain *chain = chains_all(&n);
    if (!source_read(&f->source, &from->text))
        return false;
    for (size_t i = 0; i < n && source_reads_badly(&f->source); i++) {
        struct encoder encoder = chain_encoder(f->codecs, &chain[i]);
        if (encoder.page && source_encode(&f->source, &encoder) &&
            !try_reader(f, from, &chain[i], encoder.page))
            return false;
    }
    return true;
}

static bool copy_reading(struct reading *to, const struct reading *from)
{
    to->hash = from->hash;
    to->score = from->score;
    to->depth = from->depth;
    memcpy(to->steps, from->steps, sizeof to->steps);
    return text_copy(&to->text, &from->text);
}

/* Follows the best few of each depth; they are copied, for the list moves while they are. */
static bool find_all(struct finder *f, struct reading *front)
{
    size_t followed = 1;
    for (int depth = 0; depth < DEPTH && followed; depth++) {
        for (size_t i = 0; i < followed; i++)
            if (!expand(f, &front[i]))
                return false;
        followed = 0;
        for (size_t i = 0; i < f->n && followed < FRONT; i++)
            if (f->best[i].depth == depth + 1 && !copy_reading(&front[followed++], &f->best[i]))
                return false;
    }
    return true;
}

static enum unbake_status tell(const struct finder *f, size_t most, unbake_on_reading *on_reading, void *user)
{
    struct bytes text = {0};
    bool good = true;
    for (size_t i = 0; good && i < f->n && i < most; i++) {
        const struct reading *reading = &f->best[i];
        bytes_clear(&text);
        for (size_t j = 0; good && j < reading->text.n; j++) {
            uint32_t c = reading->text.glyph[j].c;
            char byte = (char)(c - NO_UTF8);
            good = c >= NO_UTF8 ? bytes_append(&text, &byte, 1) : bytes_append_char(&text, c);
        }
        if (good)
            on_reading(user, &(struct unbake_reading){.text = text.data, .len = text.len, .steps = reading->steps,
                                                      .bits = (double)reading->score / JUDGE_BIT});
    }
    bytes_free(&text);
    return good ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}

static enum unbake_status find_in(struct finder *f, struct reading *front, const char *text, size_t len, size_t most,
                                  unbake_on_reading *on_reading, void *user)
{
    if (!f->codecs || !f->search || !f->best || !front || !text_read(&front[0].text, text, len))
        return UNBAKE_NO_MEMORY;
    front[0].hash = text_hash(&front[0].text);
    return find_all(f, front) ? tell(f, most, on_reading, user) : UNBAKE_NO_MEMORY;
}

enum unbake_status candidates_find(const char *text, size_t len, size_t most, unbake_on_reading *on_reading, void *user)
{
    struct finder f = {.codecs = codecs_new(), .search = search_new(), .best = calloc(CANDIDATES_MAX, sizeof *f.best)};
    struct reading *front = calloc(FRONT, sizeof *front);
    enum unbake_status status = find_in(&f, front, text, len, most, on_reading, user);
    for (size_t i = 0; f.best && i < f.n; i++)
        text_free(&f.best[i].text);
    for (size_t i = 0; front && i < FRONT; i++)
        text_free(&front[i].text);
    free(f.best);
    free(front);
    text_free(&f.out);
    source_free(&f.source);
    search_free(f.search);
    codecs_free(f.codecs);
    return status;
}
