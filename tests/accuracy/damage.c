/* damage.c: makes the mistakes of damage.h.  Comes in: a clean line.  Goes out: the damaged one.  Never: an answer for
 * a line in which the mistake shows nothing, or, with a strict reader, one that making the steps backwards would not
 * give back byte for byte. */
#include "damage.h"

#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { PAGES_MAX = 64, NAME_MAX_LEN = 24, LAYERS_MAX = 5, SEEN_MAX = 16384, NONE = 0 };

/* What the bytes of one encoding stand for; NONE where they stand for nothing. */
struct page {
    char name[NAME_MAX_LEN];
    uint32_t one[256], *two;
};

struct damager {
    struct page pages[PAGES_MAX];
    size_t count;
    struct bytes raw, text;
};

#define SINGLE(page) {KIND_SINGLE_BYTE, "UTF-8>" page, READER_STRICT, PART_WHOLE}
#define DOUBLE(page) {KIND_DOUBLE_BYTE, "UTF-8>" page, READER_STRICT, PART_WHOLE}
#define LAYERS(steps) {KIND_LAYERS, steps, READER_STRICT, PART_WHOLE}
#define PART(steps, part) {KIND_PART, steps, READER_STRICT, part}
#define LEGACY(steps) {KIND_LEGACY, steps, READER_STRICT, PART_WHOLE}
#define CJK(steps) {KIND_CJK_AS_CJK, steps, READER_STRICT, PART_WHOLE}
#define LOSSY(steps, reader) {KIND_LOSSY, steps, reader, PART_WHOLE}
#define TWICE(page) "UTF-8>" page " UTF-8>" page

