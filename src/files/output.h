/* output.h: a buffered descriptor to write to.  Comes in: bytes.  Goes out: the same bytes in large writes.  Never: loses
 * an error: after the first one every call fails, and error keeps it. */
#ifndef FILES_OUTPUT_H
#define FILES_OUTPUT_H

#include "files/system.h"

/* One write per 128 KiB: twice a pipe's default capacity, beyond which larger writes gain nothing measurable. */
enum { OUTPUT_BLOCK = 128 * 1024 };

struct output {
    const struct system_calls *sys;
    int fd;
    int error;  /* errno of the first failure, or 0 */
    char *data; /* OUTPUT_BLOCK bytes, made at the first write */
    size_t len;
    const char *span; /* bytes that were lent, or NULL */
    size_t span_len;
};

void output_init(struct output *out, const struct system_calls *sys, int fd);
/* Makes room in a pipe. */
void output_expect_much(struct output *out);
bool output_write(struct output *out, const char *data, size_t len);
/* The same without a copy: the bytes must stay as they are until output_settle or output_flush. */
bool output_lend(struct output *out, const char *data, size_t len);
bool output_settle(struct output *out);
bool output_text(struct output *out, const char *text);
bool output_flush(struct output *out);
/* Frees the buffer with whatever is in it; the descriptor stays open. */
void output_free(struct output *out);

#endif
