/* mojibake_in_place.c: shapes of damage that no clean text has, in windows-1252.  Comes in: a character that came out,
 * and its neighbours.  Goes out: whether what it was read as could only be damage there.  Never: looks at a word, or
 * farther than two characters back and one ahead.
 *
 * It is a capital letter and a sign, but not behind capitals, whose words end so (MAÇÃ», 1Âª), unless more capitals follow
 * one that no word of theirs has (RÃ‰PÃˆTE). */
#include "repair/mojibake_in_place.h"

#include <string.h>

enum {
    APOSTROPHE = 0x92, NO_BREAK_SPACE = 0xA0, OPENING_QUOTE = 0xAB, CLOSING_QUOTE = 0xBB, /* bytes, and characters */
    CAPITAL_U = 0xDC /* with two dots */, SHARP_S = 0xDF, LAST_LATIN_1 = 0xFF, LAST_EXTENDED_A = 0x17F
};

static bool is_small(uint32_t c)
{
    return c - 'a' < 26u || (c >= SHARP_S && c <= LAST_LATIN_1);
}

static bool is_capital(uint32_t c)
{
    return c - 'A' < 26u || (c >= 0xC0 && c < SHARP_S);
}

static bool is_letter(uint32_t c)
{
    return is_small(c) || is_capital(c) || (c > LAST_LATIN_1 && c <= LAST_EXTENDED_A);
}

/* What windows-1252 shows for this byte is no letter, and may not close a word that is quoted. */
static bool is_sign(unsigned byte)
{
    static const char others[] = "\x83\x8A\x8C\x8E\x92\x9A\x9C\x9E\x9F\xA0\xAA\xB5\xBA\xBB";
    return !strchr(others, (char)byte);
}

static bool is_ordinal(unsigned byte)
{
    return byte == 0xAA || byte == 0xBA;
}

/* ISO-8859-15 has the same elsewhere, so that the byte may have been another. */
static bool is_elsewhere(unsigned byte)
{
    static const char signs[] = "\x80\x8A\x8C\x8E\x9A\x9C\x9E\x9F";
    return strchr(signs, (char)byte);
}

/* Dashes, quotation marks and the rest of their block (â€™), arrows, the signs of euro and trade mark, emoji (ðŸ˜€). */
static bool is_seen_by_itself(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x203F) || (c >= 0x2190 && c <= 0x21FF) || c == 0x20AC || c == 0x2122 ||
           (c >= 0x1F300 && c < 0x1FB00);
}

/* Letters of Latin Extended-A begin with other letters than A, and need a word around them. */
static bool is_extended_in_place(unsigned byte, uint32_t before, bool goes_on)
{
    bool in_word = is_small(before) || before > LAST_LATIN_1;
    return is_sign(byte) ? goes_on || in_word : is_ordinal(byte) && in_word;
}

/* Where no word of capitals stands before it. */
static bool is_latin_1_in_place(uint32_t c, unsigned byte, uint32_t before, unsigned char after)
{
    bool goes_on = is_small(after), begins = !is_letter(before);
    if (byte == CLOSING_QUOTE) /* not «Â», a letter that is quoted */
        return goes_on || is_small(before) || (c == CLOSING_QUOTE && begins && before != OPENING_QUOTE);
    if (is_elsewhere(byte)) /* ß within words, Ü before them */
        return c == SHARP_S ? is_small(before) : c == CAPITAL_U && goes_on && begins;
    if (after == ' ' && begins && is_sign(byte))
        return true; /* Ãˆ, a word */
    return byte == NO_BREAK_SPACE || (byte > NO_BREAK_SPACE && is_sign(byte)) || (byte != APOSTROPHE && goes_on);
}

bool in_place_1252(uint32_t c, uint32_t before2, uint32_t before, unsigned char after)
{
    unsigned byte = 0x80 | (c & 0x3F);
    bool goes_on = is_small(after), capital_follows = after >= 'A' && after <= 'Z';
    if (c > LAST_EXTENDED_A)
        return is_seen_by_itself(c);
    if (is_capital(before) && (is_letter(before2) || capital_follows))
        return c <= LAST_LATIN_1 && is_sign(byte) && (byte > NO_BREAK_SPACE ? goes_on : capital_follows);
    return c > LAST_LATIN_1 ? is_extended_in_place(byte, before, goes_on) : is_latin_1_in_place(c, byte, before, after);
}
