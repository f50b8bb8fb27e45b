/* make_characters.c: makes tables/characters.inc.  Comes in: ICU's Unicode properties, iconv's national character sets
 * and the simplification table.  Goes out: flags of every code point, as a table of two steps, on standard output.
 * Never: linked into the library, or run by an ordinary build.
 *
 * Common Han are the first levels of the national sets, which were chosen by frequency: GB 2312 rows 16 to 55, Big5
 * A440 to C67E, JIS X 0208 rows 16 to 47. */
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/unorm2.h>
#include <utf8proc.h>

#include "makers/familiar.h"
#include "makers/familiar.inc"
#include "makers/two_step.h"
#include "tables/characters.h"
#include "tables/han_simplified.h"

enum { LAST_ASCII = 0x7F, FIRST_HAN = 0x3400 };

static uint32_t flags[CODE_POINTS], sets[CHARACTERS_SETS_MAX];
static uint16_t set_of[CODE_POINTS];
static unsigned set_count;

/* What is not common Han: the first row that holds a character gives its kind, and none makes it strange. */
static const struct {
    uint32_t first, last;
    enum character_kind kind;
} kinds[] = {
    {0, 0x7F, KIND_ASCII},
    {0xAC00, 0xD7A3, KIND_HANGUL},
    {0x1EA0, 0x1EF9, KIND_VIETNAMESE},
    {0x102, 0x103, KIND_VIETNAMESE},
    {0x1A0, 0x1A1, KIND_VIETNAMESE},
    {0x1AF, 0x1B0, KIND_VIETNAMESE},
    {0x110, 0x111, KIND_D_STROKE},
    {0xE0, 0xE3, KIND_VOWEL}, /* a, e, i, o, u and y with the marks that Vietnamese gives them */
    {0xE8, 0xEA, KIND_VOWEL},
    {0xEC, 0xED, KIND_VOWEL},
    {0xF2, 0xF5, KIND_VOWEL},
    {0xF9, 0xFA, KIND_VOWEL},
    {0xFD, 0xFD, KIND_VOWEL},
    {0x129, 0x129, KIND_VOWEL},
    {0x169, 0x169, KIND_VOWEL},
    {0x3041, 0x30FA, KIND_KANA},
    {0x3000, 0x30FF, KIND_EAST},
    {0xFF01, 0xFF5E, KIND_EAST},
    {0x2013, 0x201D, KIND_EAST},
    {0x2026, 0x2026, KIND_EAST},
    {0xA0, 0xA0, KIND_EAST}, /* no-break spaces of indents, and two dots of names */
    {0xB7, 0xB7, KIND_EAST},
    {0x2022, 0x2022, KIND_EAST},
    {0x3AC, 0x3CE, KIND_SMALL},
    {0x386, 0x38F, KIND_ACCENTED},
    {0x390, 0x390, KIND_SMALL},
    {0x391, 0x3A9, KIND_CAPITAL},
    {0xDF, 0xDF, KIND_ESZETT},
    {0xAB, 0xAB, KIND_QUOTE},
    {0xBB, 0xBB, KIND_QUOTE},
    {0x300, 0x36F, KIND_MARK},
    {0x200B, 0x200D, KIND_MARK}, /* what joins letters or keeps them apart without a width of its own */
    {0x531, 0x58F, KIND_OTHER_SCRIPT},
    {0x590, 0x1FFF, KIND_OTHER_SCRIPT},
    {0x2C00, 0x2DDF, KIND_OTHER_SCRIPT}, /* Glagolitic to Ethiopic */
    {0xA000, 0xA71F, KIND_OTHER_SCRIPT}, /* Yi, Lisu, Vai, Bamum */
    {0xA800, 0xABFF, KIND_OTHER_SCRIPT}, /* Syloti Nagri to Meetei Mayek */
    {0x10000, 0x1BFFF, KIND_OTHER_SCRIPT}, /* scripts of the past, and young ones */
    {FIRST_HAN, 0x9FFF, KIND_RARE},
};

static void die(const char *why)
{
    fprintf(stderr, "make_characters: %s\n", why);
    exit(1);
}

/* Marks the characters of a rectangle of two-byte codes. */
static void mark_common(const char *encoding, unsigned lead0, unsigned lead1, unsigned trail0, unsigned trail1)
{
    iconv_t cd = iconv_open("UTF-32LE", encoding);
    if (cd == (iconv_t)-1)
        die(encoding);
    for (unsigned lead = lead0; lead <= lead1; lead++)
        for (unsigned trail = trail0; trail <= trail1; trail++) {
            char in[2] = {(char)lead, (char)trail}, *from = in;
            uint32_t c = 0;
            char *to = (char *)&c;
            size_t in_left = 2, out_left = 4;
            iconv(cd, NULL, NULL, NULL, NULL);
            bool whole = iconv(cd, &from, &in_left, &to, &out_left) == 0;
            if (whole && u_getIntPropertyValue((UChar32)c, UCHAR_SCRIPT) == USCRIPT_HAN)
                flags[c] |= CHARACTER_COMMON_HAN;
        }
    iconv_close(cd);
}

