/* codec.c: legacy encodings as tables.  Comes in: the name of an encoding.  Goes out: its characters by bytes and its
 * bytes by character, read on first use from iconv(3), or from ICU where its table is the one of the program that did
 * the damage.  Never: keeps a converter open, or holds more than about 200 KB per encoding. */
#include "repair/codec.h"

#include <stdlib.h>

#include "repair/converter.h"

enum {
    HOLES_ARE_C1 = 1, ICU_FIRST = 2, PAIRS = 4, USER_ZONES = 8, LATIN_1_TOO = 16, MICROSOFT_SINGLES = 32,
    BIG5_EXTRA = 64, UTF8_PAIRS = 128, C1_STAY = 256
};

struct codecs {
    struct codec *codec[CODEC_COUNT];
    bool tried[CODEC_COUNT];
    bool no_memory; /* a table is missing that would be there with more of it */
};

static const struct row {
    const char *title, *iconv, *icu;
    unsigned flags;
} rows[CODEC_COUNT] = {
    [CODEC_GBK] = {"GBK", "GBK", "windows-936-2000", PAIRS | ICU_FIRST | USER_ZONES},
    [CODEC_1252] = {"windows-1252", "CP1252", "windows-1252", HOLES_ARE_C1 | LATIN_1_TOO},
    [CODEC_1250] = {"windows-1250", "CP1250", "windows-1250", HOLES_ARE_C1},
    [CODEC_1251] = {"windows-1251", "CP1251", "windows-1251", HOLES_ARE_C1},
    [CODEC_1253] = {"windows-1253", "CP1253", "windows-1253", HOLES_ARE_C1},
    [CODEC_1254] = {"windows-1254", "CP1254", "windows-1254", HOLES_ARE_C1},
    [CODEC_1255] = {"windows-1255", "CP1255", "windows-1255", HOLES_ARE_C1},
    [CODEC_1256] = {"windows-1256", "CP1256", "windows-1256", HOLES_ARE_C1},
    [CODEC_1257] = {"windows-1257", "CP1257", "windows-1257", HOLES_ARE_C1},
    [CODEC_1258] = {"windows-1258", "CP1258", "windows-1258", HOLES_ARE_C1},
    [CODEC_874] = {"windows-874", "CP874", "windows-874", HOLES_ARE_C1},
    [CODEC_8859_2] = {"ISO-8859-2", "ISO-8859-2", "ISO-8859-2", HOLES_ARE_C1},
    [CODEC_8859_5] = {"ISO-8859-5", "ISO-8859-5", "ISO-8859-5", HOLES_ARE_C1},
    [CODEC_8859_6] = {"ISO-8859-6", "ISO-8859-6", "ISO-8859-6", HOLES_ARE_C1},
    [CODEC_8859_7] = {"ISO-8859-7", "ISO-8859-7", "ISO-8859-7", HOLES_ARE_C1},
    [CODEC_8859_9] = {"ISO-8859-9", "ISO-8859-9", "ISO-8859-9", HOLES_ARE_C1},
    [CODEC_8859_13] = {"ISO-8859-13", "ISO-8859-13", "ISO-8859-13", HOLES_ARE_C1},
    [CODEC_8859_15] = {"ISO-8859-15", "ISO-8859-15", "ISO-8859-15", HOLES_ARE_C1},
    [CODEC_KOI8_R] = {"KOI8-R", "KOI8-R", "KOI8-R", 0},
    [CODEC_KOI8_U] = {"KOI8-U", "KOI8-U", "KOI8-U", 0},
    [CODEC_MAC_ROMAN] = {"Mac Roman", "MACINTOSH", "macintosh", ICU_FIRST},
    [CODEC_MAC_CYRILLIC] = {"Mac Cyrillic", "MAC-CYRILLIC", "x-mac-cyrillic", ICU_FIRST},
    [CODEC_MAC_CE] = {"Mac Central European", "MAC-CENTRALEUROPE", "x-mac-centraleurroman", ICU_FIRST},
    [CODEC_437] = {"code page 437", "CP437", "ibm-437", 0},
    [CODEC_850] = {"code page 850", "CP850", "ibm-850", 0},
    [CODEC_852] = {"code page 852", "CP852", "ibm-852", 0},
    [CODEC_857] = {"code page 857", "CP857", "ibm-857", 0},
    [CODEC_866] = {"code page 866", "CP866", "ibm-866", 0},
    [CODEC_737] = {"code page 737", "CP737", "ibm-737", 0},
    [CODEC_862] = {"code page 862", "CP862", "ibm-862", 0},
    [CODEC_LENIENT] = {"windows-1252", "CP1252", "windows-1252", HOLES_ARE_C1 | LATIN_1_TOO | UTF8_PAIRS},
    [CODEC_GB18030] = {"GB18030", "GB18030", "gb18030", PAIRS},
    [CODEC_950] = {"Big5", "BIG5", "windows-950-2000", PAIRS | ICU_FIRST},
    [CODEC_BIG5] = {"Big5", "BIG5", "windows-950-2000", PAIRS | ICU_FIRST | BIG5_EXTRA},
    [CODEC_HKSCS] = {"Big5-HKSCS", "BIG5-HKSCS", "Big5-HKSCS", PAIRS},
    [CODEC_932] = {"Shift_JIS", "CP932", "windows-932", PAIRS | MICROSOFT_SINGLES},
    [CODEC_EUC_JP] = {"EUC-JP", "EUC-JP", "EUC-JP", PAIRS | C1_STAY},
    [CODEC_EUC_KR] = {"EUC-KR", "EUC-KR", "EUC-KR", PAIRS | C1_STAY},
    [CODEC_949] = {"windows-949", "CP949", "windows-949-2000", PAIRS | C1_STAY},
};