static const struct mistake mistakes[] = {
    SINGLE("CP1252"), SINGLE("ISO-8859-1"), SINGLE("CP1250"), SINGLE("CP1251"), SINGLE("CP1253"), SINGLE("CP1254"),
    SINGLE("CP1255"), SINGLE("CP1256"), SINGLE("CP1257"), SINGLE("CP1258"), SINGLE("CP874"), SINGLE("ISO-8859-2"),
    SINGLE("ISO-8859-5"), SINGLE("ISO-8859-7"), SINGLE("ISO-8859-9"), SINGLE("ISO-8859-15"), SINGLE("KOI8-R"),
    SINGLE("KOI8-U"), SINGLE("MACINTOSH"), SINGLE("MAC-CYRILLIC"), SINGLE("MAC-CENTRALEUROPE"), SINGLE("IBM437"),
    SINGLE("IBM850"), SINGLE("IBM852"), SINGLE("IBM857"), SINGLE("IBM866"), SINGLE("TIS-620"), SINGLE("CP737"),
    SINGLE("IBM862"), SINGLE("ISO-8859-13"),

    DOUBLE("GBK"), DOUBLE("CP936"), DOUBLE("CP950"), DOUBLE("BIG5-HKSCS"), DOUBLE("SHIFT_JIS"), DOUBLE("CP932"),
    DOUBLE("EUC-JP"), DOUBLE("EUC-KR"), DOUBLE("CP949"),

    LAYERS(TWICE("CP1252")), LAYERS(TWICE("ISO-8859-1")), LAYERS("UTF-8>CP1252 UTF-8>ISO-8859-1"),
    LAYERS(TWICE("CP1252") " UTF-8>CP1252"), LAYERS(TWICE("CP1252") " " TWICE("CP1252")),
    LAYERS(TWICE("CP1252") " " TWICE("CP1252") " UTF-8>CP1252"), LAYERS(TWICE("CP1250")), LAYERS(TWICE("CP1251")),
    LAYERS(TWICE("CP1254")), LAYERS(TWICE("IBM437")), LAYERS(TWICE("IBM850")), LAYERS(TWICE("MACINTOSH")),
    LAYERS(TWICE("KOI8-R")), LAYERS(TWICE("CP936")), LAYERS("UTF-8>CP936 UTF-8>CP1252"),
    LAYERS("UTF-8>CP1252 UTF-8>CP936"), LAYERS("UTF-8>IBM437 UTF-8>CP1252"), LAYERS("GBK>ISO-8859-1 UTF-8>CP1252"),
    LAYERS("SHIFT_JIS>ISO-8859-1 UTF-8>CP1252"), LAYERS("EUC-KR>CP1252 UTF-8>CP1252"),
    LAYERS("CP1251>CP1252 UTF-8>CP1252"),

    PART("UTF-8>CP1252", PART_WORD), PART("UTF-8>CP1252", PART_HALF), PART("UTF-8>CP1250", PART_WORD),
    PART("UTF-8>CP1251", PART_HALF), PART("UTF-8>IBM437", PART_WORD), PART("UTF-8>MACINTOSH", PART_HALF),
    PART("UTF-8>CP936", PART_WORD), PART("UTF-8>CP936", PART_HALF), PART(TWICE("CP1252"), PART_WORD),

    LEGACY("GBK>ISO-8859-1"), LEGACY("GBK>CP1252"), LEGACY("GBK>CP1251"), LEGACY("CP950>ISO-8859-1"),
    LEGACY("CP950>CP1252"), LEGACY("SHIFT_JIS>ISO-8859-1"), LEGACY("CP932>CP1252"), LEGACY("EUC-JP>CP1252"),
    LEGACY("EUC-KR>ISO-8859-1"), LEGACY("CP949>CP1252"), LEGACY("CP1251>ISO-8859-1"), LEGACY("CP1251>CP1252"),
    LEGACY("CP1251>KOI8-R"), LEGACY("CP1251>IBM866"), LEGACY("CP1251>MACINTOSH"), LEGACY("KOI8-R>CP1252"),
    LEGACY("KOI8-R>CP1251"), LEGACY("IBM866>CP1251"), LEGACY("CP1253>CP1252"), LEGACY("CP1254>CP1252"),
    LEGACY("CP1255>CP1252"), LEGACY("CP1256>CP1252"), LEGACY("CP874>CP1252"), LEGACY("CP1250>CP1252"),
    LEGACY("ISO-8859-2>ISO-8859-1"),

    CJK("GBK>CP950"), CJK("GBK>CP932"), CJK("GBK>CP949"), CJK("CP950>GBK"), CJK("SHIFT_JIS>GBK"),
    CJK("SHIFT_JIS>CP949"), CJK("EUC-KR>GBK"), CJK("CP949>GBK"), CJK("EUC-KR>CP932"), CJK("EUC-JP>GBK"),

    {KIND_CESU, "CESU-8>CP1252", READER_STRICT, PART_WHOLE},

    LOSSY("UTF-8>CP936", READER_EATS), LOSSY("UTF-8>CP936", READER_REPLACES), LOSSY("UTF-8>CP950", READER_EATS),
    LOSSY("UTF-8>CP932", READER_EATS), LOSSY("UTF-8>CP949", READER_EATS), LOSSY("UTF-8>CP1252", READER_LOSES_NBSP),
    LOSSY(TWICE("CP1252"), READER_LOSES_NBSP), LOSSY("UTF-8>CP1251", READER_LOSES_NBSP),
    LOSSY("UTF-8>CP1252", READER_DROPS_C1), LOSSY("GBK>ISO-8859-1", READER_DROPS_C1),
};

const struct mistake *mistakes_all(size_t *n)
{
    *n = sizeof mistakes / sizeof mistakes[0];
    return mistakes;
}

const char *kind_title(enum kind kind)
{
    static const char *const titles[KIND_COUNT] = {
        "UTF-8 as one byte", "UTF-8 as CJK", "several layers", "part of a line",
        "legacy bytes", "CJK as CJK", "CESU-8", "lossy"};
    return titles[kind];
}

const char *reader_title(const struct mistake *mistake)
{
    static const char *const readers[] = {"", ", bad pairs are '?'", ", bad bytes are U+FFFD", ", no-break spaces lost",
                                          ", C1 controls lost"};
    static const char *const parts[] = {"", ", one word", ", half a line"};
    return mistake->part != PART_WHOLE ? parts[mistake->part] : readers[mistake->reader];
}

/* Converts all of it or nothing. */
static bool convert(const char *from, const char *to, const char *in, size_t len, struct bytes *out)
{
    iconv_t cd = iconv_open(to, from);
    char buffer[SEEN_MAX], *at = buffer, *source = (char *)(uintptr_t)in;
    size_t room = sizeof buffer;
    if (cd == (iconv_t)-1)
        return false;
    bool good = iconv(cd, &source, &len, &at, &room) == 0 && len == 0 && iconv(cd, NULL, NULL, &at, &room) == 0;
    iconv_close(cd);
    bytes_clear(out);
    return good && bytes_append(out, buffer, (size_t)(at - buffer));
}

