/* spot_rules.h: what is suspicious in a line.  Comes in: characters, one by one, and what stands around them.  Goes out:
 * bits of enum suspect.  Never: tables of its own, or a look at how the bytes are walked through; every way to walk
 * (spot_scan.inc) asks the rules here. */
#ifndef STREAM_SPOT_RULES_H
#define STREAM_SPOT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/line.h"
#include "tables/characters.h"
#include "tables/latin.h"

enum { REPLACEMENT_CHARACTER = 0xFFFD, FIRST_CJK = 0x2E80, CAPITAL_A_TILDE = 0xC3, LAST_ASCII = 0x7F, LAST_C1 = 0x9F };
enum { NEXT_LINE = 0x85, NO_BREAK_SPACE = 0xA0, APOSTROPHE = 0x2019 };

/* What the scan remembers of the characters before; a run is what stands between two pieces of ASCII. */
struct run {
    uint32_t before;           /* the character just passed, 0 after ASCII and after bytes that are no UTF-8 */
    enum character_kind kind;  /* of the last character of the run */
    int length;                /* characters in the run */
    unsigned char ascii;       /* stood before them */
    uint32_t languages;        /* in the whole line: those that spell its Latin letters so */
    int edges;                 /* in the whole line: short runs that touch an ASCII word, or stand alone */
    int small_letters, capitals, alone; /* in the whole line, of Cyrillic and Greek; alone: those of short runs */
    int others, others_alone;  /* likewise, of scripts that are none of these and not East Asian */
    int titles;                /* words of theirs that begin with a capital and go on with a small letter */
    int rare;                  /* falls with every other character, so that two near each other show */
    uint32_t words;            /* in the whole line: Han and Hangul */
    int familiar, beside_kana; /* how well they fit, the latter in a line with kana; in steps of the table */
    bool kana;
    unsigned mask;             /* of the whole line */
};

/* A name has one rare character; the wrong page gives them by the handful. */
enum { RARE_STEP = 6, RARE_MANY = 8 };
enum { SHORT_RUN = 3, FEW_WORDS = 2, CAPITALS_MANY = 5, OPENING_MARKS = 2 };
/* Steps in a line, and in each character of a line of another script. */
enum { FAMILIAR_LEAST = 2, FAMILIAR_EDGES = 2 };

static inline bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

static inline bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Pinyin begins with a small letter, with a tone mark (U+00E0 to U+01DC, lead bytes C3 to C7) or without. */
static inline bool may_begin_gloss(char c)
{
    return (c >= 'a' && c <= 'z') || c == ' ' || ((unsigned char)c >= 0xC3 && (unsigned char)c <= 0xC7);
}

/* Neighbours of different kinds that some language puts side by side. */
static inline bool are_spelled_so(enum character_kind before, enum character_kind now)
{
    switch (before) {
    case KIND_CAPITAL: return now == KIND_SMALL || now == KIND_MARK; /* a capital after a small letter is what Cyrillic
                                                                        and Greek look like in the wrong page */
    case KIND_ACCENTED: return now == KIND_SMALL || now == KIND_MARK;
    case KIND_D_STROKE: return now == KIND_VOWEL || now == KIND_VIETNAMESE || now == KIND_MARK;
    case KIND_MARK: return now == KIND_SMALL || now == KIND_CAPITAL || now == KIND_ESZETT || /* in NFD */
                           now >= KIND_OTHER_SCRIPT; /* after one that joins letters */
    case KIND_QUOTE: return now == KIND_EAST || now == KIND_MARK;
    case KIND_EAST: return now == KIND_QUOTE || now == KIND_MARK;
    case KIND_STRANGE: return false;
    default: return now == KIND_MARK;
    }
}

/* Two neighbours are no suspects when both are of one kind that makes whole words, when both are of East Asian kinds
 * and not Han beside Hangul, or when some language has them so. */
static inline bool are_ordinary(enum character_kind before, enum character_kind now)
{
    if (before >= KIND_EAST && now >= KIND_EAST) {
        if (before == KIND_RARE && now == KIND_RARE)
            return false;
        return before == KIND_HANGUL || now == KIND_HANGUL ? before < KIND_HAN || now < KIND_HAN || before == now : true;
    }
    bool alone = before == KIND_STRANGE || before == KIND_ACCENTED || (before >= KIND_VOWEL && before <= KIND_QUOTE);
    return (before == now && !alone) || are_spelled_so(before, now);
}