/* Enters a character's bytes; a character that has bytes keeps them. */
static bool set_bytes(struct codec *codec, uint32_t c, unsigned bytes)
{
    if (c >= CODEC_PAGES * CODEC_PAGE)
        return true;
    uint16_t **page = &codec->page[c / CODEC_PAGE];
    if (!*page && !(*page = calloc(CODEC_PAGE, sizeof **page)))
        return false;
    if (!(*page)[c % CODEC_PAGE])
        (*page)[c % CODEC_PAGE] = (uint16_t)bytes;
    return true;
}

static bool add(struct codec *codec, const struct converter *converter, uint32_t c, unsigned bytes)
{
    if (codec_to_bytes(codec, c) == CODEC_NONE)
        return set_bytes(codec, c, bytes);
    if (converter_bytes(converter, c) == bytes)
        codec->page[c / CODEC_PAGE][c % CODEC_PAGE] = (uint16_t)bytes;
    return true;
}

static bool read_bytes(struct codec *codec, const struct converter *converter, const struct row *row)
{
    for (unsigned b = 0; b < 256; b++) {
        uint32_t c = b < 0x80 ? b : converter_character(converter, (unsigned char)b);
        if (c == CODEC_NONE && (row->flags & HOLES_ARE_C1))
            c = b;
        codec->byte[b] = c;
        if (b >= 0x80 && c != CODEC_NONE && !add(codec, converter, c, b))
            return false;
    }
    return true;
}

static void read_row(struct codec *codec, const struct converter *converter, unsigned lead)
{
    uint32_t *row = &codec->pair[(lead - 0x80) * CODEC_TRAILS];
    if (codec->byte[lead] == CODEC_NONE)
        converter_pairs(converter, (unsigned char)lead, row);
    for (unsigned i = 0; i < CODEC_TRAILS; i++) {
        if (codec->byte[lead] != CODEC_NONE)
            row[i] = CODEC_NONE;
        codec->lead[lead] |= row[i] != CODEC_NONE;
    }
}

static bool read_pairs(struct codec *codec, const struct converter *converter)
{
    codec->pair = malloc(CODEC_LEADS * CODEC_TRAILS * sizeof *codec->pair);
    if (!codec->pair)
        return false;
    for (unsigned i = 0; i < CODEC_LEADS * CODEC_TRAILS; i++) {
        unsigned lead = 0x80 + i / CODEC_TRAILS, trail = CODEC_TRAIL_FIRST + i % CODEC_TRAILS;
        if (i % CODEC_TRAILS == 0)
            read_row(codec, converter, lead);
        if (codec->pair[i] != CODEC_NONE && !add(codec, converter, codec->pair[i], lead << 8 | trail))
            return false;
    }
    return true;
}

/* Microsoft's user zones are arithmetic: 94 characters a row from A1, or 96 a row from 40 that leave out 7F. */
static uint32_t user_zone(unsigned lead, unsigned trail)
{
    if (lead >= 0xAA && lead <= 0xAF && trail >= 0xA1 && trail <= 0xFE)
        return 0xE000 + 94 * (lead - 0xAA) + (trail - 0xA1);
    if (lead >= 0xF8 && lead <= 0xFE && trail >= 0xA1 && trail <= 0xFE)
        return 0xE234 + 94 * (lead - 0xF8) + (trail - 0xA1);
    if (lead >= 0xA1 && lead <= 0xA7 && trail >= 0x40 && trail <= 0xA0 && trail != 0x7F)
        return 0xE4C6 + 96 * (lead - 0xA1) + (trail - 0x40) - (trail > 0x7F);
    return CODEC_NONE;
}

