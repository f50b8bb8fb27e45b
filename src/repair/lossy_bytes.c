/* lossy_bytes.c: characters of UTF-8 of which a wrong reader lost bytes.  Comes in: the bytes that are known, and what
 * is known of the others.  Goes out: the characters that they may have been.  Never: prefers one to another, or gives a
 * character whose bytes the reader would have shown. */
#include "repair/lossy_bytes.h"

#include <string.h>

enum { LAST_CONTROL = 0x9F, NO_BREAK_SPACE = 0xA0, NEXT_LINE = 0x85, SOFT_HYPHEN = 0xAD, FIRST_2 = 0xC2, FIRST_3 = 0xE0, FIRST_4 = 0xF0, LAST_4 = 0xF4 };

static bool is_private(uint32_t c)
{
    return c >= 0xE000 && c <= 0xF8FF;
}

static bool is_hole(const struct codec *codec, unsigned byte)
{
    uint32_t c = codec_of_byte(codec, (unsigned char)byte);
    if (codec_is_lead(codec, 0xE5) && (byte == 0x80 || byte == 0xA0))
        return !codec_is_lead(codec, (unsigned char)byte); /* something to Microsoft alone */
    return (c == CODEC_NONE && !codec_is_lead(codec, (unsigned char)byte)) || (c >= 0x80 && c <= LAST_CONTROL);
}

/* Strict readers have no user zones. */
static bool is_no_pair(const struct codec *codec, unsigned lead, unsigned trail)
{
    if (is_hole(codec, lead))
        return true;
    if (codec_of_byte(codec, (unsigned char)lead) != CODEC_NONE)
        return false;
    uint32_t c = codec_of_pair(codec, (unsigned char)lead, (unsigned char)trail);
    return c == CODEC_NONE || is_private(c);
}

void lossy_reader_read(struct lossy_reader *reader, const struct codec *codec)
{
    if (reader->codec == codec)
        return;
    reader->codec = codec;
    for (unsigned lead = 0x80; lead < 0x100; lead++) {
        reader->hole[lead - 0x80] = is_hole(codec, lead);
        for (unsigned trail = 0; trail < 0x100; trail++)
            reader->no_pair[lead - 0x80][trail] = is_no_pair(codec, lead, trail);
    }
}

/* Length by the first byte; 0 when it is lost. */
static unsigned length_of(const struct lossy_bytes *b)
{
    unsigned first = b->byte[0];
    return first == 0 ? 0 : first < FIRST_2 ? 1 : first < FIRST_3 ? 2 : first < FIRST_4 ? 3 : 4;
}

bool lossy_add(struct lossy_bytes *b, unsigned byte, unsigned limit)
{
    bool fits = b->n == 0 ? byte == 0 || byte < 0x80 || (byte >= FIRST_2 && byte <= LAST_4)
                          : byte == 0 || (byte >= 0x80 && byte < 0xC0);
    if (!fits || b->n == LOSSY_BYTES)
        return false;
    b->byte[b->n] = (uint8_t)byte;
    b->limit[b->n] = (uint8_t)limit;
    b->n++;
    b->lost = (uint8_t)(b->lost + (byte == 0));
    return true;
}

bool lossy_is_whole(const struct lossy_bytes *b)
{
    unsigned length = length_of(b);
    return length ? b->n == length : b->n == 2 || b->n == 3;
}

bool lossy_takes_more(const struct lossy_bytes *b)
{
    unsigned length = length_of(b);
    return length ? b->n < length : b->n < 3;
}

static bool may_be(const struct lossy_bytes *b, const struct lossy_reader *reader, const uint8_t *p, unsigned i)
{
    if (b->byte[i])
        return true;
    switch (b->limit[i]) {
    case LIMIT_NONE:
    case LIMIT_PAIR: return true; /* seen to when the next byte is chosen */
    case LIMIT_HOLE: return reader->hole[p[i] - 0x80] || p[i] == SOFT_HYPHEN;
    case LIMIT_CONTROL: return p[i] <= LAST_CONTROL || p[i] == SOFT_HYPHEN;
    case LIMIT_TRIMMED: return p[i] == NO_BREAK_SPACE || p[i] == NEXT_LINE || reader->hole[p[i] - 0x80];
    default: return reader->no_pair[p[i] - 0x80][b->limit[i]];
    }
}

