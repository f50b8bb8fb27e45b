/* repairs.h: for tests of repairs.  Comes in: a text and what it must become.  Goes out: a check of the library's
 * answer, and that a second run changes nothing.  Never: looks inside a repair. */
#ifndef TESTS_UNIT_REPAIRS_H
#define TESTS_UNIT_REPAIRS_H

#include <stdlib.h>

#include "check.h"
#include "unbake.h"

static inline void becomes_at(const char *text, const char *want, const char *name, const char *file, int line)
{
    char *once = NULL, *twice = NULL;
    size_t len = 0, len2 = 0;
    check_at(unbake_text(NULL, text, strlen(text), &once, &len) == UNBAKE_OK, "the text passes", file, line);
    check_bytes_at(once, len, want, strlen(want), name, file, line);
    check_at(unbake_text(NULL, once, len, &twice, &len2) == UNBAKE_OK, "and its repair", file, line);
    check_at(len == len2 && !memcmp(once, twice, len), "twice is once", file, line);
    free(once);
    free(twice);
}

#define becomes(text, want, name) becomes_at((text), (want), (name), __FILE__, __LINE__)
#define stays(text, name) becomes_at((text), (text), (name), __FILE__, __LINE__)

#endif
