/* private_use.h: what private-use characters stand for, origin by origin.  Comes in: an origin and a code point.  Goes
 * out: the code points that it stands for there.  Never: a choice between origins, most of which share code points. */
#ifndef TABLES_PRIVATE_USE_H
#define TABLES_PRIVATE_USE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of PRIVATE_ORIGIN_NAMES. */
enum private_origin {
    PRIVATE_GBK,
    PRIVATE_GB18030_2000,
    PRIVATE_GB18030_2005,
    PRIVATE_GBK_A3A0,
    PRIVATE_HKSCS,
    PRIVATE_ETEN,
    PRIVATE_UAO,
    PRIVATE_SOFTBANK,
    PRIVATE_DOCOMO,
    PRIVATE_KDDI,
    PRIVATE_GOOGLE,
    PRIVATE_KDDI_SJIS,
    PRIVATE_SOFTBANK_SJIS,
    PRIVATE_HANYANG,
    PRIVATE_SYMBOL,
    PRIVATE_BULLET,
    PRIVATE_CHECKBOX,
    PRIVATE_SYMBOL_GLYPHS,
    PRIVATE_ZAPF_GLYPHS,
    PRIVATE_WINGDINGS,
    PRIVATE_OPENSYMBOL,
    PRIVATE_ADOBE,
    PRIVATE_APPLE_HINT,
    PRIVATE_APPLE_JAPANESE,
    PRIVATE_THAI_WINDOWS,
    PRIVATE_THAI_MAC,
    PRIVATE_ARABIC_SIMPLIFIED,
    PRIVATE_ARABIC_TRADITIONAL,
    PRIVATE_WGL4,
    PRIVATE_MATHEMATICA,
    PRIVATE_ORIGINS
};

/* The names of the origins in private_use.tsv. */
#define PRIVATE_ORIGIN_NAMES \
    "gbk", "gb18030-2000", "gb18030-2005", "gbk-a3a0", "hkscs", "eten", "uao", "softbank", "docomo", \
    "kddi", "google", "kddi-sjis", "softbank-sjis", "hanyang", "symbol", "bullet", "checkbox", \
    "symbol-glyphs", "zapf-glyphs", "wingdings", "opensymbol", "adobe", "apple-hint", \
    "apple-japanese", "thai-windows", "thai-mac", "arabic-simplified", "arabic-traditional", "wgl4", \
    "mathematica"

enum { PRIVATE_TEXT_MAX = 8 };

bool private_use_has(enum private_origin origin, uint32_t c);

/* Writes what c stands for and returns how many code points that is, 0 to delete c; -1: not in the table. */
int private_use_text(enum private_origin origin, uint32_t c, uint32_t text[PRIVATE_TEXT_MAX]);

#endif
