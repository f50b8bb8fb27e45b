/* codec.c: the tables against facts from the vendors' published tables.  Comes in: nothing.  Goes out: ok or not ok
 * per fact.  Never: asks iconv or ICU itself, which would compare a table with itself. */
#include "repair/codec.h"

#include "check.h"

static const struct codec *gbk;

static bool zone(unsigned lead1, unsigned lead2, unsigned trail1, unsigned trail2, uint32_t c)
{
    for (unsigned lead = lead1; lead <= lead2; lead++)
        for (unsigned trail = trail1; trail <= trail2; trail++) {
            if (trail == 0x7F)
                continue;
            if (codec_of_pair(gbk, (unsigned char)lead, (unsigned char)trail) != c ||
                codec_to_bytes(gbk, c) != (lead << 8 | trail))
                return false;
            c++;
        }
    return true;
}

/* Every byte above ASCII is a character or a lead byte, and each character gives its bytes back. */
static bool round_trips(const struct codec *codec)
{
    for (unsigned b = 0x80; b < 0x100; b++) {
        uint32_t c = codec_of_byte(codec, (unsigned char)b);
        if (c != CODEC_NONE && codec_to_bytes(codec, c) == CODEC_NONE)
            return false;
        for (unsigned t = 0x40; t < 0x100; t++) {
            c = codec_of_pair(codec, (unsigned char)b, (unsigned char)t);
            if (c == CODEC_NONE)
                continue;
            uint32_t back = codec_to_bytes(codec, c);
            uint32_t again = back > 0xFF ? codec_of_pair(codec, (unsigned char)(back >> 8), (unsigned char)back)
                                         : codec_of_byte(codec, (unsigned char)back);
            if (again != c)
                return false;
        }
    }
    return true;
}

static void gbk_is_microsofts(void)
{
    check(codec_of_byte(gbk, 0x80) == 0x20AC, "cp936: 80 is the euro sign");
    check(codec_to_bytes(gbk, 0x20AC) == 0x80, "cp936: the euro sign is 80");
    check(codec_of_byte(gbk, 0xC4) == CODEC_NONE, "cp936: C4 alone is no character");
    check(codec_of_pair(gbk, 0xC4, 0xE3) == 0x4F60, "cp936: C4E3 is 你");
    check(codec_to_bytes(gbk, 0x4F60) == 0xC4E3, "cp936: 你 is C4E3");
    check(codec_of_pair(gbk, 0xD5, 0x88) == 0x8ACB, "cp936: D588 is 請");
    check(codec_of_pair(gbk, 0xAF, 0xC6) == 0xE1FB, "cp936: AFC6 is U+E1FB");
    check(codec_of_pair(gbk, 0xA3, 'A') == 0xE587, "cp936: A341 is U+E587");
    check(codec_of_pair(gbk, 0xFE, 0x50) == 0xE815, "cp936: the empty cell FE50 is U+E815");
    check(zone(0xAA, 0xAF, 0xA1, 0xFE, 0xE000), "cp936: zone AAA1-AFFE");
    check(zone(0xF8, 0xFE, 0xA1, 0xFE, 0xE234), "cp936: zone F8A1-FEFE");
    check(zone(0xA1, 0xA7, 0x40, 0xA0, 0xE4C6), "cp936: zone A140-A7A0");
    check(codec_of_pair(gbk, 0xC4, 0x7F) == CODEC_NONE, "cp936: 7F is no trail byte");
    check(codec_to_bytes(gbk, 'A') == 'A', "cp936: ASCII is itself");
    check(codec_to_bytes(gbk, 0xAC00) == CODEC_NONE, "cp936: no Hangul");
    check(codec_to_bytes(gbk, 0x10FFFF) == CODEC_NONE, "cp936: nothing beyond plane 2");
}

