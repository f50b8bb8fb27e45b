/* mojibake_screen.c: which chains could explain a line at all?  Comes in: a line as the judge reads it.  Goes out: the
 * rows of chains.c worth a search, the most promising first.  Never: leaves out a row that a search would have used.
 *
 * One pass over the characters that read badly finds all readers in which UTF-8 could begin there, one bit for each
 * reader.  Only for those is the line encoded, and an upper limit of the gain counted without the judge: undoing
 * removes at most the cost of the characters that it changes and of the two after them. */
#include "repair/mojibake_screen.h"

#include <stdlib.h>

#include "judge/judge.h"
#include "repair/lossy_survey.h"
#include "repair/mojibake_gauge.h"

enum { TABLE_ROW = 6 /* characters in the order of an encoding, which no writing has by chance */ };
enum { READERS = 64, OPTIONS = 128, PAGES = 0x100, PAGE = 256, UNKNOWN = 1 << 24, FIRST_EAST_ASIAN = 0x2E80 };

/* Of one character: the readers, as bits, whose bytes for it have a place in UTF-8. */
struct masks {
    uint64_t any;    /* there are bytes */
    uint64_t whole;  /* both its bytes are a character */
    uint64_t lead2;  /* one more byte makes a character */
    uint64_t lead3;  /* more than one */
    uint64_t follow; /* its first byte continues a character */
    uint64_t follow2; /* both its bytes do */
};

struct reader {
    const struct chain *first; /* its rows stand together */
    size_t rows;
    struct encoder encoder;
    bool nbsp;
};

struct screen {
    struct reader reader[READERS];
    size_t readers, rows; /* rows of chains.c that have been added so far */
    bool has_pairs;       /* those of East Asian readers, too */
    uint64_t nbsp;
    struct masks *page[PAGES];
    struct option option[OPTIONS];
};

static void set_masks(struct masks *masks, unsigned bytes, uint64_t bit)
{
    unsigned first = bytes > 0xFF ? bytes >> 8 : bytes, second = bytes & 0xFF;
    masks->any |= bit;
    if (is_utf8_follow(first)) {
        masks->follow |= bit;
        masks->follow2 |= bytes > 0xFF && is_utf8_follow(second) ? bit : 0;
    } else if (is_utf8_lead(first) && bytes <= 0xFF) {
        masks->lead2 |= first < 0xE0 ? bit : 0;
        masks->lead3 |= first < 0xE0 ? 0 : bit;
    } else if (is_utf8_lead(first) && is_utf8_follow(second)) {
        masks->whole |= first < 0xE0 ? bit : 0;
        masks->lead2 |= first < 0xE0 ? 0 : bit;
    }
}

static bool add_character(struct screen *screen, uint32_t c, unsigned bytes, uint64_t bit)
{
    struct masks **page = &screen->page[c / PAGE];
    if (!*page && !(*page = calloc(PAGE, sizeof **page)))
        return false;
    set_masks(&(*page)[c % PAGE], bytes, bit);
    return true;
}

static bool add_doubles(struct screen *screen, const struct codec *page, uint64_t bit)
{
    uint16_t other[CODEC_OTHERS];
    for (size_t i = 0; i < page->n_doubles; i++) {
        uint32_t c = page->doubles[i].c;
        for (size_t k = c < PAGES * PAGE ? codec_other_bytes(page, c, other) : 0; k-- > 0;)
            if (!add_character(screen, c, other[k], bit))
                return false;
    }
    return true;
}

static bool add_reader(struct screen *screen, const struct reader *reader)
{
    uint64_t bit = UINT64_C(1) << screen->readers;
    for (uint32_t c = 0x80; c < PAGES * PAGE; c++) {
        if (c % PAGE == 0 && !codec_has_page(reader->encoder.page, c) && !codec_has_page(reader->encoder.also, c)) {
            c += PAGE - 1;
            continue;
        }
        uint32_t bytes = encoder_bytes(&reader->encoder, c);
        if (bytes != CODEC_NONE && !add_character(screen, c, bytes, bit))
            return false;
    }
    if (!add_doubles(screen, reader->encoder.page, bit))
        return false;
    screen->nbsp |= reader->nbsp ? bit : 0;
    screen->reader[screen->readers++] = *reader;
    return true;
}

