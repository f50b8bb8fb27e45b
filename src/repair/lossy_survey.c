/* lossy_survey.c: how much of a line is UTF-8 with marks of loss?  Comes in: a line encoded for a reader.  Goes out:
 * counts of bytes that belong to UTF-8 and that do not.  Never: asks the judge. */
#include "repair/lossy_survey.h"

#include "repair/lossy_bytes.h"

enum {
    REPLACEMENT_CHARACTER = 0xFFFD, MIDDLE_DOT = 0x30FB, SIGN_1 = 0xE2, SIGN_2 = 0x80,
    EXCUSED = 2, LED_MIN = 4, SOLID_MIN = 2, BEGUN_MIN = 2, BROKEN_LED_MIN = 2,
    FEW_BROKEN = 2 /* characters that lack a byte: the judge may be asked, and must be sure */
};

bool lossy_is_mark(uint32_t c)
{
    return c == '?' || c == REPLACEMENT_CHARACTER || c == MIDDLE_DOT;
}

bool lossy_is_marked(const struct text *text)
{
    const struct glyph *glyph = text->glyph;
    for (size_t i = 0; i < text->n; i++)
        if (lossy_is_mark(glyph[i].c) && ((i && glyph[i - 1].c >= 0x80) || (i + 1 < text->n && glyph[i + 1].c >= 0x80)))
            return true;
    return false;
}

/* After a mark, some bytes may lack the beginning of their character. */
static void survey_byte(struct survey *s, unsigned byte)
{
    s->last = byte;
    if (byte >= 0x80 && byte < 0xC0 && (s->wanted || s->excused)) {
        s->solid++;
        s->led += s->wanted > 0;
        s->excused -= s->excused > 0;
        s->wanted -= s->wanted > 0;
        if (s->wanted == 0 && s->first)
            s->scripts |= lossy_script(s->first);
        return;
    }
    s->excused = 0;
    s->first = byte < 0xC2 || byte > 0xF4 ? 0 : byte;
    s->strange += (s->wanted > 0) + (byte >= 0x80 && !s->first);
    s->wanted = !s->first ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
}

bool lossy_is_enough(const struct survey *survey)
{
    return survey->led >= LED_MIN || (survey->signs && !survey->strange) || (survey->lost && survey->solid >= SOLID_MIN) ||
           (survey->begun && survey->begun + survey->solid >= BEGUN_MIN);
}

bool lossy_is_broken(const struct survey *survey)
{
    int missing = survey->strange + (survey->wanted > 0);
    return missing > 0 && (missing <= FEW_BROKEN || (survey->led >= BROKEN_LED_MIN && survey->led > 2 * survey->strange));
}

unsigned lossy_dropped(const struct source_text *source)
{
    bool microsoft = false;
    for (size_t i = 0; i < source->text->n; i++) {
        uint32_t c = source->text->glyph[i].c;
        if (c >= 0x80 && c < 0xA0)
            return LIMIT_NONE;
        microsoft |= c >= 0x100 && source->encoded[i] >= 0x80 && source->encoded[i] < 0xA0;
    }
    return microsoft ? LIMIT_HOLE : LIMIT_CONTROL;
}

/* Too much is lost then: the sign and what follows it. */
static bool may_have_eaten(const struct source_text *source, size_t mark)
{
    return source->text->glyph[mark].c != REPLACEMENT_CHARACTER && mark && source->encoded[mark - 1] > 0xFF;
}

struct survey lossy_survey_of(const struct source_text *source)
{
    const struct text *text = source->text;
    struct survey s = {.scripts = SCRIPT_SIGNS};
    for (size_t i = 0; i < text->n; i++) {
        unsigned bytes = source->encoded[i];
        if (lossy_is_mark(text->glyph[i].c)) {
            s.lost += text->glyph[i].c == REPLACEMENT_CHARACTER;
            s.begun += text->glyph[i].c == REPLACEMENT_CHARACTER && s.wanted == 1 && s.first == s.last;
            s.signs += s.wanted == 1 && s.first == SIGN_1 && s.last == SIGN_2 && !may_have_eaten(source, i);
            s.wanted = s.first = 0;
            s.excused = EXCUSED;
            continue;
        }
        if (bytes == SOURCE_NO_BYTES) {
            s.strange += 2;
            s.wanted = s.first = s.excused = 0;
            continue;
        }
        if (bytes > 0xFF)
            survey_byte(&s, bytes >> 8);
        else
            s.excused = 0;
        survey_byte(&s, bytes & 0xFF);
    }
    return s;
}
