/* unfold.h: what was done to a line after it had been read in the wrong encoding.  Comes in: characters as they stand.
 * Goes out: the bytes that they may have been before a program folded their case, widths, quotes or Han characters.
 * Never: a claim; the search tells whether the bytes give text. */
#ifndef REPAIR_UNFOLD_H
#define REPAIR_UNFOLD_H

#include "repair/chains.h"
#include "repair/mojibake_text.h"

/* A folding maps each character by itself, and maps nothing that it brought forth any further: so a line that it would
 * still change is none that it went over. */
enum folding {
    FOLDED_SMALL,      /* all letters made small */
    FOLDED_CAPITAL,    /* or capital */
    FOLDED_TITLE,      /* the first of each word capital, the others small */
    FOLDED_WIDTH,      /* compatibility characters, half-width kana among them, as NFKC has them */
    FOLDED_COMPOSED,   /* only those that NFC replaces */
    FOLDED_SIMPLIFIED, /* traditional Chinese made simplified */
    FOLDED_PLAIN,      /* typographic quotes, dashes and dots written in ASCII */
    FOLDINGS
};

enum { UNFOLD_MAX = 8 }; /* spellings of a character that are tried */

/* A character and the bytes of another that the folding makes it of. */
struct spelling {
    uint32_t c;
    uint16_t bytes; /* 0xLLTT may also be two characters of one byte each */
};

enum { SPELLED_BITS = 1024 };

/* Of one folding and one reader, sorted by character. */
struct spellings {
    struct spelling *all;
    size_t n, cap;
    uint64_t spelled[SPELLED_BITS / 64]; /* a bit for those with this number modulo SPELLED_BITS: most have none */
    const struct spellings *capitals; /* of FOLDED_TITLE: these are for small letters only, those for capitals */
};

struct unfold; /* tables, made on first use and kept */

struct unfold *unfold_new(void);
void unfold_free(struct unfold *unfold);

/* Whether the folding may have gone over the text. */
bool unfold_may_be(enum folding folding, const struct text *text);
/* Writes single characters in place of sequences that the folding made of them, after characters beyond ASCII. */
bool unfold_sequences(enum folding folding, const struct text *text, struct text *out);
/* NULL: no memory. */
const struct spellings *unfold_spellings(struct unfold *unfold, enum folding folding, const struct chain *chain,
                                         const struct encoder *encoder);
/* False: a character has not been any other. */
static inline bool unfold_may_spell(const struct spellings *spellings, uint32_t c)
{
    size_t word = c % SPELLED_BITS / 64;
    uint64_t spelled = spellings->spelled[word] | (spellings->capitals ? spellings->capitals->spelled[word] : 0);
    return spelled >> c % 64 & 1;
}

/* The other bytes that a character may have been; their number. */
size_t unfold_bytes(const struct spellings *spellings, uint32_t c, uint16_t bytes[UNFOLD_MAX]);

#endif