/* The one character that these bytes stand for, if they also stand alone for it. */
static uint32_t character_of(iconv_t decode, iconv_t encode, const char *bytes, size_t len)
{
    char *in = (char *)(uintptr_t)bytes, utf8[UTF8_MAX * 2], *out = utf8, back[UTF8_MAX], *end = back;
    size_t in_left = len, room = sizeof utf8, back_room = sizeof back;
    iconv(decode, NULL, NULL, NULL, NULL);
    if (iconv(decode, &in, &in_left, &out, &room) != 0 || in_left > 0 || iconv(decode, NULL, NULL, &out, &room) != 0)
        return NONE;
    uint32_t c;
    size_t used = utf8_decode(utf8, (size_t)(out - utf8), &c);
    char *again = utf8;
    if (used == 0 || used != (size_t)(out - utf8))
        return NONE;
    iconv(encode, NULL, NULL, NULL, NULL);
    bool same = iconv(encode, &again, &used, &end, &back_room) == 0 &&
                iconv(encode, NULL, NULL, &end, &back_room) == 0 && (size_t)(end - back) == len &&
                memcmp(back, bytes, len) == 0;
    return same ? c : NONE;
}

static bool is_named(const struct page *page, const char *name)
{
    return strcmp(page->name, name) == 0;
}

/* Microsoft's page shows the three user-defined zones of GBK as private-use characters, in order. */
static uint32_t user_zone(unsigned lead, unsigned trail)
{
    enum { ZONE_1 = 0xE000, ZONE_2 = 0xE234, ZONE_3 = 0xE4C6 };
    if (lead >= 0xAA && lead <= 0xAF && trail >= 0xA1 && trail < 0xFF)
        return ZONE_1 + (lead - 0xAA) * 94 + trail - 0xA1;
    if (lead >= 0xF8 && lead < 0xFF && trail >= 0xA1 && trail < 0xFF)
        return ZONE_2 + (lead - 0xF8) * 94 + trail - 0xA1;
    if (lead >= 0xA1 && lead <= 0xA7 && trail >= 0x40 && trail <= 0xA0 && trail != 0x7F)
        return ZONE_3 + (lead - 0xA1) * 96 + trail - 0x40 - (trail > 0x7F);
    return NONE;
}

static void read_pairs(struct page *page, iconv_t decode, iconv_t encode)
{
    bool one_byte = true;
    for (unsigned b = 0xA1; b < 0xFF && one_byte; b++)
        one_byte = page->one[b] != NONE;
    page->two = one_byte ? NULL : calloc(0x10000, sizeof *page->two);
    for (unsigned pair = 0x8140; page->two && pair < 0xFFFF; pair++) {
        char bytes[2] = {(char)(pair >> 8), (char)pair};
        if (page->one[pair >> 8] == NONE && (pair & 0xFF) >= 0x40)
            page->two[pair] = character_of(decode, encode, bytes, 2);
        if (page->two[pair] == NONE && is_named(page, "CP936"))
            page->two[pair] = user_zone(pair >> 8, pair & 0xFF);
    }
}

static void read_page(struct page *page, const char *name)
{
    iconv_t decode = iconv_open("UTF-8", name), encode = iconv_open(name, "UTF-8");
    snprintf(page->name, sizeof page->name, "%s", name);
    if (decode != (iconv_t)-1 && encode != (iconv_t)-1) {
        for (unsigned b = 0; b < 256; b++)
            page->one[b] = b < 0x80 ? b : character_of(decode, encode, &(char){(char)b}, 1);
        read_pairs(page, decode, encode);
        for (unsigned b = 0x80; b < 0xA0 && !page->two; b++)
            page->one[b] = page->one[b] != NONE ? page->one[b] : b; /* as in the Encoding Standard */
    }
    if (decode != (iconv_t)-1)
        iconv_close(decode);
    if (encode != (iconv_t)-1)
        iconv_close(encode);
}

