/* mojibake_step.c: one mistake, whichever explains a text best.  Comes in: a text.  Goes out: the best undoings of UTF-8
 * and of legacy bytes, with their gains.  Never: a decision whether they are repairs, or a second mistake.
 *
 * What undoes the text as a whole is tried first; where that leaves a text that reads well, nothing is searched.  What is
 * left once a layer was undone may be UTF-8 again in parts, but legacy bytes only as a whole. */
#include "repair/mojibake_step.h"

#include <stdlib.h>

#include "judge/judge.h"
#include "repair/mojibake_accept.h"
#include "repair/mojibake_evidence.h"
#include "repair/mojibake_folded.h"
#include "repair/mojibake_language.h"
#include "repair/mojibake_lossy.h"
#include "repair/mojibake_screen.h"
#include "repair/mojibake_search.h"
#include "repair/mojibake_whole.h"
#include "repair/mojibake_words.h"

enum {
    INNER_DEBT = 14 * JUDGE_BIT,         /* what an inner layer may cost before the next one pays */
    INNER_LEGACY = 14 * JUDGE_BIT,       /* at most so much likelier are legacy bytes in a text that was damaged once */
    RARE_ROW = 30,                       /* bits: DOS and Macintosh pages */
    INNER_PRICE = 5 * JUDGE_BIT,         /* what was damaged once is likelier to be damaged, rarely or not */
    FOLDED_MIN = 4,                      /* characters: more than one letter, or one Chinese character */
    FOLDED_PAIRS = 12,                   /* of only two: a letter of a few words */
    FOLDING_PRICE = 8 * JUDGE_BIT,       /* what was done to a damaged text as if it were none */
    READS_BADLY = 10 * JUDGE_BIT,        /* as damage does that is left */
    PARTS_LEAD = 8 * JUDGE_BIT,          /* a line is damaged as a whole rather than but for some characters */
    MIXED_LATIN = 6 * JUDGE_BIT,
    SURELY_UTF8 = 3,                     /* characters of UTF-8 and nothing else are no chance: one in a thousand */
    WINDOW = 64,                         /* characters that tell which legacy encodings are worth a search of the rest */
    FINALISTS = 6,                       /* how many are */
    WORDS_REACH = 24 * JUDGE_BIT,        /* two readings no further apart are told by the words that came out */
    WORDS_UNCOUNTED = -1
};

struct finder *finder_new(struct codecs *codecs)
{
    struct finder *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->search = search_new();
    f->lossy = lossy_new();
    f->screen = screen_new(codecs);
    f->unfold = unfold_new();
    if (f->search && f->lossy && f->screen && f->unfold)
        return f;
    finder_free(f);
    return NULL;
}

void finder_free(struct finder *f)
{
    if (!f)
        return;
    search_free(f->search);
    lossy_free(f->lossy);
    screen_free(f->screen);
    unfold_free(f->unfold);
    text_free(&f->unfolded);
    source_free(&f->source);
    source_free(&f->window);
    text_free(&f->undone.text);
    text_free(&f->out);
    text_free(&f->second.text);
    for (int i = 0; i < FAMILIES; i++)
        text_free(&f->best[i].text);
    free(f);
}

static int price_of(const struct chain *chain, enum unbake_level level)
{
    static const int eighths[] = {[UNBAKE_SAFE] = 12, [UNBAKE_NORMAL] = 8, [UNBAKE_BOLD] = 6};
    return chain->price * JUDGE_BIT * eighths[level] / 8;
}

/* Takes what a chain brought forth. */
static void fill(struct candidate *candidate, struct finder *f, const struct chain *chain, int gain, int score,
                 uint64_t hash)
{
    candidate->chain = chain;
    candidate->gain = gain;
    candidate->score = score;
    candidate->hash = hash;
    candidate->words = WORDS_UNCOUNTED;
    text_swap(&candidate->text, &f->out);
}

/* The best, which is about to be filled, becomes the second. */
static void step_down(struct candidate *best, struct candidate *second)
{
    struct text spare = second->text;
    *second = *best;
    best->text = spare;
}

/* What the words that came out say for a reading, counted where another one is about as good. */
static int words_of(struct finder *f, struct candidate *candidate, unsigned layer)
{
    if (candidate->words == WORDS_UNCOUNTED)
        candidate->words = words_evidence(&f->source, &candidate->text, layer);
    return candidate->words;
}

