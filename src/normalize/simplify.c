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
    KANA_SHARE = 20,       /* a line with one kana or hangul in so many characters of Chinese is not Chinese */
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

/* One の does not make a line Japanese: shop signs and brands in Taiwan have it. */
enum { HIRAGANA_NO = 0x306E };

static enum writing writing_of(const char *p, size_t n)
{
    size_t han = 0, other = 0, no = 0, traditional = 0, simplified = 0, len;
    uint32_t c;
    for (size_t i = 0; i < n; i += len) {
        len = 1;
        if ((unsigned char)p[i] < FIRST_HAN_LEAD || !(len = utf8_decode(p + i, n - i, &c))) {
            len = 1;
            continue;
        }
        if (is_kana_or_hangul(c)) {
            other++;
            no += c == HIRAGANA_NO;
            continue;
        }
        han += c >= 0x3400;
        const struct han_entry *entry = han_entry(c);
        traditional += entry && entry->kind == HAN_TRADITIONAL;
        simplified += entry && entry->kind == HAN_SIMPLIFIED;
    }
    if (other > (no == 1) && other * KANA_SHARE >= han)
        return WRITING_OTHER;
    if (traditional > simplified)
        return WRITING_TRADITIONAL;
    return simplified ? WRITING_SIMPLIFIED : WRITING_UNKNOWN;
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

/* The longest word around decides; of two as long, the one that the character begins. */
static const struct han_rule *find_rule(const struct han_entry *entry, const struct around *a)
{
    const struct han_rule *rules = han_rules(entry), *best = NULL;
    for (size_t i = 0; i < entry->rules; i++) {
        const struct han_rule *rule = &rules[i];
        if (!rule_holds(rule, a))
            continue;
        int longer = best ? rule->before + rule->after - best->before - best->after : 1;
        if (longer > 0 || (longer == 0 && rule->before < best->before))
            best = rule;
    }
    return best;
}

/* In text that may be simplified a word that keeps the character wins over every word that changes it. */
static bool some_rule_keeps(const struct han_entry *entry, const struct around *a)
{
    const struct han_rule *rules = han_rules(entry);
    for (size_t i = 0; i < entry->rules; i++)
        if (rules[i].to == entry->from && rule_holds(&rules[i], a))
            return true;
    return false;
}

static uint32_t simplify_character(const struct han_entry *entry, enum writing writing, const char *p, size_t n,
                                   size_t at, size_t len)
{
    if (entry->kind == HAN_SIMPLIFIED || (entry->kind == HAN_AMBIGUOUS && writing == WRITING_SIMPLIFIED))
        return entry->from;
    bool sure = entry->kind == HAN_TRADITIONAL || writing == WRITING_TRADITIONAL;
    if (!entry->rules)
        return sure ? entry->to : entry->from;
    struct around around;
    look_around(p, n, at, len, &around);
    const struct han_rule *rule = find_rule(entry, &around);
    if (sure)
        return rule ? rule->to : entry->to;
    return rule && !some_rule_keeps(entry, &around) ? rule->to : entry->from;
}

/* The part of the line that is being rewritten into normalize->han. */
struct part {
    size_t at, end; /* in the line; empty when at == end */
};

static bool finish_part(struct normalize *normalize, struct line *line, struct part *part)
{
    bool good = part->at == part->end || line_edit(line, part->at, part->end - part->at, normalize->han.data,
                                                   normalize->han.len, "simplify", "traditional to simplified");
    bytes_clear(&normalize->han);
    part->at = part->end = 0;
    return good;
}

static bool change(struct normalize *normalize, struct line *line, struct part *part, size_t at, size_t len,
                   uint32_t to)
{
    if (part->at != part->end && at - part->end > JOIN_GAP && !finish_part(normalize, line, part))
        return false;
    if (part->at == part->end)
        part->at = part->end = at;
    if (!bytes_append(&normalize->han, line->text.data + part->end, at - part->end))
        return false;
    part->end = at + len;
    return bytes_append_char(&normalize->han, to);
}

enum unbake_status simplify_line(struct normalize *normalize, struct line *line)
{
    const char *p = line->text.data;
    size_t n = line->text.len, len;
    struct part part = {0};
    uint32_t c;
    enum writing writing = writing_of(p, n);
    if (normalize->simplify == UNBAKE_SIMPLIFY_OFF || writing == WRITING_OTHER)
        return UNBAKE_OK;
    line_begin_edits(line);
    for (size_t i = 0; i < n; i += len) {
        len = 1;
        if ((unsigned char)p[i] < FIRST_HAN_LEAD || !(len = utf8_decode(p + i, n - i, &c))) {
            len = 1;
            continue;
        }
        const struct han_entry *entry = han_entry(c);
        uint32_t to = entry ? simplify_character(entry, writing, p, n, i, len) : c;
        if (to != c && !change(normalize, line, &part, i, len, to))
            return UNBAKE_NO_MEMORY;
    }
    return finish_part(normalize, line, &part) && line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
