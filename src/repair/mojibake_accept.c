/* mojibake_accept.c: whether an undoing is a repair.  Comes in: a line and its best undoing.  Goes out: yes or no, for
 * the whole and for each changed stretch.  Never: accepts controls, private use, or a rare letter alone: these come out
 * of random bytes. */
#include "repair/mojibake_accept.h"

#include <utf8proc.h>

#include "judge/judge.h"
#include "repair/mojibake_evidence.h"

enum {
    MEAN_OUT_MAX = 12 * JUDGE_BIT,       /* repaired characters must read about like language */
    MEAN_LETTERS_MAX = 16 * JUDGE_BIT,   /* letters that no language writes side by side are no repair */
    GAIN_WITHOUT_MEAN = 19 * JUDGE_BIT,  /* unless the gain is overwhelming: emoji, symbols, capitals */
    GAIN_PER_CHARACTER = 4 * JUDGE_BIT,  /* for each of them */
    RARE_LETTER = 12 * JUDGE_BIT,        /* within its class: Ȓ and ɠ are, ë is not */
    RARE_EAST_ASIAN = 14 * JUDGE_BIT,
    KNOWN_HERE = 10 * JUDGE_BIT,         /* ĥ is in Esperanto */
    UNCOMMON = 7 * JUDGE_BIT,            /* の is not */
    COMMON = 12 * JUDGE_BIT,
    SHORT = 2,
    BYTE_ORDER_MARK = 0xFEFF,
    EVIDENCE = 12 * JUDGE_BIT,           /* what a shape is worth that no clean text has */
    GAIN_OF_SPACE = 12 * JUDGE_BIT,      /* what came out is a no-break space, which is no letter */
    FIRST_RARE_SCRIPT = 0x530,           /* Armenian: no letter of it, or of those that follow, stands alone */
    FIRST_VIETNAMESE = 0x1E00, LAST_VIETNAMESE = 0x1EFF, /* but these are Latin */
    LAST_ACCENT = 0x30F, FIRST_GREEK = 0x370, FIRST_SCRIPT_WITH_MARKS = 0x590, FIRST_EAST_ASIAN = 0x2E80
};

bool mojibake_is_no_text(uint32_t c)
{
    return (c >= 0x80 && c < 0xA0) || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

bool mojibake_is_unfinished(const struct text *text)
{
    for (size_t i = 0; i < text->n; i++)
        if (text->glyph[i].layers && mojibake_is_no_text(text->glyph[i].c))
            return true;
    return false;
}

static bool is_ascii_letter(const struct text *text, size_t i, char first)
{
    return i < text->n && text->glyph[i].c - (unsigned char)first < 26u;
}

static bool touches(const struct text *text, size_t i, char first)
{
    return is_ascii_letter(text, i + 1, first) || is_ascii_letter(text, i - 1, first);
}

/* Letters that are words, small, in Unicode's order. */
static bool is_one_letter_word(uint32_t c)
{
    static const uint16_t words[] = {0xE0, 0xE1, 0xE2, 0xE5, 0xE6, 0xE8, 0xE9, 0xEA, 0xEC, 0xED, 0xF2, 0xF3, 0xF4, 0xF6,
                                     0xF8, 0xFA, 0xFD, 0x3AE, 0x3B7, 0x3BF, 0x3C9, 0x430, 0x431, 0x432, 0x436, 0x438,
                                     0x43A, 0x43E, 0x441, 0x443, 0x44F, 0x454, 0x456, 0x457};
    uint32_t small = (c >= 0xC0 && c < 0xDF) || (c >= 0x410 && c < 0x430) ? c + 0x20 : c;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i] == small)
            return true;
    return false;
}

enum lone { NOT_LONE, LONE_WORD, LONE_STRANGER };

