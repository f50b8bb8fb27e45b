/* make_han_simplified.c: makes tables/han_simplified.inc.  Comes in: OpenCC's dictionaries, Unihan's variants, ICU's
 * transliterator and tables/han_words.txt.  Goes out: characters and words with their sources, on standard output.
 * Never: linked into the library, or run by an ordinary build.
 *
 * Run it in the top folder with OPENCC_DICTIONARY naming the folder data/dictionary of OpenCC's source (PyPI's sdist
 * opencc 1.4.2, Apache-2.0).  For a character the first source that knows it decides: han_words.txt, OpenCC, Unihan
 * (package unicode-data), ICU. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uversion.h>

#include "base/utf8.h"
#include "makers/two_step.h"
#include "tables/han_simplified.h"

enum {
    LINE_MAX_BYTES = 4096,
    MOST_RULES = 20000,
    MOST_WORDS = 5000,
    MOST_RESULTS = 4,
    MOST_NAMES = 20,
    MOST_PARTICLES = 20,
    FIRST_HAN = 0x3400,
    BIG5_LEVEL_2 = 0xC940,
    JIS_LEVEL_2 = 4800, /* rows of cells, in decimal */
    BIG5_COMMON = 1,
    BIG5_RARE = 2,
    MOST_TEXT = 200000,
    ZHU = 0x8457, /* 著 */
    ZHAO = 0x7740 /* 着 */
};

enum source { NOBODY, OWN, OPENCC, OPENCC_TAIWAN, OPENCC_HONG_KONG, OPENCC_BACK, UNIHAN, ICU };
static const char *const source_name[] = {"", "own", "OpenCC", "OpenCC TW", "OpenCC HK", "OpenCC ST", "Unihan", "ICU"};

static uint32_t to[CODE_POINTS];        /* 0: no change known */
static uint8_t source[CODE_POINTS];
static bool standard[CODE_POINTS];      /* in GB 2312 or in the mainland's table of 2013 */
static bool gb2312[CODE_POINTS];
static uint8_t big5[CODE_POINTS];       /* 0 or which of its two levels */
static bool simplified_by_law[CODE_POINTS]; /* Unihan calls another character its simplified form, not its variant */
static bool everyday[CODE_POINTS];       /* how a region spells a word, rather than a name */
static bool japanese[CODE_POINTS];       /* in the first level of JIS X 0208 */
static bool short_in_japan[CODE_POINTS]; /* OpenCC knows an older form of it */
static bool simplified_only[CODE_POINTS];
static bool pivot[CODE_POINTS];         /* some word decides about it */
static bool own_words_only[CODE_POINTS];
static int8_t own_kind[CODE_POINTS];    /* 1 + enum han_kind where han_words.txt gives it */
static uint16_t entry_of[CODE_POINTS];

struct word {
    uint32_t from[HAN_WORD_MAX + 1], to[HAN_WORD_MAX + 1];
    uint32_t n, to_n;
    enum source source;
    uint8_t regions; /* bits of enum han_region */
    bool respelt;    /* it has 著 where the source has 着 */
    bool weak;       /* a guess at a name */
};
static struct word words[80000], regional[MOST_WORDS];
static unsigned word_count, regional_count;
static uint32_t names[MOST_NAMES][HAN_WORD_MAX + 1], name_lengths[MOST_NAMES], name_count; /* lines with "?" */

struct particle {
    uint32_t text[HAN_WORD_MAX + 1], before[HAN_WORD_MAX + 1], n, befores;
};
static struct particle particles[MOST_PARTICLES]; /* lines with "@" */
static unsigned particle_count;

struct rule {
    uint32_t pivot, to, text[HAN_WORD_MAX], before, after;
    enum source source;
    unsigned flags;
};
static struct rule rules[MOST_RULES];
static unsigned rule_count;
static uint32_t text[MOST_TEXT];
static unsigned text_len;

static void die(const char *why)
{
    fprintf(stderr, "make_han_simplified: %s\n", why);
    exit(1);
}

static FILE *open_command(const char *command)
{
    FILE *f = popen(command, "r");
    if (!f)
        die(command);
    return f;
}

static void close_command(FILE *f, const char *command)
{
    if (pclose(f) != 0)
        die(command);
}

/* Decodes up to a tab, blank or line end; 0 when it is longer than a word may be. */
static uint32_t read_word(const char **p, uint32_t out[HAN_WORD_MAX + 1])
{
    uint32_t n = 0, c;
    size_t len;
    bool long_word = false;
    while ((len = utf8_decode(*p, strlen(*p), &c)) && c > ' ') {
        if (n < HAN_WORD_MAX)
            out[n++] = c;
        else
            long_word = true;
        *p += len;
    }
    return long_word ? 0 : n;
}