/* Two readings of UTF-8 differ in a letter or two, which words tell better than pairs and triples of letters; by how
 * much the words of the new one in f->out say more than those of the best. */
static int words_ahead(struct finder *f, const struct chain *chain, int score, uint64_t hash, unsigned layer, int *words)
{
    struct candidate *best = &f->best[0];
    *words = WORDS_UNCOUNTED;
    if (chain->was != WAS_UTF8 || !best->chain || best->hash == hash || abs(score - best->score) > WORDS_REACH)
        return 0;
    *words = words_evidence(&f->source, &f->out, layer);
    return *words - words_of(f, best, layer) + language_lead(&f->out, &best->text, layer);
}

static void consider(struct finder *f, const struct chain *chain, const struct codec *was, int gain, int price,
                     unsigned layer)
{
    struct candidate *best = &f->best[chain->was != WAS_UTF8];
    int known = chain->was != WAS_UTF8 && gain > 0 ? words_evidence(&f->source, &f->out, layer) : 0;
    int language = chain->flags & CHAIN_SPARSE && gain > 0 ? language_evidence(&f->source, &f->out, layer) : 0;
    if (layer > 1 && chain->price >= RARE_ROW && language > 0)
        language = 0; /* a language that is not known looks so, too */
    gain += known + language;
    int score = gain - price, words;
    if (chain->was != WAS_UTF8 ? score <= 0 : gain < -INNER_DEBT)
        return;
    if (layer > 1 && mojibake_mixes_scripts(&f->out, layer))
        return;
    uint64_t hash = text_hash(&f->out);
    int ahead = words_ahead(f, chain, score, hash, layer, &words);
    if (score + ahead <= best->rival && best->chain)
        return;
    if (chain->was != WAS_UTF8) {
        source_judge(&f->source, &f->out);
        if (!legacy_is_plausible(&f->source, &f->out, chain, was, layer, known, language)) {
            f->refused = score > f->refused ? score : f->refused;
            return;
        }
    }
    if (best->chain && hash == best->hash && score <= best->score)
        return;
    if (best->chain == chain && score <= best->score + PARTS_LEAD)
        return; /* the line as a whole came first */
    source_judge(&f->source, &f->out);
    struct candidate *second = &f->second;
    if (best->chain && score + ahead <= best->score) {
        if (mojibake_reads(&f->out, layer, gain, false))
            best->rival = score + ahead;
        if (chain->was == WAS_UTF8 && score > second->score)
            fill(second, f, chain, gain, score, hash);
        return;
    }
    if (best->chain && best->chain != chain && hash != best->hash && mojibake_reads(&best->text, layer, best->gain, false))
        best->rival = best->score - ahead;
    if (best->chain && chain->was == WAS_UTF8 && hash != best->hash)
        step_down(best, second);
    fill(best, f, chain, gain, score, hash);
    best->words = words;
}

static int price_here(const struct finder *f, const struct option *option, enum unbake_level level)
{
    int price = price_of(option->chain, level) + (option->mixes_latin ? (int)MIXED_LATIN : 0);
    if (!f->last || f->last->was != WAS_UTF8)
        return price; /* legacy bytes prove less */
    if (option->was) /* a text that was damaged once had more than one encoding in its life, but a rare one rarely */
        return price / 2 > price - INNER_LEGACY ? price / 2 : price - INNER_LEGACY;
    return option->chain == f->last ? price / 2 : INNER_PRICE + price / 4;
}

static bool try_chain(struct finder *f, const struct option *option, int price, unsigned layer)
{
    int gain = 0;
    bool found = false;
    source_encode(&f->source, &option->encoder);
    if (!search_chain(f->search, &f->source, option->chain, option->was, option->encoder.page, layer, &f->out, &gain, &found))
        return false;
    if (found)
        consider(f, option->chain, option->was, gain, price, layer);
    return true;
}

/* Tries what undoes the line as a whole; readers that give the same differ in price only.  *sure: one does, and bytes
 * of another meaning hardly pass for so much UTF-8; *marked: what shows lost bytes was taken for bytes. */
