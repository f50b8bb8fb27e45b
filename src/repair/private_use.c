/* private_use.c: private-use characters whose origin is known.  Comes in: a line with private-use characters.  Goes out:
 * the same line, each character that one origin explains replaced by what it stood for there.  Never: guesses where no
 * origin fits, or where icon fonts and made-up scripts are as likely. */
#include "base/utf8.h"
#include "repair/repair.h"
#include "tables/characters.h"
#include "tables/private_use.h"

static bool is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

static const struct { enum private_origin origin; const char *steps; } gb[] = {
    {PRIVATE_GBK, "code page 936: private use where GB18030 has a character"},
    {PRIVATE_GB18030_2000, "GB18030-2000: private use until the 2005 edition"},
    {PRIVATE_GB18030_2005, "GB18030-2005: private use until Unicode had it"},
    {PRIVATE_GBK_A3A0, "GBK byte pair A3 A0: a full-width blank"},
};

struct counts { size_t common, traditional, cut; };

static struct counts count_line(const struct line *line)
{
    struct counts counts = {0};
    uint32_t before = 0, c;
    for (size_t at = 0, len; at < line->text.len; at += len ? len : 1, before = c) {
        len = utf8_decode(line->text.data + at, line->text.len - at, &c);
        if (!len)
            c = 0xFFFD;
        unsigned flags = character_flags(c);
        counts.common += is_han(c) && (flags & CHARACTER_COMMON_HAN);
        counts.traditional += is_han(c) && (flags & CHARACTER_TRADITIONAL);
        bool lost = c == '?' || c == 0xFFFD, lost_before = before == '?' || before == 0xFFFD;
        counts.cut += (lost && before >= 0xE000 && before < 0xE865) || (lost_before && c >= 0xE000 && c < 0xE865);
    }
    return counts;
}

static bool edit(struct line *line, size_t at, size_t len, uint32_t c)
{
    uint32_t text[PRIVATE_TEXT_MAX];
    for (size_t i = 0; i < sizeof gb / sizeof *gb; i++) {
        if (private_use_text(gb[i].origin, c, text) != 1)
            continue;
        char with[UTF8_MAX];
        return line_edit(line, at, len, with, utf8_encode(text[0], with), "private-use", gb[i].steps);
    }
    return true;
}

enum unbake_status repair_private_use(struct repair *repair, struct line *line)
{
    (void)repair;
    struct counts counts = count_line(line);
    if (counts.common == 0 || counts.cut > 0 || counts.traditional * 2 > counts.common)
        return UNBAKE_OK;
    line_begin_edits(line);
    uint32_t c;
    for (size_t at = 0, len; at < line->text.len; at += len ? len : 1) {
        len = utf8_decode(line->text.data + at, line->text.len - at, &c);
        if (len && !edit(line, at, len, c))
            return UNBAKE_NO_MEMORY;
    }
    return line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
