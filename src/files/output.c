/* output.c: a buffered descriptor to write to.  Comes in: bytes.  Goes out: large writes that are tried again after a
 * short count, a signal, or a full pipe that was set not to block.  Never: closes the descriptor. */
#include "files/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* From this length on, a write costs less than a copy that saves it. */
enum { WORTH_A_WRITE = 32 * 1024 };

void output_init(struct output *out, const struct system_calls *sys, int fd)
{
    *out = (struct output){.sys = sys, .fd = fd};
}

void output_expect_much(struct output *out)
{
    struct stat is;
    if (out->sys->stat(out->fd, &is) == 0)
        system_grow_pipe(out->sys, out->fd, is.st_mode);
}

static bool wait_for_room(const struct output *out)
{
    struct pollfd wait = {.fd = out->fd, .events = POLLOUT};
    return out->sys->poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

static bool write_all(struct output *out, const char *data, size_t len)
{
    while (len) {
        ssize_t done = out->sys->write(out->fd, data, len);
        if (done < 0 && (errno == EINTR || (errno == EAGAIN && wait_for_room(out))))
            continue;
        if (done <= 0) {
            out->error = done < 0 ? errno : EIO;
            return false;
        }
        data += done;
        len -= (size_t)done;
    }
    return true;
}

static bool flush_copies(struct output *out)
{
    if (out->error)
        return false;
    size_t len = out->len;
    out->len = 0;
    return write_all(out, out->data, len);
}

static bool copy(struct output *out, const char *data, size_t len)
{
    if (out->error || (len > OUTPUT_BLOCK - out->len && !flush_copies(out)))
        return false;
    if (len >= OUTPUT_BLOCK)
        return write_all(out, data, len);
    if (!out->data && !(out->data = malloc(OUTPUT_BLOCK))) {
        out->error = ENOMEM;
        return false;
    }
    memcpy(out->data + out->len, data, len);
    out->len += len;
    return true;
}

bool output_settle(struct output *out)
{
    size_t len = out->span_len;
    out->span_len = 0;
    if (len < WORTH_A_WRITE)
        return !len ? !out->error : copy(out, out->span, len);
    return flush_copies(out) && write_all(out, out->span, len);
}

bool output_lend(struct output *out, const char *data, size_t len)
{
    if (!out->span_len || data != out->span + out->span_len) {
        if (!output_settle(out))
            return false;
        out->span = data;
    }
    out->span_len += len;
    return !out->error;
}

bool output_write(struct output *out, const char *data, size_t len)
{
    return output_settle(out) && copy(out, data, len);
}

bool output_flush(struct output *out)
{
    return output_settle(out) && flush_copies(out);
}

bool output_text(struct output *out, const char *text)
{
    return output_write(out, text, strlen(text));
}

void output_free(struct output *out)
{
    free(out->data);
    out->data = NULL;
    out->len = out->span_len = 0;
}
