/* json_fields.h: which members are wanted.  Comes in: names and RFC 6901 pointers, then a path step by step.  Goes out:
 * whether a value is wanted.  Never: holds a path; what led to a value is a set of fields that still fit. */
#ifndef JSON_JSON_FIELDS_H
#define JSON_JSON_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fields;

struct fields *fields_new(const char *const *list);
void fields_free(struct fields *fields);
bool fields_good(const char *field);

/* For the value at the top: the set of fields that fit so far. */
uint64_t fields_begin(const struct fields *fields, bool *selected);
/* One step down, from a value at this depth (0 at the top), by a member's name or an element's number.  *selected is
 * set where the step leads to a wanted value, and stays else. */
uint64_t fields_step(const struct fields *fields, uint64_t alive, size_t depth, const char *step, size_t len,
                     bool is_name, bool *selected);

#endif
