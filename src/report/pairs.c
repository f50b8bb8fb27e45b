/* pairs.c: records before and after.  Comes in: a filter's input and its output, in pieces.  Goes out: the records side
 * by side.  Never: searches for a match; the first record goes with the first. */
#include "report/pairs.h"

#include <string.h>

/* Length of the record at the head of a queue, its end included; 0 when it is not whole yet. */
static size_t head_record(const struct pairs *p, struct queue *q)
{
    size_t waiting = q->bytes.len - q->begin;
    const char *from = q->bytes.data + q->begin;
    const char *end = waiting > q->searched ? memchr(from + q->searched, p->record_end, waiting - q->searched) : NULL;
    if (end)
        return (size_t)(end - from) + 1;
    q->searched = waiting;
    return p->ended ? waiting : 0;
}

static void drop(struct queue *q, size_t len)
{
    q->begin += len;
    q->searched = 0;
    if (q->begin == q->bytes.len) {
        bytes_clear(&q->bytes);
        q->begin = 0;
    }
}

static bool push(struct pairs *p, struct queue *q, const char *data, size_t len)
{
    if (q->begin > q->bytes.len / 2) {
        memmove(q->bytes.data, q->bytes.data + q->begin, q->bytes.len - q->begin);
        q->bytes.len -= q->begin;
        q->begin = 0;
    }
    if (q->bytes.len - q->begin > PAIRS_MAX_BYTES) {
        p->too_long = true;
        return false;
    }
    return bytes_append(&q->bytes, data, len);
}

static bool take_pairs(struct pairs *p)
{
    size_t old_len, new_len;
    while ((old_len = head_record(p, &p->old)) && (new_len = head_record(p, &p->new))) {
        const char *old = p->old.bytes.data + p->old.begin, *new = p->new.bytes.data + p->new.begin;
        if (!p->take(p->user, old, old_len, new, new_len))
            return false;
        drop(&p->old, old_len);
        drop(&p->new, new_len);
    }
    return true;
}

bool pairs_before(struct pairs *p, const char *data, size_t len)
{
    return push(p, &p->old, data, len);
}

bool pairs_after(struct pairs *p, const char *data, size_t len)
{
    return push(p, &p->new, data, len) && take_pairs(p);
}

bool pairs_end(struct pairs *p)
{
    p->ended = true;
    if (!take_pairs(p))
        return false;
    /* A last record may have become nothing, and bytes of another encoding may look like a record's end. */
    size_t old_len = p->old.bytes.len - p->old.begin, new_len = p->new.bytes.len - p->new.begin;
    return !(old_len || new_len) ||
           p->take(p->user, p->old.bytes.data + p->old.begin, old_len, p->new.bytes.data + p->new.begin, new_len);
}

void pairs_free(struct pairs *p)
{
    bytes_free(&p->old.bytes);
    bytes_free(&p->new.bytes);
}

static bool goes_on(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

struct difference pairs_difference(const char *old, size_t n, const char *new, size_t m)
{
    size_t old_len = n, new_len = m, head = 0;
    while (head < n && head < m && old[head] == new[head])
        head++;
    while (head && ((head < n && goes_on(old[head])) || (head < m && goes_on(new[head]))))
        head--;
    while (n > head && m > head && old[n - 1] == new[m - 1])
        n--, m--;
    while (n < old_len && m < new_len && goes_on(old[n]))
        n++, m++;
    return (struct difference){head, n, m};
}
