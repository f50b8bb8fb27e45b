/* bytes.h: the one growing buffer.  Comes in: bytes to append.  Goes out: data with an explicit length.  Never: a NULL
 * data pointer when len > 0, or a shrinking capacity, so that a buffer reused for every line stops allocating. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    char *data;
    size_t len, cap;
};

/* All return false when memory is short, and leave the buffer as it was. */
bool bytes_reserve(struct bytes *b, size_t more);
bool bytes_append(struct bytes *b, const char *data, size_t len);
bool bytes_append_char(struct bytes *b, uint32_t code_point);

void bytes_clear(struct bytes *b);
void bytes_free(struct bytes *b);

#endif