static bool fill_user_zones(struct codec *codec)
{
    codec->byte[0x80] = 0x20AC;
    if (!set_bytes(codec, 0x20AC, 0x80))
        return false;
    codec->page[0x20][0xAC] = 0x80;
    for (unsigned lead = 0xA1; lead <= 0xFE; lead++)
        for (unsigned trail = CODEC_TRAIL_FIRST; trail <= 0xFE; trail++) {
            uint32_t c = user_zone(lead, trail);
            if (c == CODEC_NONE)
                continue;
            codec->lead[lead] = true;
            codec->pair[(lead - 0x80) * CODEC_TRAILS + trail - CODEC_TRAIL_FIRST] = c;
            if (!set_bytes(codec, c, lead << 8 | trail))
                return false;
        }
    return true;
}

/* ISO-8859-1 differs from windows-1252 only in its C1 controls, and programs take the one for the other; in EUC, glibc's
 * iconv lets C1 controls pass that begin no pair. */
static bool fill_controls(struct codec *codec)
{
    for (unsigned b = 0x80; b < 0xA0; b++)
        if (!set_bytes(codec, b, b))
            return false;
    return true;
}

/* What Windows makes of the bytes that Shift_JIS leaves free: themselves or private use. */
static bool fill_singles(struct codec *codec)
{
    static const struct {
        unsigned char byte;
        uint16_t c;
    } single[] = {{0x80, 0x80}, {0xA0, 0xA0}, {0xA0, 0xF8F0}, {0xFD, 0xF8F1}, {0xFE, 0xF8F2}, {0xFF, 0xF8F3}};
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        codec->byte[single[i].byte] = single[i].c;
        if (!set_bytes(codec, single[i].c, single[i].byte))
            return false;
    }
    return true;
}

/* Characters that other programs read a byte as: glibc's iconv and ICU differ in these, and Apple's pages had the
 * currency sign before the euro sign, and the sign of ohm for the letter omega. */
static bool fill_other_readings(struct codec *codec, enum codec_name name)
{
    static const struct {
        enum codec_name name;
        uint16_t c;
        unsigned char byte;
    } other[] = {{CODEC_MAC_ROMAN, 0x0394, 0xC6}, {CODEC_MAC_ROMAN, 0xE01E, 0xF0}, {CODEC_MAC_ROMAN, 0x2126, 0xBD},
                 {CODEC_MAC_ROMAN, 0x00A4, 0xDB}, {CODEC_MAC_CYRILLIC, 0x00A4, 0xFF}, {CODEC_437, 0x03BC, 0xE6},
                 {CODEC_862, 0x03BC, 0xE6}};
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        if (other[i].name == name && !set_bytes(codec, other[i].c, other[i].byte))
            return false;
    return true;
}

/* The Unicode Consortium's table BIG5.TXT, which Python reads, has kana, Cyrillic and numbers from C6A1 on. */
static bool fill_big5_extra(struct codec *codec)
{
    static const struct {
        uint16_t first, n; /* first: counted from C6A1 */
        uint32_t c;
    } run[] = {{0, 1, 0x30FE},  {1, 2, 0x309D},   {3, 1, 0x3005},  {4, 83, 0x3041},  {87, 86, 0x30A1}, {173, 2, 0x414},
               {175, 1, 0x401}, {176, 7, 0x416},  {183, 19, 0x423}, {202, 1, 0x451}, {203, 26, 0x436}, {229, 10, 0x2460},
               {239, 10, 0x2474}};
    enum { ROW = 157, LOW_TRAILS = 63 };
    for (size_t i = 0; i < sizeof run / sizeof run[0]; i++)
        for (uint32_t k = 0; k < run[i].n; k++) {
            unsigned cell = LOW_TRAILS + run[i].first + k, lead = 0xC6 + cell / ROW, at = cell % ROW;
            unsigned trail = at < LOW_TRAILS ? 0x40 + at : 0xA1 + at - LOW_TRAILS;
            codec->lead[lead] = true;
            codec->pair[(lead - 0x80) * CODEC_TRAILS + trail - CODEC_TRAIL_FIRST] = run[i].c + k;
            if (!set_bytes(codec, run[i].c + k, lead << 8 | trail))
                return false;
        }
    return true;
}

/* Lenient decoders keep the letters of UTF-8 that legacy bytes give by chance. */
static bool fill_utf8_pairs(struct codec *codec)
{
    for (uint32_t c = 0x100; c < 0x800; c++)
        if (set_bytes(codec, c, 1))
            codec->page[c / CODEC_PAGE][c % CODEC_PAGE] = (uint16_t)((0xC0 | c >> 6) << 8 | (0x80 | (c & 0x3F)));
        else
            return false;
    return true;
}

