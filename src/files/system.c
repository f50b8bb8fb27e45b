/* system.c: the real system calls.  Comes in: the calls of struct system_calls.  Goes out: the kernel's answers.  Never:
 * pretends that a call worked which this system lacks: it fails with ENOSYS, and the caller has a second way. */
#include "files/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#endif

static int open_at(int dir, const char *path, int flags, mode_t mode)
{
    return openat(dir, path, flags | O_CLOEXEC, mode);
}

static char *real_path(const char *path)
{
    return realpath(path, NULL);
}

static int rename_at(int dir, const char *from, const char *to)
{
    return renameat(dir, from, dir, to);
}

static int unlink_at(int dir, const char *name)
{
    return unlinkat(dir, name, 0);
}

#ifdef __linux__
/* Not every C library has a wrapper, nor the constant; the value is part of the kernel's interface. */
enum { EXCHANGE = 1 << 1 };

static int exchange(int dir, const char *one, const char *other)
{
    return (int)syscall(SYS_renameat2, dir, one, dir, other, EXCHANGE);
}

static int set_attribute(int fd, const char *name, const void *value, size_t size)
{
    return fsetxattr(fd, name, value, size, 0);
}

static int grow_pipe(int fd, int size)
{
    return fcntl(fd, F_GETPIPE_SZ) < size ? fcntl(fd, F_SETPIPE_SZ, size) : 0;
}

static int lease(int fd, int command, int kind)
{
    return fcntl(fd, command, kind);
}

static bool random_bytes(void *to, size_t len)
{
    return getrandom(to, len, 0) == (ssize_t)len;
}
#else
static int missing(void)
{
    errno = ENOSYS;
    return -1;
}

static int exchange(int dir, const char *one, const char *other)
{
    (void)dir, (void)one, (void)other;
    return missing();
}

static int grow_pipe(int fd, int size)
{
    (void)fd, (void)size;
    return missing();
}

static int lease(int fd, int command, int kind)
{
    (void)fd, (void)command, (void)kind;
    return missing();
}

/* Without attributes of its own to list, a file has nothing to carry over. */
static ssize_t flistxattr(int fd, char *names, size_t size)
{
    (void)fd, (void)names, (void)size;
    return 0;
}

static ssize_t fgetxattr(int fd, const char *name, void *value, size_t size)
{
    (void)fd, (void)name, (void)value, (void)size;
    return missing();
}

static int set_attribute(int fd, const char *name, const void *value, size_t size)
{
    (void)fd, (void)name, (void)value, (void)size;
    return missing();
}

static int fremovexattr(int fd, const char *name)
{
    (void)fd, (void)name;
    return missing();
}

static bool random_bytes(void *to, size_t len)
{
    return getentropy(to, len) == 0;
}
#endif

const struct system_calls system_calls = {
    .open = open_at,
    .close = close,
    .read = read,
    .pread = pread,
    .write = write,
    .poll = poll,
    .stat = fstat,
    .stat_at = fstatat,
    .access = faccessat,
    .sync = fsync,
    .chown = fchown,
    .chmod = fchmod,
    .list_attributes = flistxattr,
    .get_attribute = fgetxattr,
    .set_attribute = set_attribute,
    .remove_attribute = fremovexattr,
    .grow_pipe = grow_pipe,
    .lease = lease,
    .link = linkat,
    .rename = rename_at,
    .exchange = exchange,
    .unlink = unlink_at,
    .real_path = real_path,
    .random = random_bytes,
};

void system_grow_pipe(const struct system_calls *sys, int fd, mode_t mode)
{
    if (S_ISFIFO(mode) && sys->grow_pipe)
        sys->grow_pipe(fd, PIPE_CAPACITY);
}

bool trouble_is(struct trouble *trouble, const char *text)
{
    snprintf(trouble->text, sizeof trouble->text, "%s", text);
    return false;
}

bool trouble_errno(struct trouble *trouble, const char *what)
{
    const char *why = strerror(errno);
    snprintf(trouble->text, sizeof trouble->text, "%s%s%s", what, *what ? ": " : "", why);
    return false;
}
