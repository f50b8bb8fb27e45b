/* codec.h: legacy encodings as tables.  Comes in: bytes or code points.  Goes out: the other.  Never: lets iconv(3) or
 * an ICU converter be seen outside codec.c; both are asked once per encoding, then the tables answer. */
#ifndef REPAIR_CODEC_H
#define REPAIR_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct codecs;

/* Encodings by what the program that did the damage used.  Bytes that a Windows or ISO page leaves undefined are the
 * C1 control of the same number, as in the tables of the Encoding Standard. */
enum codec_name {
    CODEC_GBK,          /* Microsoft's code page 936: 0x80 is the euro sign, user zones and empty cells are private use */
    CODEC_1252,         /* and ISO-8859-1: both 0x80's characters, U+20AC and U+0080, are written as 0x80 */
    CODEC_1250,
    CODEC_1251,
    CODEC_1253,
    CODEC_1254,
    CODEC_1255,
    CODEC_1256,
    CODEC_1257,
    CODEC_1258,
    CODEC_874,          /* and TIS-620, of which it is a superset */
    CODEC_8859_2,
    CODEC_8859_5,
    CODEC_8859_6,
    CODEC_8859_7,
    CODEC_8859_9,
    CODEC_8859_13,
    CODEC_8859_15,
    CODEC_KOI8_R,
    CODEC_KOI8_U,
    CODEC_MAC_ROMAN,
    CODEC_MAC_CYRILLIC,
    CODEC_MAC_CE,
    CODEC_437,
    CODEC_850,
    CODEC_852,
    CODEC_857,
    CODEC_866,
    CODEC_737,
    CODEC_862,
    CODEC_LENIENT,      /* ISO-8859-1 where the bytes are no UTF-8; two bytes that are by chance one letter of it */
    CODEC_GB18030,      /* its one- and two-byte characters */
    CODEC_950,          /* Microsoft's Big5 */
    CODEC_BIG5,         /* the Unicode Consortium's, with kana, Cyrillic and numbers in rows C6 to C8 */
    CODEC_HKSCS,        /* Big5 with the Hong Kong characters */
    CODEC_932,          /* Microsoft's Shift_JIS */
    CODEC_EUC_JP,       /* without the three-byte characters of JIS X 0212 */
    CODEC_EUC_KR,
    CODEC_949,          /* Microsoft's superset of EUC-KR */
    CODEC_COUNT
};

enum {
    CODEC_NONE = 0x10000u, /* no character, or no bytes */
    CODEC_LEADS = 0x80, CODEC_TRAIL_FIRST = 0x40, CODEC_TRAILS = 0x100 - CODEC_TRAIL_FIRST,
    CODEC_PAGES = 0x300, CODEC_PAGE = 256, /* planes 0 to 2 */
    CODEC_OTHERS = 2 /* bytes that a character has besides those that programs write */
};

/* A character that is in the table more than once, and other bytes that are read as it. */
struct codec_double {
    uint32_t c;
    uint16_t bytes;
};

/* Open only for the lookups below, which are asked for every character of a line and every reader. */
struct codec {
    uint32_t byte[256];
    uint32_t *pair; /* [CODEC_LEADS][CODEC_TRAILS]; NULL for a single-byte encoding */
    bool lead[256];
    uint16_t *page[CODEC_PAGES]; /* bytes by character; 0 for none */
    struct codec_double *doubles; /* by character */
    size_t n_doubles;
};

/* Codecs are read on first use and kept until codecs_free. */
struct codecs *codecs_new(void);
void codecs_free(struct codecs *codecs);
/* NULL: no memory, or neither iconv nor ICU has it. */
const struct codec *codecs_get(struct codecs *codecs, enum codec_name name);
/* Is a table missing for want of memory?  What was decided without it must not be kept. */
bool codecs_lack_memory(const struct codecs *codecs);

/* The name under which people know an encoding; constant. */
const char *codec_title(enum codec_name name);

/* Whether the encoding has characters of two bytes. */
bool codec_has_pairs(enum codec_name name);

/* The character of one byte; CODEC_NONE where the byte is a lead byte or undefined. */
static inline uint32_t codec_of_byte(const struct codec *codec, unsigned char byte)
{
    return codec->byte[byte];
}

/* The character of a pair; CODEC_NONE where there is none. */
static inline uint32_t codec_of_pair(const struct codec *codec, unsigned char lead, unsigned char trail)
{
    if (!codec->pair || lead < 0x80 || trail < CODEC_TRAIL_FIRST)
        return CODEC_NONE;
    return codec->pair[(lead - 0x80) * CODEC_TRAILS + trail - CODEC_TRAIL_FIRST];
}

/* The bytes of a character: 0x00BB, 0xLLTT, or CODEC_NONE. */
static inline uint32_t codec_to_bytes(const struct codec *codec, uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point;
    if (code_point >= CODEC_PAGES * CODEC_PAGE || !codec->page[code_point / CODEC_PAGE])
        return CODEC_NONE;
    uint16_t bytes = codec->page[code_point / CODEC_PAGE][code_point % CODEC_PAGE];
    return bytes ? bytes : CODEC_NONE;
}

/* The other bytes of a character; their number. */
size_t codec_other_bytes(const struct codec *codec, uint32_t code_point, uint16_t other[CODEC_OTHERS]);

/* False: no character of the 256 around this one, from a multiple of 256 on, has bytes. */
static inline bool codec_has_page(const struct codec *codec, uint32_t code_point)
{
    return code_point < CODEC_PAGES * CODEC_PAGE && codec->page[code_point / CODEC_PAGE];
}

/* Whether some pair of the encoding begins with this byte. */
static inline bool codec_is_lead(const struct codec *codec, unsigned char byte)
{
    return codec->lead[byte];
}

#endif
