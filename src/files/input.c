/* input.c: a file or standard input to read from.  Comes in: a name.  Goes out: blocks of bytes; interrupted reads are
 * tried again.  Never: reads ahead of what it is asked for. */
#include "files/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool know(struct input *input)
{
    struct stat is;
    if (input->sys->stat(input->fd, &is) != 0)
        return trouble_errno(&input->trouble, "");
    input->regular = S_ISREG(is.st_mode);
    system_grow_pipe(input->sys, input->fd, is.st_mode);
    return !S_ISDIR(is.st_mode) || trouble_is(&input->trouble, "Is a directory");
}

bool input_open(struct input *input, const struct system_calls *sys, const char *name)
{
    *input = (struct input){.sys = sys, .fd = STDIN_FILENO, .borrowed = true};
    if (strcmp(name, "-") == 0)
        return know(input);
    input->borrowed = false;
    do
        input->fd = sys->open(AT_FDCWD, name, O_RDONLY | O_NOCTTY, 0);
    while (input->fd < 0 && errno == EINTR);
    if (input->fd < 0)
        return trouble_errno(&input->trouble, "");
    if (know(input))
        return true;
    input_close(input);
    return false;
}

void input_borrow(struct input *input, const struct system_calls *sys, int fd)
{
    *input = (struct input){.sys = sys, .fd = fd, .borrowed = true, .regular = true};
}

bool input_would_wait(const struct input *input)
{
    struct pollfd ready = {.fd = input->fd, .events = POLLIN};
    return !input->regular && input->sys->poll(&ready, 1, 0) == 0;
}

ssize_t input_read(struct input *input, char *to, size_t len)
{
    for (;;) {
        ssize_t got = input->sys->read(input->fd, to, len);
        if (got >= 0)
            return got;
        struct pollfd ready = {.fd = input->fd, .events = POLLIN};
        if (errno == EAGAIN && (input->sys->poll(&ready, 1, -1) >= 0 || errno == EINTR))
            continue;
        if (errno != EINTR) {
            trouble_errno(&input->trouble, "read");
            return -1;
        }
    }
}

ssize_t input_read_ready(struct input *input, char *to, size_t len, bool all)
{
    size_t have = 0;
    ssize_t got;
    do {
        got = input_read(input, to + have, len - have < INPUT_BLOCK ? len - have : INPUT_BLOCK);
        have += got > 0 ? (size_t)got : 0;
    } while (all && got > 0 && have < len && !input_would_wait(input));
    return have ? (ssize_t)have : got;
}

void input_close(struct input *input)
{
    if (!input->borrowed && input->fd >= 0)
        input->sys->close(input->fd);
    input->fd = -1;
}
