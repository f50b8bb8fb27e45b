/* check.h: the smallest test harness.  Comes in: conditions and texts.  Goes out: "ok - name" or "not ok - name" with
 * the place and the two values.  Never: stops at the first failure. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int check_failures;

static inline void check_at(bool good, const char *name, const char *file, int line)
{
    if (good) {
        printf("ok - %s\n", name);
        return;
    }
    check_failures++;
    printf("not ok - %s (%s:%d)\n", name, file, line);
}

static inline void check_bytes_at(const char *got, size_t got_len, const char *want, size_t want_len, const char *name,
                                  const char *file, int line)
{
    bool good = got_len == want_len && (want_len == 0 || memcmp(got, want, want_len) == 0);
    check_at(good, name, file, line);
    if (!good)
        printf("#   got  \"%.*s\"\n#   want \"%.*s\"\n", (int)got_len, got ? got : "", (int)want_len, want);
}

/* check(condition, "what holds"); check_text(got, got_len, "want", "what holds"); end main with return check_end(); */
#define check(condition, name) check_at((condition), (name), __FILE__, __LINE__)
#define check_text(got, got_len, want, name) \
    check_bytes_at((got), (got_len), (want), strlen(want), (name), __FILE__, __LINE__)
#define check_bytes(got, got_len, want, want_len, name) \
    check_bytes_at((got), (got_len), (want), (want_len), (name), __FILE__, __LINE__)

static inline int check_end(void)
{
    return check_failures != 0;
}

#endif
