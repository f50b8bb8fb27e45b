/* json_fields.c: which members are wanted.  Comes in: names and RFC 6901 pointers, then a path step by step.  Goes out:
 * whether a value is wanted.  Never: more work for a step than one comparison for each field. */
#include "json/json_fields.h"

#include <stdlib.h>
#include <string.h>

#include "json/json_scan.h"

struct field {
    char *text;      /* a name; or the segments of a pointer, each ended by NUL */
    size_t segments; /* of a pointer */
    bool pointer;
};

struct fields {
    struct field field[JSON_FIELDS];
    size_t n;
    bool all;
};

bool fields_good(const char *field)
{
    if (*field != '/')
        return true;
    for (; *field; field++)
        if (*field == '~' && field[1] != '0' && field[1] != '1')
            return false;
    return true;
}

/* /a~1b/c becomes a/b NUL c NUL. */
static void cut_segments(struct field *field)
{
    char *to = field->text;
    for (const char *from = field->text + 1;; from++) {
        if (*from == '/' || !*from) {
            *to++ = '\0';
            field->segments++;
            if (!*from)
                return;
        } else if (*from == '~') {
            *to++ = *++from == '1' ? '/' : '~';
        } else {
            *to++ = *from;
        }
    }
}

static bool add_field(struct fields *fields, const char *text)
{
    struct field *field = &fields->field[fields->n];
    if (fields->n == JSON_FIELDS || !fields_good(text) || !(field->text = strdup(text)))
        return false;
    fields->n++;
    field->pointer = *text == '/';
    if (field->pointer)
        cut_segments(field);
    return true;
}

struct fields *fields_new(const char *const *list)
{
    struct fields *fields = calloc(1, sizeof *fields);
    bool good = fields != NULL;
    if (good)
        fields->all = !list || !*list;
    while (good && list && *list)
        good = add_field(fields, *list++);
    if (good)
        return fields;
    fields_free(fields);
    return NULL;
}

void fields_free(struct fields *fields)
{
    for (size_t i = 0; fields && i < fields->n; i++)
        free(fields->field[i].text);
    free(fields);
}

uint64_t fields_begin(const struct fields *fields, bool *selected)
{
    uint64_t alive = 0;
    *selected = fields->all;
    for (size_t i = 0; i < fields->n; i++)
        if (fields->field[i].pointer)
            alive |= (uint64_t)1 << i;
    return alive;
}

static const char *segment(const struct field *field, size_t number)
{
    const char *at = field->text;
    while (number--)
        at += strlen(at) + 1;
    return at;
}

static bool equal(const char *word, const char *step, size_t len)
{
    return strlen(word) == len && memcmp(word, step, len) == 0;
}

uint64_t fields_step(const struct fields *fields, uint64_t alive, size_t depth, const char *step, size_t len,
                     bool is_name, bool *selected)
{
    uint64_t next = 0;
    for (size_t i = 0; i < fields->n; i++) {
        const struct field *field = &fields->field[i];
        uint64_t bit = (uint64_t)1 << i;
        if (!field->pointer) {
            *selected = *selected || (is_name && equal(field->text, step, len));
            continue;
        }
        if (!(alive & bit) || depth >= field->segments)
            continue;
        const char *wanted = segment(field, depth);
        if (strcmp(wanted, "*") != 0 && !equal(wanted, step, len))
            continue;
        next |= bit;
        *selected = *selected || depth + 1 == field->segments;
    }
    return next;
}
