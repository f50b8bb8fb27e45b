/* bytes.c: the one growing buffer.  Comes in: bytes to append.  Goes out: data with an explicit length.  Never: gives
 * memory back before bytes_free, because the same buffer serves every line. */
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { FIRST_CAPACITY = 256 };

bool bytes_reserve(struct bytes *b, size_t more)
{
    if (more <= b->cap - b->len)
        return true;
    if (more > SIZE_MAX / 2 - b->len)
        return false;
    size_t cap = b->cap ? b->cap : FIRST_CAPACITY;
    while (cap < b->len + more)
        cap *= 2;
    char *data = realloc(b->data, cap);
    if (!data)
        return false;
    b->data = data;
    b->cap = cap;
    return true;
}

bool bytes_append(struct bytes *b, const char *data, size_t len)
{
    if (!len)
        return true;
    if (!bytes_reserve(b, len))
        return false;
    memcpy(b->data + b->len, data, len);
    b->len += len;
    return true;
}

bool bytes_append_char(struct bytes *b, uint32_t code_point)
{
    if (!bytes_reserve(b, UTF8_MAX))
        return false;
    b->len += utf8_encode(code_point, b->data + b->len);
    return true;
}

void bytes_clear(struct bytes *b)
{
    b->len = 0;
}

void bytes_free(struct bytes *b)
{
    free(b->data);
    *b = (struct bytes){0};
}