static bool follows(const struct lossy_bytes *b, const struct lossy_reader *reader, const uint8_t *p, unsigned i)
{
    if (i == 1 && ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
                   (p[0] == 0xF4 && p[1] > 0x8F)))
        return false;
    return b->byte[i - 1] || b->limit[i - 1] != LIMIT_PAIR || reader->no_pair[p[i - 1] - 0x80][p[i]];
}

static uint32_t value_of(const uint8_t *p, unsigned n)
{
    if (n == 1)
        return p[0];
    uint32_t c = p[0] & (0x7Fu >> n);
    for (unsigned i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    return c;
}

unsigned lossy_script(unsigned first)
{
    if (first < 0xC2 || first > 0xEF || first == 0xEE)
        return 0;
    if (first < 0xE0)
        return first <= 0xC5 ? SCRIPT_LATIN : first == 0xCE || first == 0xCF ? SCRIPT_GREEK : first <= 0xD1 ? SCRIPT_CYRILLIC : 0;
    return first == 0xE2 || first == 0xEF ? SCRIPT_SIGNS : first == 0xE0 ? SCRIPT_INDIC : first == 0xE1 ? SCRIPT_VIETNAMESE
           : first == 0xE3 ? SCRIPT_KANA : first <= 0xE9 ? SCRIPT_HAN : SCRIPT_HANGUL;
}

/* Typographers' spaces, but for the one that French writes, and what directs a line: nothing seen tells them apart. */
static bool is_unseen(uint32_t c)
{
    return (c >= 0x2000 && c < 0x2010) || (c >= 0x2028 && c < 0x202F);
}

struct listing {
    const struct lossy_bytes *b;
    const struct lossy_reader *reader;
    uint32_t *characters;
    size_t n;
    uint8_t p[LOSSY_BYTES];
};

static void list_from(struct listing *list, unsigned i)
{
    const struct lossy_bytes *b = list->b;
    if (list->n > LOSSY_CANDIDATES)
        return;
    if (i == b->n) {
        uint32_t c = value_of(list->p, b->n);
        if (b->lost && is_unseen(c))
            return;
        if (list->n < LOSSY_CANDIDATES)
            list->characters[list->n] = c;
        list->n++;
        return;
    }
    unsigned first = i ? 0x80 : b->n == 2 ? FIRST_2 : FIRST_3, last = i ? 0xBF : b->n == 2 ? FIRST_3 - 1 : FIRST_4 - 1;
    if (b->byte[i])
        first = last = b->byte[i];
    for (unsigned byte = first; byte <= last; byte++) {
        if (i == 0 && !b->byte[0] && !(lossy_script(byte) & b->scripts))
            continue;
        list->p[i] = (uint8_t)byte;
        if (may_be(b, list->reader, list->p, i) && (i == 0 || follows(b, list->reader, list->p, i)))
            list_from(list, i + 1);
    }
}

static size_t characters_of(const struct lossy_bytes *b, const struct lossy_reader *reader, uint32_t *characters)
{
    struct listing list = {.b = b, .reader = reader, .characters = characters};
    list_from(&list, 0);
    return list.n <= LOSSY_CANDIDATES ? list.n : 0;
}

void lossy_lists_clear(struct lossy_lists *lists)
{
    for (int i = 0; i < LOSSY_LISTS; i++)
        lists->list[i].of.n = 0;
}

const struct lossy_list *lossy_list(struct lossy_lists *lists, const struct lossy_reader *reader, const struct lossy_bytes *bytes)
{
    for (int i = 0; i < LOSSY_LISTS; i++)
        if (memcmp(&lists->list[i].of, bytes, sizeof *bytes) == 0)
            return &lists->list[i];
    struct lossy_list *list = &lists->list[lists->next++ % LOSSY_LISTS];
    list->of = *bytes;
    list->n = characters_of(bytes, reader, list->character);
    return list;
}