static void single_bytes(struct codecs *codecs)
{
    const struct codec *latin = codecs_get(codecs, CODEC_1252);
    check(codec_of_byte(latin, 0x80) == 0x20AC && codec_of_byte(latin, 0x81) == 0x81, "windows-1252: holes are C1");
    check(codec_to_bytes(latin, 0x80) == 0x80 && codec_to_bytes(latin, 0x20AC) == 0x80, "windows-1252: is latin-1 too");
    check(codec_of_byte(codecs_get(codecs, CODEC_1251), 0xCF) == 0x41F, "windows-1251: CF is П");
    check(codec_of_byte(codecs_get(codecs, CODEC_KOI8_R), 0xF0) == 0x41F, "KOI8-R: F0 is П");
    check(codec_of_byte(codecs_get(codecs, CODEC_MAC_ROMAN), 0xF0) == 0xF8FF, "Mac Roman: F0 is U+F8FF");
    check(codec_to_bytes(codecs_get(codecs, CODEC_MAC_ROMAN), 0x394) == 0xC6, "Mac Roman: glibc's Δ is C6");
    check(codec_to_bytes(codecs_get(codecs, CODEC_MAC_ROMAN), 0x2206) == 0xC6, "Mac Roman: Apple's ∆ is C6, too");
    check(codec_to_bytes(codecs_get(codecs, CODEC_MAC_ROMAN), 0xE01E) == 0xF0, "Mac Roman: glibc's U+E01E is F0");
    check(codec_of_byte(codecs_get(codecs, CODEC_437), 0xE2) == 0x393, "code page 437: E2 is Γ");
    check(codec_to_bytes(codecs_get(codecs, CODEC_437), 0x3BC) == 0xE6, "code page 437: ICU's μ is E6");
}

static void double_bytes(struct codecs *codecs)
{
    check(codec_of_pair(codecs_get(codecs, CODEC_950), 0xA4, 0xA4) == 0x4E2D, "Big5: A4A4 is 中");
    check(codec_to_bytes(codecs_get(codecs, CODEC_HKSCS), 0x55BA) == 0x9DF6, "Big5-HKSCS: 喺 has a pair");
    check(codec_of_pair(codecs_get(codecs, CODEC_932), 0x83, 0x5C) == 0x30BD, "Shift_JIS: 835C is ソ");
    check(codec_of_byte(codecs_get(codecs, CODEC_932), 0xB1) == 0xFF71, "Shift_JIS: B1 is half-width ｱ");
    check(codec_to_bytes(codecs_get(codecs, CODEC_932), 0x7E8A) == 0xFA5C, "Shift_JIS: 纊 is IBM's FA5C, not NEC's");
    uint16_t other[CODEC_OTHERS] = {0};
    check(codec_other_bytes(codecs_get(codecs, CODEC_932), 0x7E8A, other) == 1 && other[0] == 0xED40,
          "Shift_JIS: 纊 is NEC's ED40, too");
    check(codec_other_bytes(codecs_get(codecs, CODEC_932), 0x2170, other) == 1 && other[0] == 0xEEEF,
          "Shift_JIS: ⅰ is NEC's EEEF, too");
    check(codec_other_bytes(codecs_get(codecs, CODEC_932), 0x30BD, other) == 0, "Shift_JIS: ソ is one pair only");
    check(codec_of_pair(codecs_get(codecs, CODEC_EUC_JP), 0xA4, 0xA2) == 0x3042, "EUC-JP: A4A2 is あ");
    check(codec_of_pair(codecs_get(codecs, CODEC_EUC_KR), 0xB0, 0xA1) == 0xAC00, "EUC-KR: B0A1 is 가");
    check(codec_to_bytes(codecs_get(codecs, CODEC_EUC_KR), 0x81) == 0x81, "EUC-KR: C1 controls are themselves");
    check(codec_of_pair(codecs_get(codecs, CODEC_949), 0x81, 0x41) == 0xAC02, "windows-949: 8141 is 갂");
    check(codec_of_pair(codecs_get(codecs, CODEC_GB18030), 0xA8, 0xBF) == 0x1F9, "GB18030: A8BF is ǹ");
}

int main(void)
{
    struct codecs *codecs = codecs_new();
    gbk = codecs_get(codecs, CODEC_GBK);
    check(gbk != NULL, "cp936 is there");
    if (!gbk)
        return check_end();
    gbk_is_microsofts();
    single_bytes(codecs);
    double_bytes(codecs);
    for (int name = 0; name < CODEC_COUNT; name++) {
        const struct codec *codec = codecs_get(codecs, (enum codec_name)name);
        check(codec && round_trips(codec), codec_title((enum codec_name)name));
        check(codec == codecs_get(codecs, (enum codec_name)name), "a codec is read once");
    }
    codecs_free(codecs);
    codecs_free(NULL);
    return check_end();
}
