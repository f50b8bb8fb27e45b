/* encoding_guess.c: which encoding bytes are in.  Comes in: bytes.  Goes out: the encoding in which they read best, when
 * they are not UTF-8 and bear no mark.  Never: a name for bytes that read like language in none. */
#include "repair/encoding_guess.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "judge/judge.h"
#include "repair/codec.h"

/* In bits.  LEAD: how much better than the second the best must read, a thousand to one.  A bad byte costs what the
 * judge asks for the strangest character, and bytes mean nothing that cost half of it in the best of the encodings. */
enum { LEAD = 10, BAD_BYTE = 24, MEANINGLESS = 12 };

/* Of two encodings that read a text alike, the first is named. */
static const struct legacy {
    enum codec_name codec;
    const char *name;
} legacy[] = {
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

enum { LEGACY = sizeof legacy / sizeof legacy[0] };

static bool begins_with(const char *text, size_t len, const char *mark, size_t mark_len)
{
    return len >= mark_len && memcmp(text, mark, mark_len) == 0;
}

static const char *marked(const char *text, size_t len)
{
    if (begins_with(text, len, "\xEF\xBB\xBF", 3))
        return "UTF-8";
    if (begins_with(text, len, "\xFF\xFE\0\0", 4) || begins_with(text, len, "\0\0\xFE\xFF", 4))
        return "UTF-32";
    if (begins_with(text, len, "\xFF\xFE", 2) || begins_with(text, len, "\xFE\xFF", 2))
        return "UTF-16";
    return NULL;
}

/* All characters but one that the end may cut. */
static bool is_utf8(const char *text, size_t len)
{
    uint32_t c;
    size_t at = 0;
    for (size_t n; at < len && (n = utf8_decode(text + at, len - at, &c)) > 0; at += n) {
    }
    return at == len || at + utf8_cut_tail(text, len) == len;
}

static bool is_iso_2022_jp(const char *text, size_t len)
{
    bool shifts = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] & 0x80)
            return false;
        shifts = shifts || begins_with(text + i, len - i, "\x1B$B", 3) || begins_with(text + i, len - i, "\x1B$@", 3);
    }
    return shifts;
}

/* What a text costs in one reading. */
struct reader {
    struct judge_context context;
    uint32_t first;  /* the first character that another encoding would not give, too */
    int64_t cost;
    int64_t telling; /* of it, what such characters and bad bytes cost, */
    size_t told;     /* and how many they are */
};

/* Hardly any text holds C1 controls. */
static void read_character(struct reader *reader, uint32_t c)
{
    bool bad = c == CODEC_NONE || (c >= 0x80 && c < 0xA0);
    int cost = bad ? BAD_BYTE * JUDGE_BIT : judge_next(&reader->context, c == '\r' ? '\n' : c);
    if (bad)
        reader->context = judge_begin();
    reader->cost += cost;
    reader->told += c >= reader->first;
    reader->telling += c >= reader->first ? cost : 0;
}

static struct reader read_legacy(const struct codec *codec, const char *text, size_t len)
{
    struct reader reader = {.context = judge_begin(), .first = 0x80};
    for (size_t at = 0; at < len; at++) {
        unsigned char byte = (unsigned char)text[at];
        uint32_t c = codec_of_byte(codec, byte);
        if (c == CODEC_NONE && codec_is_lead(codec, byte)) {
            if (at + 1 == len)
                break; /* cut */
            c = codec_of_pair(codec, byte, (unsigned char)text[at + 1]);
            at += c != CODEC_NONE;
        }
        read_character(&reader, c);
    }
    return reader;
}

/* Without a mark; high: which byte of a pair is the high one. */
static struct reader read_utf16(const char *text, size_t len, size_t high)
{
    struct reader reader = {.context = judge_begin(), .first = 0};
    for (size_t at = 0; at + 1 < len; at += 2) {
        uint32_t c = (uint32_t)((unsigned char)text[at + high] << 8 | (unsigned char)text[at + 1 - high]);
        read_character(&reader, c - 0xD800u < 0x800 ? (uint32_t)CODEC_NONE : c);
    }
    return reader;
}

static struct reader read_utf8(const char *text, size_t len)
{
    struct reader reader = {.context = judge_begin(), .first = 0x80};
    for (size_t at = 0, n; at < len; at += n ? n : 1) {
        uint32_t c;
        n = utf8_decode(text + at, len - at, &c);
        read_character(&reader, n ? c : (uint32_t)CODEC_NONE);
    }
    return reader;
}

struct contest {
    const char *name;
    struct reader best;
    int64_t second;
};

static void enter(struct contest *contest, const char *name, struct reader reader)
{
    if (!contest->name || reader.cost < contest->best.cost) {
        contest->second = contest->name ? contest->best.cost : INT64_MAX;
        contest->name = name;
        contest->best = reader;
    } else if (reader.cost > contest->best.cost && reader.cost < contest->second) {
        contest->second = reader.cost;
    }
}

static void enter_all(struct contest *contest, const char *text, size_t len)
{
    struct codecs *codecs = codecs_new();
    enter(contest, "UTF-8", read_utf8(text, len));
    for (size_t i = 0; codecs && i < LEGACY; i++) {
        const struct codec *codec = codecs_get(codecs, legacy[i].codec);
        if (codec)
            enter(contest, legacy[i].name, read_legacy(codec, text, len));
    }
    enter(contest, "UTF-16LE", read_utf16(text, len, 1));
    enter(contest, "UTF-16BE", read_utf16(text, len, 0));
    codecs_free(codecs);
}

const char *encoding_guess(const char *text, size_t len)
{
    struct contest contest = {0};
    len = len < GUESS_BYTES ? len : GUESS_BYTES;
    bool utf8 = is_utf8(text, len);
    const char *name = marked(text, len) ? marked(text, len) : is_iso_2022_jp(text, len) ? "ISO-2022-JP" : NULL;
    /* Characters of two bytes may have no byte that is not ASCII, but NULs. */
    if (!len || name || (utf8 && !memchr(text, '\0', len)))
        return name ? name : "UTF-8";
    enter_all(&contest, text, len);
    bool clear = contest.second - contest.best.cost >= LEAD * JUDGE_BIT &&
                 contest.best.telling < (int64_t)contest.best.told * MEANINGLESS * JUDGE_BIT;
    return clear ? contest.name : utf8 ? "UTF-8" : NULL;
}
