/* private_use_symbol.c: characters of symbol fonts at U+F020-F0FF.  Comes in: such a character and its neighbours.
 * Goes out: whether it is a bullet, a box of a form, or a character of the Symbol font.  Never: knows the font's name,
 * which is lost; the place in the line is all there is, and icon fonts use the same codes. */
#include "repair/private_use.h"

/* A bullet may touch a blank of another origin; longer mixtures are no text in a symbol font. */
enum { MIXED_RUN = 3 };

static enum private_origin if_has(enum private_origin origin, uint32_t c)
{
    return private_use_has(origin, c) ? origin : PRIVATE_ORIGINS;
}

/* U+F0B7 is a bullet in Symbol itself. */
static enum private_origin bullet_or_box(uint32_t c)
{
    if (c == 0xF0B7)
        return PRIVATE_SYMBOL;
    return private_use_has(PRIVATE_BULLET, c) ? PRIVATE_BULLET : if_has(PRIVATE_CHECKBOX, c);
}

/* Codes that are a box, a tick or a cross in Wingdings or Wingdings 2, and hardly anything in Symbol. */
static bool is_box(uint32_t c)
{
    return c == 0xF06F || c == 0xF0A8 || (c >= 0xF0FB && c <= 0xF0FE) || c == 0xF052 || c == 0xF0A3;
}

/* What Word and Outlook put in while one types: smileys, and arrows between words. */
static bool is_typed(const struct spot *spot)
{
    uint32_t c = spot->c;
    return c == 0xF04A || c == 0xF04C || (spot->beyond != SPOT_EDGE && (c == 0xF0E0 || c == 0xF0DF || c == 0xF0E8));
}

/* Bullets that a program sets by itself. */
static bool is_common_bullet(uint32_t c)
{
    return c == 0xF0B7 || c == 0xF0A7 || c == 0xF0D8 || c == 0xF0FC || c == 0xF06C || c == 0xF06E || c == 0xF076;
}

static bool is_formula(const struct spot *spot, const struct survey *survey)
{
    return survey->operators > 0 || survey->symbols > 2 || is_digit(spot->beyond) || is_digit(spot->behind);
}

static enum private_origin explain_first(const struct spot *spot, const struct survey *survey, enum unbake_level level)
{
    uint32_t c = spot->c;
    if (is_operator(spot->beyond) || (c == 0xF0A3 && is_digit(spot->beyond)))
        return if_has(PRIVATE_SYMBOL, c);
    enum private_origin origin = bullet_or_box(c);
    if (origin != PRIVATE_ORIGINS || is_digit(spot->beyond) || survey->operators > 0)
        return origin != PRIVATE_ORIGINS ? origin : if_has(PRIVATE_SYMBOL, c);
    if (is_letter(spot->after) || spot->after == '-')
        return c < 0xF0A0 ? if_has(PRIVATE_SYMBOL, c) : PRIVATE_ORIGINS;
    return level == UNBAKE_BOLD ? if_has(PRIVATE_WINGDINGS, c) : PRIVATE_ORIGINS;
}

/* Between spaces without a sign of a formula, icons are as likely, except where prose goes on in small
 * letters; and so they are at the head of a label. */
static bool may_be_icon(const struct spot *spot, const struct survey *survey)
{
    bool spaced = (is_blank(spot->before) || spot->before == SPOT_EDGE) &&
                  (is_blank(spot->after) || spot->after == SPOT_EDGE);
    bool prose = spot->behind >= 'a' && spot->beyond >= 'a' && spot->behind < SPOT_EDGE && spot->beyond < SPOT_EDGE &&
                 !is_private_use(spot->behind) && !is_private_use(spot->beyond);
    bool formula = is_operator(spot->behind) || is_operator(spot->beyond) || is_digit(spot->behind) ||
                   is_digit(spot->beyond) || (survey->operators > 0 && survey->digits > 0);
    return opens_label(spot) || (spaced && !prose && !formula && survey->symbols < 3);
}

static enum private_origin explain_pair(const struct spot *spot, const struct survey *survey)
{
    bool pair = survey->opening > 0 && survey->closing > 0;
    if (spot->c == 0xF02A)
        return survey->at_signs > 0 ? PRIVATE_BULLET : if_has(PRIVATE_SYMBOL, spot->c);
    return pair || spot->c == 0xF029 ? if_has(PRIVATE_SYMBOL, spot->c) : PRIVATE_BULLET;
}

static enum private_origin explain_inner(const struct spot *spot, const struct survey *survey)
{
    uint32_t c = spot->c;
    bool option = is_han(spot->after) && (is_box(c) || (!is_han(spot->before) && (c == 0xF04F || c == 0xF050)));
    if (option)
        return private_use_has(PRIVATE_CHECKBOX, c) ? PRIVATE_CHECKBOX : PRIVATE_BULLET;
    if (is_box(c) && c > 0xF0A3 && survey->symbols < 3 && survey->operators == 0)
        return PRIVATE_BULLET;
    if (is_typed(spot) && !is_formula(spot, survey) && (is_blank(spot->after) || spot->after == SPOT_EDGE))
        return PRIVATE_BULLET;
    if ((c == 0xF0A7 || c == 0xF0D8) && is_blank(spot->after) && survey->operators == 0)
        return PRIVATE_BULLET;
    return may_be_icon(spot, survey) ? PRIVATE_ORIGINS : if_has(PRIVATE_SYMBOL, c);
}

static enum private_origin explain_safely(const struct spot *spot, const struct survey *survey)
{
    uint32_t c = spot->c;
    if (spot->behind == SPOT_EDGE && spot->beyond < SPOT_EDGE && is_common_bullet(c) && !is_operator(spot->beyond))
        return bullet_or_box(c);
    bool relation = c == 0xF0A3 || c == 0xF0B3 || c == 0xF0B1 || c == 0xF0B4 || c == 0xF0B0;
    return relation && survey->digits > 0 && spot->behind != SPOT_EDGE ? PRIVATE_SYMBOL : PRIVATE_ORIGINS;
}

enum private_origin explain_symbol(const struct spot *spot, const struct survey *survey, enum unbake_level level)
{
    if (spot->run > MIXED_RUN && (spot->run_min < 0xF020 || spot->run_max > 0xF0FF))
        return PRIVATE_ORIGINS;
    if (level == UNBAKE_SAFE)
        return explain_safely(spot, survey);
    if (spot->c >= 0xF028 && spot->c <= 0xF02A)
        return explain_pair(spot, survey);
    return spot->behind == SPOT_EDGE ? explain_first(spot, survey, level) : explain_inner(spot, survey);
}
