/* private_use_read.c: which origin explains a line's private-use characters.  Comes in: the survey of the line.  Goes
 * out: how to read the line, and the origin of each character.  Never: takes an origin whose company does not fit, for
 * most code points have several. */
#include "judge/judge.h"
#include "repair/private_use.h"

/* At most so many emoji in a row count as emoji in Latin text; longer runs are words of made-up scripts.  Runs above
 * RUN_MAX are no text of any origin: even old Hangul has syllables of today and signs between. */
enum { EMOJI_RUN = 4, ARABIC_RUN = 3, RUN_MAX = 256, UAO_ALONE = 3, PINYIN_LETTERS = 6 };

/* Han that cost more are a dictionary's, or damage: text costs 7 to 14 bits a character, short sentences most. */
enum { HAN_COST_MAX = 15 * JUDGE_BIT };

static bool held(const struct survey *survey, enum private_origin origin)
{
    return survey->holds >> origin & 1;
}

/* UTF-8 read as GBK gives Han that neither standard has, mixed from both. */
static bool is_mixed_han(const struct survey *survey)
{
    size_t odd = survey->neither + (survey->big5_only < survey->gb_only ? survey->big5_only : survey->gb_only);
    return odd > 1 && 4 * odd > survey->han;
}

static bool is_no_text(const struct survey *survey)
{
    return survey->han > 1 && survey->han_cost > (uint64_t)HAN_COST_MAX * survey->han;
}

static bool is_icon_line(const struct survey *survey)
{
    bool mixed = survey->symbols > 0 && survey->body > 0; /* a symbol font has no others */
    if (survey->lone < survey->privates || (survey->icons == 0 && !mixed))
        return false;
    return !(survey->kana > 0 && held(survey, PRIVATE_DOCOMO));
}

/* Kana in Chinese text, such as a lone の, does not make it Japanese. */
static bool is_japanese(const struct survey *survey)
{
    return survey->kana > 0 && !(survey->big5_only > 1 && 4 * survey->kana < survey->han);
}

static enum private_origin read_japanese(const struct survey *survey)
{
    static const enum private_origin carriers[] = {PRIVATE_DOCOMO,    PRIVATE_SOFTBANK,       PRIVATE_KDDI,
                                                   PRIVATE_KDDI_SJIS, PRIVATE_SOFTBANK_SJIS, PRIVATE_APPLE_JAPANESE};
    if (survey->gaiji > 0 || survey->cut > 0)
        return PRIVATE_ORIGINS;
    for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
        if (held(survey, carriers[i]))
            return carriers[i];
    return PRIVATE_ORIGINS;
}

/* Emoji amid Chinese or Korean follow a phrase. */
static bool is_emoji_line(const struct survey *survey)
{
    return held(survey, PRIVATE_SOFTBANK) && survey->between_han == 0 && survey->cut == 0 && !is_mixed_han(survey) &&
           survey->longest <= EMOJI_RUN;
}

/* Everyday characters that HKSCS would read as rare ones: one beside kana or a code that HKSCS lacks, or several. */
static bool is_uao(const struct survey *survey)
{
    return survey->uao_common + survey->eten == survey->body && survey->hkscs_common == 0 &&
           survey->uao_common >= (survey->eten_kana + survey->kana + survey->symbols_in_text > 0 ? 1 : UAO_ALONE);
}

static enum private_origin read_big5(const struct survey *survey, enum unbake_level level)
{
    bool uao = level != UNBAKE_SAFE && held(survey, PRIVATE_UAO);
    if (survey->cut > 0 || 6 * (survey->gb_only + survey->neither) > survey->han)
        return PRIVATE_ORIGINS;
    if (level != UNBAKE_SAFE && is_emoji_line(survey) && survey->sentence_ends == survey->body)
        return PRIVATE_SOFTBANK;
    if (held(survey, PRIVATE_HKSCS) && !(uao && is_uao(survey)))
        return PRIVATE_HKSCS;
    return uao ? PRIVATE_UAO : PRIVATE_ORIGINS;
}

static void read_chinese(struct reading *reading, const struct survey *survey, enum unbake_level level)
{
    bool neutral = survey->big5_only == 0 && survey->gb_only == 0;
    bool cantonese = neutral && 2 * survey->cantonese >= survey->body &&
                     (survey->between_han > 0 || !held(survey, PRIVATE_SOFTBANK));
    bool big5 = survey->big5_only > survey->gb_only || (survey->eten > 0 && survey->gb_only == 0) ||
                (cantonese && survey->body > 0 && !held(survey, PRIVATE_GBK));
    bool rows = survey->body > 0 && (survey->gb_only > survey->big5_only || held(survey, PRIVATE_GBK));
    if (is_mixed_han(survey) || is_no_text(survey) || survey->cut > 0 || (!big5 && survey->beside_rare > 0))
        return;
    if (big5)
        reading->body = read_big5(survey, level);
    else if (rows)
        reading->gb = true;
    if (reading->body == PRIVATE_ORIGINS && !big5 && level != UNBAKE_SAFE && is_emoji_line(survey))
        reading->body = PRIVATE_SOFTBANK;
}

