/* undo_read.c: a report, read again.  Comes in: its lines.  Goes out: what each says of an edit.  Never: guesses; a
 * member that it knows and that is of the wrong kind makes the line no line of a report. */
#include "report/undo_read.h"

#include <string.h>

#include "json/json_string.h"

enum { NUMBER_MAX = 19 }; /* digits that a uint64_t always holds */

struct reader {
    const char *at, *end;
};

static bool skip(struct reader *r, const char *word)
{
    size_t len = strlen(word);
    if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0)
        return false;
    r->at += len;
    return true;
}

static bool read_string(struct reader *r, struct bytes *to)
{
    const char *body = r->at + 1;
    bytes_clear(to);
    if (!skip(r, "\""))
        return false;
    while (r->at < r->end && *r->at != '"')
        r->at += r->at[0] == '\\' && r->at + 1 < r->end ? 2 : 1;
    size_t len = (size_t)(r->at - body);
    return skip(r, "\"") && json_decode(body, len, to) == JSON_DECODED;
}

static bool read_number(struct reader *r, uint64_t *value)
{
    const char *from = r->at;
    for (*value = 0; r->at < r->end && r->at - from < NUMBER_MAX && *r->at >= '0' && *r->at <= '9'; r->at++)
        *value = *value * 10 + (uint64_t)(*r->at - '0');
    return r->at > from;
}

static bool read_bool(struct reader *r, bool *value)
{
    *value = skip(r, "true");
    return *value || skip(r, "false");
}

static int base64_value(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : -1;
}

/* In place: what is decoded is shorter. */
static bool decode_base64(struct bytes *text)
{
    size_t out = 0, n = text->len;
    uint32_t bits = 0;
    if (n % 4)
        return false;
    while (n && text->data[n - 1] == '=' && text->len - n < 2)
        n--;
    for (size_t i = 0; i < n; i++) {
        int value = base64_value(text->data[i]);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        if (i % 4)
            text->data[out++] = (char)(bits >> (6 - 2 * (i % 4)) & 0xFF);
    }
    text->len = out;
    return true;
}

/* Perhaps with decimals. */
static bool skip_number(struct reader *r)
{
    uint64_t digits;
    return read_number(r, &digits) && (!skip(r, ".") || read_number(r, &digits));
}

/* Any value without meaning here. */
static bool skip_value(struct reader *r)
{
    struct bytes text = {0};
    bool truth;
    bool is_string = r->at < r->end && *r->at == '"';
    bool good = is_string ? read_string(r, &text) : skip_number(r) || read_bool(r, &truth);
    bytes_free(&text);
    return good;
}

struct seen {
    bool file, kind, at, length, before, edited, end;
};

static bool is(const struct bytes *name, const char *word)
{
    return name->len == strlen(word) && memcmp(name->data, word, name->len) == 0;
}

static bool read_member(struct reader *r, struct entry *e, struct seen *seen, const struct bytes *name)
{
    if (is(name, "file"))
        return seen->file = read_string(r, &e->file);
    if (is(name, "file_base64"))
        return seen->file = read_string(r, &e->file) && decode_base64(&e->file);
    if (is(name, "undo"))
        return seen->at = read_number(r, &e->at);
    if (is(name, "length"))
        return seen->length = read_number(r, &e->length);
    if (is(name, "before"))
        return seen->before = read_string(r, &e->before);
    if (is(name, "before_base64"))
        return seen->before = read_string(r, &e->before) && decode_base64(&e->before);
    if (is(name, "edited"))
        return seen->edited = read_bool(r, &e->edited);
    if (is(name, "reversible"))
        return read_bool(r, &e->reversible);
    if (is(name, "sha256"))
        return read_string(r, &e->sha256);
    if (is(name, "old_sha256"))
        return read_string(r, &e->old_sha256);
    if (is(name, "edits"))
        return read_number(r, &e->edits);
    seen->kind = seen->kind || is(name, "kind");
    seen->end = seen->end || is(name, "end");
    return skip_value(r);
}

static bool settle(struct entry *e, const struct seen *seen)
{
    e->kind = seen->end ? ENTRY_END : seen->edited ? ENTRY_FILE : seen->at ? ENTRY_PART : ENTRY_REPAIR;
    if (e->kind == ENTRY_END)
        return true;
    bool whole = e->kind == ENTRY_PART ? seen->length && seen->before : e->kind == ENTRY_FILE || seen->kind;
    return seen->file && whole && !memchr(e->file.data, 0, e->file.len) && bytes_append(&e->file, "", 1);
}

bool entry_read(struct entry *e, const char *line, size_t len)
{
    struct reader r = {line, line + len - (len && line[len - 1] == '\n')};
    struct seen seen = {0};
    struct bytes name = {0};
    bool good = skip(&r, "{");
    do
        good = good && read_string(&r, &name) && skip(&r, ":") && read_member(&r, e, &seen, &name);
    while (good && skip(&r, ","));
    bytes_free(&name);
    return good && skip(&r, "}") && r.at == r.end && settle(e, &seen);
}

void entry_free(struct entry *e)
{
    bytes_free(&e->file);
    bytes_free(&e->before);
    bytes_free(&e->sha256);
    bytes_free(&e->old_sha256);
}
