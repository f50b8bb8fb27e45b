/* simplify_words.c: what the words around a character make of it.  Comes in: a character that several words decide
 * about, and its line.  Goes out: the character that the longest of those words gives.  Never: looks further than one
 * word around the character. */
#include <string.h>

#include "base/utf8.h"
#include "normalize/room.h"

uint32_t simplify_plain(uint32_t c)
{
    const struct han_entry *entry = han_entry(c);
    return entry ? entry->to : c;
}

/* Characters around a place of the text, written simplified; 0 where there is no character. */
struct around {
    uint32_t before[HAN_WORD_MAX], after[HAN_WORD_MAX]; /* nearest first */
    size_t befores, afters;
    bool zhao_is_apart; /* 著 is not 着 here, unless a word says so */
};

static void look_around(const struct han_entry *entry, const struct place *place, struct around *a)
{
    const char *p = place->text;
    uint32_t c;
    size_t step, n = place->text_len, i = place->at + place->len;
    a->befores = a->afters = 0;
    while (a->afters < entry->after && (step = utf8_decode(p + i, n - i, &c)) > 0) {
        a->after[a->afters++] = simplify_plain(c);
        i += step;
    }
    for (i = place->at; a->befores < entry->before && i > 0; i -= step) {
        step = 1;
        while (step < UTF8_MAX && step < i && ((unsigned char)p[i - step] & 0xC0) == 0x80)
            step++;
        if (utf8_decode(p + i - step, step, &c) != step)
            break;
        a->before[a->befores++] = simplify_plain(c);
    }
}

static bool rule_holds(const struct han_rule *rule, const struct around *a)
{
    const uint32_t *text = han_text(rule);
    if (((rule->flags & HAN_RESPELT) && a->zhao_is_apart) || rule->before > a->befores || rule->after > a->afters)
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

static void ask_rules(const struct han_entry *entry, const struct around *a, uint64_t from, uint64_t to,
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
    struct around around = {.zhao_is_apart = zhao_is_apart};
    look_around(entry, place, &around);
    struct verdict verdict = ask_words(entry, &around);
    return decide(entry, &around, &verdict, sure);
}

bool simplify_keeps(const struct han_entry *entry, const struct place *place, bool zhao_may_be_apart)
{
    struct around around = {0};
    look_around(entry, place, &around);
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