static const struct page *find_page(struct damager *damager, const char *name)
{
    for (size_t i = 0; i < damager->count; i++)
        if (is_named(&damager->pages[i], name))
            return &damager->pages[i];
    if (damager->count == PAGES_MAX)
        return NULL;
    read_page(&damager->pages[damager->count], name);
    return &damager->pages[damager->count++];
}

/* CESU-8: each half of a surrogate pair is written as three bytes. */
static bool write_cesu(const char *text, size_t len, struct bytes *out)
{
    bool good = true, shows = false;
    bytes_clear(out);
    for (size_t at = 0, used; good && at < len; at += used) {
        uint32_t c;
        used = utf8_decode(text + at, len - at, &c);
        if (used == 0)
            return false;
        uint32_t high = 0xD800 + ((c - 0x10000) >> 10), low = 0xDC00 + (c & 0x3FF);
        const char six[6] = {(char)0xED, (char)(0x80 | (high >> 6 & 0x3F)), (char)(0x80 | (high & 0x3F)),
                             (char)0xED, (char)(0x80 | (low >> 6 & 0x3F)), (char)(0x80 | (low & 0x3F))};
        shows = shows || c >= 0x10000;
        good = c >= 0x10000 ? bytes_append(out, six, sizeof six) : bytes_append(out, text + at, used);
    }
    return good && shows;
}

static bool write_as(const char *name, const char *text, size_t len, struct bytes *out)
{
    bytes_clear(out);
    if (strcmp(name, "UTF-8") == 0)
        return bytes_append(out, text, len);
    if (strcmp(name, "CESU-8") == 0)
        return write_cesu(text, len, out);
    return convert("UTF-8", name, text, len, out);
}

static bool append_bad(enum reader reader, struct bytes *out, size_t *at, const struct bytes *in)
{
    bool ascii_next = *at + 1 < in->len && (unsigned char)in->data[*at + 1] < 0x80;
    if (reader == READER_EATS) {
        *at += 2;
        return bytes_append(out, "?", 1);
    }
    *at += ascii_next ? 1 : 2;
    return reader == READER_REPLACES && bytes_append_char(out, 0xFFFD);
}

static bool read_as(const struct page *page, enum reader reader, const struct bytes *in, struct bytes *out)
{
    bool good = true;
    bytes_clear(out);
    for (size_t at = 0; good && at < in->len;) {
        unsigned b = (unsigned char)in->data[at], next = at + 1 < in->len ? (unsigned char)in->data[at + 1] : 0;
        uint32_t pair = page->two ? page->two[b << 8 | next] : NONE;
        if (page->one[b] != NONE || b == 0) {
            good = bytes_append_char(out, page->one[b]);
            at++;
        } else if (pair != NONE) {
            good = bytes_append_char(out, pair);
            at += 2;
        } else {
            good = append_bad(reader, out, &at, in);
        }
    }
    return good;
}

/* What happens to the text after it was read.  Only a text that changes counts. */
static bool lose(enum reader reader, struct bytes *text)
{
    size_t kept = 0, lost = 0;
    for (size_t at = 0; at < text->len; at++) {
        unsigned char b = (unsigned char)text->data[at];
        unsigned char next = at + 1 < text->len ? (unsigned char)text->data[at + 1] : 0;
        bool nbsp = b == 0xC2 && next == 0xA0, c1 = b == 0xC2 && next >= 0x80 && next < 0xA0;
        if ((reader == READER_LOSES_NBSP && nbsp) || (reader == READER_DROPS_C1 && c1)) {
            if (nbsp)
                text->data[kept++] = ' ';
            lost++;
            at++;
        } else {
            text->data[kept++] = (char)b;
        }
    }
    text->len = kept;
    return lost > 0;
}

static bool copy(struct bytes *to, const char *data, size_t len)
{
    bytes_clear(to);
    return bytes_append(to, data, len);
}

