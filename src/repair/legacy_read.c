/* legacy_read.c: bytes read in some encoding.  Comes in: bytes, and how to read them.  Goes out: how much the text that
 * they make then costs the judge.  Never: takes a C1 control for a character: hardly any text holds one. */
#include "repair/legacy_read.h"

static const struct legacy legacy[] = {
    {CODEC_1252, "windows-1252"},     {CODEC_1251, "windows-1251"},   {CODEC_GB18030, "GB18030"},
    {CODEC_932, "CP932"},             {CODEC_950, "CP950"},           {CODEC_949, "CP949"},
    {CODEC_EUC_JP, "EUC-JP"},         {CODEC_HKSCS, "BIG5-HKSCS"},    {CODEC_1250, "windows-1250"},
    {CODEC_1253, "windows-1253"},     {CODEC_1254, "windows-1254"},   {CODEC_1255, "windows-1255"},
    {CODEC_1256, "windows-1256"},     {CODEC_1257, "windows-1257"},   {CODEC_1258, "windows-1258"},
    {CODEC_874, "windows-874"},       {CODEC_8859_15, "ISO-8859-15"}, {CODEC_8859_2, "ISO-8859-2"},
    {CODEC_8859_5, "ISO-8859-5"},     {CODEC_8859_6, "ISO-8859-6"},   {CODEC_8859_7, "ISO-8859-7"},
    {CODEC_KOI8_R, "KOI8-R"},         {CODEC_KOI8_U, "KOI8-U"},       {CODEC_866, "CP866"},
    {CODEC_MAC_ROMAN, "MACINTOSH"},   {CODEC_437, "CP437"},           {CODEC_850, "CP850"},
    {CODEC_852, "CP852"},
};

const struct legacy *legacy_all(size_t *n)
{
    *n = sizeof legacy / sizeof legacy[0];
    return legacy;
}

struct legacy_reader legacy_begin(void)
{
    return (struct legacy_reader){.context = judge_begin()};
}

void legacy_take(struct legacy_reader *reader, uint32_t c, bool tells)
{
    bool bad = c == CODEC_NONE || (c >= 0x80 && c < 0xA0);
    int cost = bad ? LEGACY_BAD_BYTE * JUDGE_BIT : judge_next(&reader->context, c == '\r' ? '\n' : c);
    if (bad)
        reader->context = judge_begin();
    reader->cost += cost;
    if (tells) {
        reader->told++;
        reader->telling += cost;
    } else if (c >= 0x80) {
        reader->others++;
        reader->amid += cost;
    }
}

bool legacy_means_something(const struct legacy_reader *reader)
{
    return reader->telling < (int64_t)reader->told * LEGACY_MEANINGLESS * JUDGE_BIT &&
           reader->amid <= (int64_t)reader->others * LEGACY_MEANINGLESS * JUDGE_BIT;
}

size_t legacy_character(const struct codec *codec, const char *text, size_t len, uint32_t *c)
{
    unsigned char byte = (unsigned char)text[0];
    *c = codec_of_byte(codec, byte);
    if (*c != CODEC_NONE || !codec_is_lead(codec, byte) || len < 2)
        return 1;
    *c = codec_of_pair(codec, byte, (unsigned char)text[1]);
    return *c == CODEC_NONE ? 1 : 2;
}

struct legacy_reader legacy_read(const struct codec *codec, const char *text, size_t len, bool amid_utf8)
{
    struct legacy_reader reader = legacy_begin();
    bool behind_pair = false;
    for (size_t at = 0, n; at < len; at += n) {
        uint32_t c;
        n = amid_utf8 ? legacy_utf8(text + at, len - at, behind_pair, &c) : 0;
        bool tells = !n;
        behind_pair = false;
        if (!n) {
            if (at + 1 == len && codec_is_lead(codec, (unsigned char)text[at]) && !amid_utf8)
                break; /* cut */
            n = legacy_character(codec, text + at, len - at, &c);
            tells = c >= 0x80;
            behind_pair = n == 2;
        }
        legacy_take(&reader, c, tells);
    }
    return reader;
}
