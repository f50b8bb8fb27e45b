/* simplify_words.c: what the words around a character make of it.  Comes in: a character that several words decide
 * about, and its line.  Goes out: the character that the longest of those words gives.  Never: looks further than one
 * word around the character. */
#include <string.h>

#include "base/utf8.h"
#include "normalize/room.h"

uint32_t simplify_plain(uint32_t c)
{
    unsigned index = han_index(c);
    return index ? han_entries[index].to : c;
}

/* Characters around a place of the text, written simplified, as far as they were asked for. */
struct around {
    const struct place *place;
    size_t begin, end; /* of the text that was looked at */
    uint32_t before[HAN_WORD_MAX], after[HAN_WORD_MAX]; /* nearest first */
    size_t befores, afters;
    bool zhao_is_apart; /* 著 is not 着 here, unless a word says so */
};

static struct around look_around(const struct place *place)
{
    return (struct around){.place = place, .begin = place->at, .end = place->at + place->len};
}

/* Whether so many characters stand after the place. */
static bool reach_after(struct around *a, size_t count)
{
    const struct place *place = a->place;
    uint32_t c;
    for (size_t len; a->afters < count; a->end += len) {
        len = utf8_decode(place->text + a->end, place->text_len - a->end, &c);
        if (!len)
            return false;
        a->after[a->afters++] = simplify_plain(c);
    }
    return true;
}

static bool reach_before(struct around *a, size_t count)
{
    const char *p = a->place->text;
    uint32_t c;
    for (size_t len; a->befores < count; a->begin -= len) {
        len = 1;
        while (len < UTF8_MAX && len < a->begin && ((unsigned char)p[a->begin - len] & 0xC0) == 0x80)
            len++;
        if (!a->begin || utf8_decode(p + a->begin - len, len, &c) != len)
            return false;
        a->before[a->befores++] = simplify_plain(c);
    }
    return true;
}

static bool rule_holds(const struct han_rule *rule, struct around *a)
{
    const uint32_t *text = han_text(rule);
    if (((rule->flags & HAN_RESPELT) && a->zhao_is_apart) || !reach_before(a, rule->before) ||
        !reach_after(a, rule->after))
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
    const struct han_rule *best;
    bool keeps;                  /* some word keeps the character */
};

/* The longest word wins; of two as long, one that keeps the character, then the one that begins closest to it. */
static int weight(const struct han_entry *entry, const struct han_rule *rule)
{
    bool keeps = rule->to == entry->from;
    if (rule->flags & HAN_WEAK)
        return 0;
    return (2 * (rule->before + rule->after) + keeps) * HAN_WORD_MAX - rule->before;
}

static void ask_rules(const struct han_entry *entry, struct around *a, uint64_t from, uint64_t to,
                      struct verdict *verdict)
{
    const struct han_rule *rules = han_rules(entry);
    for (size_t i = first_rule(rules, entry->rules, from); i < entry->rules && rule_key(&rules[i]) < to; i++) {
        const struct han_rule *rule = &rules[i];
        if (!rule_holds(rule, a))
            continue;
        verdict->keeps |= rule->to == entry->from;
        if (!verdict->best || weight(entry, rule) > weight(entry, verdict->best))
            verdict->best = rule;
    }
}

static struct verdict ask_words(const struct han_entry *entry, struct around *a)
{
    struct verdict verdict = {0};
    bool before = reach_before(a, 1), after = reach_after(a, 1);
    if (before) /* words that end with the character */
        ask_rules(entry, a, a->before[0], (uint64_t)a->before[0] + 1, &verdict);
    if (after) { /* words that it begins, and words around it */
        uint64_t key = (uint64_t)a->after[0] << 32;
        ask_rules(entry, a, key, key + 1, &verdict);
        if (before)
            ask_rules(entry, a, key | a->before[0], (key | a->before[0]) + 1, &verdict);
    }
    return verdict;
}

/* Lines of unknown writing may be simplified: there a word that keeps the character wins over any that changes it. */
static uint32_t decide(const struct han_entry *entry, const struct around *a, const struct verdict *verdict, bool sure)
{
    if (!verdict->best && a->zhao_is_apart)
        return entry->from;
    if (sure)
        return verdict->best ? verdict->best->to : entry->to;
    if (verdict->keeps || (entry->to == entry->from && entry->kind != HAN_LIKELY))
        return entry->from;
    if (verdict->best)
        return verdict->best->to;
    return entry->kind == HAN_LIKELY ? entry->to : entry->from;
}

uint32_t simplify_by_words(const struct han_entry *entry, const struct place *place, bool sure, bool zhao_is_apart)
{
    struct around around = look_around(place);
    around.zhao_is_apart = zhao_is_apart;
    struct verdict verdict = ask_words(entry, &around);
    return decide(entry, &around, &verdict, sure);
}

bool simplify_keeps(const struct han_entry *entry, const struct place *place, bool zhao_may_be_apart)
{
    struct around around = look_around(place);
    for (unsigned apart = 0; apart <= zhao_may_be_apart; apart++) {
        around.zhao_is_apart = apart;
        struct verdict verdict = ask_words(entry, &around);
        if (decide(entry, &around, &verdict, true) != entry->from || decide(entry, &around, &verdict, false) != entry->from)
            return false;
    }
    return true;
}

static bool is_new(const uint32_t *found, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (found[i] == c)
            return false;
    return n < CANDIDATES_MAX;
}

size_t simplify_candidates(const struct han_entry *entry, uint32_t found[CANDIDATES_MAX])
{
    const struct han_rule *rules = han_rules(entry);
    size_t n = 0;
    found[n++] = entry->to;
    for (size_t i = 0; i < entry->rules; i++)
        if (is_new(found, n, rules[i].to))
            found[n++] = rules[i].to;
    return n;
}