static uint32_t plain(uint32_t c)
{
    return to[c] ? to[c] : c;
}

/* A character that is standard on the mainland is not changed into one that is not. */
static void set_character(uint32_t from, uint32_t result, enum source who)
{
    if (source[from] || (who != OWN && standard[from] && !standard[result]))
        return;
    source[from] = (uint8_t)who;
    to[from] = result;
}

static void add_word(const uint32_t *from, const uint32_t *result, uint32_t n, enum source who)
{
    if (word_count == sizeof words / sizeof words[0])
        die("too many words");
    struct word *w = &words[word_count++];
    memcpy(w->from, from, n * sizeof *from);
    memcpy(w->to, result, n * sizeof *result);
    w->n = w->to_n = n;
    w->source = who;
}

static void add_regional(const uint32_t *from, uint32_t n, const uint32_t *result, uint32_t m, enum source who)
{
    if (regional_count == MOST_WORDS)
        die("too many regional words");
    struct word *w = &regional[regional_count++];
    memcpy(w->from, from, n * sizeof *from);
    memcpy(w->to, result, m * sizeof *result);
    w->n = n;
    w->to_n = m;
    w->source = who;
    w->regions = (uint8_t)(who == OPENCC_TAIWAN ? HAN_TAIWAN : who == OPENCC_HONG_KONG ? HAN_HONG_KONG
                                                                : HAN_TAIWAN | HAN_HONG_KONG);
}

#include "makers/make_han_read.inc"

/* What a rule gives must not be changed by a second run. */
static void settle(void)
{
    for (uint32_t c = 0; c < CODE_POINTS; c++)
        if (to[c] && to[c] != c && to[to[c]] && to[to[c]] != to[c] && !standard[to[c]])
            to[c] = to[to[c]];
}

static void add_rule(const struct word *w, uint32_t at, uint32_t from)
{
    if (rule_count == MOST_RULES)
        die("too many rules");
    struct rule *r = &rules[rule_count++];
    *r = (struct rule){.pivot = from, .to = w->to[at], .before = at, .after = w->n - at - 1};
    r->source = w->source;
    r->flags = (w->respelt && w->from[at] == ZHU ? HAN_RESPELT : 0) | (w->weak ? (unsigned)HAN_WEAK : 0);
    uint32_t k = 0;
    for (uint32_t i = 0; i < w->n; i++)
        if (i != at)
            r->text[k++] = plain(w->from[i]);
}

/* What a word gives stays in a second run, too. */
static void add_rules(const struct word *w, uint32_t at)
{
    add_rule(w, at, w->from[at]);
    uint32_t result = w->to[at];
    if (result == w->from[at] || plain(result) == result)
        return;
    pivot[result] = true;
    add_rule(w, at, result);
}

