/* line.c: tests of the line that travels.  Comes in: edits of several stages.  Goes out: text and change records whose
 * offsets are those of the input.  Never: relies on a repair. */
#include "base/line.h"

#include "check.h"

struct seen {
    uint64_t offset[8];
    size_t n;
};

static void note(void *user, const struct unbake_change *change)
{
    struct seen *seen = user;
    seen->offset[seen->n++] = change->offset;
}

static void note_context(void *user, const struct unbake_change *change)
{
    bytes_append(user, change->before - change->lead_len, change->lead_len + change->before_len + change->tail_len);
}

/* Whole characters, and no more of them than are told. */
static void check_context(void)
{
    enum { LONG = 50 };
    char text[2 * LONG * 3 + 2];
    for (int i = 0; i < LONG; i++) {
        memcpy(text + 3 * i, "\xE4\xB8\xAD", 3);
        memcpy(text + 3 * LONG + 1 + 3 * i, "\xE6\x96\x87", 3);
    }
    text[3 * LONG] = '!';
    struct bytes around = {0};
    struct line line = {.on_change = note_context, .user = &around};
    line_start(&line, text, 2 * LONG * 3 + 1, 1, 0);
    line_begin_edits(&line);
    line_edit(&line, 3 * LONG, 1, "?", 1, "x", "");
    check_bytes(around.data, around.len, text + 3 * LONG - 63, 63 + 1 + 63, "what stands around an edit");
    bytes_clear(&around);
    line_start(&line, "ab", 2, 1, 0);
    line_begin_edits(&line);
    line_edit(&line, 0, 1, "", 0, "x", "");
    check_text(around.data, around.len, "ab", "at the edge of a line there is less");
    bytes_free(&around);
    line_free(&line);
}

/* Two stages: the second edits before, inside and behind what the first wrote. */
int main(void)
{
    struct seen seen = {.n = 0};
    struct line line = {.on_change = note, .user = &seen};
    check(line_start(&line, "0123456789", 10, 1, 100), "a line starts");
    line_begin_edits(&line);
    check(line_edit(&line, 2, 3, "abcdef", 6, "x", ""), "first stage, longer");
    check(line_edit(&line, 7, 1, "", 0, "x", ""), "first stage, gone");
    check(line_end_edits(&line), "first stage ends");
    check_text(line.text.data, line.text.len, "01abcdef5689", "text after the first stage");
    line_begin_edits(&line);
    check(line_edit(&line, 1, 1, "-", 1, "x", ""), "before");
    check(line_edit(&line, 4, 2, "+", 1, "x", ""), "inside");
    check(line_edit(&line, 9, 1, "=", 1, "x", ""), "between");
    check(line_edit(&line, 11, 1, "/", 1, "x", ""), "behind");
    check(line_end_edits(&line), "second stage ends");
    check_text(line.text.data, line.text.len, "0-ab+ef5=8/", "text after the second stage");
    const uint64_t want[] = {102, 107, 101, 102, 106, 109};
    check(seen.n == 6 && !memcmp(seen.offset, want, sizeof want), "offsets are those of the input");
    line_begin_edits(&line);
    const char *same = line.text.data;
    check(line_end_edits(&line) && line.text.data == same, "a stage without an edit leaves the text where it is");
    line_free(&line);
    check_context();
    return check_end();
}
