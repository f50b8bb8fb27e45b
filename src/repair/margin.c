/* margin.c: by how much a repair won.  Comes in: what it won by in the judge's unit, or an edit.  Goes out: bits, as
 * unbake_change tells them.  Never: looks farther than the judge does. */
#include "repair/margin.h"

#include "base/utf8.h"
#include "judge/judge.h"

enum {
    MARGIN_MOST = 64,
    AROUND = 2 /* characters before the one at hand that the judge looks at */
};

double margin_of(int64_t eighths)
{
    int64_t most = (int64_t)MARGIN_MOST * JUDGE_BIT;
    return (double)(eighths < 1 ? 1 : eighths > most ? most : eighths) / JUDGE_BIT;
}

static int64_t read_on(struct judge_context *context, const char *text, size_t n, size_t most)
{
    int64_t cost = 0;
    for (size_t at = 0, len; at < n && most > 0; at += len ? len : 1, most--) {
        uint32_t c = 0xFFFD;
        len = utf8_decode(text + at, n - at, &c);
        cost += judge_next(context, c);
    }
    return cost;
}

/* Where the characters begin that stand before at. */
static size_t characters_before(const char *text, size_t at)
{
    for (int i = 0; i < AROUND && at; i++)
        for (at--; at && ((unsigned char)text[at] & 0xC0) == 0x80;)
            at--;
    return at;
}

double margin_of_edit(const struct line *line, size_t at, size_t len, const char *with, size_t with_len)
{
    const char *text = line->text.data;
    size_t from = characters_before(text, at), rest = at + len;
    if (!line->on_change)
        return 0;
    struct judge_context was = judge_begin();
    read_on(&was, text + from, at - from, AROUND);
    struct judge_context is = was;
    int64_t before = read_on(&was, text + at, len, len) + read_on(&was, text + rest, line->text.len - rest, AROUND);
    int64_t after = read_on(&is, with, with_len, with_len) + read_on(&is, text + rest, line->text.len - rest, AROUND);
    return margin_of(before - after);
}
