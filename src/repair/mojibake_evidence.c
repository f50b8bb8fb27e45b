/* mojibake_evidence.c: what a line and its undoing say for or against each other.  Comes in: both texts.  Goes out: what
 * the touched characters cost, and whether legacy bytes were plausibly read so.  Never: takes a pattern, a drawing or a
 * table of characters for a language. */
#include "repair/mojibake_evidence.h"

#include "judge/judge.h"
#include "repair/mojibake_words.h"
#include "tables/latin.h"

enum {
    READS_BADLY = 10 * JUDGE_BIT,
    MEAN_OUT_MAX = 21 * JUDGE_BIT / 2,   /* repaired characters must read about like language */
    MEAN_OUT_MAX_CJK = 25 * JUDGE_BIT / 2,
    MEAN_OUT_MAX_SAME = 7 * JUDGE_BIT,   /* both sides are of one script, which clean text imitates */
    MEAN_OUT_MAX_LONG = 6 * JUDGE_BIT,   /* and abbreviations, which chance gives a sound */
    KNOWN_LEAVE = 3 * JUDGE_BIT,         /* but less so in a line that was damaged once more */
    MEAN_GAIN = 2 * JUDGE_BIT,           /* for each of them */
    CHARS_MIN = 2,
    LANGUAGE_LEAST = 2 * JUDGE_BIT,      /* where languages tell, accents of no known word must be of one */
    FEW = 2 * EVIDENCE_DIFFERENT,        /* more are not told by the first that differ */
    LETTERS_IN_A_ROW = 3,
    WORDS_LETTERS = 6, FEW_LETTERS = 4,
    MUCH_GAIN = 8 * JUDGE_BIT,           /* for each letter, where few prove enough */
    LONG_WORD = 6,
    MANY_LETTERS = 12,                   /* make up for a long word */
    APOSTROPHE = 0x2019,
    TABLE_RUN = 4,                       /* characters in the order of an encoding */
    UNLIKE_RUN = 14                      /* letters in a row of which none comes twice, as no word has them */
};

/* Not signs, marks, spaces and drawings: no-break spaces alone can be read as rulers in many pages. */
static bool is_letter(uint32_t c)
{
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2B0 || c > 0x36F) && (c < 0x2000 || c > 0x2E7F) &&
           !(c >= 0xFF61 && c <= 0xFF9F);
}

static bool is_east_asian(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FE) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xFF66 && c <= 0xFF9F) || (c >= 0x20000 && c < 0x32000);
}

/* Circled letters, boxes, blocks and the jamo that chats laugh with: meant as they are; private use is another room's. */
static bool is_decoration(uint32_t c)
{
    return (c >= 0x2460 && c <= 0x27BF) || (c >= 0x3131 && c <= 0x318E) || (c >= 0xE000 && c <= 0xF8FF);
}

/* Counts a character that costs so much; an untouched one ends a run. */
static void count(struct cost *cost, uint32_t c, int judged, bool touched)
{
    if (!touched || c < 0x80 || c == 0xA0) {
        cost->run = 0;
        return;
    }
    cost->sum += judged;
    cost->n++;
    for (int k = 0; k < EVIDENCE_DIFFERENT && cost->different[k] != c; k++)
        if (!cost->different[k]) {
            cost->different[k] = c;
            break;
        }
    cost->letters += is_letter(c);
    cost->east_asian += is_east_asian(c);
    cost->decorations += is_decoration(c);
    if (++cost->run > cost->longest_run)
        cost->longest_run = cost->run;
}

struct cost cost_of(const struct text *text, unsigned layers)
{
    struct cost cost = {0};
    struct judge_context context = judge_begin();
    for (size_t i = 0; i < text->n; i++) {
        uint32_t c = text->glyph[i].c;
        count(&cost, c, text_next_cost(text, i, &context), !layers || text->glyph[i].layers & layers);
    }
    return cost;
}

/* The cost, before a layer was undone, of what it touched. */
static struct cost cost_before(const struct source_text *source, const struct text *out, unsigned layer)
{
    struct cost cost = {0};
    for (size_t i = 0, k = 0; i < source->text->n; i++) {
        const struct glyph *glyph = &source->text->glyph[i];
        while (k + 1 < out->n && out->glyph[k + 1].at <= glyph->at)
            k++;
        count(&cost, glyph->c, source->cost[i], k < out->n && (out->glyph[k].layers & layer));
    }
    return cost;
}

