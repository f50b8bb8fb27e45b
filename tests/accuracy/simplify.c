/* simplify.c: how far a text is from what it should be.  Comes in: the file with the right text, and files made by
 * converters, line for line.  Goes out: for each the Han characters that differ, per million, and lines of another
 * length; with -l, the share of lines that are right.  Never: runs a converter; simplify.sh does. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct count {
    unsigned long han, wrong, lines, right, uneven;
};

static size_t next(const char *p, size_t n, uint32_t *c)
{
    size_t len = utf8_decode(p, n, c);
    if (!len)
        *c = (unsigned char)*p | 0x80000000u;
    return len ? len : 1;
}

static void compare(struct count *count, const char *want, size_t n, const char *got, size_t m)
{
    uint32_t a, b;
    size_t i = 0, j = 0;
    count->lines++;
    count->right += n == m && memcmp(want, got, n) == 0;
    while (i < n && j < m) {
        i += next(want + i, n - i, &a);
        j += next(got + j, m - j, &b);
        count->han += a >= 0x3400 && a < 0x40000;
        count->wrong += a != b;
    }
    count->uneven += i < n || j < m;
}

static bool count_file(struct count *count, const char *right, const char *file)
{
    FILE *want = fopen(right, "r"), *got = fopen(file, "r");
    char *a = NULL, *b = NULL;
    size_t a_cap = 0, b_cap = 0;
    ssize_t n, m;
    bool good = want && got;
    while (good && (n = getline(&a, &a_cap, want)) >= 0) {
        m = getline(&b, &b_cap, got);
        compare(count, a, (size_t)n, b ? b : "", m < 0 ? 0 : (size_t)m);
    }
    free(a);
    free(b);
    if (want)
        fclose(want);
    if (got)
        fclose(got);
    return good;
}

int main(int argc, char **argv)
{
    bool by_line = argc > 1 && strcmp(argv[1], "-l") == 0;
    for (int i = 2 + by_line; i < argc; i++) {
        struct count count = {0};
        const char *name = strrchr(argv[i], '/');
        if (!count_file(&count, argv[1 + by_line], argv[i]) || !count.lines) {
            fprintf(stderr, "simplify: cannot compare %s\n", argv[i]);
            return 1;
        }
        name = name ? name + 1 : argv[i];
        if (by_line)
            printf("  %-14s %5.1f%% of %lu\n", name, 100.0 * (double)count.right / (double)count.lines, count.lines);
        else
            printf("  %-14s %6.0f wrong per million of %lu, %lu lines uneven\n", name,
                   1e6 * (double)count.wrong / (double)(count.han ? count.han : 1), count.han, count.uneven);
    }
    return 0;
}