static bool try_whole_utf8(struct finder *f, struct repair *repair, unsigned layer, bool *sure,
                           bool *marked)
{
    const struct option *option;
    size_t n = screen_whole_utf8(f->screen, &f->source, &option);
    uint64_t last = 0;
    int gain = 0;
    bool undone = false; /* for the reader before, which left the best text */
    for (size_t i = 0; i < n; i++) {
        struct option wanted = option[i];
        if (undone && f->best[0].chain && f->best[0].hash == last && source_is_encoded(&f->source, &wanted.encoder) &&
            gain - price_here(f, &wanted, repair->level) <= f->best[0].score)
            continue; /* the same again, and dearer */
        if (!whole_undo_utf8(&f->source, &wanted.encoder, layer, &f->undone))
            return false;
        undone = !f->undone.refused;
        if (!undone)
            continue;
        wanted.mixes_latin = screen_mixes_latin(wanted.chain, &f->source);
        uint64_t hash = text_hash(&f->undone.text);
        if (hash != last)
            gain = whole_gain(&f->source, &f->undone);
        last = hash;
        *sure |= f->undone.characters >= SURELY_UTF8;
        *marked |= f->undone.marked;
        text_swap(&f->out, &f->undone.text);
        consider(f, wanted.chain, NULL, gain, price_here(f, &wanted, repair->level), layer);
    }
    return true;
}

/* Likewise legacy bytes, by rows with these flags; those of one reader stand together, and its bytes are looked up once. */
static bool try_whole_legacy(struct finder *f, struct repair *repair, unsigned flags, unsigned layer)
{
    const struct option *option;
    size_t n = screen_whole_legacy(f->screen, repair->codecs, flags, &f->source, &option);
    for (size_t i = 0; i < n; i++) {
        struct option wanted = option[i];
        if (!i || wanted.encoder.page != option[i - 1].encoder.page || wanted.encoder.also != option[i - 1].encoder.also)
            source_encode(&f->source, &wanted.encoder);
        if (!whole_undo_legacy(&f->source, wanted.was, layer, &f->undone))
            return false;
        if (f->undone.refused)
            continue;
        wanted.mixes_latin = screen_mixes_latin(wanted.chain, &f->source);
        text_swap(&f->out, &f->undone.text);
        consider(f, wanted.chain, wanted.was, f->undone.gain, price_here(f, &wanted, repair->level), layer);
        text_swap(&f->out, &f->undone.text);
    }
    return true;
}

static void survey_lossy(struct finder *f)
{
    const struct option *option;
    size_t n = screen_lossy_utf8(f->screen, &f->source, &option);
    for (size_t i = 0; i < n; i++) {
        if (lossy_wants(f->lossy, option[i].chain) && source_encode(&f->source, &option[i].encoder))
            lossy_survey(f->lossy, &f->source, option[i].chain);
    }
}

/* Fills in lost bytes for the reader that the survey found, and takes that for what the chain gives. */
static bool try_lossy(struct finder *f, struct repair *repair, unsigned layer)
{
    if (layer > 1)
        return true;
    lossy_begin(f->lossy, f->source.text);
    survey_lossy(f);
    const struct chain *chain = lossy_choice(f->lossy);
    int gain;
    bool found;
    if (!chain)
        return true;
    struct encoder encoder = chain_encoder(repair->codecs, chain);
    source_encode(&f->source, &encoder);
    if (!lossy_chain(f->lossy, &f->source, chain, encoder.page, repair->level, layer, &f->out, &gain, &found))
        return false;
    if (found && f->best[0].chain == chain) {
        f->best[0].chain = NULL;
        f->best[0].score = FINDER_NO_SCORE;
    }
    if (found)
        consider(f, chain, NULL, gain, price_of(chain, repair->level), layer);
    return true;
}

/* Tries the rows of UTF-8 on the text in f->source, as long as another could be better than the best or rival it. */
static bool try_utf8(struct finder *f, struct repair *repair, unsigned layer)
{
    const struct option *option;
    const struct candidate *best = &f->best[0];
    size_t n = screen_utf8(f->screen, &f->source, &option);
    for (size_t i = 0; i < n; i++) {
        bool alike = false;
        int price = price_here(f, &option[i], repair->level);
        for (size_t k = 0; k < i && !alike; k++)
            alike = option[k].bytes == option[i].bytes && best->chain == option[k].chain && price >= best->gain - best->score;
        if (alike || (best->chain && option[i].most - price <= best->score - FINDER_RIVAL_MARGIN))
            continue;
        if (!try_chain(f, &option[i], price, layer))
            return false;
    }
    return true;
}

