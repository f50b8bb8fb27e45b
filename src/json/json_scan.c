/* json_scan.c: JSON and JSON Lines, read without building a tree.  Comes in: records, or windows of long ones.  Goes out:
 * where the wanted string values lie.  Never: reads a number's value, or minds duplicate names. */
#include "json/json_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/json_fields.h"
#include "json/json_string.h"

enum want { WANT_VALUE, WANT_VALUE_OR_END, WANT_NAME, WANT_NAME_OR_END, WANT_COLON, WANT_COMMA };

enum { PAIR = 12 }; /* bytes of two surrogates that must not be cut apart */

struct level {
    bool object, selected;
    uint32_t index;
    uint64_t alive; /* fields whose first segments led here */
};

struct json {
    struct fields *fields;
    enum want want;
    bool in_string, is_name; /* a window ended inside a string, of this kind */
    bool selected;           /* the value at hand */
    uint64_t alive;
    bool lines;              /* every record is whole in itself */
    bool skipping;           /* the rest of a malformed long record */
    bool in_record;          /* a window of this record came before */
    size_t depth, begin_depth;
    struct level level[JSON_DEPTH];
    struct bytes name;
    struct json_span *span;
    size_t spans, cap;
};

struct json *json_new(const char *const *fields)
{
    struct json *j = calloc(1, sizeof *j);
    if (j && !(j->fields = fields_new(fields))) {
        free(j);
        return NULL;
    }
    return j;
}

void json_free(struct json *j)
{
    if (!j)
        return;
    fields_free(j->fields);
    bytes_free(&j->name);
    free(j->span);
    free(j);
}

bool json_field_good(const char *field)
{
    return fields_good(field);
}

static void reset(struct json *j)
{
    j->want = WANT_VALUE;
    j->in_string = false;
    j->depth = 0;
}

static bool add_span(struct json *j, size_t at, size_t len)
{
    if (j->spans == j->cap) {
        size_t cap = j->cap ? j->cap * 2 : 64;
        struct json_span *span = realloc(j->span, cap * sizeof *span);
        if (!span)
            return false;
        j->span = span;
        j->cap = cap;
    }
    j->span[j->spans++] = (struct json_span){at, len};
    return true;
}

static bool in_object(const struct json *j)
{
    return j->depth && j->level[j->depth - 1].object;
}

/* What the value at hand is asked for; a member's was settled by its name. */
static void begin_value(struct json *j)
{
    if (!j->depth) {
        j->alive = fields_begin(j->fields, &j->selected);
    } else if (!in_object(j)) {
        struct level *level = &j->level[j->depth - 1];
        char index[16];
        int len = snprintf(index, sizeof index, "%u", (unsigned)level->index++);
        j->selected = level->selected;
        j->alive = fields_step(j->fields, level->alive, j->depth - 1, index, (size_t)len, false, &j->selected);
    }
}

static void end_value(struct json *j)
{
    j->want = j->depth ? WANT_COMMA : WANT_VALUE;
}

static bool open_level(struct json *j, bool object)
{
    if (j->depth == JSON_DEPTH)
        return false;
    j->level[j->depth++] = (struct level){.object = object, .selected = j->selected, .alive = j->alive};
    j->want = object ? WANT_NAME_OR_END : WANT_VALUE_OR_END;
    return true;
}

static bool close_level(struct json *j, bool object)
{
    bool ends = j->want == WANT_COMMA || j->want == (object ? WANT_NAME_OR_END : WANT_VALUE_OR_END);
    if (!j->depth || !ends || in_object(j) != object)
        return false;
    j->depth--;
    end_value(j);
    return true;
}

static void end_name(struct json *j, const char *body, size_t len, bool whole)
{
    struct level *level = &j->level[j->depth - 1];
    bytes_clear(&j->name);
    bool good = whole && json_decode(body, len, &j->name) == JSON_DECODED;
    j->selected = level->selected;
    j->alive = 0;
    if (good)
        j->alive = fields_step(j->fields, level->alive, j->depth - 1, j->name.data, j->name.len, true, &j->selected);
    j->want = WANT_COLON;
}

/* The rest of a string from data[at] on; returns where it goes on, or 0. */
static size_t take_string(struct json *j, const char *data, size_t n, size_t at, bool whole)
{
    size_t from = at, size;
    uint32_t c;
    while (at < n && data[at] != '"') {
        if (!(size = json_spelled(data + at, n - at, &c)))
            return 0;
        at += size;
    }
    j->in_string = at == n;
    if (!j->is_name && j->selected && at > from && !add_span(j, from, at - from))
        return 0;
    if (j->in_string)
        return at;
    if (j->is_name)
        end_name(j, data + from, at - from, whole);
    else
        end_value(j);
    return at + 1;
}