static void find_pivots(void)
{
    for (unsigned i = 0; i < word_count; i++)
        for (uint32_t j = 0; j < words[i].n; j++)
            if (words[i].source != OPENCC_BACK && words[i].to[j] != plain(words[i].from[j]))
                pivot[words[i].from[j]] = true;
    pivot[ZHU] = true;
    for (unsigned i = 0; i < word_count; i++)
        for (uint32_t j = 0; j < words[i].n; j++)
            if (pivot[words[i].from[j]] && (words[i].source == OWN || !own_words_only[words[i].from[j]]))
                add_rules(&words[i], j);
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_rules(const void *x, const void *y)
{
    const struct rule *a = x, *b = y;
    int order = compare(a->pivot, b->pivot);
    if (!order)
        order = compare(a->after ? a->text[a->before] : 0, b->after ? b->text[b->before] : 0);
    if (!order)
        order = compare(a->before ? a->text[a->before - 1] : 0, b->before ? b->text[b->before - 1] : 0);
    if (!order)
        order = compare(a->before, b->before);
    if (!order)
        order = compare(a->after, b->after);
    for (uint32_t i = 0; !order && i < a->before + a->after; i++)
        order = compare(a->text[i], b->text[i]);
    if (!order)
        order = compare(a->source, b->source);
    return order ? order : compare(a->flags, b->flags);
}

/* Sorts, and keeps the first source's rule where two say something about the same word. */
static void sort_rules(void)
{
    unsigned kept = 0;
    qsort(rules, rule_count, sizeof rules[0], compare_rules);
    for (unsigned i = 0; i < rule_count; i++) {
        const struct rule *last = kept ? &rules[kept - 1] : NULL;
        if (last && last->pivot == rules[i].pivot && last->before == rules[i].before && last->after == rules[i].after &&
            same_words(last->text, rules[i].text, last->before + last->after))
            continue;
        rules[kept++] = rules[i];
    }
    rule_count = kept;
}

static void find_simplified_only(void)
{
    for (uint32_t c = 0; c < CODE_POINTS; c++)
        if (to[c] && to[c] != c && source[c] <= OPENCC && standard[to[c]] && !big5[to[c]] && !to[to[c]])
            simplified_only[to[c]] = true;
}

static uint32_t add_text(const uint32_t *s, uint32_t n)
{
    if (text_len + n > MOST_TEXT)
        die("too much text");
    memcpy(text + text_len, s, n * sizeof *s);
    text_len += n;
    return text_len - n;
}

static void write_character(uint32_t c)
{
    char s[UTF8_MAX + 1] = "";
    utf8_encode(c, s);
    fputs(s, stdout);
}

static void write_rules(void)
{
    printf("static const struct han_rule rules[%u] = {\n", rule_count + 1);
    for (unsigned i = 0; i < rule_count; i++) {
        const struct rule *r = &rules[i];
        printf("{%u, 0x%04X, %u, %u, %u}, /* ", add_text(r->text, r->before + r->after), r->to, r->before, r->after,
               r->flags);
        for (uint32_t j = 0; j < r->before; j++)
            write_character(r->text[j]);
        write_character(r->to);
        for (uint32_t j = r->before; j < r->before + r->after; j++)
            write_character(r->text[j]);
        printf(" %s */\n", source_name[r->source]);
    }
    printf("{0, 0, 0, 0, 0}};\n");
}

static unsigned rules_of(uint32_t c, unsigned *first)
{
    unsigned n = 0;
    for (unsigned i = 0; i < rule_count; i++)
        if (rules[i].pivot == c && n++ == 0)
            *first = i;
    return n;
}

/* The short forms of Japan: no Chinese standard has them, and no source makes another character of them. */
static bool japanese_only(uint32_t c)
{
    bool rare = !big5[c] || (big5[c] == BIG5_RARE && short_in_japan[c]);
    return japanese[c] && !standard[c] && rare && !everyday[c] && !to[c] && !pivot[c];
}

static bool known(uint32_t c)
{
    return japanese_only(c) || (to[c] && to[c] != c) || pivot[c] || simplified_only[c];
}

/* OpenCC, Unihan and ICU also know variants, which simplified text may have in names; and rare characters of which the
 * simplified form is too new for most texts. */
static enum han_kind kind_of(uint32_t c)
{
    if (simplified_only[c])
        return HAN_SIMPLIFIED;
    if (japanese_only(c))
        return HAN_JAPANESE;
    if (own_kind[c])
        return (enum han_kind)(own_kind[c] - 1);
    if (standard[c] || plain(c) == c)
        return HAN_AMBIGUOUS;
    bool law = simplified_by_law[c] && gb2312[plain(c)] && big5[c] == BIG5_COMMON;
    return law || everyday[c] ? HAN_TRADITIONAL : HAN_VARIANT;
}

static void write_entry(uint32_t c, unsigned first, unsigned n)
{
    static const char *const name[] = {[HAN_SIMPLIFIED] = "HAN_SIMPLIFIED", [HAN_TRADITIONAL] = "HAN_TRADITIONAL",
                                       [HAN_VARIANT] = "HAN_VARIANT", [HAN_LIKELY] = "HAN_LIKELY",
                                       [HAN_JAPANESE] = "HAN_JAPANESE", [HAN_AMBIGUOUS] = "HAN_AMBIGUOUS"};
    printf("{0x%04X, 0x%04X, %u, %u, %s}, /* ", c, plain(c), first, n, name[kind_of(c)]);
    write_character(c);
    write_character(plain(c));
    printf(" %s */\n", source_name[source[c]]);
}

static void write_entries(void)
{
    unsigned count = 1;
    printf("const struct han_entry han_entries[] = {\n{0, 0, 0, 0, 0},\n");
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        unsigned first = 0, n = pivot[c] ? rules_of(c, &first) : 0;
        if (!known(c))
            continue;
        entry_of[c] = (uint16_t)count++;
        write_entry(c, first, n);
    }
    printf("};\n");
}

/* The three bytes of a character, the first lowest. */
static uint32_t three_bytes(uint32_t c)
{
    unsigned char s[UTF8_MAX] = "";
    utf8_encode(c, (char *)s);
    return s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16;
}

static uint32_t main_number(uint32_t c)
{
    if (!known(c))
        return 0;
    if (simplified_only[c])
        return 1u << HAN_MAIN_SIMPLIFIED;
    bool simple = kind_of(c) == HAN_TRADITIONAL && !pivot[c] && plain(c) >= 0x800 && plain(c) < 0x10000;
    return simple ? 1u << HAN_MAIN_CHANGES | (three_bytes(c) ^ three_bytes(plain(c))) : 1u << HAN_MAIN_ASK;
}