/* What legacy bytes must gain to be better than the best reading as UTF-8, or to rival it. */
static int least_of_legacy(const struct finder *f)
{
    int least = f->best[0].chain ? f->best[0].score - FINDER_RIVAL_MARGIN : 0;
    return least > 0 ? least : 0;
}

/* Tries the other rows on a text that is short. */
static bool try_legacy_short(struct finder *f, struct repair *repair, unsigned layer)
{
    const struct option *option;
    const struct candidate *best = &f->best[1];
    int least = least_of_legacy(f);
    size_t n = screen_legacy(f->screen, repair->codecs, &f->source, &option);
    for (size_t i = 0; i < n; i++) {
        int price = price_here(f, &option[i], repair->level), most = option[i].most - price;
        if (most <= least || (best->chain && most <= best->score - FINDER_RIVAL_MARGIN))
            continue;
        if (!try_chain(f, &option[i], price, layer))
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
static bool find_finalists(struct finder *f, struct repair *repair, unsigned layer, struct option *finalist, size_t *n)
{
    size_t from = source_worst(&f->source, WINDOW);
    struct text text = {.glyph = f->source.text->glyph + from, .n = WINDOW};
    const struct option *option;
    int least = least_of_legacy(f);
    if (!source_read(&f->window, &text))
        return false;
    for (size_t i = 0, all = screen_legacy(f->screen, repair->codecs, &f->window, &option); i < all; i++) {
        struct option wanted = option[i];
        int price = price_here(f, &wanted, repair->level), gain;
        bool found;
        if (wanted.most - price <= (*n == FINALISTS ? finalist[FINALISTS - 1].most : least))
            continue;
        source_encode(&f->window, &wanted.encoder);
        if (!search_chain(f->search, &f->window, wanted.chain, wanted.was, wanted.encoder.page, layer, &f->out, &gain, &found))
            return false;
        wanted.most = gain - price;
        if (found && wanted.most > 0)
            add_finalist(finalist, n, &wanted);
    }
    return true;
}

static bool try_legacy(struct finder *f, struct repair *repair, unsigned layer)
{
    struct option finalist[FINALISTS] = {{0}};
    size_t n = 0;
    if (f->source.text->n <= WINDOW)
        return try_legacy_short(f, repair, layer);
    if (!find_finalists(f, repair, layer, finalist, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!try_chain(f, &finalist[i], price_here(f, &finalist[i], repair->level), layer))
            return false;
    return true;
}

bool finder_sees_table(const struct finder *f, const struct text *text)
{
    return screen_is_table(f->screen, text);
}

bool finder_reads_well(const struct text *text)
{
    struct judge_context context = judge_begin();
    int64_t sum = 0, n = 0;
    for (size_t i = 0; i < text->n; i++) {
        int cost = text_next_cost(text, i, &context);
        if (text->glyph[i].c < 0x80 || text->glyph[i].c == 0xA0)
            continue;
        sum += cost;
        n++;
    }
    return sum <= SOURCE_WELL * n;
}

int finder_lossy_margin(const struct finder *f)
{
    return lossy_margin(f->lossy);
}

/* Damage does not read well by chance: when undoing some leaves a line that does, nothing else need be tried. */
static bool is_settled(const struct candidate *best)
{
    return best->chain && best->score > 0 && finder_reads_well(&best->text);
}

static bool try_all_legacy(struct finder *f, struct repair *repair, unsigned layer)
{
    return try_whole_legacy(f, repair, 0, layer) && (layer > 1 || is_settled(&f->best[1]) || try_legacy(f, repair, layer));
}

static void begin_find(struct finder *f, const struct chain *last)
{
    for (int i = 0; i < FAMILIES; i++) {
        f->best[i].chain = NULL;
        f->best[i].score = f->best[i].rival = FINDER_NO_SCORE;
    }
    f->second.chain = NULL;
    f->second.score = FINDER_NO_SCORE;
    f->refused = FINDER_NO_SCORE;
    f->last = last;
}

/* Finds undoings of a text that nothing was done to after the mistake. */
static bool find_plain(struct finder *f, struct repair *repair, unsigned layer)
{
    bool sure = false, marked = false;
    if (!try_whole_utf8(f, repair, layer, &sure, &marked))
        return false;
    if (f->best[0].chain && !marked &&
        (sure || is_settled(&f->best[0]) || (layer == 1 && mojibake_is_evident(f->source.text, &f->best[0].text))))
        return true;
    if (!try_utf8(f, repair, layer) || !try_lossy(f, repair, layer))
        return false;
    bool legacy = (layer > 1 || source_has_bad_stretch(&f->source)) && legacy_may_be(&f->source);
    return is_settled(&f->best[0]) || !legacy || try_all_legacy(f, repair, layer);
}

/* Abbreviations are capitals, and random. */
static int folding_price(enum folding folding)
{
    return folding == FOLDED_CAPITAL ? 6 * FOLDING_PRICE : FOLDING_PRICE;
}

/* Reads the text as it stood before the folding made sequences of characters. */
static bool read_unfolded(struct finder *f, const struct text *text, enum folding folding)
{
    if (!unfold_sequences(folding, text, &f->unfolded))
        return false;
    bool same = f->unfolded.n == text->n; /* a sequence is longer than what it was made of */
    f->source.spellings = NULL;
    return (same && f->source.text == text) || source_read(&f->source, same ? text : &f->unfolded);
}

/* Tries rows of UTF-8 on a text that a folding may have gone over. */
static bool try_folding(struct finder *f, struct repair *repair, const struct text *text, enum folding folding)
{
    struct folded_reader reader[FOLDED_READERS];
    size_t n;
    if (!read_unfolded(f, text, folding) || !folded_find(f->unfold, repair->codecs, &f->source, folding, reader, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct option option = {.chain = reader[i].chain, .encoder = reader[i].encoder};
        f->source.spellings = reader[i].spellings;
        if (!try_chain(f, &option, price_of(option.chain, repair->level) + folding_price(folding), 1))
            return false;
    }
    return true;
}

/* Whether all that reads like damage was undone, and nothing guessed. */
static bool is_all_undone(const struct candidate *best)
{
    struct judge_context context = judge_begin();
    for (size_t i = 0; best->chain && i < best->text.n; i++) {
        const struct glyph *glyph = &best->text.glyph[i];
        bool badly = text_next_cost(&best->text, i, &context) >= READS_BADLY;
        if (glyph->c >= 0x80 && (glyph->layers ? glyph->layers & LAYER_GUESSED : badly))
            return false;
    }
    return best->chain;
}

/* Characters enough, and not two of them again and again and again. */
static bool may_be_folded(const struct source_text *source)
{
    size_t others = 0;
    uint32_t first = source->beyonds ? source->text->glyph[source->beyond[0]].c : 0, second = first;
    for (size_t k = 1; k < source->beyonds; k++) {
        uint32_t c = source->text->glyph[source->beyond[k]].c;
        others += second != first && c != first && c != second;
        second = second == first ? c : second;
    }
    return source->beyonds >= FOLDED_MIN && (others || source->beyonds <= FOLDED_PAIRS);
}

static bool try_foldings(struct finder *f, struct repair *repair, const struct text *text)
{
    if (!may_be_folded(&f->source) || !source_has_bad_stretch(&f->source) || is_all_undone(&f->best[0]) ||
        is_all_undone(&f->best[1]))
        return true;
    for (enum folding folding = 0; folding < FOLDINGS; folding++)
        if (unfold_may_be(folding, text) && !try_folding(f, repair, text, folding))
            return false;
    f->source.spellings = NULL;
    return f->source.text == text || source_read(&f->source, text);
}

bool finder_find(struct finder *f, struct repair *repair, struct text *text, unsigned layer, const struct chain *last)
{
    begin_find(f, last);
    text_judge(text);
    if (!source_read(&f->source, text) || !screen_prepare(f->screen, repair->codecs, text))
        return false;
    if (!source_reads_badly(&f->source)) /* what is left of an inner mistake may be one letter in a word */
        return !last || last->was != WAS_UTF8 || !words_are_strange(text) ||
               try_whole_legacy(f, repair, CHAIN_SPARSE, layer);
    if (!find_plain(f, repair, layer))
        return false;
    return layer > 1 || try_foldings(f, repair, text);
}