/* Quotation marks and a space that does not break. */
static inline bool is_opening(uint32_t c)
{
    return c == NO_BREAK_SPACE || c == 0xAB || c == 0xBB || c == APOSTROPHE - 1 || c == APOSTROPHE || c == 0x201C ||
           c == 0x201D;
}

static inline bool is_closing(uint32_t c, enum character_kind kind)
{
    return (kind == KIND_QUOTE || kind == KIND_EAST) && c != APOSTROPHE + 1;
}

/* Marks that open a word, after an apostrophe in the midst of it, too; or marks that close it after a small letter.  The
 * wrong page has them after capitals, and after small letters in the midst of more; and a no-break space after one of
 * another script. */
static inline bool is_punctuated(const struct run *run, uint32_t c, enum character_kind kind, int letter)
{
    bool begins = letter >= 0 || (kind >= KIND_SMALL && kind <= KIND_ACCENTED);
    bool opens = run->length <= OPENING_MARKS && is_opening(run->before) &&
                 (!is_letter(run->ascii) || run->before == APOSTROPHE);
    bool small = run->kind == KIND_SMALL || (character_flags(run->before) & CHARACTER_SMALL_LATIN);
    bool cut_off = c == NO_BREAK_SPACE && run->kind == KIND_SMALL && run->length == 1;
    return (opens && begins) || (small && is_closing(c, kind) && !cut_off);
}

/* A line begins as if after a space. */
static inline void begin_line(struct run *run)
{
    *run = (struct run){.ascii = ' ', .languages = LATIN_ALL_LANGUAGES};
}

/* ASCII that ended with this character gives way to others. */
static inline void begin_run(struct run *run, char before)
{
    run->before = 0;
    run->kind = KIND_STRANGE;
    run->length = 0;
    run->ascii = (unsigned char)before & LAST_ASCII;
}

static inline void spot_rare(struct run *run, enum character_kind kind)
{
    if (kind == KIND_RARE)
        run->rare += RARE_STEP;
    else if (run->rare)
        run->rare--;
    if (run->rare >= RARE_MANY)
        run->mask |= SUSPECT_MOJIBAKE;
}

static inline uint32_t words_of(enum character_kind kind)
{
    return kind >= KIND_HAN;
}

static inline void spot_east(struct run *run, unsigned flags, enum character_kind kind)
{
    run->words += words_of(kind);
    run->familiar += character_familiar(flags);
    run->beside_kana += character_beside_kana(flags);
    run->kana |= kind == KIND_KANA;
}

/* Latin letters of Azerbaijani and of African languages, which no page has in the place of another. */
static inline bool is_of_no_page(uint32_t c)
{
    static const uint16_t letters[] = {0x181, 0x186, 0x18A, 0x18F, 0x190, 0x194, 0x198, 0x199,
                                       0x253, 0x254, 0x257, 0x259, 0x25B, 0x263};
    if (c < letters[0] || c > letters[sizeof letters / sizeof *letters - 1])
        return false;
    size_t i = 0;
    while (letters[i] < c)
        i++;
    return letters[i] == c;
}

/* A Latin letter; which pairs of them are ordinary is a matter of languages, too. */
static inline void spot_latin(struct run *run, int letter)
{
    int before = latin_letter(run->before);
    run->languages &= before >= 0 ? latin_after_letter(before, letter)
                                  : latin_languages[letter][run->before ? LATIN_NO_LETTER : run->ascii];
    if (!run->languages)
        run->mask |= SUSPECT_MOJIBAKE;
}

/* Two letters of Latin alphabets, of which only languages know whether they may be neighbours. */
static inline bool are_latin(uint32_t before, uint32_t c)
{
    int letters = (latin_letter(before) >= 0) + (latin_letter(c) >= 0);
    return letters == 2 || (letters && (is_of_no_page(before) || is_of_no_page(c))) ||
           (is_of_no_page(before) && is_of_no_page(c));
}

/* Whether a form may change a character: a mark that is as the form has it cannot be out of order but behind another. */
static inline bool may_change(unsigned flags, uint32_t before, unsigned form_flag)
{
    return (flags & form_flag) &&
           ((flags & form_flag << CHARACTER_NOT_SHIFT) || (character_flags(before) & form_flag));
}

/* Vowels and marks of Thai that stand behind or above a letter: bytes of UTF-8 begin words with them in Thai pages. */
static inline bool is_thai_dependent(uint32_t c)
{
    return (c >= 0xE30 && c <= 0xE3A) || c == 0xE45 || (c >= 0xE47 && c <= 0xE4E);
}