static bool is_latin_emoji(const struct survey *survey, enum unbake_level level)
{
    if (level == UNBAKE_SAFE || !held(survey, PRIVATE_SOFTBANK) || survey->letters == 0)
        return false;
    if (survey->inside + survey->leading + survey->sole + survey->medieval > 0 || survey->longest > EMOJI_RUN)
        return false;
    return survey->trailing > 0 || level == UNBAKE_BOLD;
}

static bool is_arabic_font(const struct survey *survey)
{
    return survey->letters + survey->han + survey->kana + survey->hangul == 0 && survey->longest >= ARABIC_RUN &&
           2 * survey->lone < survey->privates;
}

static enum private_origin read_other(const struct survey *survey, enum unbake_level level)
{
    if (is_arabic_font(survey) && held(survey, PRIVATE_ARABIC_SIMPLIFIED))
        return PRIVATE_ARABIC_SIMPLIFIED;
    if (is_arabic_font(survey) && held(survey, PRIVATE_ARABIC_TRADITIONAL))
        return PRIVATE_ARABIC_TRADITIONAL;
    if (is_latin_emoji(survey, level))
        return PRIVATE_SOFTBANK;
    bool formula = survey->operators > 0 && survey->digits + survey->letters > 0;
    return level == UNBAKE_BOLD && formula && held(survey, PRIVATE_MATHEMATICA) ? PRIVATE_MATHEMATICA : PRIVATE_ORIGINS;
}

struct reading read_survey(const struct survey *survey, enum unbake_level level)
{
    struct reading reading = {.body = PRIVATE_ORIGINS};
    reading.leave = survey->about_code_points || is_icon_line(survey) || survey->longest > RUN_MAX;
    if (reading.leave)
        return reading;
    if (survey->hangul > 0 && held(survey, PRIVATE_HANYANG) && survey->lone < survey->privates)
        reading.body = PRIVATE_HANYANG;
    else if (survey->hangul > 0)
        reading.body = level != UNBAKE_SAFE && is_emoji_line(survey) && survey->lone < survey->privates
                           ? PRIVATE_SOFTBANK : PRIVATE_ORIGINS; /* those that stand alone are icons of a menu */
    else if (is_japanese(survey))
        reading.body = read_japanese(survey);
    else if (survey->han > 0)
        read_chinese(&reading, survey, level);
    else
        reading.body = read_other(survey, level);
    return reading;
}

static enum private_origin first_of(const enum private_origin *origins, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (private_use_has(origins[i], c))
            return origins[i];
    return PRIVATE_ORIGINS;
}

static enum private_origin explain_thai(const struct spot *spot)
{
    static const enum private_origin thai[] = {PRIVATE_THAI_WINDOWS, PRIVATE_THAI_MAC};
    bool beside = is_thai(spot->run_before) || (spot->run_before != SPOT_EDGE && is_thai(spot->run_after));
    return beside || is_thai(spot->run_after) ? first_of(thai, 2, spot->c) : PRIVATE_ORIGINS;
}

static bool is_text(uint32_t c)
{
    return c < SPOT_EDGE && !is_blank(c);
}

/* Most hints stand before the characters that they group; those from F870 vary the one before or after them. */
static enum private_origin explain_hint(const struct spot *spot, const struct survey *survey)
{
    bool cjk = survey->han + survey->kana + survey->hangul > 0;
    bool company = is_text(spot->after) || (spot->c >= 0xF870 && is_text(spot->before));
    return cjk && company ? PRIVATE_APPLE_HINT : PRIVATE_ORIGINS;
}

static enum private_origin explain_body(const struct spot *spot, const struct reading *reading)
{
    static const enum private_origin gb[] = {PRIVATE_GBK, PRIVATE_GB18030_2000, PRIVATE_GB18030_2005, PRIVATE_GBK_A3A0};
    static const enum private_origin hkscs[] = {PRIVATE_HKSCS, PRIVATE_ETEN};
    static const enum private_origin uao[] = {PRIVATE_UAO, PRIVATE_HKSCS, PRIVATE_ETEN};
    if (reading->body == PRIVATE_HKSCS)
        return first_of(hkscs, 2, spot->c);
    if (reading->body == PRIVATE_UAO)
        return first_of(uao, 3, spot->c);
    if (reading->body != PRIVATE_ORIGINS)
        return first_of(&reading->body, 1, spot->c);
    return reading->gb ? first_of(gb, sizeof gb / sizeof *gb, spot->c) : PRIVATE_ORIGINS;
}

/* Ligature slots of old fonts, inside a word. */
static enum private_origin explain_ligature(const struct spot *spot)
{
    bool inside = is_letter(spot->before) || is_letter(spot->after);
    return inside && private_use_has(PRIVATE_WGL4, spot->c) ? PRIVATE_WGL4 : PRIVATE_ORIGINS;
}