static unsigned normal_forms(UChar32 c)
{
    static const struct {
        UProperty check;
        unsigned may, not_yes;
    } form[] = {{UCHAR_NFC_QUICK_CHECK, CHARACTER_NFC, CHARACTER_NOT_NFC},
                {UCHAR_NFD_QUICK_CHECK, CHARACTER_NFD, CHARACTER_NOT_NFD},
                {UCHAR_NFKC_QUICK_CHECK, CHARACTER_NFKC, CHARACTER_NOT_NFKC},
                {UCHAR_NFKD_QUICK_CHECK, CHARACTER_NFKD, CHARACTER_NOT_NFKD}};
    unsigned found = 0;
    for (size_t i = 0; i < sizeof form / sizeof form[0]; i++) {
        if (u_getIntPropertyValue(c, form[i].check) != UNORM_YES)
            found |= form[i].may | form[i].not_yes;
        if (u_getCombiningClass(c) > 0)
            found |= form[i].may;
    }
    return found;
}

static unsigned scripts(UChar32 c)
{
    int script = u_getIntPropertyValue(c, UCHAR_SCRIPT);
    if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA)
        return CHARACTER_KANA;
    if (script == USCRIPT_LATIN && c > LAST_ASCII && u_isULowercase(c))
        return CHARACTER_SMALL_LATIN;
    return script == USCRIPT_HANGUL ? CHARACTER_HANGUL : 0;
}

static unsigned simplification(uint32_t c)
{
    const struct han_entry *entry = han_entry(c);
    unsigned found = han_begins_regional(c) ? CHARACTER_REGIONAL : 0;
    bool waits = entry && entry->kind == HAN_AMBIGUOUS && entry->to == c; /* for a line that others make traditional */
    if (entry && entry->kind != HAN_SIMPLIFIED && entry->kind != HAN_JAPANESE && !waits)
        found |= CHARACTER_TRADITIONAL;
    return found;
}

static uint32_t kind(uint32_t c)
{
    enum character_kind found = KIND_STRANGE;
    for (size_t i = sizeof kinds / sizeof kinds[0]; i-- > 0;)
        if (c >= kinds[i].first && c <= kinds[i].last)
            found = kinds[i].kind;
    if (flags[c] & CHARACTER_COMMON_HAN)
        found = KIND_HAN;
    if (u_getIntPropertyValue((UChar32)c, UCHAR_SCRIPT) == USCRIPT_CYRILLIC && u_isalpha((UChar32)c))
        found = u_isUUppercase((UChar32)c) ? KIND_CAPITAL : KIND_SMALL;
    return (uint32_t)found << CHARACTER_KIND_SHIFT;
}

/* Punctuation counts only where it is a sign of misreading. */
static void mark_familiar(void)
{
    for (size_t i = 0; i < sizeof familiar_rows / sizeof *familiar_rows; i++)
        for (uint32_t k = 0; k < FAMILIAR_ROW; k++) {
            const struct familiar_row *row = &familiar_rows[i];
            unsigned alone = familiar_alone(row->letters[k]), beside_kana = familiar_beside_kana(row->letters[k]);
            bool punctuation = row->first < FIRST_HAN;
            if (!punctuation || alone == 1)
                flags[row->first + k] |= alone << CHARACTER_FAMILIAR_SHIFT;
            if (!punctuation || beside_kana == 1)
                flags[row->first + k] |= beside_kana << CHARACTER_BESIDE_KANA_SHIFT;
        }
}

static uint16_t number_of_set(uint32_t wanted)
{
    for (unsigned i = 0; i < set_count; i++)
        if (sets[i] == wanted)
            return (uint16_t)i;
    if (set_count == CHARACTERS_SETS_MAX)
        die("too many different sets of flags");
    sets[set_count] = wanted;
    return (uint16_t)set_count++;
}

static void write_table(void)
{
    printf("/* characters.inc: generated by makers/make_characters.c; do not edit.  Sources: Unicode %s by ICU %s and\n"
           " * utf8proc's Unicode %s; GB2312, BIG5 and EUC-JP by iconv; han_simplified.inc; familiar.inc. */\n",
           U_UNICODE_VERSION, U_ICU_VERSION, utf8proc_unicode_version());
    printf("const unsigned characters_sets_count = %u;\nconst uint32_t characters_sets[%u] = {\n", set_count, set_count);
    for (unsigned i = 0; i < set_count; i++)
        printf("0x%X,%s", (unsigned)sets[i], i % 8 == 7 || i + 1 == set_count ? "\n" : "");
    printf("};\nconst uint8_t characters_bmp[%u] = {\n", (unsigned)CHARACTERS_BMP);
    write_numbers(set_of, CHARACTERS_BMP);
    printf("};\n");
    memset(set_of, 0, CHARACTERS_BMP * sizeof set_of[0]); /* no need for blocks of what stands above */
    write_two_step(set_of, "const uint16_t characters_block_of", "const uint8_t", "characters_blocks");
}

int main(void)
{
    mark_common("GB2312", 0xB0, 0xD7, 0xA1, 0xFE);
    mark_common("BIG5", 0xA4, 0xC6, 0x40, 0xFE);
    mark_common("EUC-JP", 0xB0, 0xCF, 0xA1, 0xFE);
    mark_familiar();
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        flags[c] |= normal_forms((UChar32)c) | scripts((UChar32)c) | simplification(c) | kind(c);
        set_of[c] = number_of_set(flags[c]);
    }
    write_table();
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