static bool was_pairs(const struct chain *chain)
{
    return chain->was != WAS_UTF8 && codec_has_pairs((enum codec_name)chain->was);
}

/* Too few letters to prove anything, or few letters many times: a ruler, or a date's pattern. */
static bool is_pattern(const struct cost *cost)
{
    int n = 0;
    while (n < EVIDENCE_DIFFERENT && cost->different[n])
        n++;
    return n < CHARS_MIN || (n < EVIDENCE_DIFFERENT && cost->n > 2 * n);
}

/* Cyrillic letters that look like Latin ones are put into Latin words on purpose, or by a slip of the keyboard. */
static bool is_lookalike(uint32_t c)
{
    static const char letters[] = "аеосрхуктвмнзАВЕКМНОРСТХ";
    for (const char *p = letters; *p; p += 2)
        if (c == (((unsigned char)p[0] & 0x1Fu) << 6 | ((unsigned char)p[1] & 0x3Fu)))
            return true;
    return false;
}

/* Phonetic and African alphabets borrow one from here and there. */
static bool is_small_greek(uint32_t c)
{
    return c >= 0x3AC && c <= 0x3CE;
}

static bool are_all(const struct cost *cost, bool (*is)(uint32_t))
{
    for (int i = 0; i < EVIDENCE_DIFFERENT && cost->different[i]; i++)
        if (!is(cost->different[i]))
            return false;
    return true;
}

/* How far a run of steps by one, all up or all down, has come with the step from before to now; run is negative for
 * one that goes down. */
static int next_run(int run, uint32_t before, uint32_t now)
{
    if (before < 0x80 || now < 0x80)
        return 0;
    if (now == before + 1)
        return run > 0 ? run + 1 : 2;
    return now + 1 == before ? (run < 0 ? run - 1 : -2) : 0;
}

static bool is_long(int run)
{
    return run >= TABLE_RUN || run <= -TABLE_RUN;
}

bool evidence_is_listed(const struct text *text, unsigned layers)
{
    int run = 0;
    for (size_t i = 1; i < text->n; i++) {
        run = next_run(run, text->glyph[i - 1].c, text->glyph[i].c);
        if (is_long(run) && (text->glyph[i].layers & layers))
            return true;
    }
    return false;
}

/* Characters in the order of the reader's encoding are a table of it. */
static bool is_table(const struct source_text *source)
{
    int coded = 0, listed = 0;
    for (size_t i = 1; i < source->text->n; i++) {
        coded = next_run(coded, source->encoded[i - 1], source->encoded[i]);
        listed = next_run(listed, source->text->glyph[i - 1].c, source->text->glyph[i].c);
        if (is_long(coded) || is_long(listed))
            return true;
    }
    return false;
}

static bool comes_before(const struct text *text, size_t i, size_t run)
{
    for (size_t k = i - run; k < i; k++)
        if (text->glyph[k].c == text->glyph[i].c)
            return true;
    return false;
}

/* A table in the order of another encoding: many letters in a row, each one once. */
static bool has_unlike_run(const struct text *out, unsigned layer)
{
    size_t run = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (!(out->glyph[i].layers & layer) || out->glyph[i].c < 0x80)
            run = 0;
        else
            run = comes_before(out, i, run) ? 1 : run + 1;
        if (run >= UNLIKE_RUN)
            return true;
    }
    return false;
}

static bool is_ascii_letter(const struct text *text, size_t i)
{
    return i < text->n && (text->glyph[i].c | 0x20) - 'a' < 26;
}

static bool is_beyond_letter(const struct text *text, size_t i)
{
    return i < text->n && is_letter(text->glyph[i].c);
}

static bool is_in_word(const struct text *text, size_t i)
{
    return is_ascii_letter(text, i - 1) || is_ascii_letter(text, i + 1);
}

/* Dots, dashes and quotation marks of print, accents used as such, and the sign of a paragraph. */
static bool is_print(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x203A) || c == 0x2122 || c == 0xB4 || c == 0xB6 || c == 0xB7;
}

/* "äöüß ÄÖÜ": letters of one language that are not in ASCII, each of them once; which words of another language have by
 * chance, but known ones come first.  accents: within words they are what words have. */
