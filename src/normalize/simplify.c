/* simplify.c: traditional to simplified Chinese.  Comes in: a line.  Goes out: the line in simplified Chinese, if it is
 * Chinese.  Never: changes a line that is simplified already, Japanese or Korean, or looks further than one word around
 * a character. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "normalize/room.h"
#include "tables/characters.h"
#include "tables/han_simplified.h"

/* What the characters of a line, or of a clause of it, say about how it is written. */
enum writing { WRITING_TRADITIONAL, WRITING_UNKNOWN, WRITING_SIMPLIFIED, WRITING_MIXED, WRITING_OTHER };

enum {
    FIRST_HAN_LEAD = 0xE2, /* no table knows a character before U+2000 */
    MIXED_SHARE = 3,       /* a line with one simplified character in so many traditional ones, or the reverse */
    QUOTED = 2,            /* a clause with so many traditional characters is a quotation, with fewer a rare name or word */
    KANA_SHARE = 20,       /* a line with one kana, hangul or short form of Japan in so many Han is not Chinese */
    GROWTH = 64,           /* bytes kept free in the copy beyond what is left of the line; STEP_SLACK fit */
    FIRST_PARTS = 16,
    STEP_PARTS = 4,        /* that a step of 32 characters may begin */
    JOIN_GAP = 24          /* bytes without a change that do not end an edit: reports read better, edits cost less */
};

void simplify_tell_choices(struct normalize *normalize)
{
    normalize->choices = true;
}

void simplify_free(struct normalize *normalize)
{
    bytes_free(&normalize->han);
    free(normalize->parts);
}

unsigned simplify_interest(enum unbake_simplify simplify)
{
    if (simplify == UNBAKE_SIMPLIFY_OFF)
        return 0;
    return CHARACTER_TRADITIONAL; /* regional words too are looked for in traditional lines only */
}

static bool is_kana_or_hangul(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30FC) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9D);
}

struct tally {
    size_t han, other, no, traditional, variants, simplified;
};

/* One の does not make a line Japanese: shop signs and brands in Taiwan have it. */
enum { HIRAGANA_NO = 0x306E, ZHU = 0x8457 /* 著 */, ZHAO = 0x7740 /* 着 */ };

static bool is_han(uint32_t c)
{
    return c >= 0x3400 && !(c >= HAN_MAIN_END && c < 0xF900) && !(c >= 0xFB00 && c < 0x20000);
}

static void count(struct tally *tally, uint32_t c)
{
    const struct han_entry *entry = han_entry(c);
    tally->han += is_han(c);
    tally->traditional += entry && entry->kind == HAN_TRADITIONAL;
    tally->variants += entry && entry->kind == HAN_VARIANT;
    tally->simplified += entry && entry->kind == HAN_SIMPLIFIED;
    tally->other += is_kana_or_hangul(c) || (entry && entry->kind == HAN_JAPANESE);
    tally->no += c == HIRAGANA_NO;
}

static void count_text(struct tally *tally, const char *p, size_t n)
{
    uint32_t c;
    for (size_t at = 0, len; at < n && (len = utf8_decode(p + at, n - at, &c)) > 0; at += len)
        count(tally, c);
}

/* Whether Japanese text may have every Han character of the line, and Chinese that is not simplified hardly some: 着 is
 * Hong Kong's, too. */
static bool fits_japan(const struct bytes *text, bool some)
{
    uint32_t c;
    for (size_t at = 0, len; at < text->len; at += len + !len) {
        len = utf8_decode(text->data + at, text->len - at, &c);
        if (len && is_han(c) && !han_is_japanese(c))
            return false;
        const struct han_entry *entry = len && c != ZHAO ? han_entry(c) : NULL;
        some |= entry && entry->kind == HAN_SIMPLIFIED;
    }
    return some;
}

/* Short forms beside long ones, or a の, are Japanese when Japan writes all of the line so; in Chinese, a line with the
 * 国 of the mainland soon has a 们 or 这 too. */
static enum writing writing_of(const struct tally *t, const struct bytes *text)
{
    if (t->other > (t->no == 1) && t->other * KANA_SHARE >= t->han)
        return WRITING_OTHER;
    if ((t->simplified || t->no) && fits_japan(text, t->no > 0))
        return WRITING_OTHER;
    size_t traditional = t->traditional + t->variants;
    if (t->traditional && traditional < MIXED_SHARE * t->simplified && t->simplified < MIXED_SHARE * traditional)
        return WRITING_MIXED;
    if (traditional > t->simplified)
        return WRITING_TRADITIONAL;
    return t->simplified ? WRITING_SIMPLIFIED : WRITING_UNKNOWN;
}

