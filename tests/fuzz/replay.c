/* replay.c: the fuzz target without a fuzzer.  Comes in: files of a corpus.  Goes out: one line for each that keeps the
 * promises; a broken one aborts and names itself on standard error first.  Never: makes inputs of its own. */
#include <stdio.h>
#include <stdlib.h>

#include "base/bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool slurp(const char *name, struct bytes *to)
{
    FILE *file = fopen(name, "re");
    char block[4096];
    if (!file)
        return false;
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        if (!bytes_append(to, block, got))
            break;
    bool good = !ferror(file);
    fclose(file);
    return good;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct bytes text = {0};
        if (!slurp(argv[i], &text)) {
            perror(argv[i]);
            return 1;
        }
        fprintf(stderr, "%s\n", argv[i]);
        LLVMFuzzerTestOneInput((const uint8_t *)(text.data ? text.data : ""), text.len);
        printf("ok - %s\n", argv[i]);
        bytes_free(&text);
    }
    return 0;
}