static bool are_letters_of_language(const struct text *line, bool accents)
{
    uint32_t languages = LATIN_ALL_LANGUAGES;
    uint64_t seen[(LATIN_LETTERS + 63) / 64] = {0};
    int n = 0;
    for (size_t i = 0; i < line->n; i++) {
        uint32_t c = line->glyph[i].c;
        int letter = latin_letter(c);
        if (c < 0x80 || is_print(c))
            continue;
        if (letter < 0 || seen[letter / 64] >> letter % 64 & 1 || (accents && is_in_word(line, i)))
            return false;
        seen[letter / 64] |= 1ull << letter % 64;
        languages &= latin_languages[letter][LATIN_ANY];
        n++;
    }
    return n >= LETTERS_IN_A_ROW && languages;
}

/* Whether something that reads badly was left alone, although the chain would have changed it. */
static bool leaves_damage(const struct source_text *source, const struct text *out, const struct codec *was,
                          unsigned layer)
{
    for (size_t i = 0, k = 0; i < source->text->n; i++) {
        const struct glyph *glyph = &source->text->glyph[i];
        while (k + 1 < out->n && out->glyph[k + 1].at <= glyph->at)
            k++;
        if (k == out->n || out->glyph[k].layers & layer || source->encoded[i] > 0xFF || source->cost[i] <= READS_BADLY)
            continue;
        uint32_t c = codec_of_byte(was, (unsigned char)source->encoded[i]);
        if (glyph->c >= 0x80 && c != glyph->c && c != CODEC_NONE)
            return true;
    }
    return false;
}

/* How many letters prove enough; so many bits for each are no chance, and make up for some, where nothing beside them
 * was left as it is. */
static int letters_wanted(const struct source_text *source, const struct cost *before, const struct cost *after, bool known)
{
    bool few = before->sum - after->sum >= (int64_t)MUCH_GAIN * after->n && (size_t)before->n == source->beyonds;
    return known ? LETTERS_IN_A_ROW : few ? FEW_LETTERS : WORDS_LETTERS;
}

/* Enough letters, side by side where the row asks for words; known: the line was damaged once more. */
static bool has_words(const struct source_text *source, const struct cost *before, const struct cost *after,
                      const struct chain *chain, bool known)
{
    if (was_pairs(chain))
        return after->letters >= CHARS_MIN && 2 * after->east_asian >= after->letters;
    if (chain->flags & CHAIN_SPARSE || !(chain->flags & CHAIN_WORDS))
        return after->letters > 0;
    bool imitated = before->letters == before->n; /* not where drawings stand among letters */
    bool long_word = chain->flags & CHAIN_LONG && imitated && after->letters < MANY_LETTERS && !known;
    int row = long_word ? LONG_WORD : LETTERS_IN_A_ROW;
    return after->letters >= letters_wanted(source, before, after, known) && after->longest_run >= row;
}

/* The repair reads about like language, and better than what is there. */
static bool reads_better(const struct cost *before, const struct cost *after, const struct chain *chain, bool known)
{
    int max = chain->flags & CHAIN_LONG     ? MEAN_OUT_MAX_LONG
              : chain->flags & CHAIN_SPARSE ? MEAN_OUT_MAX_SAME
              : was_pairs(chain)            ? MEAN_OUT_MAX_CJK
                                            : MEAN_OUT_MAX;
    max += known && was_pairs(chain) ? KNOWN_LEAVE : 0;
    return after->sum <= (int64_t)max * after->n &&
           before->sum - after->sum >= (int64_t)MEAN_GAIN * after->n;
}

bool legacy_may_be(const struct source_text *source)
{
    struct cost cost = {0};
    bool in_word = false; /* where one accent may be enough */
    for (size_t k = 0; k < source->beyonds && !in_word; k++) {
        size_t i = source->beyond[k];
        count(&cost, source->text->glyph[i].c, 0, true);
        in_word = is_in_word(source->text, i);
    }
    return in_word || !is_pattern(&cost);
}

/* Whether a sign that stands alone, as a dash or a dot between words does, became a letter: accents stand in words. */
static bool makes_lone_letter(const struct source_text *source, const struct text *out, unsigned layer)
{
    for (size_t i = 0, k = 0; k < out->n; k++) {
        const struct glyph *glyph = &out->glyph[k];
        while (i + 1 < source->text->n && source->text->glyph[i].at < glyph->at)
            i++;
        bool lone = glyph->layers & layer && is_letter(glyph->c) && !is_letter(source->text->glyph[i].c);
        if (lone && !is_in_word(out, k) && !is_beyond_letter(out, k - 1) && !is_beyond_letter(out, k + 1))
            return true;
    }
    return false;
}