/* The writing of the clause at *at, which ends where Han ends; moves *at behind it and what separates it from the
 * next. */
static enum writing next_clause(const char *p, size_t n, size_t fewest, size_t *at)
{
    struct tally tally = {0};
    uint32_t c;
    for (size_t step; *at < n; *at += step) {
        step = utf8_decode(p + *at, n - *at, &c);
        bool han = step && is_han(c);
        if (!han && tally.han)
            break;
        step += !step;
        if (han)
            count(&tally, c);
    }
    size_t traditional = tally.traditional + tally.variants;
    if (traditional > tally.simplified && tally.traditional >= fewest)
        return WRITING_TRADITIONAL;
    return traditional < tally.simplified ? WRITING_SIMPLIFIED : WRITING_UNKNOWN;
}

/* A line being rewritten: the whole of it goes to normalize->han, and the parts that differ become edits.  Nearly every
 * line that comes here is traditional, so that is taken for granted first, and the line is done anew when the count of
 * its characters says otherwise. */
struct rewrite {
    struct normalize *normalize;
    struct line *line;
    enum writing writing;
    unsigned regions;      /* whose words to look for; 文件 and 程序 are words of simplified text as well */
    bool mixed;            /* the line has characters of both kinds, in numbers */
    bool by_clause;        /* writing is that of the clause, which ends at clause_end */
    size_t clause_end;
    enum { NOT_ASKED, APART, TOGETHER } zhao; /* whether the line tells 着 from 著 */
    char *out;             /* room for the rest of the line and GROWTH more */
    size_t used;           /* of out */
    size_t kept_until;     /* a regional word that stays ends here */
    size_t parts;          /* in normalize->parts */
    size_t left;           /* in normalize->left; more than LEFT_MAX: too many to note */
    bool apart;            /* the next change begins a part */
    size_t last_end, last_out; /* of the last change, in the line and in out */
    struct tally tally;
};

static void end_part(struct rewrite *r)
{
    if (!r->parts)
        return;
    r->normalize->parts[r->parts - 1].end = r->last_end;
    r->normalize->parts[r->parts - 1].out_end = r->last_out;
}

static bool has_room(const struct rewrite *r, size_t more)
{
    struct normalize *z = r->normalize;
    if (r->parts + more <= z->parts_cap)
        return true;
    size_t cap = z->parts_cap ? 2 * z->parts_cap : FIRST_PARTS;
    struct simplify_part *parts = realloc(z->parts, cap * sizeof *parts);
    if (!parts)
        return false;
    z->parts = parts;
    z->parts_cap = cap;
    return true;
}

static void begin_part(struct rewrite *r, size_t at, size_t out_at)
{
    end_part(r);
    r->normalize->parts[r->parts++] = (struct simplify_part){.at = at, .out_at = out_at};
}

/* Notes a change from at to end, which is the last out_len bytes of out; few changes begin a part. */
static bool note_change(struct rewrite *r, size_t at, size_t end, size_t out_len)
{
    if (!has_room(r, 1))
        return false;
    if (!r->parts || r->apart || at - r->last_end > JOIN_GAP)
        begin_part(r, at, r->used - out_len);
    r->apart = false;
    r->last_end = end;
    r->last_out = r->used;
    return true;
}

static const char STEPS[] = "traditional to simplified";

/* Room for STEPS, ", out of", each candidate behind a blank, and NUL. */
enum { STEPS_MAX = sizeof STEPS + 8 + CANDIDATES_MAX * (UTF8_MAX + 1) };

/* "traditional to simplified, out of 干 乾": what else words can make of the character. */
static const char *name_choice(const struct han_entry *entry, char text[STEPS_MAX])
{
    uint32_t found[CANDIDATES_MAX];
    size_t n = simplify_candidates(entry, found), len = sizeof STEPS - 1;
    memcpy(text, STEPS, len);
    memcpy(text + len, ", out of", 8);
    len += 8;
    for (size_t i = 0; i < n; i++) {
        text[len++] = ' ';
        len += utf8_encode(found[i], text + len);
    }
    text[len] = '\0';
    return text;
}

static bool emit_parts(const struct rewrite *r)
{
    char text[STEPS_MAX];
    for (size_t i = 0; i < r->parts; i++) {
        const struct simplify_part *part = &r->normalize->parts[i];
        if (!line_edit(r->line, part->at, part->end - part->at, r->out + part->out_at, part->out_end - part->out_at,
                       "simplify", part->choice ? name_choice(part->choice, text) : STEPS))
            return false;
    }
    return true;
}