static size_t begin_string(struct json *j, const char *data, size_t n, size_t at)
{
    j->is_name = j->want == WANT_NAME || j->want == WANT_NAME_OR_END;
    if (!j->is_name && j->want != WANT_VALUE && j->want != WANT_VALUE_OR_END)
        return 0;
    if (!j->is_name)
        begin_value(j);
    return take_string(j, data, n, at + 1, true);
}

/* A number, or a word; Python writes NaN and Infinity. */
static size_t take_scalar(struct json *j, const char *data, size_t n, size_t at)
{
    static const char *const words[] = {"true", "false", "null", "NaN", "Infinity", "-Infinity"};
    size_t len = 0;
    while (at + len < n && data[at + len] && strchr("abcdefghijklmnopqrstuvwxyzINE0123456789+-.", data[at + len]))
        len++;
    bool good = len && strchr("-0123456789", data[at]) && strspn(data + at, "0123456789+-.eE") >= len;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        good = good || (len == strlen(words[i]) && memcmp(data + at, words[i], len) == 0);
    if (!good || (j->want != WANT_VALUE && j->want != WANT_VALUE_OR_END))
        return 0;
    begin_value(j);
    end_value(j);
    return at + len;
}

static bool take_sign(struct json *j, char c)
{
    bool value = j->want == WANT_VALUE || j->want == WANT_VALUE_OR_END;
    switch (c) {
    case '{':
    case '[':
        if (!value)
            return false;
        begin_value(j);
        return open_level(j, c == '{');
    case '}':
    case ']': return close_level(j, c == '}');
    case ':':
        if (j->want != WANT_COLON)
            return false;
        j->want = WANT_VALUE;
        return true;
    default:
        if (c != ',' || j->want != WANT_COMMA)
            return false;
        j->want = in_object(j) ? WANT_NAME : WANT_VALUE;
        return true;
    }
}

/* Files from Windows begin so. */
static size_t skip_mark(const struct json *j, const char *data, size_t n)
{
    return !j->depth && !j->in_string && n >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static bool scan(struct json *j, const char *data, size_t n)
{
    size_t at = j->in_record ? 0 : skip_mark(j, data, n);
    j->spans = 0;
    if (j->in_string && !(at = take_string(j, data, n, 0, false)))
        return false;
    while (at < n) {
        char c = data[at];
        if (c == '"')
            at = begin_string(j, data, n, at);
        else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            at++;
        else if (c && strchr("{}[]:,", c))
            at = take_sign(j, c) ? at + 1 : 0;
        else
            at = take_scalar(j, data, n, at);
        if (!at)
            return false;
    }
    return true;
}

/* Whether a record may end here. */
static bool may_end(const struct json *j)
{
    return !j->in_string && (!j->lines || !j->depth);
}

/* A record that was not the next part of an open value may be a value of its own, and the one before cut short. */
static bool scan_anew(struct json *j, const char *data, size_t len, bool ends)
{
    if (!j->begin_depth || j->in_record)
        return false;
    reset(j);
    return scan(j, data, len) && (!ends || (may_end(j) && !j->depth));
}

enum json_record json_read(struct json *j, const char *data, size_t len, bool ends, uint64_t *bad)
{
    *bad = 0;
    if (!j->in_record)
        j->begin_depth = j->depth;
    bool good = !j->skipping && scan(j, data, len) && (!ends || may_end(j));
    if (!good && !j->skipping) {
        *bad = 1;
        good = scan_anew(j, data, len, ends);
    }
    j->lines = j->lines || (good && ends && !j->depth && !j->begin_depth && len);
    j->skipping = !good && !ends;
    j->in_record = !ends;
    if (!good)
        reset(j);
    return good ? JSON_RECORD_GOOD : JSON_RECORD_BAD;
}

const struct json_span *json_spans(const struct json *j, size_t *n)
{
    *n = j->spans;
    return j->span;
}

bool json_is_open(const struct json *j)
{
    return j->depth > 0 || j->in_string;
}

/* Best after a space, for damage hardly spans one. */
size_t json_cut(const struct json *j, const char *data, size_t n)
{
    bool in_string = j->in_string;
    size_t outside = 0, inside = 0, space = 0;
    uint32_t c;
    for (size_t at = 0, size = 1; at < n; at += size) {
        size = in_string && data[at] != '"' ? json_spelled(data + at, n - at, &c) : 1;
        size = size ? size : 1;
        in_string ^= data[at] == '"';
        if (!in_string && strchr("{}[]:,", data[at]) && data[at])
            outside = at + 1;
        else if (in_string && at + size + PAIR <= n)
            *(data[at] == ' ' ? &space : &inside) = at + size;
    }
    return outside > n / 2 ? outside : space > n / 2 ? space : inside > n / 2 ? inside : n;
}