/* Adds the readers of the next rows, as long as they have pairs or have none. */
static bool add_readers(struct screen *screen, struct codecs *codecs, bool pairs)
{
    size_t n, end;
    const struct chain *chain = chains_all(&n);
    for (size_t i = screen->rows; i < n && screen->readers < READERS; i = screen->rows = end) {
        if (codec_has_pairs(chain[i].read_as) != pairs)
            return true;
        for (end = i + 1; end < n && chain[end].read_as == chain[i].read_as && chain[end].read_also == chain[i].read_also;)
            end++;
        struct reader reader = {.first = &chain[i], .rows = end - i, .encoder = chain_encoder(codecs, &chain[i])};
        if (!reader.encoder.page)
            continue;
        reader.nbsp = codec_of_byte(reader.encoder.page, 0xA0) == 0xA0;
        if (!add_reader(screen, &reader))
            return false;
    }
    return true;
}

struct screen *screen_new(struct codecs *codecs)
{
    struct screen *screen = calloc(1, sizeof *screen);
    if (screen && !add_readers(screen, codecs, false)) {
        screen_free(screen);
        return NULL;
    }
    return screen;
}

bool screen_prepare(struct screen *screen, struct codecs *codecs, const struct text *text)
{
    for (size_t i = 0; i < text->n && !screen->has_pairs; i++)
        if (text->glyph[i].c >= FIRST_EAST_ASIAN) {
            screen->has_pairs = true;
            return add_readers(screen, codecs, true);
        }
    return true;
}

void screen_free(struct screen *screen)
{
    if (!screen)
        return;
    for (size_t i = 0; i < PAGES; i++)
        free(screen->page[i]);
    free(screen);
}

/* Beyond the table, any reader may have it. */
static const struct masks *masks_of(const struct screen *screen, const struct text *text, size_t i)
{
    static const struct masks none, any = {~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)};
    if (i >= text->n)
        return &none;
    uint32_t c = text->glyph[i].c;
    if (c >= PAGES * PAGE)
        return &any;
    return screen->page[c / PAGE] ? &screen->page[c / PAGE][c % PAGE] : &none;
}

/* lossy: a mark of loss may stand for any byte. */
static uint64_t follows(const struct screen *screen, const struct text *text, size_t i, bool lossy)
{
    if (i < text->n && text->glyph[i].c == ' ')
        return screen->nbsp;
    if (lossy && i < text->n && lossy_is_mark(text->glyph[i].c))
        return ~UINT64_C(0);
    return masks_of(screen, text, i)->follow;
}

/* The readers in which UTF-8 may begin at i; lossy: or lack its second byte there, without a mark. */
static uint64_t readers_at(const struct screen *screen, const struct text *text, size_t i, bool lossy)
{
    const struct masks *masks = masks_of(screen, text, i);
    uint64_t readers = masks->whole;
    if (masks->lead2 | masks->lead3) {
        uint64_t follow = follows(screen, text, i + 1, lossy);
        readers |= masks->lead2 & (lossy ? follow | screen->nbsp : follow);
        if (masks->lead3 & follow)
            readers |= masks->lead3 & follow &
                       (masks_of(screen, text, i + 1)->follow2 | follows(screen, text, i + 2, lossy));
    }
    return readers;
}

static uint64_t utf8_readers(const struct screen *screen, const struct source_text *source, bool lossy)
{
    uint64_t readers = 0;
    for (size_t i = 0; i < source->text->n; i++)
        if (source->near[i] && source->text->glyph[i].c >= 0x80)
            readers |= readers_at(screen, source->text, i, lossy);
    return readers;
}

