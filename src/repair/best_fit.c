/* best_fit.c: characters that were replaced by similar ones.  Comes in: the characters of a line.  Goes out: those of
 * code page 437 that stood there before.  Never: touches more than what no word looks like.
 *
 * A console that shows UTF-8 in code page 437 writes a dash as three characters, the first of which is a capital gamma.
 * Programs that then write windows-1252 take the G that fits it best, after Microsoft's table bestfit1252.txt. */
#include "repair/best_fit.h"

enum { CAPITAL_GAMMA = 0x393, C_CEDILLA = 0xC7, A_RING = 0xE5 };

/* What bytes 0x90 to 0xBF of code page 437 become in windows-1252, as far as punctuation and arrows need them. */
static bool is_third(uint32_t c)
{
    static const uint16_t thirds[] = {0xC9, 0xE6, 0xC6, 0xF4, 0xF6, 0xF2, 0xFB, 0xF9, 0xD6, 0xDC, 0xA2, 0xA3, 0xA5, 0x192,
                                      0xE1, 0xED, 0xF3, 0xFA, 0xF1, 0xD1, 0xAA, 0xBA};
    for (size_t i = 0; i < sizeof thirds / sizeof thirds[0]; i++)
        if (c == thirds[i])
            return true;
    return false;
}

void best_fit_undo(struct text *text)
{
    for (size_t i = 0; i + 2 < text->n; i++) {
        struct glyph *g = &text->glyph[i];
        if (g[0].c == 'G' && (g[1].c == C_CEDILLA || g[1].c == A_RING) && is_third(g[2].c))
            g[0].c = CAPITAL_GAMMA;
    }
}