/* The only letter that came out, once or many times, each time beside no small letter; 0 when there is none such. */
static uint32_t lone_letter(const struct text *text, size_t *at)
{
    uint32_t c = 0;
    for (size_t i = 0; i < text->n; i++) {
        const struct glyph *glyph = &text->glyph[i];
        if (!glyph->layers || glyph->c < 0x80)
            continue;
        if ((c && c != glyph->c) || touches(text, i, 'a'))
            return 0;
        c = glyph->c;
        *at = i;
    }
    return c > 0xA0 && c < 0x2000 ? c : 0;
}

/* Capitals before a closing sign (ESCRIVÃ…) look like one letter read as two: such a pair, beside a capital and no small
 * letter, is none.  A letter that stands alone must be a word; and one Chinese character alone is not that word, but
 * meant. */
static enum lone kind_of_lone(const struct text *line, const struct text *text, bool from_pairs)
{
    size_t at = 0, from = 0;
    uint32_t c = lone_letter(text, &at);
    if (!c)
        return NOT_LONE;
    while (from + 1 < line->n && line->glyph[from].at < text->glyph[at].at)
        from++;
    uint32_t first = line->glyph[from].c, next = from + 1 < line->n ? line->glyph[from + 1].c : 0;
    bool control = next >= 0x80 && next < 0xA0; /* which no clean text has */
    if (touches(text, at, 'A'))
        return first >= 0xC0 && first <= 0xDE && c <= 0xDE && !control ? LONE_STRANGER : NOT_LONE;
    bool one = from_pairs && (from + 1 == line->n || next < 0x80); /* ﾃｨ are two */
    if (c < 0xC0)
        return from_pairs ? LONE_STRANGER : NOT_LONE;
    return is_one_letter_word(c) && !one ? LONE_WORD : LONE_STRANGER;
}

/* Several East Asian characters, all of them common: that two are not known to stand side by side says little. */
static bool are_common(const struct text *out, unsigned layers)
{
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++) {
        uint32_t c = out->glyph[i].c;
        if (c < 0x80 || !(out->glyph[i].layers & layers))
            continue;
        if (c < FIRST_EAST_ASIAN || judge_rarity(c) > COMMON)
            return false;
        n++;
    }
    return n > 1;
}

static bool is_script_letter(uint32_t c)
{
    return c >= FIRST_GREEK && c < 0x2000 && (c < FIRST_VIETNAMESE || c > LAST_VIETNAMESE);
}

bool mojibake_mixes_scripts(const struct text *out, unsigned layer)
{
    for (size_t i = 1; i < out->n; i++) {
        const struct glyph *a = &out->glyph[i - 1], *b = &out->glyph[i];
        if (is_script_letter(a->c) && is_script_letter(b->c) && a->c >> 8 != b->c >> 8 &&
            ((a->layers ^ b->layers) & layer))
            return true;
    }
    return false;
}

bool mojibake_reads(const struct text *out, unsigned layers, int gain, bool doubtful)
{
    struct cost cost = cost_of(out, layers);
    bool strange = cost.longest_run > 1 && cost.letters && cost.sum > (int64_t)MEAN_LETTERS_MAX * cost.n;
    bool overwhelming = gain >= GAIN_WITHOUT_MEAN && gain >= GAIN_PER_CHARACTER * cost.n;
    if (!cost.n)
        return gain >= GAIN_OF_SPACE;
    return (overwhelming && !strange && !doubtful) || cost.sum <= (int64_t)MEAN_OUT_MAX * cost.n ||
           (!doubtful && are_common(out, layers));
}

int mojibake_margin(const struct verdict *verdict)
{
    int margin = verdict->total + (verdict->evident ? EVIDENCE : 0), ahead = verdict->total - verdict->rival;
    return ahead < margin ? ahead : margin;
}

/* Whether an East Asian reader gave Latin letters, and what it would have given for other East Asian characters, which
 * are more, stays: a reader damages all or none of them. */