static const struct chain *utf8_row(const struct reader *reader)
{
    for (size_t i = 0; i < reader->rows; i++)
        if (reader->first[i].was == WAS_UTF8)
            return &reader->first[i];
    return NULL;
}

bool screen_mixes_latin(const struct chain *chain, const struct source_text *source)
{
    return chain->read_as == CODEC_1252 && source_mixes_latin(source);
}

/* Most first; of equals, in the table's order. */
static void insert(struct option *option, size_t n, const struct option *wanted)
{
    size_t at = n;
    int worth = wanted->most - wanted->chain->price * JUDGE_BIT;
    while (at > 0 && option[at - 1].most - option[at - 1].chain->price * JUDGE_BIT < worth) {
        option[at] = option[at - 1];
        at--;
    }
    option[at] = *wanted;
}

/* The readers that have bytes for every character. */
static uint64_t whole_readers(const struct screen *screen, const struct text *text)
{
    uint64_t readers = ~UINT64_C(0);
    for (size_t i = 0; i < text->n; i++)
        if (text->glyph[i].c >= 0x80)
            readers &= masks_of(screen, text, i)->any;
    return readers;
}

static size_t list_utf8(struct screen *screen, uint64_t readers, const struct option **options)
{
    size_t n = 0;
    *options = screen->option;
    for (size_t i = 0; i < screen->readers; i++, readers >>= 1) {
        const struct reader *reader = &screen->reader[i];
        const struct chain *chain = readers & 1 ? utf8_row(reader) : NULL;
        if (chain)
            screen->option[n++] = (struct option){.chain = chain, .encoder = reader->encoder};
    }
    return n;
}

size_t screen_lossy_utf8(struct screen *screen, const struct source_text *source, const struct option **options)
{
    return list_utf8(screen, utf8_readers(screen, source, true), options);
}

size_t screen_whole_utf8(struct screen *screen, const struct source_text *source, const struct option **options)
{
    uint64_t readers = readers_at(screen, source->text, source->plain, false) & whole_readers(screen, source->text);
    return list_utf8(screen, readers ? readers & utf8_readers(screen, source, false) : 0, options);
}

size_t screen_utf8(struct screen *screen, struct source_text *source, const struct option **options)
{
    size_t n = 0;
    uint64_t readers = utf8_readers(screen, source, false);
    *options = screen->option;
    for (size_t i = 0; i < screen->readers; i++) {
        const struct reader *reader = &screen->reader[i];
        const struct chain *chain = utf8_row(reader);
        if (!(readers >> i & 1) || !chain || !source_encode(source, &reader->encoder))
            continue;
        struct option option = {.chain = chain, .encoder = reader->encoder};
        option.mixes_latin = screen_mixes_latin(reader->first, source);
        option.most = gauge_utf8(source, &option.bytes);
        if (source->doubling)
            option.most = UNKNOWN;
        option.bytes += reader->nbsp + (chain->read_as == CODEC_932 ? 2u : 0u);
        insert(screen->option, n++, &option);
    }
    return n;
}

size_t screen_whole_legacy(struct screen *screen, struct codecs *codecs, unsigned flags,
                           const struct source_text *source, const struct option **options)
{
    size_t n = 0;
    uint64_t readers = whole_readers(screen, source->text);
    *options = screen->option;
    for (size_t i = 0; i < screen->readers; i++, readers >>= 1) {
        const struct reader *reader = &screen->reader[i];
        for (size_t k = 0; readers & 1 && k < reader->rows; k++) {
            struct option option = {.chain = &reader->first[k], .encoder = reader->encoder};
            if (option.chain->was == WAS_UTF8 || option.chain->flags & CHAIN_LENIENT ||
                (option.chain->flags & flags) != flags)
                continue;
            option.was = codecs_get(codecs, (enum codec_name)option.chain->was);
            if (option.was)
                screen->option[n++] = option;
        }
    }
    return n;
}

