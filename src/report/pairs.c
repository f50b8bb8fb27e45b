/* pairs.c: records before and after.  Comes in: a filter's input and its output, in pieces.  Goes out: the records side
 * by side.  Never: searches for a match; the first record goes with the first. */
#include "report/pairs.h"

#include <string.h>

#include "base/utf8.h"

/* Characters that must be alike for two texts to go on together, and bytes within which that is looked for. */
enum { ALIKE = 3, REACH = 96 };

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

static size_t character_length(const char *text, size_t at, size_t end)
{
    uint32_t c;
    size_t len = utf8_decode(text + at, end - at, &c);
    return len ? len : 1;
}

/* Whether both go on alike from here, for some characters or to their ends. */
static bool are_alike(const char *old, size_t i, size_t n, const char *new, size_t j, size_t m)
{
    for (int count = 0; count < ALIKE && (i < n || j < m); count++) {
        size_t len = i < n && j < m ? character_length(old, i, n) : 0;
        if (!len || len > m - j || memcmp(old + i, new + j, len) != 0)
            return false;
        i += len;
        j += len;
    }
    return true;
}

static size_t next_place(const char *text, size_t at, size_t end)
{
    return at + (at < end ? character_length(text, at, end) : 1);
}

/* Where the texts, which differ at i and j, go on alike after the fewest bytes; their ends when that is far. */
static void find_alike(const char *old, size_t i, size_t n, const char *new, size_t j, size_t m, struct stretch *to)
{
    size_t best = SIZE_MAX;
    to->old_last = n;
    to->new_last = m;
    for (size_t a = i; a <= n && a - i <= REACH && a - i < best; a = next_place(old, a, n))
        for (size_t b = j; b <= m && b - j <= REACH && a - i + b - j < best; b = next_place(new, b, m))
            if (are_alike(old, a, n, new, b, m)) {
                best = a - i + b - j;
                to->old_last = a;
                to->new_last = b;
            }
}

bool pairs_next_stretch(const char *old, size_t n, const char *new, size_t m, struct stretch *at)
{
    size_t i = at->old_last, j = at->new_last;
    while (i < n && j < m) {
        size_t len = character_length(old, i, n);
        if (len > m - j || memcmp(old + i, new + j, len) != 0)
            break;
        i += len;
        j += len;
    }
    at->old_first = i;
    at->new_first = j;
    if (i == n && j == m)
        return false;
    find_alike(old, i, n, new, j, m, at);
    return true;
}