/* Makes room for what a change adds, and for the rest of the line. */
static bool make_room(struct rewrite *r, size_t rest, size_t more)
{
    struct bytes *han = &r->normalize->han;
    han->len = r->used;
    if (!bytes_reserve(han, rest + more + GROWTH))
        return false;
    r->out = han->data;
    return true;
}

static bool write_text(struct rewrite *r, size_t at, size_t len, const char *text, size_t text_len)
{
    if (!make_room(r, r->line->text.len - at, text_len))
        return false;
    memcpy(r->out + r->used, text, text_len);
    r->used += text_len;
    bool same = text_len == len && memcmp(text, r->line->text.data + at, len) == 0;
    return same || note_change(r, at, at + len, text_len);
}

/* The longest regional word that begins here; its length in bytes, or 0. */
static size_t find_word(const struct rewrite *r, size_t at, const struct han_word **found)
{
    uint32_t c, low = 0, high;
    const struct han_word *words = han_regional(&high);
    size_t len, best = 0, i = at;
    for (uint32_t depth = 0; depth < HAN_WORD_MAX && low < high; depth++, i += len) {
        len = utf8_decode(r->line->text.data + i, r->line->text.len - i, &c);
        if (!len)
            break;
        han_narrow(words, depth, simplify_plain(c), &low, &high);
        for (uint32_t k = low; k < high && words[k].len == depth + 1; k++)
            if (words[k].regions & r->regions) {
                best = i + len - at;
                *found = &words[k];
            }
    }
    return best;
}

static bool write_word(struct rewrite *r, size_t at, size_t len, const struct han_word *word)
{
    const uint32_t *text = han_regional_text(word) + word->len;
    char out[HAN_WORD_MAX * UTF8_MAX];
    size_t n = 0;
    for (uint8_t i = 0; i < word->to_len; i++)
        n += utf8_encode(text[i], out + n);
    return write_text(r, at, len, out, n);
}

static bool stays(const struct han_word *word)
{
    const uint32_t *text = han_regional_text(word);
    return word->len == word->to_len && memcmp(text, text + word->len, word->len * sizeof *text) == 0;
}

/* Whether text has 着: memmem would take as long for it as simplifying does. */
static bool has_zhao(const char *text, size_t n)
{
    static const char zhao[] = "\xE7\x9D\x80";
    for (const char *at = text, *end = text + n; (at = memchr(at, zhao[1], (size_t)(end - at))); at++)
        if (at > text && end - at >= 2 && memcmp(at - 1, zhao, sizeof zhao - 1) == 0)
            return true;
    return false;
}

/* In Taiwan 著 is the particle too, for which the mainland has 着; Hong Kong and OpenCC's own spelling tell them apart
 * in traditional text already. */
static bool zhao_is_apart(struct rewrite *r)
{
    const struct line *line = r->line;
    enum unbake_simplify mode = r->normalize->simplify;
    if (mode == UNBAKE_HK2S || mode == UNBAKE_HK2SP)
        return true;
    if (r->zhao == NOT_ASKED)
        r->zhao = mode == UNBAKE_T2S && has_zhao(line->text.data, line->text.len) ? APART : TOGETHER;
    return r->zhao == APART;
}

/* What is simplified stays; only in a line that is not so throughout, a traditional character may be a slip. */
static bool stays_in_simplified(const struct rewrite *r, const struct han_entry *entry)
{
    return !r->mixed || (entry->kind != HAN_TRADITIONAL && entry->kind != HAN_VARIANT);
}

static uint32_t simplify_character(struct rewrite *r, const struct han_entry *entry, size_t at, size_t len)
{
    if (entry->kind == HAN_SIMPLIFIED || entry->kind == HAN_JAPANESE ||
        (r->writing == WRITING_SIMPLIFIED && stays_in_simplified(r, entry)))
        return entry->from;
    bool sure = entry->kind == HAN_TRADITIONAL || entry->kind == HAN_VARIANT || r->writing == WRITING_TRADITIONAL;
    if (!entry->rules)
        return sure || entry->kind == HAN_LIKELY ? entry->to : entry->from;
    struct place place = {r->line->text.data, r->line->text.len, at, len};
    return simplify_by_words(entry, &place, sure, entry->from == ZHU && zhao_is_apart(r));
}