/* Whether a sign of print became a letter of a word. */
static bool takes_print(const struct source_text *source, const struct text *out, unsigned layer)
{
    for (size_t i = 0, k = 0; k < out->n; k++) {
        const struct glyph *glyph = &out->glyph[k];
        while (i + 1 < source->text->n && source->text->glyph[i].at < glyph->at)
            i++;
        if (glyph->layers & layer && is_print(source->text->glyph[i].c))
            return true;
    }
    return false;
}

/* Signs that windows-1252 has for letters of other pages, and that follow no letter. */
static bool is_no_ending(uint32_t c)
{
    return c == 0x192 || c == 0x2C6 || c == 0x201A || c == 0x2020 || c == 0x2021 || c == 0x2030 || c == 0x2039;
}

/* Whether a letter became a sign where none stands: within a word only an apostrophe does. */
static bool breaks_word(const struct source_text *source, const struct text *out, unsigned layer)
{
    for (size_t i = 0, k = 0; k < out->n; k++) {
        const struct glyph *glyph = &out->glyph[k];
        while (i + 1 < source->text->n && source->text->glyph[i].at < glyph->at)
            i++;
        bool sign = glyph->c >= 0x80 && glyph->c != APOSTROPHE && (!is_letter(glyph->c) || is_no_ending(glyph->c));
        if (!(glyph->layers & layer) || !sign || !is_letter(source->text->glyph[i].c) || !is_ascii_letter(out, k - 1))
            continue;
        if (is_ascii_letter(out, k + 1) || is_no_ending(glyph->c))
            return true;
    }
    return false;
}

static bool is_drawn(const struct text *out, size_t i, unsigned layer)
{
    return out->glyph[i].layers & layer && out->glyph[i].c >= 0x2500 && out->glyph[i].c < 0x25A0;
}

static bool is_touched_letter(const struct text *out, size_t i, unsigned layer)
{
    return i < out->n && out->glyph[i].layers & layer && out->glyph[i].c >= 0x80 && is_letter(out->glyph[i].c);
}

/* Whether lines of drawings came out within words: those are bytes of UTF-8 that other bytes are missing from. */
static bool draws_in_words(const struct text *out, unsigned layer)
{
    for (size_t i = 0; i < out->n; i++)
        if (is_drawn(out, i, layer) && is_touched_letter(out, i - 1, layer) && is_touched_letter(out, i + 1, layer))
            return true;
    return false;
}

bool legacy_is_plausible(const struct source_text *source, const struct text *out, const struct chain *chain,
                         const struct codec *was, unsigned layer, int known, int language)
{
    struct cost before = cost_before(source, out, layer);
    bool one = before.n == 1 && !is_small_greek(before.different[0]);
    bool accents = chain->flags & CHAIN_SPARSE && (one || before.different[1]); /* Turkish has ı and ğ often */
    bool word = known >= WORDS_ONE || language >= 10 * JUDGE_BIT;
    if (chain->flags & CHAIN_SPELLED && !word)
        return false;
    if (chain->flags & CHAIN_SPARSE && !known && language && language < LANGUAGE_LEAST)
        return false;
    if ((is_pattern(&before) && !accents && !word) || (before.n <= FEW && are_all(&before, is_lookalike)) ||
        before.decorations == before.n)
        return false;
    struct cost after = cost_of(out, layer);
    after.sum -= known + (language > 0 ? language : 0);
    if ((!has_words(source, &before, &after, chain, layer > 1) && !word) || !reads_better(&before, &after, chain, layer > 1))
        return false;
    if (chain->flags & CHAIN_SPARSE &&
        (leaves_damage(source, out, was, layer) || makes_lone_letter(source, out, layer) || breaks_word(source, out, layer)))
        return false; /* half the accents of a line are no repair */
    if (chain->flags & CHAIN_SPARSE && layer > 1 && takes_print(source, out, layer))
        return false; /* what an outer mistake was made of is print more often than a letter of another page */
    if (is_table(source) || evidence_is_listed(out, layer))
        return false;
    if (!known && !was_pairs(chain) && are_letters_of_language(source->text, chain->flags & CHAIN_SPARSE))
        return false;
    if (chain->flags & CHAIN_WORDS && draws_in_words(out, layer))
        return false;
    bool spaced = chain->flags & CHAIN_WORDS && chain->was != CODEC_874; /* Thai puts no spaces between words */
    return !(spaced && has_unlike_run(out, layer));
}
