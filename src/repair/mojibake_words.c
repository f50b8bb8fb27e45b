/* mojibake_words.c: which words of a line became known ones?  Comes in: both texts.  Goes out: how much that proves.
 * Never: holds against a text that its words are not known: most languages are not.
 *
 * Where a page of one language was read as that of another, one letter in a word is all that changed, too little for
 * pairs and triples of letters to tell; that "hráèe" is no word and "hráče" one tells more. */
#include "repair/mojibake_words.h"

#include <string.h>

#include "judge/judge.h"
#include "tables/known_words.h"

enum {
    UNKNOWN = 3, /* bits against: four words in five that are met are known, if the language is */
    FIRST_GREEK = 0x370,
    SHORT = 4    /* words of so many lengths are worth less than longer ones */
};

/* In bits: how much rarer a known word is where letters stand by chance.  The table itself tells one in 4096; short
 * words have many neighbours that are words. */
static const int worth[SHORT] = {4, 8, 10, 12};
_Static_assert(WORDS_ONE == 8 * JUDGE_BIT, "a word of four letters");

struct word {
    uint32_t c[KNOWN_WORD_MAX];
    size_t n;
    bool beyond; /* ASCII */
};

static void add_letter(struct word *word, uint32_t c)
{
    if (word->n < KNOWN_WORD_MAX)
        word->c[word->n] = c;
    word->n++;
    word->beyond |= c >= 0x80;
}

static bool is_known(const struct word *word)
{
    return word->beyond && judge_knows_spelling(word->c, word->n);
}

/* What stood where a word of the result stands; *at: where to look from. */
static struct word word_before(const struct text *text, size_t *at, size_t from, size_t to)
{
    struct word word = {.n = 0};
    while (*at < text->n && text->glyph[*at].at < from)
        ++*at;
    for (; *at < text->n && text->glyph[*at].at < to; ++*at)
        add_letter(&word, text->glyph[*at].c);
    return word;
}

/* What the words that changed say. */
struct votes {
    int bits, known, unknown;
    struct word last; /* that proved something: the same again proves nothing more */
};

static bool is_same(const struct word *a, const struct word *b)
{
    return a->n == b->n && a->n <= KNOWN_WORD_MAX && !memcmp(a->c, b->c, a->n * sizeof *a->c);
}

static void vote(struct votes *votes, const struct word *after, bool touched, const struct word *before)
{
    if (after->n < KNOWN_WORD_MIN || !after->beyond)
        return;
    bool known = is_known(after);
    votes->known += known;
    votes->unknown += !known;
    if (!touched || is_same(after, &votes->last))
        return;
    int bits = worth[after->n < KNOWN_WORD_MIN + SHORT ? after->n - KNOWN_WORD_MIN : SHORT - 1];
    votes->bits += known == is_known(before) ? -UNKNOWN : known ? bits : -bits;
    if (known)
        votes->last = *after;
}

/* Reads the word that begins at *i, or nothing, and puts *i behind it.  Returns which layers touched it. */
static unsigned next_word(const struct text *text, size_t *i, struct word *word)
{
    unsigned layers = 0;
    word->n = 0;
    word->beyond = false;
    for (; *i < text->n && known_words_letter(text->glyph[*i].c); ++*i) {
        add_letter(word, text->glyph[*i].c);
        layers |= text->glyph[*i].layers;
    }
    return layers;
}

int words_evidence(const struct source_text *source, const struct text *out, unsigned layer)
{
    struct votes votes = {0};
    for (size_t i = 0, at = 0; i < out->n; i++) {
        struct word word;
        size_t from = out->glyph[i].at;
        bool touched = next_word(out, &i, &word) & layer;
        struct word before = word_before(source->text, &at, from, i < out->n ? out->glyph[i].at : SIZE_MAX);
        vote(&votes, &word, touched, &before);
    }
    return votes.bits > 0 && votes.known >= votes.unknown ? votes.bits * JUDGE_BIT : 0;
}

static bool is_latin(const struct word *word)
{
    for (size_t i = 0; i < word->n && i < KNOWN_WORD_MAX; i++)
        if (word->c[i] >= FIRST_GREEK)
            return false;
    return word->beyond;
}

bool words_are_strange(const struct text *text)
{
    for (size_t i = 0; i < text->n; i++) {
        struct word word;
        if (next_word(text, &i, &word) && is_latin(&word) && word.n >= KNOWN_WORD_MIN && !is_known(&word))
            return true;
    }
    return false;
}