static bool has_choice(const struct han_entry *entry)
{
    uint32_t found[CANDIDATES_MAX];
    return entry->rules && simplify_candidates(entry, found) > 1;
}

/* Notes a character that is to be written and that a table knows: another look at the line may see it otherwise. */
static void note_left(struct rewrite *r, uint32_t c)
{
    const struct han_entry *entry = han_entry(c);
    if (!entry || entry->kind == HAN_SIMPLIFIED || entry->kind == HAN_JAPANESE)
        return;
    if (r->left < LEFT_MAX)
        r->normalize->left[r->left] = r->used;
    r->left++;
}

/* Everything but plain characters: those that words decide about, and regional words.  Sets *len to the bytes done. */
static bool rewrite_slowly(struct rewrite *r, size_t at, size_t *len, uint32_t c)
{
    const struct han_word *word = NULL;
    size_t word_len = r->regions && at >= r->kept_until ? find_word(r, at, &word) : 0;
    if (word && !stays(word)) {
        count_text(&r->tally, r->line->text.data + at + *len, word_len - *len);
        *len = word_len;
        return write_word(r, at, word_len, word);
    }
    if (word)
        r->kept_until = at + word_len;
    const struct han_entry *entry = han_entry(c);
    uint32_t to = entry ? simplify_character(r, entry, at, *len) : c;
    char text[UTF8_MAX];
    bool choice = r->normalize->choices && to != c && has_choice(entry);
    r->apart |= choice;
    note_left(r, to);
    if (!write_text(r, at, *len, text, utf8_encode(to, text)))
        return false;
    if (choice) {
        r->normalize->parts[r->parts - 1].choice = entry;
        r->apart = true;
    }
    return true;
}

/* Of the characters of a step that change, those that begin a part: more than JOIN_GAP bytes before them stay. */
static uint32_t find_parts(uint32_t changed)
{
    uint32_t joined = changed << 1;
    joined |= joined << 1;
    joined |= joined << 2;
    joined |= joined << 4;
    joined |= joined << 1; /* up to JOIN_GAP / 3 + 1 characters behind each */
    return changed & ~joined;
}

/* Notes the changes of a step that lie side by side; the step begins at `at` in the line and at r->used in the copy. */
static void note_part(struct rewrite *r, size_t at, uint32_t part)
{
    size_t first = 3 * (size_t)__builtin_ctz(part), end = 3 * (32 - (size_t)__builtin_clz(part));
    if (!r->parts || r->apart || at + first - r->last_end > JOIN_GAP)
        begin_part(r, at + first, r->used + first);
    r->apart = false;
    r->last_end = at + end;
    r->last_out = r->used + end;
}

static bool note_step(struct rewrite *r, size_t at, uint32_t changed)
{
    if (!has_room(r, STEP_PARTS))
        return false;
    for (uint32_t parts = find_parts(changed); changed; parts &= parts - 1) {
        uint32_t later = parts & (parts - 1), part = later ? changed & ((later & -later) - 1) : changed;
        note_part(r, at, part);
        changed &= ~part;
    }
    return true;
}

/* Copies characters of three bytes, changing plain ones, up to the first that needs more thought. */
static bool rewrite_plain(struct rewrite *r, size_t *at)
{
    const struct bytes *text = &r->line->text;
    for (struct simplify_step step = {.count = STEP}; step.count == STEP; *at += 3 * (size_t)step.count) {
        step = r->normalize->step(text->data + *at, text->len - *at, r->out + r->used, r->regions);
        r->tally.han += (size_t)step.count - step.signs;
        r->tally.simplified += step.simplified;
        r->tally.traditional += step.traditional;
        if (!note_step(r, *at, step.changed))
            return false;
        r->used += 3 * (size_t)step.count;
    }
    return true;
}

/* Copies punctuation, kana and what else lies below the Han of U+3400 in three bytes. */
static void copy_signs(struct rewrite *r, size_t *at)
{
    const char *p = r->line->text.data;
    for (size_t n = r->line->text.len; n - *at >= 3; *at += 3) {
        uint32_t three = load_three(p + *at), c = decode_three(three);
        bool sign = c < 0x3400 || (c >= 0xFF00 && c < 0xFF66);
        if (!is_three(three) || !sign || han_index(c))
            break;
        r->tally.other += is_kana_or_hangul(c);
        r->tally.no += c == HIRAGANA_NO;
        store_three(r->out + r->used, three);
        r->used += 3;
    }
}