/* Old-style figures and small capitals come in words; single ones hang on to a word. */
static enum private_origin explain_adobe(const struct spot *spot, const struct survey *survey)
{
    bool glued = is_letter(spot->before) || is_digit(spot->before) || is_letter(spot->after) || is_digit(spot->after);
    if (spot->run_min < 0xF634 || spot->run_max > 0xF7FF)
        return PRIVATE_ORIGINS;
    bool figure = spot->c >= 0xF730 && spot->c <= 0xF739;
    bool word = figure && spot->run == 1 && is_letter(spot->before) && is_letter(spot->after);
    if (survey->han + survey->kana + survey->hangul + survey->medieval > 0 || (spot->run < 2 && !glued) || word)
        return PRIVATE_ORIGINS;
    return private_use_has(PRIVATE_ADOBE, spot->c) ? PRIVATE_ADOBE : PRIVATE_ORIGINS;
}

/* Beside half-width kana, Greek or Hebrew these are bytes that a decoder parked; in words they are Klingon. */
static enum private_origin explain_glyph(const struct spot *spot, const struct survey *survey)
{
    static const enum private_origin glyphs[] = {PRIVATE_SYMBOL_GLYPHS, PRIVATE_ZAPF_GLYPHS};
    bool parked = (spot->before >= 0x80 && spot->before < 0x2000 && spot->before != 0xA0) ||
                  (spot->after >= 0x80 && spot->after < 0x2000 && spot->after != 0xA0) ||
                  (spot->before >= 0xFF61 && spot->before < 0xFFA0);
    bool text = survey->letters + survey->digits + survey->han + survey->kana > 0;
    if (parked || !text || survey->longest > 1 || (is_letter(spot->before) && is_letter(spot->after)))
        return PRIVATE_ORIGINS;
    return first_of(glyphs, 2, spot->c);
}

/* The first bullet of a line, as LibreOffice wrote those of Wingdings. */
static enum private_origin explain_opensymbol(const struct spot *spot, const struct survey *survey)
{
    bool bullet = spot->behind == SPOT_EDGE && is_blank(spot->after) && spot->beyond < SPOT_EDGE &&
                  !is_private_use(spot->beyond) && survey->han + survey->kana + survey->hangul == 0;
    return bullet && private_use_has(PRIVATE_OPENSYMBOL, spot->c) ? PRIVATE_OPENSYMBOL : PRIVATE_ORIGINS;
}

/* ḿ and ǹ of pinyin, the only letters among the GBK rows: in hǹg, ǹg and hḿ, or in a line of few letters more. */
static enum private_origin explain_pinyin(const struct spot *spot, const struct survey *survey)
{
    bool beside = is_letter(spot->before) || is_letter(spot->after), syllable = spot->before == 'h' || spot->after == 'g';
    if (!beside || spot->run != 1 || (spot->c != 0xE7C7 && spot->c != 0xE7C8) ||
        (!syllable && survey->letters > PINYIN_LETTERS))
        return PRIVATE_ORIGINS;
    return spot->c == 0xE7C8 ? PRIVATE_GBK : PRIVATE_GB18030_2000;
}

static enum private_origin explain_latin(const struct spot *spot, const struct survey *survey)
{
    enum private_origin origin = explain_ligature(spot);
    if (origin == PRIVATE_ORIGINS)
        origin = explain_adobe(spot, survey);
    if (origin == PRIVATE_ORIGINS)
        origin = explain_glyph(spot, survey);
    if (origin == PRIVATE_ORIGINS && survey->cut == 0)
        origin = explain_pinyin(spot, survey);
    return origin == PRIVATE_ORIGINS ? explain_opensymbol(spot, survey) : origin;
}

enum private_origin explain_spot(const struct spot *spot, const struct survey *survey, const struct reading *reading,
                                 enum unbake_level level)
{
    if (reading->leave)
        return PRIVATE_ORIGINS;
    enum private_origin origin = explain_thai(spot);
    if (origin != PRIVATE_ORIGINS)
        return origin;
    if (private_use_has(PRIVATE_GOOGLE, spot->c))
        return is_sole(spot) ? PRIVATE_ORIGINS : PRIVATE_GOOGLE;
    origin = explain_body(spot, reading);
    if (origin != PRIVATE_ORIGINS)
        return is_sole(spot) || opens_label(spot) ? PRIVATE_ORIGINS : origin;
    if (private_use_has(PRIVATE_APPLE_HINT, spot->c))
        return explain_hint(spot, survey);
    if (spot->c >= 0xF020 && spot->c <= 0xF0FF)
        return is_sole(spot) ? PRIVATE_ORIGINS : explain_symbol(spot, survey, level);
    return reading->body == PRIVATE_ORIGINS ? explain_latin(spot, survey) : PRIVATE_ORIGINS;
}
