/* byte_slip.c: GBK bytes that were cut or glossed across character borders, and glosses inserted with them.  Comes in:
 * a line with glosses or question marks amid Han.  Goes out: the line as it was before.  Never: takes out a writer's
 * own gloss, or a question mark that asks. */
#include <stdlib.h>

#include "repair/margin.h"
#include "repair/repair.h"
#include "repair/slip_search.h"

struct byte_slip {
    struct slip_token *tokens;
    size_t room;
    struct slip_search *search;
    struct gloss_notes *notes;
    struct bytes text;
};

void byte_slip_free(struct byte_slip *slip)
{
    if (!slip)
        return;
    free(slip->tokens);
    slip_search_free(slip->search);
    gloss_notes_free(slip->notes);
    bytes_free(&slip->text);
    free(slip);
}

static struct byte_slip *byte_slip_of(struct repair *repair)
{
    if (repair->byte_slip)
        return repair->byte_slip;
    struct byte_slip *slip = calloc(1, sizeof *slip);
    if (!slip)
        return NULL;
    slip->search = slip_search_new();
    slip->notes = gloss_notes_new();
    if (!slip->search || !slip->notes) {
        byte_slip_free(slip);
        return NULL;
    }
    repair->byte_slip = slip;
    return slip;
}

static bool make_room(struct byte_slip *slip, size_t n)
{
    if (n <= slip->room && (slip->tokens || !n))
        return true;
    struct slip_token *tokens = realloc(slip->tokens, n * sizeof *tokens);
    if (!tokens)
        return false;
    slip->tokens = tokens;
    slip->room = n;
    return true;
}

static bool is_question(const struct slip_token *token)
{
    return token->kind == SLIP_UNKNOWN || token->kind == SLIP_UNKNOWN_GLOSS;
}

/* A question mark is worth a search when a character of GBK stands on either side of it. */
static bool is_suspicious(const struct slip_token *tokens, size_t n, size_t i)
{
    return is_question(&tokens[i]) && ((i && tokens[i - 1].kind == SLIP_PAIR) ||
                                       (i + 1 < n && tokens[i + 1].kind == SLIP_PAIR) ||
                                       (i && tokens[i - 1].kind == SLIP_GLOSS));
}

static bool edit_slip(struct byte_slip *slip, struct line *line, size_t first, size_t *end)
{
    const struct slip_token *tokens = slip->tokens;
    int64_t margin;
    if (!slip_search_run(slip->search, first, end, &slip->text, &margin))
        return true;
    line->margin = margin_of(margin);
    size_t at = tokens[first].at;
    size_t stop = tokens[*end - 1].at + tokens[*end - 1].len;
    return line_edit(line, at, stop - at, slip->text.data, slip->text.len, "byte-slip",
                     "GBK bytes were cut across characters");
}

static bool edit_gloss(const struct slip_token *token, struct line *line)
{
    line->margin = margin_of((int64_t)token->points * GLOSS_POINT);
    return line_edit(line, token->at, token->len, "", 0, "gloss", "a reading was inserted");
}

/* Glosses within a part that the search left alone are still to be seen to, hence a search does not skip them unless
 * it changed the part. */
static bool edit_line(struct repair *repair, struct line *line, size_t n)
{
    struct byte_slip *slip = repair->byte_slip;
    bool slips = repair->repairs & UNBAKE_BYTE_SLIP, glosses = repair->repairs & UNBAKE_GLOSS;
    size_t searched = 0;
    for (size_t i = 0; i < n;) {
        uint64_t changes = line->changes;
        size_t end = i;
        if (slips && i >= searched && is_suspicious(slip->tokens, n, i)) {
            if (!edit_slip(slip, line, i, &end))
                return false;
            searched = end;
        } else if (glosses && slip->tokens[i].inserted && !edit_gloss(&slip->tokens[i], line))
            return false;
        i = line->changes != changes && end > i ? end : i + 1;
    }
    return true;
}

enum unbake_status repair_byte_slip(struct repair *repair, struct line *line)
{
    struct byte_slip *slip = byte_slip_of(repair);
    const struct codec *gbk = codecs_get(repair->codecs, CODEC_GBK);
    const struct codec *big5 = codecs_get(repair->codecs, CODEC_950);
    if (!slip || !gbk || !big5 || !make_room(slip, line->text.len))
        return UNBAKE_NO_MEMORY;
    size_t n = slip_tokens(gbk, line->text.data, line->text.len, slip->tokens);
    gloss_notes_take(slip->notes, slip->tokens, n);
    slip_mark_glosses(slip->notes, gbk, line->text.data, line->text.len, slip->tokens, n);
    slip_search_line(slip->search, gbk, big5, repair->level, line->text.data, slip->tokens, n, slip->notes);
    line_begin_edits(line);
    bool done = edit_line(repair, line, n) && line_end_edits(line);
    gloss_notes_forget(slip->notes, slip->tokens, n);
    return done ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