static uint16_t bytes_of_cell(size_t cell)
{
    return (uint16_t)((CODEC_LEADS + cell / CODEC_TRAILS) << 8 | (CODEC_TRAIL_FIRST + cell % CODEC_TRAILS));
}

static bool is_double(const struct codec *codec, size_t cell)
{
    return codec->pair[cell] != CODEC_NONE && codec_to_bytes(codec, codec->pair[cell]) != bytes_of_cell(cell);
}

static int compare_doubles(const void *a, const void *b)
{
    const struct codec_double *x = a, *y = b;
    return x->c != y->c ? (x->c < y->c ? -1 : 1) : (int)x->bytes - (int)y->bytes;
}

/* Microsoft's code page 932 has the extensions of IBM in rows ED and EE as well as FA to FC; others have a few. */
static bool find_doubles(struct codec *codec)
{
    size_t cells = codec->pair ? (size_t)CODEC_LEADS * CODEC_TRAILS : 0;
    for (size_t i = 0; i < cells; i++) {
        if (!is_double(codec, i))
            continue;
        if (!codec->doubles && !(codec->doubles = malloc((cells - i) * sizeof *codec->doubles)))
            return false;
        codec->doubles[codec->n_doubles++] = (struct codec_double){codec->pair[i], bytes_of_cell(i)};
    }
    if (!codec->n_doubles)
        return true;
    struct codec_double *fitting = realloc(codec->doubles, codec->n_doubles * sizeof *fitting);
    codec->doubles = fitting ? fitting : codec->doubles;
    qsort(codec->doubles, codec->n_doubles, sizeof *codec->doubles, compare_doubles);
    return true;
}

size_t codec_other_bytes(const struct codec *codec, uint32_t code_point, uint16_t other[CODEC_OTHERS])
{
    size_t low = 0, high = codec->n_doubles, n = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (codec->doubles[middle].c < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < codec->n_doubles && codec->doubles[low].c == code_point && n < CODEC_OTHERS; low++)
        other[n++] = codec->doubles[low].bytes;
    return n;
}

static bool read_tables(struct codec *codec, const struct converter *converter, const struct row *row)
{
    if (!read_bytes(codec, converter, row))
        return false;
    if ((row->flags & PAIRS) && !read_pairs(codec, converter))
        return false;
    if ((row->flags & BIG5_EXTRA) && !fill_big5_extra(codec))
        return false;
    if ((row->flags & MICROSOFT_SINGLES) && !fill_singles(codec))
        return false;
    if ((row->flags & (LATIN_1_TOO | C1_STAY)) && !fill_controls(codec))
        return false;
    if ((row->flags & UTF8_PAIRS) && !fill_utf8_pairs(codec))
        return false;
    return !(row->flags & USER_ZONES) || fill_user_zones(codec);
}

static bool read_codec(struct codec *codec, const struct converter *converter, enum codec_name name)
{
    return read_tables(codec, converter, &rows[name]) && fill_other_readings(codec, name) && find_doubles(codec);
}

static void codec_free(struct codec *codec)
{
    if (!codec)
        return;
    for (size_t i = 0; i < CODEC_PAGES; i++)
        free(codec->page[i]);
    free(codec->pair);
    free(codec->doubles);
    free(codec);
}

/* NULL: the system does not know the encoding, or memory ran out. */
static struct codec *codec_new(enum codec_name name, bool *no_memory)
{
    const struct row *row = &rows[name];
    struct converter converter;
    struct codec *codec = calloc(1, sizeof *codec);
    *no_memory = true;
    if (!codec)
        return NULL;
    bool open = converter_open(&converter, row->iconv, row->icu, row->flags & ICU_FIRST);
    bool good = open && read_codec(codec, &converter, name);
    *no_memory = converter.no_memory || (open && !good);
    if (open)
        converter_close(&converter);
    if (good && !*no_memory)
        return codec;
    codec_free(codec);
    return NULL;
}

struct codecs *codecs_new(void)
{
    return calloc(1, sizeof(struct codecs));
}

void codecs_free(struct codecs *codecs)
{
    if (!codecs)
        return;
    for (size_t i = 0; i < CODEC_COUNT; i++)
        codec_free(codecs->codec[i]);
    free(codecs);
}

const struct codec *codecs_get(struct codecs *codecs, enum codec_name name)
{
    if (!codecs->tried[name]) {
        codecs->tried[name] = true;
        bool no_memory;
        codecs->codec[name] = codec_new(name, &no_memory);
        codecs->no_memory |= no_memory;
    }
    return codecs->codec[name];
}

bool codecs_lack_memory(const struct codecs *codecs)
{
    return codecs->no_memory;
}

const char *codec_title(enum codec_name name)
{
    return rows[name].title;
}

bool codec_has_pairs(enum codec_name name)
{
    return rows[name].flags & PAIRS;
}