/* The first character of a run. */
static inline void spot_first(struct run *run, uint32_t c)
{
    if (is_thai_dependent(c))
        run->mask |= SUSPECT_MOJIBAKE;
}

static inline void spot_character(struct run *run, uint32_t c, unsigned form_flag)
{
    unsigned flags = character_flags(c);
    enum character_kind kind = character_kind(flags);
    if (may_change(flags, run->before, form_flag))
        run->mask |= SUSPECT_NORMALIZE;
    if (flags & CHARACTER_TRADITIONAL)
        run->mask |= SUSPECT_SIMPLIFY;
    if (is_private(c))
        run->mask |= SUSPECT_PRIVATE;
    if (c <= LAST_C1)
        run->mask |= SUSPECT_CONTROL;
    if (c == REPLACEMENT_CHARACTER && run->before >= FIRST_CJK && run->before != REPLACEMENT_CHARACTER)
        run->mask |= SUSPECT_SLIP;
    if (!run->before)
        spot_first(run, c);
    int letter = latin_letter(c);
    if (run->before && !are_ordinary(run->kind, kind) && !are_latin(run->before, c) &&
        !is_punctuated(run, c, kind, letter))
        run->mask |= SUSPECT_MOJIBAKE;
    if (letter >= 0)
        spot_latin(run, letter);
    spot_rare(run, kind);
    run->titles += kind == KIND_SMALL && run->kind == KIND_CAPITAL && run->length == 1;
    run->small_letters += kind == KIND_SMALL;
    run->others += kind == KIND_OTHER_SCRIPT;
    run->capitals += kind == KIND_CAPITAL;
    if (kind >= KIND_EAST)
        spot_east(run, flags, kind);
    run->before = c;
    run->kind = kind;
    run->length++;
}

/* A letter alone between ASCII, which other pages have in the place of others. */
static inline void spot_between(struct run *run, char after)
{
    int letter = latin_letter(run->before);
    if (letter < 0)
        return;
    run->languages &= latin_between(letter, run->ascii, (unsigned char)after);
    if (!run->languages)
        run->mask |= SUSPECT_MOJIBAKE;
}

/* Signs that stand inside no word after this character, as Catalan's dot, ordinals, apostrophes and arrows do. */
static inline bool is_odd_sign(uint32_t c, unsigned before)
{
    if (c < 0xC0)
        return c != NEXT_LINE && c != NO_BREAK_SPACE && c != 0xAA && c != 0xAD && c != 0xB4 && c != 0xBA &&
               (c != 0xB7 || (before | 0x20) != 'l');
    bool mark = c >= 0x2016 && c < FIRST_CJK && c != APOSTROPHE && (c < 0x2028 || c > 0x202F) && c != 0x2044 &&
                (c < 0x2060 || c > 0x206F) && (c < 0x2190 || c > 0x21FF);
    return mark || (c >= 0x2C2 && c <= 0x2DF);
}

/* Signs that may open a word or stand alone, but do not follow one: letters of Windows-1252 and DOS pages in each other. */
static inline bool is_no_ending(uint32_t c)
{
    return c == 0x192 || c == 0x2C6 || c == 0x201A || c == 0x201E || c == 0x2021 || c == 0x2030 || c == 0x2039;
}

/* Letters of Cyrillic that few alphabets have, and many pages in the place of bytes. */
static inline bool is_of_few_alphabets(uint32_t c)
{
    return (c >= 0x402 && c <= 0x40F) || (c >= 0x452 && c <= 0x45F);
}

/* Joins letters of other scripts, or keeps them apart. */
static inline bool is_joiner(uint32_t c)
{
    return c >= 0x200B && c <= 0x200D;
}

/* A few letters of another script in a Latin word, or alone between spaces, are Latin letters or a sign in the wrong
 * page, as is a sign inside a word; and a capital A with tilde before a space is an a with grave whose no-break space
 * was lost.  Where a line has more Han or Cyrillic, only what stands inside a word counts. */
