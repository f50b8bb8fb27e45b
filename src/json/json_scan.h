/* json_scan.h: JSON and JSON Lines, read without building a tree.  Comes in: records, or windows of long ones.  Goes out:
 * where the wanted string values lie.  Never: more memory than JSON_DEPTH levels and one window's strings need. */
#ifndef JSON_JSON_SCAN_H
#define JSON_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    JSON_DEPTH = 512, /* deeper nesting is malformed: nobody writes it but to do harm */
    JSON_FIELDS = 64  /* members that may be asked for */
};

/* The bytes between the quotes. */
struct json_span {
    size_t at, len;
};

struct json;

/* fields: a list that NULL ends, of names, or of RFC 6901 pointers in which * stands for any member or element; NULL:
 * all.  NULL when memory is short, or a field is malformed. */
struct json *json_new(const char *const *fields);
void json_free(struct json *json);
bool json_field_good(const char *field);

enum json_record { JSON_RECORD_GOOD, JSON_RECORD_BAD };

/* Reads a record without its end, or the next window of one; ends: its end follows.  Documents may take many records
 * until a whole value stood in one; from then on each must.  *bad: malformed records, this one or the one before, that
 * came to light. */
enum json_record json_read(struct json *json, const char *data, size_t len, bool ends, uint64_t *bad);
const struct json_span *json_spans(const struct json *json, size_t *n);
/* At the end of input: whether a value is open. */
bool json_is_open(const struct json *json);

/* Where to cut a record of which n bytes are known and none is its end: outside a string, or between the characters
 * of a long one. */
size_t json_cut(const struct json *json, const char *data, size_t n);

#endif
