/* private_use.c: private-use characters whose origin is known.  Comes in: a line with private-use characters.
 * Goes out: the same line, each character that one origin explains replaced by what it stood for there.  Never: guesses
 * where no origin fits, or where icon fonts and made-up scripts are as likely. */
#include "repair/private_use.h"

#include "repair/margin.h"

static const char *const STEPS[PRIVATE_ORIGINS] = {
    [PRIVATE_GBK] = "code page 936: private use where GB18030 has a character",
    [PRIVATE_GB18030_2000] = "GB18030-2000: private use until the 2005 edition",
    [PRIVATE_GB18030_2005] = "GB18030-2005: private use until Unicode had it",
    [PRIVATE_GBK_A3A0] = "GBK bytes A3 A0: a full-width blank in private use",
    [PRIVATE_HKSCS] = "Big5-HKSCS was read as plain Big5: private use for Hong Kong characters",
    [PRIVATE_ETEN] = "Big5 with the ETEN extension was read as plain Big5",
    [PRIVATE_UAO] = "Big5 with Unicode-at-on was read as plain Big5",
    [PRIVATE_SOFTBANK] = "SoftBank emoji in private use",
    [PRIVATE_DOCOMO] = "DoCoMo emoji in private use",
    [PRIVATE_KDDI] = "KDDI emoji in private use",
    [PRIVATE_GOOGLE] = "Google emoji in private use",
    [PRIVATE_KDDI_SJIS] = "KDDI emoji in Shift_JIS were read as code page 932",
    [PRIVATE_SOFTBANK_SJIS] = "SoftBank emoji in Shift_JIS were read as code page 932",
    [PRIVATE_HANYANG] = "Hanyang old Hangul in private use",
    [PRIVATE_SYMBOL] = "Symbol font: its codes at U+F000",
    [PRIVATE_BULLET] = "Symbol or Wingdings bullet: its code at U+F000",
    [PRIVATE_CHECKBOX] = "Wingdings 2 box: its code at U+F000",
    [PRIVATE_SYMBOL_GLYPHS] = "Symbol font: glyph in Adobe's corporate area",
    [PRIVATE_ZAPF_GLYPHS] = "Zapf Dingbats: glyph in Adobe's corporate area",
    [PRIVATE_WINGDINGS] = "Wingdings: its codes at U+F000",
    [PRIVATE_OPENSYMBOL] = "OpenSymbol: LibreOffice's private copy of Wingdings",
    [PRIVATE_ADOBE] = "Adobe's corporate area: glyph variants in private use",
    [PRIVATE_APPLE_HINT] = "Apple's transcoding hint",
    [PRIVATE_APPLE_JAPANESE] = "Apple's MacJapanese: private use for one character of several",
    [PRIVATE_THAI_WINDOWS] = "Windows Thai font: shifted marks in private use",
    [PRIVATE_THAI_MAC] = "Apple's Thai font: shifted marks in private use",
    [PRIVATE_ARABIC_SIMPLIFIED] = "Simplified Arabic font: shapes in private use",
    [PRIVATE_ARABIC_TRADITIONAL] = "Traditional Arabic font: shapes in private use",
    [PRIVATE_WGL4] = "old Windows fonts: ligature in private use",
    [PRIVATE_MATHEMATICA] = "Mathematica: its own private use",
};
/* A mended character may be the company that explains another.  Each pass costs linear time; hardly any line takes a
 * third. */
enum { PASSES_MAX = 4 };

static const char ARROW_KEYS[] = "Apple's arrow keys typed into text";

/* Neighbouring characters of one origin become one edit. */
struct batch {
    size_t at, len;
    const char *steps; /* NULL: empty */
    struct bytes with;
};

static bool flush(struct batch *batch, struct line *line)
{
    const char *steps = batch->steps;
    const char *with = batch->with.len ? batch->with.data : "";
    batch->steps = NULL;
    if (!steps)
        return true;
    line->margin = margin_of_edit(line, batch->at, batch->len, with, batch->with.len);
    return line_edit(line, batch->at, batch->len, with, batch->with.len, "private-use", steps);
}

static bool add(struct batch *batch, struct line *line, const struct spot *spot, const char *steps,
                const uint32_t *text, int n)
{
    if (batch->steps != steps || batch->at + batch->len != spot->at) {
        if (!flush(batch, line))
            return false;
        *batch = (struct batch){.at = spot->at, .steps = steps, .with = batch->with};
        bytes_clear(&batch->with);
    }
    batch->len += spot->len;
    for (int i = 0; i < n; i++)
        if (!bytes_append_char(&batch->with, text[i]))
            return false;
    return true;
}

/* The keys that a Cocoa program took for text stand at the end of it. */
static bool is_arrow_key(const struct spot *spot, const struct reading *reading)
{
    return !reading->leave && reading->body == PRIVATE_ORIGINS && spot->run_min >= 0xF700 && spot->run_max <= 0xF703 &&
           spot->run_after == SPOT_EDGE && spot->run_before < SPOT_EDGE && !is_thai(spot->run_before) &&
           !is_blank(spot->run_before);
}

static bool mend(struct batch *batch, struct line *line, const struct spot *spot, const struct survey *survey,
                 const struct reading *reading, enum unbake_level level)
{
    uint32_t text[PRIVATE_TEXT_MAX];
    if (level != UNBAKE_SAFE && is_arrow_key(spot, reading))
        return add(batch, line, spot, ARROW_KEYS, text, 0);
    enum private_origin origin = explain_spot(spot, survey, reading, level);
    int n = origin == PRIVATE_ORIGINS ? -1 : private_use_text(origin, spot->c, text);
    return n < 0 || add(batch, line, spot, STEPS[origin], text, n);
}

static bool mend_all(struct line *line, const struct survey *survey, const struct reading *reading,
                     enum unbake_level level)
{
    struct batch batch = {0};
    struct walk walk = walk_line(line);
    struct spot spot;
    bool good = true;
    line_begin_edits(line);
    while (good && walk_next(&walk, &spot))
        good = mend(&batch, line, &spot, survey, reading, level);
    good = good && flush(&batch, line);
    bytes_free(&batch.with);
    return good && line_end_edits(line);
}

enum unbake_status repair_private_use(struct repair *repair, struct line *line)
{
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        struct survey survey = survey_line(repair, line);
        if (survey.privates == 0)
            return UNBAKE_OK;
        struct reading reading = read_survey(&survey, repair->level);
        if (reading.leave)
            return UNBAKE_OK;
        uint64_t before = line->changes;
        if (!mend_all(line, &survey, &reading, repair->level))
            return UNBAKE_NO_MEMORY;
        if (line->changes == before)
            return UNBAKE_OK;
    }
    return UNBAKE_OK;
}
