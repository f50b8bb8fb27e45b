/* chains.c: the table of known mistakes.  Comes in: nothing.  Goes out: the rows.  Never: a row without a price; prices
 * are -log2 of how often a mistake is met, plus a margin for how easily clean text imitates it. */
#include "repair/chains.h"

#define UTF8_AS(page, price) {page, page, WAS_UTF8, price, 0}
#define BYTES_AS(was, page, price) {page, page, was, price, 0}
#define BYTES_LENIENTLY(was, price) {CODEC_LENIENT, CODEC_LENIENT, was, price, CHAIN_LENIENT}
#define LETTERS_AS(was, page, price) {page, page, was, price, CHAIN_WORDS}
#define ACCENTS_AS(was, page, price) {page, page, was, price, CHAIN_WORDS | CHAIN_SPARSE}
#define ALIKE_AS(was, page, price) {page, page, was, price, CHAIN_WORDS | CHAIN_LONG}

static const struct chain chains[] = {
    UTF8_AS(CODEC_1252, 11),
    BYTES_AS(CODEC_GBK, CODEC_1252, 20),
    BYTES_AS(CODEC_950, CODEC_1252, 22),
    BYTES_AS(CODEC_932, CODEC_1252, 22),
    BYTES_AS(CODEC_EUC_JP, CODEC_1252, 22),
    BYTES_AS(CODEC_949, CODEC_1252, 22),
    LETTERS_AS(CODEC_874, CODEC_1252, 24),
    LETTERS_AS(CODEC_1251, CODEC_1252, 24),
    LETTERS_AS(CODEC_1253, CODEC_1252, 26),
    LETTERS_AS(CODEC_8859_7, CODEC_1252, 27),
    ACCENTS_AS(CODEC_1254, CODEC_1252, 28),
    LETTERS_AS(CODEC_1255, CODEC_1252, 26),
    LETTERS_AS(CODEC_1256, CODEC_1252, 26),
    LETTERS_AS(CODEC_8859_6, CODEC_1252, 28),
    LETTERS_AS(CODEC_KOI8_R, CODEC_1252, 34),
    LETTERS_AS(CODEC_KOI8_U, CODEC_1252, 35),
    LETTERS_AS(CODEC_866, CODEC_1252, 36),
    LETTERS_AS(CODEC_8859_5, CODEC_1252, 36),
    LETTERS_AS(CODEC_MAC_CYRILLIC, CODEC_1252, 36),
    ACCENTS_AS(CODEC_1250, CODEC_1252, 28),
    ACCENTS_AS(CODEC_8859_2, CODEC_1252, 29),
    BYTES_LENIENTLY(CODEC_GBK, 22),
    BYTES_LENIENTLY(CODEC_950, 24),
    BYTES_LENIENTLY(CODEC_EUC_JP, 24),
    BYTES_LENIENTLY(CODEC_949, 24),
    ACCENTS_AS(CODEC_1257, CODEC_1252, 44),
    UTF8_AS(CODEC_1250, 14),
    LETTERS_AS(CODEC_1251, CODEC_1250, 30),
    BYTES_AS(CODEC_GBK, CODEC_1250, 26),
    UTF8_AS(CODEC_1251, 18),
    ALIKE_AS(CODEC_KOI8_R, CODEC_1251, 44),
    ALIKE_AS(CODEC_KOI8_U, CODEC_1251, 45),
    LETTERS_AS(CODEC_866, CODEC_1251, 34),
    ACCENTS_AS(CODEC_1252, CODEC_1251, 44),
    BYTES_AS(CODEC_GBK, CODEC_1251, 28),
    UTF8_AS(CODEC_1253, 14),
    UTF8_AS(CODEC_1254, 14),
    LETTERS_AS(CODEC_1251, CODEC_1254, 28),
    LETTERS_AS(CODEC_1253, CODEC_1254, 30),
    BYTES_AS(CODEC_GBK, CODEC_1254, 28),
    BYTES_AS(CODEC_932, CODEC_1254, 26),
    BYTES_AS(CODEC_949, CODEC_1254, 26),
    UTF8_AS(CODEC_1255, 17),
    UTF8_AS(CODEC_1256, 17),
    UTF8_AS(CODEC_1257, 14),
    UTF8_AS(CODEC_1258, 14),
    {CODEC_874, CODEC_1252, WAS_UTF8, 17, 0},
    UTF8_AS(CODEC_8859_2, 19),
    UTF8_AS(CODEC_8859_5, 19),
    UTF8_AS(CODEC_8859_7, 15),
    UTF8_AS(CODEC_8859_9, 14),
    UTF8_AS(CODEC_8859_15, 20),
    UTF8_AS(CODEC_KOI8_R, 14),
    ALIKE_AS(CODEC_1251, CODEC_KOI8_R, 36),
    UTF8_AS(CODEC_KOI8_U, 17),
    UTF8_AS(CODEC_MAC_ROMAN, 14),
    LETTERS_AS(CODEC_1251, CODEC_MAC_ROMAN, 30),
    UTF8_AS(CODEC_MAC_CYRILLIC, 19),
    UTF8_AS(CODEC_MAC_CE, 23),
    UTF8_AS(CODEC_437, 14),
    BYTES_AS(CODEC_932, CODEC_437, 26),
    BYTES_AS(CODEC_GBK, CODEC_437, 26),
    UTF8_AS(CODEC_850, 14),
    BYTES_AS(CODEC_932, CODEC_850, 28),
    BYTES_AS(CODEC_GBK, CODEC_850, 28),
    UTF8_AS(CODEC_852, 19),
    UTF8_AS(CODEC_857, 17),
    UTF8_AS(CODEC_866, 21),
    ALIKE_AS(CODEC_1251, CODEC_866, 42),
    {CODEC_GBK, CODEC_GB18030, WAS_UTF8, 11, 0},
    {CODEC_GBK, CODEC_GB18030, CODEC_932, 22, 0},
    {CODEC_GBK, CODEC_GB18030, CODEC_EUC_JP, 26, 0},
    {CODEC_GBK, CODEC_GB18030, CODEC_949, 20, 0},
    {CODEC_GBK, CODEC_GB18030, CODEC_950, 26, 0},
    {CODEC_GB18030, CODEC_GBK, WAS_UTF8, 14, 0}, /* which writes the euro sign in two bytes */
    {CODEC_950, CODEC_HKSCS, WAS_UTF8, 11, 0},
    {CODEC_950, CODEC_HKSCS, CODEC_GBK, 26, 0},
    {CODEC_950, CODEC_HKSCS, CODEC_932, 26, 0},
    {CODEC_950, CODEC_HKSCS, CODEC_EUC_JP, 28, 0},
    {CODEC_950, CODEC_HKSCS, CODEC_949, 28, 0},
    {CODEC_950, CODEC_BIG5, CODEC_GBK, 27, 0},
    {CODEC_950, CODEC_BIG5, CODEC_932, 27, 0},
    {CODEC_950, CODEC_BIG5, CODEC_EUC_JP, 29, 0},
    {CODEC_950, CODEC_BIG5, CODEC_949, 29, 0},
    UTF8_AS(CODEC_932, 11),
    BYTES_AS(CODEC_GBK, CODEC_932, 24),
    BYTES_AS(CODEC_950, CODEC_932, 26),
    BYTES_AS(CODEC_949, CODEC_932, 28),
    BYTES_AS(CODEC_EUC_JP, CODEC_932, 26),
    UTF8_AS(CODEC_EUC_JP, 19),
    BYTES_AS(CODEC_GBK, CODEC_EUC_JP, 28),
    BYTES_AS(CODEC_950, CODEC_EUC_JP, 28),
    BYTES_AS(CODEC_932, CODEC_EUC_JP, 26),
    BYTES_AS(CODEC_949, CODEC_EUC_JP, 28),
    UTF8_AS(CODEC_949, 11),
    BYTES_AS(CODEC_GBK, CODEC_949, 28),
    BYTES_AS(CODEC_950, CODEC_949, 28),
    BYTES_AS(CODEC_932, CODEC_949, 28),
    BYTES_AS(CODEC_EUC_JP, CODEC_949, 28),
};

const struct chain *chains_all(size_t *n)
{
    *n = sizeof chains / sizeof chains[0];
    return chains;
}

struct encoder chain_encoder(struct codecs *codecs, const struct chain *chain)
{
    const struct codec *page = codecs_get(codecs, chain->read_as);
    const struct codec *also = chain->read_also == chain->read_as ? page : codecs_get(codecs, chain->read_also);
    return (struct encoder){page, also ? also : page};
}

const char *chain_was_title(const struct chain *chain)
{
    return chain->was == WAS_UTF8 ? "UTF-8" : codec_title((enum codec_name)chain->was);
}