static bool leaves_east_asian(const struct text *out)
{
    size_t latin = 0, east = 0;
    for (size_t i = 0; i < out->n; i++) {
        uint32_t c = out->glyph[i].c;
        if (out->glyph[i].layers && c >= 0x370)
            return false;
        latin += out->glyph[i].layers && c >= 0xC0;
        east += !out->glyph[i].layers && c >= 0x3041 && c < 0xD7A4;
    }
    return east > latin;
}

bool mojibake_is_acceptable(const struct text *line, const struct text *out, const struct verdict *verdict)
{
    if (verdict->total <= (verdict->evident ? -EVIDENCE : 0) || mojibake_is_unfinished(out))
        return false;
    if (verdict->evident)
        return true;
    if (verdict->from_pairs && verdict->depth == 1 && leaves_east_asian(out))
        return false;
    enum lone lone = verdict->depth == 1 ? kind_of_lone(line, out, verdict->from_pairs) : NOT_LONE;
    if (lone != NOT_LONE)
        return lone == LONE_WORD; /* its cost is that of the many languages which have no such word */
    return mojibake_reads(out, ~0u, verdict->gain, verdict->doubtful);
}

static int cost_here(const struct text *text, size_t i)
{
    const struct glyph *glyph = text->glyph;
    return judge_char(i > 1 ? glyph[i - 2].c : JUDGE_EDGE, i ? glyph[i - 1].c : JUDGE_EDGE, glyph[i].c);
}

/* One or two letters that are rare in any language, and no better known behind the letters before them. */
static bool is_rare(const struct text *text, size_t first, size_t end)
{
    size_t n = 0;
    for (size_t i = first; i < end; i++) {
        uint32_t c = text->glyph[i].c;
        if (c < 0x80)
            continue;
        int rare = c < FIRST_EAST_ASIAN ? RARE_LETTER : RARE_EAST_ASIAN;
        if (++n > SHORT || judge_rarity(c) < rare || (c >= 0xC0 && cost_here(text, i) < KNOWN_HERE))
            return false;
    }
    return n > 0;
}

/* Shades and quarters of blocks, which code page 437 shows for bytes that begin characters of UTF-8. */
static bool is_drawn(const struct text *line, size_t at, size_t at_end)
{
    size_t n = 0;
    for (size_t i = 0; i < line->n && line->glyph[i].at < at_end; i++) {
        if (line->glyph[i].at < at)
            continue;
        if (line->glyph[i].c < 0x2580 || line->glyph[i].c > 0x259F)
            return false;
        n++;
    }
    return n > 0;
}

static bool is_same_script(uint32_t a, uint32_t b)
{
    return a >= FIRST_EAST_ASIAN ? b >= FIRST_EAST_ASIAN && b < 0x1F000 : a >> 8 == b >> 8;
}

/* Letters of scripts that are not Latin, Greek or Cyrillic, or that Greek lost, and numbers in circles and brackets. */
static bool is_of_other_script(uint32_t c)
{
    bool rare = c >= FIRST_RARE_SCRIPT && c < 0x2000 && (c < FIRST_VIETNAMESE || c > LAST_VIETNAMESE);
    return rare || (c >= 0x3D8 && c < 0x400) || (c >= 0x2460 && c < 0x2500) ||
           (c >= 0x3041 && c < 0xFF00 && c != 0x30FB);
}

/* Whether the line has the script without this repair, or another letter of it, a common one, came out elsewhere. */
static bool has_script_of(const struct text *text, uint32_t c)
{
    int common = c < FIRST_EAST_ASIAN ? UNCOMMON : COMMON;
    for (size_t i = 0; i < text->n; i++) {
        const struct glyph *glyph = &text->glyph[i];
        if (glyph->c >= 0x80 && glyph->c != c && is_same_script(c, glyph->c) &&
            (!glyph->layers || judge_rarity(glyph->c) < common))
            return true;
    }
    return false;
}

