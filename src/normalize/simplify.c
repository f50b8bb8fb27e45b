/* simplify.c: traditional to simplified Chinese.  Comes in: a line.  Goes out: the line in simplified Chinese, if it is
 * Chinese.  Never: changes a line that is simplified already, Japanese or Korean, or looks further than one word around
 * a character. */
#include <string.h>

#include "base/utf8.h"
#include "normalize/room.h"
#include "tables/characters.h"
#include "tables/han_simplified.h"

/* What the characters of a line say about how it is written. */
enum writing { WRITING_TRADITIONAL, WRITING_UNKNOWN, WRITING_SIMPLIFIED, WRITING_OTHER };

enum {
    FIRST_HAN_LEAD = 0xE2, /* no table knows a character before U+2000 */
    LAST_FAST_LEAD = 0xEC, /* after it come surrogates, private use and full-width forms */
    KANA_SHARE = 20,       /* a line with one kana or hangul in so many characters of Chinese is not Chinese */
    GROWTH = 64,           /* bytes kept free in the copy beyond what is left of the line */
    JOIN_GAP = 24          /* bytes without a change that do not end an edit: reports read better, edits cost less */
};

void simplify_free(struct normalize *normalize)
{
    bytes_free(&normalize->han);
}

unsigned simplify_interest(enum unbake_simplify simplify)
{
    if (simplify == UNBAKE_SIMPLIFY_OFF)
        return 0;
    bool words = simplify == UNBAKE_TW2SP || simplify == UNBAKE_HK2SP;
    return CHARACTER_TRADITIONAL | (words ? CHARACTER_REGIONAL : 0u);
}

static bool is_kana_or_hangul(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30FC) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9D);
}