static void write_main(void)
{
    printf("const uint32_t han_main[HAN_MAIN_END - HAN_MAIN_BEGIN] = {\n");
    for (uint32_t c = HAN_MAIN_BEGIN; c < HAN_MAIN_END; c++)
        printf("%u,%s", main_number(c), c % PER_LINE == PER_LINE - 1 ? "\n" : "");
    printf("};\n");
}

static void write_japanese(void)
{
    printf("const uint32_t han_japanese[(HAN_MAIN_END - HAN_MAIN_BEGIN) / 32] = {\n");
    for (uint32_t c = HAN_MAIN_BEGIN; c < HAN_MAIN_END; c += 32) {
        uint32_t bits = 0;
        for (uint32_t i = 0; i < 32; i++)
            bits |= (uint32_t)japanese[c + i] << i;
        printf("0x%08X,%s", bits, (c / 32) % PER_LINE == 0 ? "\n" : "");
    }
    printf("};\n");
}

static int compare_words(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    uint32_t n = a->n < b->n ? a->n : b->n;
    int order = 0;
    for (uint32_t i = 0; !order && i < n; i++)
        order = compare(a->from[i], b->from[i]);
    if (!order)
        order = compare(a->n, b->n);
    return order ? order : compare(a->source, b->source);
}

/* Whether a word is known already: as what an earlier source said of its region, or as the same of another region. */
static bool is_known(struct word *last, const struct word *w)
{
    if (last->n != w->n || !same_words(last->from, w->from, w->n))
        return false;
    if (last->to_n == w->to_n && same_words(last->to, w->to, w->to_n))
        last->regions |= w->regions;
    return (last->regions & w->regions) == w->regions;
}

/* Writes both sides simplified, sorts, and keeps the first source's word. */
static void settle_regional(void)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < regional_count; i++) {
        for (uint32_t j = 0; j < regional[i].n; j++)
            regional[i].from[j] = plain(regional[i].from[j]);
        simplify_word(regional[i].to, regional[i].to_n);
    }
    qsort(regional, regional_count, sizeof regional[0], compare_words);
    for (unsigned i = 0; i < regional_count; i++)
        if (!kept || !is_known(&regional[kept - 1], &regional[i]))
            regional[kept++] = regional[i];
    regional_count = kept;
}

static void write_regional(void)
{
    printf("static const uint32_t regional_words = %u;\nstatic const struct han_word regional[%u] = {\n",
           regional_count, regional_count + 1);
    for (unsigned i = 0; i < regional_count; i++) {
        const struct word *w = &regional[i];
        uint32_t at = add_text(w->from, w->n);
        add_text(w->to, w->to_n);
        printf("{%u, %u, %u, %u}, /* ", at, w->n, w->to_n, w->regions);
        for (uint32_t j = 0; j < w->n; j++)
            write_character(w->from[j]);
        putchar(' ');
        for (uint32_t j = 0; j < w->to_n; j++)
            write_character(w->to[j]);
        printf(" %s */\n", source_name[w->source]);
    }
    printf("{0, 0, 0, 0}};\n");
}

static void write_pool(void)
{
    printf("static const uint32_t text[%u] = {\n", text_len + 1);
    for (unsigned i = 0; i < text_len; i++)
        printf("%u,%s", text[i], i % PER_LINE == PER_LINE - 1 ? "\n" : "");
    printf("0};\n");
}

int main(void)
{
    read_standard();
    read_own();
    read_short_in_japan("JPShinjitaiCharacters");
    read_rare("TSCharacters");
    read_characters("TSCharacters");
    read_variants("TWVariants", OPENCC_TAIWAN);
    read_variants("HKVariants", OPENCC_HONG_KONG);
    read_unihan();
    read_icu();
    settle();
    add_names();
    add_particles();
    read_words("TSPhrases");
    read_variant_words("TWVariantsRevPhrases", OPENCC_TAIWAN);
    read_variant_words("HKVariantsRevPhrases", OPENCC_HONG_KONG);
    read_words_backwards("STPhrases");
    read_regional("TWPhrasesRev", OPENCC_TAIWAN);
    read_regional("HKPhrasesRev", OPENCC_HONG_KONG);
    settle_regional();
    find_pivots();
    sort_rules();
    find_simplified_only();
    printf("/* han_simplified.inc: generated by makers/make_han_simplified.c; do not edit.  Sources, entry by entry:\n"
           " * own = han_words.txt; OpenCC 1.4.2 (Apache-2.0); Unihan and ICU %s of Unicode %s. */\n",
           U_ICU_VERSION, U_UNICODE_VERSION);
    write_rules();
    write_regional();
    write_entries();
    write_main();
    write_japanese();
    write_two_step(entry_of, "const uint16_t han_block_of", "const uint16_t", "han_blocks");
    write_pool();
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
