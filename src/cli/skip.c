/* skip.c: lines that a person wants left alone.  Comes in: a line.  Goes out: whether it bears the mark, or fits the
 * pattern of --skip.  Never: a pattern that may take more than linear time. */
#include "cli/skip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "unbake: skip";

/* To match \1 takes exponential time. */
static bool refers_back(const char *pattern)
{
    for (const char *at = pattern; *at; at++)
        if (*at == '\\' && *++at >= '1' && *at <= '9')
            return true;
        else if (!*at)
            break;
    return false;
}

bool skip_begin(struct skip *skip, const char *pattern, struct complaint *complaint)
{
    char why[160] = "back references are not supported";
    skip->has_pattern = pattern != NULL;
    if (!pattern)
        return true;
    int error = REG_BADPAT;
    if (!refers_back(pattern) && (error = regcomp(&skip->pattern, pattern, REG_EXTENDED | REG_NOSUB)) != 0)
        regerror(error, &skip->pattern, why, sizeof why);
    if (!error)
        return true;
    snprintf(complaint->text, sizeof complaint->text, "--skip: '%.100s': %s", pattern, why);
    skip->has_pattern = false;
    return false;
}

static bool fits(const regex_t *pattern, const char *line, size_t len)
{
#ifdef REG_STARTEND
    regmatch_t whole = {.rm_so = 0, .rm_eo = (regoff_t)len};
    return regexec(pattern, line, 1, &whole, REG_STARTEND) == 0;
#else
    char *copy = strndup(line, len);
    bool found = copy && regexec(pattern, copy, 0, NULL, 0) == 0;
    free(copy);
    return found;
#endif
}

/* By the sign that is rarest in text; memmem takes ten times as long where it is not there. */
static bool has_mark(const char *line, size_t len)
{
    enum { COLON = 6, REST = sizeof mark - 1 - COLON };
    const char *at = len >= sizeof mark - 1 ? line + COLON : NULL, *end = line + len;
    for (; at && (at = memchr(at, mark[COLON], (size_t)(end - at))) && end - at >= REST; at++)
        if (memcmp(at - COLON, mark, sizeof mark - 1) == 0)
            return true;
    return false;
}

bool skip_line(const void *user, const char *line, size_t len)
{
    const struct skip *skip = user;
    return has_mark(line, len) || (skip->has_pattern && fits(&skip->pattern, line, len));
}

void skip_end(struct skip *skip)
{
    if (skip->has_pattern)
        regfree(&skip->pattern);
}