/* Copies ASCII, two-byte characters and tails of broken ones. */
static void copy_low(struct rewrite *r, size_t *at)
{
    size_t end = utf8_skip_below(r->line->text.data, *at, r->line->text.len, FIRST_HAN_LEAD);
    if (end == *at)
        return;
    memcpy(r->out + r->used, r->line->text.data + *at, end - *at);
    r->used += end - *at;
    *at = end;
}

/* Whether doing the new text again would change nothing. */
static bool all_settled(const struct rewrite *r)
{
    uint32_t c;
    if (r->writing != WRITING_TRADITIONAL || r->regions || r->left > LEFT_MAX)
        return false;
    for (size_t i = 0; i < r->left; i++) {
        size_t at = r->normalize->left[i], len = utf8_decode(r->out + at, r->used - at, &c);
        const struct place place = {r->out, r->used, at, len};
        if (!simplify_keeps(han_entry(c), &place, c == ZHU))
            return false;
    }
    return true;
}

static bool rewrite_one(struct rewrite *r, size_t *at)
{
    const char *p = r->line->text.data + *at;
    uint32_t c;
    size_t len = utf8_decode(p, r->line->text.len - *at, &c), i = *at;
    if (!len) {
        r->out[r->used++] = *p;
        *at += 1;
        return true;
    }
    count(&r->tally, c);
    bool good = rewrite_slowly(r, i, &len, c);
    *at += len;
    return good;
}

/* A clause that says nothing is written like the one before; at the beginning, like the first that says something.  In a
 * simplified line it is simplified. */
static void enter_clause(struct rewrite *r, size_t at)
{
    const struct bytes *text = &r->line->text;
    size_t end = at, fewest = r->mixed ? 1 : QUOTED;
    enum writing writing = next_clause(text->data, text->len, fewest, &end);
    r->clause_end = end;
    if (!r->mixed && writing == WRITING_UNKNOWN)
        writing = WRITING_SIMPLIFIED;
    while (at == 0 && writing == WRITING_UNKNOWN && end < text->len)
        writing = next_clause(text->data, text->len, fewest, &end);
    if (writing != WRITING_UNKNOWN)
        r->writing = writing;
}

/* Regional words are looked for in traditional text only. */
static unsigned regions_of(const struct rewrite *r)
{
    if (r->writing != WRITING_TRADITIONAL)
        return 0;
    switch (r->normalize->simplify) {
    case UNBAKE_TW2SP: return HAN_TAIWAN;
    case UNBAKE_HK2SP: return HAN_HONG_KONG;
    default: return 0;
    }
}

static void begin(struct rewrite *r)
{
    bytes_clear(&r->normalize->han);
    r->used = r->parts = r->left = r->kept_until = r->clause_end = 0;
    r->apart = false;
    r->tally = (struct tally){0};
    r->mixed = r->writing == WRITING_MIXED;
    r->by_clause = r->mixed || r->writing == WRITING_SIMPLIFIED;
    r->regions = regions_of(r);
}

static bool rewrite(struct rewrite *r)
{
    size_t n = r->line->text.len;
    begin(r);
    if (!make_room(r, n, 0))
        return false;
    for (size_t i = 0; i < n;) {
        size_t before = i;
        if (r->by_clause && i >= r->clause_end) {
            enter_clause(r, i);
            r->regions = regions_of(r);
        }
        if (!r->by_clause && !rewrite_plain(r, &i))
            return false;
        copy_low(r, &i);
        copy_signs(r, &i);
        if (i < n && i == before && !rewrite_one(r, &i))
            return false;
    }
    end_part(r);
    return true;
}

enum unbake_status simplify_line(struct normalize *normalize, struct line *line)
{
    struct rewrite r = {.normalize = normalize, .line = line, .writing = WRITING_TRADITIONAL};
    if (normalize->simplify == UNBAKE_SIMPLIFY_OFF)
        return UNBAKE_OK;
    if (!rewrite(&r))
        return UNBAKE_NO_MEMORY;
    r.writing = r.parts ? writing_of(&r.tally, &line->text) : WRITING_OTHER;
    if (r.writing == WRITING_OTHER)
        return UNBAKE_OK;
    if (r.writing != WRITING_TRADITIONAL && !rewrite(&r))
        return UNBAKE_NO_MEMORY;
    if (all_settled(&r))
        line->mask &= ~(unsigned)SUSPECT_SIMPLIFY;
    normalize->han.len = r.used;
    if (line_swap(line, &normalize->han, r.parts))
        return UNBAKE_OK;
    line_begin_edits(line);
    return emit_parts(&r) && line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