/* One letter of a script that the line has no other letter of, or, the only one of its stretch, glued to a Latin word. */
static bool is_stray_letter(const struct text *text, size_t i, bool only)
{
    uint32_t c = text->glyph[i].c;
    bool uncommon = judge_rarity(c) >= UNCOMMON;
    if (!is_of_other_script(c))
        return false;
    if (touches(text, i, 'a') || touches(text, i, 'A'))
        return c < 0x2000 || (uncommon && (only || !has_script_of(text, c)));
    return uncommon && !has_script_of(text, c);
}

/* Letters beyond ASCII, each of them alone, and a stray or no language's. */
static bool is_stray(const struct text *text, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        bool beside = i > first && text->glyph[i - 1].c >= 0x80;
        bool stray = is_stray_letter(text, i, end - first == 1) || judge_rarity(text->glyph[i].c) >= RARE_EAST_ASIAN;
        if (text->glyph[i].c >= 0x80 && (beside || !stray))
            return false;
    }
    return true;
}

/* A mark that its script puts above or below letters, and no letter before it; Cyrillic has but accents and breves. */
static bool is_mark_alone(const struct text *text, size_t i)
{
    uint32_t c = text->glyph[i].c, base = i ? text->glyph[i - 1].c : 0;
    if (c > LAST_ACCENT && c < FIRST_GREEK)
        return base >= FIRST_GREEK;
    bool of_script = c >= FIRST_SCRIPT_WITH_MARKS && c < 0x2000;
    return of_script && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_MN && base >> 8 != c >> 8;
}

/* Whether what a reader shows for a character of legacy text is that character, as kana in EUC-JP and GBK are. */
static bool is_same_in_both(const struct verdict *verdict, uint32_t c)
{
    uint32_t bytes = verdict->reader ? codec_to_bytes(verdict->reader, c) : CODEC_NONE;
    return bytes != CODEC_NONE && verdict->legacy && codec_to_bytes(verdict->legacy, c) == bytes;
}

static bool is_east_asian_left(const struct text *text, size_t i, const struct verdict *verdict)
{
    if (i >= text->n || text->glyph[i].layers)
        return false;
    uint32_t c = text->glyph[i].c;
    return c >= 0x3041 && c < 0xD7A4 && !is_same_in_both(verdict, c);
}

/* A code point that is not assigned, and not amid its script, where some writers have one for a sign. */
static bool is_unassigned_alone(const struct text *text, size_t i)
{
    uint32_t c = text->glyph[i].c;
    bool before = i > 0 && text->glyph[i - 1].c >> 7 == c >> 7, behind = i > 1 && text->glyph[i - 2].c >> 7 == c >> 7;
    return c >= FIRST_GREEK && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CN && !before && !behind;
}

/* Whether characters of another reader, or of a script that is not Latin, came out amid East Asian text which stays: a
 * reader damages all of a word or nothing. */
static bool tears_east_asian(const struct text *text, size_t first, size_t end, const struct verdict *verdict)
{
    bool other = verdict->reader;
    for (size_t i = first; i < end && !verdict->reader; i++) {
        uint32_t c = text->glyph[i].c;
        if (c >= FIRST_EAST_ASIAN || (c >= 0x80 && c < FIRST_GREEK))
            return false;
        other |= c >= FIRST_GREEK && c < 0x2000;
    }
    return other && (is_east_asian_left(text, first - 1, verdict) || is_east_asian_left(text, end, verdict));
}

bool mojibake_is_nonsense(const struct text *line, const struct text *out, size_t first, size_t end, size_t at_end,
                          const struct verdict *verdict)
{
    if (out->glyph[first].c == BYTE_ORDER_MARK && out->glyph[first].at > 0)
        return true; /* marks no order but at the beginning, and cannot be seen */
    if (out->glyph[first].c == 0xA0 && is_ascii_letter(out, first - 1, 'A'))
        return true; /* a word in capitals ends on Â */
    if (is_mark_alone(out, first) || is_unassigned_alone(out, first) ||
        (verdict->from_pairs && tears_east_asian(out, first, end, verdict)))
        return true;
    return is_rare(out, first, end) || is_stray(out, first, end) || is_drawn(line, out->glyph[first].at, at_end);
}