static uint64_t legacy_readers(const struct screen *screen, const struct source_text *source)
{
    uint64_t readers = 0;
    for (size_t i = 0; i < source->text->n; i++)
        if (source->text->glyph[i].c >= 0x80)
            readers |= masks_of(screen, source->text, i)->any;
    return readers;
}

size_t screen_legacy(struct screen *screen, struct codecs *codecs, struct source_text *source,
                     const struct option **options)
{
    size_t n = 0;
    uint64_t readers = legacy_readers(screen, source);
    *options = screen->option;
    for (size_t i = 0; i < screen->readers; i++) {
        const struct reader *reader = &screen->reader[i];
        if (!(readers >> i & 1) || !source_encode(source, &reader->encoder))
            continue;
        bool mixed = screen_mixes_latin(reader->first, source);
        for (const struct chain *chain = reader->first; chain < reader->first + reader->rows; chain++) {
            struct option option = {.chain = chain, .encoder = reader->encoder};
            bool lenient = chain->flags & CHAIN_LENIENT;
            if (chain->was == WAS_UTF8 || (lenient && !source_is_lenient(source)))
                continue;
            option.was = codecs_get(codecs, (enum codec_name)chain->was);
            if (!option.was)
                continue;
            option.mixes_latin = mixed;
            option.most = lenient || source->doubling ? (int)UNKNOWN : gauge_legacy(source, chain, option.was);
            insert(screen->option, n++, &option);
        }
    }
    return n;
}

static bool lists(const struct reader *reader, const struct text *text)
{
    uint32_t last = CODEC_NONE;
    for (size_t i = 0, run = 0; i < text->n; i++) {
        if (text->glyph[i].c < 0x80)
            continue; /* spaces, quotes and numbers between them */
        uint32_t bytes = encoder_bytes(&reader->encoder, text->glyph[i].c);
        run = bytes != CODEC_NONE && bytes == last + 1 ? run + 1 : 1;
        if (run == TABLE_ROW)
            return true;
        last = bytes;
    }
    return false;
}

/* Whether TABLE_ROW characters beyond ASCII in a row are all different, as those of a table are. */
static bool has_unlike_row(const struct text *text)
{
    uint32_t last[TABLE_ROW] = {0};
    for (size_t i = 0, k = 0, run = 0; i < text->n; i++) {
        uint32_t c = text->glyph[i].c;
        if (c < 0x80)
            continue;
        for (size_t back = 1; back <= run; back++)
            if (last[(k - back) % TABLE_ROW] == c)
                run = back - 1;
        last[k++ % TABLE_ROW] = c;
        if (++run == TABLE_ROW)
            return true;
    }
    return false;
}

/* The readers in which now has the bytes after those of before. */
static uint64_t listing_readers(const struct screen *screen, uint32_t before, uint32_t now)
{
    uint64_t listing = 0;
    for (size_t i = 0; i < screen->readers; i++) {
        uint32_t bytes = encoder_bytes(&screen->reader[i].encoder, before);
        if (bytes != CODEC_NONE && encoder_bytes(&screen->reader[i].encoder, now) == bytes + 1)
            listing |= UINT64_C(1) << i;
    }
    return listing;
}

/* Every row of a table holds one of the neighbours that are looked at here. */
bool screen_is_table(const struct screen *screen, const struct text *text)
{
    uint64_t readers = 0;
    uint32_t last = 0;
    if (!has_unlike_row(text))
        return false;
    for (size_t i = 0, k = 0; i < text->n; i++) {
        uint32_t c = text->glyph[i].c;
        if (c < 0x80)
            continue;
        if (k++ % (TABLE_ROW - 1) == 1)
            readers |= listing_readers(screen, last, c);
        last = c;
    }
    for (size_t i = 0; i < screen->readers; i++)
        if (readers >> i & 1 && lists(&screen->reader[i], text))
            return true;
    return false;
}