static inline void look_at_short_run(struct run *run, char after)
{
    bool east = run->kind >= KIND_HAN, letters = run->kind == KIND_SMALL || run->kind == KIND_CAPITAL;
    bool letter_before = is_letter(run->ascii), touched = letter_before || is_letter(after);
    bool space_before = run->ascii == ' ' || run->ascii == '\t';
    bool joined = run->length > 1 && is_joiner(run->before);
    if (run->kind == KIND_OTHER_SCRIPT || joined ? touched : letter_before && is_letter(after) &&
                                                                 (east || letters || is_odd_sign(run->before, run->ascii)))
        run->mask |= SUSPECT_MOJIBAKE;
    if (letter_before && is_no_ending(run->before))
        run->mask |= SUSPECT_MOJIBAKE;
    if (touched || (space_before && after == ' ') || is_of_few_alphabets(run->before)) {
        run->edges += east;
        run->alone += letters ? run->length : 0;
        run->others_alone += run->kind == KIND_OTHER_SCRIPT ? run->length : 0;
    }
}

/* Letters of another script with Latin ones on either side are none, however many they are. */
static inline void look_at_run_end(struct run *run, char after)
{
    if (run->length == 1)
        spot_between(run, after);
    if (run->before == CAPITAL_A_TILDE && after == ' ')
        run->mask |= SUSPECT_MOJIBAKE;
    if (run->length >= 1 && run->length <= SHORT_RUN)
        look_at_short_run(run, after);
    else if (run->kind == KIND_SMALL || run->kind == KIND_CAPITAL || run->kind == KIND_OTHER_SCRIPT)
        run->mask |= SUSPECT_MOJIBAKE;
}

/* Most runs are too long for that, or stand between words. */
static inline void spot_run_end(struct run *run, char after)
{
    if (run->length <= SHORT_RUN || run->before == CAPITAL_A_TILDE || (is_letter(run->ascii) && is_letter(after)))
        look_at_run_end(run, after);
}

/* Where ASCII begins: a question mark beside CJK, or a bracket that may open a gloss.  p[0..n) goes on to the end of
 * the line or beyond. */
static inline void spot_ascii_begin(struct run *run, const char *p, size_t n)
{
    if (run->before >= FIRST_CJK && (p[0] == '?' || (p[0] == '(' && n > 1 && may_begin_gloss(p[1]))))
        run->mask |= SUSPECT_SLIP;
    spot_run_end(run, p[0]);
}

/* What the walk wants to know of ASCII. */
struct ascii {
    int record_end;
    bool plain_latin; /* pass over Latin letters that stand alone, too */
    bool escapes;     /* stop at signs that may begin an escape */
};

/* What it passed over. */
struct passed {
    size_t length;
    size_t ends; /* how many record ends are in it */
    size_t last; /* length up to the last of them, with it */
    uint32_t languages; /* of the record that is not at its end; those before have some in common */
};

static inline void pass_end(struct passed *passed, size_t length)
{
    passed->ends++;
    passed->last = length;
    passed->languages = LATIN_ALL_LANGUAGES;
}

static inline bool may_begin_escape(const char *p, size_t n)
{
    return p[0] == '&' || (p[0] == '\\' && (n == 1 || p[1] == 'u'));
}

/* Where it ends: a question mark before what may be CJK. */
static inline void spot_ascii_end(struct run *run, char last, char after)
{
    if (last == '?' && (unsigned char)after >= 0xE2)
        run->mask |= SUSPECT_SLIP;
    begin_run(run, last);
}

/* Bytes read in the wrong East Asian page give common characters, but seldom those that clean lines are full of.  Where
 * kana stay what they are, as Japanese bytes have them in Chinese and Korean pages, only the Han beside them tell.  In
 * a line of another language they must be very familiar, and each one alone is a letter or a sign. */
static inline bool is_familiar(const struct run *run)
{
    int familiar = run->kana ? run->beside_kana : run->familiar, words = (int)run->words;
    if (run->edges && words <= FEW_WORDS * run->edges)
        return words > run->edges && familiar >= FAMILIAR_EDGES * words;
    return familiar >= (words && !run->kana ? FAMILIAR_LEAST : 0);
}

/* Small letters of Cyrillic read in another Cyrillic page are mostly capitals, and capitals that begin words are small. */
static inline void spot_line_end(struct run *run)
{
    if (!is_familiar(run))
        run->mask |= SUSPECT_MOJIBAKE;
    if ((run->alone && run->alone == run->small_letters + run->capitals) ||
        (run->others_alone && run->others_alone == run->others))
        run->mask |= SUSPECT_MOJIBAKE;
    if (run->capitals >= CAPITALS_MANY && run->capitals > run->small_letters && !run->titles)
        run->mask |= SUSPECT_MOJIBAKE;
}

#endif
