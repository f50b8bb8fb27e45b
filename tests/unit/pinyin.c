/* pinyin.c: tests of the table of readings.  Comes in: nothing.  Goes out: ok lines.  Never: tests letter case and ü
 * apart from u, which the table does not tell. */
#include "tables/pinyin.h"

#include "check.h"

static bool reads(uint32_t han, const char *reading)
{
    return pinyin_reads(han, reading, strlen(reading));
}

static size_t parsed(const char *text)
{
    uint16_t syllable;
    return pinyin_parse(text, strlen(text), &syllable);
}

static uint16_t syllable_of(const char *text)
{
    uint16_t syllable;
    pinyin_parse(text, strlen(text), &syllable);
    return syllable;
}

static void test_reads(void)
{
    check(reads(0x52D9, "wù") && reads(0x8CAC, "zé") && reads(0x8ACB, "qǐng"), "traditional characters");
    check(reads(0x4E2D, "zhōng") && reads(0x94E3, "xǐ") && reads(0x85CF, "cáng"), "simplified characters");
    check(reads(0x884C, "háng") && reads(0x884C, "xíng"), "several readings");
    check(reads(0x5973, "nǚ") && reads(0x5973, "nü") && reads(0x5973, "nv") && reads(0x5973, "NU"), "u, ü and v");
    check(reads(0x7565, "lüè") && reads(0x7565, "lu\xCC\x88"
                                               "e\xCC\x80"), "precomposed and combining marks");
    check(reads(0x52D9, "wu") && reads(0x52D9, "Wu\xCC\x80"), "tone marks do not matter");
    check(reads(0x82B1, "huār") && !reads(0x82B1, "huārr") && !reads(0x82B1, "huā "), "erhua, and nothing else");
    check(reads(0x4E2D, "zhōnɡ"), "the g of Chinese fonts");
    check(reads(0x3007, "líng") && reads(0x3447, "zhòu"), "zero and extension A");
    check(!reads(0x52D9, "qǐng") && !reads(0x52D9, "") && !reads('a', "a") && !reads(0xE000, "wu"), "other readings");
    check(!reads(0x1F600, "wu") && !reads(0xFFFFFFFF, "wu"), "no Han at all");
}

static bool reads_so(uint32_t han, const char *reading)
{
    return pinyin_has_tone(han, syllable_of(reading), pinyin_tone(reading, strlen(reading)));
}

static void test_tones(void)
{
    check(pinyin_tone("mā", 3) == 1 && pinyin_tone("má", 3) == 2 && pinyin_tone("mǎ", 3) == 3, "first three tones");
    check(pinyin_tone("mà", 3) == 4 && pinyin_tone("ma", 2) == 0 && pinyin_tone("mă", 3) == 3, "fourth, none, breve");
    check(pinyin_tone("lüè", 5) == 4 && pinyin_tone("nǚ", 3) == 3 && pinyin_tone("lü", 3) == 0, "tones beside ü");
    check(pinyin_tone("wu\xCC\x80", 4) == 4 && pinyin_tone("nu\xCC\x88\xCC\x8C", 6) == 3, "combining marks");
    check(reads_so(0x5305, "bāo") && !reads_so(0x5305, "bào") && reads_so(0x5831, "bào"), "報 is not read as 包 is");
    check(reads_so(0x5305, "bao") && reads_so(0x884C, "háng") && reads_so(0x884C, "xíng"), "no mark fits any tone");
    check(reads_so(0x7684, "de") && reads_so(0x7684, "dì") && !reads_so(0x7684, "ma"), "a particle");
    check(reads_so(0x3007, "líng") && !reads_so(0xE000, "líng"), "zero, and no Han");
}

static void test_parse(void)
{
    check(parsed("zhuāng)") == 7 && parsed("wù)") == 3 && parsed("ā") == 2, "length in bytes");
    check(parsed("xian") == 4 && parsed("xī'ān") == 3, "the longest syllable");
    check(parsed("pop)") == 2, "what follows is the caller's to judge");
    check(parsed("") == 0 && parsed("(") == 0 && parsed("世") == 0 && parsed("bcd") == 0, "no syllable");
    check(syllable_of("bcd") == PINYIN_NONE, "no syllable has no number");
    check(syllable_of("LǙ") == syllable_of("lu") && syllable_of("lu") != syllable_of("luo"), "one number per syllable");
    check(parsed("a\xCC") == 1 && parsed("\xC4") == 0 && parsed("\xE1\xB8") == 0, "cut characters are not read");
}

static void test_has(void)
{
    check(pinyin_has(0x8CAC, syllable_of("zé")), "has");
    check(!pinyin_has(0x8CAC, PINYIN_NONE) && !pinyin_has(0x9FFF, PINYIN_NONE), "none is no reading");
    unsigned without = 0;
    for (uint32_t han = 0x4E00; han <= 0x9FA5; han++) {
        bool any = false;
        for (uint16_t s = 0; s < 512 && !any; s++)
            any = pinyin_has(han, s);
        without += !any;
    }
    check(without <= 10, "all but ten metric units of GBK have a reading");
}

int main(void)
{
    test_reads();
    test_tones();
    test_parse();
    test_has();
    return check_end();
}