/* Three bytes from 0xE2 to 0xEC, which is nearly all Chinese text. */
static inline bool is_three(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    return p[0] >= FIRST_HAN_LEAD && p[0] <= LAST_FAST_LEAD && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

static inline uint32_t decode_three(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
}

/* Bytes from at on that no table can know: ASCII and two-byte characters, and tails of broken ones. */
static size_t skip_low(const char *p, size_t at, size_t n)
{
    const uint64_t high = 0x8080808080808080u;
    uint64_t word;
    for (; n - at >= sizeof word; at += sizeof word) {
        memcpy(&word, p + at, sizeof word);
        if (word & high)
            break;
    }
    while (at < n && (unsigned char)p[at] < FIRST_HAN_LEAD)
        at++;
    return at;
}

struct tally {
    size_t han, other, no, traditional, simplified;
};

/* One の does not make a line Japanese: shop signs and brands in Taiwan have it. */
enum { HIRAGANA_NO = 0x306E };

static inline void count(struct tally *tally, uint32_t c)
{
    unsigned index = han_index(c);
    tally->han += c >= 0x3400 && c < 0xA000;
    tally->traditional += index - 1u < han_traditional_end - 1u;
    tally->simplified += index >= han_simplified_begin;
    if (c - 0x3041 < 0xBF || c >= 0xAC00) {
        tally->other += is_kana_or_hangul(c);
        tally->no += c == HIRAGANA_NO;
    }
}

static size_t count_threes(struct tally *tally, const char *p, size_t at, size_t n)
{
    struct tally t = *tally;
    for (; n - at >= 3 && is_three(p + at); at += 3)
        count(&t, decode_three(p + at));
    *tally = t;
    return at;
}

static size_t count_slowly(struct tally *tally, const char *p, size_t n)
{
    uint32_t c;
    size_t len = utf8_decode(p, n, &c);
    if (len)
        count(tally, c);
    return len ? len : 1;
}

static enum writing writing_of(const char *p, size_t n)
{
    struct tally t = {0};
    for (size_t i = 0; (i = skip_low(p, i, n)) < n;) {
        size_t after = count_threes(&t, p, i, n);
        i = after > i ? after : i + count_slowly(&t, p + i, n - i);
    }
    if (t.other > (t.no == 1) && t.other * KANA_SHARE >= t.han)
        return WRITING_OTHER;
    if (t.traditional > t.simplified)
        return WRITING_TRADITIONAL;
    return t.simplified ? WRITING_SIMPLIFIED : WRITING_UNKNOWN;
}

static uint32_t plain(uint32_t c)
{
    const struct han_entry *entry = han_entry(c);
    return entry ? entry->to : c;
}

/* Characters around a place of the text, written simplified; 0 where there is no character. */
struct around {
    uint32_t before[HAN_WORD_MAX], after[HAN_WORD_MAX]; /* nearest first */
    size_t befores, afters;
};

static void look_around(const char *p, size_t n, size_t at, size_t len, struct around *a)
{
    uint32_t c;
    size_t step, i = at + len;
    a->befores = a->afters = 0;
    while (a->afters < HAN_WORD_MAX && (step = utf8_decode(p + i, n - i, &c)) > 0) {
        a->after[a->afters++] = plain(c);
        i += step;
    }
    for (i = at; a->befores < HAN_WORD_MAX && i > 0; i -= step) {
        step = 1;
        while (step < UTF8_MAX && step < i && ((unsigned char)p[i - step] & 0xC0) == 0x80)
            step++;
        if (utf8_decode(p + i - step, step, &c) != step)
            break;
        a->before[a->befores++] = plain(c);
    }
}

static bool rule_holds(const struct han_rule *rule, const struct around *a)
{
    const uint32_t *text = han_text(rule);
    if (rule->before > a->befores || rule->after > a->afters)
        return false;
    for (size_t i = 0; i < rule->before; i++)
        if (text[rule->before - 1 - i] != a->before[i])
            return false;
    for (size_t i = 0; i < rule->after; i++)
        if (text[rule->before + i] != a->after[i])
            return false;
    return true;
}

/* The characters by which rules are sorted: the one after, or 0, then the one before. */
static uint64_t rule_key(const struct han_rule *rule)
{
    const uint32_t *text = han_text(rule);
    uint32_t after = rule->after ? text[rule->before] : 0, before = rule->before ? text[rule->before - 1] : 0;
    return (uint64_t)after << 32 | before;
}

static size_t first_rule(const struct han_rule *rules, size_t n, uint64_t key)
{
    size_t low = 0;
    while (n > 0) {
        size_t half = n / 2;
        if (rule_key(&rules[low + half]) < key) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

/* What the words around a character say. */
struct verdict {
    const struct han_rule *best; /* the longest; of two as long, the one that the character begins */
    bool keeps;                  /* some word keeps the character */
};

static void ask_rules(const struct han_entry *entry, const struct around *a, uint64_t from, uint64_t to,
                      struct verdict *verdict)
{
    const struct han_rule *rules = han_rules(entry);
    for (size_t i = first_rule(rules, entry->rules, from); i < entry->rules && rule_key(&rules[i]) < to; i++) {
        const struct han_rule *rule = &rules[i], *best = verdict->best;
        if (!rule_holds(rule, a))
            continue;
        verdict->keeps |= rule->to == entry->from;
        int longer = best ? rule->before + rule->after - best->before - best->after : 1;
        if (longer > 0 || (longer == 0 && rule->before < best->before))
            verdict->best = rule;
    }
}

static struct verdict ask_words(const struct han_entry *entry, const struct around *a)
{
    struct verdict verdict = {0};
    if (a->befores) /* words that end with the character */
        ask_rules(entry, a, a->before[0], (uint64_t)a->before[0] + 1, &verdict);
    if (a->afters) { /* words that it begins, and words around it */
        uint64_t after = (uint64_t)a->after[0] << 32;
        ask_rules(entry, a, after, after + 1, &verdict);
        if (a->befores)
            ask_rules(entry, a, after | a->before[0], (after | a->before[0]) + 1, &verdict);
    }
    return verdict;
}

/* Lines of unknown writing may be simplified: there a word that keeps the character wins over any that changes it. */
static uint32_t by_words(const struct han_entry *entry, bool sure, const struct around *around)
{
    struct verdict verdict = ask_words(entry, around);
    if (sure)
        return verdict.best ? verdict.best->to : entry->to;
    if (verdict.keeps || (entry->to == entry->from && entry->kind != HAN_LIKELY))
        return entry->from;
    if (verdict.best)
        return verdict.best->to;
    return entry->kind == HAN_LIKELY ? entry->to : entry->from;
}

static uint32_t simplify_character(const struct han_entry *entry, enum writing writing, const char *p, size_t n,
                                   size_t at, size_t len)
{
    if (entry->kind == HAN_SIMPLIFIED || (entry->kind != HAN_TRADITIONAL && writing == WRITING_SIMPLIFIED))
        return entry->from;
    bool sure = entry->kind == HAN_TRADITIONAL || writing == WRITING_TRADITIONAL;
    if (!entry->rules)
        return sure || entry->kind == HAN_LIKELY ? entry->to : entry->from;
    struct around around;
    look_around(p, n, at, len, &around);
    return by_words(entry, sure, &around);
}

/* A line being rewritten: the whole of it goes to normalize->han, and the parts that differ become edits. */
struct rewrite {
    struct normalize *normalize;
    struct line *line;
    enum writing writing;
    bool words;            /* regional words too */
    char *out;             /* room for the rest of the line and GROWTH more */
    size_t used;           /* of out */
    size_t at, end;        /* the open part in the line; none when equal */
    size_t out_at, out_end;
    size_t kept_until;     /* a regional word that stays ends here */
};

static bool finish_part(struct rewrite *r)
{
    bool good = r->at == r->end || line_edit(r->line, r->at, r->end - r->at, r->out + r->out_at, r->out_end - r->out_at,
                                             "simplify", "traditional to simplified");
    r->at = r->end = 0;
    return good;
}

/* Notes that len bytes at a place were written as the last out_len bytes of out. */
static inline bool note_change(struct rewrite *r, size_t at, size_t len, size_t out_len)
{
    if (r->at != r->end && at - r->end > JOIN_GAP && !finish_part(r))
        return false;
    if (r->at == r->end) {
        r->at = at;
        r->out_at = r->used - out_len;
    }
    r->end = at + len;
    r->out_end = r->used;
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
    return same || note_change(r, at, len, text_len);
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
        han_narrow(words, depth, plain(c), &low, &high);
        if (low < high && words[low].len == depth + 1) {
            best = i + len - at;
            *found = &words[low];
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

/* Everything but plain characters: those that words decide about, and regional words.  Sets *len to the bytes done. */
static bool rewrite_slowly(struct rewrite *r, size_t at, size_t *len, uint32_t c)
{
    const char *p = r->line->text.data;
    const struct han_word *word = NULL;
    size_t word_len = r->words && at >= r->kept_until ? find_word(r, at, &word) : 0;
    if (word && !stays(word)) {
        *len = word_len;
        return write_word(r, at, word_len, word);
    }
    if (word)
        r->kept_until = at + word_len;
    const struct han_entry *entry = han_entry(c);
    uint32_t to = entry ? simplify_character(entry, r->writing, p, r->line->text.len, at, *len) : c;
    char text[UTF8_MAX];
    return write_text(r, at, *len, text, utf8_encode(to, text));
}

/* Copies characters, changing plain ones, up to the first that needs more thought or is not of three bytes. */
static bool rewrite_plain(struct rewrite *r, size_t *at)
{
    const char *p = r->line->text.data;
    size_t i = *at, n = r->line->text.len;
    for (; n - i > 3 && is_three(p + i); i += 3) {
        uint32_t c = decode_three(p + i);
        unsigned index = han_index(c);
        if (index >= han_plain_end || (r->words && (character_flags(c) & CHARACTER_REGIONAL)))
            break;
        memcpy(r->out + r->used, index ? han_plain_text[index] : p + i, 4); /* one too many, for speed */
        r->used += 3;
        if (index && !note_change(r, i, 3, 3))
            return false;
    }
    *at = i;
    return true;
}

static void copy_low(struct rewrite *r, size_t *at)
{
    size_t end = skip_low(r->line->text.data, *at, r->line->text.len);
    memcpy(r->out + r->used, r->line->text.data + *at, end - *at);
    r->used += end - *at;
    *at = end;
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
    bool good = rewrite_slowly(r, i, &len, c);
    *at += len;
    return good;
}

static bool rewrite(struct rewrite *r)
{
    size_t n = r->line->text.len;
    if (!make_room(r, n, 0))
        return false;
    for (size_t i = 0; i < n;) {
        size_t before = i;
        copy_low(r, &i);
        if (i < n && !rewrite_plain(r, &i))
            return false;
        if (i == before && !rewrite_one(r, &i))
            return false;
    }
    return finish_part(r);
}

enum unbake_status simplify_line(struct normalize *normalize, struct line *line)
{
    enum unbake_simplify mode = normalize->simplify;
    struct rewrite r = {.normalize = normalize, .line = line};
    if (mode == UNBAKE_SIMPLIFY_OFF || (r.writing = writing_of(line->text.data, line->text.len)) == WRITING_OTHER)
        return UNBAKE_OK;
    r.words = (mode == UNBAKE_TW2SP || mode == UNBAKE_HK2SP) && r.writing != WRITING_SIMPLIFIED;
    line_begin_edits(line);
    return rewrite(&r) && line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
