/* main.c: placeholder: standard input to standard output. */
#include <stdio.h>
#include <unistd.h>

#include "unbake.h"

static int put(void *user, const char *data, size_t len)
{
    (void)user;
    return fwrite(data, 1, len, stdout) != len;
}

int main(void)
{
    static char block[1 << 17];
    unbake *f = unbake_new(NULL, put, NULL, NULL);
    ssize_t n;
    while ((n = read(0, block, sizeof block)) > 0)
        if (unbake_feed(f, block, (size_t)n) != UNBAKE_OK)
            return 2;
    if (unbake_finish(f) != UNBAKE_OK)
        return 2;
    unbake_free(f);
    return fclose(stdout) ? 2 : 0;
}