static bool one_step(struct damager *damager, const char *step, enum reader reader, struct bytes *text)
{
    char was[NAME_MAX_LEN] = "", page_name[NAME_MAX_LEN] = "";
    const char *cut = strchr(step, '>');
    size_t name_len = strcspn(cut + 1, " ");
    if ((size_t)(cut - step) >= sizeof was || name_len >= sizeof page_name)
        return false;
    memcpy(was, step, (size_t)(cut - step));
    memcpy(page_name, cut + 1, name_len);
    const struct page *page = find_page(damager, page_name);
    bool shown = page && write_as(was, text->data, text->len, &damager->raw) &&
                 read_as(page, reader, &damager->raw, &damager->text) && damager->text.len < SEEN_MAX &&
                 (damager->text.len != text->len || memcmp(damager->text.data, text->data, text->len) != 0);
    return shown && copy(text, damager->text.data, damager->text.len);
}

/* With a reader that loses bytes, a line in which it lost none is not shown: the strict rows have it. */
static bool all_steps(struct damager *damager, const struct mistake *mistake, struct bytes *text)
{
    struct bytes strict = {0};
    bool eats = mistake->reader == READER_EATS || mistake->reader == READER_REPLACES;
    bool lossless = eats && copy(&strict, text->data, text->len);
    for (const char *step = mistake->steps; lossless && step; step = strchr(step + 1, ' '))
        lossless = one_step(damager, step + (*step == ' '), READER_STRICT, &strict);
    bool good = !lossless;
    for (const char *step = mistake->steps; good && step; step = strchr(step + 1, ' '))
        good = one_step(damager, step + (*step == ' '), eats ? mistake->reader : READER_STRICT, text);
    bytes_free(&strict);
    return good && (eats || mistake->reader == READER_STRICT || lose(mistake->reader, text));
}

/* French letters fit into GBK too, but nobody wrote French in it. */
static bool is_plausible(const struct mistake *mistake, const char *line, size_t len)
{
    enum { FIRST_KANA = 0x3041 };
    static const char *const cjk[] = {"GBK", "CP950", "CP932", "SHIFT", "EUC", "CP949"};
    bool wanted = false, met = false;
    for (size_t i = 0; i < sizeof cjk / sizeof cjk[0]; i++)
        wanted = wanted || strncmp(mistake->steps, cjk[i], strlen(cjk[i])) == 0;
    for (size_t at = 0, used = 1; wanted && !met && used > 0 && at < len; at += used) {
        uint32_t c;
        used = utf8_decode(line + at, len - at, &c);
        met = used > 0 && c >= FIRST_KANA;
    }
    return met || !wanted;
}

static bool has_non_ascii(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)p[i] >= 0x80)
            return true;
    return false;
}

/* The word after the turn-th space, or the half before or after the middle one. */
static bool choose(enum part part, const char *line, size_t len, size_t turn, size_t *from, size_t *to)
{
    *from = 0, *to = len;
    if (part == PART_HALF) {
        const char *space = memchr(line + len / 2, ' ', len - len / 2);
        if (!space)
            return false;
        *(turn % 2 ? from : to) = (size_t)(space - line);
    }
    for (size_t words = 0, start = 0, i = 0; part == PART_WORD && i <= len; i++) {
        if (i < len && line[i] != ' ')
            continue;
        if (i > start && has_non_ascii(line + start, i - start)) {
            *from = start, *to = i;
            if (words++ == turn % 3)
                break;
        }
        start = i + 1;
    }
    return (part == PART_WHOLE || *from > 0 || *to < len) && has_non_ascii(line + *from, *to - *from);
}

bool damage_line(struct damager *damager, const struct mistake *mistake, const char *line, size_t len, size_t turn,
                 struct bytes *out)
{
    size_t from, to;
    struct bytes part = {0};
    bytes_clear(out);
    bool good = is_plausible(mistake, line, len) && choose(mistake->part, line, len, turn, &from, &to) &&
                copy(&part, line + from, to - from) && all_steps(damager, mistake, &part) &&
                bytes_append(out, line, from) && bytes_append(out, part.data, part.len) &&
                bytes_append(out, line + to, len - to) &&
                !memchr(out->data, '\n', out->len);
    bytes_free(&part);
    return good;
}

struct damager *damager_new(void)
{
    return calloc(1, sizeof(struct damager));
}

void damager_free(struct damager *damager)
{
    for (size_t i = 0; damager && i < damager->count; i++)
        free(damager->pages[i].two);
    if (damager) {
        bytes_free(&damager->raw);
        bytes_free(&damager->text);
    }
    free(damager);
}
